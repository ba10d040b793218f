/* The tables. `unread` names the columns of the standard that Foyer leaves alone: some because
 * it needs nothing of them, the password ones because nobody should. */
#include "exchange/oneroster.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

/* clang-format off */
static const Column manifest_columns[] = {
    [MANIFEST_NAME]  = {"propertyName", NULL, REQUIRED},
    [MANIFEST_VALUE] = {"value", NULL, REQUIRED},
};

static const Column user_columns[] = {
    [USER_ID]               = {"sourcedId", NULL, REQUIRED},
    [USER_STATUS]           = {"status", NULL, OPTIONAL},
    [USER_ROLE]             = {"role", NULL, OPTIONAL},
    [USER_GIVEN]            = {"givenName", NULL, REQUIRED},
    [USER_MIDDLE]           = {"middleName", NULL, OPTIONAL},
    [USER_FAMILY]           = {"familyName", NULL, REQUIRED},
    [USER_PREFERRED_GIVEN]  = {"preferredGivenName", NULL, OPTIONAL},
    [USER_PREFERRED_FAMILY] = {"preferredFamilyName", NULL, OPTIONAL},
    [USER_SMS]              = {"sms", NULL, OPTIONAL},
    [USER_PHONE]            = {"phone", NULL, WANTED},
    [USER_AGENTS]           = {"agentSourceIds", "agentSourcedIds", WANTED},
    [USER_GRADES]           = {"grades", NULL, WANTED},
    [USER_LANGUAGE]         = {"metadata.homeLanguage", NULL, OPTIONAL},
    [USER_SEE_OFFICE]       = {"metadata.seeOffice", NULL, OPTIONAL},
};

static const ColumnOld user_old[] = {
    {"agents", USER_AGENTS, false}, {"grade", USER_GRADES, false}, {NULL, 0, false}};

static const Column role_columns[] = {
    [ROLE_ID]     = {"sourcedId", NULL, OPTIONAL},
    [ROLE_USER]   = {"userSourcedId", NULL, REQUIRED},
    [ROLE_STATUS] = {"status", NULL, OPTIONAL},
    [ROLE_ROLE]   = {"role", NULL, REQUIRED},
    [ROLE_END]    = {"endDate", NULL, OPTIONAL},
};

static const Column class_columns[] = {
    [CLASS_ID]       = {"sourcedId", NULL, REQUIRED},
    [CLASS_STATUS]   = {"status", NULL, OPTIONAL},
    [CLASS_TITLE]    = {"title", NULL, REQUIRED},
    [CLASS_TYPE]     = {"classType", NULL, REQUIRED},
    [CLASS_LOCATION] = {"location", NULL, OPTIONAL},
};

static const Column enrol_columns[] = {
    [ENROL_ID]     = {"sourcedId", NULL, OPTIONAL},
    [ENROL_CLASS]  = {"classSourcedId", NULL, REQUIRED},
    [ENROL_STATUS] = {"status", NULL, OPTIONAL},
    [ENROL_USER]   = {"userSourcedId", NULL, REQUIRED},
    [ENROL_ROLE]   = {"role", NULL, REQUIRED},
    [ENROL_BEGIN]  = {"beginDate", NULL, OPTIONAL},
    [ENROL_END]    = {"endDate", NULL, OPTIONAL},
};

static const Column birth_columns[] = {
    [BIRTH_USER]   = {"sourcedId", NULL, REQUIRED},
    [BIRTH_STATUS] = {"status", NULL, OPTIONAL},
    [BIRTH_DATE]   = {"birthDate", NULL, WANTED},
};

/* In 1.0 sourcedId was the row's own, where it stood. */
static const ColumnOld birth_old[] = {
    {"userSourcedId", BIRTH_USER, true}, {"birthdate", BIRTH_DATE, false}, {NULL, 0, false}};

static const Column org_columns[] = {
    [ORG_ID]     = {"sourcedId", NULL, REQUIRED},
    [ORG_STATUS] = {"status", NULL, OPTIONAL},
    [ORG_NAME]   = {"name", NULL, REQUIRED},
    [ORG_TYPE]   = {"type", NULL, REQUIRED},
};

static const Column session_columns[] = {
    [TERM_ID]     = {"sourcedId", NULL, REQUIRED},
    [TERM_STATUS] = {"status", NULL, OPTIONAL},
    [TERM_TITLE]  = {"title", NULL, REQUIRED},
    [TERM_TYPE]   = {"type", NULL, REQUIRED},
    [TERM_START]  = {"startDate", NULL, REQUIRED},
    [TERM_END]    = {"endDate", NULL, REQUIRED},
};

static const struct { const char *word; PersonRole role; } roles[] = {
    {"student", STUDENT},
    {"guardian", GUARDIAN}, {"parent", GUARDIAN}, {"relative", GUARDIAN},
    {"administrator", EMPLOYEE}, {"aide", EMPLOYEE}, {"counselor", EMPLOYEE},
    {"districtAdministrator", EMPLOYEE}, {"principal", EMPLOYEE}, {"proctor", EMPLOYEE},
    {"siteAdministrator", EMPLOYEE}, {"systemAdministrator", EMPLOYEE}, {"teacher", EMPLOYEE},
};

static const struct { const char *type; TermKind kind; } sessions[] = {
    {"schoolYear", TERM_YEAR}, {"semester", TERM_SEMESTER},
    {"term", TERM_TERM}, {"gradingPeriod", TERM_TERM},
};

static const struct { const char *word, *grade; } grades[] = {
    {"K", "KG"}, {"KF", "KG"}, {"KG", "KG"}, {"0", "KG"}, {"PREK", "PK"}, {"PRE-K", "PK"},
    {"PK", "PK"}, {"PR", "PR"}, {"TK", "TK"}, {"IT", "IT"}, {"PS", "PS"}, {"UG", "UG"},
};
/* clang-format on */

const ColumnFile oneroster_manifest = {.name = "manifest.csv",
    .columns = manifest_columns,
    .count = MANIFEST_FIELDS,
    .is_strict = true};

const ColumnFile oneroster_users = {.name = "users.csv",
    .columns = user_columns,
    .count = USER_FIELDS,
    .old = user_old,
    .unread =
        ",dateLastModified,enabledUser,orgSourcedIds,username,userIds,userId,identifier,email,"
        "password,userMasterIdentifier,resourceSourcedIds,preferredMiddleName,"
        "primaryOrgSourcedId,pronouns,"};

const ColumnFile oneroster_roles = {.name = "roles.csv",
    .columns = role_columns,
    .count = ROLE_FIELDS,
    .unread = ",dateLastModified,roleType,beginDate,orgSourcedId,"
              "userProfileSourcedId,"};

const ColumnFile oneroster_classes = {.name = "classes.csv",
    .columns = class_columns,
    .count = CLASS_FIELDS,
    .unread = ",dateLastModified,grades,courseSourcedId,classCode,schoolSourcedId,termSourcedIds,"
              "subjects,subjectCodes,periods,"};

const ColumnFile oneroster_enrollments = {.name = "enrollments.csv",
    .columns = enrol_columns,
    .count = ENROL_FIELDS,
    .unread = ",dateLastModified,schoolSourcedId,primary,"};

const ColumnFile oneroster_demographics = {.name = "demographics.csv",
    .columns = birth_columns,
    .count = BIRTH_FIELDS,
    .old = birth_old,
    .unread = ",dateLastModified,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,"
              "nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,"
              "hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,"
              "publicSchoolResidenceStatus,"};

const ColumnFile oneroster_orgs = {.name = "orgs.csv",
    .columns = org_columns,
    .count = ORG_FIELDS,
    .unread = ",dateLastModified,identifier,parentSourcedId,"};

const ColumnFile oneroster_sessions = {.name = "academicSessions.csv",
    .columns = session_columns,
    .count = TERM_FIELDS,
    .unread = ",dateLastModified,parentSourcedId,schoolYear,"};

bool oneroster_role(const char *word, PersonRole *out)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (strcmp(word, roles[i].word) == 0) {
            *out = roles[i].role;
            return true;
        }
    }
    return false;
}

bool oneroster_is_gone(const char *status)
{
    return strcmp(status, "tobedeleted") == 0 || strcmp(status, "inactive") == 0;
}

void oneroster_grade(const char *text, char out[32])
{
    char first[32];
    text += strspn(text, " ");
    utf8_copy(first, sizeof first, text);
    first[strcspn(first, ",")] = 0;
    for (size_t end = strlen(first); end > 0 && first[end - 1] == ' '; end--)
        first[end - 1] = 0;

    utf8_copy(out, 32, first);
    if (first[0] >= '1' && first[0] <= '9' && !first[1])
        memcpy(out, (char[]){'0', first[0], 0}, 3);
    for (size_t i = 0; i < sizeof grades / sizeof *grades; i++)
        if (strcasecmp(first, grades[i].word) == 0)
            utf8_copy(out, 32, grades[i].grade);
}

void oneroster_phone(const char *text, char out[32])
{
    int count = 0;
    for (; *text && count < 31; text++) {
        if (*text >= '0' && *text <= '9')
            out[count++] = *text;
        else if (count > 0 && (isalpha((unsigned char)*text) || strchr("#,;/", *text)))
            break;
    }
    out[count] = 0;
}

bool oneroster_language(const char *text, char out[36])
{
    size_t length = strlen(text);
    size_t first = strcspn(text, "-_");
    out[0] = 0;
    if (length == 0)
        return true;
    if (length >= 36 || first < 2 || first > 8)
        return false;
    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)text[i]) && text[i] != '-' && text[i] != '_')
            return false;
    for (size_t i = 0; i < length; i++)
        out[i] = (char)(i < first ? tolower((unsigned char)text[i])
                : text[i] == '_'  ? '-'
                                  : text[i]);
    out[length] = 0;
    return true;
}

bool oneroster_term(const char *type, TermKind *out)
{
    for (size_t i = 0; i < sizeof sessions / sizeof *sessions; i++) {
        if (strcmp(type, sessions[i].type) == 0) {
            *out = sessions[i].kind;
            return true;
        }
    }
    return false;
}

/* "2026-09-01": ten letters, and a day that there is. */
bool oneroster_day(const char *text, int32_t *day)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    static const char form[] = "0000-00-00";
    for (size_t i = 0; i < sizeof form; i++)
        if (form[i] == '0' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
            return false;
    int y = atoi(text), m = atoi(text + 5), d = atoi(text + 8);
    bool is_leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    if (m < 1 || m > 12 || d < 1 || d > days[m - 1] || (m == 2 && d == 29 && !is_leap))
        return false;
    *day = y * 10000 + m * 100 + d;
    return true;
}

bool oneroster_birthday(const char *text, int *month, int *day)
{
    int32_t date;
    if (!oneroster_day(text, &date))
        return false;
    *month = date / 100 % 100;
    *day = date % 100;
    return true;
}
