/* What must hold on every screen, read off the tree. */
#ifndef TESTS_INSPECT_H
#define TESTS_INSPECT_H

#include "ui/input.h"

/* Writes a line for each thing that is wrong; returns how many. */
int inspect(Ui *ui, char *problems, size_t size);

/* Whether a language is made up for tests (locales/pseudo.c): its words are known from English. */
bool inspect_is_pseudo(const Language *language);

#endif
