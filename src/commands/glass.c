/* Opens the parts of a kiosk in the order in which they need each other. */
#include "commands/glass.h"
#include "app/nav.h"
#include "base/log.h"
#include "commands/options.h"
#include "commands/table.h"
#include "exchange/demo.h"
#include "store/audit.h"
#include "store/backup.h"
#include "store/people.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>

enum { LEAST = 320, MOST = 8192 }; /* pixels of a side */

static void forget(void *self)
{
    picture_forget(((Glass *)self)->picture);
}

static void wake(void *self)
{
    Window *window = ((Glass *)self)->window;
    if (window)
        window_wake(window);
}

/* Whether nobody is on the roster yet. */
static bool is_empty(Store *store)
{
    Err err = {0};
    return people_count(store, STUDENT, &err) == 0;
}

static bool open_store(Glass *glass, int64_t now, Err *err)
{
    char folder[4096];
    StoreMode mode = glass->is_demo ? STORE_CREATE : STORE_WRITE;
    if (!store_open(&glass->store, glass->db, glass->db[0] ? mode : STORE_MEMORY, err))
        return false;
    snprintf(folder, sizeof folder, "%s/assets/demo", data_folder());
    return !glass->is_demo || !is_empty(glass->store) || demo_fill(glass->store, folder, now, err);
}

/* Without its catalogue English is still there: the ids are English. */
static void open_english(Languages *languages)
{
    *languages = (Languages){.list = {{.tag = "en",
                                 .own_name = "English",
                                 .icu = "en-US-u-ca-gregory-nu-latn",
                                 .script = "Latn"}},
        .count = 1};
}

static bool open_texts(Glass *glass, Err *err)
{
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/assets/keyboards", data_folder());
    languages_close(&glass->languages);
    glass->has_texts = languages_open(&glass->languages, locales_folder(), err) &&
        keyboards_open(&glass->keyboards, folder, err);
    if (!glass->languages.count)
        open_english(&glass->languages);
    glass->app.welcomed_count = 0;
    return glass->has_texts;
}

/* Gives the app the records and finds out whether they can be written. */
static FaultPlace give_records(Glass *glass, Err *err)
{
    if (!app_records(&glass->app, glass->store, err))
        return err->code == ERR_INVALID ? FAULT_SCHOOL : FAULT_RECORDS;
    return store_probe(glass->store, err) ? FAULT_NONE : FAULT_RECORDS;
}

/* Says which records were set aside, and how the newest backup is put back. */
static void offer_backup(const Glass *glass, const Err *err)
{
    char backup[FILE_PATH], folder[FILE_PATH];
    int count;
    backup_folder(glass->db, folder);
    if (backup_newest(glass->db, &count, backup))
        log_line(LOG_PROBLEM, "%s; the newest good backup: foyer restore --db %s %s", err->detail,
            glass->db, backup);
    else
        log_line(LOG_PROBLEM, "%s; no good backup in %s: foyer restore --db %s FILE", err->detail,
            folder, glass->db);
}

/* Damaged records are out of the way before anything is written to them. */
static FaultPlace open_records(Glass *glass, int64_t now, Err *err)
{
    char aside[FILE_PATH];
    bool is_good = !glass->db[0] || backup_guard(glass->db, now, err);
    if (is_good && open_store(glass, now, err))
        return give_records(glass, err);
    bool is_new = !is_good || !glass->app.fault.place;
    if (is_new && err->code == ERR_BROKEN && backup_asides(glass->db, aside) > 0)
        offer_backup(glass, err);
    return FAULT_RECORDS;
}

/* Closes and opens all that may be wrong. */
static void mend(Glass *glass, int64_t now)
{
    Err err = {0}, none = {0};
    bool has_texts = glass->has_texts || open_texts(glass, &err);
    FaultPlace fault = FAULT_PROGRAM;
    app_records(&glass->app, NULL, &none);
    store_close(glass->store);
    glass->store = NULL;
    if (has_texts)
        fault = open_records(glass, now, &err);
    if (fault)
        app_fail(&glass->app, fault, &err);
    else
        app_mend(&glass->app);
}

/* Who asked is noted where the backup knows them, else as nobody. */
static void note_put_back(Glass *glass, Id staff, const char *aside)
{
    Err err = {0};
    AuditBy by = {.at = glass->app.now, .kiosk = glass->app.kiosk, .staff = staff};
    const char *name = file_name(glass->app.put_back.file);
    if (!audit_add(glass->store, &by, "backup.put_back", name, file_name(aside), &err)) {
        by.staff = (Id){0};
        audit_add(glass->store, &by, "backup.put_back", name, file_name(aside), &err);
    }
}

/* As foyer restore does it, between two frames. Whatever comes of it, records are open again. */
static void put_back(Glass *glass, int64_t now)
{
    char aside[FILE_PATH] = "";
    PutBack *p = &glass->app.put_back;
    Id staff = glass->app.guest.staff.id;
    Err none = {0};
    app_records(&glass->app, NULL, &none);
    store_close(glass->store);
    glass->store = NULL;
    bool done = backup_restore(glass->db, p->file, now, aside, err_clear(&p->err));
    mend(glass, now);
    if (done && glass->store) {
        note_put_back(glass, staff, aside);
        log_line(LOG_INFO, "%s put back; what was there: %s", file_name(p->file), file_name(aside));
    } else {
        log_line(LOG_PROBLEM, "%s not put back: %s", file_name(p->file), p->err.detail);
    }
    if (done || !glass->store)
        go_home(&glass->app);
    p->file[0] = 0;
}

bool glass_open(
    Glass *glass, const char *db, bool is_demo, int width, int height, int64_t now, Err *err)
{
    mallopt(M_MMAP_THRESHOLD, 64 * 1024); /* a texture that is dropped goes back to the system */
    char assets[4096];
    Err none = {0};
    memset(glass, 0, sizeof *glass);
    snprintf(glass->db, sizeof glass->db, "%s", db ? db : "");
    glass->is_demo = is_demo;
    snprintf(assets, sizeof assets, "%s/assets", data_folder());
    if (!picture_open(&glass->picture, assets, width, height, err))
        return false;
    open_english(&glass->languages);
    app_init(&glass->app, NULL, &glass->languages, &glass->keyboards,
        picture_measurer(glass->picture), &SCREENS,
        (Host){.self = glass, .forget = forget, .wake = wake}, &none);
    app_time(&glass->app, now, 0);
    mend(glass, now);
    return glass_resize(glass, width, height, err);
}

void glass_close(Glass *glass)
{
    if (glass->picture) {
        app_finish(&glass->app);
        picture_close(glass->picture);
    }
    languages_close(&glass->languages);
    store_close(glass->store);
    memset(glass, 0, sizeof *glass);
}

void glass_device(Glass *glass, const Device *device)
{
    app_device(&glass->app, device);
    picture_scale(glass->picture, glass->app.theme.px_per_u);
}

static int within(int side)
{
    return side < LEAST ? LEAST : side > MOST ? MOST : side;
}

bool glass_resize(Glass *glass, int width, int height, Err *err)
{
    width = within(width);
    height = within(height);
    if (!glass->is_blind && !picture_resize(glass->picture, width, height, err))
        return false;
    app_resize(&glass->app, width, height, glass->app.diagonal);
    picture_scale(glass->picture, glass->app.theme.px_per_u);
    return true;
}

bool size_read(const char *text, int *width, int *height)
{
    char rest = 0;
    return sscanf(text, "%5dx%5d%c", width, height, &rest) == 2 && *width >= LEAST &&
        *height >= LEAST && *width <= MOST && *height <= MOST;
}

void glass_frame(Glass *glass)
{
    if (app_wants_mending(&glass->app))
        mend(glass, glass->app.now);
    app_frame(&glass->app);
    if (glass->app.put_back.file[0]) {
        put_back(glass, glass->app.now);
        app_frame(&glass->app);
    }
    if (glass->is_blind)
        return;
    paint_list(&glass->list, &glass->app.ui);
    picture_draw(glass->picture, &glass->list, &glass->damage);
}
