/* They take the way of all sign-ups, so that the waiting lists are true ones. Only the codes are
 * set: pages and scenes tell of them. */
#include "exchange/demo_signups.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/texts.h"
#include "exchange/zip.h"
#include "store/people.h"
#include "store/signups.h"
#include "store/sql.h"

enum { HOUR = 3600, APART = 4 * HOUR, BEFORE = 20 * 24 * HOUR, FILE_LIMIT = 1 << 20, MOST = 100 };

enum {
    BY_CODE,
    BY_SESSION,
    BY_GUARDIAN,
    BY_ADULTS,
    BY_CHILDREN,
    BY_AGES,
    BY_RIDE,
    BY_INTERPRETER,
    BY_LANGUAGE,
    BY_THEN,
    BY_FIELDS
};

/* clang-format off */
static const Column columns[] = {
    [BY_CODE]        = {"code", NULL, REQUIRED},
    [BY_SESSION]     = {"session", NULL, REQUIRED},
    [BY_GUARDIAN]    = {"guardian", NULL, REQUIRED},
    [BY_ADULTS]      = {"adults", NULL, REQUIRED},
    [BY_CHILDREN]    = {"children", NULL, REQUIRED},
    [BY_AGES]        = {"ages", NULL, REQUIRED},
    [BY_RIDE]        = {"ride", NULL, REQUIRED},
    [BY_INTERPRETER] = {"interpreter", NULL, REQUIRED},
    [BY_LANGUAGE]    = {"language", NULL, REQUIRED},
    [BY_THEN]        = {"then", NULL, REQUIRED},
};
/* clang-format on */

static const ColumnFile signup_file = {
    .name = "signups.csv", .columns = columns, .count = BY_FIELDS, .is_strict = true};

typedef struct {
    Store *store;
    int64_t at; /* of the next */
    int count;
    Id cancelled[MOST];
    int cancelled_count;
} Filling;

static bool take_session(Filling *f, const ColumnRow *row, Signup *signup, Err *err)
{
    Sql *q = sql(f->store, "SELECT id FROM session WHERE uid = :uid");
    sql_text(q, ":uid", row_text(row, BY_SESSION));
    signup->session = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
    if (!sql_done(q, err))
        return false;
    return !id_is_zero(signup->session) || row_refuse(row, BY_SESSION, err, "no such session");
}

static bool take_guardian(Filling *f, const ColumnRow *row, Signup *signup, Err *err)
{
    Err why = {0};
    Person person;
    if (!people_by_source(f->store, row_text(row, BY_GUARDIAN), &person, &why))
        return row_refuse(row, BY_GUARDIAN, err, why.detail);
    signup->opened_by = person.id;
    return person.role == GUARDIAN || row_refuse(row, BY_GUARDIAN, err, "no guardian");
}

static void take_party(const ColumnRow *row, Party *party)
{
    const char *ages = row_text(row, BY_AGES);
    party->adults = atoi(row_text(row, BY_ADULTS));
    party->children = atoi(row_text(row, BY_CHILDREN));
    for (const char *at = ages; *at && party->childcare < CHILDCARE_MOST;) {
        party->ages[party->childcare++] = atoi(at);
        at += strcspn(at, ",");
        at += *at == ',';
    }
    party->needs_ride = *row_text(row, BY_RIDE) != 0;
    texts_language(row_text(row, BY_INTERPRETER), party->interpreter, sizeof party->interpreter);
}

static bool set_code(Filling *f, Id signup, const char *code, Err *err)
{
    Sql *q = sql(f->store, "UPDATE signup SET code = :code WHERE id = :id");
    sql_text(q, ":code", code);
    sql_id(q, ":id", signup);
    return sql_run(q, err);
}

static bool take_signup(void *self, const ColumnRow *row, Err *err)
{
    Filling *f = self;
    Err why = {0};
    Signup signup = {.id = store_new_id(f->store, f->at), .kiosk = "demo"};
    if (f->count++ == MOST)
        return row_refuse(row, BY_CODE, err, "over 100 sign-ups");
    if (!take_session(f, row, &signup, err) || !take_guardian(f, row, &signup, err))
        return false;
    take_party(row, &signup.party);
    texts_language(row_text(row, BY_LANGUAGE), signup.language, sizeof signup.language);
    if (signups_make(f->store, &signup, true, f->at, &why) != SIGNUP_DONE)
        return row_refuse(row, BY_SESSION, err, why.code ? why.detail : "not taken");
    f->at += APART;
    if (strcmp(row_text(row, BY_THEN), "cancelled") == 0)
        f->cancelled[f->cancelled_count++] = signup.id;
    return set_code(f, signup.id, row_text(row, BY_CODE), err);
}

static bool fill(Filling *f, const char *path, int64_t now, Err *err)
{
    Buf bytes;
    ColumnNotes notes = {0};
    buf_init(&bytes, FILE_LIMIT);
    bool done = files_read_path(path, &bytes, err) &&
        columns_read(&signup_file, NULL, &bytes, &notes, take_signup, f, err);
    buf_finish(&bytes);
    for (int i = 0; done && i < f->cancelled_count; i++)
        done = signups_cancel(f->store, f->cancelled[i], now, err);
    return done;
}

bool demo_signups(Store *store, const char *path, int64_t now, Err *err)
{
    Filling f = {.store = store, .at = now - BEFORE};
    if (!store_begin(store, err))
        return false;
    bool done = fill(&f, path, now, err) && store_commit(store, err);
    if (!done)
        store_rollback(store);
    return done;
}
