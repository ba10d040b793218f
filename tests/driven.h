/* A desk driven by the lines of drive, on a file of its own, with dice that can be thrown again. */
#ifndef TESTS_DRIVEN_H
#define TESTS_DRIVEN_H

#include "app/nav.h"
#include "commands/drive.h"
#include "dice.h"
#include "store/sql.h"
#include "text/zone.h"

#include <unistd.h>

enum { NAME = 256 };

static Drive drive;
static App *app = &drive.glass.app;
static char folder[64], db[96];
static uint64_t dice;
static Err err;

static inline uint32_t roll(uint32_t below)
{
    return dice_roll(&dice, below);
}

static inline bool one_in(uint32_t many)
{
    return roll(many) == 0;
}

static inline bool say(const char *line, Buf *answer)
{
    char copy[DRIVE_LINE];
    snprintf(copy, sizeof copy, "%s", line);
    buf_clear(answer);
    return drive_line(&drive, copy, answer);
}

static inline void must(const char *format, ...) __attribute__((format(printf, 1, 2)));

static inline void must(const char *format, ...)
{
    static Buf answer;
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (!answer.limit)
        buf_init(&answer, 1 << 20);
    if (!say(line, &answer))
        fail_msg("%s: %s: %s", app_screen_name(app), line, answer.data);
    buf_clear(&answer);
}

static inline bool is_at(const char *screen)
{
    return strcmp(app_screen_name(app), screen) == 0;
}

static inline Node *find(Role role, const char *id)
{
    for (Node *n = app->ui.root; n; n = node_after(n))
        if (n->role == role && (strcmp(n->msgid, id) == 0 || strcmp(n->label, id) == 0))
            return n;
    return NULL;
}

static inline bool says(const Node *within, const char *words)
{
    for (const Node *n = within; n && node_is_within(n, within); n = node_after(n))
        if (strstr(n->label, words))
            return true;
    return false;
}

/* The desk's machine begins; the file is made and filled where there is none. */
static inline void driven_open(int width, int height, int64_t now)
{
    Device desk;
    device_init(&desk);
    desk.role = ROLE_DESK;
    snprintf(desk.kiosk, sizeof desk.kiosk, "desk B");
    if (app->store)
        glass_close(&drive.glass);
    CHECK(glass_open(&drive.glass, db, true, width, height, now, &err));
    drive.glass.is_blind = true;
    glass_device(&drive.glass, &desk);
    glass_frame(&drive.glass);
}

static inline bool driven_folder(void)
{
    snprintf(folder, sizeof folder, "/tmp/foyer-night-XXXXXX");
    bool is_made = mkdtemp(folder) != NULL;
    snprintf(db, sizeof db, "%s/school.db", folder);
    return is_made;
}

static inline int driven_close(void **state)
{
    char command[96];
    (void)state;
    glass_close(&drive.glass);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static inline int64_t number(const char *text)
{
    Sql *q = sql(app->store, text);
    int64_t n = sql_row(q) ? sql_get_int(q, 0) : -1;
    if (!sql_done(q, &err))
        fail_msg("%s", err.detail);
    return n;
}

#endif
