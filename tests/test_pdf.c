/* Sheets of PDF, read back by pdftotext and pdfinfo. */
#include "shell.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/roll_call.h"
#include "exchange/sheet.h"
#include "store/settings.h"

enum { NOW = 1795132800, TEXT_MAX = 1 << 20 }; /* 2026-11-19 18:00 in Chicago */

static Store *store;
static Err err;
static char folder[64], path[96], text[TEXT_MAX];
static Sheet *sheet;

static const SheetColumn COLUMNS[] = {{.heading = "", .share = 0.5F, .is_box = true},
    {.heading = "Name", .share = 4, .is_bold = true}, {.heading = "With them", .share = 4}};

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    snprintf(folder, sizeof folder, "/tmp/foyer-pdf-XXXXXX");
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/sheet.pdf", folder);
    CHECK(store_open(&store, "", STORE_MEMORY, &err));
    CHECK(settings_set(store, "timezone", "America/Chicago", &err));
    CHECK(settings_set(store, "school", "Lincoln School", &err));
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    char command[96];
    sheet_close(sheet);
    sheet = NULL;
    store_close(store);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static void open_sheet(void)
{
    sheet_close(sheet);
    sheet = sheet_open(store, NULL, NOW, COLUMNS, 3, &err);
    assert_non_null(sheet);
    sheet_title(sheet, "12 people in the building", "Thursday");
}

static void row(const char *name, const char *with)
{
    sheet_row(sheet, (const char *const[]){"box", name, with});
}

/* What a program says of the file. */
static void ask(const char *program)
{
    char command[160];
    snprintf(command, sizeof command, program, path);
    hear(command, text, sizeof text);
}

static int number_after(const char *word)
{
    const char *at = strstr(text, word);
    return at ? atoi(at + strlen(word)) : -1;
}

static int times(const char *word)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, word)) != NULL; at += strlen(word))
        count++;
    return count;
}

static int files(void)
{
    char command[96];
    snprintf(command, sizeof command, "ls -A '%s' | wc -l", folder);
    FILE *answer = popen(command, "r");
    assert_non_null(answer);
    int count = -1;
    CHECK_INT(fscanf(answer, "%d", &count), 1);
    pclose(answer);
    return count;
}

/* --- what is on it ------------------------------------------------------------------------- */

TEST(a_name_in_every_script_is_read_back)
{
    UNUSED_STATE;
    static const char *const NAMES[] = {"Ramírez, Rosa", "Đặng Thành", "محمد علی", "گلستانی رضا",
        "欧阳 佳", "김은지", "佐藤 花子", "မောင်မောင်", "សុខ ដារ៉ា", "ወልደ አልማዝ", "शर्मा अनीता",
        "Иванова Юлия", "ਸਿੰਘ ਗੁਰਪ੍ਰੀਤ", "สมชาย ใจดี", "Μαρία"};
    enum { COUNT = sizeof NAMES / sizeof *NAMES };
    Pdf *pdf = pdf_open(PAPER_LETTER, "Names", NOW, path, &err);
    PdfStyle style = {.size = 12, .most = 2}, bold = {.size = 12, .is_bold = true, .most = 2};
    assert_non_null(pdf);
    for (int i = 0; i < COUNT; i++) {
        pdf_text(pdf, &style, 40, 40 + (float)i * 40, 240, NAMES[i]);
        pdf_text(pdf, &bold, 300, 40 + (float)i * 40, 240, NAMES[i]);
    }
    CHECK_INT(pdf_missing(pdf), 0);
    CHECK(pdf_close(pdf, true, &err));
    ask("pdftotext '%s' -");
    for (int i = 0; i < COUNT; i++) {
        char word[64];
        snprintf(word, sizeof word, "%.*s", (int)strcspn(NAMES[i], " "), NAMES[i]);
        if (times(word) != 2)
            fail_msg("%s stands there %d times", word, times(word));
    }
}

TEST(arabic_stands_at_the_end_of_its_cell_and_latin_at_the_start)
{
    UNUSED_STATE;
    open_sheet();
    row("Rosa", "محمد");
    CHECK_INT(sheet_write(sheet, path, NULL, &err), 1);
    ask("pdftotext -bbox '%s' -");
    const char *rosa = strstr(text, ">Rosa<"), *at = text;
    double start = 0, end_of = 0;
    CHECK(rosa);
    while (rosa > text && strncmp(rosa, "xMin=\"", 6) != 0)
        rosa--;
    start = atof(rosa + 6);
    for (; (at = strstr(at, "xMax=\"")) != NULL; at += 6) {
        const char *word = strchr(at, '>');
        bool is_arabic = word && ((unsigned char)word[1] == 0xD9 || (unsigned char)word[1] == 0xD8);
        end_of = is_arabic && atof(at + 6) > end_of ? atof(at + 6) : end_of;
    }
    CHECK(start < 100);
    CHECK(end_of > 560 && end_of < 568); /* 612 less the margin */
}

TEST(the_foot_says_who_wrote_it_when_and_which_page_it_is)
{
    UNUSED_STATE;
    open_sheet();
    row("Rosa", "");
    CHECK_INT(sheet_write(sheet, path, NULL, &err), 1);
    ask("pdftotext '%s' -");
    CHECK(strstr(text, "12 people in the building"));
    CHECK(strstr(text, "Lincoln School. Written Thursday, November 19 · 6:00"));
    CHECK(strstr(text, "Page 1 of 1"));
    ask("pdfinfo '%s'");
    CHECK(strstr(text, "12 people in the building"));
    CHECK(strstr(text, "letter"));
}

TEST(the_paper_is_the_schools)
{
    UNUSED_STATE;
    CHECK(!settings_set(store, "paper", "legal", &err));
    CHECK(settings_set(store, "paper", "a4", err_clear(&err)));
    open_sheet();
    row("Rosa", "");
    CHECK_INT(sheet_write(sheet, path, NULL, &err), 1);
    ask("pdfinfo '%s'");
    CHECK(strstr(text, "(A4)"));
}

TEST(a_thousand_rows_are_pages_with_headings_and_no_row_is_lost_or_split)
{
    UNUSED_STATE;
    open_sheet();
    for (int i = 0; i < 1000; i++) {
        char name[128];
        snprintf(
            name, sizeof name, "Begin%d and many more names that need a second line End%d", i, i);
        row(name, "Sofía");
    }
    CHECK_INT(sheet_write(sheet, path, NULL, &err), 1000);
    ask("pdfinfo '%s'");
    int pages = number_after("Pages:");
    CHECK(pages > 30 && pages < 70);
    ask("pdftotext '%s' -");
    CHECK_INT(times("With them"), pages);
    CHECK_INT(times("Page "), pages);
    char last[32];
    snprintf(last, sizeof last, "Page %d of %d", pages, pages);
    CHECK(strstr(text, last));
    CHECK_INT(times("Begin"), 1000);
    CHECK_INT(times("Sofía"), 1000);
    int begun = 0;
    for (const char *page = text; page; page = strchr(page + 1, '\f')) {
        const char *first = strstr(page, "Begin"), *ended = strstr(page, "End");
        CHECK(!ended || (first && first < ended));
        begun += first != NULL;
    }
    CHECK_INT(begun, pages);
}

TEST(a_cell_that_is_too_long_does_not_fill_the_page)
{
    UNUSED_STATE;
    static char name[8000];
    for (size_t i = 0; i + 6 < sizeof name; i += 6)
        memcpy(name + i, "Names ", 6);
    open_sheet();
    for (int i = 0; i < 3; i++)
        row(name, "Sofía");
    CHECK_INT(sheet_write(sheet, path, NULL, &err), 3);
    ask("pdfinfo '%s'");
    CHECK_INT(number_after("Pages:"), 1);
}

TEST(a_sheet_without_rows_is_a_page)
{
    UNUSED_STATE;
    open_sheet();
    CHECK_INT(sheet_write(sheet, path, NULL, &err), 0);
    ask("pdfinfo '%s'");
    CHECK_INT(number_after("Pages:"), 1);
}

TEST(the_same_is_written_as_the_same_bytes)
{
    UNUSED_STATE;
    static char first[TEXT_MAX];
    for (int i = 0; i < 2; i++) {
        open_sheet();
        row("Rosa", "محمد");
        CHECK_INT(sheet_write(sheet, path, NULL, &err), 1);
        ask("sha256sum <'%s'");
        if (i == 0)
            memcpy(first, text, sizeof first);
    }
    CHECK_TEXT(text, first);
}

/* --- what goes wrong ----------------------------------------------------------------------- */

TEST(a_file_is_for_its_owner_and_replaces_the_one_before)
{
    UNUSED_STATE;
    struct stat about;
    for (int i = 0; i < 2; i++) {
        open_sheet();
        row("Rosa", "");
        CHECK_INT(sheet_write(sheet, path, NULL, &err), 1);
        CHECK_INT(stat(path, &about), 0);
        CHECK_INT(about.st_mode & 0777, 0600);
        CHECK_INT(files(), 1);
    }
}

static void limit(rlim_t bytes)
{
    struct rlimit limits;
    CHECK_INT(getrlimit(RLIMIT_FSIZE, &limits), 0);
    limits.rlim_cur = bytes;
    CHECK_INT(setrlimit(RLIMIT_FSIZE, &limits), 0);
}

TEST(a_full_disk_leaves_no_half_file_wherever_it_fills)
{
    UNUSED_STATE;
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t room = 0; room < 16 * 1024; room += 4096) {
        open_sheet();
        for (int i = 0; i < 400; i++)
            row("Ramírez, Rosa", "محمد 欧阳 佳");
        limit(room);
        int rows = sheet_write(sheet, path, NULL, err_clear(&err));
        limit(RLIM_INFINITY);
        CHECK_INT(rows, -1);
        CHECK_INT(err.code, ERR_FULL);
        CHECK_INT(files(), 0);
    }
    open_sheet();
    CHECK_INT(sheet_write(sheet, "/nowhere/sheet.pdf", NULL, err_clear(&err)), -1);
    CHECK_INT(err.code, ERR_BROKEN);
}

static bool stops(void *self, int64_t done, int64_t all)
{
    int64_t *most = self;
    CHECK(done <= all);
    return done < *most;
}

TEST(a_sheet_that_is_stopped_is_not_there)
{
    UNUSED_STATE;
    for (int64_t most = 0; most < 20; most++) {
        open_sheet();
        for (int i = 0; i < 10; i++)
            row("Rosa", "");
        Watch watch = {&most, stops};
        CHECK_INT(sheet_write(sheet, path, &watch, err_clear(&err)), -1);
        CHECK_INT(err.code, ERR_REFUSED);
        CHECK_INT(files(), 0);
    }
    int64_t all = 20;
    CHECK_INT(sheet_write(sheet, path, &(Watch){&all, stops}, &err), 10);
    CHECK_INT(files(), 1);
}

/* --- the roll call ------------------------------------------------------------------------- */

TEST(an_empty_building_is_a_sheet_that_says_so)
{
    UNUSED_STATE;
    CHECK_INT(roll_call_pdf(store, NULL, NOW, path, NULL, &err), 0);
    ask("pdftotext '%s' -");
    CHECK(strstr(text, "0 people in the building"));
}

TEST(words_of_a_row_count_nobody_twice)
{
    UNUSED_STATE;
    RollCallWords words;
    Formats *formats = formats_new("America/Chicago", &err);
    PresentRow row = {.name = "Ramírez, Rosa",
        .with = "Mateo",
        .more_adults = 1,
        .number = 27,
        .people = 3,
        .since = NOW,
        .place = "",
        .purpose = "volunteer",
        .kiosk = "lobby"};
    assert_non_null(formats);
    roll_call_words(formats, NULL, &row, &words);
    CHECK_TEXT(words.name, "Ramírez, Rosa · Visitor 27");
    CHECK_TEXT(words.who, "Mateo · \u20681 more adult\u2069");
    CHECK_TEXT(words.since, "6:00\u00A0PM");
    CHECK_TEXT(words.where, "Volunteer");
    row = (PresentRow){.kind = PRESENT_HELD,
        .visits = 2,
        .people = 5,
        .name = "",
        .with = "",
        .place = "",
        .purpose = "",
        .kiosk = ""};
    roll_call_words(formats, NULL, &row, &words);
    CHECK_TEXT(words.name, "2 walk-ins not looked at yet");
    CHECK_TEXT(words.who, "\u20685 people\u2069");
    CHECK_TEXT(words.since, "");
    formats_free(formats);
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(a_name_in_every_script_is_read_back),
        RUN_IN(arabic_stands_at_the_end_of_its_cell_and_latin_at_the_start),
        RUN_IN(the_foot_says_who_wrote_it_when_and_which_page_it_is),
        RUN_IN(the_paper_is_the_schools),
        RUN_IN(a_thousand_rows_are_pages_with_headings_and_no_row_is_lost_or_split),
        RUN_IN(a_cell_that_is_too_long_does_not_fill_the_page),
        RUN_IN(a_sheet_without_rows_is_a_page),
        RUN_IN(the_same_is_written_as_the_same_bytes),
        RUN_IN(a_file_is_for_its_owner_and_replaces_the_one_before),
        RUN_IN(a_full_disk_leaves_no_half_file_wherever_it_fills),
        RUN_IN(a_sheet_that_is_stopped_is_not_there),
        RUN_IN(an_empty_building_is_a_sheet_that_says_so),
        RUN_IN(words_of_a_row_count_nobody_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
