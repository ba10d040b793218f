/* A made-up roster, put into a store person by person. For the tests of homes. */
#ifndef TESTS_ROSTER_H
#define TESTS_ROSTER_H

#include "check.h"
#include "store/people.h"

static Store *store;
static Err err;
static int made;

static Id put(Person person)
{
    snprintf(person.source_id, sizeof person.source_id, "p%d", made++);
    person.is_active = true;
    CHECK(people_put(store, &person, 100, &err));
    return person.id;
}

static Id child(const char *given, const char *family, const char *grade, int month, int day)
{
    Person p = {.role = STUDENT, .birth_month = month, .birth_day = day};
    snprintf(p.given, sizeof p.given, "%s", given);
    snprintf(p.family, sizeof p.family, "%s", family);
    snprintf(p.grade, sizeof p.grade, "%s", grade);
    return put(p);
}

static Id guardian(const char *given, const char *family, const char *phone)
{
    Person p = {.role = GUARDIAN};
    snprintf(p.given, sizeof p.given, "%s", given);
    snprintf(p.family, sizeof p.family, "%s", family);
    snprintf(p.phone, sizeof p.phone, "%.31s", phone);
    return put(p);
}

static void tie(Id adult, Id student)
{
    CHECK(people_link(store, adult, student, &err));
}

#endif
