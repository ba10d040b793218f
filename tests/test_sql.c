/* Statements: found again by their text, bound by name, one sticky error. */
#include "check.h"

#include "store/sql.h"

static Store *store;
static Err err;

static int open_store(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    return store_open(&store, "", STORE_MEMORY, &err) ? 0 : -1;
}

static int close_store(void **state)
{
    UNUSED_STATE;
    store_close(store);
    return 0;
}

static bool set(const char *key, const char *value)
{
    Sql *q = sql(store, "INSERT INTO setting (key, value) VALUES (:key, :value)");
    sql_text(q, ":key", key);
    sql_text(q, ":value", value);
    return sql_run(q, &err);
}

static bool says(const char *part)
{
    return strstr(err.detail, part);
}

TEST(a_value_comes_back_as_it_was_bound)
{
    UNUSED_STATE;
    Id id = store_new_id(store, 1);
    Sql *q = sql(store, "SELECT :number, :text, :id, :none, :zero");
    sql_int(q, ":number", INT64_MIN);
    sql_text(q, ":text", "Nguyễn; DROP TABLE person --");
    sql_id(q, ":id", id);
    sql_text(q, ":none", NULL);
    sql_id(q, ":zero", (Id){0});
    CHECK(sql_row(q));
    CHECK(sql_get_int(q, 0) == INT64_MIN);
    CHECK_TEXT(sql_get_text(q, 1), "Nguyễn; DROP TABLE person --");
    CHECK(id_equal(sql_get_id(q, 2), id));
    CHECK_TEXT(sql_get_text(q, 3), "");
    CHECK(id_is_zero(sql_get_id(q, 4)));
    CHECK(!sql_row(q));
    CHECK(!sql_row(q)); /* it does not start again */
    CHECK(sql_done(q, &err));
}

TEST(a_copy_is_cut_at_a_letter)
{
    UNUSED_STATE;
    char out[4];
    Sql *q = sql(store, "SELECT 'aéé'");
    CHECK(sql_row(q));
    CHECK(!sql_get_copy(q, 0, out, sizeof out));
    CHECK_TEXT(out, "aé");
    CHECK(sql_done(q, &err));
}

TEST(a_misspelt_parameter_fails_and_is_named_with_its_statement)
{
    UNUSED_STATE;
    Sql *q = sql(store, "SELECT value FROM setting WHERE key = :key");
    sql_text(q, ":keys", "x");
    CHECK(!sql_row(q));
    CHECK(!sql_done(q, &err));
    CHECK_INT(err.code, ERR_BROKEN);
    CHECK(says(":keys"));
    CHECK(says("SELECT value FROM setting"));
}

TEST(a_parameter_without_a_value_fails_and_is_named)
{
    UNUSED_STATE;
    Sql *q = sql(store, "INSERT INTO setting (key, value) VALUES (:key, :value)");
    sql_text(q, ":key", "x");
    CHECK(!sql_run(q, &err));
    CHECK_INT(err.code, ERR_BROKEN);
    CHECK(says(":value is not bound"));

    /* What was bound the time before does not count. */
    err_clear(&err);
    CHECK(set("a", "1"));
    q = sql(store, "INSERT INTO setting (key, value) VALUES (:key, :value)");
    sql_text(q, ":key", "b");
    CHECK(!sql_done(q, &err));
    CHECK(says(":value is not bound"));
}

TEST(sql_that_is_wrong_fails_without_a_crash)
{
    UNUSED_STATE;
    static const char *const wrong[] = {
        "SELEKT 1", "SELECT * FROM nowhere", "", "SELECT 1; DELETE FROM person",
        "SELECT \"no such column\"", /* double quotes are no strings */
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Sql *q = sql(store, wrong[i]);
        sql_int(q, ":x", 1);
        sql_text(q, ":y", "y");
        CHECK(!sql_row(q));
        CHECK_INT(sql_get_int(q, 0), 0);
        CHECK_TEXT(sql_get_text(q, 0), "");
        CHECK(id_is_zero(sql_get_id(q, 0)));
        CHECK(!sql_done(q, err_clear(&err)));
        CHECK_INT(err.code, ERR_BROKEN);
    }
}

TEST(the_first_failure_sticks_and_the_next_use_starts_fresh)
{
    UNUSED_STATE;
    static const char text[] = "SELECT :a + :b";
    Sql *q = sql(store, text);
    sql_int(q, ":wrong", 1);
    sql_int(q, ":other", 1);
    CHECK(!sql_done(q, &err));
    CHECK(says(":wrong") && !says(":other"));

    q = sql(store, text);
    sql_int(q, ":a", 2);
    sql_int(q, ":b", 3);
    CHECK(sql_row(q));
    CHECK_INT(sql_get_int(q, 0), 5);
    CHECK(sql_done(q, &err));
}

TEST(an_error_is_left_alone_by_what_succeeds)
{
    UNUSED_STATE;
    err_set(&err, ERR_OFFLINE, "as it was");
    CHECK(set("a", "1"));
    CHECK_INT(err.code, ERR_OFFLINE);
    CHECK_TEXT(err.detail, "as it was");
}

TEST(a_detail_never_has_what_was_bound)
{
    UNUSED_STATE;
    CHECK(set("qzxv", "wvuts"));
    CHECK(!set("qzxv", "wvuts"));
    CHECK_INT(err.code, ERR_BROKEN);
    CHECK(!says("qzxv") && !says("wvuts"));
}

TEST(an_id_of_the_wrong_size_is_an_error)
{
    UNUSED_STATE;
    Sql *q = sql(store, "SELECT x'0102'");
    CHECK(sql_row(q));
    CHECK(id_is_zero(sql_get_id(q, 0)));
    CHECK(!sql_done(q, &err));
    CHECK_INT(err.code, ERR_BROKEN);
}

TEST(more_statements_than_places_still_give_the_right_answers)
{
    UNUSED_STATE;
    char text[32]; /* one address, ever other text */
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 100; i++) {
            snprintf(text, sizeof text, "SELECT %d + :x", i);
            Sql *q = sql(store, text);
            sql_int(q, ":x", 1000);
            CHECK(sql_row(q));
            CHECK_INT(sql_get_int(q, 0), 1000 + i);
            CHECK(sql_done(q, &err));
        }
    }
}

TEST(a_statement_in_use_keeps_its_place)
{
    UNUSED_STATE;
    Sql *kept = sql(store, "SELECT 7 UNION ALL SELECT 8");
    CHECK(sql_row(kept));
    char text[32];
    for (int i = 0; i < 200; i++) {
        snprintf(text, sizeof text, "SELECT %d", i);
        Sql *q = sql(store, text);
        CHECK(sql_row(q));
        CHECK(sql_done(q, &err));
    }
    CHECK(sql_row(kept));
    CHECK_INT(sql_get_int(kept, 0), 8);
    CHECK(sql_done(kept, &err));
}

TEST(a_part_that_fails_takes_back_only_itself)
{
    UNUSED_STATE;
    CHECK(store_begin(store, &err));
    CHECK(set("kept", "1"));
    CHECK(sql_begin(store, &err));
    CHECK(set("lost", "1"));
    CHECK(!sql_end(store, false, &err));
    CHECK(sql_begin(store, &err));
    CHECK(set("kept too", "1"));
    CHECK(sql_end(store, true, &err));
    CHECK(store_commit(store, &err));

    Sql *q = sql(store, "SELECT group_concat(key) FROM (SELECT key FROM setting ORDER BY key)");
    CHECK(sql_row(q));
    CHECK_TEXT(sql_get_text(q, 0), "kept,kept too");
    CHECK(sql_done(q, &err));
}

TEST(a_change_is_a_transaction_of_its_own)
{
    UNUSED_STATE;
    CHECK(sql_begin(store, &err));
    CHECK(set("a", "1"));
    CHECK(sql_begin(store, &err)); /* one within another */
    CHECK(set("b", "1"));
    CHECK(sql_end(store, true, &err));
    CHECK(!sql_end(store, false, &err));
    CHECK_INT(err.code, ERR_NONE);

    Sql *q = sql(store, "SELECT count(*) FROM setting");
    CHECK(sql_row(q));
    CHECK_INT(sql_get_int(q, 0), 0);
    CHECK(sql_done(q, &err));
    CHECK(store_begin(store, &err)); /* and it is over */
    store_rollback(store);
}

#define RUN_OPEN(name) cmocka_unit_test_setup_teardown(name, open_store, close_store)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(a_value_comes_back_as_it_was_bound),
        RUN_OPEN(a_copy_is_cut_at_a_letter),
        RUN_OPEN(a_misspelt_parameter_fails_and_is_named_with_its_statement),
        RUN_OPEN(a_parameter_without_a_value_fails_and_is_named),
        RUN_OPEN(sql_that_is_wrong_fails_without_a_crash),
        RUN_OPEN(the_first_failure_sticks_and_the_next_use_starts_fresh),
        RUN_OPEN(an_error_is_left_alone_by_what_succeeds),
        RUN_OPEN(a_detail_never_has_what_was_bound),
        RUN_OPEN(an_id_of_the_wrong_size_is_an_error),
        RUN_OPEN(more_statements_than_places_still_give_the_right_answers),
        RUN_OPEN(a_statement_in_use_keeps_its_place),
        RUN_OPEN(a_part_that_fails_takes_back_only_itself),
        RUN_OPEN(a_change_is_a_transaction_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
