/* foyer drive: the whole kiosk without a window, driven by lines.
 *
 * A command a line on standard input, one JSON object a line as the answer.
 * Touches are real ones: a press and a release at the middle of the node. The
 * clocks move only when told.
 */
#include "commands/drive.h"
#include "base/clock.h"
#include "commands/command.h"
#include "commands/options.h"
#include "store/settings.h"
#include "text/zone.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    DbOption db;
    const char *now;
    bool is_demo;
    int width, height;
} DriveOptions;

enum { KEY_SIZE = 256, KEY_NOW, KEY_DEMO };

static const struct argp_option OPTIONS[] = {
    {"size", KEY_SIZE, "WxH", 0, "Pixels, as 1920x1080 (which it is without)", 0},
    {"now", KEY_NOW, "TIME", 0, "The wall clock at the start, ISO 8601", 0},
    {"demo", KEY_DEMO, NULL, 0, "Fill an empty database with the made-up school", 0},
    {0},
};

static const char DOC[] =
    "The kiosk without a window: a command a line in, a JSON object a line out.\n\v"
    "tree | tap [ROLE] \"LABEL\" [#N] | hold [ROLE] \"LABEL\" | press X Y | drag X1 Y1 X2 Y2\n"
    "type \"TEXT\" | key NAME | scan \"CODE\" | wait SECONDS | wait jobs | clock TIME\n"
    "language TAG | size WxH | switch large|contrast|reach|slow on|off\n"
    "open SCREEN | device lobby|desk | page open|closed|emergency | history |\n"
    "shot FILE.png | quit\n"
    "try COMMAND: likewise, where it can be done; \"done\" says whether it was";

static error_t take(int key, char *value, struct argp_state *state)
{
    DriveOptions *o = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &o->db;
        return 0;
    case KEY_SIZE:
        if (!size_read(value, &o->width, &o->height))
            argp_error(state, "--size wants WIDTHxHEIGHT in pixels, as 1920x1080");
        return 0;
    case KEY_NOW:
        o->now = value;
        return 0;
    case KEY_DEMO:
        o->is_demo = true;
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "\"%s\" is not an option", value);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* The time given, in the school's zone; of a database that is not there yet, the demo school's. */
static bool start_time(DriveOptions *o, int64_t *out, Err *err)
{
    Store *store = NULL;
    Err none = {0};
    char name[64] = "America/Chicago";
    *out = clock_wall();
    if (!o->now)
        return true;
    if (store_open(&store, db_path(&o->db), STORE_READ, &none))
        settings_get(store, "timezone", name, sizeof name, &none);
    Zone *zone = zone_new(name, &none);
    if (!zone)
        zone = zone_new("UTC", err);
    bool is_read = zone && zone_parse(zone, o->now, out, err);
    zone_free(zone);
    store_close(store);
    return is_read;
}

static bool drive(DriveOptions *o, Err *err)
{
    if (!has_db_path(&o->db, err))
        return false;
    static Drive d;
    char line[DRIVE_LINE];
    int64_t now = 0;
    if (!start_time(o, &now, err) ||
        !glass_open(&d.glass, db_path(&o->db), o->is_demo, o->width, o->height, now, err))
        return false;
    glass_device(&d.glass, &o->db.device);
    glass_frame(&d.glass);
    Buf answer;
    buf_init(&answer, 4 << 20);
    while (!d.has_quit && fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\r\n")] = 0;
        if (!line[0] || line[0] == '#')
            continue;
        buf_clear(&answer);
        drive_line(&d, line, &answer);
        printf("%s\n", answer.data ? answer.data : "");
        fflush(stdout);
    }
    buf_finish(&answer);
    glass_close(&d.glass);
    return true;
}

int command_drive(int argc, char **argv)
{
    static const struct argp_child CHILDREN[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp ARGP = {
        .options = OPTIONS, .parser = take, .children = CHILDREN, .doc = DOC};
    DriveOptions options = {.width = 1920, .height = 1080};
    Err err = {0};
    argp_parse(&ARGP, argc, argv, 0, NULL, &options);
    return drive(&options, &err) ? 0 : command_failed("drive", &err);
}
