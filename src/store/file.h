/* Files of the records: what must last is synced with its folder, what is found is not overwritten.
 *
 * A path with its ending has room in FILE_PATH bytes, which store_open sees to. Failures are
 * ERR_FULL, ERR_READ_ONLY, ERR_NOT_FOUND or ERR_BROKEN, with the path and the system's words.
 */
#ifndef STORE_FILE_H
#define STORE_FILE_H

#include "base/err.h"
#include <stddef.h>
#include <stdint.h>

enum { FILE_PATH = 4096, FILE_ENDING = 64, FILE_STAMP = 16 };

/* Says what errno says of a path. Returns false. */
bool file_fail(Err *err, const char *path);

bool file_is_there(const char *path, const char *ending);

/* A regular file; false as well where there is none. ERR_INVALID: too long a path. */
bool file_look(const char *path, bool *is_file, Err *err);

/* The folder a path stands in. */
void file_folder(const char *path, char out[FILE_PATH]);

/* The name without its folder; borrowed from the path. */
const char *file_name(const char *path);

/* Makes a folder (0700) and what it stands in, as far as they are missing. */
bool file_make_folder(const char *folder, Err *err);

/* A new, empty file (0600). ERR_REFUSED if there is one. */
bool file_make(const char *path, Err *err);

/* Makes a file, or a folder with the names in it, last. */
bool file_sync(const char *path, Err *err);

/* Another name for a file, in its folder or another one; what has that name is not touched:
 * ERR_REFUSED. The folder is not synced. */
bool file_rename(const char *from, const char *to, Err *err);

/* The writing lock beside a database: its descriptor, to be closed, or -1. ERR_BUSY: another
 * Foyer has it. The system lets go of it when the process dies. */
int file_lock(const char *path, Err *err);

/* "20261119T174200", the machine's own time. */
void file_stamp(int64_t at, char out[FILE_STAMP]);

/* How many files of a folder are named start, a day, anything, end; end null: start and a stamp
 * alone. *newest is the path of the one whose name is last in order, of those before *newest, if
 * that is a path already; else "". */
int file_find(const char *folder, const char *start, const char *end, char newest[FILE_PATH]);

#endif
