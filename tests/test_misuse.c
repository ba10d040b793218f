/* Eight ways to misuse it. What each of them may do at most is written here. */
#include "check.h"
#include "kiosk.h"
#include "scene.h"

#include "base/utf8.h"
#include "store/cards.h"
#include "store/sql.h"

#define CHECK_IN "Check in {0, plural, one {# person} other {# people}}"

static void facts(Kiosk *k, const char *name, const char *digits)
{
    tap(k, BUTTON, "Check in");
    type_into(k, "Name", name);
    tap(k, BUTTON, "Next");
    type_into(k, "Last 4 digits of your phone number", digits);
    tap(k, BUTTON, "Next");
}

static int number_of(Store *store, const char *text)
{
    Err err = {0};
    Sql *q = sql(store, text);
    int number = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return number;
}

/* --- guessing ------------------------------------------------------------------------------ */

/* Who goes through digits is held up, opens nothing and is shown nothing. */
TEST(guessing_gets_slow_and_tells_nothing)
{
    UNUSED_STATE;
    enum { GUESSES = 40 };
    Kiosk k;
    kiosk_open(&k, school);
    int64_t began = k.app.tick_ms;
    for (int i = 0; i < GUESSES; i++) {
        char digits[16];
        snprintf(digits, sizeof digits, "%04d", 1000 + i);
        facts(&k, "Rosa Ramirez", digits);
        while (k.app.tick_ms < k.app.late_ms) {
            CHECK(!anywhere(&k, "We could not find a match"));
            kiosk_key(&k, KEY_ESCAPE);
            CHECK(k.app.place.screen == screen_not_found);
            kiosk_wait(&k, 1);
        }
        see(&k, HEADING, "We could not find a match");
        CHECK(!anywhere(&k, "Grade"));
        while (k.app.place.screen != screen_welcome)
            tap(&k, BUTTON, "Back");
    }
    CHECK((k.app.tick_ms - began) / 1000 >= (GUESSES - 5 - 2) * 8);
    CHECK_INT(number_of(k.store, "SELECT count(*) FROM visit"), 0);
    kiosk_close(&k);
}

/* --- checking in others -------------------------------------------------------------------- */

/* Who knows two facts of another family can say that it is here. The family sees it, puts it right,
 * and nothing but letters, grades and rooms was shown. */
TEST(a_family_that_somebody_else_checked_in_puts_it_right)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    facts(&k, "Mateo", "0142");
    CHECK(!anywhere(&k, "Ram") && !anywhere(&k, "Rosa") && !anywhere(&k, "555"));
    tap(&k, BUTTON, CHECK_IN);
    CHECK(!anywhere(&k, "Ram") && !anywhere(&k, "Rosa") && !anywhere(&k, "555"));
    kiosk_wait(&k, 600);
    facts(&k, "Rosa", "0142");
    see(&k, HEADING, "You are already checked in");
    tap(&k, BUTTON, "Add someone who came later");
    tap(&k, CHOICE, "M. Grade 5");
    tap(&k, BUTTON, "Save: {0, plural, one {# person} other {# people}}");
    see(&k, HEADING, "Thank you for coming");
    CHECK_INT(number_of(k.store, "SELECT count(*) FROM visit"), 1);
    CHECK_INT(number_of(k.store, "SELECT count(*) FROM outbox WHERE kind LIKE 'visit.%'"), 2);
    kiosk_close(&k);
}

/* --- two hundred stubs --------------------------------------------------------------------- */

TEST(two_hundred_stubs_are_kept_and_stop_nobody)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    for (int i = 0; i < 200; i++) {
        tap(&k, BUTTON, "Check in");
        tap(&k, BUTTON, "Not on the list?");
        type_into(&k, "Your child’s name", "Nobody");
        tap(&k, BUTTON, "Next");
        tap(&k, BUTTON, "Next");
        tap(&k, BUTTON, "Check in");
        tap(&k, BUTTON, "Done");
    }
    CHECK_INT(number_of(k.store, "SELECT count(*) FROM stub WHERE state = 'open'"), 200);
    CHECK_INT(number_of(k.store, "SELECT count(*) FROM visit WHERE method = 'walk_in'"), 200);
    facts(&k, "Rosa", "0142");
    tap(&k, BUTTON, CHECK_IN);
    see(&k, HEADING, "Thank you for coming");
    kiosk_close(&k);
}

/* --- a photographed card that was revoked -------------------------------------------------- */

TEST(a_photographed_card_opens_nothing_once_a_new_one_was_issued)
{
    UNUSED_STATE;
    Kiosk k;
    Err err = {0};
    char old[CARD_TEXT], new[CARD_TEXT];
    kiosk_open(&k, school);
    Sql *q = sql(k.store, "SELECT id FROM person WHERE given = 'Rosa'");
    Id rosa = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
    CHECK(sql_done(q, &err));
    CHECK(cards_issue(k.store, rosa, EVENING - 9, old, &err));
    CHECK(cards_issue(k.store, rosa, EVENING - 1, new, &err));
    kiosk_type(&k, old);
    kiosk_key(&k, KEY_ENTER);
    see(&k, HEADING, "We could not find a match");
    CHECK_INT(k.app.guest.level, ANYONE);
    kiosk_wait(&k, 1);
    kiosk_type(&k, new);
    kiosk_key(&k, KEY_ENTER);
    see(&k, HEADING, "Who is here today?");
    kiosk_close(&k);
}

/* --- on every screen ----------------------------------------------------------------------- */

static Stage stage;

static int open_school(void **state)
{
    Err err = {0};
    UNUSED_STATE;
    stage_read(&stage);
    if (stage_open(&stage, &err) && stage_copies(&stage, &err))
        return 0;
    print_error("%s\n", err.detail);
    return -1;
}

static int close_school(void **state)
{
    UNUSED_STATE;
    stage_close(&stage);
    return 0;
}

static const Language *english(void)
{
    return languages_find(stage.drive.glass.app.languages, "en");
}

/* Brings each scene to its state and does something to it. One page that nobody begins on has
 * nobody to hold or leave it. */
static void on_every_scene(void (*act)(App *app, const Scene *scene))
{
    for (int i = 0; i < stage.count; i++) {
        const Scene *scene = &stage.scenes[i];
        if (strncmp(scene->name, "gallery", 7) == 0)
            continue; /* no visitor sees it */
        App *app = stage_begin(&stage, english(), 0, (Switches){0});
        CHECK(stage_play(&stage, scene));
        if (app->is_begun)
            act(app, scene);
        stage_end(&stage);
    }
}

static void give(App *app, Input input)
{
    app_input(app, &input);
    app_frame(app);
}

static bool is_staffs(const App *app)
{
    return app->guest.level >= DESK;
}

/* Every key, and what a keyboard types with Control held. */
static void every_key(App *app, const Scene *scene)
{
    if (is_staffs(app))
        return;
    for (int round = 0; round < 3; round++)
        for (KeyCode key = KEY_TAB; key <= KEY_LOCK; key++) {
            give(app, (Input){.kind = INPUT_KEY, .key = key});
            give(app, (Input){.kind = INPUT_TEXT, .text = "\x03"});
            give(app, (Input){.kind = INPUT_TEXT, .text = "\x1b[2J"});
            if (is_staffs(app) || app->has_quit)
                fail_msg("%s: key %d led to the staff or out", scene->name, (int)key);
        }
}

TEST(a_keyboard_that_is_plugged_in_leads_nowhere_else)
{
    UNUSED_STATE;
    on_every_scene(every_key);
}

static const char *const MAD[] = {"0123456789ABCDEFGHJKMNPQRS", "'; DROP TABLE visit; --",
    "\x01\x02\x1b[A\x7f", "https://example.org/a/very/long/address/that/no/card/of/ours/ever/holds",
    "\xF0\x9F\x92\xA9\xF0\x9F\x92\xA9\xF0\x9F\x92\xA9\xF0\x9F\x92\xA9\xF0\x9F\x92\xA9"};

/* Opens nothing that was not open. */
static void mad_scans(App *app, const Scene *scene)
{
    Level level = app->guest.level;
    if (strncmp(scene->name, "one-more", 8) == 0)
        return; /* both facts are in: Return alone may open it */
    for (size_t i = 0; i < sizeof MAD / sizeof *MAD; i++) {
        Input input = {.kind = INPUT_TEXT};
        for (const char *at = MAD[i]; *at;) {
            const char *from = at;
            utf8_next(&at);
            snprintf(input.text, sizeof input.text, "%.*s", (int)(at - from), from);
            give(app, input);
        }
        give(app, (Input){.kind = INPUT_KEY, .key = KEY_ENTER});
        if (app->guest.level > level || app->has_quit)
            fail_msg("%s: \"%s\" opened something", scene->name, MAD[i]);
    }
}

TEST(a_scanner_that_types_nonsense_opens_nothing)
{
    UNUSED_STATE;
    on_every_scene(mad_scans);
}

/* A finger that stays: nothing happens, and in the end the glass is the next one's. */
static void held_finger(App *app, const Scene *scene)
{
    Node *button = app->ui.root;
    while (button && (button->role != BUTTON || (button->state & STATE_DISABLED)))
        button = node_after(button);
    if (!button)
        return;
    float x = button->box.x + button->box.w / 2, y = button->box.y + button->box.h / 2;
    Screen screen = app->place.screen;
    int visits = number_of(app->store, "SELECT count(*) FROM visit");
    give(app, (Input){.kind = INPUT_PRESS, .x = x, .y = y});
    for (int i = 0; i < 20; i++) {
        app_time(app, app->now, app->tick_ms + 100);
        app_frame(app);
    }
    if (app->place.screen != screen)
        fail_msg("%s: a held finger acted", scene->name);
    for (int i = 0; i < 700; i++) {
        app_time(app, app->now + 1, app->tick_ms + 1000);
        app_frame(app);
    }
    give(app, (Input){.kind = INPUT_RELEASE, .x = x, .y = y});
    if (!nav_is_start(app) || app->guest.has_home)
        fail_msg("%s: a held finger keeps the glass", scene->name);
    CHECK_INT(number_of(app->store, "SELECT count(*) FROM visit"), visits);
}

TEST(a_finger_held_on_a_button_acts_not_and_keeps_nothing_open)
{
    UNUSED_STATE;
    on_every_scene(held_finger);
}

static void walk_away(App *app, const Scene *scene)
{
    for (int i = 0; i < 700 && app->is_begun; i++) {
        app_time(app, app->now + 1, app->tick_ms + 1000);
        app_frame(app);
    }
    if (!nav_is_start(app) || app->guest.has_home || app->guest.query.name[0] || app->back_count)
        fail_msg("%s: something stays when nobody is there", scene->name);
}

TEST(who_walks_away_leaves_every_screen_to_the_next)
{
    UNUSED_STATE;
    on_every_scene(walk_away);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(guessing_gets_slow_and_tells_nothing),
        RUN(a_family_that_somebody_else_checked_in_puts_it_right),
        RUN(two_hundred_stubs_are_kept_and_stop_nobody),
        RUN(a_photographed_card_opens_nothing_once_a_new_one_was_issued),
        RUN(a_keyboard_that_is_plugged_in_leads_nowhere_else),
        RUN(a_scanner_that_types_nonsense_opens_nothing),
        RUN(a_finger_held_on_a_button_acts_not_and_keeps_nothing_open),
        RUN(who_walks_away_leaves_every_screen_to_the_next),
    };
    return cmocka_run_group_tests_name("misuse", tests, open_school, close_school);
}
