/* The made-up school has one of everything that real rosters surprise a kiosk with. */
#include "check.h"

#include <time.h>

#include "exchange/demo.h"
#include "exchange/demo_history.h"
#include "exchange/import.h"
#include "store/homes.h"
#include "store/people.h"
#include "store/settings.h"
#include "store/sql.h"
#include "text/zone.h"

#define DEMO FOYER_SOURCE "/assets/demo"

enum { NOW = 1795132800 }; /* 2026-11-19 18:00 in Chicago */

static Store *school;

static int open_school(void **state)
{
    UNUSED_STATE;
    Err err = {0};
    CHECK(store_open(&school, "", STORE_MEMORY, &err));
    CHECK(demo_fill(school, DEMO, NOW, &err));
    return 0;
}

static int close_school(void **state)
{
    UNUSED_STATE;
    store_close(school);
    return 0;
}

/* How many rows the SELECT has. */
static int rows(const char *text)
{
    Err err = {0};
    int count = 0;
    Sql *q = sql(school, text);
    while (sql_row(q))
        count++;
    CHECK(sql_done(q, &err));
    return count;
}

/* How many have this name, letter by letter, as first or as preferred one. */
static int named(const char *given, const char *family)
{
    Err err = {0};
    Sql *q = sql(school,
        "SELECT count(*) FROM person WHERE given = :given AND family = :family"
        " OR preferred_given = :given AND preferred_family = :family");
    sql_text(q, ":given", given);
    sql_text(q, ":family", family);
    int count = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return count;
}

static HomeAnswer by_phone(const char *name, const char *digits, Home *home)
{
    Err err = {0};
    HomeQuery query = {.proof = PROOF_PHONE};
    snprintf(query.name, sizeof query.name, "%s", name);
    snprintf(query.digits, sizeof query.digits, "%s", digits);
    HomeAnswer answer = homes_find(school, &query, home, &err);
    CHECK_INT(err.code, ERR_NONE);
    return answer;
}

static int children(const Home *home)
{
    int count = 0;
    for (int i = 0; i < home->count; i++)
        count += !home->people[i].is_guardian;
    return count;
}

static bool opens(const char *name, const char *digits, int count)
{
    Home home = {0};
    HomeAnswer answer = by_phone(name, digits, &home);
    if (answer != HOME_OPEN || children(&home) != count)
        print_error("%s %s: answer %d, %d children\n", name, digits, answer, children(&home));
    return answer == HOME_OPEN && children(&home) == count;
}

TEST(it_comes_in_without_a_note)
{
    UNUSED_STATE;
    char *notes = NULL;
    size_t size = 0;
    Err err = {0};
    ImportCount count;
    Store *store = NULL;
    CHECK(store_open(&store, "", STORE_MEMORY, &err));
    CHECK(settings_set(store, "timezone", "America/Chicago", &err));
    FILE *file = open_memstream(&notes, &size);
    CHECK(import_roster(store, DEMO, NOW, file, &count, &err));
    fclose(file);
    CHECK_TEXT(notes, "");
    CHECK_INT(count.students, 480);
    CHECK_INT(count.guardians, 620);
    CHECK_INT(count.employees, 28);
    CHECK_INT(count.rejected, 0);
    CHECK_INT(count.dangling, 0);
    free(notes);
    store_close(store);
}

TEST(the_homes_that_scenes_and_pages_tell_of_are_there)
{
    UNUSED_STATE;
    Home home = {0};
    CHECK(opens("Rosa Ramirez", "0142", 3));
    CHECK(opens("Yusuf Jama", "0191", 4));
    CHECK_INT(by_phone("Del Rio", "0125", &home), HOME_ASK_GRADE);
    CHECK_INT(by_phone("Hernandez", "0189", &home), HOME_ASK_GRADE);
    Err err = {0};
    HomeQuery query = {.name = "Hernandez", .proof = PROOF_PHONE, .digits = "0189"};
    snprintf(query.grade, sizeof query.grade, "%s", "05");
    CHECK_INT(homes_find(school, &query, &home, &err), HOME_ASK_LETTER);
}

TEST(apostrophes_hyphens_and_accents_are_typed_as_one_likes)
{
    UNUSED_STATE;
    CHECK_INT(named("Wyatt", "O'Connor"), 1);
    CHECK_INT(named("Mamadou", "N'Diaye"), 1);
    CHECK_INT(named("Khady", "N’Diaye"), 1);
    CHECK(opens("oconnor", "0157", 2));
    CHECK(opens("Wyatt O’Connor", "0157", 2));
    CHECK(opens("ndiaye", "0163", 1)); /* N’Diaye */
    CHECK(opens("N'Diaye", "0127", 1));
    CHECK(rows("SELECT 1 FROM person WHERE family LIKE 'D''Angelo'") > 0);
    CHECK(rows("SELECT 1 FROM person WHERE family LIKE 'D’Angelo'") > 0);
    CHECK(rows("SELECT 1 FROM person WHERE family LIKE '%-%'") > 50);
    CHECK(rows("SELECT 1 FROM person WHERE language = 'es' AND family LIKE '% %'") > 100);
    CHECK(rows("SELECT 1 FROM person WHERE family LIKE '%ñ%' OR family LIKE '%í%'") > 50);
}

TEST(names_of_one_letter_and_very_long_ones_are_whole)
{
    UNUSED_STATE;
    CHECK(rows("SELECT 1 FROM person WHERE role = 'student' AND length(family) = 1") > 1);
    CHECK(rows("SELECT 1 FROM person WHERE role = 'student' AND length(given) = 1") > 1);
    CHECK_INT(rows("SELECT 1 FROM person WHERE length(CAST(family AS BLOB)) > 160"
                   " AND family LIKE '% da Silva'"),
        1);
    CHECK_INT(rows("SELECT 1 FROM person WHERE length(CAST(given AS BLOB)) > 254"
                   " OR length(CAST(family AS BLOB)) > 254"),
        0);
}

TEST(names_in_other_scripts_are_found_in_both)
{
    UNUSED_STATE;
    CHECK_INT(named("은지", "김"), 1);
    CHECK_INT(named("민준", "박"), 1);
    CHECK_INT(named("كريم", "بن صالح"), 1);
    CHECK_INT(named("ሜሮን", "ግርማ"), 1);
    CHECK_INT(named("Любовь", "Щербакова"), 2); /* a mother and a child elsewhere */
    CHECK_INT(named("磊", "欧阳"), 1);
    CHECK(opens("은지", "0113", 1));
    CHECK(opens("Minjun Park", "0144", 1));
    CHECK(opens("민준", "0144", 1));
    CHECK(opens("كريم", "0112", 1));
    CHECK(opens("ሜሮን", "0108", 2));
    CHECK(opens("Любовь Щербакова", "0177", 1));
    CHECK(opens("shcherbakova", "0177", 1));
    CHECK(opens("欧阳磊", "0133", 2));
    CHECK(rows("SELECT 1 FROM person WHERE preferred_given GLOB '[က-႟]*'") > 0);
}

TEST(a_name_one_goes_by_is_found_too)
{
    UNUSED_STATE;
    CHECK(opens("Max Kowalski", "0186", 2));
    CHECK(opens("Marcus Kowalski", "0186", 2));
}

TEST(there_are_siblings_twins_and_two_of_one_name)
{
    UNUSED_STATE;
    CHECK(rows("SELECT guardian FROM guardian_of GROUP BY guardian HAVING count(*) > 2") > 20);
    CHECK(rows("SELECT 1 FROM tie a JOIN tie b ON a.guardian = b.guardian AND a.student < b.student"
               " JOIN person x ON x.id = a.student JOIN person y ON y.id = b.student"
               " WHERE x.grade = y.grade AND x.birth_month = y.birth_month"
               " AND x.birth_day = y.birth_day GROUP BY x.id") >= 3);
    CHECK_INT(rows("SELECT given, family FROM person WHERE role = 'student'"
                   " GROUP BY given, family HAVING count(*) > 1"),
        1); /* Emily Johnson */
    CHECK_INT(rows("SELECT 1 FROM person WHERE role = 'student' AND birth_month = 1"
                   " AND birth_day = 1"),
        8);
}

/* Pearl and Jada have two homes, Ellis only their mother's. */
TEST(two_homes_and_a_half_brother_in_one_of_them)
{
    UNUSED_STATE;
    CHECK(opens("Denise Greer", "0140", 3));
    CHECK(opens("Terrence Washington", "0100", 2));
    CHECK(opens("Paul Ashby", "0140", 1));
}

/* Marisol's father, her mother, and the mother's husband, whose own child is Emilio. */
TEST(a_step_family_is_three_homes)
{
    UNUSED_STATE;
    CHECK(opens("Julio Quinones", "0107", 1));
    CHECK(opens("Teresa Rivas", "0170", 2));
    CHECK(opens("Ernesto Sandoval", "0129", 2));
}

TEST(a_grandmother_alone_opens_the_home)
{
    UNUSED_STATE;
    CHECK(opens("Loretta Price", "0173", 1));
    CHECK(opens("Almaz", "0154", 1));
}

TEST(phones_are_missing_or_shared)
{
    UNUSED_STATE;
    Home home = {0};
    CHECK(rows("SELECT 1 FROM person WHERE role = 'guardian' AND phone = ''") > 10);
    CHECK(
        rows("SELECT phone FROM person WHERE phone <> '' GROUP BY phone HAVING count(*) = 2") >= 4);
    CHECK_INT(
        rows("SELECT phone FROM person WHERE phone <> '' GROUP BY phone HAVING count(*) = 3"), 1);
    CHECK(rows("SELECT 1 FROM person GROUP BY phone_last4 HAVING count(DISTINCT phone) > 5") > 20);
    CHECK(opens("Brooke Turner", "0133", 1));
    /* Two families who are neighbours: a name tells them apart. */
    CHECK(opens("Noemi Guell", "0188", 2));
    CHECK(opens("Ximena Perez", "0188", 2));
    CHECK(by_phone("Emma Turner", "0133", &home) != HOME_NONE);
}

TEST(who_may_not_be_opened_is_not)
{
    UNUSED_STATE;
    Home home = {0};
    CHECK_INT(rows("SELECT 1 FROM person WHERE see_office"), 1);
    CHECK_INT(by_phone("Hazel Turner", "0162", &home), HOME_NONE);
    CHECK_INT(rows("SELECT 1 FROM person WHERE role = 'student'"
                   " AND id NOT IN (SELECT student FROM guardian_of)"),
        1);
    CHECK_INT(rows("SELECT 1 FROM person WHERE role = 'employee'"), 28);
    CHECK_INT(by_phone("Eleanor Hargrove", "0100", &home), HOME_NONE);
}

/* An aide with a child here: the roster gives her both roles. */
TEST(who_works_here_and_has_a_child_here_opens_the_home)
{
    UNUSED_STATE;
    CHECK(opens("Ruthie Ashby", "0136", 1));
}

TEST(later_events_keep_their_distance_from_the_first)
{
    UNUSED_STATE;
    Err err = {0};
    CHECK_INT(rows("SELECT 1 FROM event"), 8);
    CHECK_INT(rows("SELECT 1 FROM event WHERE uid LIKE 'spring-conferences-%'"), 5);
    Zone *zone = zone_new("America/Chicago", &err);
    CHECK(zone);
    Sql *q = sql(school,
        "SELECT starts, ends FROM event WHERE kind <> 'conference'"
        " OR uid LIKE 'spring-conferences-%' ORDER BY starts");
    static const int32_t days[] = {
        20261203, 20261203, 20270315, 20270316, 20270317, 20270318, 20270319};
    for (int i = 0; i < 7; i++) {
        CHECK(sql_row(q));
        CHECK_INT(zone_day(zone, sql_get_int(q, 0)), days[i]);
        CHECK_INT(zone_day(zone, sql_get_int(q, 1)), days[i]);
    }
    CHECK(!sql_row(q));
    CHECK(sql_done(q, &err));
    zone_free(zone);
}

static void text_of(const char *text, char out[256])
{
    Err err = {0};
    Sql *q = sql(school, text);
    out[0] = 0;
    if (sql_row(q))
        sql_get_copy(q, 0, out, 256);
    CHECK(sql_done(q, &err));
}

TEST(six_workshops_have_eighteen_sessions_with_something_of_everything)
{
    UNUSED_STATE;
    CHECK_INT(rows("SELECT 1 FROM workshop WHERE state = 'published'"), 6);
    CHECK_INT(rows("SELECT 1 FROM session WHERE state = 'published'"), 18);
    CHECK_INT(rows("SELECT 1 FROM session WHERE is_virtual AND link <> '' AND childcare = 0"), 4);
    CHECK_INT(rows("SELECT DISTINCT language FROM session"), 6);
    CHECK(rows("SELECT 1 FROM session WHERE childcare > 0") > 10);
    CHECK(rows("SELECT 1 FROM session WHERE interpreters > 0") > 5);
    CHECK(rows("SELECT 1 FROM session WHERE rides > 0") > 5);
    CHECK_INT(rows("SELECT 1 FROM content c JOIN workshop w ON w.id = c.owner"
                   " WHERE field IN ('title', 'text') AND c.language IN ('en', 'es')"),
        24);
    CHECK_INT(rows("SELECT 1 FROM content c JOIN session s ON s.id = c.owner"
                   " WHERE field = 'place' AND c.language = 'es'"),
        14);
}

/* "We did: four start at 7 PM", says the welcome screen; a Saturday stays one on whatever day. */
TEST(sessions_move_with_the_day_by_whole_weeks)
{
    UNUSED_STATE;
    static const int AFTER[] = {-3, 0, 1, 7, 100};
    for (size_t i = 0; i < sizeof AFTER / sizeof *AFTER; i++) {
        Err err = {0};
        Store *before = school;
        int64_t now = NOW + AFTER[i] * INT64_C(86400);
        CHECK(store_open(&school, "", STORE_MEMORY, &err));
        CHECK(demo_fill(school, DEMO, now, &err));
        Zone *zone = zone_new("America/Chicago", &err);
        int evenings = 0, saturdays = 0;
        int64_t first = INT64_MAX;
        Sql *q = sql(school, "SELECT starts FROM session");
        while (sql_row(q)) {
            char text[32];
            int64_t starts = sql_get_int(q, 0);
            time_t noon = starts - 6 * 3600; /* near enough to local time for the day */
            zone_write(zone, starts, text);
            evenings += strncmp(text + 11, "19:00", 5) == 0;
            saturdays += gmtime(&noon)->tm_wday == 6;
            first = starts < first ? starts : first;
        }
        CHECK(sql_done(q, &err));
        CHECK_INT(evenings, 4);
        CHECK_INT(saturdays, 6);
        CHECK(first - now >= 12 * 86400 && first - now < 19 * 86400);
        zone_free(zone);
        store_close(school);
        school = before;
    }
}

TEST(sign_ups_have_a_waiting_list_and_an_offer)
{
    UNUSED_STATE;
    char found[256];
    text_of("SELECT group_concat(state) FROM (SELECT u.state FROM signup u JOIN session s ON"
            " s.id = u.session WHERE s.uid = 'math-2' ORDER BY u.made)",
        found);
    CHECK_TEXT(found, "confirmed,confirmed,confirmed,confirmed,waiting,waiting,waiting");
    text_of("SELECT state || ' ' || offered_until FROM signup WHERE code = '4567892'", found);
    CHECK_TEXT(found, "offered 1795305600"); /* two days */
    text_of("SELECT s.uid || ' ' || u.state || ' ' || u.ages FROM signup u JOIN session s ON"
            " s.id = u.session WHERE code = '2345678'",
        found);
    CHECK_TEXT(found, "math-1 confirmed 4");
    text_of("SELECT s.seats - sum(adults + children) FROM signup u JOIN session s ON"
            " s.id = u.session WHERE s.uid = 'math-1' AND u.state = 'confirmed'",
        found);
    CHECK_TEXT(found, "6");
    CHECK_INT(rows("SELECT 1 FROM signup WHERE code = '3456789' AND state = 'waiting'"), 1);
    CHECK_INT(rows("SELECT 1 FROM signup u JOIN person p ON p.id = u.opened_by"
                   " WHERE p.phone_last4 = '0142' AND p.family LIKE 'Ramírez%'"),
        0);
    CHECK_INT(rows("SELECT 1 FROM signup u JOIN person p ON p.id = u.opened_by"
                   " WHERE p.role = 'guardian' AND u.code NOT GLOB '*[^2-9]*'"),
        65);
}

/* Else a merge would take it for a clock that went back, visit by visit. */
TEST(its_past_was_written_down_in_one_go)
{
    UNUSED_STATE;
    Err err = {0};
    CHECK(demo_history(school, NOW, &err));
    CHECK(rows("SELECT 1 FROM visit WHERE arrived < 1795132800 - 86400") > 300);
    CHECK_INT(rows("SELECT 1 FROM (SELECT at, lag(at) OVER (ORDER BY number) AS before FROM outbox"
                   "  WHERE kind LIKE 'visit.%') WHERE at < before"),
        0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(it_comes_in_without_a_note),
        RUN(the_homes_that_scenes_and_pages_tell_of_are_there),
        RUN(apostrophes_hyphens_and_accents_are_typed_as_one_likes),
        RUN(names_of_one_letter_and_very_long_ones_are_whole),
        RUN(names_in_other_scripts_are_found_in_both),
        RUN(a_name_one_goes_by_is_found_too),
        RUN(there_are_siblings_twins_and_two_of_one_name),
        RUN(two_homes_and_a_half_brother_in_one_of_them),
        RUN(a_step_family_is_three_homes),
        RUN(a_grandmother_alone_opens_the_home),
        RUN(phones_are_missing_or_shared),
        RUN(who_may_not_be_opened_is_not),
        RUN(who_works_here_and_has_a_child_here_opens_the_home),
        RUN(later_events_keep_their_distance_from_the_first),
        RUN(six_workshops_have_eighteen_sessions_with_something_of_everything),
        RUN(sessions_move_with_the_day_by_whole_weeks),
        RUN(sign_ups_have_a_waiting_list_and_an_offer),
        RUN(its_past_was_written_down_in_one_go),
    };
    return cmocka_run_group_tests_name("demo", tests, open_school, close_school);
}
