/* First who is there; then the rows said of them; then who belongs to whom, which needs everybody's
 * role. */
#include "exchange/join.h"

#include <stdlib.h>
#include <string.h>

enum { LINK_MAX = 4 << 20, ID_SIZE = 256 };

typedef struct {
    Roster *roster;
    const Known *known;
    const char *today;
    ColumnNotes *notes;
} Joining;

static const char *at(const Joining *j, PoolText text)
{
    return pool_at(&j->roster->pool, text);
}

/* ---- who is there ---- */

static bool add_person(RosterPerson **list, int *count, const RosterPerson *person, Err *err)
{
    RosterPerson *grown = list_grow(*list, *count, sizeof *grown);
    if (!grown)
        return roster_no_memory(err);
    *list = grown;
    grown[(*count)++] = *person;
    return true;
}

/* The people of the file over those who are here. */
static bool lay_people(Joining *j, Err *err)
{
    Roster *roster = j->roster;
    const Known *known = j->known;
    RosterPerson *list = NULL;
    int count = 0;
    bool ok = true;
    for (int i = 0, k = 0; ok && (i < known->count || k < roster->count);) {
        int order = i == known->count ? 1
            : k == roster->count
            ? -1
            : strcmp(at(j, known->people[i].as.source_id), at(j, roster->people[k].source_id));
        const RosterPerson *person = order < 0 ? &known->people[i].as : &roster->people[k];
        bool is_here = order < 0 ? known->people[i].is_active : !person->is_gone;
        ok = !is_here || add_person(&list, &count, person, err);
        i += order <= 0;
        k += order >= 0;
    }
    free(roster->people);
    roster->people = list;
    roster->count = count;
    return ok;
}

/* Rows of roles, of the file or remembered, say what somebody is; nothing else then does. */
static void mark_told(Joining *j, const SaidList *list)
{
    for (int i = 0; i < list->count; i++) {
        RosterPerson *person = roster_find(j->roster, at(j, list->rows[i].text[0]));
        if (person && person->line == 0 && !person->is_role_told)
            person->own_roles = 0;
        if (person)
            person->is_role_told = true;
    }
}

/* What the file does not say stands as it was. */
static void carry_over(Joining *j)
{
    Roster *roster = j->roster;
    const Known *known = j->known;
    for (int i = 0, k = 0; i < roster->count; i++) {
        RosterPerson *person = &roster->people[i];
        int order = 1;
        while (k < known->count &&
            (order = strcmp(at(j, known->people[k].as.source_id), at(j, person->source_id))) < 0)
            k++;
        if (k == known->count || order != 0)
            continue;
        const RosterPerson *before = &known->people[k].as;
        person->see_office |= before->see_office;
        bool stands = roster->modes[OF_BIRTHDAYS] != ROSTER_BULK;
        person->birth_month = stands ? before->birth_month : 0;
        person->birth_day = stands ? before->birth_day : 0;
        if (!person->is_role_told && roster->modes[OF_ROLES] != ROSTER_BULK)
            person->own_roles = before->own_roles;
    }
}

static bool join_people(Joining *j, Err *err)
{
    Roster *roster = j->roster;
    if (roster->modes[OF_USERS] != ROSTER_BULK && !lay_people(j, err))
        return false;
    mark_told(j, &roster->said[SAID_ROLES]);
    if (roster->modes[OF_ROLES] != ROSTER_BULK)
        mark_told(j, &j->known->said[SAID_ROLES]);
    carry_over(j);
    for (int i = 0; i < roster->count; i++) {
        roster->people[i].homeroom = 0;
        roster->people[i].roles = roster->people[i].own_roles;
    }
    return true;
}

/* ---- what is said of them ---- */

/* Whole lists stand for themselves; changes are laid over what was said before. */
static bool join_said(Joining *j, SaidKind kind, RosterFile file, Err *err)
{
    Roster *roster = j->roster;
    SaidList before = {0};
    const SaidList *known = &j->known->said[kind];
    bool ok = true;
    if (roster->modes[file] != ROSTER_BULK)
        for (int i = 0; ok && i < known->count; i++)
            ok = said_add(&before, &known->rows[i], err);
    ok = ok && said_lay_over(&before, &roster->said[kind], &roster->pool, err);
    said_finish(&roster->said[kind]);
    roster->said[kind] = before;
    return ok;
}

static bool join_all_said(Joining *j, Err *err)
{
    return join_said(j, SAID_AGENTS, OF_USERS, err) && join_said(j, SAID_ROLES, OF_ROLES, err) &&
        join_said(j, SAID_ROOMS, OF_CLASSES, err) && join_said(j, SAID_SEATS, OF_ENROLMENTS, err);
}

/* An end is exclusive: who leaves today is not here today. */
static bool has_ended(const Joining *j, PoolText end)
{
    return end > 0 && strcmp(at(j, end), j->today) <= 0;
}

static void join_roles(Joining *j)
{
    const SaidList *list = &j->roster->said[SAID_ROLES];
    for (int i = 0; i < list->count; i++) {
        const Said *said = &list->rows[i];
        RosterPerson *person = roster_find(j->roster, at(j, said->text[0]));
        if (!person && said->line > 0)
            note(
                j->notes, "roles.csv:%d: the role of somebody who is not in users.csv", said->line);
        if (person && !has_ended(j, said->text[2]))
            person->roles |= (uint8_t)(1u << (at(j, said->text[1])[0] - '0'));
    }
}

/* Who has no role that we know is nobody to Foyer. */
static bool check_roles(Joining *j, Err *err)
{
    Roster *roster = j->roster;
    int students = 0, kept = 0;
    for (int i = 0; i < roster->count; i++) {
        const RosterPerson *person = &roster->people[i];
        students += person->roles && roster_role(person) == STUDENT;
        if (person->roles) {
            roster->people[kept++] = *person;
        } else if (person->line > 0) {
            j->notes->rejected++;
            note(j->notes, "users.csv:%d:1: no role that Foyer knows; left out", person->line);
        }
    }
    roster->count = kept;
    return students > 0 || err_set(err, ERR_INVALID, "users.csv: there is no student in it");
}

/* What is said of nobody, and of no room, is not remembered. */
static void forget(Joining *j, SaidKind kind)
{
    SaidList *list = &j->roster->said[kind];
    const SaidList *rooms = &j->roster->said[SAID_ROOMS];
    int kept = 0;
    for (int i = 0; i < list->count; i++) {
        const Said *said = &list->rows[i];
        PoolText user = kind == SAID_AGENTS ? said->id : said->text[kind == SAID_SEATS];
        bool stays = roster_find(j->roster, at(j, user)) &&
            (kind != SAID_SEATS || said_find(rooms, &j->roster->pool, at(j, said->text[0])));
        if (stays)
            list->rows[kept++] = *said;
    }
    list->count = kept;
}

/* A child who moved has two homerooms: the one of today counts, else the first. */
static void join_rooms(Joining *j)
{
    Roster *roster = j->roster;
    for (int i = 0; i < roster->said[SAID_SEATS].count; i++) {
        const Said *seat = &roster->said[SAID_SEATS].rows[i];
        RosterPerson *person = roster_find(roster, at(j, seat->text[1]));
        const Said *room =
            said_find(&roster->said[SAID_ROOMS], &roster->pool, at(j, seat->text[0]));
        bool runs = strcmp(at(j, seat->text[2]), j->today) <= 0 && !has_ended(j, seat->text[3]);
        if (!person || !room || (person->homeroom && (person->has_room_now || !runs)))
            continue;
        person->homeroom = room->text[0];
        person->has_room_now = runs;
    }
}

static void join_birthdays(Joining *j)
{
    const SaidList *list = &j->roster->said[SAID_BIRTHDAYS];
    for (int i = 0; i < list->count; i++) {
        RosterPerson *person = roster_find(j->roster, at(j, list->rows[i].id));
        const char *text = at(j, list->rows[i].text[0]);
        if (!person)
            continue;
        person->birth_month = *text ? (uint8_t)atoi(text) : 0;
        person->birth_day = *text ? (uint8_t)atoi(text + 3) : 0;
    }
}

/* ---- who belongs to whom ---- */

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
        return roster_no_memory(err);
    roster->links = grown;
    roster->links[roster->link_count++] =
        (RosterLink){(int)(guardian - roster->people), (int)(student - roster->people)};
    return true;
}

static bool link_agents(Joining *j, const Said *said, Err *err)
{
    const RosterPerson *person = roster_find(j->roster, at(j, said->id));
    const char *list = at(j, said->text[0]);
    while (person && *list) {
        char id[ID_SIZE];
        list += strspn(list, ", ");
        size_t length = strcspn(list, ", ");
        snprintf(id, sizeof id, "%.*s", (int)(length < sizeof id ? length : 0), list);
        list += length;
        if (length == 0)
            continue;
        const RosterPerson *agent = roster_find(j->roster, id);
        if (agent && !link_pair(j->roster, person, agent, err))
            return false;
        j->roster->dangling += !agent;
        if (said->line > 0 && (!agent || agent == person))
            note(j->notes, "users.csv:%d: a link to %s; left out", said->line,
                agent ? "oneself" : "somebody who is not in the file");
    }
    return true;
}

static int by_link(const void *a, const void *b)
{
    const RosterLink *left = a, *right = b;
    return left->guardian != right->guardian ? left->guardian - right->guardian
                                             : left->student - right->student;
}

static bool link_all(Joining *j, Err *err)
{
    Roster *roster = j->roster;
    for (int i = 0; i < roster->said[SAID_AGENTS].count; i++)
        if (!link_agents(j, &roster->said[SAID_AGENTS].rows[i], err))
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

bool join_roster(
    Roster *roster, const Known *known, const char *today, ColumnNotes *notes, Err *err)
{
    Joining j = {roster, known, today, notes};
    if (!join_people(&j, err) || !join_all_said(&j, err))
        return false;
    join_roles(&j);
    if (!check_roles(&j, err))
        return false;
    forget(&j, SAID_AGENTS);
    forget(&j, SAID_ROLES);
    forget(&j, SAID_SEATS);
    join_rooms(&j);
    join_birthdays(&j);
    return link_all(&j, err);
}
