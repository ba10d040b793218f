/* Who took part in a term, counted by hand. */
#include "counted.h"

#include "store/settings.h"
#include "store/signups.h"

static const Term SPRING = {
    .title = "Spring", .kind = TERM_SEMESTER, .first_day = 20260125, .day_after_last = 20260613};

/* ---- what is put ---- */

static Id enrol(const char *grade, const char *language, Id adult, Id other)
{
    Id student = child("S", "T", grade, 0, 0);
    enrol_for(student, grade, language, FALL_FIRST, NO_END);
    if (!id_is_zero(adult))
        tie(adult, student);
    if (!id_is_zero(other))
        tie(other, student);
    return student;
}

static Id visit_with(Id opened_by, const char *time, Id event, const Id *people, int count)
{
    Visit visit = {.id = store_new_id(store, at(time)),
        .event = event,
        .opened_by = opened_by,
        .arrived = at(time),
        .adults = 1};
    visit.day = zone_day(zone, visit.arrived);
    CHECK(visits_arrive(store, &visit, people, count, &err));
    return visit.id;
}

static Id visit(Id opened_by, const char *time)
{
    return visit_with(opened_by, time, (Id){0}, NULL, 0);
}

static void undo(Id id)
{
    Sql *q = sql(store, "UPDATE visit SET undone = 1 WHERE id = :id");
    sql_id(q, ":id", id);
    done(q);
}

static Id walk_in(const char *time)
{
    Stub stub = {.id = store_new_id(store, at(time)), .child = "Noor"};
    Visit v = {.id = store_new_id(store, at(time)), .arrived = at(time), .adults = 1};
    v.day = zone_day(zone, v.arrived);
    CHECK(stubs_arrive(store, &stub, &v, &err));
    return stub.id;
}

static void sign_up(Id opened_by, const char *uid, const char *starts, const char *state)
{
    Workshop workshop = {.uid = "w", .state = WORKSHOP_PUBLISHED};
    Session session = {.starts = at(starts), .ends = at(starts) + 3600};
    Signup signup = {.opened_by = opened_by, .party = {.adults = 1}, .id = store_new_id(store, 9)};
    snprintf(session.uid, sizeof session.uid, "%s", uid);
    CHECK(workshops_put(store, &workshop, 1, &err));
    session.workshop = workshop.id;
    CHECK(sessions_put(store, &session, 1, &err));
    signup.session = session.id;
    CHECK_INT(signups_make(store, &signup, true, 9, &err), SIGNUP_DONE);
    Sql *q = sql(store, "UPDATE signup SET state = :state WHERE id = :id");
    sql_text(q, ":state", state);
    sql_id(q, ":id", signup.id);
    done(q);
}

/* Sixteen families, a letter each, of whom nine came. */
typedef struct {
    Id all, second; /* events: for everybody; for grade 02 */
    Id g1, g3, s1, s2, s3, s5, s4, s13;
} School;

static School school(void)
{
    School k = {.g1 = adult(), .g3 = adult()};
    Id none = {0}, g2 = adult(), b = adult(), c = adult(), d = adult(), i = adult(), kk = adult();
    Id r = adult(), g = adult(), h = adult(), j = adult(), l = adult(), m = adult(), o = adult();
    /* A: half siblings in a chain */
    k.s1 = enrol("01", "es", k.g1, g2);
    k.s2 = enrol("03", "es", g2, k.g3);
    k.s3 = enrol("05", "en", k.g3, none);
    k.s4 = enrol("02", "ar", b, none);
    k.s5 = child("S", "T", "01", 0, 0); /* C: from November on */
    enrol_for(k.s5, "01", "en", 20261101, NO_END);
    tie(c, k.s5);
    Id s6 = child("S", "T", "02", 0, 0); /* D: left in September */
    enrol_for(s6, "02", "en", FALL_FIRST, 20260915);
    tie(d, s6);
    Id s7 = enrol("05", "en", none, none); /* E: no guardian */
    enrol("01", "so", adult(), none);      /* F */
    enrol("03", "so", g, none);
    enrol("03", "en", h, none);
    enrol("KG", "en", i, none);
    enrol("KG", "en", j, none);
    k.s13 = enrol("KG", "es", kk, none);
    enrol("KG", "es", l, none);
    Id s15 = child("S", "T", "02", 0, 0); /* M: until the day before */
    enrol_for(s15, "02", "en", 20260125, FALL_FIRST);
    tie(m, s15);
    Id s16 = child("S", "T", "02", 0, 0); /* N: a span of no day */
    enrol_for(s16, "02", "en", 20261001, 20261001);
    tie(adult(), s16);
    Id s17 = child("S", "T", "05", 0, 0); /* O: another grade within the term */
    enrol_for(s17, "04", "", FALL_FIRST, 20261001);
    enrol_for(s17, "05", "", 20261001, NO_END);
    tie(o, s17);
    Id p = adult(), q = adult();
    enrol("04", "ar", p, none);
    enrol("04", "ar", q, none);
    Id s20 = enrol("04", "vi", r, none);
    done(sql(store,
        "INSERT INTO enrolment SELECT person, 20260125, 20260613, '00', language"
        " FROM enrolment WHERE language = 'es' AND grade IN ('01', '03')"));
    enrol_for(k.s3, "04", "en", 20260125, 20260613);
    enrol_for(k.s4, "01", "ar", 20260125, 20260613);

    k.all = event_of("all", "2026-11-19T17:00", "");
    k.second = event_of("second", "2026-09-10T17:00", "02");
    visit(b, "2026-05-01T09:00");
    visit(l, "2026-08-31T23:59:59");
    visit(kk, "2026-09-01T00:00");
    visit_with(d, "2026-09-10T17:05", k.second, NULL, 0);
    visit_with(k.g1, "2026-09-10T17:06", k.second, NULL, 0);
    undo(visit(h, "2026-10-01T09:00"));
    visit(s7, "2026-10-02T09:00");
    walk_in("2026-10-03T09:00"); /* F's, perhaps */
    match(walk_in("2026-10-04T09:00"), g);
    Id held = walk_in("2026-10-05T09:00");
    match(held, q);
    hold(held);
    visit_with(r, "2026-10-06T09:00", none, &s20, 1);
    CHECK(people_unlink(store, r, s20, &err));
    visit(b, "2026-11-01T01:30-05:00"); /* the hour that comes twice */
    visit(b, "2026-11-01T01:30-06:00");
    sign_up(o, "w-1", "2026-11-01T01:30-06:00", "attended");
    sign_up(p, "w-2", "2026-11-02T18:00", "confirmed");
    visit_with(k.g1, "2026-11-19T17:01", k.all, &k.s1, 1);
    visit_with(k.g3, "2026-11-19T17:02", k.all, &k.s3, 1);
    visit_with(kk, "2026-11-19T17:03", k.all, NULL, 0);
    visit_with(i, "2026-11-19T17:04", k.all, NULL, 0);
    visit(i, "2027-01-23T23:59:59");
    visit(j, "2027-01-24T00:00");
    programme(k.s1, "Title I", FALL_FIRST, NO_END);
    programme(k.s5, "EL", 20261101, NO_END);
    programme(k.s2, "EL", 20260101, 20260902);
    programme(k.s13, "Title I", 20260101, FALL_FIRST);
    programme(k.s4, "Title I", FALL_AFTER, NO_END);
    return k;
}

TEST(a_small_school_is_counted_as_by_hand)
{
    UNUSED_STATE;
    school();
    count(&FALL);
    is_share(reach.all.families, 9, 16);
    is_share(reach.all.students, 11, 18);
    CHECK(share_per_cent(reach.all.families) == 56);
    is_share(reach.again.families, 3, 9);
    is_share(reach.first.families, 8, 9);
    CHECK_INT(reach.since, 20260501);
}

TEST(a_family_stands_in_the_grade_of_each_of_its_children)
{
    UNUSED_STATE;
    school();
    count(&FALL);
    CHECK_INT(reach.counts[BY_GRADE], 6);
    is_row(BY_GRADE, "KG", (Share){2, 4}, (Share){2, 4});
    is_row(BY_GRADE, "01", (Share){1, 3}, (Share){1, 3});
    is_row(BY_GRADE, "02", (Share){2, 2}, (Share){2, 2});
    is_row(BY_GRADE, "03", (Share){2, 3}, (Share){2, 3});
    is_row(BY_GRADE, "04", (Share){1, 3}, (Share){1, 3});
    is_row(BY_GRADE, "05", (Share){3, 3}, (Share){3, 3});
}

TEST(an_unknown_language_is_a_row_of_its_own)
{
    UNUSED_STATE;
    school();
    count(&FALL);
    CHECK_INT(reach.counts[BY_LANGUAGE], 6);
    is_row(BY_LANGUAGE, "es", (Share){2, 3}, (Share){3, 4});
    is_row(BY_LANGUAGE, "en", (Share){4, 7}, (Share){4, 7});
    is_row(BY_LANGUAGE, "ar", (Share){1, 3}, (Share){1, 3});
    is_row(BY_LANGUAGE, "so", (Share){1, 2}, (Share){1, 2});
    is_row(BY_LANGUAGE, "vi", (Share){1, 1}, (Share){1, 1});
    is_row(BY_LANGUAGE, "", (Share){1, 1}, (Share){1, 1});
}

TEST(a_programme_counts_for_the_days_that_it_had_in_the_term)
{
    UNUSED_STATE;
    school();
    count(&FALL);
    CHECK_INT(reach.counts[BY_PROGRAMME], 3);
    is_row(BY_PROGRAMME, "Title I", (Share){1, 1}, (Share){1, 1});
    is_row(BY_PROGRAMME, "EL", (Share){1, 2}, (Share){1, 2});
    is_row(BY_PROGRAMME, "", (Share){9, 15}, (Share){9, 15});
    CHECK(settings_set(store, "report_group", "club", &err));
    count(&FALL);
    CHECK_INT(reach.counts[BY_PROGRAMME], 0);
}

TEST(the_term_before_has_its_own_families_grades_and_visits)
{
    UNUSED_STATE;
    school();
    count(&SPRING);
    is_share(reach.all.families, 1, 3); /* A, B, M */
    is_share(reach.all.students, 1, 5);
    is_share(reach.again.families, 0, 1);
    is_share(reach.first.families, 1, 1);
    is_row(BY_GRADE, "00", (Share){0, 1}, (Share){0, 2});
    is_row(BY_LANGUAGE, "ar", (Share){1, 1}, (Share){1, 1});
}

TEST(of_an_event_the_homes_in_its_grades_are_expected)
{
    UNUSED_STATE;
    Turnout events[4];
    school();
    CHECK_INT(participation_turnout_count(store, zone, &FALL, events, 4, &err), 2);
    CHECK_INT(events[0].day, 20260910);
    is_share(events[0].homes, 1, 2); /* D came; B; the other who came was not expected */
    CHECK_INT(events[1].day, 20261119);
    is_share(events[1].homes, 4, 17); /* A is three homes, two of which came; D has left */
    CHECK_INT(participation_turnout_count(store, zone, &SPRING, events, 4, &err), 0);
    CHECK_INT(participation_turnout_count(store, zone, &FALL, events, 1, &err), 2);
}

TEST(in_a_small_school_nothing_is_told)
{
    UNUSED_STATE;
    Turnout events[4];
    school();
    CHECK(participation_read(store, zone, &FALL, &reach, &err));
    CHECK_INT(reach.all.cover, COVER_REACHED); /* sixteen families; nine came */
    is_share(reach.all.families, 0, 16);
    CHECK_INT(reach.again.cover, COVER_BOTH);
    is_share(reach.again.families, 0, 0);
    for (int d = 0; d < DIVISIONS; d++)
        for (int i = 0; i < reach.counts[d]; i++) {
            CHECK(reach.rows[d][i].reach.cover != COVER_NOTHING);
            CHECK_INT(reach.rows[d][i].reach.families.count, 0);
            CHECK_INT(reach.rows[d][i].reach.students.count, 0);
        }
    CHECK_INT(participation_turnout(store, zone, &reach, events, 4, &err), 2);
    CHECK_INT(events[0].cover, COVER_BOTH);
    is_share(events[0].homes, 0, 0);
    CHECK_INT(events[1].cover, COVER_REACHED);
    is_share(events[1].homes, 0, 17);
}

TEST(a_share_is_told_to_a_tenth_from_two_hundred_on)
{
    UNUSED_STATE;
    CHECK(share_per_cent((Share){1, 3}) == 33);
    CHECK(share_per_cent((Share){1, 200}) == 0.5);
    CHECK(share_per_cent((Share){318, 441}) == 72.1);
    CHECK(share_per_cent((Share){199, 199}) == 100);
    CHECK(share_per_cent((Share){0, 0}) == -1);
}

/* ---- which term ---- */

static void put_term(const char *id, const char *title, TermKind kind, int first, int after)
{
    Term term = {.id = terms_id(id), .kind = kind, .first_day = first, .day_after_last = after};
    snprintf(term.title, sizeof term.title, "%s", title);
    CHECK(terms_put(store, &term, &err));
}

static void is_term(int today, const char *title, const char *wanted, const char *before)
{
    Term now, last;
    CHECK(participation_term(store, today, title, &now, &err));
    CHECK_TEXT(now.title, wanted);
    CHECK(participation_before(store, &now, &last, &err));
    CHECK_TEXT(last.title, before);
    CHECK(id_is_zero(last.id) == !before[0]);
}

TEST(a_term_is_compared_with_the_one_before_of_its_kind)
{
    UNUSED_STATE;
    Term now;
    CHECK(!participation_term(store, 20261119, NULL, &now, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    put_term("y", "2026-27", TERM_YEAR, 20260901, 20270613);
    put_term("f", "Fall", TERM_SEMESTER, 20260901, 20270124);
    put_term("q", "Quarter", TERM_TERM, 20260601, 20260901);
    put_term("s", "Spring", TERM_SEMESTER, 20260125, 20260613);
    put_term("o", "Old", TERM_SEMESTER, 20250901, 20260124);
    is_term(20261119, NULL, "Fall", "Spring");
    is_term(20261119, "Old", "Old", "");
    is_term(20270801, NULL, "2026-27", ""); /* in the holidays */
    is_term(20260125, NULL, "Spring", "Old");
    is_term(20260124, NULL, "Old", ""); /* the day after it ended */
    CHECK(!participation_term(store, 20261119, "Winter", &now, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(a_small_school_is_counted_as_by_hand),
        RUN_IN(a_family_stands_in_the_grade_of_each_of_its_children),
        RUN_IN(an_unknown_language_is_a_row_of_its_own),
        RUN_IN(a_programme_counts_for_the_days_that_it_had_in_the_term),
        RUN_IN(the_term_before_has_its_own_families_grades_and_visits),
        RUN_IN(of_an_event_the_homes_in_its_grades_are_expected),
        RUN_IN(in_a_small_school_nothing_is_told),
        RUN_IN(a_share_is_told_to_a_tenth_from_two_hundred_on),
        RUN_IN(a_term_is_compared_with_the_one_before_of_its_kind),
    };
    return cmocka_run_group_tests_name("participation", tests, NULL, NULL);
}
