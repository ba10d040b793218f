/* foyer.ini, by a table of keys. What libinih would let pass (a key twice, a line that goes on, a
 * line that is too long) is found here. */
#include "app/device.h"

#include "base/utf8.h"
#include <errno.h>
#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Reading Reading;

typedef struct {
    const char *key;
    const char *allowed; /* said when the value is not */
    bool (*take)(Device *device, const char *value);
} Row;

struct Reading {
    Device *device;
    const char *path;
    FILE *file;
    int line;
    bool is_long;  /* the line that is being read */
    unsigned seen; /* bits by row */
    Err *err;
    bool has_failed;
};

static bool take_text(char *out, size_t size, const char *value)
{
    size_t length = strlen(value);
    if (length == 0 || length >= size || !utf8_is_valid(value, length))
        return false;
    utf8_copy(out, size, value);
    return true;
}

static bool take_choice(const char *value, const char *no, const char *yes, bool *out)
{
    *out = strcmp(value, yes) == 0;
    return *out || strcmp(value, no) == 0;
}

static bool take_database(Device *device, const char *value)
{
    return value[0] == '/' && take_text(device->database, sizeof device->database, value);
}

static bool take_kiosk(Device *device, const char *value)
{
    return take_text(device->kiosk, sizeof device->kiosk, value);
}

bool device_role_read(const char *word, DeviceRole *out)
{
    bool is_desk;
    if (!take_choice(word, "lobby", "desk", &is_desk))
        return false;
    *out = is_desk ? ROLE_DESK : ROLE_LOBBY;
    return true;
}

static bool take_role(Device *device, const char *value)
{
    return device_role_read(value, &device->role);
}

/* Smaller, and what a finger shall touch would not fit; larger is a television's. */
static bool take_diagonal(Device *device, const char *value)
{
    char *end;
    float inches = strtof(value, &end);
    if (end == value || *end || !(inches >= 10 && inches <= 100))
        return false;
    device->diagonal = inches;
    return true;
}

static bool take_prefix(Device *device, const char *value)
{
    return take_text(device->scanner_prefix, sizeof device->scanner_prefix, value);
}

static bool take_sound(Device *device, const char *value)
{
    return take_choice(value, "yes", "no", &device->is_silent);
}

static bool take_save_to(Device *device, const char *value)
{
    return value[0] == '/' && take_text(device->save_to, sizeof device->save_to, value);
}

static bool take_backup_to(Device *device, const char *value)
{
    bool is_place = value[0] == '/' || strcmp(value, DEVICE_STICK) == 0;
    return is_place && take_text(device->backup_to, sizeof device->backup_to, value);
}

static bool take_checklist(Device *device, const char *value)
{
    return take_choice(value, "no", "yes", &device->has_checklist);
}

static const Row rows[] = {
    {"database", "a whole path, from / on, of fewer than 192 bytes", take_database},
    {"kiosk", "a name of fewer than 64 bytes", take_kiosk},
    {"role", "lobby or desk", take_role},
    {"diagonal", "inches, 10 to 100; on a smaller glass fingers miss", take_diagonal},
    {"scanner_prefix", "fewer than 16 bytes", take_prefix},
    {"sound", "yes or no", take_sound},
    {"save_to", "a whole path, from / on, of fewer than 192 bytes", take_save_to},
    {"backup_to", "stick, or a whole path, from / on, of fewer than 192 bytes", take_backup_to},
    {"checklist", "yes or no", take_checklist},
};
enum { ROWS = sizeof rows / sizeof *rows };

static const char *all_keys(char *out, size_t size)
{
    size_t used = 0;
    for (int i = 0; i < ROWS && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", i ? ", " : "", rows[i].key);
    return out;
}

/* The first problem is the one that is told. */
static bool complain(Reading *r, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool complain(Reading *r, int line, const char *format, ...)
{
    char what[160];
    va_list arguments;
    if (r->has_failed)
        return false;
    r->has_failed = true;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    return err_set(r->err, ERR_INVALID, "%.90s:%d: %s", r->path, line, what);
}

static char *next_line(char *out, int size, void *stream)
{
    Reading *r = stream;
    if (r->has_failed || !fgets(out, size, r->file))
        return NULL;
    r->line++;
    if (!strchr(out, '\n') && !feof(r->file)) {
        complain(r, r->line, "longer than %d bytes", size - 2);
        return NULL;
    }
    return out;
}

static int take_pair(void *user, const char *section, const char *key, const char *value)
{
    char keys[128];
    Reading *r = user;
    if (section[0])
        return complain(
            r, r->line, "[%.40s] is not needed here: keys stand without a heading", section);
    for (int i = 0; i < ROWS; i++) {
        if (strcmp(rows[i].key, key) != 0)
            continue;
        if (r->seen & 1U << i)
            return complain(r, r->line, "%s stands here a second time, or its line goes on", key);
        r->seen |= 1U << i;
        return rows[i].take(r->device, value) ||
            complain(r, r->line, "%s = %.40s: allowed is %s", key, value, rows[i].allowed);
    }
    return complain(r, r->line, "no key %.40s; there are %s", key, all_keys(keys, sizeof keys));
}

void device_init(Device *device)
{
    *device = (Device){.kiosk = "lobby"};
}

bool device_read(Device *device, const char *path, Err *err)
{
    device_init(device);
    Reading r = {.device = device, .path = path, .err = err};
    r.file = fopen(path, "re");
    if (!r.file)
        return err_set(
            err, errno == ENOENT ? ERR_NOT_FOUND : ERR_BROKEN, "%.180s: %s", path, strerror(errno));
    int bad_line = ini_parse_stream(next_line, &r, take_pair, &r);
    if (ferror(r.file) && !r.has_failed) {
        r.has_failed = true;
        err_set(err, ERR_BROKEN, "%.180s: %s", path, strerror(errno));
    }
    if (bad_line != 0)
        complain(&r, bad_line, "not of the form: key = value");
    fclose(r.file);
    if (r.has_failed)
        device_init(device);
    return !r.has_failed;
}
