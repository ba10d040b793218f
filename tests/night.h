/* The night's desk: the guests as a model knows them, the list and its rows.
 * For test_night.c alone. */
#ifndef TESTS_NIGHT_H
#define TESTS_NIGHT_H

#include "driven.h"

#include "base/utf8.h"
#include "store/desk.h"
#include "store/families.h"

enum { ROSTER = 270, PARTIES = 300, PACE = 6, LOCKED_AT = 100, RESTARTED_AT = 150 };

typedef enum { AWAY, HERE, LEFT } Where;

typedef struct {
    Id row;
    char adults[NAME], children[NAME]; /* as the list says them */
    bool is_walk_in, is_elsewhere;     /* at the other event */
    Where where;
    int people, touches, letters;
} Guests;

/* What was done at this desk, as the audit names it. */
typedef enum {
    ARRIVED,
    CHANGED,
    WENT,
    RETURNED,
    UNDONE,
    MOVED,
    COUNTED,
    UNCOUNTED,
    SEEN,
    WRITTEN,
    OPENED,
    SIGNED_IN,
    ACTS
} Done;

static const char *const ACT_NAMES[ACTS] = {"visit.arrived", "visit.changed", "visit.left",
    "visit.returned", "visit.undone", "visit.moved", "headcount.made", "headcount.undone",
    "family.seen", "stub.made", "list.opened", "staff.signed_in"};

static Id conference, other;
static Guests parties[PARTIES];
static int party_count;
static int done[ACTS], by_others, heads, twice;

static void touch(Guests *p, const char *id)
{
    must("tap button \"%s\"", id);
    p->touches++;
}

/* --- the list ------------------------------------------------------------------------------ */

/* The party's row, if it is in sight. */
static const Node *row_of(const Guests *p)
{
    for (const Node *n = app->ui.root; n; n = node_after(n))
        if (n->role == GROUP && strcmp(n->label, p->adults) == 0 &&
            (p->is_walk_in || says(n, p->children)))
            return n;
    return NULL;
}

/* Which of the buttons of this name stands in the row; 0: none. */
static int number_in_row(const Guests *p, const char *id)
{
    const Node *row = row_of(p);
    int number = 0;
    for (const Node *n = app->ui.root; n && row; n = node_after(n))
        if (n->role == BUTTON && (strcmp(n->msgid, id) == 0 || strcmp(n->label, id) == 0)) {
            number++;
            if (node_is_within(n, row))
                return number;
        }
    return 0;
}

static void touch_in_row(Guests *p, const char *id)
{
    int number = number_in_row(p, id);
    if (!number)
        fail_msg("%s: no \"%s\" in the row", p->adults, id);
    must("tap button \"%s\" #%d", id, number);
    p->touches++;
}

/* Letters until the row is in sight: two at least. */
static void search(Guests *p)
{
    char name[NAME];
    int count = 0;
    if (find(BUTTON, "Clear the search"))
        must("tap button \"Clear the search\"");
    snprintf(name, sizeof name, "%.*s", (int)strcspn(p->adults, ";"), p->adults);
    for (const char *at = name; *at && (count < 2 || !row_of(p));) {
        const char *from = at;
        utf8_next(&at);
        if (*from == ',')
            continue;
        must("type \"%.*s\"", (int)(at - from), from);
        count++;
    }
    p->letters = count > p->letters ? count : p->letters;
    if (!row_of(p))
        fail_msg("%s is not found", p->adults);
}

static const Family *family_of(const Guests *p)
{
    const Family *f = families_of(app->families, p->row);
    if (!f)
        fail_msg("%s is not in the list", p->adults);
    return f;
}

/* The list says of the party what the model says. */
static void check_row(const Guests *p)
{
    Where here = p->is_elsewhere ? AWAY : p->where;
    static const FamilyState STATES[] = {FAMILY_NOT_YET, FAMILY_HERE, FAMILY_LEFT};
    CHECK(is_at("desk"));
    if (family_of(p)->state != STATES[here])
        fail_msg("%s is %d, not %d", p->adults, family_of(p)->state, STATES[here]);
}

static DeskFamily family(const Guests *p)
{
    DeskFamily f;
    CHECK(desk_family(app->store, p->row, conference, &f, &err));
    return f;
}

#endif
