/* Refuses a catalogue that would show braces, a wrong number or nothing to a family.
 *
 *   check_po FILE.po...     a line for each mistake: FILE:LINE: what: message; exit 1
 *
 * The build runs it on every catalogue before msgfmt. What is not translated
 * yet is no mistake here (the kiosk says it in English); the tests refuse that.
 */
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
} File;

static void begin(File *file, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    *file = (File){.path = path};
    snprintf(file->tag, sizeof file->tag, "%.*s", (int)strcspn(name, "."), name);
}

static void tell(File *file, const PoEntry *entry, const Err *err)
{
    file->mistakes++;
    printf("%s:%d: %s", file->path, entry->line, err->detail);
    printf(entry->id[0] ? ": %s\n" : "\n", entry->id);
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
        is_good = translation_check(file->icu, entry->id, entry->text, &err);
    }
    if (!is_good)
        tell(file, entry, &err);
}

int main(int argc, char **argv)
{
    int mistakes = argc < 2;
    for (int i = 1; i < argc; i++) {
        File file;
        Err err = {0};
        begin(&file, argv[i]);
        if (!po_read(argv[i], take, &file, &err)) {
            printf("%s\n", err.detail);
            mistakes++;
        } else if (!file.icu[0] && !file.mistakes) {
            printf("%s:1: no header\n", argv[i]);
            mistakes++;
        }
        mistakes += file.mistakes;
    }
    return mistakes > 0;
}
