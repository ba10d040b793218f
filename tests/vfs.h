/* A disk under SQLite that writes down what is asked of it, for replay.h to cut, and that fails.
 *
 * For every connection that is opened between vfs_begin and vfs_end, one folder, one thread. Writes
 * go through to the real disk as well. What the program asks of the system without SQLite (names,
 * the folder's sync) is told by vfs_renamed and vfs_folder_synced. The index of SQLite's shared
 * memory is no part of it: it does not outlive a power cut.
 */
#ifndef TESTS_VFS_H
#define TESTS_VFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Forgets what was written down before. */
void vfs_begin(const char *folder);
void vfs_end(void);

/* A file of the folder has another name, given with its path; the folder was synced. */
void vfs_renamed(const char *from, const char *to);
void vfs_folder_synced(void);

/* The folder of vfs_begin. */
const char *vfs_folder(void);

/* A disk that lies: syncs of files with this ending are promised and not done. Null: none. */
void vfs_swallow(const char *ending);

/* --- what was written down ----------------------------------------------------------------- */

enum { VFS_FILES = 4096, VFS_NAMES = 16, VFS_NAME = 64 };

typedef enum { WRITTEN, TRUNCATED, SYNCED, MADE, DELETED, RENAMED, FOLDER_SYNCED } VfsOpKind;

/* A file is known by a number of its own, from 0, and not by its name: a journal that is made anew
 * is another file than the one that was deleted. */
typedef struct {
    VfsOpKind kind;
    int file;
    int64_t at; /* TRUNCATED: the size */
    int size;
    unsigned char *bytes;
    char name[VFS_NAME], to[VFS_NAME];
} VfsOp;

/* How many there are; one of them, until vfs_begin. */
int vfs_count(void);
const VfsOp *vfs_op(int i);

/* What names a folder has, and of which files. */
typedef struct {
    struct {
        char name[VFS_NAME];
        int file;
    } names[VFS_NAMES];
    int count;
} VfsNames;

/* Does to the names what MADE, DELETED and RENAMED say. */
void vfs_change_names(VfsNames *names, const VfsOp *op);

/* --- failures ------------------------------------------------------------------------------ */

typedef enum {
    FAIL_IO,       /* each call with the error of its kind */
    FAIL_FULL,     /* what writes */
    FAIL_READ_ONLY /* what writes, truncates or deletes */
} Fail;

/* The nth call that can fail so from now fails, and those after it if it stays. 0: none. */
void vfs_fail(int n, Fail kind, bool stays);
bool vfs_has_failed(void);

#endif
