/* A roster's files, from a folder or a .zip, by the names we ask for. */
#ifndef EXCHANGE_ZIP_H
#define EXCHANGE_ZIP_H

#include "base/buf.h"
#include "base/err.h"

typedef struct FileSet FileSet;

/* A folder, or a .zip with the files at its root or in one folder. ERR_INVALID for a .zip with a
 * name that leads out of it, or one name twice. */
bool files_open(FileSet **out, const char *path, Err *err);
void files_close(FileSet *files);

/* The one folder in a .zip that the files stand in, without its slash; null if at the root.
 * Borrowed until files_close. */
const char *files_folder(const FileSet *files);

/* Reads one whole file into buf, up to the buffer's ceiling; of all files together no more than
 * 512 MiB. ERR_NOT_FOUND if it is not there. */
bool files_read(FileSet *files, const char *name, Buf *out, Err *err);

/* Reads one file by its path, "-" is standard input. */
bool files_read_path(const char *path, Buf *out, Err *err);

#endif
