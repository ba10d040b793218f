/* Who took part in a term, counted again in plain SQL in a school of 5,000. */
#include "counted.h"
#include "dice.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(plain_sql_counts_the_same_in_a_large_school),
    };
    return cmocka_run_group_tests_name("participation_plain", tests, NULL, NULL);
}
