/* What the glass of a staffed kiosk says, word by word. For the tests of one kiosk, k. */
#ifndef TESTS_TOLD_H
#define TESTS_TOLD_H

#include "staffed.h"

/* Whether something on the glass says this, without the marks around its arguments. */
static inline bool says(const char *text)
{
    for (const Node *n = k.app.ui.root; n; n = node_after(n)) {
        char plain[256];
        size_t used = 0;
        for (const char *c = n->label; *c && used + 1 < sizeof plain;) {
            bool is_mark = strncmp(c, "\u2068", 3) == 0 || strncmp(c, "\u2069", 3) == 0;
            bool is_space = strncmp(c, "\u00A0", 2) == 0;
            if (is_mark)
                c += 3;
            else if (is_space)
                plain[used++] = ' ', c += 2;
            else
                plain[used++] = *c++;
        }
        plain[used] = 0;
        if (strcmp(plain, text) == 0)
            return true;
    }
    return false;
}

#endif
