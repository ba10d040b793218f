/* A month of school days on one kiosk that is never started anew, by a set clock: three hundred
 * visits a day, walk-ins, misses, languages, people who walk away, an emergency, and nights where
 * nothing happens. Memory, handles and the journal stay as they were; no visit is missing.
 *
 * Two days; FOYER_LONG=1: thirty. FOYER_SEED=N: the same again. Every fiftieth visitor is drawn, at
 * first every fifth.
 */
#include "base/log.h"
#include "check.h"
#include "commands/drive.h"
#include "dice.h"
#include "kiosk.h"
#include "store/settings.h"
#include "store/sql.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
enum { IS_SANITIZED = true }; /* what was freed is held back: memory says nothing */
#else
enum { IS_SANITIZED = false };
#endif

enum {
    HOMES = 300,
    DAYS = 30,
    A_DAY = 300,
    EVENTS = 200, /* of them in the evening */
    MORNING = 7 * 3600,
    EVENING_AT = 17 * 3600,
    DRAWN = 50,
    DRAWN_FIRST = 5, /* until memory has settled */
    SETTLED = 3,     /* days after which memory is where it stays */
    RSS_MORE = 2 << 20,
    RSS_FIRST = 8 << 20, /* until then */
    WAL_MOST = 5 << 20,
    FONTS_MOST = 16
};

static char folder[64], db[128];
static Drive drive;
static Glass *const glass = &drive.glass;
static uint64_t dice;
static int thanked, counted;
static Err err;

/* --- the school ---------------------------------------------------------------------------- */

static const char *const GIVEN[] = {"Abena", "Bilal", "Chidi", "Dunya", "Eszter", "Farid", "Giulia",
    "Hoang", "Ingrid", "Jomo", "Katya", "Lupita", "Mirza", "Nkechi", "Oskar", "Pilar", "Quang",
    "Rosalind", "Svetlana", "Tomasz"};
static const char *const FAMILY[] = {"Andrzejewski", "Baptiste", "Castellanos", "Delacroix",
    "Eriksson", "Fitzgerald", "Gutierrez", "Hernandez", "Ivanovna", "Jimenez", "Kowalczyk",
    "Lindqvist", "Mwangi", "Nakamura", "Okonkwo"};

static void home_name(int home, char out[64])
{
    snprintf(out, 64, "%s %s", GIVEN[home % 20], FAMILY[home / 20]);
}

static void make_school(int64_t first, int days)
{
    Kiosk k = {0};
    char phone[16], uid[24];
    CHECK(store_open(&k.store, db, STORE_CREATE, &err));
    CHECK(settings_set(k.store, "timezone", "UTC", &err));
    CHECK(settings_set(k.store, "languages", "en,es,ar,zh_Hans", &err));
    CHECK(store_begin(k.store, &err));
    for (int i = 0; i < HOMES; i++) {
        snprintf(phone, sizeof phone, "161255501%02d", i % 100);
        Id guardian = put_person(&k, GUARDIAN, GIVEN[i % 20], FAMILY[i / 20], phone, "", 0, 0);
        put_link(&k, guardian,
            put_person(&k, STUDENT, "Kofi", FAMILY[i / 20], phone, "03", i % 12 + 1, i % 28 + 1));
    }
    for (int i = 0; i < days; i++) {
        int64_t at = first + i * 86400 + EVENING_AT;
        snprintf(uid, sizeof uid, "evening-%d", i);
        put_event(&k, uid, "Family evening", at, at + 4 * 3600);
    }
    CHECK(store_commit(k.store, &err));
    store_close(k.store);
}

/* --- a visitor ----------------------------------------------------------------------------- */

static bool is_at(const char *screen)
{
    return strcmp(app_screen_name(&glass->app), screen) == 0;
}

static void line(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void line(const char *format, ...)
{
    char words[DRIVE_LINE], copy[DRIVE_LINE];
    Buf answer;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    snprintf(copy, sizeof copy, "%s", words);
    buf_init(&answer, 1 << 16);
    if (!drive_line(&drive, copy, &answer))
        fail_msg("on %s: %s: %s", app_screen_name(&glass->app), words, answer.data);
    buf_finish(&answer);
}

/* As the loop does it: to the next moment at which something changes by itself. */
static void wait_until(int64_t when)
{
    App *app = &glass->app;
    while (app->now < when) {
        int seconds = (app_wait_ms(app) + 999) / 1000;
        int64_t step = when - app->now < seconds ? when - app->now : seconds;
        app_time(app, app->now + step, app->tick_ms + step * 1000);
        glass_frame(glass);
    }
}

static void spend(int seconds)
{
    wait_until(glass->app.now + seconds);
}

/* Faster than frames are drawn. */
static void type(const char *text)
{
    for (; *text; text++) {
        Input input = {.kind = INPUT_TEXT, .text = {*text}};
        if (*text == ' ')
            input = (Input){.kind = INPUT_KEY, .key = KEY_SPACE};
        app_input(&glass->app, &input);
    }
    glass_frame(glass);
}

static void facts(const char *name, int digits)
{
    char last4[8];
    snprintf(last4, sizeof last4, "%04d", digits);
    if (is_at("visit"))
        line("tap \"Volunteer\"");
    type(name);
    line("tap button \"Next\"");
    type(last4);
    line("tap button \"Next\"");
}

static void thank(void)
{
    CHECK(is_at("thanks"));
    thanked++;
    spend(3);
    line("tap button \"Done\"");
}

static void come(int home)
{
    char name[64];
    home_name(home, name);
    facts(name, 100 + home % 100);
    if (is_at("already")) {
        line("tap button \"Done\"");
        return;
    }
    line("tap button \"Check in {0, plural, one {# person} other {# people}}\"");
    int number = glass->app.guest.visit.number;
    thank();
    if (!number || dice_roll(&dice, 2))
        return;
    spend(120);
    line("tap \"Visit or pick up\"");
    line("tap \"I am leaving\"");
    line("type \"%d\"", number);
    line("tap button \"I am leaving\"");
    CHECK(is_at("goodbye"));
}

static void come_unknown(bool has_name)
{
    facts("Zdenka Quist", 199);
    spend(8);
    CHECK(is_at("not_found"));
    line("tap \"%s\"", has_name ? "Write a name" : "Just count us");
    if (!has_name) {
        line("tap button \"Count us\"");
        CHECK(is_at("counted"));
        counted++;
        return;
    }
    line("type \"Noor\"");
    line("tap button \"Next\"");
    line("tap button \"Next\"");
    line("tap button \"Check in\"");
    thank();
}

/* One in so many does something else than to check in. */
static void visitor(int home, int drawn)
{
    static const char *const LANGUAGES[] = {"Español", "العربية", "简体中文"};
    uint32_t which = dice_roll(&dice, 40);
    glass->is_blind = home % drawn != 0;
    if (dice_roll(&dice, 3) == 0)
        line("tap choice \"%s\"", LANGUAGES[dice_roll(&dice, 3)]);
    line("tap \"Check in\"");
    if (which == 0)
        facts("Nobody Knownhere", 100); /* and walks away */
    else if (which == 1)
        line("tap \"Help\"");
    else if (which < 4)
        come_unknown(which == 2);
    else
        come(home);
    if (!is_at("welcome"))
        spend(130);
    CHECK(is_at("welcome"));
    glass->is_blind = true;
}

static void emergency(void)
{
    line("tap \"Check in\"");
    line("page emergency");
    CHECK(is_at("emergency"));
    spend(900);
    line("page open");
    CHECK(is_at("welcome"));
}

static void day(int64_t midnight, int number)
{
    wait_until(midnight + MORNING);
    for (int i = 0; i < A_DAY; i++) {
        if (i == A_DAY - EVENTS)
            wait_until(midnight + EVENING_AT);
        visitor((i * 7 + number) % HOMES, number < SETTLED ? DRAWN_FIRST : DRAWN);
        spend(20);
        if (i == number * 11 % A_DAY)
            emergency();
    }
    wait_until(midnight + 86400);
}

/* --- what it costs ------------------------------------------------------------------------- */

typedef struct {
    int64_t rss, wal, file;
    int handles, fonts; /* of fonts as many as are kept open, whichever was used last */
} Cost;

static int64_t size_of(const char *ending)
{
    char path[160];
    struct stat found = {0};
    snprintf(path, sizeof path, "%s%s", db, ending);
    return stat(path, &found) == 0 ? found.st_size : 0;
}

static void count_handles(Cost *c)
{
    char to[256];
    DIR *handles = opendir("/proc/self/fd");
    assert_non_null(handles);
    for (struct dirent *entry; (entry = readdir(handles));) {
        ssize_t size = readlinkat(dirfd(handles), entry->d_name, to, sizeof to - 1);
        to[size < 0 ? 0 : size] = 0;
        *(strstr(to, "/fonts/") ? &c->fonts : &c->handles) += 1;
    }
    closedir(handles);
}

static Cost cost(void)
{
    Cost c = {.wal = size_of("-wal"), .file = size_of("")};
    long pages = 0;
    FILE *status = fopen("/proc/self/statm", "r");
    CHECK(status && fscanf(status, "%*d %ld", &pages) == 1);
    fclose(status);
    c.rss = pages * sysconf(_SC_PAGESIZE);
    count_handles(&c);
    return c;
}

static int count(const char *text)
{
    Sql *q = sql(glass->store, text);
    int found = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return found;
}

static void all_are_there(void)
{
    CHECK_INT(count("SELECT count(*) FROM visit"), thanked);
    CHECK_INT(count("SELECT count(*) FROM outbox WHERE kind = 'visit.arrived'"), thanked);
    CHECK_INT(count("SELECT count(*) FROM headcount"), counted);
    CHECK(store_check(glass->store, &err));
}

static void is_flat(const Cost *now, const Cost *settled, int more)
{
    CHECK_INT(now->handles, settled->handles);
    CHECK(now->fonts <= FONTS_MOST);
    CHECK(now->wal <= WAL_MOST);
    if (!IS_SANITIZED && now->rss > settled->rss + more)
        fail_msg("%lld KB of memory more", (long long)(now->rss - settled->rss) / 1024);
}

static void is_quiet_at_night(void)
{
    CHECK(is_at("welcome"));
    CHECK(app_wait_ms(&glass->app) > 0);
    CHECK(glass->app.fault.place == FAULT_NONE);
}

TEST(a_month_leaves_memory_handles_and_the_journal_where_they_were)
{
    UNUSED_STATE;
    int days = getenv("FOYER_LONG") ? DAYS : 2;
    int64_t first = EVENING - EVENING % 86400;
    Cost settled = {0};
    dice = dice_seed();
    log_from(LOG_PROBLEM);
    make_school(first, days);
    if (!glass_open(glass, db, false, 1024, 600, first, &err))
        fail_msg("%s", err.detail);
    glass->is_blind = true;
    glass_frame(glass);
    for (int i = 0; i < days; i++) {
        int64_t file = size_of("");
        day(first + i * 86400, i);
        Cost c = cost();
        print_message(
            "day %2d: %5d thanked, %3d counted, %6lld KB of memory, %d + %d handles, journal "
            "%4lld KB, records %5lld KB (%+lld)\n",
            i + 1, thanked, counted, (long long)c.rss / 1024, c.handles, c.fonts,
            (long long)c.wal / 1024, (long long)c.file / 1024, (long long)(c.file - file) / 1024);
        is_quiet_at_night();
        if (i == 0)
            settled = c;
        is_flat(&c, &settled, i < SETTLED ? RSS_FIRST : RSS_MORE);
        if (i < SETTLED) {
            all_are_there();
            settled = c;
        }
    }
    all_are_there();
    CHECK(thanked > days * A_DAY * 3 / 4);
}

/* --- around it ----------------------------------------------------------------------------- */

static int begin(void **state)
{
    UNUSED_STATE;
    const char *memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(folder, sizeof folder, "%s/foyer-month-XXXXXX", memory);
    if (!mkdtemp(folder))
        return -1;
    snprintf(db, sizeof db, "%s/foyer.db", folder);
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    char command[96];
    glass_close(glass);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_month_leaves_memory_handles_and_the_journal_where_they_were, begin, end),
    };
    return cmocka_run_group_tests_name("month", tests, NULL, NULL);
}
