/* Bytes are unfolded before they are decoded: an old program folds within a letter. */
#include "exchange/ics_lines.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

enum { LINE_MAX_BYTES = 64 << 10 };

void ics_lines_init(IcsLines *lines, const char *name, const Buf *bytes)
{
    const char *data = bytes->data ? bytes->data : "";
    size_t mark = bytes->size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    *lines = (IcsLines){.name = name, .at = data + mark, .end = data + bytes->size, .next = 1};
    buf_init(&lines->text, LINE_MAX_BYTES);
}

void ics_lines_finish(IcsLines *lines)
{
    buf_finish(&lines->text);
}

/* One line of the file, whichever way it ends. */
static void take_part(IcsLines *lines)
{
    const char *from = lines->at, *at = from;
    while (at < lines->end && *at != '\r' && *at != '\n')
        at++;
    buf_add(&lines->text, from, (size_t)(at - from));
    if (at < lines->end)
        at += lines->end - at > 1 && at[0] == '\r' && at[1] == '\n' ? 2 : 1;
    lines->at = at;
    lines->next++;
}

static int refuse(const IcsLines *lines, const char *why, Err *err)
{
    err_set(err, ERR_INVALID, "%s:%d: %s", lines->name, lines->line, why);
    return -1;
}

int ics_next(IcsLines *lines, Err *err)
{
    buf_clear(&lines->text);
    while (lines->text.size == 0 && lines->at < lines->end) {
        lines->line = lines->next;
        take_part(lines);
        while (lines->at < lines->end && (*lines->at == ' ' || *lines->at == '\t')) {
            lines->at++;
            take_part(lines);
        }
    }
    if (lines->text.is_full)
        return refuse(lines, "a line of over 64 KB", err);
    if (lines->text.size > 0 && strlen(lines->text.data) < lines->text.size)
        return refuse(lines, "a NUL byte: this is no text", err);
    return lines->text.size > 0;
}

/* The first of `ends` outside of quotes, or the end. */
static char *skip_to(char *at, const char *ends)
{
    bool is_quoted = false;
    for (; *at && (is_quoted || !strchr(ends, *at)); at++)
        is_quoted ^= *at == '"';
    return at;
}

bool ics_split(IcsLines *lines, IcsProperty *out)
{
    static char nothing[] = "";
    char *at = lines->text.data, *colon = skip_to(at, ":");
    size_t length = strcspn(at, ";:");
    if (!*colon || length == 0)
        return false;
    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)at[i]) && at[i] != '-')
            return false;
    *colon = 0;
    *out = (IcsProperty){at, at[length] == ';' ? at + length + 1 : nothing, colon + 1};
    at[length] = 0;
    return true;
}

/* Without quotes; ^n, ^^ and ^' are a space, a ^ and a quote (RFC 6868). */
static void copy_value(const char *at, size_t length, char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < length && used + 1 < size; i++) {
        char letter = at[i];
        if (letter == '"')
            continue;
        if (letter == '^' && i + 1 < length && strchr("n^'", at[i + 1])) {
            i++;
            letter = at[i] == 'n' ? ' ' : at[i] == '\'' ? '"' : '^';
        }
        out[used++] = letter;
    }
    out[used] = 0;
}

bool ics_parameter(const IcsProperty *property, const char *name, char *out, size_t size)
{
    size_t length = strlen(name);
    out[0] = 0;
    for (char *at = property->parameters; *at;) {
        char *end = skip_to(at, ";");
        if (strncasecmp(at, name, length) == 0 && at[length] == '=') {
            at += length + 1;
            copy_value(at, (size_t)(end - at), out, size);
            return true;
        }
        at = *end ? end + 1 : end;
    }
    return false;
}

/* The letter that an escape stands for: \n a line, kept as a space; of an unknown one itself. */
static char unescape(char letter)
{
    return letter == 'n' || letter == 'N' ? ' ' : letter;
}

bool ics_text(const char *value, char *out, size_t size)
{
    char text[2048]; /* longer than any field */
    size_t used = 0;
    for (; *value && used + 1 < sizeof text; value++) {
        bool is_escaped = *value == '\\' && value[1];
        value += is_escaped;
        text[used++] = is_escaped ? unescape(*value) : *value;
    }
    while (*value && used > 0 && ((unsigned char)text[used - 1] & 0xc0) == 0x80)
        used--; /* the last letter is perhaps not whole */
    used -= *value && used > 0;
    text[used] = 0;
    if (!utf8_is_valid(text, used))
        return false;
    utf8_one_line(text);
    while (used > 0 && text[used - 1] == ' ')
        text[--used] = 0;
    utf8_copy(out, size, text + strspn(text, " "));
    return true;
}
