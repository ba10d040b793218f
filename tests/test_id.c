/* Ids: that they rise whatever the clock does, and come back from their letters. */
#include "check.h"

#include "base/id.h"

static int64_t id_ms(Id id)
{
    int64_t ms = 0;
    for (int i = 0; i < 6; i++)
        ms = ms << 8 | id.byte[i];
    return ms;
}

static bool id_rises(Id earlier, Id later)
{
    return memcmp(earlier.byte, later.byte, sizeof earlier.byte) < 0;
}

TEST(an_id_is_a_version_7_uuid_of_its_moment)
{
    UNUSED_STATE;
    IdMaker maker = {0};
    Id id = id_make(&maker, 1790000000);
    CHECK(id_ms(id) == INT64_C(1790000000000));
    CHECK_INT(id.byte[6] >> 4, 7);
    CHECK_INT(id.byte[8] >> 6, 2);
    CHECK(!id_is_zero(id));
    CHECK(id_is_zero((Id){0}));
}

TEST(ids_rise_past_the_end_of_the_counter)
{
    UNUSED_STATE;
    IdMaker maker = {0};
    Id last = id_make(&maker, 1790000000);
    for (int i = 0; i < 10000; i++) {
        Id id = id_make(&maker, 1790000000);
        CHECK(id_rises(last, id));
        last = id;
    }
    CHECK(id_ms(last) == INT64_C(1790000000002));
}

TEST(ids_rise_when_the_clock_steps_back)
{
    UNUSED_STATE;
    IdMaker maker = {0};
    const int64_t clock[] = {1790000000, 1700000000, 1790000000, 0, -5, INT64_MIN, 1790000001};
    Id last = {0};
    for (size_t i = 0; i < sizeof clock / sizeof *clock; i++) {
        Id id = id_make(&maker, clock[i]);
        CHECK(id_rises(last, id));
        last = id;
    }
    CHECK(id_ms(last) == INT64_C(1790000001000));
}

TEST(a_senseless_clock_still_gives_ids)
{
    UNUSED_STATE;
    IdMaker maker = {0};
    Id first = id_make(&maker, INT64_MAX);
    Id second = id_make(&maker, INT64_MAX);
    CHECK(id_rises(first, second));
    CHECK_INT(second.byte[6] >> 4, 7);

    IdMaker early = {0};
    CHECK(!id_is_zero(id_make(&early, INT64_MIN)));
}

TEST(two_makers_do_not_make_the_same_id)
{
    UNUSED_STATE;
    IdMaker a = {0}, b = {0};
    Id one = id_make(&a, 1790000000);
    Id other = id_make(&b, 1790000000);
    CHECK(memcmp(one.byte, other.byte, 8) == 0);
    CHECK(!id_equal(one, other));
    CHECK(id_hash(one) != id_hash(other));
    CHECK(id_equal(one, one));
}

TEST(an_id_is_written_as_36_letters_and_read_back)
{
    UNUSED_STATE;
    Id known = {{0x01, 0x98, 0xab, 0xcd, 0xef, 0x00, 0x70, 0x01, 0x80, 0x02, 0x10, 0x20, 0x30, 0x40,
        0x50, 0xff}};
    CHECK_TEXT(id_text(known), "0198abcd-ef00-7001-8002-1020304050ff");

    IdMaker maker = {0};
    for (int i = 0; i < 1000; i++) {
        Id id = id_make(&maker, 1790000000 + i), back;
        CHECK(id_parse(id_text(id), &back));
        CHECK(id_equal(id, back));
    }
    Id upper;
    CHECK(id_parse("0198ABCD-EF00-7001-8002-1020304050FF", &upper));
    CHECK(id_equal(upper, known));
}

TEST(what_is_no_id_is_refused_and_changes_nothing)
{
    UNUSED_STATE;
    const char *const wrong[] = {
        "",
        "0198abcd",
        "0198abcd-ef00-7001-8002-1020304050f",
        "0198abcd-ef00-7001-8002-1020304050fff",
        "0198abcd-ef00-7001-8002-1020304050fg",
        "0198abcdeef00-7001-8002-1020304050ff",
        "0198abcd-ef00-7001-80021-020304050ff",
        "0198abcd-ef00-7001-8002-1020304050f\xc3",
        " 198abcd-ef00-7001-8002-1020304050ff",
        "{198abcd-ef00-7001-8002-1020304050ff}",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Id id = {{42}}, kept = id;
        CHECK(!id_parse(wrong[i], &id));
        CHECK(id_equal(id, kept));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(an_id_is_a_version_7_uuid_of_its_moment),
        RUN(ids_rise_past_the_end_of_the_counter),
        RUN(ids_rise_when_the_clock_steps_back),
        RUN(a_senseless_clock_still_gives_ids),
        RUN(two_makers_do_not_make_the_same_id),
        RUN(an_id_is_written_as_36_letters_and_read_back),
        RUN(what_is_no_id_is_refused_and_changes_nothing),
    };
    return cmocka_run_group_tests_name("id", tests, NULL, NULL);
}
