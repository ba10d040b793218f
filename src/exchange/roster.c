/* First the people; then what other files say of them; then who belongs to whom, which needs
 * everybody's role. */
#include "exchange/roster.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "exchange/oneroster.h"

enum { FILE_MAX = 256 << 20, TEXT_MAX = 1 << 30, LINK_MAX = 4 << 20 };

typedef enum { VERSION_UNKNOWN, VERSION_1_1, VERSION_1_2 } Version;

typedef struct {
    RosterText id, place;
} Room;

typedef struct {
    Roster *roster;
    FileSet *files;
    const char *today;
    ColumnNotes *notes;
    Version version;
    bool says_delta, has_status, has_role;
    Room *rooms; /* homerooms, by id */
    int room_count;
} Reading;

static const char *text_at(const Roster *roster, RosterText at)
{
    return roster->text.data + at;
}

/* Copies a text into the roster. A full one is asked for at the end. */
static RosterText keep(Roster *roster, const char *text)
{
    size_t at = roster->text.size;
    if (!*text)
        return 0;
    buf_add(&roster->text, text, strlen(text) + 1);
    return roster->text.is_full ? 0 : (RosterText)at;
}

static bool no_memory(Err *err)
{
    return err_set(err, ERR_FULL, "no memory for this roster");
}

typedef struct {
    const Roster *roster;
    const char *id;
} Key;

/* What is found by its id begins with it. */
static int by_key(const void *key, const void *item)
{
    const Key *wanted = key;
    return strcmp(wanted->id, text_at(wanted->roster, *(const RosterText *)item));
}

static RosterPerson *find_person(const Roster *roster, const char *source_id)
{
    Key key = {roster, source_id};
    if (roster->count == 0)
        return NULL;
    return bsearch(&key, roster->people, (size_t)roster->count, sizeof *roster->people, by_key);
}

static bool take_property(void *self, const ColumnRow *row, Err *err)
{
    Reading *r = self;
    const char *name = row_text(row, MANIFEST_NAME);
    const char *value = row_text(row, MANIFEST_VALUE);
    if (strcmp(name, "file.users") == 0)
        r->says_delta = strcmp(value, "delta") == 0;
    if (strcmp(name, "oneroster.version") != 0)
        return true;
    r->version = strcmp(value, "1.1") == 0 ? VERSION_1_1
        : strcmp(value, "1.2") == 0        ? VERSION_1_2
                                           : VERSION_UNKNOWN;
    return r->version != VERSION_UNKNOWN ||
        row_refuse(row, MANIFEST_VALUE, err, "Foyer reads OneRoster 1.1 and 1.2, not this version");
}

/* The fields of one person as they stand in users.csv, in our words. */
static void keep_user(Reading *r, const ColumnRow *row, RosterPerson *person)
{
    Roster *roster = r->roster;
    char short_text[36];
    person->line = row->csv->line;
    person->source_id = keep(roster, row_text(row, USER_ID));
    person->given = keep(roster, row_text(row, USER_GIVEN));
    person->middle = keep(roster, row_text(row, USER_MIDDLE));
    person->family = keep(roster, row_text(row, USER_FAMILY));
    person->preferred_given = keep(roster, row_text(row, USER_PREFERRED_GIVEN));
    person->preferred_family = keep(roster, row_text(row, USER_PREFERRED_FAMILY));
    person->agents = keep(roster, row_text(row, USER_AGENTS));

    oneroster_phone(row_text(row, USER_SMS), short_text);
    if (!*short_text)
        oneroster_phone(row_text(row, USER_PHONE), short_text);
    person->phone = keep(roster, short_text);
    oneroster_grade(row_text(row, USER_GRADES), short_text);
    person->grade = keep(roster, short_text);
    if (!oneroster_language(row_text(row, USER_LANGUAGE), short_text))
        note(r->notes, "%s:%d: the home language is no language tag; left empty", row->name,
            row->csv->line);
    person->language = keep(roster, short_text);
    person->see_office = strcasecmp(row_text(row, USER_SEE_OFFICE), "true") == 0;
}

static bool take_user(void *self, const ColumnRow *row, Err *err)
{
    Reading *r = self;
    Roster *roster = r->roster;
    r->has_role |= row_has(row, USER_ROLE);
    r->has_status |= *row_text(row, USER_STATUS) != 0;
    if (oneroster_is_gone(row_text(row, USER_STATUS)))
        return true;
    if (!*row_text(row, USER_ID))
        return row_refuse(row, USER_ID, err, "no sourcedId");
    if (strlen(row_text(row, USER_ID)) > 255)
        return row_refuse(row, USER_ID, err, "a sourcedId over 255 letters");
    if (!*row_text(row, USER_GIVEN) && !*row_text(row, USER_FAMILY))
        return row_refuse(row, USER_GIVEN, err, "no name");

    RosterPerson *grown = list_grow(roster->people, roster->count, sizeof *grown);
    if (!grown)
        return no_memory(err);
    roster->people = grown;
    RosterPerson *person = &roster->people[roster->count++];
    *person = (RosterPerson){0};
    keep_user(r, row, person);

    PersonRole role;
    if (r->version != VERSION_1_2 && oneroster_role(row_text(row, USER_ROLE), &role))
        person->roles = (uint8_t)(1u << role);
    return true;
}

static int by_id(const void *a, const void *b, void *roster)
{
    const RosterPerson *left = a, *right = b;
    int order = strcmp(text_at(roster, left->source_id), text_at(roster, right->source_id));
    return order ? order : left->line - right->line;
}

/* Sorts, and of rows with one sourcedId keeps the last. */
static void sort_people(Reading *r)
{
    Roster *roster = r->roster;
    if (roster->count == 0)
        return;
    qsort_r(roster->people, (size_t)roster->count, sizeof *roster->people, by_id, roster);
    int kept = 0;
    for (int i = 1; i < roster->count; i++) {
        RosterPerson *last = &roster->people[kept], *next = &roster->people[i];
        if (strcmp(text_at(roster, last->source_id), text_at(roster, next->source_id)) == 0)
            note(r->notes, "users.csv:%d: the same sourcedId as in line %d; the last one counts",
                next->line, last->line);
        else
            kept++;
        roster->people[kept] = *next;
    }
    roster->count = kept + 1;
}

static bool take_role(void *self, const ColumnRow *row, Err *err)
{
    (void)err;
    Reading *r = self;
    PersonRole role;
    if (oneroster_is_gone(row_text(row, ROLE_STATUS)))
        return true;
    RosterPerson *person = find_person(r->roster, row_text(row, ROLE_USER));
    if (!person)
        note(r->notes, "%s:%d: the role of somebody who is not in users.csv", row->name,
            row->csv->line);
    else if (oneroster_role(row_text(row, ROLE_ROLE), &role))
        person->roles |= (uint8_t)(1u << role);
    return true;
}

static bool take_class(void *self, const ColumnRow *row, Err *err)
{
    Reading *r = self;
    bool is_homeroom = strcmp(row_text(row, CLASS_TYPE), "homeroom") == 0;
    if (!is_homeroom || oneroster_is_gone(row_text(row, CLASS_STATUS)))
        return true;
    Room *grown = list_grow(r->rooms, r->room_count, sizeof *grown);
    if (!grown)
        return no_memory(err);
    r->rooms = grown;
    const char *location = row_text(row, CLASS_LOCATION);
    RosterText id = keep(r->roster, row_text(row, CLASS_ID));
    r->rooms[r->room_count++] =
        (Room){id, keep(r->roster, *location ? location : row_text(row, CLASS_TITLE))};
    return true;
}

static int by_room(const void *a, const void *b, void *roster)
{
    return strcmp(text_at(roster, ((const Room *)a)->id), text_at(roster, ((const Room *)b)->id));
}

static const Room *find_room(const Reading *r, const char *id)
{
    Key key = {r->roster, id};
    if (r->room_count == 0)
        return NULL;
    return bsearch(&key, r->rooms, (size_t)r->room_count, sizeof *r->rooms, by_key);
}

/* A child who moved has two homerooms: the one of today counts, else the first. */
static bool take_enrolment(void *self, const ColumnRow *row, Err *err)
{
    (void)err;
    Reading *r = self;
    if (strcmp(row_text(row, ENROL_ROLE), "student") != 0 ||
        oneroster_is_gone(row_text(row, ENROL_STATUS)))
        return true;
    const Room *room = find_room(r, row_text(row, ENROL_CLASS));
    RosterPerson *person = room ? find_person(r->roster, row_text(row, ENROL_USER)) : NULL;
    if (!person)
        return true;
    const char *end = row_text(row, ENROL_END);
    bool runs =
        strcmp(row_text(row, ENROL_BEGIN), r->today) <= 0 && (!*end || strcmp(r->today, end) < 0);
    if (person->homeroom && (person->has_room_now || !runs))
        return true;
    person->homeroom = room->place;
    person->has_room_now = runs;
    return true;
}

static bool take_birthday(void *self, const ColumnRow *row, Err *err)
{
    Reading *r = self;
    int month, day;
    const char *date = row_text(row, BIRTH_DATE);
    if (!*date || oneroster_is_gone(row_text(row, BIRTH_STATUS)))
        return true;
    if (!oneroster_birthday(date, &month, &day))
        return row_refuse(row, BIRTH_DATE, err, "a birthDate that is no date as 2018-02-09");
    RosterPerson *person = find_person(r->roster, row_text(row, BIRTH_USER));
    if (person) {
        person->birth_month = (uint8_t)month;
        person->birth_day = (uint8_t)day;
    }
    return true;
}

/* Reads one file of the set; one that may be absent is then just not read. */
static bool read_file(Reading *r, const ColumnFile *file, bool *is_there, ColumnTake take, Err *err)
{
    Buf bytes;
    Err why = {0};
    buf_init(&bytes, FILE_MAX);
    bool found = files_read(r->files, file->name, &bytes, &why);
    bool done = found && columns_read(file, NULL, &bytes, r->notes, take, r, &why);
    buf_finish(&bytes);
    if (is_there)
        *is_there = found;
    if (done || (is_there && why.code == ERR_NOT_FOUND))
        return true;
    *err = why;
    return false;
}

static bool read_roles(Reading *r, Err *err)
{
    bool found = true;
    if (r->version == VERSION_1_2)
        return read_file(r, &oneroster_roles, NULL, take_role, err);
    if (r->version == VERSION_UNKNOWN && !read_file(r, &oneroster_roles, &found, take_role, err))
        return false;
    if (r->has_role || (r->version == VERSION_UNKNOWN && found))
        return true;
    return err_set(err, ERR_INVALID, "users.csv:1:1: the column \"role\" is missing");
}

static bool read_people(Reading *r, Err *err)
{
    bool found;
    if (!read_file(r, &oneroster_manifest, &found, take_property, err))
        return false;
    if (!found)
        note(r->notes, "manifest.csv: there is none; the version is guessed");
    if (!read_file(r, &oneroster_users, NULL, take_user, err))
        return false;
    if (r->says_delta && r->has_status)
        return err_set(err, ERR_REFUSED,
            "users.csv: holds changes only (delta); Foyer reads whole rosters (bulk)");
    sort_people(r);
    return read_roles(r, err);
}

static bool read_rooms_and_birthdays(Reading *r, Err *err)
{
    bool found;
    if (!read_file(r, &oneroster_classes, &found, take_class, err))
        return false;
    if (r->room_count > 0)
        qsort_r(r->rooms, (size_t)r->room_count, sizeof *r->rooms, by_room, r->roster);
    return read_file(r, &oneroster_enrollments, &found, take_enrolment, err) &&
        read_file(r, &oneroster_demographics, &found, take_birthday, err);
}

/* The standard says neither which side names the other nor what they are to each other. */
static bool link_pair(Roster *roster, const RosterPerson *a, const RosterPerson *b, Err *err)
{
    bool a_is_student = roster_role(a) == STUDENT;
    const RosterPerson *student = a_is_student ? a : b;
    const RosterPerson *guardian = a_is_student ? b : a;
    if (roster_role(student) != STUDENT || roster_role(guardian) != GUARDIAN)
        return true;
    if (roster->link_count == LINK_MAX)
        return err_set(err, ERR_INVALID, "users.csv: over %d links", LINK_MAX);
    RosterLink *grown = list_grow(roster->links, roster->link_count, sizeof *grown);
    if (!grown)
        return no_memory(err);
    roster->links = grown;
    roster->links[roster->link_count++] =
        (RosterLink){(int)(guardian - roster->people), (int)(student - roster->people)};
    return true;
}

static bool link_agents(Reading *r, const RosterPerson *person, Err *err)
{
    const char *at = text_at(r->roster, person->agents);
    while (*at) {
        at += strspn(at, ", ");
        size_t length = strcspn(at, ", ");
        char id[256];
        snprintf(id, sizeof id, "%.*s", (int)(length < sizeof id ? length : 0), at);
        at += length;
        if (length == 0)
            continue;
        const RosterPerson *agent = find_person(r->roster, id);
        if (!agent) {
            r->roster->dangling++;
            note(r->notes, "users.csv:%d: a link to somebody who is not in the file; left out",
                person->line);
        } else if (!link_pair(r->roster, person, agent, err))
            return false;
    }
    return true;
}

static int by_link(const void *a, const void *b)
{
    const RosterLink *left = a, *right = b;
    return left->guardian != right->guardian ? left->guardian - right->guardian
                                             : left->student - right->student;
}

static bool link_all(Reading *r, Err *err)
{
    Roster *roster = r->roster;
    for (int i = 0; i < roster->count; i++)
        if (!link_agents(r, &roster->people[i], err))
            return false;
    if (roster->link_count == 0)
        return true;
    qsort(roster->links, (size_t)roster->link_count, sizeof *roster->links, by_link);
    int kept = 0;
    for (int i = 1; i < roster->link_count; i++)
        if (by_link(&roster->links[kept], &roster->links[i]) != 0)
            roster->links[++kept] = roster->links[i];
    roster->link_count = kept + 1;
    return true;
}

/* Who has no role that we know is nobody to Foyer. */
static bool check_roles(Reading *r, Err *err)
{
    Roster *roster = r->roster;
    int students = 0;
    for (int i = 0; i < roster->count; i++) {
        students += roster_role(&roster->people[i]) == STUDENT && roster->people[i].roles;
        if (roster->people[i].roles)
            continue;
        r->notes->rejected++;
        note(r->notes, "users.csv:%d: no role that Foyer knows; left out", roster->people[i].line);
    }
    if (roster->count == 0)
        return err_set(err, ERR_INVALID, "users.csv: there is nobody in it");
    return students > 0 || err_set(err, ERR_INVALID, "users.csv: there is no student in it");
}

bool roster_read(Roster *out, FileSet *files, const char *today, ColumnNotes *notes, Err *err)
{
    *out = (Roster){0};
    buf_init(&out->text, TEXT_MAX);
    buf_add(&out->text, "", 1);
    Reading r = {.roster = out, .files = files, .today = today, .notes = notes};
    bool done = !out->text.is_full ? read_people(&r, err) && check_roles(&r, err) &&
            read_rooms_and_birthdays(&r, err) && link_all(&r, err)
                                   : no_memory(err);
    free(r.rooms);
    return done && (!out->text.is_full || no_memory(err));
}

void roster_finish(Roster *roster)
{
    buf_finish(&roster->text);
    free(roster->people);
    free(roster->links);
    *roster = (Roster){0};
}

PersonRole roster_role(const RosterPerson *person)
{
    if (person->roles & 1u << STUDENT)
        return STUDENT;
    return person->roles & 1u << GUARDIAN ? GUARDIAN : EMPLOYEE;
}

void roster_person(const Roster *roster, int index, Person *out)
{
    const RosterPerson *from = &roster->people[index];
    *out = (Person){.role = roster_role(from),
        .birth_month = from->birth_month,
        .birth_day = from->birth_day,
        .see_office = from->see_office,
        .is_active = true};
    utf8_copy(out->source_id, sizeof out->source_id, text_at(roster, from->source_id));
    utf8_copy(out->given, sizeof out->given, text_at(roster, from->given));
    utf8_copy(out->middle, sizeof out->middle, text_at(roster, from->middle));
    utf8_copy(out->family, sizeof out->family, text_at(roster, from->family));
    utf8_copy(
        out->preferred_given, sizeof out->preferred_given, text_at(roster, from->preferred_given));
    utf8_copy(out->preferred_family, sizeof out->preferred_family,
        text_at(roster, from->preferred_family));
    utf8_copy(out->language, sizeof out->language, text_at(roster, from->language));
    utf8_copy(out->phone, sizeof out->phone, text_at(roster, from->phone));
    utf8_copy(out->grade, sizeof out->grade, text_at(roster, from->grade));
    utf8_copy(out->homeroom, sizeof out->homeroom, text_at(roster, from->homeroom));
}
