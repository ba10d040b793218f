/* What the commands share: --db, --config, the folders of data and catalogues, and how a command
 * fails. */
#ifndef COMMANDS_OPTIONS_H
#define COMMANDS_OPTIONS_H

#include "app/device.h"
#include "store/store.h"
#include <argp.h>

/* A child parser with --db and --config. Its input is a DbOption, given at ARGP_KEY_INIT:
 * `state->child_inputs[0] = &options->db`. It reads the device's file, and with one that is wrong
 * the program ends with 1. */
extern const struct argp db_argp;

typedef struct {
    const char *path;   /* null: none was given */
    const char *config; /* likewise; then DEVICE_FILE, where there is one */
    Device device;
    char standard[4096];
} DbOption;

/* The path that was given, else the device's, else $XDG_DATA_HOME/foyer/foyer.db; "" where there is
 * no home. Borrowed from the option. */
const char *db_path(DbOption *db);

/* Whether there is such a path; without a home one must be given. */
bool has_db_path(DbOption *db, Err *err);

/* Opens the database for a change. ERR_BUSY says that the kiosk runs, and what to do. */
bool db_open(Store **out, DbOption *db, Err *err);

/* Whether there is a catalogue for each of these tags, a comma between. ERR_INVALID names the first
 * that has none. */
bool has_catalogues(const char *tags, Err *err);

/* The folder with assets/: $FOYER_DATA, else where it was installed. */
const char *data_folder(void);

/* The folder with the compiled catalogues: $FOYER_LOCALES, else where they were built. */
const char *locales_folder(void);

/* Prints the one line a failed command says; returns its exit status, 1. */
int command_failed(const char *command, const Err *err);

#endif
