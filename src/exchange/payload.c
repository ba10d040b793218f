/* libqrencode, asked for the smallest code that fits. */
#include "exchange/payload.h"
#include "base/utf8.h"
#include "base/wipe.h"

#include <errno.h>
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

bool payload_code(const char *text, QrCode *out, Err *err)
{
    size_t length = strlen(text);
    if (!length || !utf8_is_valid(text, length))
        return err_set(err, ERR_INVALID, "a code of %s", length ? "broken UTF-8" : "nothing");
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code || code->version > MEDIUM_UP_TO) {
        drop(code);
        code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L);
    }
    if (!code && errno == ENOMEM)
        return err_set(err, ERR_FULL, "no memory for a code");
    bool is_fit = code && code->version <= QRCODE_VERSION;
    if (is_fit)
        take(code, out);
    drop(code);
    return is_fit || err_set(err, ERR_INVALID, "%zu bytes are too many for a code", length);
}
