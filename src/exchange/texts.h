/* Texts of a list in any number of languages, as its file has them: title, title_es, place_zh-Hans.
 *
 * A text belongs to an owner, which is a place in the list until the records give it an id. An
 * empty text is kept too: it takes away the one of an earlier file.
 */
#ifndef EXCHANGE_TEXTS_H
#define EXCHANGE_TEXTS_H

#include "exchange/columns.h"
#include "store/events.h"

typedef struct {
    int owner;
    ContentField field;
    char language[12];
    size_t at; /* in the list's text */
} ListText;

typedef struct {
    ListText *rows;
    int count;
    Buf text;
} TextList;

void texts_init(TextList *texts);
void texts_finish(TextList *texts);

bool texts_add(TextList *texts, int owner, ContentField field, const char *language,
    const char *text, Err *err);

/* "zh-Hans" is zh_Hans: the tags are those of the catalogues. False for what is no tag. */
bool texts_language(const char *text, char *out, size_t size);

/* Those of the row's open columns: "title_es" is the title in es. */
bool texts_add_open(TextList *texts, int owner, const ColumnRow *row, Err *err);

/* Borrowed until the next texts_add. */
const char *texts_text(const TextList *texts, int index);

#endif
