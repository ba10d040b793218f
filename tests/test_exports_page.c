/* The page of what the office takes away: what is asked, and what is on the stick then. */
#include "stick_page.h"

#include "base/buf.h"
#include "store/headcounts.h"
#include "store/terms.h"
#include "store/visits.h"

enum { ONE_DAY = 86400 };

static void put_term(const char *title, TermKind kind, int32_t first_day, int32_t day_after_last)
{
    Term term = {.kind = kind, .first_day = first_day, .day_after_last = day_after_last};
    snprintf(term.title, sizeof term.title, "%s", title);
    term.id = terms_id(title);
    CHECK(terms_put(k.store, &term, &err));
}

static void come(Id who, int64_t at)
{
    Visit visit = {.id = store_new_id(k.store, at),
        .opened_by = who,
        .arrived = at,
        .day = zone_day(k.app.zone, at),
        .adults = 1,
        .kiosk = "lobby"};
    CHECK(visits_arrive(k.store, &visit, &who, 1, &err));
}

/* One visit in this term, one in the school year before it, one long ago. */
static int open_page(void **state)
{
    open_with_stick(state);
    Id rosa = put_person(&k, GUARDIAN, "=Rosa", "Ramírez", "6125550142", "", 0, 0);
    put_term("Fall", TERM_SEMESTER, 20261101, 20270124);
    put_term("2026-27", TERM_YEAR, 20260901, 20270701);
    come(rosa, EVENING - 60);
    come(rosa, EVENING - 40 * ONE_DAY);
    come(rosa, EVENING - 400 * ONE_DAY);
    enter_page(screen_exports, "exports");
    return 0;
}

static void save(void)
{
    save_by("Save");
}

/* The one file on the stick, which is taken away. */
static Buf take_file(const char *name)
{
    char found[256], whole[512], block[4096];
    Buf bytes;
    size_t got;
    CHECK_INT(stick_files(stick.folder, found), 1);
    CHECK_TEXT(found, name);
    snprintf(whole, sizeof whole, "%s/%s", stick.folder, found);
    FILE *file = fopen(whole, "rb");
    assert_non_null(file);
    buf_init(&bytes, 1 << 20);
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        buf_add(&bytes, block, got);
    fclose(file);
    CHECK_INT(unlink(whole), 0);
    return bytes;
}

static int lines_of(const char *name)
{
    int lines = 0;
    Buf bytes = take_file(name);
    for (const char *at = bytes.data; (at = strchr(at, '\n')); at++)
        lines++;
    buf_finish(&bytes);
    return lines;
}

TEST(visits_of_this_term_as_a_workbook_are_what_is_offered_first)
{
    UNUSED_STATE;
    save();
    CHECK(anywhere(&k, "Saved. You can pull the stick out."));
    Buf bytes = take_file("visits-2026-11-19-1742.xlsx");
    CHECK(bytes.size > 1000 && strncmp(bytes.data, "PK", 2) == 0);
    buf_finish(&bytes);
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'file.saved'"
                     " AND subject = 'visits-2026-11-19-1742.xlsx'"
                     " AND detail = 'visits as xlsx, rows: 1'"),
        1);
}

TEST(of_when_it_is_can_be_chosen)
{
    UNUSED_STATE;
    static const char *const PERIODS[] = {"This term", "This school year", "Everything"};
    CHECK(anywhere(&k, "Fall") && anywhere(&k, "2026-27"));
    tap(&k, CHOICE, "For other programs");
    for (int i = 0; i < 3; i++) {
        tap(&k, CHOICE, PERIODS[i]);
        save();
        CHECK_INT(lines_of("visits-2026-11-19-1742.json"), i + 1);
    }
}

TEST(after_the_term_and_the_event_they_are_the_last_ones)
{
    UNUSED_STATE;
    Id evening = put_event(&k, "fair", "Book fair", EVENING - 2 * ONE_DAY, EVENING - ONE_DAY);
    CHECK(anywhere(&k, "Fall") && !anywhere(&k, "The last event"));
    Visit visit = {.id = store_new_id(k.store, EVENING),
        .event = evening,
        .opened_by = store_new_id(k.store, EVENING),
        .arrived = EVENING - ONE_DAY - 3600,
        .day = 20261118,
        .adults = 1};
    CHECK(visits_arrive(k.store, &visit, NULL, 0, &err));
    put_term("Spring", TERM_SEMESTER, 20260101, 20260701);
    tap(&k, BUTTON, "Back");
    go(&k.app, screen_exports);
    kiosk_frame(&k);
    tap(&k, CHOICE, "Plain table");
    tap(&k, CHOICE, "The last event");
    CHECK(anywhere(&k, "Book fair"));
    save();
    CHECK_INT(lines_of("visits-2026-11-19-1742.csv"), 2);
    tap(&k, CHOICE, "The last term");
    save();
    CHECK_INT(lines_of("visits-2026-11-19-1742.csv"), 1); /* nobody came in spring */
}

TEST(a_list_of_now_is_not_asked_of_when)
{
    UNUSED_STATE;
    see(&k, CHOICE, "This term");
    tap(&k, CHOICE, "The roster");
    CHECK(!kiosk_find(&k, CHOICE, "This term"));
    CHECK(!kiosk_find(&k, CHOICE, "Everything"));
    tap(&k, CHOICE, "Plain table");
    save();
    Buf bytes = take_file("people-2026-11-19-1742.csv");
    CHECK(strstr(bytes.data, ",\"'=Rosa\","));
    buf_finish(&bytes);
}

TEST(a_plain_table_begins_with_a_mark_so_that_excel_shows_its_letters)
{
    UNUSED_STATE;
    tap(&k, CHOICE, "Plain table");
    save();
    Buf bytes = take_file("visits-2026-11-19-1742.csv");
    CHECK(strncmp(bytes.data, "\xef\xbb\xbfvisit_id,", 12) == 0);
    buf_finish(&bytes);
}

TEST(each_kind_in_each_form_is_written)
{
    UNUSED_STATE;
    static const char *const KINDS[] = {"Visits", "Not yet reached", "Workshop sign-ups",
        "What families need", "Calls to make", "Who is inside", "People counted without a name",
        "How the kiosk was used", "The roster", "What the columns mean"};
    static const char *const FORMS[] = {"Spreadsheet", "Plain table", "For other programs"};
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        for (int form = 0; form < 3; form++) {
            tap(&k, CHOICE, KINDS[i]);
            tap(&k, CHOICE, FORMS[form]);
            save();
            if (!anywhere(&k, "Saved. You can pull the stick out."))
                fail_msg("%s as %s was not saved", KINDS[i], FORMS[form]);
            tap(&k, BUTTON, "Back");
            go(&k.app, screen_exports);
            kiosk_frame(&k);
        }
    CHECK_INT(number("SELECT count(DISTINCT subject) FROM audit WHERE act = 'file.saved'"), 30);
}

TEST(without_a_stick_it_asks_for_one_and_nothing_is_noted)
{
    UNUSED_STATE;
    CHECK_INT(unlink(stick.table), 0);
    save();
    CHECK(anywhere(&k, "No stick was found"));
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'file.saved'"), 0);
}

TEST(the_staff_page_leads_here)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Back");
    CHECK(is_at("staff"));
    tap(&k, BUTTON, "Records to take away");
    CHECK(is_at("exports"));
}

TEST(a_desk_may_not_open_it)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Staff");
    enter("12", DESK_PIN);
    CHECK(is_at("staff"));
    CHECK(!kiosk_find(&k, BUTTON, "Records to take away"));
    go(&k.app, screen_exports);
    kiosk_frame(&k);
    CHECK(is_at("staff"));
}

#define RUN_PAGE(name) cmocka_unit_test_setup_teardown(name, open_page, close_with_stick)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_PAGE(visits_of_this_term_as_a_workbook_are_what_is_offered_first),
        RUN_PAGE(of_when_it_is_can_be_chosen),
        RUN_PAGE(after_the_term_and_the_event_they_are_the_last_ones),
        RUN_PAGE(a_list_of_now_is_not_asked_of_when),
        RUN_PAGE(a_plain_table_begins_with_a_mark_so_that_excel_shows_its_letters),
        RUN_PAGE(each_kind_in_each_form_is_written),
        RUN_PAGE(without_a_stick_it_asks_for_one_and_nothing_is_noted),
        RUN_PAGE(the_staff_page_leads_here),
        RUN_OPEN(a_desk_may_not_open_it),
    };
    return cmocka_run_group_tests_name("exports_page", tests, NULL, NULL);
}
