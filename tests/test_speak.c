/* What is said when the tree changes: in order, in which language, and what never is. */
#include "check.h"
#include "measure.h"
#include "ui/input.h"
#include "ui/speak.h"
#include "ui/ui.h"

/* What the made-up screen shows now. */
typedef struct {
    bool is_second, has_dialog, has_problem, wants_interpreter, is_here, can_go;
    int others, month, step, seconds;
    char name[64], digits[5];
} Shown;

static struct {
    Languages languages;
    Keyboards keyboards;
    Formats *formats;
    Theme theme;
    Ui ui;
    const Language *language;
    Shown shown;
    Speech speech;
    char said[2048]; /* the runs, each with its language: "en:Next; " */
} b;

static void declare_second(Ui *ui)
{
    ui_heading(ui, "Last 4 digits of your phone number");
    ui_boxes(ui, "Last 4 digits of your phone number", b.shown.digits, 4);
    ui_button(ui, SECOND, "Back");
}

static void declare_first(Ui *ui)
{
    static const char *const MONTHS[] = {"January", "February"};
    ui_heading(ui, "Who is here today?");
    if (b.shown.step)
        ui_steps(ui, b.shown.step, 3);
    if (b.shown.seconds)
        ui_ring(ui, 0.5F, b.shown.seconds, "{0, plural, one {second} other {seconds}}");
    if (b.shown.has_problem)
        ui_banner(ui, PROBLEM, "alert", "Something went wrong. Please tell the office.");
    ui_field(ui, "Name", b.shown.name, sizeof b.shown.name);
    ui_key(ui, 7);
    ui_person(ui, "M", "Grade 5", "", &b.shown.is_here);
    ui_toggle(ui, "We need an interpreter", "", &b.shown.wants_interpreter);
    ui_stepper(ui, "Other adults with you", &b.shown.others, 0, 9);
    for (int i = 0; i < 2; i++) {
        ui_key(ui, (uint64_t)i + 1);
        ui_language(ui, languages_find(&b.languages, i ? "es" : "en"));
        ui_chip(ui, MONTHS[i], b.shown.month == i + 1);
    }
    ui_disabled(ui, !b.shown.can_go);
    ui_button(ui, FILLED, "Next");
}

static void declare_dialog(Ui *ui)
{
    ui_dialog(ui, "Do you need help?") {
        ui_card(ui) {
            ui_heading(ui, "Do you need help?");
            ui_text(ui, BODY, "Ask at the office desk. Someone there will help you.");
            ui_button(ui, FILLED, "Close");
        }
    }
}

/* One frame, and what it says against the one before. */
static const char *frame(void)
{
    Ui *ui = &b.ui;
    const Node *before = ui->root;
    ui_begin_frame(ui, &b.theme, b.language);
    if (b.shown.is_second)
        declare_second(ui);
    else
        declare_first(ui);
    if (b.shown.has_dialog)
        declare_dialog(ui);
    ui_end_frame(ui);
    speak(&b.speech, before, ui->root);
    b.said[0] = 0;
    size_t used = 0;
    for (int i = 0; i < b.speech.count; i++)
        used += (size_t)snprintf(b.said + used, sizeof b.said - used, "%s:%s; ",
            b.speech.runs[i].language->tag, b.speech.runs[i].text);
    return b.said;
}

/* The focus goes to a control by its id or label, as a key would bring it. */
static void focus(const char *label)
{
    for (int i = 0; i < 32; i++) {
        input_focus(&b.ui, 1);
        for (const Node *n = b.ui.root; n; n = node_after(n))
            if (n->id == b.ui.focus &&
                (strcmp(n->msgid, label) == 0 || strcmp(n->label, label) == 0))
                return;
    }
    fail_msg("no focus on %s", label);
}

static int begin(void **state)
{
    UNUSED_STATE;
    Err err = {0};
    memset(&b, 0, sizeof b);
    assert_true(languages_open(&b.languages, FOYER_LOCALES, &err));
    assert_true(keyboards_open(&b.keyboards, FOYER_SOURCE "/assets/keyboards", &err));
    b.formats = formats_new("America/Chicago", &err);
    ui_init(&b.ui, &b.languages, b.formats, &fixed_measurer, &b.keyboards);
    theme_fit(&b.theme, 1920, 1080, 0, (Switches){0}, 0);
    b.language = languages_find(&b.languages, "en");
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    ui_finish(&b.ui);
    formats_free(b.formats);
    languages_close(&b.languages);
    return 0;
}

TEST(a_new_screen_is_its_heading_then_the_first_control)
{
    UNUSED_STATE;
    CHECK_TEXT(frame(), "en:Who is here today?; en:Name; en:text box; ");
    CHECK_TEXT(frame(), "");
    b.shown.is_second = true;
    CHECK_TEXT(frame(),
        "en:Last 4 digits of your phone number; "
        "en:Last 4 digits of your phone number; en:text box; ");
    CHECK_TEXT(frame(), "");
}

TEST(another_language_says_the_screen_again)
{
    UNUSED_STATE;
    frame();
    b.language = languages_find(&b.languages, "es");
    CHECK_TEXT(frame(), "es:¿Quién vino hoy?; es:Nombre; es:cuadro de texto; ");
}

TEST(a_dialog_is_said_when_it_appears_and_hides_what_is_beneath)
{
    UNUSED_STATE;
    frame();
    b.shown.has_dialog = true;
    CHECK_TEXT(frame(),
        "en:Do you need help?; en:Ask at the office desk. Someone there will help "
        "you.; en:Close; en:button; ");
    b.shown.has_problem = true;
    CHECK_TEXT(frame(), "");
    b.shown.has_dialog = false;
    CHECK_TEXT(frame(), "");
}

TEST(a_status_is_said_when_it_appears_or_changes)
{
    UNUSED_STATE;
    frame();
    b.shown.has_problem = true;
    CHECK_TEXT(frame(), "en:Something went wrong. Please tell the office.; ");
    CHECK_TEXT(frame(), "");
    b.shown.step = 1;
    CHECK_TEXT(frame(), "en:Step 1 of 3; ");
    b.shown.step = 2;
    CHECK_TEXT(frame(), "en:Step 2 of 3; ");
    b.shown.has_problem = false;
    CHECK_TEXT(frame(), "");
}

TEST(the_focus_says_label_role_and_state)
{
    UNUSED_STATE;
    frame();
    focus("We need an interpreter");
    CHECK_TEXT(frame(), "en:We need an interpreter; en:switch; en:off; ");
    CHECK_TEXT(frame(), "");
    focus("M. Grade 5");
    CHECK_TEXT(frame(), "en:M. Grade 5; en:not ticked; ");
    focus("February");
    CHECK_TEXT(frame(), "es:February; en:not chosen; ");
    b.shown.can_go = true;
    frame();
    focus("Next");
    CHECK_TEXT(frame(), "en:Next; en:button; ");
    b.language = languages_find(&b.languages, "ar");
    frame();
    focus("We need an interpreter");
    CHECK(strstr(frame(), "ar:مفتاح") != NULL);
}

TEST(what_is_new_comes_before_where_the_focus_went)
{
    UNUSED_STATE;
    frame();
    b.shown.has_problem = true;
    focus("We need an interpreter");
    CHECK_TEXT(frame(),
        "en:Something went wrong. Please tell the office.; "
        "en:We need an interpreter; en:switch; en:off; ");
}

TEST(a_value_that_changed_is_said_with_its_name_unless_the_focus_is_on_it)
{
    UNUSED_STATE;
    frame();
    b.shown.others = 2;
    CHECK_TEXT(frame(), "en:Other adults with you; en:2; ");
    b.shown.wants_interpreter = true;
    CHECK_TEXT(frame(), "en:We need an interpreter; en:on; ");
    b.shown.month = 1;
    CHECK_TEXT(frame(), "en:January; en:chosen; ");
    b.shown.month = 2;
    CHECK_TEXT(frame(), "es:February; en:chosen; ");
    focus("We need an interpreter");
    frame();
    b.shown.wants_interpreter = false;
    CHECK_TEXT(frame(), "en:off; ");
}

TEST(a_countdown_is_silent)
{
    UNUSED_STATE;
    b.shown.seconds = 30;
    frame();
    b.shown.seconds = 29;
    CHECK_TEXT(frame(), "");
}

TEST(what_is_personal_is_said_only_where_the_focus_is)
{
    UNUSED_STATE;
    snprintf(b.shown.name, sizeof b.shown.name, "Qzxv");
    CHECK_TEXT(frame(), "en:Who is here today?; en:Name; en:text box; ");
    snprintf(b.shown.name, sizeof b.shown.name, "Qzxva");
    CHECK_TEXT(frame(), "");
    b.shown.is_here = true;
    CHECK_TEXT(frame(), "en:ticked; ");
    focus("Name");
    CHECK_TEXT(frame(), "en:Name; en:text box; en:Qzxva; ");
    snprintf(b.shown.name, sizeof b.shown.name, "Qzxvab");
    CHECK_TEXT(frame(), "en:Qzxvab; ");
}

TEST(a_secret_is_never_said)
{
    UNUSED_STATE;
    b.shown.is_second = true;
    frame();
    focus("Last 4 digits of your phone number");
    frame();
    for (int i = 0; i < 4; i++) {
        b.shown.digits[i] = '7';
        CHECK_TEXT(frame(), "");
    }
    focus("Back");
    frame();
    focus("Last 4 digits of your phone number");
    CHECK_TEXT(frame(), "en:Last 4 digits of your phone number; en:text box; ");
    CHECK(!memchr(b.speech.bytes, '7', b.speech.used));
    for (Node *n = b.ui.root; n; n = node_after(n))
        if (n->state & STATE_SECRET)
            n->value = "7777"; /* a screen that forgot itself */
    speak(&b.speech, NULL, b.ui.root);
    CHECK(b.speech.count > 0);
    CHECK(!memchr(b.speech.bytes, '7', b.speech.used));
}

TEST(what_does_not_fit_is_left_out)
{
    UNUSED_STATE;
    static Node nodes[SPEECH_RUNS + 8];
    static char label[200];
    Node root = {.role = PAGE, .label = "", .msgid = "", .style.language = b.language};
    memset(label, 'a', sizeof label - 1);
    for (int i = 0; i < SPEECH_RUNS + 8; i++) {
        nodes[i] = (Node){.role = STATUS,
            .id = (uint64_t)i + 1,
            .label = label,
            .msgid = "",
            .parent = &root,
            .next = i < SPEECH_RUNS + 7 ? &nodes[i + 1] : NULL};
    }
    root.first = &nodes[0];
    speak(&b.speech, NULL, &root);
    CHECK_INT(b.speech.count, SPEECH_BYTES / (int)sizeof label);
    label[10] = 0;
    speak(&b.speech, NULL, &root);
    CHECK_INT(b.speech.count, SPEECH_RUNS);
    speak(&b.speech, &root, NULL);
    CHECK_INT(b.speech.count, 0);
}

#define SAID(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SAID(a_new_screen_is_its_heading_then_the_first_control),
        SAID(another_language_says_the_screen_again),
        SAID(a_dialog_is_said_when_it_appears_and_hides_what_is_beneath),
        SAID(a_status_is_said_when_it_appears_or_changes),
        SAID(the_focus_says_label_role_and_state),
        SAID(what_is_new_comes_before_where_the_focus_went),
        SAID(a_value_that_changed_is_said_with_its_name_unless_the_focus_is_on_it),
        SAID(a_countdown_is_silent),
        SAID(what_is_personal_is_said_only_where_the_focus_is),
        SAID(a_secret_is_never_said),
        SAID(what_does_not_fit_is_left_out),
    };
    return cmocka_run_group_tests_name("speak", tests, NULL, NULL);
}
