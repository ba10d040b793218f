/* Refuses a catalogue that would show braces, a wrong number or nothing to a family.
 *
 *   check_po FILE.po...     a line for each mistake: FILE:LINE: what: message; exit 1
 *   check_po --glossary GLOSSARY.csv FILE.po...
 *                           a line for each message that strays from it, which is no mistake
 *
 * The build runs the first on every catalogue before msgfmt. What is not translated
 * yet is no mistake here (the kiosk says it in English); the tests refuse that.
 */
#include "glossary.h"
#include "po.h"
#include "text/catalog.h"
#include "translation.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    const char *path;
    char tag[16]; /* "zh_Hans" of locales/zh_Hans.po */
    char icu[64];
    int mistakes;
    const Glossary *glossary; /* null: only mistakes are told */
} File;

static void begin(File *file, const char *path, const Glossary *glossary)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    *file = (File){.path = path, .glossary = glossary};
    snprintf(file->tag, sizeof file->tag, "%.*s", (int)strcspn(name, "."), name);
}

static void tell(File *file, const PoEntry *entry, const Err *err)
{
    file->mistakes++;
    printf("%s:%d: %s", file->path, entry->line, err->detail);
    printf(entry->id[0] ? ": %s\n" : "\n", entry->id);
}

static bool check_entry(const File *file, const PoEntry *e, Err *err)
{
    if (!translation_check_letters(e->id, e->text, err) ||
        !translation_check(file->icu, e->id, e->text, err))
        return false;
    if (strcmp(file->tag, "en") == 0)
        return true;
    if (!e->may_be_english && translation_is_english(e->id, e->text))
        return err_set(err, ERR_INVALID, "English left in place (or write \"# same\" above it)");
    return e->may_be_long || translation_check_room(e->id, e->text, err);
}

static void take(void *self, const PoEntry *entry)
{
    File *file = self;
    Err err = {0};
    bool is_good = true;
    if (!entry->id[0]) {
        catalog_field(entry->text, "X-ICU", file->icu, sizeof file->icu);
        is_good = translation_check_header(file->tag, entry->text, &err);
    } else if (entry->text[0]) {
        is_good = check_entry(file, entry, &err);
    }
    if (!is_good)
        tell(file, entry, &err);
}

static void take_strays(void *self, const PoEntry *entry)
{
    const File *file = self;
    const char *word, *words;
    if (!entry->id[0] || !entry->text[0])
        return;
    for (int row = 0;
         glossary_stray(file->glossary, &row, file->tag, entry->id, entry->text, &word, &words);)
        printf("%s:%d: \"%s\" is elsewhere %s: %s\n", file->path, entry->line, word, words,
            entry->text);
}

/* Returns the number of mistakes. */
static int check(const char *path, const Glossary *glossary)
{
    File file;
    Err err = {0};
    begin(&file, path, glossary);
    if (!po_read(path, glossary ? take_strays : take, &file, &err)) {
        printf("%s\n", err.detail);
        file.mistakes++;
    } else if (!glossary && !file.icu[0] && !file.mistakes) {
        printf("%s:1: no header\n", path);
        file.mistakes++;
    }
    return file.mistakes;
}

int main(int argc, char **argv)
{
    Err err = {0};
    Glossary *glossary = NULL;
    int first = 1;
    if (argc > 2 && strcmp(argv[1], "--glossary") == 0) {
        glossary = glossary_open(argv[2], &err);
        first = 3;
    }
    int mistakes = err.code || argc <= first;
    if (err.code)
        printf("%s\n", err.detail);
    for (int i = first; i < argc && !err.code; i++)
        mistakes += check(argv[i], glossary);
    glossary_close(glossary);
    return mistakes > 0;
}
