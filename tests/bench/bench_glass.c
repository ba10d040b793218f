/* Touch to changed pixels, and frames: in this process, in a real window, as the loop does it. The
 * window's call returns when the X server has copied the pixels.
 *   bench_glass DB     DB: a new file, to be filled with the made-up school */
#include <sqlite3.h>

#include "base/clock.h"
#include "bench/touch.h"
#include "platform/internal.h"

enum { TOUCHES = 500, FRAMES = 200, OPENINGS = 10, HOMES = 200, STEPS = 8 };

/* From one screen of the flow to the next. */
typedef struct {
    const char *from, *to;
    Times times;
} Step;

typedef struct {
    Glass glass;
    Window *window;
    Times press, release, screen;
    const char *slowest; /* the screen of the worst time */
    double slowest_ms;
    Step steps[STEPS]; /* in the order in which they were first made */
} Bench;

static void show(Bench *b)
{
    Err err = {0};
    glass_frame(&b->glass);
    bench_must(window_show(b->window, b->glass.picture, NULL, &err), "window", &err);
}

static void open_glass(Bench *b, const char *db)
{
    Err err = {0};
    bench_must(glass_open(&b->glass, db, true, 1920, 1080, clock_wall(), &err), "glass", &err);
    show(b);
}

static void add_step(Bench *b, const char *from, const char *to, double took)
{
    Step *s = b->steps;
    while (s < b->steps + STEPS - 1 && s->from &&
        (strcmp(s->from, from) != 0 || strcmp(s->to, to) != 0))
        s++;
    s->from = from;
    s->to = to;
    times_add(&s->times, took);
}

/* A touch; the release counts as a new screen if it leads to one. */
static void touch(Bench *b, const char *label)
{
    const char *before = app_screen_name(&b->glass.app);
    Node *n = touch_must_find(&b->glass, label);
    Input press = touch_at(INPUT_PRESS, n), release = touch_at(INPUT_RELEASE, n);
    times_begin(&b->press);
    touch_send(&b->glass, b->window, &press);
    times_end(&b->press);
    bench_must(b->glass.damage.count > 0, "a press that can be seen", NULL);
    double began = bench_ms();
    touch_send(&b->glass, b->window, &release);
    double took = bench_ms() - began;
    bool is_new = strcmp(before, app_screen_name(&b->glass.app)) != 0;
    times_add(is_new ? &b->screen : &b->release, took);
    if (is_new)
        add_step(b, before, app_screen_name(&b->glass.app), took);
    if (is_new && took > b->slowest_ms) {
        b->slowest_ms = took;
        b->slowest = app_screen_name(&b->glass.app);
    }
}

static void letters(Bench *b, const char *text)
{
    for (; *text; text++) {
        char letter[2] = {*text, 0};
        touch(b, *text == ' ' ? "Space" : letter);
    }
}

/* ---- 500 touches and 500 new screens: families check in, one after the other ---- */

typedef struct {
    char name[128], digits[8];
} Asked;

static int read_homes(const char *db, Asked *out)
{
    static const char SELECT[] =
        "SELECT upper(given || ' ' || family), phone_last4 FROM person WHERE role = 'guardian'"
        " AND is_active AND phone_last4 <> '' AND given || family NOT GLOB '*[^A-Za-z ]*'"
        " ORDER BY source_id";
    sqlite3 *base = NULL;
    sqlite3_stmt *q = NULL;
    int count = 0;
    bool is_open = sqlite3_open_v2(db, &base, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(base, SELECT, -1, &q, NULL) == SQLITE_OK;
    bench_must(is_open, sqlite3_errmsg(base), NULL);
    while (count < HOMES && sqlite3_step(q) == SQLITE_ROW) {
        Asked *home = &out[count++];
        snprintf(home->name, sizeof home->name, "%s", (const char *)sqlite3_column_text(q, 0));
        snprintf(home->digits, sizeof home->digits, "%s", (const char *)sqlite3_column_text(q, 1));
    }
    sqlite3_finalize(q);
    sqlite3_close(base);
    return count;
}

static void leave(Bench *b)
{
    Input escape = {.kind = INPUT_KEY, .key = KEY_ESCAPE};
    if (touch_find(&b->glass, "Done"))
        touch(b, "Done");
    while (strcmp(app_screen_name(&b->glass.app), "welcome") != 0)
        touch_send(&b->glass, b->window, &escape);
}

static void visit(Bench *b, const Asked *home)
{
    touch(b, "Check in");
    letters(b, home->name);
    touch(b, "Next");
    letters(b, home->digits);
    touch(b, "Next");
    if (touch_find(&b->glass, CHECK_IN))
        touch(b, CHECK_IN);
    leave(b);
}

static void measure_touches(Bench *b, const char *db)
{
    static Asked homes[HOMES];
    int count = read_homes(db, homes);
    for (int i = 0; i < count && b->screen.count < TOUCHES; i++)
        visit(b, &homes[i]);
    if (b->press.count > TOUCHES)
        b->press.count = TOUCHES;
    if (b->release.count > TOUCHES)
        b->release.count = TOUCHES;
    bench_times("finger down to changed pixels", &b->press, "4 / 16 ms");
    bench_times("finger up to the letter in the field", &b->release, "4 / 16 ms");
    char words[96];
    snprintf(words, sizeof words, "finger up to a new screen (worst: %s)", b->slowest);
    bench_times(words, &b->screen, "8 / 30 ms");
    for (Step *s = b->steps; s < b->steps + STEPS && s->from; s++) {
        snprintf(words, sizeof words, "  %s to %s", s->from, s->to);
        bench_times(words, &s->times, "8 / 30 ms");
    }
}

/* ---- the busiest screen ---- */

static void measure_cached(Bench *b)
{
    Times all = {0};
    touch(b, "Check in");
    for (int i = 0; i < FRAMES; i++) {
        b->glass.picture->is_drawn = false;
        times_begin(&all);
        glass_frame(&b->glass);
        times_end(&all);
    }
    bench_times("frame of the busiest screen, all of it, texts cached", &all, "5 ms");
    leave(b);
}

/* Fonts, measures and textures are new with each glass. */
static void measure_language(Bench *b, const char *db, const char *tag)
{
    char words[96];
    Times first = {0};
    for (int i = 0; i < OPENINGS; i++) {
        open_glass(b, db);
        touch(b, "Check in");
        const Language *language = languages_find(b->glass.app.languages, tag);
        bench_must(language != NULL, tag, NULL);
        app_language(&b->glass.app, language);
        times_begin(&first);
        glass_frame(&b->glass);
        times_end(&first);
        glass_close(&b->glass);
    }
    snprintf(words, sizeof words, "frame of the busiest screen, first time in %s", tag);
    bench_times(words, &first, "50 ms");
}

/* ---- memory: the way of a family and what lies over it, seen in every language ---- */

static void see_in(Bench *b, const Language *language)
{
    const Language *english = b->glass.app.language;
    app_language(&b->glass.app, language);
    show(b);
    app_language(&b->glass.app, english);
    show(b);
}

static void tour(Bench *b, const Language *language, const Asked *home)
{
    static const char *const OVER[] = {"Help", "Easier to use"};
    see_in(b, language);
    for (int i = 0; i < 2; i++) {
        touch(b, OVER[i]);
        see_in(b, language);
        touch(b, "Close");
    }
    touch(b, "Check in");
    letters(b, home->name);
    see_in(b, language);
    touch(b, "Next");
    letters(b, home->digits);
    see_in(b, language);
    touch(b, "Next");
    see_in(b, language);
    if (touch_find(&b->glass, CHECK_IN))
        touch(b, CHECK_IN);
    see_in(b, language);
    leave(b);
}

static long memory_kb(void)
{
    char line[256];
    long kb = 0;
    FILE *file = fopen("/proc/self/smaps_rollup", "r");
    while (file && fgets(line, sizeof line, file))
        sscanf(line, "Pss: %ld", &kb);
    if (file)
        fclose(file);
    return kb;
}

static void measure_memory(Bench *b, const char *db)
{
    static Asked homes[HOMES];
    char words[96], figure[64];
    int count = read_homes(db, homes);
    open_glass(b, db);
    const Languages *languages = b->glass.app.languages;
    for (int i = 0; i < languages->count && i < count; i++)
        tour(b, &languages->list[i], &homes[i]);
    snprintf(words, sizeof words, "proportional set size, a tour seen in %d languages",
        languages->count);
    snprintf(figure, sizeof figure, "%.1f MB", (double)memory_kb() / 1024);
    bench_row(words, figure, "60 MB (ten)");
    glass_close(&b->glass);
}

/* The whole picture to the glass, against a bare copy of as many bytes in the same run. */
static void measure_present(Bench *b, double copy_ms)
{
    Times all = {0};
    char figure[64];
    Err err = {0};
    for (int i = 0; i < FRAMES; i++) {
        times_begin(&all);
        bench_must(window_show(b->window, b->glass.picture, NULL, &err), "window", &err);
        times_end(&all);
    }
    snprintf(figure, sizeof figure, "%.2f ms, %.1f x", times_at(&all, 0.5),
        times_at(&all, 0.5) / copy_ms);
    bench_row("the whole picture shown, and against copying it", figure, "");
}

/* What this machine can do at best just now: a whole picture copied once. */
static double measure_machine(void)
{
    enum { BYTES = 1920 * 1080 * 4 };
    Times copies = {0};
    char *from = calloc(2, BYTES);
    bench_must(from != NULL, "memory", NULL);
    for (int i = 0; i < FRAMES; i++) {
        times_begin(&copies);
        memcpy(from + BYTES, from, BYTES);
        times_end(&copies);
        from[i] = (char)(from[BYTES + i] + 1);
    }
    free(from);
    bench_times("a picture copied, for the machine's speed", &copies, "");
    return times_at(&copies, 0.5);
}

int main(int argc, char **argv)
{
    static Bench b;
    Err err = {0};
    bench_must(argc == 2, "give it a new database", NULL);
    bench_must(window_open(&b.window, 1920, 1080, false, &err), "window", &err);
    double copy_ms = measure_machine();
    open_glass(&b, argv[1]);
    measure_present(&b, copy_ms);
    measure_touches(&b, argv[1]);
    measure_cached(&b);
    glass_close(&b.glass);
    measure_memory(&b, argv[1]);
    measure_language(&b, argv[1], "es");
    measure_language(&b, argv[1], "ar");
    measure_language(&b, argv[1], "ur");
    measure_language(&b, argv[1], "zh_Hans");
    measure_language(&b, argv[1], "my");
    window_close(b.window);
    return 0;
}
