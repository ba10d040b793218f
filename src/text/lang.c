/* The languages are the .mo files of one folder; what each is stands in its own header. */
#include "text/lang.h"

#include "base/log.h"
#include "base/utf8.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uscript.h>

/* "zh_Hans" of "zh_Hans.mo"; false if the file is no catalogue. */
static bool read_tag(const char *file, char *tag, size_t size)
{
    size_t length = strspn(file, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_");
    if (length < 2 || length >= size || strcmp(file + length, ".mo") != 0)
        return false;
    memcpy(tag, file, length);
    tag[length] = 0;
    return true;
}

/* The script of a name's first letter. */
static void read_script(const char *name, char script[5])
{
    UErrorCode status = U_ZERO_ERROR;
    snprintf(script, 5, "Latn");
    while (*name) {
        UScriptCode code = uscript_getScript((UChar32)utf8_next(&name), &status);
        if (code > USCRIPT_INHERITED) {
            snprintf(script, 5, "%s", uscript_getShortName(code));
            return;
        }
    }
}

static void read_header(Language *language)
{
    const Catalog *catalog = &language->catalog;
    char direction[8];
    catalog_header(catalog, "X-Direction", direction, sizeof direction);
    language->is_rtl = strcmp(direction, "rtl") == 0;
    catalog_header(catalog, "X-Reviewed-By", language->reviewed_by, sizeof language->reviewed_by);
    catalog_header(catalog, "X-Language-Name", language->own_name, sizeof language->own_name);
    if (!language->own_name[0])
        utf8_copy(language->own_name, sizeof language->own_name, language->tag);
    read_script(language->own_name, language->script);
    catalog_header(catalog, "X-ICU", language->icu, sizeof language->icu);
    if (language->icu[0])
        return;
    snprintf(language->icu, sizeof language->icu, "%.9s-u-ca-gregory-nu-latn", language->tag);
    for (char *c = language->icu; *c; c++)
        *c = *c == '_' ? '-' : *c;
}

static bool open_one(Languages *languages, const char *folder, const char *file, Err *err)
{
    Language language = {0};
    if (!read_tag(file, language.tag, sizeof language.tag))
        return true;
    if (languages->count == LANGUAGES_MAX)
        return err_set(err, ERR_FULL, "%s: more than %d languages", folder, LANGUAGES_MAX);
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    Err why;
    if (!catalog_open(&language.catalog, path, err_clear(&why))) {
        if (strcmp(language.tag, "en") == 0)
            return err_set(err, why.code, "%s", why.detail);
        log_line(LOG_PROBLEM, "language left out: %s", why.detail);
        return true;
    }
    read_header(&language);
    languages->list[languages->count++] = language;
    return true;
}

static int by_tag(const void *a, const void *b)
{
    const Language *one = a, *other = b;
    bool one_is_english = strcmp(one->tag, "en") == 0, other_is = strcmp(other->tag, "en") == 0;
    if (one_is_english != other_is)
        return one_is_english ? -1 : 1;
    return strcmp(one->tag, other->tag);
}

bool languages_open(Languages *languages, const char *folder, Err *err)
{
    *languages = (Languages){0};
    DIR *dir = opendir(folder);
    if (!dir)
        return err_set(err, ERR_NOT_FOUND, "no folder of languages: %s", folder);
    bool is_good = true;
    for (struct dirent *entry; is_good && (entry = readdir(dir));)
        is_good = open_one(languages, folder, entry->d_name, err);
    closedir(dir);
    qsort(languages->list, (size_t)languages->count, sizeof languages->list[0], by_tag);
    if (is_good && !languages_find(languages, "en"))
        is_good = err_set(err, ERR_NOT_FOUND, "%s: no en.mo", folder);
    if (!is_good)
        languages_close(languages);
    return is_good;
}

void languages_close(Languages *languages)
{
    if (!languages)
        return;
    for (int i = 0; i < languages->count; i++)
        catalog_close(&languages->list[i].catalog);
    *languages = (Languages){0};
}

const Language *languages_find(const Languages *languages, const char *tag)
{
    for (int i = 0; i < languages->count; i++)
        if (strcmp(languages->list[i].tag, tag) == 0)
            return &languages->list[i];
    return NULL;
}

const Language *languages_match(const Languages *languages, const char *tag)
{
    char exact[36] = "";
    for (int i = 0; tag[i] && i < (int)sizeof exact - 1; i++)
        exact[i] = tag[i] == '-' ? '_' : tag[i];
    const Language *language = languages_find(languages, exact);
    size_t length = strcspn(exact, "_");
    for (int i = 0; !language && length && i < languages->count; i++)
        if (strncmp(languages->list[i].tag, exact, length) == 0 &&
            (!languages->list[i].tag[length] || languages->list[i].tag[length] == '_'))
            language = &languages->list[i];
    return language;
}

/* xgettext makes "door|Open" a context and an id, which msgfmt joins with a U+0004. */
static const char *find_with_context(const Catalog *catalog, const char *id, const char *bar)
{
    char key[1024];
    size_t length = strlen(id);
    if (length >= sizeof key)
        return NULL;
    memcpy(key, id, length + 1);
    key[bar - id] = '\004';
    return catalog_find(catalog, key);
}

static const char *translation(const Language *language, const char *id)
{
    if (!language || !id[0]) /* the empty id is the header */
        return NULL;
    const char *bar = strchr(id, '|');
    const char *text = bar ? find_with_context(&language->catalog, id, bar) : NULL;
    if (!text)
        text = catalog_find(&language->catalog, id);
    return text && text[0] ? text : NULL;
}

static const char *english(const char *id)
{
    size_t context = strspn(id, "abcdefghijklmnopqrstuvwxyz");
    return context > 0 && id[context] == '|' ? id + context + 1 : id;
}

const char *language_text(const Language *language, const char *id)
{
    const char *text = translation(language, id);
    return text ? text : english(id);
}

bool language_has(const Language *language, const char *id)
{
    return translation(language, id) != NULL;
}
