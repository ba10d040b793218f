/* The made-up school of the tests of homes, and how they ask.
 *
 * The roster:
 *   Ama (KG, born 3/14) and Kwame (03, born 7/2) Mensah: guardians Efua (0142) and Kofi (0199)
 *   Lina (01, born 5/5) Haddad: two homes, mother Rima (0111) and father Sami (0122)
 *   Omar (06, born 9/9) Haddad: Sami's with Nadia (0133), so Lina's half-brother
 */
#ifndef TESTS_HOMES_H
#define TESTS_HOMES_H

#include "check.h"
#include "roster.h"

#include "store/homes.h"

static Home home;
static Id ama, kwame, efua, kofi, lina, rima, sami, omar, nadia;

/* ---- a made-up school ---- */

static int open_school(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    made = 0;
    if (!store_open(&store, "", STORE_MEMORY, &err))
        return -1;
    ama = child("Ama", "Mensah", "KG", 3, 14);
    kwame = child("Kwame", "Mensah", "03", 7, 2);
    efua = guardian("Efua", "Mensah", "+13125550142");
    kofi = guardian("Kofi", "Mensah", "+13125550199");
    tie(efua, ama), tie(efua, kwame), tie(kofi, ama), tie(kofi, kwame);
    lina = child("Lina", "Haddad", "01", 5, 5);
    omar = child("Omar", "Haddad", "06", 9, 9);
    rima = guardian("Rima", "Aziz", "3125550111");
    sami = guardian("Sami", "Haddad", "3125550122");
    nadia = guardian("Nadia", "Saleh", "3125550133");
    tie(rima, lina), tie(sami, lina), tie(sami, omar), tie(nadia, omar);
    return 0;
}

static int close_school(void **state)
{
    UNUSED_STATE;
    store_close(store);
    return 0;
}

/* ---- asking ---- */

static HomeAnswer ask(HomeQuery query)
{
    memset(&home, 0xaa, sizeof home);
    err_clear(&err);
    HomeAnswer answer = homes_find(store, &query, &home, &err);
    CHECK_INT(err.code, ERR_NONE);
    if (answer != HOME_OPEN)
        for (size_t i = 0; i < sizeof home; i++)
            CHECK_INT(((unsigned char *)&home)[i], 0xaa); /* nothing was filled in */
    return answer;
}

static HomeQuery phone(const char *name, const char *digits)
{
    HomeQuery query = {.proof = PROOF_PHONE};
    snprintf(query.name, sizeof query.name, "%s", name);
    snprintf(query.digits, sizeof query.digits, "%s", digits);
    return query;
}

static HomeQuery birthday(const char *name, int month, int day)
{
    HomeQuery query = {.proof = PROOF_BIRTHDAY, .month = month, .day = day};
    snprintf(query.name, sizeof query.name, "%s", name);
    return query;
}

static HomeQuery with(HomeQuery query, const char *grade, const char *letter)
{
    snprintf(query.grade, sizeof query.grade, "%s", grade);
    snprintf(query.adult_letter, sizeof query.adult_letter, "%s", letter);
    return query;
}

static bool opens(HomeQuery query, Id opened_by)
{
    return ask(query) == HOME_OPEN && id_equal(home.opened_by, opened_by);
}

static bool has(Id person)
{
    for (int i = 0; i < home.count; i++)
        if (id_equal(home.people[i].id, person))
            return true;
    return false;
}

#define RUN_SCHOOL(name) cmocka_unit_test_setup_teardown(name, open_school, close_school)

#endif
