/* Statements: prepared once per text, bound by name, one sticky error.
 *
 * The first failure in any prepare, bind or step sticks and makes the rest do
 * nothing; sql_done reports it, resets the statement and clears its bindings.
 * Columns count from 0. A text got is borrowed until the next sql_row or
 * sql_done. For the store, and for exports and imports that need a SELECT of their own.
 */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include "store/store.h"
#include "text/fold.h"
#include <stddef.h>

typedef struct Sql Sql;

/* Finds or prepares the statement. Never put what came from outside into the text: bind it.
 * Using one statement twice at once is an ASSERT. */
Sql *sql(Store *store, const char *text);

/* Every parameter of a statement must be bound, by its name with the colon. */
void sql_id(Sql *q, const char *name, Id value); /* the zero id is NULL */
void sql_int(Sql *q, const char *name, int64_t value);
void sql_text(Sql *q, const char *name, const char *value); /* null is NULL; copied, then wiped */

/* Steps; true while there is a row. */
bool sql_row(Sql *q);

Id sql_get_id(Sql *q, int column); /* NULL is the zero id */
int64_t sql_get_int(Sql *q, int column);
const char *sql_get_text(Sql *q, int column);                  /* NULL is "" */
bool sql_get_copy(Sql *q, int column, char *out, size_t size); /* false if cut */

/* True if nothing failed. */
bool sql_done(Sql *q, Err *err);

/* Steps once and is done: for statements without rows. */
bool sql_run(Sql *q, Err *err);

/* Likewise for one that ends with RETURNING id; *out is then that id, else as it was. */
bool sql_returning(Sql *q, Id *out, Err *err);

/* Rows changed by the last statement. */
int sql_changes(Store *store);

/* One change of several statements: a transaction of its own, or a part of the one that is
 * open. sql_end keeps it if ok and takes it back if not; it returns whether it was kept. After
 * a sql_begin that failed there is no sql_end. */
bool sql_begin(Store *store, Err *err);
bool sql_end(Store *store, bool ok, Err *err);

/* Several SELECTs of one state of the records, also of a store that is only read; faster too, since
 * the file is locked once. May be nested. After a begin that failed there is no end. */
bool sql_begin_reading(Store *store, Err *err);
void sql_end_reading(Store *store);

/* The store's own Folder for names, opened at first use; null on failure. */
Folder *sql_folder(Store *store, Err *err);

#endif
