/* A power cut, at any of the operations that the recording disk (vfs.h) wrote down. */
#ifndef TESTS_REPLAY_H
#define TESTS_REPLAY_H

#include <stdint.h>

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

#endif
