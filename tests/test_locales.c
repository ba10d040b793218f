/* The catalogues: every one says all that the English says, with the same arguments and in every
 * plural form of its language, and the template is what the sources say. */
#include "check.h"
#include "po.h"
#include "text/lang.h"
#include "translation.h"

#include <glob.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- what a translation must be ------------------------------------------------------------ */

TEST(a_bad_translation_is_refused)
{
    UNUSED_STATE;
    static const char people[] = "{0, plural, one {# person} other {# people}}";
    static const struct {
        const char *icu, *id, *text, *why;
    } cases[] = {
        {"es-US", "Back", "Atrás", NULL},
        {"fr", "Today: {0}", "Aujourd’hui : {0}", NULL},
        {"fr", "The {0}", "L'{0}", "' before a brace: write ’"},
        {"fr", people, "{0, plural, one {d'#} many {#} other {#}}", "' before a brace: write ’"},
        {"es-US", "Today: {0}", "Hoy: {0", "not a pattern"},
        {"es-US", "Today: {0}", "Hoy: {title}", "not a pattern"},
        {"es-US", "Today: {0}", "Hoy", "{0} is missing"},
        {"es-US", "Today: {0}", "Hoy: {1}", "{0} is missing"},
        {"es-US", "Today: {0}", "Hoy: {0, number}", "{0} has another type than in the English"},
        {"es-US", "Today", "Hoy: {0}", "{0} is not in the English"},
        {"en-US", people, "{0, plural, =x {#} one {#} other {#}}", "not a pattern for ICU"},
        {"en-US", people, people, NULL},
        {"en-US", people, "{0, plural, =1 {one} other {#}}", NULL},
        {"en-US", people, "{0, plural, =2 {two} other {#}}", "the plural form \"one\" is missing"},
        {"en-US", people, "{0, plural, offset:1 one {#} other {#}}", NULL},
        {"es-US", people, people, "the plural form \"many\" is missing"},
        {"xx-", people, people, "X-ICU is no language"},
        {"ar", people, "{0, plural, zero {#} one {#} two {#} few {#} other {#}}",
            "the plural form \"many\" is missing"},
        {"ar", people, "{0, plural, =0 {#} one {#} two {#} few {#} many {#} other {#}}", NULL},
        {"en-US", "{0, number} of {1, number}",
            "{0, plural, one {{1, plural, other {#}}} other {{1, number}}}",
            "the plural form \"one\" is missing"},
        {"en-US", "{0, number}", "{0, selectordinal, one {#st} few {#rd} other {#th}}",
            "the plural form \"two\" is missing"},
        {"ja", people, "{0, plural, other {#人}}", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Err err = {0};
        bool is_taken = translation_check(cases[i].icu, cases[i].id, cases[i].text, &err);
        if (is_taken != !cases[i].why || strcmp(err.detail, is_taken ? "" : cases[i].why) != 0)
            fail_msg("%s: %s", cases[i].text, is_taken ? "taken" : err.detail);
    }
}

/* What the build runs before it uses a catalogue. Each file of tests/data says in its first line
 * what must be said about it; nothing: it is taken. */
static void check_file(const char *path)
{
    char command[512], expected[512] = "", said[1024] = "";
    FILE *file = fopen(path, "r");
    CHECK(file && fgets(expected, sizeof expected, file));
    fclose(file);
    snprintf(command, sizeof command, CHECK_PO " %s", path);
    FILE *answer = popen(command, "r");
    CHECK(answer != NULL);
    said[fread(said, 1, sizeof said - 1, answer)] = 0;
    int status = pclose(answer);
    CHECK(strncmp(expected, "# ", 2) == 0);
    const char *wanted = strcmp(expected, "# taken\n") == 0 ? "" : expected + 2;
    if (strcmp(said, wanted) != 0)
        fail_msg("%s: wanted: %ssaid: %s", path, wanted, said);
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), wanted[0] != 0);
}

TEST(the_build_stops_at_a_bad_catalogue_and_names_file_line_and_message)
{
    UNUSED_STATE;
    glob_t files;
    CHECK_INT(glob("tests/data/po/*.po", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        check_file(files.gl_pathv[i]);
    CHECK(files.gl_pathc >= 12);
    globfree(&files);
    CHECK(system(CHECK_PO " tests/data/po/none.po >/dev/null") != 0);
    CHECK(system(CHECK_PO " >/dev/null") != 0);
}

static void check_answer(const char *command, const char *wanted, int wanted_status)
{
    char said[1024] = "";
    FILE *answer = popen(command, "r");
    CHECK(answer != NULL);
    said[fread(said, 1, sizeof said - 1, answer)] = 0;
    int status = pclose(answer);
    CHECK_TEXT(said, wanted);
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), wanted_status);
}

TEST(a_translation_that_strays_from_the_glossary_is_told_and_taken)
{
    UNUSED_STATE;
    check_answer(CHECK_PO " --glossary tests/data/glossary/words.csv tests/data/glossary/es.po",
        "tests/data/glossary/es.po:14: \"library|libraries\" is elsewhere biblioteca: "
        "Las librerías y los salones\n"
        "tests/data/glossary/es.po:14: \"room\" is elsewhere salón|sala: "
        "Las librerías y los salones\n"
        "tests/data/glossary/es.po:20: \"child\" is elsewhere hij|niñ: Llegada de una persona\n"
        "tests/data/glossary/es.po:20: \"check in\" is elsewhere registr: "
        "Llegada de una persona\n",
        0);
    check_answer(CHECK_PO " --glossary tests/data/glossary/bad.csv tests/data/glossary/es.po",
        "tests/data/glossary/bad.csv:3: not english,language,words\n", 1);
    check_answer(CHECK_PO " --glossary tests/data/glossary/none.csv tests/data/glossary/es.po",
        "tests/data/glossary/none.csv: cannot be opened\n", 1);
}

/* It prints where they stray, for who translates. */
TEST(the_glossary_can_be_read)
{
    UNUSED_STATE;
    CHECK_INT(system(CHECK_PO " --glossary locales/glossary.csv locales/*.po"), 0);
}

/* --- the catalogues ------------------------------------------------------------------------ */

static Languages languages;

static int open_languages(void **state)
{
    UNUSED_STATE;
    Err err = {0};
    if (languages_open(&languages, FOYER_LOCALES, &err))
        return 0;
    print_error("%s\n", err.detail);
    return -1;
}

static int close_languages(void **state)
{
    UNUSED_STATE;
    languages_close(&languages);
    return 0;
}

static const char *id_at(const Catalog *catalog, uint32_t index)
{
    uint32_t offset;
    memcpy(&offset, catalog->bytes + catalog->ids + (size_t)index * 8 + 4, sizeof offset);
    return (const char *)catalog->bytes + offset;
}

TEST(every_language_that_has_a_file_is_there)
{
    UNUSED_STATE;
    glob_t files;
    CHECK_INT(glob("locales/*.po", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        char tag[32] = "";
        sscanf(files.gl_pathv[i], "locales/%31[^.]", tag);
        if (!languages_find(&languages, tag))
            fail_msg("%s: not opened", files.gl_pathv[i]);
    }
    CHECK_INT(languages.count, files.gl_pathc);
    globfree(&files);
}

/* The staff's words, which a language may leave to English. */
enum { STAFFS_MAX = 512 };
static struct {
    char ids[STAFFS_MAX][256]; /* with their context, as in a catalogue */
    int count;
} staffs;

static void take_staffs(void *self, const PoEntry *entry)
{
    (void)self;
    CHECK(staffs.count < STAFFS_MAX);
    if (entry->id[0])
        snprintf(staffs.ids[staffs.count++], sizeof staffs.ids[0], "%s%s%.180s", entry->context,
            entry->context[0] ? "\004" : "", entry->id);
}

static bool is_staffs(const char *id)
{
    for (int i = 0; i < staffs.count; i++)
        if (strcmp(staffs.ids[i], id) == 0)
            return true;
    return false;
}

static bool has_staffs(const char *tag)
{
    char path[64];
    snprintf(path, sizeof path, "locales/office/%s.po", tag);
    return access(path, R_OK) == 0;
}

TEST(the_staffs_words_are_in_english_and_spanish_and_in_no_language_that_is_not_there)
{
    UNUSED_STATE;
    glob_t files;
    CHECK(has_staffs("en") && has_staffs("es"));
    CHECK_INT(glob("locales/office/*.po", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        char tag[32] = "";
        sscanf(files.gl_pathv[i], "locales/office/%31[^.]", tag);
        if (!languages_find(&languages, tag))
            fail_msg("%s: there is no locales/%s.po", files.gl_pathv[i], tag);
    }
    globfree(&files);
}

TEST(every_message_is_in_every_language)
{
    UNUSED_STATE;
    const Catalog *english = &languages_find(&languages, "en")->catalog;
    int refused = 0;
    Err none = {0};
    CHECK(english->count > 1);
    staffs.count = 0;
    CHECK(po_read("locales/office/office.pot", take_staffs, NULL, &none));
    CHECK(staffs.count > 10);
    for (int i = 0; i < languages.count; i++) {
        const Language *l = &languages.list[i];
        bool has_all = has_staffs(l->tag);
        for (uint32_t j = 1; j < english->count; j++) { /* the first is the header */
            const char *id = id_at(english, j), *context = strchr(id, '\004');
            const char *text = catalog_find(&l->catalog, id);
            Err err = {0};
            if (!has_all && is_staffs(id))
                continue;
            if (!text || !text[0])
                err_set(&err, ERR_NOT_FOUND, "not translated");
            else
                translation_check(l->icu, context ? context + 1 : id, text, &err);
            if (err.code)
                print_error("%s.po: %s: %s\n", l->tag, id, err.detail);
            refused += err.code != ERR_NONE;
        }
        /* And nothing that the English lacks. */
        CHECK_INT(l->catalog.count, english->count - (has_all ? 0 : (uint32_t)staffs.count));
    }
    CHECK_INT(refused, 0);
}

TEST(every_header_says_what_the_language_is)
{
    UNUSED_STATE;
    for (int i = 0; i < languages.count; i++) {
        const Language *l = &languages.list[i];
        Err err = {0};
        if (!translation_check_header(l->tag, catalog_find(&l->catalog, ""), &err))
            fail_msg("%s.po: %s", l->tag, err.detail);
    }
}

/* Never among the school's languages: every_language_that_has_a_file_is_there counts those. */
TEST(the_pseudo_locales_say_every_message_with_its_arguments)
{
    UNUSED_STATE;
    static Languages pseudo;
    static const char *const TAGS[] = {"en_XA", "ar_XB"};
    const Catalog *english = &languages_find(&languages, "en")->catalog;
    Err err = {0};
    CHECK(languages_open(&pseudo, FOYER_PSEUDO, &err));
    for (int i = 0; i < 2; i++) {
        const Language *l = languages_find(&pseudo, TAGS[i]);
        CHECK(l != NULL);
        CHECK_INT(l->is_rtl, i);
        CHECK_INT(l->catalog.count, english->count);
        for (uint32_t j = 1; j < english->count; j++) {
            const char *id = id_at(english, j), *context = strchr(id, '\004');
            const char *words = context ? context + 1 : id, *text = catalog_find(&l->catalog, id);
            if (!text || !translation_check("en-US", words, text, &err))
                fail_msg("%s: %s: %s", TAGS[i], id, err.detail);
            CHECK(strcmp(words, text) != 0);
        }
    }
    languages_close(&pseudo);
}

TEST(the_template_is_what_the_sources_say)
{
    UNUSED_STATE;
    CHECK_INT(system("sh locales/extract --check"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_bad_translation_is_refused),
        RUN(the_build_stops_at_a_bad_catalogue_and_names_file_line_and_message),
        RUN(a_translation_that_strays_from_the_glossary_is_told_and_taken),
        RUN(the_glossary_can_be_read),
        RUN(every_language_that_has_a_file_is_there),
        RUN(the_staffs_words_are_in_english_and_spanish_and_in_no_language_that_is_not_there),
        RUN(every_message_is_in_every_language),
        RUN(every_header_says_what_the_language_is),
        RUN(the_pseudo_locales_say_every_message_with_its_arguments),
        RUN(the_template_is_what_the_sources_say),
    };
    return cmocka_run_group_tests(tests, open_languages, close_languages);
}
