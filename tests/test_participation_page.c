/* The page of who took part: what it tells, and that what is hidden is nowhere on it. */
#include "staffed.h"

#include "office/office.h"
#include "store/participation.h"

enum { FAMILIES = 60 };

static void put_terms(void)
{
    static const Term TERMS[] = {
        {.title = "Fall", .first_day = 20260901, .day_after_last = 20270124},
        {.title = "Spring", .first_day = 20260125, .day_after_last = 20260613}};
    for (int i = 0; i < 2; i++) {
        Term term = TERMS[i];
        term.kind = TERM_SEMESTER;
        term.id = terms_id(term.title);
        CHECK(terms_put(k.store, &term, &err));
    }
}

static void enrol(Id student, const char *grade, const char *language)
{
    Sql *q = sql(k.store,
        "INSERT INTO enrolment (person, first_day, grade, language)"
        " VALUES (:person, 20260125, :grade, :language)");
    sql_id(q, ":person", student);
    sql_text(q, ":grade", grade);
    sql_text(q, ":language", language);
    CHECK(sql_run(q, &err));
}

static void come(Id student, int64_t at)
{
    Visit visit = {.id = store_new_id(k.store, at), .opened_by = student, .arrived = at};
    visit.day = zone_day(k.app.zone, at);
    CHECK(visits_arrive(k.store, &visit, NULL, 0, &err));
}

/* Sixty families, forty of whom came this fall and twenty in spring; seven speak Somali. */
static void sixty_families(void)
{
    enum { ONE_DAY = 86400 };
    CHECK(sql_run(sql(k.store, "DELETE FROM enrolment"), &err));
    put_terms();
    for (int i = 0; i < FAMILIES; i++) {
        char name[32];
        snprintf(name, sizeof name, "Child%d", i);
        Id student = put_person(&k, STUDENT, name, "T", "", i % 2 ? "05" : "KG", 0, 0);
        enrol(student, i % 2 ? "05" : "KG", i < 7 ? "so" : i < 30 ? "es" : "en");
        if (i % 3)
            come(student, EVENING - 30 * ONE_DAY);
        else
            come(student, EVENING - 200 * ONE_DAY);
    }
}

static void open_page(void)
{
    sign_in();
    go(&k.app, screen_participation);
    kiosk_frame(&k);
    kiosk_frame(&k);
    CHECK(is_at("participation"));
}

TEST(it_tells_how_many_families_came_and_how_many_did_not)
{
    UNUSED_STATE;
    sixty_families();
    open_page();
    CHECK(anywhere(&k, "67%"));
    CHECK(anywhere(&k, "40 of 60 families came at least once"));
    CHECK(anywhere(&k, "34 points more than in"));
    CHECK(anywhere(&k, "20 families not yet reached"));
}

TEST(a_chip_tells_it_by_grade)
{
    UNUSED_STATE;
    sixty_families();
    open_page();
    CHECK(!anywhere(&k, "Grade 5"));
    tap(&k, CHOICE, "By grade");
    CHECK(anywhere(&k, "Grade 5"));
    CHECK(anywhere(&k, "20 of 30"));
    CHECK(anywhere(&k, "Kindergarten"));
}

TEST(a_small_group_and_the_one_beside_it_have_no_number)
{
    UNUSED_STATE;
    sixty_families();
    open_page();
    CHECK(anywhere(&k, "Somali"));
    CHECK(anywhere(&k, "Hidden: a small number, here or beside it"));
    CHECK(!anywhere(&k, " of 7"));
    CHECK(!anywhere(&k, " of 23")); /* who speak Spanish; English alone is told */
    CHECK(anywhere(&k, "20 of 30"));
    CHECK(anywhere(&k, "fewer than 10 families"));
}

TEST(another_term_is_chosen_from_those_that_have_begun)
{
    UNUSED_STATE;
    Term later = {.id = terms_id("n"),
        .title = "Next",
        .kind = TERM_SEMESTER,
        .first_day = 20270124,
        .day_after_last = 20270613};
    sixty_families();
    CHECK(terms_put(k.store, &later, &err));
    open_page();
    tap(&k, BUTTON, "Another term");
    see(&k, CHOICE, "Fall");
    CHECK(!anywhere(&k, "Next"));
    tap(&k, CHOICE, "Spring");
    CHECK(anywhere(&k, "33%"));
    CHECK(anywhere(&k, "20 of 60 families came at least once"));
    CHECK(!anywhere(&k, "points"));
    tap(&k, BUTTON, "Another term");
    tap(&k, BUTTON, "Back");
    CHECK(is_at("participation"));
    tap(&k, BUTTON, "Back");
    CHECK(is_at("staff"));
}

TEST(without_a_term_it_says_where_terms_come_from)
{
    UNUSED_STATE;
    open_page();
    CHECK(anywhere(&k, "No term has begun."));
    CHECK(!kiosk_find(&k, BUTTON, "Save the report"));
}

TEST(a_desk_may_not_open_it)
{
    UNUSED_STATE;
    tap(&k, BUTTON, "Staff");
    enter("12", DESK_PIN);
    go(&k.app, screen_participation);
    kiosk_frame(&k);
    CHECK(is_at("staff"));
}

TEST(records_that_cannot_be_read_are_said)
{
    UNUSED_STATE;
    sixty_families();
    sign_in();
    CHECK(sql_run(sql(k.store, "DROP INDEX visit_taken"), &err));
    go(&k.app, screen_participation);
    kiosk_frame(&k);
    kiosk_frame(&k);
    CHECK(is_at("participation"));
    CHECK(anywhere(&k, err_message(ERR_BROKEN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(it_tells_how_many_families_came_and_how_many_did_not),
        RUN_OPEN(a_chip_tells_it_by_grade),
        RUN_OPEN(a_small_group_and_the_one_beside_it_have_no_number),
        RUN_OPEN(another_term_is_chosen_from_those_that_have_begun),
        RUN_OPEN(without_a_term_it_says_where_terms_come_from),
        RUN_OPEN(a_desk_may_not_open_it),
        RUN_OPEN(records_that_cannot_be_read_are_said),
    };
    return cmocka_run_group_tests_name("participation_page", tests, NULL, NULL);
}
