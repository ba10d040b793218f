/* What the commands share: --db, the folders of data and catalogues, and how a command fails. */
#ifndef COMMANDS_OPTIONS_H
#define COMMANDS_OPTIONS_H

#include "base/err.h"
#include <argp.h>

/* A child parser with --db. Its input is a DbOption, given at ARGP_KEY_INIT:
 * `state->child_inputs[0] = &options->db`. */
extern const struct argp db_argp;

typedef struct {
    const char *path; /* null: none was given */
    char standard[4096];
} DbOption;

/* The path that was given, else $XDG_DATA_HOME/foyer/foyer.db; "" where there is no home.
 * Borrowed from the option. */
const char *db_path(DbOption *db);

/* The folder with assets/: $FOYER_DATA, else where it was installed. */
const char *data_folder(void);

/* The folder with the compiled catalogues: $FOYER_LOCALES, else where they were built. */
const char *locales_folder(void);

/* Prints the one line a failed command says; returns its exit status, 1. */
int command_failed(const char *command, const Err *err);

#endif
