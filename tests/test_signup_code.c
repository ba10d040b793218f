/* The calendar's code of a sign-up: read back from the glass at every size and switch, and what a
 * calendar makes of it. */
#include "reader.h"
#include "scene.h"

#include "exchange/ics.h"
#include "exchange/payload.h"
#include "store/events.h"
#include "store/signups.h"

static Stage stage;

static int open_school(void **state)
{
    Err err = {0};
    UNUSED_STATE;
    stage_read(&stage);
    if (!stage_open(&stage, &err))
        print_error("%s\n", err.detail);
    stage.drive.glass.is_blind = false;
    return err.code ? -1 : 0;
}

static int close_school(void **state)
{
    UNUSED_STATE;
    stage_close(&stage);
    return 0;
}

static const Scene *scene_named(const char *name)
{
    for (int i = 0; i < stage.count; i++)
        if (strcmp(stage.scenes[i].name, name) == 0)
            return &stage.scenes[i];
    fail_msg("no scene %s", name);
    return NULL;
}

static Node *code_node(App *app)
{
    for (Node *n = app->ui.root; n; n = node_after(n))
        if (n->show == SHOW_QR)
            return n;
    return NULL;
}

/* What the code of the guest's sign-up is to hold. */
static void expected(App *app, char *out, size_t size)
{
    Err err = {0};
    Session s;
    char title[256], place[256];
    const char *tag = app->language->tag;
    CHECK(sessions_get(app->store, app->guest.signup.session, &s, &err));
    CHECK(content_get(app->store, s.workshop, CONTENT_TITLE, tag, title, sizeof title, &err));
    CHECK(content_get(app->store, s.id, CONTENT_PLACE, tag, place, sizeof place, &err));
    PayloadEvent event = {
        .title = title, .place = place, .link = s.link, .starts = s.starts, .ends = s.ends};
    CHECK(payload_event(&event, out, size, &err));
}

static void check_glass(App *app)
{
    char got[PAYLOAD_SIZE], wanted[PAYLOAD_SIZE];
    Node *node = code_node(app);
    assert_non_null(node);
    float px = app->theme.px_per_u;
    Pixels part = {(int)(node->box.x * px), (int)(node->box.y * px), (int)(node->box.w * px),
        (int)(node->box.h * px)};
    expected(app, wanted, sizeof wanted);
    read_glass(stage.drive.glass.picture, part, got, sizeof got);
    if (strcmp(got, wanted) != 0)
        fail_msg("%s, %dx%d%s%s%s: \"%s\" is read as \"%s\"", app->language->tag, app->width_px,
            app->height_px, app->switches.large ? ", large" : "",
            app->switches.contrast ? ", contrast" : "", app->switches.reach ? ", reach" : "",
            wanted, got);
}

TEST(is_read_from_the_glass_at_every_size_and_switch)
{
    UNUSED_STATE;
    static const char *const SCENE[] = {"signed-up", "signup"};
    static const char *const TAG[] = {"en", "ar", "zh_Hans", "my"};
    const Languages *languages = &stage.drive.glass.languages;
    int turn = 0;
    for (int size = 0; size < SIZE_COUNT; size++)
        for (int bits = 0; bits < 8; bits++)
            for (int i = 0; i < 2; i++) {
                Switches switches = {.large = bits & 1, .contrast = bits & 2, .reach = bits & 4};
                const Language *language = languages_find(languages, TAG[turn++ % 4]);
                App *app = stage_begin(&stage, language, size, switches);
                CHECK(stage_play(&stage, scene_named(SCENE[i])));
                check_glass(app);
                stage_end(&stage);
            }
}

/* --- in a calendar -------------------------------------------------------------------------- */

/* What a calendar reads from the code: the instants, to the second. */
static void check_calendar(Zone *zone, int64_t starts, int64_t ends)
{
    char text[PAYLOAD_SIZE];
    Err err = {0};
    IcsList list = {0};
    IcsWindow window = {zone, starts - 86400, ends + 86400};
    PayloadEvent event = {.title = "Math; \"tears\", \\ 数学",
        .place = "Room 12, library",
        .link = "",
        .starts = starts,
        .ends = ends,
        .uid = "math-1",
        .stamp = starts - 86400};
    Buf bytes;
    buf_init(&bytes, 1 << 16);
    CHECK(payload_event(&event, text, sizeof text, &err));
    buf_add(&bytes, text, strlen(text));
    CHECK(ics_read(&list, "code", &bytes, &window, NULL, &err));
    CHECK_INT(list.count, 1);
    CHECK_INT(list.events[0].starts, starts);
    CHECK_INT(list.events[0].ends, ends);
    CHECK_TEXT(list.entries[0].title, event.title);
    CHECK_TEXT(list.entries[0].place, event.place);
    ics_finish(&list);
    buf_finish(&bytes);
}

/* Libical reads the wrapped form; the bare one is the same VEVENT without its wrapping. */
TEST(is_the_right_instant_before_in_and_after_summer_time)
{
    UNUSED_STATE;
    static const char *const WHEN[] = {"2026-10-31T18:00", "2026-11-01T00:30", "2026-11-01T03:00",
        "2026-12-01T18:00", "2027-03-13T18:00", "2027-03-14T01:30", "2027-03-14T03:00",
        "2027-06-01T18:00"};
    Err err = {0};
    Zone *zone = zone_new("America/Chicago", &err);
    assert_non_null(zone);
    for (size_t i = 0; i < sizeof WHEN / sizeof *WHEN; i++) {
        int64_t starts;
        char local[32];
        CHECK(zone_parse(zone, WHEN[i], &starts, &err));
        zone_write(zone, starts, local);
        CHECK_INT(strncmp(local, WHEN[i], strlen(WHEN[i])), 0);
        check_calendar(zone, starts, starts + 5400);
    }
    zone_free(zone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(is_the_right_instant_before_in_and_after_summer_time),
        RUN(is_read_from_the_glass_at_every_size_and_switch)};
    return cmocka_run_group_tests_name("signup_code", tests, open_school, close_school);
}
