/* Every version that some file was left at arrives at the schema of a new one, with what is in it.
 */
#include "records.h"

#include "store/schema.h"

static bool open_again(StoreMode mode)
{
    shut();
    return store_open(&store, path, mode, err_clear(&err));
}

static void ask(const char *text, char value[64])
{
    Sql *q = sql(store, text);
    value[0] = 0;
    if (sql_row(q))
        sql_get_copy(q, 0, value, 64);
    CHECK(sql_done(q, &err));
}

static void read_schema(const char *name, char *schema, size_t size)
{
    Store *s;
    CHECK(store_open(&s, name, STORE_READ, &err));
    Sql *q = sql(s,
        "SELECT group_concat(type || ' ' || name || ' ' || ifnull(sql, ''), char(10))"
        " FROM (SELECT * FROM sqlite_schema ORDER BY type, name)");
    CHECK(sql_row(q));
    CHECK(sql_get_copy(q, 0, schema, size));
    CHECK(sql_done(q, &err));
    store_close(s);
}

/* A file as an earlier version left it. */
static void write_old(const char *name, int version)
{
    char text[128];
    for (int i = 0; i < version; i++)
        outside(name, schema_step(i));
    snprintf(text, sizeof text, "PRAGMA application_id = %d; PRAGMA user_version = %d",
        SCHEMA_APPLICATION, version);
    outside(name, text);
}

/* What a school had in it, as far as its version had tables for it. */
static void fill_old(const char *name, int version)
{
    outside(name,
        "INSERT INTO setting VALUES ('school', 'Lincoln School');"
        "INSERT INTO person (id, source_id, role, given, middle, family, preferred_given,"
        " preferred_family, name_key, language, phone, grade, grade_order, homeroom, see_office,"
        " is_active, seen) VALUES (x'11111111111111111111111111111111', 's1', 'student', 'Ama', '',"
        " 'Mensah', '', '', 'ama mensah', 'en', '', '03', 3, '', 0, 1, 1000);"
        "INSERT INTO enrolment VALUES (x'11111111111111111111111111111111', 20260901, NULL, '03',"
        " 'en')");
    if (version >= 3)
        outside(name,
            "INSERT INTO visit (id, opened_by, arrived, day, adults, children, language,"
            " needs_interpreter, method, kiosk) VALUES (zeroblob(16),"
            " x'11111111111111111111111111111111', 1000, 20261119, 1, 2, 'en', 0, 'name', 'lobby');"
            "INSERT INTO visit_person VALUES (zeroblob(16),"
            " x'11111111111111111111111111111111')");
}

static void is_as_filled(int version)
{
    char is[64];
    ask("SELECT s.value || e.grade FROM setting s JOIN person p JOIN enrolment e"
        " ON e.person = p.id AND e.day_after_last IS NULL WHERE s.key = 'school'",
        is);
    CHECK_TEXT(is, "Lincoln School03");
    ask("SELECT count(*) FROM visit JOIN visit_person ON visit = id WHERE adults = 1", is);
    CHECK_TEXT(is, version >= 3 ? "1" : "0");
    ask("SELECT given || family FROM person", is);
    CHECK_TEXT(is, "AmaMensah");
}

TEST(every_old_version_arrives_at_the_schema_of_a_new_file)
{
    UNUSED_STATE;
    static char fresh[32768], migrated[32768];
    CHECK(open_again(STORE_CREATE));
    shut();
    read_schema(path, fresh, sizeof fresh);
    for (int version = 1; version < schema_version(); version++) {
        snprintf(path, sizeof path, "%s/old%d.db", folder, version);
        write_old(path, version);
        fill_old(path, version);
        CHECK(!open_again(STORE_READ)); /* who only reads cannot bring it up */
        CHECK_INT(err.code, ERR_REFUSED);
        CHECK(open_again(STORE_WRITE));
        CHECK(store_check(store, &err));
        is_as_filled(version);
        shut();
        read_schema(path, migrated, sizeof migrated);
        CHECK_TEXT(migrated, fresh);
    }
}

TEST(a_step_that_fails_leaves_the_old_version)
{
    UNUSED_STATE;
    shut();
    CHECK_INT(unlink(path), 0);
    write_old(path, 1);
    outside(path, "CREATE TABLE journey (in_the_way)");
    CHECK(!open_again(STORE_WRITE));
    CHECK_INT(err.code, ERR_BROKEN);
    outside(path, "DROP TABLE journey");
    CHECK(open_again(STORE_WRITE));
    CHECK(store_check(store, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN(every_old_version_arrives_at_the_schema_of_a_new_file),
        RUN_IN(a_step_that_fails_leaves_the_old_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
