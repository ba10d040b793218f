/* Proving: which second fact is asked for, and whose it must be. */
#include "check.h"
#include "roster.h"

#include "store/homes.h"

static Id ama, kwame, efua, kofi, abena;

static int open_school(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    made = 0;
    if (!store_open(&store, "", STORE_MEMORY, &err))
        return -1;
    ama = child("Ama", "Mensah", "KG", 3, 14);
    kwame = child("Kwame", "Mensah", "04", 9, 30);
    efua = guardian("Efua", "Mensah", "3125550142");
    kofi = guardian("Kofi", "Boateng", "3125550199");
    abena = child("Abena", "Boateng", "02", 5, 5);
    tie(efua, ama), tie(efua, kwame), tie(kofi, abena);
    return 0;
}

static int close_school(void **state)
{
    UNUSED_STATE;
    store_close(store);
    return 0;
}

static bool fits(Id home, HomeQuery query)
{
    bool is_so = false;
    CHECK(homes_prove(store, home, &query, &is_so, &err));
    return is_so;
}

TEST(asks_for_what_was_not_told_yet)
{
    UNUSED_STATE;
    CHECK_INT(homes_second_proof(WAY_NAME, PROOF_PHONE), PROOF_BIRTHDAY);
    CHECK_INT(homes_second_proof(WAY_NAME, PROOF_BIRTHDAY), PROOF_PHONE);
    CHECK_INT(homes_second_proof(WAY_PHONE, PROOF_LETTERS), PROOF_BIRTHDAY);
    CHECK_INT(homes_second_proof(WAY_PHONE, PROOF_BIRTHDAY), PROOF_LETTERS);
}

TEST(a_birthday_of_any_child_of_the_home)
{
    UNUSED_STATE;
    CHECK(fits(efua, (HomeQuery){.proof = PROOF_BIRTHDAY, .month = 3, .day = 14}));
    CHECK(fits(efua, (HomeQuery){.proof = PROOF_BIRTHDAY, .month = 9, .day = 30}));
    CHECK(!fits(efua, (HomeQuery){.proof = PROOF_BIRTHDAY, .month = 5, .day = 5}));
    CHECK(!fits(efua, (HomeQuery){.proof = PROOF_BIRTHDAY, .month = 0, .day = 0}));
}

TEST(digits_of_the_homes_own_phone)
{
    UNUSED_STATE;
    CHECK(fits(efua, (HomeQuery){.proof = PROOF_PHONE, .digits = "0142"}));
    CHECK(!fits(efua, (HomeQuery){.proof = PROOF_PHONE, .digits = "0199"}));
    CHECK(!fits(efua, (HomeQuery){.proof = PROOF_PHONE, .digits = ""}));
    CHECK(fits(ama, (HomeQuery){.proof = PROOF_PHONE, .digits = "0142"})); /* a child's home */
}

TEST(two_letters_of_a_childs_name)
{
    UNUSED_STATE;
    CHECK(fits(efua, (HomeQuery){.proof = PROOF_LETTERS, .letters = "kw"}));
    CHECK(!fits(efua, (HomeQuery){.proof = PROOF_LETTERS, .letters = "ab"}));
    CHECK(!fits(efua, (HomeQuery){.proof = PROOF_LETTERS, .letters = "ef"})); /* the adult */
}

int main(void)
{
#define IN_SCHOOL(test) cmocka_unit_test_setup_teardown(test, open_school, close_school)
    const struct CMUnitTest tests[] = {
        IN_SCHOOL(asks_for_what_was_not_told_yet),
        IN_SCHOOL(a_birthday_of_any_child_of_the_home),
        IN_SCHOOL(digits_of_the_homes_own_phone),
        IN_SCHOOL(two_letters_of_a_childs_name),
    };
    return cmocka_run_group_tests_name("prove", tests, NULL, NULL);
}
