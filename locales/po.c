/* Line by line: a keyword opens a text, strings on the lines below it continue it. */
#include "po.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    const char *path;
    int line;
    PoEntry entry;
    char *open; /* the text of the entry that strings go to; null: none */
    size_t room;
    bool is_fuzzy;
    PoTake take;
    void *self;
    Err *err;
} Reader;

static bool refuse(Reader *r, const char *why)
{
    return err_set(r->err, ERR_INVALID, "%s:%d: %s", r->path, r->line, why);
}

/* An entry ends where something other than a string follows its msgstr. */
static void end_entry(Reader *r)
{
    if (r->open != r->entry.text)
        return;
    if (r->is_fuzzy)
        r->entry.text[0] = 0;
    r->take(r->self, &r->entry);
    memset(&r->entry, 0, sizeof r->entry);
    r->open = NULL;
    r->is_fuzzy = false;
}

static char unescape(char c)
{
    return c == 'n' ? '\n' : c == 't' ? '\t' : c;
}

/* `"..."` and nothing behind it. */
static bool take_string(Reader *r, const char *at)
{
    if (*at++ != '"' || !r->open)
        return refuse(r, "not a line of a catalogue");
    size_t used = strlen(r->open);
    for (; *at && *at != '"'; at++) {
        if (used + 1 >= r->room)
            return refuse(r, "longer than any message may be");
        if (*at == '\\' && at[1])
            r->open[used++] = unescape(*++at);
        else
            r->open[used++] = *at;
        r->open[used] = 0;
    }
    return (at[0] == '"' && !at[1]) || refuse(r, "a string that does not end");
}

static bool begin_text(Reader *r, char *text, size_t room, const char *rest)
{
    r->open = text;
    r->room = room;
    return take_string(r, rest + strspn(rest, " "));
}

/* "same" of "# same: a name" or "#. same". */
static bool says(const char *comment, const char *word)
{
    comment += 1 + (comment[1] == '.');
    if (*comment != ' ')
        return false;
    comment++;
    if (strncmp(comment, "TRANSLATORS: ", 13) == 0)
        comment += 13;
    size_t length = strlen(word);
    return strncmp(comment, word, length) == 0 && (!comment[length] || comment[length] == ':');
}

static void take_comment(Reader *r, const char *line)
{
    r->is_fuzzy = r->is_fuzzy || (line[1] == ',' && strstr(line, "fuzzy"));
    r->entry.may_be_english |= says(line, "same");
    r->entry.may_be_long |= says(line, "long");
}

static bool take_line(Reader *r, char *line)
{
    line[strcspn(line, "\r\n")] = 0;
    if (line[0] == '"')
        return take_string(r, line);
    end_entry(r);
    if (!line[0])
        return true;
    if (line[0] == '#') {
        take_comment(r, line);
        return true;
    }
    PoEntry *e = &r->entry;
    if (strncmp(line, "msgctxt ", 8) == 0)
        return begin_text(r, e->context, sizeof e->context, line + 8);
    if (strncmp(line, "msgid ", 6) == 0)
        return begin_text(r, e->id, sizeof e->id, line + 6);
    if (strncmp(line, "msgstr ", 7) != 0)
        return refuse(r, "not a line of a catalogue");
    e->line = r->line;
    return begin_text(r, e->text, sizeof e->text, line + 7);
}

bool po_read(const char *path, PoTake take, void *self, Err *err)
{
    static char line[PO_BYTES];
    static Reader r;
    FILE *file = fopen(path, "r");
    if (!file)
        return err_set(err, ERR_NOT_FOUND, "%s: cannot be opened", path);
    r = (Reader){.path = path, .take = take, .self = self, .err = err};
    bool is_good = true;
    while (is_good && fgets(line, sizeof line, file)) {
        r.line++;
        is_good = take_line(&r, line);
    }
    if (is_good)
        end_entry(&r);
    fclose(file);
    return is_good;
}

void po_write_text(const char *text)
{
    putchar('"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            putchar('\\');
        if (*text == '\n')
            fputs("\\n", stdout);
        else
            putchar(*text);
    }
    putchar('"');
}
