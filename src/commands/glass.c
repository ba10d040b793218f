/* Opens the parts of a kiosk in the order in which they need each other. */
#include "commands/glass.h"
#include "commands/options.h"
#include "exchange/demo.h"
#include "screens/screens.h"
#include "store/people.h"

#include <stdio.h>
#include <string.h>

static void forget(void *picture)
{
    picture_forget(picture);
}

/* Whether nobody is on the roster yet. */
static bool is_empty(Store *store)
{
    Err err = {0};
    return people_count(store, STUDENT, &err) == 0;
}

static bool open_store(Glass *glass, const char *db, bool is_demo, int64_t now, Err *err)
{
    char folder[4096];
    if (!store_open(&glass->store, db, is_demo ? STORE_CREATE : STORE_WRITE, err))
        return false;
    snprintf(folder, sizeof folder, "%s/assets/demo", data_folder());
    return !is_demo || !is_empty(glass->store) || demo_fill(glass->store, folder, now, err);
}

static bool open_texts(Glass *glass, Err *err)
{
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/assets/keyboards", data_folder());
    return languages_open(&glass->languages, locales_folder(), err) &&
        keyboards_open(&glass->keyboards, folder, err);
}

bool glass_open(Glass *glass, const char *db, bool is_demo, int width, int height, int64_t now,
    Err *err)
{
    char assets[4096];
    memset(glass, 0, sizeof *glass);
    snprintf(assets, sizeof assets, "%s/assets", data_folder());
    bool is_open = open_store(glass, db, is_demo, now, err) && open_texts(glass, err) &&
        picture_open(&glass->picture, assets, width, height, err) &&
        app_init(&glass->app, glass->store, &glass->languages, &glass->keyboards,
            picture_measurer(glass->picture), &SCREENS,
            (Host){.self = glass->picture, .forget = forget}, err);
    if (!is_open) {
        glass_close(glass);
        return false;
    }
    app_time(&glass->app, now, 0);
    return glass_resize(glass, width, height, err);
}

void glass_close(Glass *glass)
{
    if (glass->app.store)
        app_finish(&glass->app);
    if (glass->picture)
        picture_close(glass->picture);
    languages_close(&glass->languages);
    if (glass->store)
        store_close(glass->store);
    memset(glass, 0, sizeof *glass);
}

bool glass_resize(Glass *glass, int width, int height, Err *err)
{
    if (!glass->is_blind && !picture_resize(glass->picture, width, height, err))
        return false;
    app_resize(&glass->app, width, height, glass->app.diagonal);
    picture_scale(glass->picture, glass->app.theme.px_per_u);
    return true;
}

bool size_read(const char *text, int *width, int *height)
{
    enum { LEAST = 320, MOST = 8192 };
    char rest = 0;
    return sscanf(text, "%5dx%5d%c", width, height, &rest) == 2 && *width >= LEAST &&
        *height >= LEAST && *width <= MOST && *height <= MOST;
}

void glass_frame(Glass *glass)
{
    app_frame(&glass->app);
    if (glass->is_blind)
        return;
    paint_list(&glass->list, &glass->app.ui);
    picture_draw(glass->picture, &glass->list, &glass->damage);
}
