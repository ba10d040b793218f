/* Texts of a list, one after the other in one buffer. */
#include "exchange/texts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { TEXT_MAX = 64 << 20 };

void texts_init(TextList *texts)
{
    *texts = (TextList){0};
    buf_init(&texts->text, TEXT_MAX);
}

void texts_finish(TextList *texts)
{
    buf_finish(&texts->text);
    free(texts->rows);
    *texts = (TextList){0};
}

bool texts_add(TextList *texts, int owner, ContentField field, const char *language,
    const char *text, Err *err)
{
    ListText *grown = list_grow(texts->rows, texts->count, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_FULL, "no memory for this list");
    texts->rows = grown;
    ListText *made = &texts->rows[texts->count++];
    *made = (ListText){.owner = owner, .field = field, .at = texts->text.size};
    utf8_copy(made->language, sizeof made->language, language);
    buf_add(&texts->text, text, strlen(text) + 1);
    return !texts->text.is_full || err_set(err, ERR_FULL, "no memory for this list");
}

bool texts_language(const char *text, char *out, size_t size)
{
    bool is_whole = utf8_copy(out, size, text);
    for (char *at = out; *at; at++) {
        if (*at == '-')
            *at = '_';
        is_whole &= isalnum((unsigned char)*at) || *at == '_';
    }
    return is_whole;
}

bool texts_add_open(TextList *texts, int owner, const ColumnRow *row, Err *err)
{
    for (int i = 0; i < row->open_count; i++) {
        const OpenColumn *column = &row->open[i];
        const char *parting = strchr(column->name, '_');
        char language[12];
        ContentField field;
        if (!content_field_read(column->name, (size_t)(parting - column->name), &field) ||
            !texts_language(parting + 1, language, sizeof language))
            return err_set(err, ERR_INVALID, "%s:1: \"%s\" does not end with a language tag",
                row->name, column->name);
        if (!texts_add(texts, owner, field, language, row->csv->fields[column->place], err))
            return false;
    }
    return true;
}

const char *texts_text(const TextList *texts, int index)
{
    return texts->text.data + texts->rows[index].at;
}
