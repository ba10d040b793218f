/* The glossary: how each language calls the school's words, so that one thing has one name.
 *
 * locales/glossary.csv has a line for each word and language:
 *
 *     english,language,words
 *     library,es,biblioteca
 *     child|children,es,hij|niñ          forms, or how they begin, between bars
 *
 * Without quotes. A translation that holds none of them strays; that is worth a look and no
 * mistake. Case, marks of Arabic vowels and U+200B make no difference.
 */
#ifndef LOCALES_GLOSSARY_H
#define LOCALES_GLOSSARY_H

#include "base/err.h"

typedef struct Glossary Glossary;

/* ERR_NOT_FOUND, or ERR_INVALID with file and line. */
Glossary *glossary_open(const char *path, Err *err);
void glossary_close(Glossary *glossary);

/* The next word of the English that a translation strays from: its row's english and words.
 * *row starts at 0; false: no more. */
bool glossary_stray(const Glossary *glossary, int *row, const char *tag, const char *english,
    const char *text, const char **word, const char **words);

#endif
