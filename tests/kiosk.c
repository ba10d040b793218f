/* The kit: a whole kiosk in memory, touched as a finger would. */
#include "kiosk.h"
#include "base/log.h"
#include "measure.h"
#include "store/people.h"
#include "store/settings.h"

#include <stdio.h>
#include <string.h>

const int64_t EVENING = 1795131720; /* 2026-11-19T17:42:00-06:00 */

#define FILL(call)                                                                                 \
    do {                                                                                           \
        Err fill_err = {0};                                                                        \
        Err *err = &fill_err;                                                                      \
        if (!(call))                                                                               \
            fail_msg("%s: %s", #call, fill_err.detail);                                            \
    } while (0)

static void forget(void *self)
{
    ((Kiosk *)self)->forgotten++;
}

void kiosk_open(Kiosk *k, School fill)
{
    static const Measurer FIXED = {
        .font = measure_font, .width = measure_width, .line = measure_line};
    memset(k, 0, sizeof *k);
    log_from(LOG_PROBLEM);
    FILL(store_open(&k->store, NULL, STORE_MEMORY, err));
    FILL(settings_set(k->store, "school", "Lincoln School", err));
    FILL(settings_set(k->store, "timezone", "America/Chicago", err));
    FILL(settings_set(k->store, "languages", "en,es,ar", err));
    if (fill)
        fill(k);
    FILL(languages_open(&k->languages, FOYER_LOCALES, err));
    FILL(keyboards_open(&k->keyboards, FOYER_SOURCE "/assets/keyboards", err));
    FILL(app_init(&k->app, k->store, &k->languages, &k->keyboards, &FIXED, &SCREENS,
        (Host){.self = k, .forget = forget}, err));
    app_time(&k->app, EVENING, 0);
    kiosk_frame(k);
}

void kiosk_close(Kiosk *k)
{
    app_finish(&k->app);
    languages_close(&k->languages);
    store_close(k->store);
}

/* --- a school ------------------------------------------------------------------------------ */

Id put_person(Kiosk *k, PersonRole role, const char *given, const char *family, const char *phone,
    const char *grade, int month, int day)
{
    Person p = {.role = role, .birth_month = month, .birth_day = day, .is_active = true};
    snprintf(p.source_id, sizeof p.source_id, "%s-%s-%s-%d", given, family, phone, (int)role);
    snprintf(p.given, sizeof p.given, "%s", given);
    snprintf(p.family, sizeof p.family, "%s", family);
    snprintf(p.phone, sizeof p.phone, "%s", phone);
    snprintf(p.grade, sizeof p.grade, "%s", grade);
    if (role == STUDENT)
        snprintf(p.homeroom, sizeof p.homeroom, "Room %d", (int)(strlen(given) * 3 % 20) + 1);
    snprintf(p.language, sizeof p.language, "es");
    FILL(people_put(k->store, &p, EVENING - 86400, err));
    return p.id;
}

void put_link(Kiosk *k, Id guardian, Id student)
{
    FILL(people_link(k->store, guardian, student, err));
}

Id put_event(Kiosk *k, const char *uid, const char *title, int64_t starts, int64_t ends)
{
    Event event = {.starts = starts, .ends = ends, .kind = "conference"};
    snprintf(event.uid, sizeof event.uid, "%s", uid);
    FILL(events_put(k->store, &event, EVENING - 86400, err));
    FILL(content_put(k->store, event.id, CONTENT_TITLE, "en", title, err));
    FILL(content_put(k->store, event.id, CONTENT_PLACE, "en", "Library", err));
    return event.id;
}

void school(Kiosk *k)
{
    Id rosa = put_person(k, GUARDIAN, "Rosa", "Ramírez Núñez", "16125550142", "", 0, 0);
    put_link(k, rosa, put_person(k, STUDENT, "Mateo", "Ramírez", "", "05", 3, 14));
    put_link(k, rosa, put_person(k, STUDENT, "Sofía", "Ramírez", "", "02", 7, 2));
    put_link(k, rosa, put_person(k, STUDENT, "Lucía", "Ramírez", "", "KG", 1, 1));
    Id ama = put_person(k, GUARDIAN, "Ama", "Mensah", "19525550117", "", 0, 0);
    put_link(k, ama, put_person(k, STUDENT, "Abena", "Mensah", "", "03", 9, 30));
    put_event(k, "conference", "Family conference night", EVENING - 6120, EVENING + 8280);
}

/* --- doing --------------------------------------------------------------------------------- */

void kiosk_frame(Kiosk *k)
{
    app_frame(&k->app);
}

void kiosk_wait(Kiosk *k, int seconds)
{
    for (int i = 0; i < seconds; i++) {
        app_time(&k->app, k->app.now + 1, k->app.tick_ms + 1000);
        kiosk_frame(k);
    }
}

static void send(Kiosk *k, Input input)
{
    app_input(&k->app, &input);
    kiosk_frame(k);
}

void kiosk_key(Kiosk *k, KeyCode key)
{
    send(k, (Input){.kind = INPUT_KEY, .key = key});
}

void kiosk_type(Kiosk *k, const char *text)
{
    while (*text) {
        Input input = {.kind = INPUT_TEXT};
        const char *at = text;
        utf8_next(&at);
        memcpy(input.text, text, (size_t)(at - text));
        if (*text == ' ') /* as a keyboard does it */
            input = (Input){.kind = INPUT_KEY, .key = KEY_SPACE};
        text = at;
        send(k, input);
    }
}

void kiosk_language(Kiosk *k, const char *tag)
{
    const Language *language = languages_find(&k->languages, tag);
    if (!language)
        fail_msg("no language %s", tag);
    app_language(&k->app, language);
    kiosk_frame(k);
}

/* --- seeing -------------------------------------------------------------------------------- */

Node *kiosk_find(Kiosk *k, Role role, const char *label)
{
    for (Node *n = k->app.ui.root; n; n = node_after(n))
        if (n->role == role && (strcmp(n->msgid, label) == 0 || strcmp(n->label, label) == 0))
            return n;
    return NULL;
}

bool kiosk_says(Kiosk *k, const char *text)
{
    for (Node *n = k->app.ui.root; n; n = node_after(n))
        if (strstr(n->label, text) || (n->value && strstr(n->value, text)))
            return true;
    return false;
}

static bool holds(const void *bytes, size_t size, const char *text)
{
    return memmem(bytes, size, text, strlen(text)) != NULL;
}

bool app_remains(const App *a, const char *text)
{
    return holds(a, sizeof *a, text) || holds(a->page.base, a->page.size, text) ||
        holds(a->ui.arenas[0].base, a->ui.arenas[0].size, text) ||
        holds(a->ui.arenas[1].base, a->ui.arenas[1].size, text) ||
        holds(a->ui.scratch.base, a->ui.scratch.size, text);
}

bool kiosk_remains(Kiosk *k, const char *text)
{
    return app_remains(&k->app, text);
}

/* What stands on the glass, for a test that failed. */
static void tell(Kiosk *k)
{
    fprintf(stderr, "on the glass (%s):\n", app_screen_name(&k->app));
    for (Node *n = k->app.ui.root; n; n = node_after(n))
        if (n->role != NOTHING && n->role != KEY)
            fprintf(stderr, "  %s \"%s\" %s%s\n", role_text(n->role), n->label,
                n->value ? n->value : "", n->state & STATE_DISABLED ? " (disabled)" : "");
}

Node *kiosk_see(Kiosk *k, Role role, const char *label, const char *file, int line)
{
    Node *n = kiosk_find(k, role, label);
    if (!n) {
        tell(k);
        print_error("no %s \"%s\"\n", role_text(role), label);
        _fail(file, line);
    }
    return n;
}

void kiosk_tap(Kiosk *k, Role role, const char *label, const char *file, int line)
{
    Node *n = kiosk_see(k, role, label, file, line);
    float x = n->box.x + n->box.w / 2, y = n->box.y + n->box.h / 2;
    if (n->state & STATE_DISABLED || n->box.w <= 0 || input_hit(&k->app.ui, x, y) != n) {
        tell(k);
        print_error("%s \"%s\" cannot be touched\n", role_text(role), label);
        _fail(file, line);
    }
    send(k, (Input){.kind = INPUT_PRESS, .x = x, .y = y});
    send(k, (Input){.kind = INPUT_RELEASE, .x = x, .y = y});
}

void kiosk_type_into(Kiosk *k, const char *label, const char *text, const char *file, int line)
{
    kiosk_tap(k, FIELD, label, file, line);
    kiosk_type(k, text);
}
