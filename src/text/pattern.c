/* A small reader of ICU's MessageFormat syntax: the types of the arguments, and the words. */
#include "text/pattern.h"

#include <string.h>

enum { DEEPEST = 8 };

static const char spaces[] = " \t\n\r";

typedef struct {
    const char *at;
    Pattern *out;
    int depth;
    PatternWords take; /* null: nobody asked */
    void *self;
} Reader;

static bool read_message(Reader *r, bool in_plural);

static void skip_spaces(Reader *r)
{
    r->at += strspn(r->at, spaces);
}

/* An apostrophe quotes only before a brace (or # within a plural); '' is one apostrophe. */
static void skip_apostrophe(Reader *r, bool in_plural)
{
    r->at++;
    if (*r->at == '\'') {
        r->at++;
        return;
    }
    if (!*r->at || !strchr(in_plural ? "{}#" : "{}", *r->at))
        return;
    for (; *r->at; r->at++) {
        if (*r->at != '\'')
            continue;
        r->at++;
        if (*r->at != '\'')
            return;
    }
}

static bool note(Reader *r, int number, ArgumentKind kind)
{
    ArgumentKind *known = &r->out->kind[number];
    if (*known != ARGUMENT_NONE && *known != kind)
        return false;
    *known = kind;
    if (r->out->count <= number)
        r->out->count = number + 1;
    return true;
}

/* The words and messages of a plural, to its closing brace: `one {...} =0 {...} other {...}`. */
static bool read_choices(Reader *r)
{
    bool has_other = false;
    for (skip_spaces(r); *r->at && *r->at != '}'; skip_spaces(r)) {
        size_t length = strcspn(r->at, " \t\n\r{}");
        has_other |= length == 5 && strncmp(r->at, "other", 5) == 0;
        bool is_offset = strncmp(r->at, "offset:", 7) == 0;
        r->at += length;
        skip_spaces(r);
        if (is_offset)
            continue;
        if (length == 0 || *r->at != '{')
            return false;
        r->at++;
        if (!read_message(r, true) || *r->at != '}')
            return false;
        r->at++;
    }
    return has_other;
}

static bool read_type(Reader *r, int number)
{
    size_t length = strspn(r->at, "abcdefghijklmnopqrstuvwxyz");
    const char *type = r->at;
    r->at += length;
    skip_spaces(r);
    if (length == 6 && strncmp(type, "number", 6) == 0)
        return note(r, number, ARGUMENT_NUMBER) && *r->at == '}';
    bool is_plural = (length == 6 && strncmp(type, "plural", 6) == 0) ||
        (length == 13 && strncmp(type, "selectordinal", 13) == 0);
    if (!is_plural || *r->at != ',')
        return false;
    r->at++;
    return note(r, number, ARGUMENT_NUMBER) && read_choices(r) && *r->at == '}';
}

/* After an opening brace, to the closing one. */
static bool read_argument(Reader *r)
{
    skip_spaces(r);
    int number = *r->at - '0';
    if (number < 0 || number >= PATTERN_ARGUMENTS)
        return false;
    r->at++;
    skip_spaces(r);
    if (*r->at == '}')
        return note(r, number, ARGUMENT_TEXT);
    if (*r->at != ',')
        return false;
    r->at++;
    skip_spaces(r);
    return read_type(r, number);
}

/* Up to what means something to ICU; a # by itself is the number. */
static void read_words(Reader *r, bool in_plural)
{
    size_t length = strcspn(r->at, in_plural ? "{}'#" : "{}'");
    if (length > 0 && r->take)
        r->take(r->self, r->at, length, in_plural);
    r->at += length > 0 ? length : 1;
}

/* To the end, or to the brace that closes the message. */
static bool read_message(Reader *r, bool in_plural)
{
    if (++r->depth > DEEPEST)
        return false;
    while (*r->at && *r->at != '}') {
        if (*r->at == '\'') {
            skip_apostrophe(r, in_plural);
        } else if (*r->at == '{') {
            r->at++;
            if (!read_argument(r))
                return false;
            r->at++;
        } else {
            read_words(r, in_plural);
        }
    }
    r->depth--;
    return true;
}

bool pattern_read(const char *text, Pattern *out)
{
    *out = (Pattern){0};
    Reader r = {.at = text, .out = out};
    return read_message(&r, false) && *r.at == 0;
}

bool pattern_words(const char *text, PatternWords take, void *self)
{
    Pattern pattern = {0};
    Reader r = {.at = text, .out = &pattern, .take = take, .self = self};
    return read_message(&r, false) && *r.at == 0;
}

bool pattern_fits(const Pattern *translation, const Pattern *original)
{
    for (int i = 0; i < PATTERN_ARGUMENTS; i++)
        if (translation->kind[i] != ARGUMENT_NONE && translation->kind[i] != original->kind[i])
            return false;
    return true;
}
