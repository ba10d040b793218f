/* Workshops from a list: all of a file or nothing of it, told before it is done, and only what is
 * not there yet. */
#include "check.h"

#include <unistd.h>

#include "exchange/content_workshops.h"
#include "store/settings.h"
#include "store/signups.h"
#include "store/sql.h"

enum { NOW = 1795132800 }; /* 2026-11-19 18:00 in Chicago */

#define HEAD                                                                                       \
    "uid,topic,title,title_es,text,grades,session,starts,ends,place,place_zh-Hans,online,"         \
    "language,"                                                                                    \
    "seats,childcare,interpreters,rides,state\n"
#define MATH_1                                                                                     \
    "math,math,Math without tears,Sin lágrimas,\"Games, small ones\",\"K,1\",math-1,"             \
    "2026-12-01T18:00,2026-12-01T19:00,Library,图书馆,,en,12,4,1,8,\n"
#define MATH_2                                                                                     \
    "math,,,,,,math-2,2026-12-09T19:00,2026-12-09T20:00,,,https://example.org/m,zh-Hans,,,,,\n"

static Store *store;
static Err err;
static char path[64];
static char *told; /* what the last list said */
static size_t told_size;

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    told = NULL;
    snprintf(path, sizeof path, "/tmp/foyer-test-XXXXXX");
    int file = mkstemp(path);
    close(file);
    return file >= 0 && store_open(&store, "", STORE_MEMORY, &err) &&
            settings_set(store, "timezone", "America/Chicago", &err)
        ? 0
        : -1;
}

static int end(void **state)
{
    UNUSED_STATE;
    store_close(store);
    free(told);
    return unlink(path);
}

static bool take(const char *text, bool is_dry)
{
    WorkshopList list;
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    free(told);
    told = NULL;
    FILE *out = open_memstream(&told, &told_size);
    err_clear(&err);
    bool done = workshop_list_read(&list, store, path, NULL, &err) &&
        workshop_list_compare(&list, store, &err) &&
        (is_dry || workshop_list_apply(&list, store, NOW, &err));
    if (done)
        workshop_list_print(&list, out);
    fclose(out);
    workshop_list_finish(&list);
    return done;
}

static void must_take(const char *text)
{
    if (!take(text, false))
        fail_msg("%s", err.detail);
}

static void says(const char *words)
{
    if (!strstr(told, words))
        fail_msg("\"%s\" is not in:\n%s", words, told);
}

/* Refused at line:column, saying so; nothing is kept. */
static void refuses(const char *text, const char *at, const char *words)
{
    char where[96];
    Err why = {0};
    if (take(text, false))
        fail_msg("taken: %s", text);
    snprintf(where, sizeof where, "%s:%s: ", strrchr(path, '/') + 1, at);
    if (strncmp(err.detail, where, strlen(where)) != 0 || !strstr(err.detail, words))
        fail_msg("%s, not %s %s", err.detail, where, words);
    CHECK_INT(err.code, ERR_INVALID);
    Sql *q = sql(store, "SELECT count(*) FROM workshop");
    CHECK(sql_row(q));
    CHECK_INT(sql_get_int(q, 0), 0);
    CHECK(sql_done(q, &why));
}

static int64_t number(const char *text)
{
    Sql *q = sql(store, text);
    int64_t value = sql_row(q) ? sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return value;
}

static Session session_of(const char *uid)
{
    Session found = {0};
    Sql *q = sql(store, "SELECT id FROM session WHERE uid = :uid");
    sql_text(q, ":uid", uid);
    CHECK(sql_row(q));
    Id id = sql_get_id(q, 0);
    CHECK(sql_done(q, &err));
    CHECK(sessions_get(store, id, &found, &err));
    return found;
}

static void text_is(Id owner, ContentField field, const char *language, const char *wanted)
{
    char text[128];
    CHECK(content_get(store, owner, field, language, text, sizeof text, &err));
    CHECK_TEXT(text, wanted);
}

static Signup sign_up(const char *uid, int adults, int childcare, bool may_wait)
{
    Signup signup = {.id = store_new_id(store, NOW),
        .session = session_of(uid).id,
        .opened_by = store_new_id(store, NOW),
        .party = {.adults = adults, .childcare = childcare}};
    CHECK_INT(signups_make(store, &signup, may_wait, NOW, &err), SIGNUP_DONE);
    return signup;
}

TEST(a_row_is_a_session_with_its_places_texts_and_local_times)
{
    UNUSED_STATE;
    must_take(HEAD MATH_1 MATH_2);
    says("workshops 1: added 1, changed 0, withdrawn 0, unchanged 0\n");
    says("sessions 2: added 2, changed 0, withdrawn 0, unchanged 0\n");
    Session first = session_of("math-1"), second = session_of("math-2");
    Workshop workshop;
    CHECK(workshops_get(store, first.workshop, &workshop, &err));
    CHECK_TEXT(workshop.uid, "math");
    CHECK_TEXT(workshop.topic, "math");
    CHECK_TEXT(workshop.grades, "KG,01");
    CHECK_INT(workshop.state, WORKSHOP_PUBLISHED);
    CHECK(id_equal(first.workshop, second.workshop));
    CHECK_INT(first.starts, 1796169600); /* 6 PM in Chicago */
    CHECK_INT(first.ends, 1796169600 + 3600);
    CHECK(!first.is_virtual);
    CHECK_TEXT(first.language, "en");
    CHECK_INT(first.places.seats, 12);
    CHECK_INT(first.places.childcare, 4);
    CHECK_INT(first.places.interpreters, 1);
    CHECK_INT(first.places.rides, 8);
    CHECK(second.is_virtual);
    CHECK_TEXT(second.link, "https://example.org/m");
    CHECK_TEXT(second.language, "zh_Hans");
    CHECK_INT(second.left.seats, NO_LIMIT);
    CHECK_INT(second.places.childcare, 0);
    text_is(first.workshop, CONTENT_TITLE, "es", "Sin lágrimas");
    text_is(first.workshop, CONTENT_TEXT, "en", "Games, small ones");
    text_is(first.id, CONTENT_PLACE, "en", "Library");
    text_is(first.id, CONTENT_PLACE, "zh_Hans", "图书馆");
    text_is(second.id, CONTENT_PLACE, "en", "");
}

TEST(the_same_file_twice_changes_nothing)
{
    UNUSED_STATE;
    must_take(HEAD MATH_1 MATH_2);
    CHECK(sql_run(sql(store, "UPDATE session SET changed = 1"), &err));
    CHECK(sql_run(sql(store, "UPDATE workshop SET changed = 1"), &err));
    must_take(HEAD MATH_1 MATH_2);
    CHECK_TEXT(told,
        "workshops 1: added 0, changed 0, withdrawn 0, unchanged 1\n"
        "sessions 2: added 0, changed 0, withdrawn 0, unchanged 2\n");
    CHECK_INT(number("SELECT count(*) FROM session WHERE changed = 1"), 2);
    CHECK_INT(number("SELECT count(*) FROM workshop WHERE changed = 1"), 1);
}

TEST(a_dry_run_tells_and_writes_nothing)
{
    UNUSED_STATE;
    CHECK(take(HEAD MATH_1, true));
    says("  math added\n");
    says("  math-1 added\n");
    CHECK_INT(number("SELECT count(*) FROM workshop"), 0);
    CHECK_INT(number("SELECT count(*) FROM content"), 0);
}

TEST(what_differs_is_told_and_put_and_nothing_else)
{
    UNUSED_STATE;
    must_take(HEAD MATH_1 MATH_2);
    CHECK(sql_run(sql(store, "UPDATE session SET changed = 1"), &err));
    must_take(HEAD "math,reading,Math,Sin lágrimas,\"Games, small ones\",2,math-1,"
                   "2026-12-01T18:30,2026-12-01T19:30,Gym,图书馆,,es,12,5,1,8,\n" MATH_2);
    says("  math changed: topic, grades, title\n");
    says("  math-1 changed: starts, ends, language, childcare, place\n");
    Session first = session_of("math-1");
    text_is(first.workshop, CONTENT_TITLE, "en", "Math");
    text_is(first.id, CONTENT_PLACE, "en", "Gym");
    CHECK_INT(first.places.childcare, 5);
    CHECK_INT(number("SELECT changed FROM session WHERE uid = 'math-2'"), 1);
    CHECK_INT(number("SELECT changed FROM session WHERE uid = 'math-1'"), NOW);
}

TEST(an_empty_text_takes_the_earlier_one_away)
{
    UNUSED_STATE;
    must_take(HEAD MATH_1);
    must_take("uid,title,title_es,session,starts,ends,place_zh-Hans,topic,grades,language,seats,"
              "childcare,interpreters,rides\n"
              "math,Math without tears,,math-1,2026-12-01T18:00,2026-12-01T19:00,,math,\"K,1\",en,"
              "12,4,1,8\n");
    says("  math changed: title\n");
    says("  math-1 changed: place\n");
    Session first = session_of("math-1");
    text_is(first.workshop, CONTENT_TITLE, "es", "Math without tears");
    text_is(first.workshop, CONTENT_TEXT, "en", "Games, small ones"); /* no such column */
    text_is(first.id, CONTENT_PLACE, "zh_Hans", "Library");
}

TEST(sessions_that_the_file_no_longer_has_stay_and_are_counted)
{
    UNUSED_STATE;
    must_take(HEAD MATH_1 MATH_2);
    must_take(HEAD MATH_1);
    says("sessions that are not in this file, and stay as they are: 1\n");
    CHECK(!session_of("math-2").is_withdrawn);
}

TEST(fewer_places_than_are_taken_put_nobody_out)
{
    UNUSED_STATE;
    must_take(HEAD MATH_1);
    Signup signup = sign_up("math-1", 8, 3, false);
    must_take(HEAD "math,,Math without tears,Sin lágrimas,\"Games, small ones\",,math-1,"
                   "2026-12-01T18:00,2026-12-01T19:00,Library,图书馆,,en,5,2,1,8,\n");
    says("      5 seats, 8 taken: nobody is put out\n");
    says("      2 places in childcare, 3 taken: nobody is put out\n");
    CHECK(!strstr(told, "interpreters,"));
    CHECK(!strstr(told, "seats of the ride"));
    CHECK(signups_get(store, signup.id, &signup, &err));
    CHECK_INT(signup.state, SIGNUP_CONFIRMED);
    CHECK_INT(session_of("math-1").left.seats, 0);
}

TEST(more_places_are_offered_to_who_waits)
{
    UNUSED_STATE;
    must_take(HEAD MATH_1);
    sign_up("math-1", 12, 0, false);
    Signup waits = sign_up("math-1", 2, 0, true);
    CHECK_INT(waits.state, SIGNUP_WAITING);
    must_take(HEAD "math,math,Math without tears,Sin lágrimas,\"Games, small ones\",\"K,1\",math-1,"
                   "2026-12-01T18:00,2026-12-01T19:00,Library,图书馆,,en,14,4,1,8,\n");
    CHECK(signups_get(store, waits.id, &waits, &err));
    CHECK_INT(waits.state, SIGNUP_OFFERED);
}

TEST(a_withdrawn_session_says_how_many_signed_up)
{
    UNUSED_STATE;
    must_take(HEAD MATH_1 MATH_2);
    Signup signup = sign_up("math-2", 2, 0, false);
    sign_up("math-2", 1, 0, false);
    must_take(HEAD MATH_1
        "math,,,,,,math-2,2026-12-09T19:00,2026-12-09T20:00,,,https://example.org/m,zh-Hans,,,,,"
        "withdrawn\n");
    says("  math-2 withdrawn; 2 signed up\n");
    says("workshops 1: added 0, changed 0, withdrawn 0, unchanged 1\n");
    CHECK(session_of("math-2").is_withdrawn);
    CHECK(!session_of("math-1").is_withdrawn);
    CHECK_INT(signups_news(store, signup.opened_by, NOW, &err), 1);
    must_take(HEAD MATH_1 MATH_2);
    says("  math-2 changed: state\n");
    CHECK(!session_of("math-2").is_withdrawn);
}

/* A file with one of its sessions alone does not take the others away. */
TEST(a_workshop_is_withdrawn_with_the_last_of_its_sessions)
{
    UNUSED_STATE;
    static const char last[] =
        "math,math,Math without tears,Sin lágrimas,\"Games, small ones\",\"K,1\",math-1,"
        "2026-12-01T18:00,2026-12-01T19:00,Library,图书馆,,en,12,4,1,8,withdrawn\n";
    char text[1024];
    must_take(HEAD MATH_1 MATH_2);
    snprintf(text, sizeof text, "%s%s", HEAD, last);
    must_take(text);
    CHECK_INT(number("SELECT state = 'published' FROM workshop"), 1);
    CHECK(session_of("math-1").is_withdrawn);
    CHECK(!session_of("math-2").is_withdrawn);
    snprintf(text, sizeof text, "%s%s%s", HEAD, last,
        "math,,,,,,math-2,2026-12-09T19:00,2026-12-09T20:00,,,https://example.org/m,zh-Hans,,,,,"
        "withdrawn\n");
    must_take(text);
    says("  math withdrawn: state\n");
    CHECK_INT(number("SELECT state = 'withdrawn' FROM workshop"), 1);
}

TEST(a_draft_is_a_whole_workshop)
{
    UNUSED_STATE;
    static const char draft[] =
        HEAD "math,math,Math without tears,Sin lágrimas,\"Games, small ones\",\"K,1\",math-1,"
             "2026-12-01T18:00,2026-12-01T19:00,Library,图书馆,,en,12,4,1,8,draft\n" MATH_2;
    WorkshopRow row;
    must_take(draft);
    CHECK_INT(number("SELECT state = 'draft' FROM workshop"), 1);
    CHECK_INT(number("SELECT count(*) FROM session WHERE state = 'published'"), 2);
    CHECK_INT(workshops_upcoming(store, &(WorkshopFilter){0}, NOW, &row, 1, &err), 0);
    must_take(HEAD MATH_1 MATH_2);
    says("  math changed: state\n");
    CHECK_INT(workshops_upcoming(store, &(WorkshopFilter){0}, NOW, &row, 1, &err), 1);
    sign_up("math-1", 1, 0, false);
    must_take(draft);
    says("  math is a draft again; 1 signed up\n");
}

#define ROW(uid, rest) HEAD MATH_1 uid ",,,,,," rest

TEST(what_is_wrong_is_told_with_line_and_column)
{
    UNUSED_STATE;
    refuses("", "1:1", "the file is empty");
    refuses("uid,title\n", "1:1", "the column \"session\" is missing");
    refuses(HEAD "math,maths,T,,,,m,2026-12-01T18:00,2026-12-01T19:00,,,,,,,,,\n", "2:6",
        "\"maths\" is no topic; there are helping_at_home reading");
    refuses(
        HEAD "math,,,,,,m,2026-12-01T18:00,2026-12-01T19:00,,,,,,,,,\n", "2:7", "needs a title");
    refuses(HEAD ",,T,,,,m,2026-12-01T18:00,2026-12-01T19:00,,,,,,,,,\n", "2:1",
        "a workshop needs a uid");
    refuses(ROW("math", ",2026-12-01T18:00,2026-12-01T19:00,,,,,,,,,\n"), "3:11",
        "a session needs a uid");
    refuses(ROW("math", "math-1,2026-12-01T18:00,2026-12-01T19:00,,,,,,,,,\n"), "3:11",
        "this session stands twice");
    refuses(ROW("math", "m,soon,2026-12-01T19:00,,,,,,,,,\n"), "3:13", "soon");
    refuses(ROW("math", "m,2026-12-01T19:00,2026-12-01T19:00,,,,,,,,,\n"), "3:30",
        "a session ends after it starts");
    refuses(ROW("math", "m,2026-12-01T18:00,2026-12-01T19:00,,,maybe,,,,,,\n"), "3:49",
        "yes, no, or a link");
    refuses(ROW("math", "m,2026-12-01T18:00,2026-12-01T19:00,,,,e s,,,,,\n"), "3:50",
        "no language tag");
    refuses(
        ROW("math", "m,2026-12-01T18:00,2026-12-01T19:00,,,,,0,,,,\n"), "3:51", "no seats at all");
    refuses(ROW("math", "m,2026-12-01T18:00,2026-12-01T19:00,,,,,-1,,,,\n"), "3:51", "a number");
    refuses(ROW("math", "m,2026-12-01T18:00,2026-12-01T19:00,,,,,1,99999999999999999999,,,\n"),
        "3:53", "a number");
    refuses(ROW("math", "m,2026-12-01T18:00,2026-12-01T19:00,,,,,,,,x,\n"), "3:54", "a number");
    refuses(ROW("math", "m,2026-12-01T18:00,2026-12-01T19:00,,,,,,,,,gone\n"), "3:55",
        "published, withdrawn or draft");
    refuses(ROW("math", "m,2026-12-01T18:00,2026-12-01T19:00,,,,,,,,,draft\n"), "3:55",
        "a draft is a whole workshop");
}

TEST(later_rows_of_a_workshop_say_nothing_else)
{
    UNUSED_STATE;
#define LATER(fields) HEAD MATH_1 fields ",m,2026-12-01T18:00,2026-12-01T19:00,,,,,,,,,\n"
    refuses(LATER("math,reading,,,,"), "3:6", "line 2 says something else");
    refuses(LATER("math,,Math,,,"), "3:7", "line 2 says something else");
    refuses(LATER("math,,,Mates,,"), "3:8", "line 2 says something else");
    refuses(LATER("math,,,,Games,"), "3:9", "line 2 says something else");
    refuses(LATER("math,,,,,3"), "3:10", "line 2 says something else");
    must_take(LATER("math,math,Math without tears,Sin lágrimas,\"Games, small ones\",K;01"));
    CHECK_INT(number("SELECT count(*) FROM workshop"), 1);
    CHECK_INT(number("SELECT count(*) FROM session"), 2);
}

TEST(a_session_keeps_its_workshop)
{
    UNUSED_STATE;
    must_take(HEAD MATH_1);
    CHECK(!take(HEAD "other,,Other,,,,math-1,2026-12-01T18:00,2026-12-01T19:00,,,,,,,,,\n", false));
    CHECK(strstr(err.detail, ":2:17: this session is one of another workshop"));
    CHECK_INT(number("SELECT count(*) FROM workshop"), 1);
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(a_row_is_a_session_with_its_places_texts_and_local_times),
        RUN_IN(the_same_file_twice_changes_nothing),
        RUN_IN(a_dry_run_tells_and_writes_nothing),
        RUN_IN(what_differs_is_told_and_put_and_nothing_else),
        RUN_IN(an_empty_text_takes_the_earlier_one_away),
        RUN_IN(sessions_that_the_file_no_longer_has_stay_and_are_counted),
        RUN_IN(fewer_places_than_are_taken_put_nobody_out),
        RUN_IN(more_places_are_offered_to_who_waits),
        RUN_IN(a_withdrawn_session_says_how_many_signed_up),
        RUN_IN(a_workshop_is_withdrawn_with_the_last_of_its_sessions),
        RUN_IN(a_draft_is_a_whole_workshop),
        RUN_IN(what_is_wrong_is_told_with_line_and_column),
        RUN_IN(later_rows_of_a_workshop_say_nothing_else),
        RUN_IN(a_session_keeps_its_workshop),
    };
    return cmocka_run_group_tests_name("workshop_list", tests, NULL, NULL);
}
