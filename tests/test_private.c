/* Nothing about a family before both facts are in: not in the tree, which is the picture, the
 * textures' texts and the speech; nor in any byte of the program. And every miss is alike. */
#include "kiosk.h"

#include "base/wipe.h"
#include "store/handle.h"
#include "store/sql.h"
#include "ui/speak.h"

/* Marks that stand nowhere else: of homes that are on the roster. */
static const char *const SECRETS[] = {"Zebulon", "Quintessa", "Xanthippe", "Room 77", "Room 78",
    "Room 79", "6125550188", "555-0188", "0188"};

static void put_student(Kiosk *k, Id guardian, const char *given, const char *room, int month)
{
    Err err = {0};
    Person p = {.role = STUDENT, .birth_month = month, .birth_day = 9, .is_active = true};
    snprintf(p.source_id, sizeof p.source_id, "s-%s", given);
    snprintf(p.given, sizeof p.given, "%s", given);
    snprintf(p.family, sizeof p.family, "Ashgrove");
    snprintf(p.grade, sizeof p.grade, "06");
    snprintf(p.homeroom, sizeof p.homeroom, "%s", room);
    snprintf(p.language, sizeof p.language, "es");
    CHECK(people_put(k->store, &p, EVENING - 86400, &err));
    put_link(k, guardian, p.id);
}

static void marked(Kiosk *k)
{
    school(k);
    Id mother = put_person(k, GUARDIAN, "Xanthippe", "Ashgrove", "6125550188", "", 0, 0);
    put_student(k, mother, "Zebulon", "Room 77", 3);
    put_student(k, mother, "Quintessa", "Room 78", 4);
    Id father = put_person(k, GUARDIAN, "Lysander", "Ashgrove", "6125550177", "", 0, 0);
    put_student(k, father, "Ottoline", "Room 79", 5);
}

static bool is_said(Kiosk *k, const char *text)
{
    static Speech speech;
    speak(&speech, NULL, k->app.ui.root);
    bool is = memmem(speech.bytes, sizeof speech.bytes, text, strlen(text)) != NULL;
    wipe(&speech, sizeof speech);
    return is;
}

/* All but what was typed: it is the guest's own. */
static void check_nothing(Kiosk *k, const char *where)
{
    static const Home NONE;
    for (size_t i = 0; i < sizeof SECRETS / sizeof *SECRETS; i++)
        if (anywhere(k, SECRETS[i]) || remains(k, SECRETS[i]) || is_said(k, SECRETS[i]))
            fail_msg("%s: \"%s\" is there", where, SECRETS[i]);
    if (anywhere(k, "Grade 6") && !anywhere(k, "Which grade") && !anywhere(k, "which grade"))
        fail_msg("%s: a grade is there", where);
    if (k->app.guest.has_home || memcmp(&k->app.guest.home, &NONE, sizeof NONE) != 0)
        fail_msg("%s: a home is there", where);
}

static void languages_there_and_back(Kiosk *k, const char *where)
{
    static const char *const TAGS[] = {"ar", "es", "en"};
    for (int i = 0; i < 3; i++) {
        kiosk_language(k, TAGS[i]);
        check_nothing(k, where);
    }
}

static void step(Kiosk *k, const char *id)
{
    tap(k, BUTTON, id);
    check_nothing(k, id);
    languages_there_and_back(k, id);
}

TEST(nothing_is_there_on_the_way_by_name)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, marked);
    step(&k, "Check in");
    type_into(&k, "Name", "ashgrove");
    check_nothing(&k, "name");
    step(&k, "Next");
    type_into(&k, "Last 4 digits of your phone number", "018");
    check_nothing(&k, "three digits");
    step(&k, "Back");
    step(&k, "Next");
    type_into(&k, "Last 4 digits of your phone number", "0199");
    step(&k, "Next"); /* a miss */
    step(&k, "Back");
    kiosk_wait(&k, 61);
    check_nothing(&k, "idle");
    kiosk_wait(&k, 30);
    see(&k, HEADING, "Welcome");
    check_nothing(&k, "after the idle time");
    kiosk_close(&k);
}

TEST(nothing_is_there_on_the_way_by_birthday_or_phone)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, marked);
    step(&k, "Check in");
    step(&k, "Use phone number");
    type_into(&k, "Phone number", "6125550166");
    step(&k, "Next");
    type_into(&k, "First 2 letters", "ze");
    check_nothing(&k, "letters");
    step(&k, "Next"); /* a miss */
    step(&k, "Try again");
    type_into(&k, "Name", "ashgrove");
    step(&k, "Next");
    step(&k, "Use a child’s birthday instead");
    tap(&k, CHOICE, "May");
    check_nothing(&k, "month");
    type_into(&k, "Day of the month", "8");
    step(&k, "Next");
    see(&k, HEADING, "We could not find a match");
    kiosk_close(&k);
}

/* The marks can be seen: with both facts the rooms are there, and only of this home. */
TEST(with_both_facts_it_is_there_and_only_of_this_home)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, marked);
    tap(&k, BUTTON, "Check in");
    type_into(&k, "Name", "ashgrove");
    tap(&k, BUTTON, "Next");
    type_into(&k, "Last 4 digits of your phone number", "0188");
    tap(&k, BUTTON, "Next");
    CHECK(anywhere(&k, "Room 77") && anywhere(&k, "Room 78") && is_said(&k, "who") == false);
    CHECK(!anywhere(&k, "Room 79") && !remains(&k, "Room 79"));
    CHECK(!remains(&k, "Zebulon") && !remains(&k, "Xanthippe") && !remains(&k, "Ottoline"));
    tap(&k, BUTTON, "Back");
    check_nothing(&k, "back");
    kiosk_close(&k);
}

/* --- every miss is alike ------------------------------------------------------------------- */

typedef struct {
    char tree[8192];
    char calls[4096];
} Trace;

static Trace *tracing;

static int trace(unsigned kind, void *self, void *statement, void *text)
{
    (void)kind;
    (void)self;
    (void)text;
    size_t used = strlen(tracing->calls);
    snprintf(
        tracing->calls + used, sizeof tracing->calls - used, "%.60s\n", sqlite3_sql(statement));
    return 0;
}

static void write_tree(Kiosk *k, Trace *out)
{
    size_t used = 0;
    for (Node *n = k->app.ui.root; n && used < sizeof out->tree; n = node_after(n))
        used += (size_t)snprintf(out->tree + used, sizeof out->tree - used, "%s %s %.1f %.1f;",
            role_text(n->role), n->label, n->box.x, n->box.y);
}

static void put_see_office(Kiosk *k)
{
    Err err = {0};
    marked(k);
    Sql *q = sql(k->store, "UPDATE person SET see_office = 1 WHERE family = 'Ashgrove'");
    CHECK(sql_run(q, &err));
}

static void miss_by_name(School fill, const char *name, const char *digits, Trace *out)
{
    Kiosk k;
    kiosk_open(&k, fill);
    tap(&k, BUTTON, "Check in");
    type_into(&k, "Name", name);
    tap(&k, BUTTON, "Next");
    type_into(&k, "Last 4 digits of your phone number", digits);
    tracing = out;
    sqlite3_trace_v2(k.store->db, SQLITE_TRACE_STMT, trace, NULL);
    tap(&k, BUTTON, "Next");
    sqlite3_trace_v2(k.store->db, 0, NULL, NULL);
    see(&k, HEADING, "We could not find a match");
    write_tree(&k, out);
    kiosk_close(&k);
}

/* Nobody of that name, the wrong digits, another's digits: the same tree by the same calls. Who
 * must see the office: the same tree. */
TEST(every_miss_shows_the_same_tree_by_the_same_calls)
{
    UNUSED_STATE;
    static Trace misses[4];
    memset(misses, 0, sizeof misses);
    miss_by_name(marked, "nobody known", "0188", &misses[0]);
    miss_by_name(marked, "ashgrove", "0199", &misses[1]);
    miss_by_name(marked, "nobody known", "0199", &misses[2]);
    miss_by_name(put_see_office, "ashgrove", "0188", &misses[3]);
    for (int i = 1; i < 4; i++)
        CHECK_TEXT(misses[i].tree, misses[0].tree);
    CHECK(misses[0].calls[0]);
    for (int i = 1; i < 4; i++)
        CHECK_TEXT(misses[i].calls, misses[0].calls);
}

TEST(two_homes_of_one_child_never_see_each_other)
{
    UNUSED_STATE;
    Kiosk k;
    Err err = {0};
    kiosk_open(&k, marked);
    Sql *q = sql(k.store,
        "INSERT INTO guardian_of SELECT g.id, s.id FROM person g, person s"
        " WHERE g.given = 'Lysander' AND s.given = 'Zebulon'");
    CHECK(sql_run(q, &err));
    tap(&k, BUTTON, "Check in");
    type_into(&k, "Name", "Zebulon");
    tap(&k, BUTTON, "Next");
    type_into(&k, "Last 4 digits of your phone number", "0188");
    tap(&k, BUTTON, "Next");
    CHECK(anywhere(&k, "Room 78") && !anywhere(&k, "Room 79"));
    tap(&k, BUTTON, "Check in {0, plural, one {# person} other {# people}}");
    tap(&k, BUTTON, "Done");
    tap(&k, BUTTON, "Check in");
    type_into(&k, "Name", "Zebulon");
    tap(&k, BUTTON, "Next");
    type_into(&k, "Last 4 digits of your phone number", "0177");
    tap(&k, BUTTON, "Next");
    see(&k, HEADING, "Who is here today?"); /* and not that somebody is here already */
    CHECK(anywhere(&k, "Room 79") && !anywhere(&k, "Room 78") && !remains(&k, "Room 78"));
    kiosk_close(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(nothing_is_there_on_the_way_by_name),
        RUN(nothing_is_there_on_the_way_by_birthday_or_phone),
        RUN(with_both_facts_it_is_there_and_only_of_this_home),
        RUN(every_miss_shows_the_same_tree_by_the_same_calls),
        RUN(two_homes_of_one_child_never_see_each_other),
    };
    return cmocka_run_group_tests_name("private", tests, NULL, NULL);
}
