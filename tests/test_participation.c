/* Who took part in a term, counted by hand; and in plain SQL, in a school of 5,000. */
#include "dice.h"
#include "roster.h"

#include "store/events.h"
#include "store/participation.h"
#include "store/settings.h"
#include "store/signups.h"
#include "store/sql.h"

enum { FALL_FIRST = 20260901, FALL_AFTER = 20270124, NO_END = 0, NOBODY_TICKED = 0 };

static const Term FALL = {
    .title = "Fall", .kind = TERM_SEMESTER, .first_day = FALL_FIRST, .day_after_last = FALL_AFTER};
static const Term SPRING = {
    .title = "Spring", .kind = TERM_SEMESTER, .first_day = 20260125, .day_after_last = 20260613};

static Zone *zone;
static TermReach reach;

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    made = 0;
    zone = zone_new("America/Chicago", &err);
    return zone && store_open(&store, "", STORE_MEMORY, &err) ? 0 : -1;
}

static int end(void **state)
{
    UNUSED_STATE;
    store_close(store);
    zone_free(zone);
    return 0;
}

/* ---- what is put ---- */

static void done(Sql *q)
{
    if (!sql_run(q, &err))
        fail_msg("%s", err.detail);
}

static void enrol_for(Id student, const char *grade, const char *language, int first, int after)
{
    Sql *q = sql(store,
        "INSERT INTO enrolment (person, first_day, day_after_last, grade, language)"
        " VALUES (:person, :first, nullif(:after, 0), :grade, :language)");
    sql_id(q, ":person", student);
    sql_int(q, ":first", first);
    sql_int(q, ":after", after);
    sql_text(q, ":grade", grade);
    sql_text(q, ":language", language);
    done(q);
}

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

static Id adult(void)
{
    return guardian("G", "H", "");
}

static int64_t at(const char *time)
{
    int64_t when = 0;
    if (!zone_parse(zone, time, &when, &err))
        fail_msg("%s", err.detail);
    return when;
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

static Id event_of(const char *uid, const char *time, const char *grades)
{
    Event event = {.kind = "conference", .starts = at(time), .ends = at(time) + 3600};
    snprintf(event.uid, sizeof event.uid, "%s", uid);
    snprintf(event.grades, sizeof event.grades, "%s", grades);
    CHECK(events_put(store, &event, 1, &err));
    return event.id;
}

static Id walk_in(const char *time)
{
    Stub stub = {.id = store_new_id(store, at(time)), .child = "Noor"};
    Visit v = {.id = store_new_id(store, at(time)), .arrived = at(time), .adults = 1};
    v.day = zone_day(zone, v.arrived);
    CHECK(stubs_arrive(store, &stub, &v, &err));
    return stub.id;
}

static void match(Id stub, Id person)
{
    Sql *q = sql(store, "UPDATE stub SET state = 'matched', matched = :person WHERE id = :id");
    sql_id(q, ":person", person);
    sql_id(q, ":id", stub);
    done(q);
}

static void hold(Id stub)
{
    Sql *q = sql(store, "UPDATE stub SET held = 1 WHERE id = :id");
    sql_id(q, ":id", stub);
    done(q);
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

static void programme(Id student, const char *value, int first, int after)
{
    Sql *q = sql(store,
        "INSERT INTO person_group VALUES (:person, 'programme', :value, :first,"
        " nullif(:after, 0))");
    sql_id(q, ":person", student);
    sql_text(q, ":value", value);
    sql_int(q, ":first", first);
    sql_int(q, ":after", after);
    done(q);
}

/* ---- what is counted ---- */

static void count(const Term *term)
{
    if (!participation_count(store, zone, term, &reach, &err))
        fail_msg("%s", err.detail);
}

static void is_share(Share share, int count_wanted, int of)
{
    CHECK_INT(share.count, count_wanted);
    CHECK_INT(share.of, of);
}

static const Reach *row(Division division, const char *name)
{
    for (int i = 0; i < reach.counts[division]; i++)
        if (strcmp(reach.rows[division][i].name, name) == 0)
            return &reach.rows[division][i].reach;
    fail_msg("no row \"%s\"", name);
    return NULL;
}

static void is_row(Division division, const char *name, Share families, Share students)
{
    const Reach *r = row(division, name);
    is_share(r->families, families.count, families.of);
    is_share(r->students, students.count, students.of);
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

/* ---- the same in plain SQL ---- */

enum { STUDENTS = 5000, VISITS = 200000, EVENTS = 40 };

static uint64_t dice;
static Id students[STUDENTS], guardians[2 * STUDENTS], events[EVENTS];
static int guardian_count;

static void put_family(int first, int size)
{
    static const char *const LANGUAGES[] = {"en", "en", "en", "es", "es", "ar", "vi", "so", ""};
    const char *language = LANGUAGES[dice_roll(&dice, 9)];
    for (int i = 0; i < size; i++) {
        char grade[8];
        snprintf(grade, sizeof grade, "%02u", 1 + dice_roll(&dice, 8));
        students[first + i] = child("S", "T", grade, 0, 0);
        int from = dice_roll(&dice, 10) ? 20260125 : 20261101;
        int until = dice_roll(&dice, 20) ? NO_END : 20261201;
        enrol_for(students[first + i], grade, dice_roll(&dice, 30) ? language : "en", from, until);
        if (i == 0 || dice_roll(&dice, 4) == 0)
            guardians[guardian_count++] = adult();
        if (dice_roll(&dice, 100)) /* a few have nobody */
            tie(guardians[guardian_count - 1], students[first + i]);
        if (i > 0 && dice_roll(&dice, 2))
            tie(guardians[guardian_count - 2 + (guardian_count < 2)], students[first + i]);
        if (dice_roll(&dice, 4) == 0)
            programme(students[first + i], dice_roll(&dice, 2) ? "EL" : "Title I", from, until);
    }
}

static Id somebody(void)
{
    return dice_roll(&dice, 3) ? guardians[dice_roll(&dice, (uint32_t)guardian_count * 6 / 10)]
                               : students[dice_roll(&dice, STUDENTS / 2)];
}

static void put_visit(int64_t first, int number)
{
    int64_t when = first + (int64_t)dice_roll(&dice, 365 * 24) * 3600;
    bool has_event = dice_roll(&dice, 2), is_stub = dice_roll(&dice, 40) == 0;
    Id by = somebody(), id = store_new_id(store, first + number);
    if (is_stub) {
        Id person = by;
        Stub stub = {.id = by = store_new_id(store, first), .child = "N"};
        CHECK(stubs_keep(store, &stub, "", first, &err));
        if (dice_roll(&dice, 2))
            match(by, person);
        if (dice_roll(&dice, 4) == 0)
            hold(by);
    }
    Sql *q = sql(store,
        "INSERT OR IGNORE INTO visit (id, event, opened_by, arrived, day, adults, children,"
        " language, needs_interpreter, method, kiosk, undone)"
        " VALUES (:id, :event, :by, :at, :day, 1, 0, 'en', 0, 'desk', '', :undone)");
    sql_id(q, ":id", id);
    sql_id(q, ":event", has_event ? events[dice_roll(&dice, EVENTS)] : (Id){0});
    sql_id(q, ":by", by);
    sql_int(q, ":at", when);
    sql_int(q, ":day", zone_day(zone, when));
    if (dice_roll(&dice, 30))
        sql_text(q, ":undone", NULL);
    else
        sql_int(q, ":undone", 1);
    done(q);
    if (sql_changes(store) == 0 || is_stub || dice_roll(&dice, 20))
        return;
    q = sql(store, "INSERT INTO visit_person VALUES (:id, :person)");
    sql_id(q, ":id", id);
    sql_id(q, ":person", students[dice_roll(&dice, STUDENTS * 3 / 4)]); /* of another home too */
    done(q);
}

static void fill_school(void)
{
    CHECK(store_begin(store, &err));
    for (int i = 0; i < STUDENTS;) {
        int size = 1 + (int)dice_roll(&dice, 3);
        size = size < STUDENTS - i ? size : STUDENTS - i;
        put_family(i, size);
        i += size;
    }
    for (int i = 0; i < EVENTS; i++) {
        char uid[16];
        snprintf(uid, sizeof uid, "e%d", i);
        events[i] = event_of(uid, "2026-10-01T17:00", "");
    }
    for (int i = 0; i < VISITS; i++)
        put_visit(at("2026-03-01T00:00"), i);
    CHECK(store_commit(store, &err));
}

/* Families by the students each can come to over guardians; all in the one obvious way. */
static const char PLAIN[] = "CREATE TEMP TABLE plain_kin AS WITH RECURSIVE k (a, b) AS ("
                            " SELECT id, id FROM person WHERE role = 'student' UNION"
                            " SELECT k.a, y.student FROM k JOIN guardian_of x ON x.student = k.b"
                            " JOIN guardian_of y ON y.guardian = x.guardian)"
                            " SELECT a AS student, min(b) AS family FROM k GROUP BY a";
static const char PLAIN_MEMBER[] =
    "CREATE TEMP TABLE plain_member AS SELECT student AS id, family FROM plain_kin UNION"
    " SELECT g.guardian, k.family FROM guardian_of g JOIN plain_kin k ON k.student = g.student";
static const char PLAIN_STUB[] =
    "INSERT INTO plain_member SELECT s.id, m.family FROM stub s JOIN plain_member m"
    " ON m.id = s.matched WHERE s.state = 'matched' AND s.held = 0";
static const char PLAIN_CAME[] =
    "CREATE TEMP TABLE plain_came AS SELECT DISTINCT m.family, v.day < 20260901 AS is_before,"
    " iif(v.event IS NULL, v.day, hex(v.event)) AS what FROM plain_member m JOIN visit v ON "
    "v.opened_by = m.id"
    " WHERE v.undone IS NULL AND v.day < 20270124 UNION"
    " SELECT m.family, v.day < 20260901, iif(v.event IS NULL, v.day, hex(v.event)) FROM "
    "plain_member m"
    " JOIN visit_person vp ON vp.person = m.id JOIN visit v ON v.id = vp.visit"
    " WHERE v.undone IS NULL AND v.day < 20270124";
static const char PLAIN_STUDENT[] =
    "CREATE TEMP TABLE plain_student AS SELECT e.person, k.family, e.grade, e.language,"
    " EXISTS (SELECT 1 FROM plain_came c WHERE c.family = k.family AND NOT is_before) AS came,"
    " EXISTS (SELECT 1 FROM plain_came c WHERE c.family = k.family AND is_before) AS before,"
    " (SELECT count(DISTINCT what) FROM plain_came c WHERE c.family = k.family AND NOT is_before)"
    "  AS times"
    " FROM enrolment e JOIN plain_kin k ON k.student = e.person"
    " WHERE e.first_day < 20270124 AND ifnull(e.day_after_last, 99999999) > 20260901";

static int64_t plain(const char *text)
{
    Sql *q = sql(store, text);
    int64_t number = sql_row(q) ? sql_get_int(q, 0) : -1;
    if (!sql_done(q, &err))
        fail_msg("%s", err.detail);
    return number;
}

static void is_plain(Division division, const char *text)
{
    int rows = 0;
    Sql *q = sql(store, text);
    for (; sql_row(q); rows++) {
        Share families = {(int)sql_get_int(q, 1), (int)sql_get_int(q, 2)};
        Share pupils = {(int)sql_get_int(q, 3), (int)sql_get_int(q, 4)};
        is_row(division, sql_get_text(q, 0), families, pupils);
    }
    CHECK(sql_done(q, &err));
    CHECK_INT(rows, reach.counts[division]);
}

#define PLAIN_NUMBERS                                                                              \
    " count(DISTINCT CASE WHEN came THEN family END), count(DISTINCT family),"                     \
    " count(DISTINCT CASE WHEN came THEN person END), count(DISTINCT person) FROM plain_student "  \
    "s "

TEST(plain_sql_counts_the_same_in_a_large_school)
{
    UNUSED_STATE;
    dice = dice_seed();
    guardian_count = 0;
    fill_school();
    done(sql(store, PLAIN));
    done(sql(store, PLAIN_MEMBER));
    done(sql(store, PLAIN_STUB));
    done(sql(store, "CREATE INDEX temp.plain_id ON plain_member (id)"));
    done(sql(store, PLAIN_CAME));
    done(sql(store, "CREATE INDEX temp.plain_family ON plain_came (family)"));
    done(sql(store, PLAIN_STUDENT));
    count(&FALL);
    int families = reach.all.families.of, came = reach.all.families.count;
    CHECK(families > 1000 && came > families / 4 && came < families);
    CHECK_INT(families, plain("SELECT count(DISTINCT family) FROM plain_student"));
    CHECK_INT(came, plain("SELECT count(DISTINCT family) FROM plain_student WHERE came"));
    CHECK_INT(reach.all.students.count, plain("SELECT count(*) FROM plain_student WHERE came"));
    CHECK_INT(reach.all.students.of, plain("SELECT count(*) FROM plain_student"));
    CHECK_INT(reach.again.families.count,
        plain("SELECT count(DISTINCT family) FROM plain_student WHERE times > 1"));
    CHECK_INT(reach.first.families.of, came);
    is_plain(BY_GRADE, "SELECT grade," PLAIN_NUMBERS "GROUP BY 1");
    is_plain(BY_LANGUAGE, "SELECT language," PLAIN_NUMBERS "GROUP BY 1");
    is_plain(BY_PROGRAMME,
        "SELECT ifnull(g.value, '')," PLAIN_NUMBERS "LEFT JOIN person_group g USING (person)"
        " WHERE g.person IS NULL OR (g.first_day < 20270124"
        "  AND ifnull(g.day_after_last, 99999999) > 20260901) GROUP BY 1");
}

#define RUN_IN(name) cmocka_unit_test_setup_teardown(name, begin, end)

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
        RUN_IN(plain_sql_counts_the_same_in_a_large_school),
    };
    return cmocka_run_group_tests_name("participation", tests, NULL, NULL);
}
