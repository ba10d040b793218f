/* The desk's list over 5,000 families, with a year of visits behind them: opened, read anew while
 * an evening fills, searched, a touch that checks a family in, and a paper list keyed in.
 *   bench_desk FOLDER [SEED]      an empty one */
#include <string.h>

#include "bench/bench.h"
#include "bench/made.h"
#include "bench/touch.h"
#include "exchange/import.h"
#include "office/office.h"
#include "store/desk.h"
#include "store/events.h"
#include "store/families.h"
#include "store/settings.h"
#include "store/sql.h"

enum { PEOPLE = 16000, VISITS = 50000, OPENED = 20, TYPED = 500, EVENING = 300, NAME = 96 };
enum { BEGINS = 1788220800, NOW = 1811287800, DAY = 20270526 }; /* Wednesday, 17:30 in Chicago */

typedef struct {
    Store *store;
    Families *families;
    Id event;
    uint64_t seed;
} School;

static void open_school(School *s, const char *folder)
{
    char db[512], roster[512];
    Err err = {0};
    ImportCount count;
    snprintf(db, sizeof db, "%s/desk.db", folder);
    snprintf(roster, sizeof roster, "%s/roster", folder);
    bench_must(made_roster(roster, &(MadeRoster){PEOPLE, s->seed, 0}, &err), "a roster", &err);
    bench_must(store_open(&s->store, db, STORE_CREATE, &err), "records", &err);
    bench_must(settings_set(s->store, "timezone", "America/Chicago", &err), "zone", &err);
    bench_must(import_roster(s->store, roster, BEGINS, NULL, &count, &err), "the import", &err);
    store_close(s->store);
    bench_must(made_visits(db, VISITS, s->seed, &err), "visits", &err);
    bench_must(store_open(&s->store, db, STORE_WRITE, &err), "records", &err);
    Event event = {.uid = "evening", .kind = "conference", .starts = NOW, .ends = NOW + 7200};
    bench_must(events_put(s->store, &event, NOW, &err), "event", &err);
    s->event = event.id;
}

static void open_list(School *s)
{
    static Times times;
    char what[96];
    Err err = {0};
    for (int i = 0; i < OPENED; i++) {
        families_close(s->families);
        times_begin(&times);
        s->families = families_open(s->store, s->event, DAY, &err);
        times_end(&times);
        bench_must(s->families != NULL, "the list", &err);
    }
    snprintf(what, sizeof what, "the list of %d families, opened", families_shown(s->families));
    bench_times(what, &times, "100 ms");
}

/* ---- searching ---- */

typedef enum { TWO_LETTERS, FOUR_LETTERS, WHOLE, SLIP, NOBODY } Typing;

/* What somebody at the desk types of a row's name. */
static void type(School *s, Typing typing, char out[NAME])
{
    int count = families_counts(s->families)->expected;
    families_show(s->families, &(FamilyFilter){0}, "");
    const char *name =
        families_at(s->families, (int)bench_random(&s->seed, (uint32_t)count))->adults;
    size_t size = strcspn(name, ";&");
    snprintf(out, NAME, "%.*s", (int)(size < NAME ? size : NAME - 1), name);
    if (typing == TWO_LETTERS || typing == FOUR_LETTERS)
        out[typing == TWO_LETTERS ? 2 : 4] = 0;
    if (typing == SLIP && strlen(out) > 3)
        memmove(out + 2, out + 3, strlen(out + 3) + 1);
    if (typing == NOBODY)
        snprintf(out, NAME, "qzxjwq %.2s", name);
}

static void search(School *s, Typing typing, const char *how)
{
    static Times times;
    char typed[NAME], what[96];
    long shown = 0;
    times.count = 0;
    for (int i = 0; i < TYPED; i++) {
        type(s, typing, typed);
        times_begin(&times);
        families_show(s->families, &(FamilyFilter){0}, typed);
        times_end(&times);
        shown += families_shown(s->families);
    }
    snprintf(what, sizeof what, "a search, %s (%ld rows)", how, shown / TYPED);
    bench_times(what, &times, "1 ms");
}

/* ---- an evening ---- */

static void arrive(School *s, const Family *row, int number, Times *times)
{
    Err err = {0};
    DeskFamily family;
    AuditBy by = {.at = NOW + number, .kiosk = "desk"};
    times_begin(times);
    bench_must(desk_family(s->store, row->id, s->event, &family, &err), "family", &err);
    times_end(times);
    family.visit.id = store_new_id(s->store, by.at);
    family.visit.event = s->event;
    family.visit.arrived = by.at;
    family.visit.day = DAY;
    family.visit.method = METHOD_DESK;
    snprintf(family.visit.kiosk, sizeof family.visit.kiosk, "desk");
    if (!desk_arrive(s->store, &by, &family, &err))
        bench_must(err.code == ERR_REFUSED, "arrival", &err);
}

static void fill(School *s)
{
    static Times looked, read;
    Err err = {0};
    for (int i = 0; i < EVENING; i++) {
        families_show(s->families, &(FamilyFilter){.only_not_yet = true}, "");
        uint32_t left = (uint32_t)families_shown(s->families);
        arrive(s, families_at(s->families, (int)bench_random(&s->seed, left)), i, &looked);
        times_begin(&read);
        bench_must(families_read(s->families, &err), "read", &err);
        times_end(&read);
    }
    bench_times("a family looked up before it is checked in", &looked, "1 ms");
    bench_times("who is here, read anew, with all counts", &read, "10 ms");
    const FamilyCounts *counts = families_counts(s->families);
    char figure[64];
    snprintf(figure, sizeof figure, "%d of %d", counts->here, counts->expected);
    bench_row("here of expected", figure, "");
}

/* ---- on the glass ---- */

/* Letters of the name, surname first, until its row is the only one. Returns how many, or 0. */
static int type_name(Glass *glass, const Family *row, Times *key)
{
    char name[NAME], letter[2] = "";
    int typed = 0;
    Id id = row->id;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(row->adults, ";&"), row->adults);
    for (const char *at = name; *at; at++) {
        const Families *f = glass->app.families;
        if (typed > 1 && families_shown(f) == 1 && id_equal(families_at(f, 0)->id, id))
            return typed;
        letter[0] = *at;
        if (*at == ',')
            continue;
        times_begin(key);
        touch_type(glass, NULL, letter);
        times_end(key);
        typed++;
    }
    return 0;
}

/* A ticked list: the machine's part of it. A name that several have is left out. */
static void key_in(School *s, Glass *glass)
{
    static Times key, enter, family;
    Input press = {.kind = INPUT_KEY, .key = KEY_ENTER}, clear = {.kind = INPUT_KEY};
    int letters = 0;
    clear.key = KEY_ESCAPE;
    glass->app.guest.on_paper = NOW;
    touch_send(glass, NULL, &clear);
    for (int i = 0; i < EVENING; i++) {
        int count = families_shown(glass->app.families);
        const Family *row =
            families_at(glass->app.families, (int)bench_random(&s->seed, (uint32_t)count));
        if (row->state != FAMILY_NOT_YET)
            continue;
        double began = bench_ms();
        int typed = type_name(glass, row, &key);
        times_begin(&enter);
        touch_send(glass, NULL, typed ? &press : &clear);
        letters += typed;
        if (!typed)
            continue;
        times_end(&enter);
        times_add(&family, bench_ms() - began);
    }
    char figure[64];
    snprintf(figure, sizeof figure, "%d, %.1f letters each", family.count,
        family.count ? (double)letters / family.count : 0);
    bench_row("families keyed in from a paper list", figure, "");
    bench_times("one of its letters, to the rows on the glass", &key, "100 ms");
    bench_times("its Enter, to the family kept and the next one's empty search", &enter, "100 ms");
    bench_times("one family of it, all keys: the machine's part", &family, "");
}

/* The list is scrolled, and letters are typed, as a loop does it. */
static void draw(School *s, const char *folder)
{
    static Glass glass;
    static Times entered, scrolled, typed;
    char db[512];
    Err err = {0};
    Input wheel = {.kind = INPUT_WHEEL, .y = 3}, back = {.kind = INPUT_KEY, .key = KEY_BACKSPACE};
    snprintf(db, sizeof db, "%s/desk.db", folder);
    bench_must(glass_open(&glass, db, false, 1920, 1080, NOW, &err), "glass", &err);
    glass_frame(&glass);
    guest_begin(&glass.app);
    glass.app.guest.level = DESK;
    glass.app.guest.event = s->event;
    go(&glass.app, screen_desk);
    times_begin(&entered);
    glass_frame(&glass);
    times_end(&entered);
    for (int i = 0; i < TYPED; i++) {
        times_begin(&scrolled);
        touch_send(&glass, NULL, &wheel);
        times_end(&scrolled);
    }
    for (int i = 0; i < TYPED; i++) {
        times_begin(&typed);
        if (i % 4 < 2)
            touch_type(&glass, NULL, (const char *[]){"m", "a"}[i % 2]);
        else
            touch_send(&glass, NULL, &back);
        times_end(&typed);
    }
    key_in(s, &glass);
    glass_close(&glass);
    bench_times("the page of the list, entered: read, laid out, drawn", &entered, "");
    bench_times("the list scrolled by a little more than a row, drawn", &scrolled, "5 ms, a frame");
    bench_times("a letter typed, to the rows on the glass", &typed, "100 ms");
}

int main(int argc, char **argv)
{
    static School s;
    s.seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261119;
    if (argc < 2)
        return 2;
    open_school(&s, argv[1]);
    open_list(&s);
    search(&s, TWO_LETTERS, "two letters");
    search(&s, FOUR_LETTERS, "four letters");
    search(&s, WHOLE, "a whole name");
    search(&s, SLIP, "a slip");
    search(&s, NOBODY, "nobody");
    fill(&s);
    families_close(s.families);
    store_close(s.store);
    draw(&s, argv[1]);
    return 0;
}
