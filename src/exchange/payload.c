/* libqrencode, asked for the smallest code that fits, and then for the most correction in it. */
#include "exchange/payload.h"
#include "base/utf8.h"
#include "base/wipe.h"

#include <qrencode.h>
#include <string.h>

enum { MEDIUM_UP_TO = 12 }; /* past this version the modules of M are too small for a phone */

static void take(const QRcode *from, QrCode *out)
{
    memset(out, 0, sizeof *out);
    out->size = from->width;
    for (int y = 0; y < from->width; y++)
        for (int x = 0; x < from->width; x++)
            if (from->data[y * from->width + x] & 1) /* the other bits say what a module is for */
                out->dark[y][x / 8] |= (uint8_t)(1 << (x % 8));
}

static void drop(QRcode *code)
{
    if (code)
        wipe(code->data, (size_t)code->width * (size_t)code->width);
    QRcode_free(code);
}

/* Never a larger code for it: a larger one has smaller modules. */
static QRcode *encode_within(const char *text, QRecLevel level, int version)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, level);
    if (code && code->version <= version)
        return code;
    drop(code);
    return NULL;
}

/* More correction where the code has the room for it. */
static QRcode *correct_more(const char *text, QRcode *code)
{
    static const QRecLevel levels[] = {QR_ECLEVEL_H, QR_ECLEVEL_Q};
    for (int i = 0; i < 2; i++) {
        QRcode *better = encode_within(text, levels[i], code->version);
        if (better) {
            drop(code);
            return better;
        }
    }
    return code;
}

bool payload_code(const char *text, QrCode *out, Err *err)
{
    size_t length = strlen(text);
    if (!length || !utf8_is_valid(text, length))
        return err_set(err, ERR_INVALID, "a code of %s", length ? "broken UTF-8" : "nothing");
    if (length > PAYLOAD_BYTES)
        return err_set(err, ERR_FULL, "%zu bytes are too many for a code, which holds %d", length,
            PAYLOAD_BYTES);
    QRcode *code = encode_within(text, QR_ECLEVEL_M, MEDIUM_UP_TO);
    code = code ? correct_more(text, code) : encode_within(text, QR_ECLEVEL_L, QRCODE_VERSION);
    if (!code)
        return err_set(err, ERR_FULL, "no memory for a code");
    take(code, out);
    drop(code);
    return true;
}
