/* Finding a home by a whole number; and that every miss is like every other. */
#include "check.h"
#include "homes.h"

#include "store/handle.h" /* to see what is run */
#include "store/people.h"

/* ---- the phone way ---- */

static HomeQuery number(const char *whole, const char *letters)
{
    HomeQuery query = {.way = WAY_PHONE, .proof = PROOF_LETTERS};
    snprintf(query.phone, sizeof query.phone, "%s", whole);
    snprintf(query.letters, sizeof query.letters, "%s", letters);
    return query;
}

static HomeQuery number_and_birthday(const char *whole, int month, int day)
{
    HomeQuery query = number(whole, "");
    query.proof = PROOF_BIRTHDAY;
    query.month = month;
    query.day = day;
    return query;
}

TEST(a_number_and_two_letters_open_the_home_of_whose_number_it_is)
{
    UNUSED_STATE;
    CHECK(opens(number("3125550142", "am"), efua));
    CHECK_INT(home.count, 3);
    CHECK(opens(number("3125550142", "KW"), efua));
    CHECK(opens(number("3125550199", "Ama"), kofi)); /* more letters: the first two count */
    CHECK(!has(efua));
    CHECK_INT(ask(number("3125550142", "om")), HOME_NONE);
    CHECK_INT(ask(number("3125550142", "ef")), HOME_NONE); /* an adult's */
    CHECK_INT(ask(number("3125550142", "me")), HOME_NONE); /* the surname's */
    CHECK_INT(ask(number("3125550142", "a")), HOME_NONE);
    CHECK_INT(ask(number("3125550142", "")), HOME_NONE);
    CHECK_INT(ask(number("3125550142", "%_")), HOME_NONE);
}

TEST(a_number_and_a_childs_birthday_open_the_guardians_home)
{
    UNUSED_STATE;
    CHECK(opens(number_and_birthday("312 555 0142", 3, 14), efua));
    CHECK(opens(number_and_birthday("312 555 0142", 7, 2), efua));
    CHECK(opens(number_and_birthday("3125550122", 9, 9), sami));
    CHECK_INT(ask(number_and_birthday("3125550111", 9, 9)), HOME_NONE); /* not Rima's child */
    CHECK_INT(ask(number_and_birthday("3125550142", 7, 3)), HOME_NONE);
    CHECK_INT(ask(number_and_birthday("3125550142", 0, 0)), HOME_NONE);
}

TEST(a_number_may_be_written_in_many_ways_but_must_be_whole)
{
    UNUSED_STATE;
    static const char *const right[] = {
        "+1 (312) 555-0142", "1-312-555-0142", "312.555.0142", "0013125550142", "01113125550142"};
    static const char *const wrong[] = {"0142", "5550142", "125550142", "13125550142 9",
        "523125550142", "4125550142", "", "abcdefgh", "٣١٢٥٥٥٠١٤٢"};
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        CHECK(opens(number(right[i], "am"), efua));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK_INT(ask(number(wrong[i], "am")), HOME_NONE);
    Id child_far = child("Lupe", "Solis", "02", 1, 9),
       far = guardian("Sol", "Solis", "+52 55 5550 1234"),
       near = guardian("Eva", "Near", "555-0143");
    tie(far, child_far), tie(near, child_far);
    CHECK(opens(number("525555501234", "lu"), far));
    CHECK(opens(number("00525555501234", "lu"), far));
    CHECK_INT(ask(number("5555501234", "lu")), HOME_NONE);
    CHECK(opens(number("5550143", "lu"), near)); /* as it is on record */
    CHECK_INT(ask(number("3125550143", "lu")), HOME_NONE);
}

TEST(a_number_that_several_share_asks_the_adults_letter)
{
    UNUSED_STATE;
    Id grace = guardian("Grace", "Mensah", "13125550142");
    tie(grace, ama);
    HomeQuery query = number("3125550142", "am");
    CHECK_INT(ask(query), HOME_ASK_LETTER);
    CHECK(opens(with(query, "", "g"), grace));
    CHECK(opens(with(query, "", "E"), efua));
    CHECK_INT(ask(with(query, "", "K")), HOME_NONE);
    CHECK(opens(with(query, "03", ""), efua));
    CHECK(opens(number("3125550142", "kw"), efua)); /* Grace has no such child */
    tie(guardian("Ella", "Mensah", "3125550142"), kwame);
    query = number_and_birthday("3125550142", 7, 2);
    CHECK_INT(ask(with(query, "", "E")), HOME_ASK_GRADE);
    CHECK(opens(with(query, "KG", "E"), efua));
    CHECK_INT(ask(with(query, "03", "E")), HOME_NONE);
}

TEST(a_way_takes_only_its_own_proofs)
{
    UNUSED_STATE;
    HomeQuery query = number("3125550142", "am");
    query.way = WAY_NAME;
    snprintf(query.name, sizeof query.name, "Ama Mensah");
    CHECK_INT(ask(query), HOME_NONE);
    query = phone("Ama Mensah", "0142");
    query.way = WAY_PHONE;
    snprintf(query.phone, sizeof query.phone, "3125550142");
    CHECK_INT(ask(query), HOME_NONE);
}

TEST(by_number_who_left_or_must_see_the_office_is_a_miss)
{
    UNUSED_STATE;
    Person p;
    CHECK(people_see_office(store, ama, true, &err));
    CHECK_INT(ask(number("3125550142", "am")), HOME_NONE);
    CHECK_INT(ask(number("3125550142", "kw")), HOME_NONE);
    CHECK(people_get(store, omar, &p, &err));
    p.is_active = false;
    CHECK(people_put(store, &p, 200, &err));
    CHECK_INT(ask(number("3125550133", "om")), HOME_NONE);
}

TEST(two_letters_may_be_in_any_script)
{
    UNUSED_STATE;
    CHECK(opens(number("3125550111", "Ли"), rima));
    CHECK(opens(number("3125550111", "لي"), rima));
    Person p = {.role = STUDENT, .given = "小明", .preferred_given = "Mike", .family = "王"};
    Id mike = put(p), mother = guardian("Na", "Li", "3125550150");
    tie(mother, mike);
    CHECK(opens(number("3125550150", "xi"), mother));
    CHECK(opens(number("3125550150", "小"), mother));
    CHECK(opens(number("3125550150", "mi"), mother));
    CHECK_INT(ask(number("3125550150", "wa")), HOME_NONE);
}

/* ---- a miss is a miss ---- */

static uint64_t ran; /* which statements, in order */

static int note(unsigned kind, void *self, void *statement, void *text)
{
    (void)kind, (void)self, (void)text;
    for (const char *at = sqlite3_sql(statement); *at; at++)
        ran = (ran ^ (unsigned char)*at) * UINT64_C(0x100000001b3);
    return 0;
}

static uint64_t trace(HomeQuery query)
{
    ran = 1;
    sqlite3_trace_v2(store->db, SQLITE_TRACE_STMT, note, NULL);
    CHECK_INT(ask(query), HOME_NONE);
    sqlite3_trace_v2(store->db, 0, NULL, NULL);
    return ran;
}

TEST(every_miss_runs_the_same_statements)
{
    UNUSED_STATE;
    CHECK(people_see_office(store, omar, true, &err));
    const HomeQuery misses[3][4] = {{phone("Nobody", "9876"), phone("Efua Mensah", "0199"),
                                        phone("Nadia", "0133"), phone("Nadia", "9876")},
        {birthday("Nobody", 12, 24), birthday("Ama", 7, 2), birthday("Omar", 9, 9),
            birthday("Omar", 12, 24)},
        {number("3125559876", "am"), number("3125550142", "zz"), number("3125550133", "om"),
            number("4125550133", "om")}};
    for (int i = 0; i < 3; i++)
        for (int j = 1; j < 4; j++)
            CHECK(trace(misses[i][j]) == trace(misses[i][0]));
    CHECK(trace(with(misses[0][0], "06", "N")) == trace(with(misses[0][2], "06", "N")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_SCHOOL(a_number_and_two_letters_open_the_home_of_whose_number_it_is),
        RUN_SCHOOL(a_number_and_a_childs_birthday_open_the_guardians_home),
        RUN_SCHOOL(a_number_may_be_written_in_many_ways_but_must_be_whole),
        RUN_SCHOOL(a_number_that_several_share_asks_the_adults_letter),
        RUN_SCHOOL(a_way_takes_only_its_own_proofs),
        RUN_SCHOOL(by_number_who_left_or_must_see_the_office_is_a_miss),
        RUN_SCHOOL(two_letters_may_be_in_any_script),
        RUN_SCHOOL(every_miss_runs_the_same_statements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
