/* OneRoster 1.1 and 1.2 (1EdTech): its files and columns, and its words in ours. */
#ifndef EXCHANGE_ONEROSTER_H
#define EXCHANGE_ONEROSTER_H

#include "exchange/columns.h"
#include "store/people.h"
#include "store/terms.h"

enum { MANIFEST_NAME, MANIFEST_VALUE, MANIFEST_FIELDS };

enum {
    USER_ID,
    USER_STATUS,
    USER_ROLE, /* 1.1; in 1.2 it stands in roles.csv */
    USER_GIVEN,
    USER_MIDDLE,
    USER_FAMILY,
    USER_PREFERRED_GIVEN,
    USER_PREFERRED_FAMILY,
    USER_SMS,
    USER_PHONE,
    USER_AGENTS,
    USER_GRADES,
    USER_LANGUAGE,
    USER_SEE_OFFICE,
    USER_FIELDS
};

enum { ROLE_ID, ROLE_USER, ROLE_STATUS, ROLE_ROLE, ROLE_END, ROLE_FIELDS };
enum { CLASS_ID, CLASS_STATUS, CLASS_TITLE, CLASS_TYPE, CLASS_LOCATION, CLASS_FIELDS };
enum {
    ENROL_ID,
    ENROL_CLASS,
    ENROL_STATUS,
    ENROL_USER,
    ENROL_ROLE,
    ENROL_BEGIN,
    ENROL_END,
    ENROL_FIELDS
};
enum { BIRTH_USER, BIRTH_STATUS, BIRTH_DATE, BIRTH_FIELDS };
enum { ORG_ID, ORG_STATUS, ORG_NAME, ORG_TYPE, ORG_FIELDS };
enum { TERM_ID, TERM_STATUS, TERM_TITLE, TERM_TYPE, TERM_START, TERM_END, TERM_FIELDS };

extern const ColumnFile oneroster_manifest, oneroster_users, oneroster_roles, oneroster_classes,
    oneroster_enrollments, oneroster_demographics, oneroster_orgs, oneroster_sessions;

/* A role of either version. False for a word that is none. */
bool oneroster_role(const char *word, PersonRole *out);

/* Whether a row's status says that it is gone. */
bool oneroster_is_gone(const char *status);

/* "K" is "KG", "3" is "03", "PreK" is "PK"; others as given, cut to fit. Of a list the first. */
void oneroster_grade(const char *text, char out[32]);

/* The digits of the first number in text, without an extension. */
void oneroster_phone(const char *text, char out[32]);

/* A BCP 47 tag, its first part in small letters. False, and "", if it cannot be one. */
bool oneroster_language(const char *text, char out[36]);

/* A session's type as ours. False for a word that is none. */
bool oneroster_term(const char *type, TermKind *out);

/* "2026-09-01" as 20260901. */
bool oneroster_day(const char *text, int32_t *day);

/* Month and day of "2018-02-09"; the year is looked at (29 February) and forgotten. */
bool oneroster_birthday(const char *text, int *month, int *day);

#endif
