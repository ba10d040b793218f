/* Payloads: what a builder makes is what was given once the escapes are taken away again, a code
 * holds it, and no two fields can be mistaken. Lines of the input are the fields; the first letter
 * says which kind. */
#include "fuzz.h"

#include <string.h>

#include "base/utf8.h"
#include "exchange/payload.h"

enum { FIELDS = 4, TEXT = 2048 };

/* Without the backslashes; up to the first letter of `ends` that has none before it, or the end. */
static const char *unescape(const char *at, const char *ends, char out[TEXT])
{
    size_t used = 0;
    while (*at && !strchr(ends, *at)) {
        if (*at == '\\') {
            at++;
            MUST(*at);
            out[used++] = *at == 'n' ? '\n' : *at;
        } else {
            out[used++] = *at;
        }
        at++;
        MUST(used < TEXT);
    }
    out[used] = 0;
    return at;
}

/* Whether they are the same but for carriage returns in what was given: a line ends with \n. */
static bool is_same(const char *got, const char *given)
{
    for (;; got++, given++) {
        given += strspn(given, "\r");
        if (*got != *given)
            return false;
        if (!*got)
            return true;
    }
}

/* The field of this name is the text. */
static void check_field(const char *code, const char *name, const char *ends, const char *text)
{
    char got[TEXT];
    const char *at = strstr(code, name);
    if (!*text)
        return;
    if (!text[strspn(text, "\r")])
        return;
    MUST(at);
    at = unescape(at + strlen(name), ends, got);
    MUST(*at);
    MUST(is_same(got, text));
}

/* The matrix of what was made; its size is that of a version, its quiet corner a finder. */
static void check_code(const char *text)
{
    static QrCode code;
    Err err = {0};
    MUST(strlen(text) > 0 && strlen(text) <= PAYLOAD_BYTES);
    MUST(payload_code(text, &code, &err));
    MUST(code.size >= 21 && code.size <= QRCODE_SIDE && (code.size - 17) % 4 == 0);
    MUST(qrcode_is_dark(&code, 0, 0) && !qrcode_is_dark(&code, 1, 1));
}

static bool check(bool is_made, const Err *err, const char *out)
{
    if (is_made) {
        MUST(err->code == ERR_NONE);
        MUST(utf8_is_valid(out, strlen(out)));
        check_code(out);
    } else {
        MUST(err->code == ERR_INVALID || err->code == ERR_FULL);
        MUST(is_plain(err->detail));
    }
    return is_made;
}

static void try_wifi(char *const *field)
{
    char out[PAYLOAD_SIZE] = "";
    Err err = {0};
    PayloadWifi wifi = {field[0], field[1], field[2][0] != 0};
    if (!check(payload_wifi(&wifi, out, sizeof out, &err), &err, out))
        return;
    check_field(out, ";S:", ";", wifi.network);
    check_field(strstr(out, ";S:") + 3 + strlen(wifi.network), ";P:", ";", wifi.password);
    MUST(strcmp(out + strlen(out) - 2, ";;") == 0);
}

static void try_contact(char *const *field)
{
    char out[PAYLOAD_SIZE] = "";
    Err err = {0};
    PayloadContact contact = {field[0], field[1], field[2], field[3]};
    if (!check(payload_contact(&contact, out, sizeof out, &err), &err, out))
        return;
    bool is_short = strncmp(out, "MECARD:", 7) == 0;
    MUST(is_short || strlen(out) <= PAYLOAD_MEDIUM);
    check_field(out, is_short ? "N:" : "\r\nN:", ";", contact.name);
    if (!is_short)
        check_field(out, "\r\nFN:", "\r", contact.name);
}

static void try_event(char *const *field, int64_t starts, int64_t lasts)
{
    char out[PAYLOAD_SIZE] = "";
    Err err = {0};
    PayloadEvent event = {.title = field[0],
        .place = field[1],
        .link = field[2],
        .starts = starts,
        .ends = starts + lasts,
        .uid = field[3][0] ? field[3] : NULL,
        .stamp = starts};
    if (!check(payload_event(&event, out, sizeof out, &err), &err, out))
        return;
    check_field(out, "\r\nSUMMARY:", "\r", event.title);
    check_field(out, "\r\nLOCATION:", "\r", *event.place ? event.place : event.link);
    for (const char *at = out; *at; at++) /* a line begins nowhere but where we began one */
        MUST((*at == '\n') == (at > out && at[-1] == '\r'));
}

/* Percent-encoded: nothing but what a URL may hold. */
static void try_mail(char *const *field)
{
    char out[PAYLOAD_SIZE] = "";
    Err err = {0};
    PayloadMail mail = {field[0], field[1], field[2]};
    if (!check(payload_mail(&mail, out, sizeof out, &err), &err, out))
        return;
    int questions = 0, ands = 0;
    for (const char *at = out; *at; at++) {
        MUST(*at > ' ' && *at < 0x7f);
        questions += *at == '?';
        ands += *at == '&';
    }
    MUST(questions == (*mail.subject || *mail.message));
    MUST(ands == (*mail.subject && *mail.message));
}

static void try_plain(char kind, const char *text)
{
    char out[PAYLOAD_SIZE] = "";
    Err err = {0};
    switch (kind) {
    case 'u':
        if (check(payload_url(text, out, sizeof out, &err), &err, out))
            MUST(strcmp(out, text) == 0);
        break;
    case 'p':
        if (check(payload_phone(text, out, sizeof out, &err), &err, out))
            MUST(strspn(out + 4, "+0123456789") == strlen(out + 4));
        break;
    default:
        if (check(payload_text(text, out, sizeof out, &err), &err, out))
            MUST(is_same(out, text));
    }
}

/* Fields end with a vertical tab, so that they may hold lines. */
static void split(char *text, char *field[FIELDS])
{
    for (int i = 0; i < FIELDS; i++) {
        field[i] = text;
        text += strcspn(text, "\v");
        if (*text)
            *text++ = 0;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char *field[FIELDS];
    int64_t starts = 0, lasts = 0;
    if (size < 1 || size > TEXT / 2)
        return 0;
    char *text = strndup((const char *)bytes + 1, size - 1);
    MUST(text);
    for (size_t i = 1; i < size && i < 9; i++)
        starts = (int64_t)((uint64_t)starts << 8 | bytes[i]);
    lasts = bytes[size - 1] * 60;
    if (starts > INT64_MAX - lasts)
        starts -= lasts;
    switch (bytes[0]) {
    case 'w':
        split(text, field);
        try_wifi(field);
        break;
    case 'c':
        split(text, field);
        try_contact(field);
        break;
    case 'e':
        split(text, field);
        try_event(field, size % 2 ? starts : starts & 0x1FFFFFFFFF, lasts);
        break;
    case 'm':
        split(text, field);
        try_mail(field);
        break;
    default:
        try_plain((char)bytes[0], text);
    }
    free(text);
    return 0;
}
