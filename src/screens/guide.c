/* A resource's page, read. */
#include "screens/guide.h"

#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "exchange/payload.h"

/* Chosen at this place, else the visitor's own. */
static const char *wanted(const App *app)
{
    return app->place.note[0] ? app->place.note : app->language->tag;
}

static bool load_version(App *app, Guide *s)
{
    err_clear(&s->err);
    return resources_version(app->store, app->place.subject, wanted(app), &s->version, &s->err) &&
        payload_code(s->version.code, &s->code, &s->err);
}

/* The school's own languages first, as on the welcome screen. */
static void order_languages(const App *app, Guide *s)
{
    int placed = 0;
    for (int w = 0; w < app->welcomed_count; w++)
        for (int i = placed; i < s->language_count; i++)
            if (strcmp(s->languages[i], app->welcomed[w]->tag) == 0) {
                char tag[12];
                memcpy(tag, s->languages[i], sizeof tag);
                memmove(s->languages[placed + 1], s->languages[placed],
                    (size_t)(i - placed) * sizeof tag);
                memcpy(s->languages[placed++], tag, sizeof tag);
                break;
            }
}

static bool load_others(App *app, Guide *s)
{
    const Resource *r = &s->resource;
    s->language_count =
        resources_languages(app->store, r->id, s->languages, RESOURCE_LANGUAGES, &s->err);
    s->sibling_count = resources_of(app->store, r->topic, app->now, s->siblings, SIBLINGS, &s->err);
    if (s->language_count > RESOURCE_LANGUAGES)
        s->language_count = RESOURCE_LANGUAGES;
    if (s->sibling_count > SIBLINGS)
        s->sibling_count = SIBLINGS;
    order_languages(app, s);
    for (int i = 0; i < s->sibling_count; i++)
        if (id_equal(s->siblings[i], r->id))
            s->index = i;
    return s->language_count >= 0 && s->sibling_count >= 0 &&
        (r->kind != RESOURCE_URL ||
            resources_of_kind(app->store, RESOURCE_WIFI, app->now, &s->wifi, 1, &s->err) >= 0);
}

static bool is_shelved(const Guide *s)
{
    return s->index < s->sibling_count && id_equal(s->siblings[s->index], s->resource.id);
}

/* That a count could not be kept keeps nobody from the code. */
static void count_it(App *app)
{
    Err err = {0};
    if (!resources_count(app->store, app->place.subject, zone_day(app->zone, app->now),
            app->language->tag, app->kiosk, &err))
        log_line(LOG_PROBLEM, "a showing: %s", err.detail);
}

void guide_load(App *app, Guide *s)
{
    *s = (Guide){.is_loaded = true, .reads = app->language};
    bool done = resources_get(app->store, app->place.subject, &s->resource, &s->err) &&
        load_others(app, s) && load_version(app, s);
    if (done && !is_shelved(s))
        done = err_set(&s->err, ERR_NOT_FOUND, "%.100s was withdrawn", s->resource.uid);
    if (!done) {
        log_line(LOG_PROBLEM, "a resource: %s", s->err.detail);
        return;
    }
    count_it(app);
    app->guest.is_served = true;
}

void guide_turn(App *app, Guide *s, int index)
{
    app->place.subject = s->siblings[index];
    app->place.note[0] = 0;
    s->is_loaded = false;
}

void guide_choose(App *app, Guide *s, const char *language)
{
    utf8_copy(app->place.note, sizeof app->place.note, language);
    s->is_choosing = false;
    load_version(app, s);
}

void guide_read_in(App *app, Guide *s)
{
    s->reads = app->language;
    guide_choose(app, s, "");
}
