/* Finding a home by name, for someone who knows everything about another family. */
#include "check.h"
#include "homes.h"

#include "store/people.h"
#include "store/sql.h"

/* ---- the two facts ---- */

TEST(a_guardian_is_found_by_their_own_name_and_phone)
{
    UNUSED_STATE;
    CHECK(opens(phone("Efua Mensah", "0142"), efua));
    CHECK_INT(home.count, 3);
    CHECK(id_equal(home.people[0].id, efua) && home.people[0].is_guardian);
    CHECK(id_equal(home.people[1].id, kwame) && !home.people[1].is_guardian);
    CHECK(id_equal(home.people[2].id, ama));
    CHECK_TEXT(home.people[2].grade, "KG");
    CHECK(!has(kofi));
}

TEST(a_childs_name_opens_the_home_of_the_guardian_whose_phone_it_is)
{
    UNUSED_STATE;
    CHECK(opens(phone("ama mensah", "0142"), efua));
    CHECK(opens(phone("ama mensah", "0199"), kofi));
    CHECK(opens(phone("kwame", "0199"), kofi));
    CHECK_INT(ask(phone("ama mensah", "0111")), HOME_NONE);
}

TEST(a_guardians_name_does_not_open_with_the_other_guardians_phone)
{
    UNUSED_STATE;
    CHECK_INT(ask(phone("Efua Mensah", "0199")), HOME_NONE);
    CHECK_INT(ask(phone("Rima Aziz", "0122")), HOME_NONE);
    CHECK_INT(ask(phone("Nadia Saleh", "0122")), HOME_NONE);
}

TEST(a_birthday_opens_the_child_and_full_siblings_and_no_adult)
{
    UNUSED_STATE;
    CHECK(opens(birthday("Ama Mensah", 3, 14), ama));
    CHECK_INT(home.count, 2);
    CHECK(has(ama) && has(kwame) && !has(efua) && !has(kofi));
    CHECK(opens(birthday("Efua", 3, 14), ama)); /* a guardian's name, the child's birthday */
    CHECK(opens(birthday("Kofi", 7, 2), ama));
}

TEST(any_siblings_birthday_opens_the_same_home)
{
    UNUSED_STATE;
    CHECK(opens(birthday("Kwame", 7, 2), ama));
    CHECK(opens(birthday("Ama", 3, 14), ama));
}

TEST(a_name_needs_its_own_birthday)
{
    UNUSED_STATE;
    CHECK_INT(ask(birthday("Ama", 7, 2)), HOME_NONE); /* Kwame's */
    CHECK_INT(ask(birthday("Rima", 9, 9)), HOME_NONE);
    CHECK_INT(ask(birthday("Lina", 3, 14)), HOME_NONE);
}

TEST(an_incomplete_fact_finds_nobody_and_looks_nobody_up)
{
    UNUSED_STATE;
    static const char *const digits[] = {"", "0", "142", "01422", "014x", "%", "____", "٠١٤٢"};
    /* Were anything read, it would fail. */
    CHECK(sql_run(sql(store, "ALTER TABLE person RENAME TO gone"), &err));
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        CHECK_INT(ask(phone("Efua Mensah", digits[i])), HOME_NONE);
    CHECK_INT(ask(birthday("Ama", 0, 14)), HOME_NONE);
    CHECK_INT(ask(birthday("Ama", 3, 0)), HOME_NONE);
    CHECK_INT(ask(birthday("Ama", 13, 32)), HOME_NONE);
    CHECK_INT(ask(phone("", "0142")), HOME_NONE);
    CHECK_INT(ask(phone(" - ", "0142")), HOME_NONE);
}

TEST(a_failure_to_read_is_a_miss_that_says_so)
{
    UNUSED_STATE;
    CHECK(sql_run(sql(store, "ALTER TABLE person RENAME TO gone"), &err));
    HomeQuery query = phone("Efua Mensah", "0142");
    CHECK_INT(homes_find(store, &query, &home, &err), HOME_NONE);
    CHECK_INT(err.code, ERR_BROKEN);
    CHECK(!strstr(err.detail, "0142"));
}

TEST(parts_of_a_name_and_wildcards_find_nobody)
{
    UNUSED_STATE;
    static const char *const names[] = {
        "e", "ef", "efu", "men", "%", "*", "' OR 1 --", "Efua Mensah Aziz", "a m"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        CHECK_INT(ask(phone(names[i], "0142")), HOME_NONE);
}

/* ---- names as they are typed ---- */

TEST(case_order_accents_hyphens_and_apostrophes_do_not_matter)
{
    UNUSED_STATE;
    Id jose = child("José María", "Núñez-O'Connor", "02", 1, 31);
    static const char *const names[] = {"jose", "NUNEZ OCONNOR", "o'connor nuñez jose",
        "José María Núñez O’Connor", "josemaria", "nunezoconnor"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        CHECK(opens(birthday(names[i], 1, 31), jose));
}

TEST(one_slip_is_forgiven_and_two_are_not)
{
    UNUSED_STATE;
    CHECK(opens(phone("Efua Mensha", "0142"), efua));
    CHECK(opens(phone("Mensa", "0142"), efua));
    CHECK_INT(ask(phone("Mnsa", "0142")), HOME_NONE);
    CHECK_INT(ask(phone("Efa", "0142")), HOME_NONE); /* three letters: to the letter */
}

TEST(a_whole_short_name_is_enough)
{
    UNUSED_STATE;
    Id vu = child("An", "Vu", "04", 2, 2);
    CHECK(opens(birthday("Vu", 2, 2), vu));
    CHECK(opens(birthday("an vu", 2, 2), vu));
    CHECK_INT(ask(birthday("V", 2, 2)), HOME_NONE);
}

TEST(both_spellings_of_a_preferred_name_are_found)
{
    UNUSED_STATE;
    Person p = {.role = STUDENT,
        .given = "Mohammed",
        .family = "Ali",
        .preferred_given = "Mo",
        .preferred_family = "Alley",
        .birth_month = 4,
        .birth_day = 4};
    Id mo = put(p);
    CHECK(opens(birthday("Mohammed Ali", 4, 4), mo));
    CHECK(opens(birthday("Mo Alley", 4, 4), mo));
    CHECK_TEXT(home.people[0].letters, "M");
}

TEST(an_exact_name_drives_out_a_close_one)
{
    UNUSED_STATE;
    Id hanson = child("Ida", "Hanson", "02", 6, 6);
    child("Ole", "Hansen", "05", 6, 6);
    CHECK(opens(birthday("Hanson", 6, 6), hanson));
    CHECK_INT(ask(birthday("Hansun", 6, 6)), HOME_ASK_GRADE); /* close to both */
}

/* ---- two homes of one child ---- */

TEST(two_homes_of_one_child_never_see_each_other)
{
    UNUSED_STATE;
    CHECK(opens(phone("Lina Haddad", "0111"), rima));
    CHECK(has(lina) && has(rima) && !has(sami) && !has(omar));
    CHECK_INT(home.count, 2);
    CHECK(opens(phone("Lina Haddad", "0122"), sami));
    CHECK(has(lina) && has(omar) && !has(rima) && !has(nadia));
    CHECK(opens(phone("Omar", "0133"), nadia));
    CHECK(has(omar) && !has(lina) && !has(sami));
}

TEST(a_half_sibling_is_not_in_the_home_a_birthday_opens)
{
    UNUSED_STATE;
    CHECK(opens(birthday("Lina", 5, 5), lina));
    CHECK_INT(home.count, 1);
    CHECK(opens(birthday("Omar", 9, 9), omar));
    CHECK_INT(home.count, 1);
    CHECK(opens(birthday("Sami", 9, 9), omar));
    CHECK(opens(birthday("Sami", 5, 5), lina));
}

TEST(a_sibling_with_one_guardian_more_is_another_home)
{
    UNUSED_STATE;
    Id yaw = child("Yaw", "Mensah", "05", 8, 8);
    tie(efua, yaw);
    CHECK(opens(birthday("Yaw", 8, 8), yaw));
    CHECK_INT(home.count, 1);
    CHECK(opens(birthday("Ama", 3, 14), ama));
    CHECK_INT(home.count, 2);
    CHECK(opens(phone("Yaw", "0142"), efua));
    CHECK_INT(home.count, 4);
    CHECK_INT(ask(phone("Yaw", "0199")), HOME_NONE);
}

TEST(children_without_guardians_are_not_siblings)
{
    UNUSED_STATE;
    Id eva = child("Eva", "Lang", "02", 10, 1);
    child("Max", "Stone", "02", 10, 2);
    CHECK(opens(birthday("Eva Lang", 10, 1), eva));
    CHECK_INT(home.count, 1);
}

TEST(twins_are_one_home_and_no_question)
{
    UNUSED_STATE;
    Id first = child("Tom", "Berg", "02", 11, 11), second = child("Tim", "Berg", "02", 11, 11);
    Id mother = guardian("Eva", "Berg", "3125550177");
    tie(mother, first), tie(mother, second);
    CHECK(opens(birthday("Berg", 11, 11), first));
    CHECK_INT(home.count, 2);
    CHECK(opens(birthday("Tim", 11, 11), first));
    CHECK(opens(birthday("Eva", 11, 11), first));
}

TEST(twins_with_different_guardians_are_two_homes)
{
    UNUSED_STATE;
    Id first = child("Tom", "Berg", "02", 11, 11), second = child("Tim", "Berg", "04", 11, 11);
    Id mother = guardian("Eva", "Berg", "3125550177"), father = guardian("Jan", "Berg", "");
    tie(mother, first), tie(father, second);
    CHECK_INT(ask(birthday("Berg", 11, 11)), HOME_ASK_GRADE);
    CHECK(opens(with(birthday("Berg", 11, 11), "02", ""), first));
    CHECK(opens(with(birthday("Berg", 11, 11), "04", ""), second));
    CHECK_INT(ask(with(birthday("Berg", 11, 11), "05", "")), HOME_NONE);
}

/* ---- several fit ---- */

TEST(a_shared_phone_asks_the_grade_then_the_letter)
{
    UNUSED_STATE;
    Id grace = guardian("Grace", "Mensah", "(312) 555-0142"); /* Efua's phone too */
    tie(grace, ama);
    HomeQuery query = phone("Ama Mensah", "0142");
    CHECK_INT(ask(query), HOME_ASK_GRADE);
    CHECK_INT(ask(with(query, "KG", "")), HOME_ASK_LETTER);
    CHECK(opens(with(query, "KG", "g"), grace));
    CHECK(!has(kwame) && !has(efua));
    CHECK(opens(with(query, "KG", "E"), efua));
    CHECK(opens(with(query, "KG", "É"), efua));
    CHECK_INT(ask(with(query, "KG", "K")), HOME_NONE);
    CHECK_INT(ask(with(query, "KG", "?")), HOME_NONE);
    CHECK_INT(ask(with(query, "06", "")), HOME_NONE);
    CHECK(opens(with(query, "03", ""), efua)); /* Grace has nobody in 03 */
    CHECK(opens(phone("Grace Mensah", "0142"), grace));
    CHECK_INT(ask(phone("Mensah", "0142")), HOME_ASK_GRADE);
}

TEST(still_several_after_both_questions_is_a_miss)
{
    UNUSED_STATE;
    Id ella = guardian("Ella", "Mensah", "3125550142");
    tie(ella, ama);
    HomeQuery query = with(phone("Ama Mensah", "0142"), "KG", "E");
    CHECK_INT(ask(query), HOME_NONE);
}

TEST(the_letter_may_be_that_of_a_preferred_name_or_of_any_guardian)
{
    UNUSED_STATE;
    Id a = child("Mia", "Roth", "02", 12, 1), b = child("Pia", "Roth", "02", 12, 1);
    Person anna = {.role = GUARDIAN, .given = "Anna", .preferred_given = "Zoë"};
    Person ivan = {.role = GUARDIAN, .given = "Иван"};
    Id first = put(anna), second = put(ivan);
    tie(first, a), tie(second, b), tie(kofi, b);
    HomeQuery query = with(birthday("Roth", 12, 1), "02", "");
    CHECK_INT(ask(query), HOME_ASK_LETTER);
    CHECK(opens(with(query, "02", "Z"), a));
    CHECK(opens(with(query, "02", "a"), a));
    CHECK(opens(with(query, "02", "И"), b));
    CHECK(opens(with(query, "02", "K"), b));
}

TEST(more_homes_than_can_be_told_apart_are_a_miss)
{
    UNUSED_STATE;
    for (int i = 0; i < 40; i++)
        child("Lee", "Park", "02", 1, 1);
    CHECK_INT(ask(birthday("Park", 1, 1)), HOME_NONE);
}

/* ---- who is never opened ---- */

TEST(see_office_is_a_miss_like_any_other)
{
    UNUSED_STATE;
    CHECK(people_see_office(store, ama, true, &err));
    CHECK_INT(ask(phone("Efua Mensah", "0142")), HOME_NONE);
    CHECK_INT(ask(phone("Kwame", "0199")), HOME_NONE);
    CHECK_INT(ask(birthday("Ama", 3, 14)), HOME_NONE);
    CHECK_INT(ask(birthday("Kwame", 7, 2)), HOME_NONE); /* a sibling's flag holds for the home */
    CHECK(people_see_office(store, ama, false, &err));
    CHECK(people_see_office(store, kofi, true, &err));
    CHECK_INT(ask(phone("Kofi", "0199")), HOME_NONE);
    CHECK_INT(ask(birthday("Ama", 3, 14)), HOME_NONE);
    CHECK(opens(phone("Efua Mensah", "0142"), efua)); /* he is not of her home */
}

TEST(see_office_asks_no_question_that_would_tell)
{
    UNUSED_STATE;
    Id grace = guardian("Grace", "Mensah", "3125550142");
    tie(grace, ama);
    CHECK(people_see_office(store, ama, true, &err));
    CHECK_INT(ask(phone("Ama Mensah", "0142")), HOME_NONE);
    CHECK(people_see_office(store, ama, false, &err));
    CHECK(people_see_office(store, grace, true, &err));
    HomeQuery query = phone("Ama Mensah", "0142");
    CHECK_INT(ask(query), HOME_ASK_GRADE);
    CHECK_INT(ask(with(query, "KG", "G")), HOME_NONE);
    CHECK(opens(with(query, "KG", "E"), efua));
}

TEST(who_has_left_is_not_found_nor_in_a_home)
{
    UNUSED_STATE;
    Person p;
    CHECK(people_get(store, kwame, &p, &err));
    p.is_active = false;
    CHECK(people_put(store, &p, 200, &err));
    CHECK_INT(ask(birthday("Kwame", 7, 2)), HOME_NONE);
    CHECK_INT(ask(phone("Kwame", "0142")), HOME_NONE);
    CHECK(opens(birthday("Ama", 3, 14), ama));
    CHECK_INT(home.count, 1);

    CHECK(people_get(store, sami, &p, &err));
    p.is_active = false;
    CHECK(people_put(store, &p, 200, &err));
    CHECK_INT(ask(phone("Sami", "0122")), HOME_NONE);
    CHECK_INT(ask(phone("Lina", "0122")), HOME_NONE);
    CHECK_INT(ask(birthday("Sami", 5, 5)), HOME_NONE);
}

TEST(an_employee_is_not_found)
{
    UNUSED_STATE;
    Person p = {.role = EMPLOYEE,
        .given = "Mary",
        .family = "Stone",
        .phone = "3125550155",
        .birth_month = 2,
        .birth_day = 3};
    Id mary = put(p);
    CHECK_INT(ask(phone("Mary Stone", "0155")), HOME_NONE);
    CHECK_INT(ask(birthday("Mary Stone", 2, 3)), HOME_NONE);
    CHECK(!homes_get(store, mary, &home, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

/* ---- afterwards ---- */

TEST(a_home_found_before_is_opened_again)
{
    UNUSED_STATE;
    CHECK(homes_get(store, efua, &home, &err));
    CHECK_INT(home.count, 3);
    CHECK(homes_get(store, kwame, &home, &err));
    CHECK(id_equal(home.opened_by, ama));
    CHECK(!homes_get(store, store_new_id(store, 1), &home, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_SCHOOL(a_guardian_is_found_by_their_own_name_and_phone),
        RUN_SCHOOL(a_childs_name_opens_the_home_of_the_guardian_whose_phone_it_is),
        RUN_SCHOOL(a_guardians_name_does_not_open_with_the_other_guardians_phone),
        RUN_SCHOOL(a_birthday_opens_the_child_and_full_siblings_and_no_adult),
        RUN_SCHOOL(any_siblings_birthday_opens_the_same_home),
        RUN_SCHOOL(a_name_needs_its_own_birthday),
        RUN_SCHOOL(an_incomplete_fact_finds_nobody_and_looks_nobody_up),
        RUN_SCHOOL(a_failure_to_read_is_a_miss_that_says_so),
        RUN_SCHOOL(parts_of_a_name_and_wildcards_find_nobody),
        RUN_SCHOOL(case_order_accents_hyphens_and_apostrophes_do_not_matter),
        RUN_SCHOOL(one_slip_is_forgiven_and_two_are_not),
        RUN_SCHOOL(a_whole_short_name_is_enough),
        RUN_SCHOOL(both_spellings_of_a_preferred_name_are_found),
        RUN_SCHOOL(an_exact_name_drives_out_a_close_one),
        RUN_SCHOOL(two_homes_of_one_child_never_see_each_other),
        RUN_SCHOOL(a_half_sibling_is_not_in_the_home_a_birthday_opens),
        RUN_SCHOOL(a_sibling_with_one_guardian_more_is_another_home),
        RUN_SCHOOL(children_without_guardians_are_not_siblings),
        RUN_SCHOOL(twins_are_one_home_and_no_question),
        RUN_SCHOOL(twins_with_different_guardians_are_two_homes),
        RUN_SCHOOL(a_shared_phone_asks_the_grade_then_the_letter),
        RUN_SCHOOL(still_several_after_both_questions_is_a_miss),
        RUN_SCHOOL(the_letter_may_be_that_of_a_preferred_name_or_of_any_guardian),
        RUN_SCHOOL(more_homes_than_can_be_told_apart_are_a_miss),
        RUN_SCHOOL(see_office_is_a_miss_like_any_other),
        RUN_SCHOOL(see_office_asks_no_question_that_would_tell),
        RUN_SCHOOL(who_has_left_is_not_found_nor_in_a_home),
        RUN_SCHOOL(an_employee_is_not_found),
        RUN_SCHOOL(a_home_found_before_is_opened_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
