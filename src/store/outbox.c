/* The outbox. SQL makes the bodies, out of the rows just written: there is no second list of
 * what a visit is made of to keep in step with Visit. */
#include "store/outbox.h"

#include <sodium.h>
#include <string.h>

#include "store/sql.h"

enum { HASH_SIZE = 32 };

static void hash_text(sqlite3_context *context, int count, sqlite3_value **value)
{
    (void)count;
    unsigned char hash[HASH_SIZE];
    const unsigned char *text = sqlite3_value_text(value[0]);
    if (!text) {
        sqlite3_result_null(context);
        return;
    }
    crypto_generichash(hash, sizeof hash, text, (size_t)sqlite3_value_bytes(value[0]), NULL, 0);
    sqlite3_result_blob(context, hash, sizeof hash, SQLITE_TRANSIENT);
}

static void write_uuid(sqlite3_context *context, int count, sqlite3_value **value)
{
    (void)count;
    Id id;
    const void *bytes = sqlite3_value_blob(value[0]);
    if (!bytes || sqlite3_value_bytes(value[0]) != (int)sizeof id.byte) {
        sqlite3_result_null(context);
        return;
    }
    memcpy(id.byte, bytes, sizeof id.byte);
    sqlite3_result_text(context, id_text(id), 36, SQLITE_TRANSIENT);
}

static void read_uuid(sqlite3_context *context, int count, sqlite3_value **value)
{
    (void)count;
    Id id;
    const char *text = (const char *)sqlite3_value_text(value[0]);
    if (text && id_parse(text, &id))
        sqlite3_result_blob(context, id.byte, sizeof id.byte, SQLITE_TRANSIENT);
    else
        sqlite3_result_null(context);
}

bool outbox_open(sqlite3 *db, Err *err)
{
    enum { FLAGS = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY };
    if (sodium_init() < 0)
        return err_set(err, ERR_BROKEN, "libsodium does not start");
    if (sqlite3_create_function(db, "hash", 1, FLAGS, NULL, hash_text, NULL, NULL) != SQLITE_OK ||
        sqlite3_create_function(db, "uuid", 1, FLAGS, NULL, write_uuid, NULL, NULL) != SQLITE_OK ||
        sqlite3_create_function(db, "read_uuid", 1, FLAGS, NULL, read_uuid, NULL, NULL) !=
            SQLITE_OK)
        return err_set(err, ERR_BROKEN, "%s", sqlite3_errmsg(db));
    return true;
}

#define INTO_OUTBOX                                                                                \
    "INSERT INTO outbox (kiosk, epoch, at, kind, body, hash)"                                      \
    " SELECT kiosk, (SELECT value FROM meta WHERE key = 'epoch'), :at, :kind, body, hash(body)"

bool outbox_visit(Store *store, const char *kind, Id visit, int64_t at, Err *err)
{
    Sql *q = sql(store,
        INTO_OUTBOX
        " FROM (SELECT kiosk, json_object('id', uuid(id), 'event', uuid(event),"
        "  'purpose', purpose, 'opened_by', uuid(opened_by), 'arrived', arrived, 'day', day,"
        "  'left', left, 'adults', adults, 'children', children, 'language', language,"
        "  'needs_interpreter', needs_interpreter, 'method', method, 'number', number,"
        "  'ended', ended, 'undone', undone, 'met', met,"
        "  'people', json((SELECT json_group_array(uuid(person)) FROM visit_person"
        "   WHERE visit = :visit))) AS body"
        " FROM visit WHERE id = :visit)");
    sql_id(q, ":visit", visit);
    sql_text(q, ":kind", kind);
    sql_int(q, ":at", at);
    return sql_run(q, err);
}

bool outbox_stub(Store *store, const char *kind, Id stub, const char *kiosk, int64_t at, Err *err)
{
    Sql *q = sql(store,
        INTO_OUTBOX " FROM (SELECT :kiosk AS kiosk, json_object('id', uuid(id), 'child', child,"
                    "  'grade', grade, 'adult', adult, 'language', language, 'made', made,"
                    "  'state', state, 'matched', uuid(matched), 'kiosk', kiosk, 'held', held,"
                    "  'settled', settled) AS body"
                    " FROM stub WHERE id = :stub)");
    sql_id(q, ":stub", stub);
    sql_text(q, ":kiosk", kiosk);
    sql_text(q, ":kind", kind);
    sql_int(q, ":at", at);
    return sql_run(q, err);
}

bool outbox_help(Store *store, const char *kind, Id call, int64_t at, Err *err)
{
    Sql *q = sql(store,
        INTO_OUTBOX " FROM (SELECT kiosk, json_object('id', uuid(id), 'at', at, 'screen', screen,"
                    "  'language', language, 'answered', answered) AS body"
                    " FROM help_call WHERE id = :call)");
    sql_id(q, ":call", call);
    sql_text(q, ":kind", kind);
    sql_int(q, ":at", at);
    return sql_run(q, err);
}

bool outbox_headcount(Store *store, const char *kind, Id headcount, int64_t at, Err *err)
{
    Sql *q = sql(store,
        INTO_OUTBOX
        " FROM (SELECT kiosk, json_object('id', uuid(id), 'event', uuid(event), 'at', at,"
        "  'day', day, 'adults', adults, 'children', children, 'language', language,"
        "  'undone', undone) AS body"
        " FROM headcount WHERE id = :headcount)");
    sql_id(q, ":headcount", headcount);
    sql_text(q, ":kind", kind);
    sql_int(q, ":at", at);
    return sql_run(q, err);
}

bool outbox_signup(Store *store, const char *kind, Id signup, int64_t at, Err *err)
{
    Sql *q = sql(store,
        INTO_OUTBOX
        " FROM (SELECT kiosk, json_object('id', uuid(id), 'session', uuid(session),"
        "  'opened_by', uuid(opened_by), 'adults', adults, 'children', children,"
        "  'childcare', childcare, 'ages', ages, 'rides', rides, 'interpreter', interpreter,"
        "  'language', language, 'state', state, 'code', code, 'offered_until', offered_until,"
        "  'turn', turn, 'made', made, 'changed', changed, 'reason', reason,"
        "  'called', called) AS body"
        " FROM signup WHERE id = :signup)");
    sql_id(q, ":signup", signup);
    sql_text(q, ":kind", kind);
    sql_int(q, ":at", at);
    return sql_run(q, err);
}

bool outbox_check(Store *store, Err *err)
{
    Sql *q = sql(store, "SELECT number FROM outbox WHERE hash <> hash(body) LIMIT 1");
    int64_t number = sql_row(q) ? sql_get_int(q, 0) : 0;
    if (!sql_done(q, err))
        return false;
    return number == 0 || err_set(err, ERR_BROKEN, "row %d of outbox was altered", (int)number);
}
