#include "check.h"
#include "text/catalog.h"
#include "text/lang.h"

#include "base/clock.h"
#include "base/log.h"
#include <sys/stat.h>
#include <unistd.h>

static const char header[] =
    "msgid \"\"\nmsgstr \"\"\n"
    "\"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
    "\"Content-Transfer-Encoding: 8bit\\n\"\n";

typedef struct {
    char folder[64];
} Place;

static void place_open(Place *place)
{
    snprintf(place->folder, sizeof place->folder, "/tmp/foyer-test-XXXXXX");
    CHECK(mkdtemp(place->folder));
}

static void place_close(Place *place)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r '%s'", place->folder);
    CHECK_INT(system(command), 0);
}

static char *path_in(const Place *place, const char *name, char out[128])
{
    snprintf(out, 128, "%s/%s", place->folder, name);
    return out;
}

static void write_file(const Place *place, const char *name, const void *bytes, size_t size)
{
    char path[128];
    FILE *file = fopen(path_in(place, name, path), "wb");
    CHECK(file);
    CHECK_INT(fwrite(bytes, 1, size, file), size);
    CHECK_INT(fclose(file), 0);
}

/* Writes TAG.mo from header fields and messages. */
static void write_catalog(
    const Place *place, const char *tag, const char *fields, const char *messages)
{
    char po[4096], path[128], command[400];
    snprintf(po, sizeof po, "%s%s\n%s", header, fields, messages);
    write_file(place, "one.po", po, strlen(po));
    snprintf(command, sizeof command, "msgfmt -o '%s/%s.mo' '%s'", place->folder, tag,
        path_in(place, "one.po", path));
    CHECK_INT(system(command), 0);
}

static const char spanish_fields[] =
    "\"X-Language-Name: Español\\n\"\n\"X-ICU: es-US-u-ca-gregory-nu-latn\\n\"\n"
    "\"X-Direction: ltr\\n\"\n\"X-Reviewed-By: Ama Mensah\\n\"\n";

static const char spanish[] = "msgid \"Check in\"\nmsgstr \"Registrarse\"\n\n"
                              "msgctxt \"door\"\nmsgid \"Open\"\nmsgstr \"Abrir\"\n\n"
                              "msgid \"Nobody yet\"\nmsgstr \"\"\n\n"
                              "msgid \"Yes\"\nmsgstr \"Sí\"\n";

static size_t read_bytes(const Place *place, const char *name, unsigned char *out, size_t max)
{
    char path[128];
    FILE *file = fopen(path_in(place, name, path), "rb");
    CHECK(file);
    size_t size = fread(out, 1, max, file);
    fclose(file);
    return size;
}

TEST(a_message_is_found_by_its_id)
{
    UNUSED_STATE;
    Place place;
    place_open(&place);
    write_catalog(&place, "es", spanish_fields, spanish);
    Catalog catalog;
    Err err = {0};
    char path[128], field[64];
    CHECK(catalog_open(&catalog, path_in(&place, "es.mo", path), &err));

    CHECK_TEXT(catalog_find(&catalog, "Check in"), "Registrarse");
    CHECK_TEXT(catalog_find(&catalog, "Yes"), "Sí");
    CHECK(!catalog_find(&catalog, "Check"));
    CHECK(!catalog_find(&catalog, "Zebra"));
    CHECK(!catalog_find(&catalog, "Nobody yet"));
    CHECK(catalog_header(&catalog, "X-Direction", field, sizeof field));
    CHECK_TEXT(field, "ltr");
    CHECK(!catalog_header(&catalog, "X-Dir", field, sizeof field));
    CHECK_TEXT(field, "");
    CHECK(catalog_header(&catalog, "X-Language-Name", field, 6));
    CHECK_TEXT(field, "Espa"); /* cut before the ñ, not within */
    catalog_close(&catalog);
    place_close(&place);
}

/* "a" -> "b", as bytes: header, ids at 28, texts at 36, strings at 44. */
static size_t small_catalog(unsigned char bytes[64])
{
    static const uint32_t words[] = {0x950412de, 0, 1, 28, 36, 0, 0, 1, 44, 1, 46};
    memset(bytes, 0, 64);
    memcpy(bytes, words, sizeof words);
    memcpy(bytes + 44, "a\0b", 4);
    return 48;
}

static void set_word(unsigned char *bytes, size_t at, uint32_t word)
{
    memcpy(bytes + at, &word, sizeof word);
}

TEST(a_damaged_file_is_refused)
{
    UNUSED_STATE;
    /* clang-format off */
    static const struct {
        size_t at;
        uint32_t word;
        ErrCode code;
    } damages[] = {
        {0, 0xde120495, ERR_BROKEN},  /* the other byte order */
        {4, 0x00010000, ERR_NEWER},
        {8, 3, ERR_BROKEN},           /* more messages than the tables hold */
        {8, 0xFFFFFFFF, ERR_BROKEN},
        {12, 0xFFFFFFF0, ERR_BROKEN}, /* tables outside */
        {16, 48, ERR_BROKEN},
        {28, 2, ERR_BROKEN},          /* an id that does not end with a NUL */
        {28, 0xFFFFFFFF, ERR_BROKEN},
        {32, 0xFFFFFFFF, ERR_BROKEN},
        {36, 2, ERR_BROKEN},          /* a text that runs past the end */
        {40, 47, ERR_BROKEN},
        {46, 0xFF, ERR_BROKEN},       /* not UTF-8 */
    };
    /* clang-format on */
    unsigned char bytes[64];
    Catalog catalog = {0};
    Err err = {0};
    size_t size = small_catalog(bytes);
    CHECK(catalog_read(&catalog, bytes, size, &err));
    CHECK_TEXT(catalog_find(&catalog, "a"), "b");

    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        small_catalog(bytes);
        set_word(bytes, damages[i].at, damages[i].word);
        CHECK(!catalog_read(&catalog, bytes, size, err_clear(&err)));
        CHECK_INT(err.code, damages[i].code);
    }
    small_catalog(bytes);
    for (size_t cut = 0; cut < size; cut++)
        CHECK(!catalog_read(&catalog, bytes, cut, err_clear(&err)));
}

TEST(ids_out_of_order_are_refused)
{
    UNUSED_STATE;
    static const uint32_t words[] = {0x950412de, 0, 2, 28, 44, 0, 0, 1, 60, 1, 62, 1, 60, 1, 62};
    unsigned char bytes[64];
    memcpy(bytes, words, sizeof words);
    memcpy(bytes + 60, "b\0a", 4);
    Catalog catalog;
    Err err = {0};
    CHECK(!catalog_read(&catalog, bytes, sizeof bytes, &err));
    CHECK_INT(err.code, ERR_BROKEN);
    memcpy(bytes + 60, "a\0b", 4);
    CHECK(catalog_read(&catalog, bytes, sizeof bytes, &err));
}

TEST(a_file_that_is_not_there_is_not_found)
{
    UNUSED_STATE;
    Catalog catalog;
    Err err = {0};
    CHECK(!catalog_open(&catalog, "/nowhere/es.mo", &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK(!catalog_open(&catalog, "/tmp", err_clear(&err)));
    CHECK_INT(err.code, ERR_BROKEN);
}

/* Any text that an accepted catalogue gives must lie within the bytes: the sanitizer looks. */
static size_t use(const Catalog *catalog)
{
    static const char *const ids[] = {"Check in", "Yes", "", "door\004Open", "zzz"};
    size_t sum = 0;
    char field[64];
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const char *text = catalog_find(catalog, ids[i]);
        sum += text ? strlen(text) : 0;
    }
    catalog_header(catalog, "X-ICU", field, sizeof field);
    return sum + strlen(field);
}

TEST(no_mutation_of_a_file_reads_outside_it)
{
    UNUSED_STATE;
    const char *given = getenv("FOYER_SEED");
    unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)clock_wall();
    printf("FOYER_SEED=%u\n", seed);
    Place place;
    place_open(&place);
    write_catalog(&place, "es", spanish_fields, spanish);
    unsigned char good[4096];
    size_t size = read_bytes(&place, "es.mo", good, sizeof good);
    int accepted = 0;
    for (int round = 0; round < 20000; round++) {
        size_t cut = rand_r(&seed) % 8 ? size : (size_t)rand_r(&seed) % (size + 1);
        unsigned char *bytes = malloc(cut + !cut); /* of its exact size, for the sanitizer */
        memcpy(bytes, good, cut);
        for (int i = rand_r(&seed) % 4; i >= 0 && cut > 0; i--) {
            size_t reach = rand_r(&seed) % 2 ? 28 : cut;
            bytes[(size_t)rand_r(&seed) % (reach < cut ? reach : cut)] =
                (unsigned char)rand_r(&seed);
        }
        Catalog catalog;
        Err err = {0};
        if (catalog_read(&catalog, bytes, cut, &err))
            accepted += use(&catalog) > 0;
        else
            CHECK(err.code == ERR_BROKEN || err.code == ERR_NEWER);
        free(bytes);
    }
    CHECK(accepted > 0); /* else the loop tested only the first check */
    place_close(&place);
}

TEST(the_languages_are_the_catalogues_of_the_folder)
{
    UNUSED_STATE;
    Place place;
    place_open(&place);
    write_catalog(&place, "es", spanish_fields, spanish);
    write_catalog(&place, "ar", "\"X-Language-Name: العربية\\n\"\n\"X-Direction: rtl\\n\"\n", "");
    write_catalog(&place, "zh_Hans", "", "");
    Languages languages;
    Err err = {0};
    CHECK(!languages_open(&languages, place.folder, &err)); /* no English */
    CHECK_INT(err.code, ERR_NOT_FOUND);

    write_catalog(&place, "en", "\"X-Language-Name: English\\n\"\n", "");
    write_file(&place, "ru.mo", "not a catalogue", 15);
    log_from(LOG_PROBLEM + 1);
    CHECK(languages_open(&languages, place.folder, err_clear(&err)));
    log_from(LOG_INFO);
    CHECK_INT(languages.count, 4); /* the damaged one is left out */
    CHECK_TEXT(languages.list[0].tag, "en");
    CHECK_TEXT(languages.list[1].tag, "ar");
    CHECK_TEXT(languages.list[2].tag, "es");
    CHECK_TEXT(languages.list[3].tag, "zh_Hans");

    const Language *arabic = languages_find(&languages, "ar");
    CHECK(arabic->is_rtl);
    CHECK_TEXT(arabic->script, "Arab");
    CHECK_TEXT(arabic->icu, "ar-u-ca-gregory-nu-latn");
    const Language *es = languages_find(&languages, "es");
    CHECK(!es->is_rtl);
    CHECK_TEXT(es->script, "Latn");
    CHECK_TEXT(es->own_name, "Español");
    CHECK_TEXT(es->icu, "es-US-u-ca-gregory-nu-latn");
    CHECK_TEXT(es->reviewed_by, "Ama Mensah");
    CHECK_TEXT(languages_find(&languages, "zh_Hans")->own_name, "zh_Hans");
    CHECK_TEXT(languages_find(&languages, "zh_Hans")->icu, "zh-Hans-u-ca-gregory-nu-latn");
    CHECK(!languages_find(&languages, "ru"));
    languages_close(&languages);
    CHECK_INT(languages.count, 0);
    place_close(&place);
}

TEST(a_text_falls_back_to_its_english)
{
    UNUSED_STATE;
    Place place;
    place_open(&place);
    write_catalog(&place, "en", "", "");
    write_catalog(&place, "es", spanish_fields, spanish);
    Languages languages;
    Err err = {0};
    CHECK(languages_open(&languages, place.folder, &err));
    const Language *es = languages_find(&languages, "es");
    const Language *en = languages_find(&languages, "en");

    CHECK_TEXT(language_text(es, "Check in"), "Registrarse");
    CHECK_TEXT(language_text(en, "Check in"), "Check in");
    CHECK_TEXT(language_text(es, "door|Open"), "Abrir");
    CHECK_TEXT(language_text(en, "door|Open"), "Open");
    CHECK_TEXT(language_text(NULL, "door|Open"), "Open");
    CHECK_TEXT(language_text(es, "shop|Open"), "Open");
    CHECK_TEXT(language_text(es, "Yes | no"), "Yes | no"); /* no context before this bar */
    CHECK_TEXT(language_text(es, "|"), "|");
    CHECK_TEXT(language_text(es, "Nobody yet"), "Nobody yet");
    CHECK_TEXT(language_text(es, ""), ""); /* never the header */
    CHECK(language_has(es, "Check in"));
    CHECK(language_has(es, "door|Open"));
    CHECK(!language_has(es, "Nobody yet"));
    CHECK(!language_has(es, ""));
    CHECK(!language_has(en, "Check in"));
    languages_close(&languages);
    place_close(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_message_is_found_by_its_id),
        RUN(a_damaged_file_is_refused),
        RUN(ids_out_of_order_are_refused),
        RUN(a_file_that_is_not_there_is_not_found),
        RUN(no_mutation_of_a_file_reads_outside_it),
        RUN(the_languages_are_the_catalogues_of_the_folder),
        RUN(a_text_falls_back_to_its_english),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
