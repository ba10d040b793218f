/* The shelf at the glass: what a family sees of it, what is counted, and that every code of the
 * made-up school is read back from the glass as it is. */
#include "kiosk.h"
#include "reader.h"
#include "scene.h"
#include "store/resources.h"
#include "store/settings.h"
#include "store/sql.h"

/* --- a small shelf ------------------------------------------------------------------------- */

static Id put(Kiosk *k, const char *uid, const char *topic, ResourceKind kind, int position)
{
    Err err = {0};
    Resource r = {.kind = kind, .position = position, .state = WORKSHOP_PUBLISHED};
    snprintf(r.uid, sizeof r.uid, "%s", uid);
    snprintf(r.topic, sizeof r.topic, "%s", topic);
    CHECK(resources_put(k->store, &r, EVENING, &err));
    CHECK(content_put(k->store, r.id, CONTENT_TITLE, "en", uid, &err));
    return r.id;
}

static void put_code(Kiosk *k, Id id, const char *language, const char *code, const char *address)
{
    Err err = {0};
    CHECK(content_put(k->store, id, CONTENT_PAYLOAD, language, code, &err));
    CHECK(content_put(k->store, id, CONTENT_ADDRESS, language, address, &err));
}

static void shelf(Kiosk *k)
{
    Id books = put(k, "Books", "reading", RESOURCE_URL, 1);
    Id words = put(k, "Words", "reading", RESOURCE_TEXT, 2);
    Id network = put(k, "Network here", "wifi", RESOURCE_WIFI, 3);
    put_code(k, books, "en", "https://example.org/en", "example.org/en");
    put_code(k, books, "es", "https://example.org/es", "example.org/es");
    put_code(k, words, "en", "Some words", "");
    put_code(k, network, "", "WIFI:T:WPA;S:Guest;P:read-more;;", "Guest\nread-more");
    school(k);
}

static int number(Kiosk *k, const char *select)
{
    Err err = {0};
    Sql *q = sql(k->store, select);
    int found = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return found;
}

static int shown(Kiosk *k)
{
    return number(k, "SELECT coalesce(sum(shown), 0) FROM resource_view");
}

static const QrCode *code_at(Kiosk *k)
{
    Node *node = kiosk_find(k, IMAGE, "The code to scan");
    return node ? node->code : NULL;
}

static void check_code(Kiosk *k, const char *wanted)
{
    char got[1024];
    const QrCode *code = code_at(k);
    assert_non_null(code);
    CHECK_TEXT(read_matrix(code, got, sizeof got), wanted);
}

TEST(a_topic_leads_to_its_codes_and_each_showing_is_counted_once)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, shelf);
    tap(&k, BUTTON, "Take home a guide");
    see(&k, BUTTON, "Guest Wi-Fi");
    CHECK(!kiosk_find(&k, BUTTON, "College")); /* there is nothing of it */
    CHECK_INT(shown(&k), 0);
    tap(&k, BUTTON, "Reading");
    check_code(&k, "https://example.org/en");
    CHECK(anywhere(&k, "example.org/en"));
    CHECK(anywhere(&k, "Books"));
    CHECK(!anywhere(&k, "No internet needed"));
    kiosk_wait(&k, 5);
    CHECK_INT(shown(&k), 1);
    tap(&k, BUTTON, "Next");
    check_code(&k, "Some words");
    CHECK(anywhere(&k, "No internet needed"));
    CHECK_INT(shown(&k), 2);
    tap(&k, BUTTON, "Previous");
    check_code(&k, "https://example.org/en");
    CHECK_INT(shown(&k), 3);
    tap(&k, BUTTON, "Done");
    see(&k, BUTTON, "Take home a guide");
    CHECK_INT(number(&k, "SELECT count(*) FROM resource_view WHERE language = 'en'"), 2);
    CHECK_INT(
        number(&k, "SELECT count(*) FROM journey WHERE flow = 'resources' AND ended = 'done'"), 1);
    kiosk_close(&k);
}

TEST(back_leads_to_the_shelf_from_whichever_was_shown)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, shelf);
    tap(&k, BUTTON, "Take home a guide");
    tap(&k, BUTTON, "Reading");
    tap(&k, BUTTON, "Next");
    tap(&k, BUTTON, "Back");
    see(&k, BUTTON, "Guest Wi-Fi");
    kiosk_close(&k);
}

TEST(a_link_offers_the_network_first_and_back_comes_to_the_link)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, shelf);
    tap(&k, BUTTON, "Take home a guide");
    tap(&k, BUTTON, "Reading");
    tap(&k, BUTTON, "Join Wi-Fi first");
    check_code(&k, "WIFI:T:WPA;S:Guest;P:read-more;;");
    CHECK(anywhere(&k, "Guest"));
    CHECK(anywhere(&k, "read-more"));
    CHECK(!kiosk_find(&k, BUTTON, "Join Wi-Fi first"));
    tap(&k, BUTTON, "Back");
    check_code(&k, "https://example.org/en");
    tap(&k, BUTTON, "Next");
    CHECK(!kiosk_find(&k, BUTTON, "Join Wi-Fi first")); /* words need no network */
    kiosk_close(&k);
}

TEST(the_visitors_language_is_shown_else_the_next_best_and_that_is_said)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, shelf);
    kiosk_language(&k, "es");
    tap(&k, BUTTON, "Take home a guide");
    tap(&k, BUTTON, "Reading");
    check_code(&k, "https://example.org/es");
    CHECK(!anywhere(&k, "Not in your language yet"));
    tap(&k, CHOICE, "English");
    check_code(&k, "https://example.org/en");
    CHECK(anywhere(&k, "example.org/en"));
    CHECK(see(&k, CHOICE, "English")->state & STATE_SELECTED);
    CHECK(!(see(&k, CHOICE, "Español")->state & STATE_SELECTED));
    CHECK_INT(shown(&k), 1); /* another version is not another showing */
    tap(&k, BUTTON, "Next");
    check_code(&k, "Some words");
    CHECK(!kiosk_find(&k, CHOICE, "English")); /* there is nothing to choose */
    kiosk_language(&k, "ar");
    kiosk_frame(&k);
    tap(&k, BUTTON, "Previous");
    check_code(&k, "https://example.org/en");
    kiosk_language(&k, "es");
    kiosk_frame(&k);
    check_code(&k, "https://example.org/es"); /* whoever changes the language wants it here too */
    CHECK_INT(number(&k, "SELECT count(*) FROM resource_view WHERE language = 'ar'"), 1);
    kiosk_close(&k);
}

TEST(of_many_languages_the_schools_and_the_visitors_are_shown_first)
{
    UNUSED_STATE;
    static const char *const MANY[] = {"am", "ar", "es", "my", "so", "ur", "vi", "zh_Hans"};
    Kiosk k;
    kiosk_open(&k, shelf);
    Id id = put(&k, "Many", "college", RESOURCE_TEXT, 9);
    put_code(&k, id, "en", "Words in en", "");
    for (size_t i = 0; i < sizeof MANY / sizeof *MANY; i++) {
        char words[32];
        snprintf(words, sizeof words, "Words in %s", MANY[i]);
        put_code(&k, id, MANY[i], words, "");
    }
    kiosk_language(&k, "vi");
    tap(&k, BUTTON, "Take home a guide");
    tap(&k, BUTTON, "College");
    check_code(&k, "Words in vi");
    see(&k, CHOICE, "English");
    see(&k, CHOICE, "Español");
    see(&k, CHOICE, "العربية");
    see(&k, CHOICE, "Tiếng Việt");
    CHECK(!kiosk_find(&k, CHOICE, "اردو"));
    tap(&k, CHOICE, "thêm 5");
    see(&k, CHOICE, "Tiếng Somali"); /* a language without a catalogue, named in the visitor's */
    tap(&k, CHOICE, "اردو");
    check_code(&k, "Words in ur");
    CHECK(!kiosk_find(&k, CHOICE, "Tiếng Somali"));
    kiosk_close(&k);
}

TEST(all_of_it_is_done_with_a_keyboard_alone)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, shelf);
    tap(&k, BUTTON, "Take home a guide");
    for (int i = 0; i < 20 && !code_at(&k); i++) {
        kiosk_key(&k, KEY_TAB);
        Node *at = kiosk_find(&k, BUTTON, "Reading");
        if (at && at->id == k.app.ui.focus)
            kiosk_key(&k, KEY_ENTER);
    }
    check_code(&k, "https://example.org/en");
    kiosk_key(&k, KEY_ESCAPE);
    see(&k, BUTTON, "Guest Wi-Fi");
    kiosk_close(&k);
}

TEST(a_code_stands_two_minutes_before_it_asks)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, shelf);
    tap(&k, BUTTON, "Take home a guide");
    tap(&k, BUTTON, "Reading");
    kiosk_wait(&k, 119);
    CHECK(code_at(&k));
    kiosk_wait(&k, 1);
    CHECK(!code_at(&k));
    CHECK(anywhere(&k, "Are you still there?"));
    tap(&k, BUTTON, "I need more time");
    CHECK(code_at(&k));
    kiosk_close(&k);
}

TEST(an_empty_shelf_says_so_and_a_withdrawn_one_is_not_shown)
{
    UNUSED_STATE;
    Kiosk k;
    Err err = {0};
    kiosk_open(&k, school);
    tap(&k, BUTTON, "Take home a guide");
    CHECK(anywhere(&k, "There is nothing here yet"));
    tap(&k, BUTTON, "Back");
    put_code(&k, put(&k, "Late", "reading", RESOURCE_URL, 1), "en", "https://example.org", "");
    tap(&k, BUTTON, "Take home a guide");
    CHECK(sql_run(sql(k.store, "UPDATE resource SET state = 'withdrawn'"), &err));
    tap(&k, BUTTON, "Reading"); /* while somebody stood before the shelf */
    CHECK(!code_at(&k));
    CHECK(anywhere(&k, "We could not find that."));
    CHECK_INT(shown(&k), 0);
    kiosk_close(&k);
}

/* --- every code, from the glass ------------------------------------------------------------- */

static Stage stage;

static int open_school(void **state)
{
    Err err = {0};
    UNUSED_STATE;
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

enum { CODES = 400 };

typedef struct {
    Id resource;
    char language[12];
} Shown;

static int all_codes(Shown *out)
{
    Err err = {0};
    int count = 0;
    Sql *q = sql(stage.drive.glass.store,
        "SELECT c.owner, c.language FROM content c JOIN resource r ON r.id = c.owner"
        " WHERE c.field = 'payload' AND r.state = 'published'"
        " ORDER BY r.position, c.language");
    for (; sql_row(q) && count < CODES; count++) {
        out[count].resource = sql_get_id(q, 0);
        sql_get_copy(q, 1, out[count].language, sizeof out[count].language);
    }
    CHECK(sql_done(q, &err));
    return count;
}

static Node *code_node(App *app)
{
    for (Node *n = app->ui.root; n; n = node_after(n))
        if (n->show == SHOW_QR)
            return n;
    return NULL;
}

/* In a glass of this size with these switches: the code that stands there, in whole pixels, large,
 * with its quiet zone, is the payload byte for byte. */
static void check_shown(const Shown *shown, App *app)
{
    Glass *g = &stage.drive.glass;
    Err err = {0};
    char got[RESOURCE_CODE];
    ResourceVersion version;
    go_to(app, screen_resource, shown->resource);
    app->next.note[0] = 0;
    snprintf(app->next.note, sizeof app->next.note, "%s", shown->language);
    glass_frame(g);
    CHECK(resources_version(g->store, shown->resource, shown->language, &version, &err));
    CHECK_TEXT(version.language, shown->language);
    Node *node = code_node(app);
    assert_non_null(node);
    float px = app->theme.px_per_u;
    Pixels part = {(int)(node->box.x * px), (int)(node->box.y * px), (int)(node->box.w * px),
        (int)(node->box.h * px)};
    int module = part.w / (node->code->size + 2 * QRCODE_QUIET);
    CHECK(module >= 4);
    CHECK(module * (node->code->size + 2 * QRCODE_QUIET) >= 300);
    read_glass(g->picture, part, got, sizeof got);
    if (strcmp(got, version.code) != 0)
        fail_msg(
            "%dx%d: \"%s\" is read as \"%s\"", app->width_px, app->height_px, version.code, got);
}

static void check_all(int size, Switches switches, const Shown *shown, int count, int from, int by)
{
    const Languages *languages = &stage.drive.glass.languages;
    for (int i = from; i < count; i += by) {
        const Language *language = languages_find(languages, i % 2 ? "ar" : "en");
        check_shown(&shown[i], stage_begin(&stage, language, size, switches));
        stage_end(&stage);
    }
}

/* Each code at each size; and each at each size under switches by turn. FOYER_LONG: all of it. */
TEST(a_reader_reads_every_code_of_the_made_up_school_from_the_glass)
{
    UNUSED_STATE;
    static const Switches SETS[] = {{.contrast = true}, {.large = true}, {.reach = true},
        {.large = true, .contrast = true, .reach = true, .slow = true}, {.slow = true}};
    enum { SET_COUNT = sizeof SETS / sizeof *SETS };
    static Shown shown[CODES];
    int count = all_codes(shown);
    bool is_long = getenv("FOYER_LONG") != NULL;
    CHECK(count >= 24 && count < CODES);
    for (int size = 0; size < SIZE_COUNT; size++) {
        check_all(size, (Switches){0}, shown, count, 0, 1);
        for (int i = 0; i < SET_COUNT; i++)
            check_all(size, SETS[i], shown, count, is_long ? 0 : (i + size) % SET_COUNT,
                is_long ? 1 : SET_COUNT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_topic_leads_to_its_codes_and_each_showing_is_counted_once),
        RUN(back_leads_to_the_shelf_from_whichever_was_shown),
        RUN(a_link_offers_the_network_first_and_back_comes_to_the_link),
        RUN(the_visitors_language_is_shown_else_the_next_best_and_that_is_said),
        RUN(of_many_languages_the_schools_and_the_visitors_are_shown_first),
        RUN(all_of_it_is_done_with_a_keyboard_alone),
        RUN(a_code_stands_two_minutes_before_it_asks),
        RUN(an_empty_shelf_says_so_and_a_withdrawn_one_is_not_shown),
        cmocka_unit_test_setup_teardown(
            a_reader_reads_every_code_of_the_made_up_school_from_the_glass, open_school,
            close_school),
    };
    return cmocka_run_group_tests_name("shelf", tests, NULL, NULL);
}
