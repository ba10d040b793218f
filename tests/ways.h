/* What the tests of the ways share: cards, facts, schools with no event or two. */
#ifndef TESTS_WAYS_H
#define TESTS_WAYS_H

#include "kiosk.h"

#include "store/cards.h"
#include "store/sql.h"

#define CHECK_IN "Check in {0, plural, one {# person} other {# people}}"

static inline Id person(Kiosk *k, const char *given)
{
    Err err = {0};
    Sql *q = sql(k->store, "SELECT id FROM person WHERE given = :given");
    sql_text(q, ":given", given);
    Id id = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
    CHECK(sql_done(q, &err) && !id_is_zero(id));
    return id;
}

static inline void card_of(Kiosk *k, const char *given, char code[CARD_TEXT])
{
    Err err = {0};
    CHECK(cards_issue(k->store, person(k, given), EVENING - 60, code, &err));
}

static inline void scan(Kiosk *k, const char *code)
{
    kiosk_type(k, code);
    kiosk_key(k, KEY_ENTER);
}

static inline Visit only_visit(Kiosk *k)
{
    Visit visits[2];
    Err err = {0};
    CHECK_INT(visits_present(k->store, visits, 2, &err), 1);
    return visits[0];
}

static inline int number_of(Kiosk *k, const char *text)
{
    Err err = {0};
    Sql *q = sql(k->store, text);
    int number = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return number;
}

static inline void no_event(Kiosk *k)
{
    school(k);
    Err err = {0};
    CHECK(sql_run(sql(k->store, "DELETE FROM content"), &err));
    CHECK(sql_run(sql(k->store, "DELETE FROM event"), &err));
}

static inline void two_events(Kiosk *k)
{
    school(k);
    put_event(k, "fair", "Book fair", EVENING - 600, EVENING + 7200);
}

static inline void type_phone(Kiosk *k, const char *digits)
{
    tap(k, BUTTON, "Check in");
    tap(k, BUTTON, "Use phone number");
    type_into(k, "Phone number", digits);
    tap(k, BUTTON, "Next");
}

static inline void facts(Kiosk *k, const char *name, const char *digits)
{
    type_into(k, "Name", name);
    tap(k, BUTTON, "Next");
    type_into(k, "Last 4 digits of your phone number", digits);
    tap(k, BUTTON, "Next");
}

#endif
