/* Rows in memory, folded once; a message is folded when it is asked about. */
#include "glossary.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

enum { ROWS = 2048, CELL = 256, FOLDED = 8192 };

typedef struct {
    char english[64], tag[12], words[CELL];
    char folded[CELL]; /* words */
} Row;

struct Glossary {
    Row row[ROWS];
    int count;
};

static bool is_passed_over(uint32_t c)
{
    return (c >= 0x064B && c <= 0x0652) || c == 0x0640 || (c >= 0x200B && c <= 0x200F) ||
        c == 0x2060 || c == 0xAD;
}

static void fold(const char *text, char *out, size_t size)
{
    size_t used = 0;
    while (*text && used + 5 < size) {
        uint32_t c = utf8_next(&text);
        if (c == 0xA0)
            c = ' ';
        if (!is_passed_over(c))
            used +=
                (size_t)utf8_put((uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT), out + used);
    }
    out[used] = 0;
}

static bool read_row(Glossary *g, const char *line)
{
    Row *row = &g->row[g->count];
    int end = 0;
    if (sscanf(line, "%63[^,],%11[^,],%255[^,\r\n]%n", row->english, row->tag, row->words, &end) !=
            3 ||
        line[end + (int)strspn(line + end, "\r\n")])
        return false;
    fold(row->words, row->folded, sizeof row->folded);
    g->count++;
    return true;
}

Glossary *glossary_open(const char *path, Err *err)
{
    FILE *file = fopen(path, "r");
    Glossary *g = calloc(1, sizeof *g);
    char line[512];
    bool is_good = (file && g) || err_set(err, ERR_NOT_FOUND, "%s: cannot be opened", path);
    for (int number = 1; is_good && fgets(line, sizeof line, file); number++)
        if (number > 1 && (g->count == ROWS || !read_row(g, line)))
            is_good = err_set(err, ERR_INVALID, "%s:%d: not english,language,words", path, number);
    if (file)
        fclose(file);
    if (is_good)
        return g;
    free(g);
    return NULL;
}

void glossary_close(Glossary *glossary)
{
    free(glossary);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* As a word of its own, with an ending of three letters at most: "grades". */
static bool says(const char *text, const char *word, size_t length)
{
    for (const char *at = text; (at = strstr(at, word)); at++) {
        size_t ending = 0;
        while (is_letter(at[length + ending]))
            ending++;
        if ((at == text || !is_letter(at[-1])) && ending <= 3)
            return true;
    }
    return false;
}

/* Whether one of the words between bars is in a folded text. */
static bool has_one(const char *text, const char *words, bool is_english)
{
    while (*words) {
        char word[CELL];
        size_t length = strcspn(words, "|");
        snprintf(word, sizeof word, "%.*s", (int)length, words);
        if (length > 0 && (is_english ? says(text, word, length) : strstr(text, word) != NULL))
            return true;
        words += length + (words[length] == '|');
    }
    return false;
}

bool glossary_stray(const Glossary *glossary, int *row, const char *tag, const char *english,
    const char *text, const char **word, const char **words)
{
    static char folded_english[FOLDED], folded[FOLDED];
    fold(english, folded_english, sizeof folded_english);
    fold(text, folded, sizeof folded);
    while (*row < glossary->count) {
        const Row *r = &glossary->row[(*row)++];
        *word = r->english;
        *words = r->words;
        if (strcmp(r->tag, tag) == 0 && has_one(folded_english, r->english, true) &&
            !has_one(folded, r->folded, false))
            return true;
    }
    return false;
}
