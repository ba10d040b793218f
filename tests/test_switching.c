/* Another language in the middle of anything: the words change, nothing else does.
 *
 * Every scene is brought to its state, then the language is changed as a person does it, with the
 * header's button and the list that it opens.
 */
#include "check.h"
#include "scene.h"
#include "screens/screens.h"

enum { KEPT_MAX = 128, KEPT_BYTES = 256 };

static Stage stage;

/* What the scenes together had that could have been lost. */
static struct {
    int scenes, names, digits, ticks, choices, numbers, steps;
} met;

static int open_school(void **state)
{
    Err err = {0};
    UNUSED_STATE;
    stage_read(&stage);
    if (stage_open(&stage, &err))
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

/* --- what must stay ------------------------------------------------------------------------ */

/* A node without its words: who it is, what it holds, how it stands. */
typedef struct {
    uint64_t id;
    Role role;
    unsigned state;
    char text[KEPT_BYTES]; /* a value, typed letters, dots; else "" */
} Kept;

typedef struct {
    Kept nodes[KEPT_MAX];
    int count;
} Snapshot;

/* What stands in a field: its letters, a dot for each digit that is hidden. */
static void read_field(const Node *node, char *out, size_t size)
{
    size_t used = 0;
    out[0] = 0;
    for (const Node *box = node->first; box; box = box->next)
        for (const Node *n = box; n; n = n->first) {
            bool is_dot = n != box && n->show == SHOW_BOX && !n->first && n->fill == INK;
            const char *text = n->show == SHOW_TEXT ? n->label : is_dot ? "•" : "";
            used += (size_t)snprintf(out + used, size - used, "%s", text);
            assert_true(used < size);
        }
}

/* Names of months, of languages and of keys are words; steps are told by their digits. */
static void keep(Kept *k, const Node *n)
{
    *k =
        (Kept){.id = n->id, .role = n->role, .state = n->state & (STATE_SELECTED | STATE_DISABLED)};
    if (n->role == FIELD)
        read_field(n, k->text, sizeof k->text);
    else if (n->value)
        snprintf(k->text, sizeof k->text, "%s", n->value);
    else if (strncmp(n->msgid, "Step ", 5) == 0)
        for (const char *c = n->label; *c; c++)
            if (*c >= '0' && *c <= '9')
                strncat(k->text, (char[]){*c, 0}, sizeof k->text - strlen(k->text) - 1);
}

static void take(const App *app, Snapshot *out)
{
    memset(out, 0, sizeof *out);
    for (const Node *n = app->ui.root; n; n = node_after(n)) {
        bool is_kept = n->is_control || n->value || n->role == HEADING || n->role == STATUS;
        /* A resource is shown in the visitor's language: which of its chips is on goes with it. */
        bool follows = n->role == CHOICE && app->place.screen == screen_resource;
        if (!is_kept || n->role == KEY || follows)
            continue;
        assert_true(out->count < KEPT_MAX);
        keep(&out->nodes[out->count++], n);
    }
}

static void compare(const Scene *scene, const char *tag, const Snapshot *was, const Snapshot *is)
{
    if (was->count != is->count)
        fail_msg("%s, %s: %d things became %d", scene->name, tag, was->count, is->count);
    for (int i = 0; i < was->count; i++) {
        const Kept *a = &was->nodes[i], *b = &is->nodes[i];
        if (a->id != b->id || a->state != b->state || strcmp(a->text, b->text) != 0)
            fail_msg("%s, %s: the %s \"%s\" (%x) became \"%s\" (%x)", scene->name, tag,
                role_text(a->role), a->text, a->state, b->text, b->state);
    }
}

static void count_met(const Snapshot *s)
{
    met.scenes++;
    for (int i = 0; i < s->count; i++) {
        const Kept *k = &s->nodes[i];
        bool is_on = k->state & STATE_SELECTED;
        met.names += k->role == FIELD && k->text[0] && k->text[0] != '0';
        met.digits += k->role == FIELD && strstr(k->text, "•");
        met.ticks += is_on && k->text[0];
        met.choices += k->role == CHOICE && is_on && !k->text[0];
        met.numbers += k->role == GROUP && k->text[0] > '0';
        met.steps += k->role == STATUS && k->text[0] > '1';
    }
}

/* --- changing it --------------------------------------------------------------------------- */

static bool press(const char *line)
{
    char copy[DRIVE_LINE];
    Buf answer;
    buf_init(&answer, 1 << 20);
    snprintf(copy, sizeof copy, "%s", line);
    bool is_done = drive_line(&stage.drive, copy, &answer);
    buf_finish(&answer);
    return is_done;
}

static void change(const Scene *scene, const App *app, const char *tag)
{
    const Language *language = languages_find(app->languages, tag);
    char line[256], second[256]; /* what is beneath may offer the language too */
    snprintf(line, sizeof line, "tap choice \"%s\"", language->own_name);
    snprintf(second, sizeof second, "tap choice \"%s\" #2", language->own_name);
    if (!press("tap button \"Change language\"") || !(press(line) || press(second)))
        fail_msg("%s: the language cannot be changed to %s", scene->name, tag);
    CHECK_TEXT(app->language->tag, tag);
}

static void check_words(const Scene *scene, const App *app)
{
    int count = 0;
    for (const Node *n = app->ui.root; n; n = node_after(n)) {
        bool is_said = n->role == HEADING || n->role == TEXT;
        if (!is_said || !n->msgid[0] || strchr(n->msgid, '{'))
            continue;
        count++;
        if (strcmp(n->label, language_text(app->language, n->msgid)) != 0)
            fail_msg("%s: \"%s\" is not %s", scene->name, n->label, app->language->tag);
    }
    CHECK(count > 0);
}

static bool has_pill(const App *app)
{
    for (const Node *n = app->ui.root; n; n = node_after(n)) {
        if (n->is_modal) /* a dialog stands over it */
            return false;
    }
    for (const Node *n = app->ui.root; n; n = node_after(n))
        if (n->role == BUTTON && strcmp(n->msgid, "Change language") == 0)
            return true;
    return false;
}

TEST(another_language_keeps_what_was_typed_ticked_and_reached)
{
    UNUSED_STATE;
    static const char *const TAGS[] = {"es", "ar", "en"};
    static Snapshot before, after;
    const Languages *languages = &stage.drive.glass.languages;
    for (int i = 0; i < stage.count; i++) {
        const Scene *scene = &stage.scenes[i];
        App *app =
            stage_begin(&stage, languages_find(languages, "en"), i % SIZE_COUNT, (Switches){0});
        CHECK(stage_play(&stage, scene));
        if (has_pill(app)) {
            Screen screen = app->place.screen;
            take(app, &before);
            count_met(&before);
            for (size_t t = 0; t < sizeof TAGS / sizeof *TAGS; t++) {
                change(scene, app, TAGS[t]);
                take(app, &after);
                compare(scene, TAGS[t], &before, &after);
                check_words(scene, app);
                CHECK(app->place.screen == screen);
            }
        }
        stage_end(&stage);
    }
}

/* Else the test above would hold of scenes in which nothing was done. */
TEST(the_scenes_have_something_of_each_kind_to_lose)
{
    UNUSED_STATE;
    CHECK(met.scenes >= stage.count / 3); /* the staff have no other language at hand */
    CHECK(met.names > 0);
    CHECK(met.digits > 0);
    CHECK(met.ticks > 0);
    CHECK(met.choices > 0);
    CHECK(met.numbers > 0);
    CHECK(met.steps > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(another_language_keeps_what_was_typed_ticked_and_reached),
        RUN(the_scenes_have_something_of_each_kind_to_lose),
    };
    return cmocka_run_group_tests_name("switching", tests, open_school, close_school);
}
