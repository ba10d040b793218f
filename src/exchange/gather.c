/* What a file says of itself decides whether it is bulk or delta; the manifest is only compared. */
#include "exchange/gather.h"

#include <string.h>
#include <strings.h>

#include "exchange/oneroster.h"

enum { FILE_MAX = 256 << 20, ID_MAX = 255, KEY_SIZE = 2 * ID_MAX + 2, LIST_SIZE = 64 * 1024 + 1 };

typedef enum { VERSION_UNKNOWN, VERSION_1_1, VERSION_1_2 } Version;

typedef struct {
    Roster *roster;
    FileSet *files;
    const Known *known;
    ColumnNotes *notes;
    Version version;
    bool has_manifest;
    bool is_told[ROSTER_FILES]; /* by the manifest */
    RosterMode told[ROSTER_FILES];
    int rows; /* of the file that is read, those that came whole */
    bool has_status, has_role;
    int schools;
} Gathering;

static const struct {
    const ColumnFile *file;
    const char *property;
} rows[ROSTER_FILES] = {
    [OF_USERS] = {&oneroster_users, "file.users"},
    [OF_ROLES] = {&oneroster_roles, "file.roles"},
    [OF_CLASSES] = {&oneroster_classes, "file.classes"},
    [OF_ENROLMENTS] = {&oneroster_enrollments, "file.enrollments"},
    [OF_BIRTHDAYS] = {&oneroster_demographics, "file.demographics"},
    [OF_TERMS] = {&oneroster_sessions, "file.academicSessions"},
    [OF_ORGS] = {&oneroster_orgs, "file.orgs"},
};

static const char *const mode_names[] = {
    [ROSTER_ABSENT] = "absent", [ROSTER_BULK] = "bulk", [ROSTER_DELTA] = "delta"};

static PoolText keep(Gathering *g, const ColumnRow *row, int field, size_t size)
{
    return pool_keep(&g->roster->pool, row_text(row, field), size);
}

static bool add(Gathering *g, SaidKind kind, const ColumnRow *row, Said said, Err *err)
{
    said.line = row->csv->line;
    return said_add(&g->roster->said[kind], &said, err);
}

/* Counts the row and looks at its status. Whether it says that it is gone. */
static bool look(Gathering *g, const ColumnRow *row, int field)
{
    const char *status = row_text(row, field);
    g->rows++;
    g->has_status |= *status != 0;
    return oneroster_is_gone(status);
}

/* The id of a row, or one made of what it joins. */
static bool keep_id(
    Gathering *g, const ColumnRow *row, int field, int one, int other, PoolText *out, Err *err)
{
    char made[KEY_SIZE];
    const char *id = row_text(row, field);
    if (!*id && other >= 0) {
        snprintf(made, sizeof made, "%s %s", row_text(row, one), row_text(row, other));
        id = made[1] ? made : "";
    }
    if (!*id)
        return row_refuse(row, field, err, "no sourcedId");
    if (strlen(row_text(row, field)) > ID_MAX)
        return row_refuse(row, field, err, "a sourcedId over 255 letters");
    *out = pool_keep(&g->roster->pool, id, KEY_SIZE);
    return true;
}

/* ---- manifest.csv, orgs.csv ---- */

static bool take_property(void *self, const ColumnRow *row, Err *err)
{
    Gathering *g = self;
    const char *name = row_text(row, MANIFEST_NAME);
    const char *value = row_text(row, MANIFEST_VALUE);
    for (int i = 0; i < ROSTER_FILES; i++) {
        if (strcmp(name, rows[i].property) != 0)
            continue;
        for (RosterMode mode = ROSTER_ABSENT; mode <= ROSTER_DELTA; mode++)
            if (strcmp(value, mode_names[mode]) == 0) {
                g->told[i] = mode;
                g->is_told[i] = true;
            }
    }
    if (strcmp(name, "oneroster.version") != 0)
        return true;
    g->version = strcmp(value, "1.1") == 0 ? VERSION_1_1
        : strcmp(value, "1.2") == 0        ? VERSION_1_2
                                           : VERSION_UNKNOWN;
    return g->version != VERSION_UNKNOWN ||
        row_refuse(row, MANIFEST_VALUE, err, "Foyer reads OneRoster 1.1 and 1.2, not this version");
}

static bool take_org(void *self, const ColumnRow *row, Err *err)
{
    (void)err;
    Gathering *g = self;
    if (!look(g, row, ORG_STATUS) && strcmp(row_text(row, ORG_TYPE), "school") == 0)
        g->schools++;
    return true;
}

/* ---- users.csv ---- */

static bool add_group(Gathering *g, const ColumnRow *row, int kind, const char *value, Err *err)
{
    Roster *roster = g->roster;
    RosterGroup *grown = list_grow(roster->groups, roster->group_count, sizeof *grown);
    if (!grown)
        return roster_no_memory(err);
    roster->groups = grown;
    PoolText id = keep(g, row, USER_ID, KEY_SIZE);
    roster->groups[roster->group_count++] =
        (RosterGroup){id, row->csv->line, kind, pool_keep(&roster->pool, value, 128)};
    return true;
}

/* "Title I, ESL" is two groups. */
static bool add_groups(Gathering *g, const ColumnRow *row, int kind, const char *list, Err *err)
{
    while (*list) {
        list += strspn(list, ", ");
        size_t length = strcspn(list, ",");
        char value[128];
        snprintf(value, sizeof value, "%.*s", (int)length, list);
        for (size_t end = strlen(value); end > 0 && value[end - 1] == ' '; end--)
            value[end - 1] = 0;
        list += length;
        if (*value && !add_group(g, row, kind, value, err))
            return false;
    }
    return true;
}

static bool take_groups(Gathering *g, const ColumnRow *row, Err *err)
{
    for (int i = 0; i < row->open_count; i++)
        for (int k = 0; k < g->roster->group_column_count; k++) {
            GroupColumn *column = &g->roster->group_columns[k];
            if (strcmp(column->column, row->open[i].name) != 0)
                continue;
            column->is_read = true;
            if (!add_groups(g, row, k, row->csv->fields[row->open[i].place], err))
                return false;
        }
    return true;
}

/* The fields of one person as they stand in users.csv, in our words. */
static void keep_user(Gathering *g, const ColumnRow *row, RosterPerson *person)
{
    enum { NAME_SIZE = 256 };
    char text[36];
    person->given = keep(g, row, USER_GIVEN, NAME_SIZE);
    person->middle = keep(g, row, USER_MIDDLE, NAME_SIZE);
    person->family = keep(g, row, USER_FAMILY, NAME_SIZE);
    person->preferred_given = keep(g, row, USER_PREFERRED_GIVEN, NAME_SIZE);
    person->preferred_family = keep(g, row, USER_PREFERRED_FAMILY, NAME_SIZE);
    oneroster_phone(row_text(row, USER_SMS), text);
    if (!*text)
        oneroster_phone(row_text(row, USER_PHONE), text);
    person->phone = pool_keep(&g->roster->pool, text, sizeof text);
    oneroster_grade(row_text(row, USER_GRADES), text);
    person->grade = pool_keep(&g->roster->pool, text, sizeof text);
    if (!oneroster_language(row_text(row, USER_LANGUAGE), text))
        note(g->notes, "%s:%d: the home language is no language tag; left empty", row->name,
            row->csv->line);
    person->language = pool_keep(&g->roster->pool, text, sizeof text);
    person->see_office = strcasecmp(row_text(row, USER_SEE_OFFICE), "true") == 0;
    person->is_role_told = g->version != VERSION_1_2 && row_has(row, USER_ROLE);
    PersonRole role;
    if (person->is_role_told && oneroster_role(row_text(row, USER_ROLE), &role))
        person->own_roles = (uint8_t)(1u << role);
}

static bool add_person(Gathering *g, const RosterPerson *person, Err *err)
{
    Roster *roster = g->roster;
    RosterPerson *grown = list_grow(roster->people, roster->count, sizeof *grown);
    if (!grown)
        return roster_no_memory(err);
    roster->people = grown;
    roster->people[roster->count++] = *person;
    return true;
}

static bool take_user(void *self, const ColumnRow *row, Err *err)
{
    Gathering *g = self;
    RosterPerson person = {.line = row->csv->line, .is_gone = look(g, row, USER_STATUS)};
    g->has_role |= row_has(row, USER_ROLE);
    if (!keep_id(g, row, USER_ID, USER_ID, -1, &person.source_id, err))
        return false;
    if (!person.is_gone && !*row_text(row, USER_GIVEN) && !*row_text(row, USER_FAMILY))
        return row_refuse(row, USER_GIVEN, err, "no name");
    if (!person.is_gone)
        keep_user(g, row, &person);

    const char *agents = row_text(row, USER_AGENTS);
    Said said = {.id = person.source_id,
        .is_gone = person.is_gone || !*agents,
        .text = {pool_keep(&g->roster->pool, agents, LIST_SIZE)}};
    return take_groups(g, row, err) && add_person(g, &person, err) &&
        (!row_has(row, USER_AGENTS) || add(g, SAID_AGENTS, row, said, err));
}

/* ---- the others ---- */

/* A role that we do not know takes the place of one that we did. */
static bool take_role(void *self, const ColumnRow *row, Err *err)
{
    Gathering *g = self;
    PersonRole role = EMPLOYEE;
    Said said = {.is_gone = look(g, row, ROLE_STATUS)};
    said.is_gone |= !oneroster_role(row_text(row, ROLE_ROLE), &role);
    if (!keep_id(g, row, ROLE_ID, ROLE_USER, ROLE_ROLE, &said.id, err))
        return false;
    said.text[0] = keep(g, row, ROLE_USER, KEY_SIZE);
    said.text[1] = pool_keep(&g->roster->pool, (char[]){(char)('0' + role), 0}, 2);
    said.text[2] = keep(g, row, ROLE_END, 32);
    return add(g, SAID_ROLES, row, said, err);
}

static bool take_class(void *self, const ColumnRow *row, Err *err)
{
    Gathering *g = self;
    Said said = {.is_gone = look(g, row, CLASS_STATUS)};
    said.is_gone |= strcmp(row_text(row, CLASS_TYPE), "homeroom") != 0;
    if (!keep_id(g, row, CLASS_ID, CLASS_ID, -1, &said.id, err))
        return false;
    int place = *row_text(row, CLASS_LOCATION) ? CLASS_LOCATION : CLASS_TITLE;
    said.text[0] = keep(g, row, place, 128);
    return add(g, SAID_ROOMS, row, said, err);
}

/* Of the many classes a student is in only homerooms matter. */
static bool is_homeroom(const Gathering *g, const char *class)
{
    const Roster *roster = g->roster;
    const Said *room = said_find(&roster->said[SAID_ROOMS], &roster->pool, class);
    if (room || roster->modes[OF_CLASSES] == ROSTER_BULK)
        return room && !room->is_gone;
    return said_find(&g->known->said[SAID_ROOMS], &roster->pool, class) != NULL;
}

static bool take_enrolment(void *self, const ColumnRow *row, Err *err)
{
    Gathering *g = self;
    Said said = {.is_gone = look(g, row, ENROL_STATUS)};
    said.is_gone |= strcmp(row_text(row, ENROL_ROLE), "student") != 0 ||
        !is_homeroom(g, row_text(row, ENROL_CLASS));
    if (said.is_gone && !*row_text(row, ENROL_STATUS))
        return true;
    if (!keep_id(g, row, ENROL_ID, ENROL_CLASS, ENROL_USER, &said.id, err))
        return false;
    said.text[0] = keep(g, row, ENROL_CLASS, KEY_SIZE);
    said.text[1] = keep(g, row, ENROL_USER, KEY_SIZE);
    said.text[2] = keep(g, row, ENROL_BEGIN, 32);
    said.text[3] = keep(g, row, ENROL_END, 32);
    return add(g, SAID_SEATS, row, said, err);
}

static bool take_birthday(void *self, const ColumnRow *row, Err *err)
{
    Gathering *g = self;
    int month, day;
    char text[32];
    const char *date = row_text(row, BIRTH_DATE);
    Said said = {.is_gone = look(g, row, BIRTH_STATUS) || !*date};
    if (!keep_id(g, row, BIRTH_USER, BIRTH_USER, -1, &said.id, err))
        return false;
    if (!said.is_gone) {
        if (!oneroster_birthday(date, &month, &day))
            return row_refuse(row, BIRTH_DATE, err, "a birthDate that is no date as 2018-02-09");
        snprintf(text, sizeof text, "%02d-%02d", month, day);
        said.text[0] = pool_keep(&g->roster->pool, text, sizeof text);
    }
    return add(g, SAID_BIRTHDAYS, row, said, err);
}

static bool keep_day(
    Gathering *g, const ColumnRow *row, int field, int32_t *day, PoolText *out, Err *err)
{
    char text[16];
    if (!oneroster_day(row_text(row, field), day))
        return row_refuse(row, field, err, "no date as 2026-09-01");
    snprintf(text, sizeof text, "%d", (int)*day);
    *out = pool_keep(&g->roster->pool, text, sizeof text);
    return true;
}

static bool take_session(void *self, const ColumnRow *row, Err *err)
{
    Gathering *g = self;
    TermKind kind = TERM_TERM;
    int32_t first, after;
    Said said = {.is_gone = look(g, row, TERM_STATUS)};
    if (!keep_id(g, row, TERM_ID, TERM_ID, -1, &said.id, err))
        return false;
    if (said.is_gone)
        return add(g, SAID_TERMS, row, said, err);
    if (!oneroster_term(row_text(row, TERM_TYPE), &kind))
        return row_refuse(row, TERM_TYPE, err, "no type of session that Foyer knows");
    if (!*row_text(row, TERM_TITLE))
        return row_refuse(row, TERM_TITLE, err, "no title");
    if (!keep_day(g, row, TERM_START, &first, &said.text[2], err) ||
        !keep_day(g, row, TERM_END, &after, &said.text[3], err))
        return false;
    if (after <= first)
        return row_refuse(row, TERM_END, err, "the day after the last is not after the first");
    said.text[0] = keep(g, row, TERM_TITLE, 256);
    said.text[1] = pool_keep(&g->roster->pool, (char[]){(char)('0' + kind), 0}, 2);
    return add(g, SAID_TERMS, row, said, err);
}

/* ---- files ---- */

/* Bulk or delta by what it holds; one without rows says nothing. */
static bool settle(Gathering *g, RosterFile which, bool is_there, Err *err)
{
    const char *name = rows[which].file->name;
    RosterMode mode = g->rows == 0 ? ROSTER_ABSENT : g->has_status ? ROSTER_DELTA : ROSTER_BULK;
    bool is_told = g->is_told[which];
    g->roster->modes[which] = mode;
    if (is_there && g->rows == 0 && which == OF_USERS && g->told[which] != ROSTER_DELTA)
        return err_set(err, ERR_INVALID, "%s:2:1: there is nobody in it", name);
    if (is_there && g->rows == 0)
        note(g->notes, "%s:2:1: no row in it; taken as not there", name);
    else if (is_told && !is_there && mode != g->told[which])
        note(g->notes, "%s: the manifest says %s, and there is none", name,
            mode_names[g->told[which]]);
    else if (is_told && mode != g->told[which])
        note(g->notes, "%s: the manifest says %s, its rows say %s, and that counts", name,
            mode_names[g->told[which]], mode_names[mode]);
    else if (mode == ROSTER_DELTA && !is_told)
        note(g->notes, "%s: rows have a status, so it is read as changes (delta)", name);
    return true;
}

/* Reads one file of the set; one that may be absent is then just not read. */
static bool read_file(
    Gathering *g, const ColumnFile *file, bool *is_there, ColumnTake take, Err *err)
{
    Buf bytes;
    Err why = {0};
    g->rows = 0;
    g->has_status = false;
    buf_init(&bytes, FILE_MAX);
    bool found = files_read(g->files, file->name, &bytes, &why);
    bool done = found && columns_read(file, NULL, &bytes, g->notes, take, g, &why);
    buf_finish(&bytes);
    if (is_there)
        *is_there = found;
    if (done || (is_there && why.code == ERR_NOT_FOUND))
        return true;
    *err = why;
    return false;
}

/* `kind` SAID_KINDS: nothing of it is sorted. */
static bool read_optional(Gathering *g, RosterFile which, SaidKind kind, ColumnTake take, Err *err)
{
    bool found;
    if (!read_file(g, rows[which].file, &found, take, err) || !settle(g, which, found, err))
        return false;
    if (kind < SAID_KINDS)
        said_sort(&g->roster->said[kind], &g->roster->pool, rows[which].file->name, g->notes);
    return true;
}

/* Foyer serves one school, and cannot tell whose people are whose. */
static bool check_schools(Gathering *g, Err *err)
{
    RosterMode mode = g->roster->modes[OF_ORGS];
    if (mode == ROSTER_ABSENT)
        note(g->notes, "orgs.csv: there is none; everybody in users.csv is taken");
    if (g->schools > 1)
        note(g->notes, "orgs.csv: %d schools; the people of all of them are taken", g->schools);
    return mode != ROSTER_BULK || g->schools > 0 ||
        err_set(err, ERR_INVALID, "orgs.csv: there is no school in it (a row of type school)");
}

static bool read_users(Gathering *g, Err *err)
{
    static const ColumnNotes quiet = {0};
    char groups[GROUP_KINDS * 50 + 2] = ",";
    for (int i = 0; i < g->roster->group_column_count; i++)
        snprintf(groups + strlen(groups), sizeof groups - strlen(groups), "%s,",
            g->roster->group_columns[i].column);
    ColumnFile file = oneroster_users;
    file.open_list = groups;

    bool found = true, may_miss = g->is_told[OF_USERS] && g->told[OF_USERS] == ROSTER_ABSENT;
    if (!read_file(g, &file, may_miss ? &found : NULL, take_user, err) ||
        !settle(g, OF_USERS, found, err))
        return false;
    if (g->roster->modes[OF_USERS] != ROSTER_BULK && g->known->count == 0 &&
        (!found || g->told[OF_USERS] == ROSTER_DELTA))
        return err_set(err, ERR_REFUSED,
            "users.csv: holds changes only (delta), and nobody is known yet: import the whole"
            " roster (bulk) first");
    roster_sort(g->roster, g->notes);
    said_sort(&g->roster->said[SAID_AGENTS], &g->roster->pool, "users.csv", &quiet);
    for (int i = 0; found && i < g->roster->group_column_count; i++)
        if (!g->roster->group_columns[i].is_read)
            note(g->notes, "users.csv:1:1: there is no column \"%s\" (setting group_columns)",
                g->roster->group_columns[i].column);
    return true;
}

/* In 1.1 the role stands in users.csv; a whole one of these leaves nothing of an earlier 1.2. */
static bool read_roles(Gathering *g, Err *err)
{
    RosterMode users = g->roster->modes[OF_USERS];
    if (g->version == VERSION_1_2 && users == ROSTER_BULK) {
        if (!read_file(g, &oneroster_roles, NULL, take_role, err) ||
            !settle(g, OF_ROLES, true, err))
            return false;
        said_sort(&g->roster->said[SAID_ROLES], &g->roster->pool, "roles.csv", g->notes);
        return true;
    }
    if (g->version != VERSION_1_1 && !read_optional(g, OF_ROLES, SAID_ROLES, take_role, err))
        return false;
    bool has_roles = g->roster->modes[OF_ROLES] != ROSTER_ABSENT;
    if (users == ROSTER_ABSENT || g->version == VERSION_1_2)
        return true;
    if (!g->has_role && !(g->version == VERSION_UNKNOWN && has_roles))
        return err_set(err, ERR_INVALID, "users.csv:1:1: the column \"role\" is missing");
    if (users == ROSTER_BULK && !has_roles)
        g->roster->modes[OF_ROLES] = ROSTER_BULK;
    return true;
}

bool gather_roster(Roster *roster, FileSet *files, const Known *known, ColumnNotes *notes, Err *err)
{
    Gathering g = {.roster = roster, .files = files, .known = known, .notes = notes};
    if (!read_file(&g, &oneroster_manifest, &g.has_manifest, take_property, err))
        return false;
    if (!g.has_manifest)
        note(notes, "manifest.csv: there is none; the version is guessed");
    return read_optional(&g, OF_ORGS, SAID_KINDS, take_org, err) && check_schools(&g, err) &&
        read_users(&g, err) && read_roles(&g, err) &&
        read_optional(&g, OF_CLASSES, SAID_ROOMS, take_class, err) &&
        read_optional(&g, OF_ENROLMENTS, SAID_SEATS, take_enrolment, err) &&
        read_optional(&g, OF_BIRTHDAYS, SAID_BIRTHDAYS, take_birthday, err) &&
        read_optional(&g, OF_TERMS, SAID_TERMS, take_session, err) &&
        pool_check(&roster->pool, err);
}
