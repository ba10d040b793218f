/* A disk under SQLite that writes down what is asked of it, loses what a power cut would, and
 * fails.
 *
 * For every connection that is opened between vfs_begin and vfs_end, one folder, one thread. Writes
 * go through to the real disk as well. What the program asks of the system without SQLite (names,
 * the folder's sync) is told by vfs_renamed and vfs_synced. The index of SQLite's shared memory is
 * no part of it: it does not outlive a power cut. A failure of the disk itself is a test's failure.
 */
#ifndef TESTS_VFS_H
#define TESTS_VFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Forgets what was written down before. */
void vfs_begin(const char *folder);
void vfs_end(void);

/* A file of the folder has another name; the folder, or the file with this name, was synced. */
void vfs_renamed(const char *from, const char *to);
void vfs_folder_synced(void);

/* The folder of vfs_begin. */
const char *vfs_folder(void);

/* How many operations were written down; whether operation i is a sync. */
int vfs_count(void);
bool vfs_is_sync(int i);

/* A disk that lies: syncs of files with this ending are promised and not done. Null: none. */
void vfs_swallow(const char *ending);

/* --- a power cut --------------------------------------------------------------------------- */

typedef enum {
    CUT_LOSES, /* what was not synced */
    CUT_KEEPS, /* all of it */
    CUT_TEARS  /* some of its sectors, of any write, in any order */
} Cut;
enum { CUTS = 3 };

/* From the start again; then one operation further; then what a cut here leaves of the files is
 * written into another folder, which must be empty. */
void replay_begin(void);
void replay_next(void);
void replay_cut(Cut cut, uint64_t *dice, const char *into);
void replay_end(void);

/* --- failures ------------------------------------------------------------------------------ */

typedef enum {
    FAIL_IO,        /* each call with the error of its kind */
    FAIL_FULL,      /* what writes */
    FAIL_READ_ONLY, /* what writes, truncates or deletes */
} Fail;
enum { FAILS = 3 };

/* The nth call that can fail so from now fails, and those after it if it stays. 0: none. */
void vfs_fail(int n, Fail kind, bool stays);
bool vfs_has_failed(void);

/* --- dice ---------------------------------------------------------------------------------- */

/* FOYER_SEED, or one of the moment; printed. */
uint64_t dice_seed(void);
uint32_t dice_roll(uint64_t *dice, uint32_t below);

#endif
