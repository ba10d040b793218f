/* Speech: two trees to what should be said.
 *
 * The tree before and the tree after something happened; their difference is
 * what a person who does not see the glass has to hear. Texts come as runs,
 * each in its own language: words of ours are translated, a sentence is never
 * glued. What is secret is never said; what is personal only where the focus
 * is. Nothing here makes a sound or keeps a pointer.
 */
#ifndef UI_SPEAK_H
#define UI_SPEAK_H

#include "ui/tree.h"

enum { SPEECH_RUNS = 48, SPEECH_BYTES = 4096 };

typedef struct {
    const Language *language;
    const char *text; /* in Speech.bytes */
} SpeechRun;

typedef struct {
    SpeechRun runs[SPEECH_RUNS];
    int count;
    char bytes[SPEECH_BYTES];
    size_t used;
} Speech;

/* Fills *out with what to say, in order: a new screen (its heading and the first control), or a
 * dialog that appeared; statuses that appeared or changed; the focus that moved; values that
 * changed. `before` is null when nothing was on the glass. What does not fit is left out. The
 * caller wipes *out when it was said. */
void speak(Speech *out, const Node *before, const Node *after);

#endif
