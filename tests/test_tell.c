/* What tells: bars, jobs, toasts, questions, codes, banners. */
#include "frames.h"

/* --- how much ------------------------------------------------------------------------------ */

static void chart(Ui *ui, void *state)
{
    ui_bar_row(ui, state);
}

static const Node *filled(Bench *b, Tone tone)
{
    for (const Node *n = b->ui.root; n; n = node_after(n))
        if (n->parent && n->fill == tone)
            return n;
    return NULL;
}

TEST(a_bar_is_as_long_as_its_share)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    BarRow row = {.label = "Spanish", .part = 92, .whole = 143, .last_per_cent = 52};
    frame(b, chart, &row);
    const Node *track = filled(b, SUNK), *bar = filled(b, ACCENT), *tick = filled(b, INK);
    CHECK(near(bar->box.w, track->box.w * 92 / 143));
    CHECK(near(bar->box.h, 9) && near(bar->box.x, track->box.x));
    CHECK(near(tick->box.w, 2) && tick->box.h > 12);
    CHECK(fabsf(tick->box.x + 1 - track->box.x - track->box.w * 0.52F) < 1.1F);
    CHECK(says(b, "64%"));
    CHECK(says(b, "92 of 143"));
    bench_close(b);
}

TEST(a_bar_of_nothing_or_too_much_stays_in_its_track)
{
    UNUSED_STATE;
    static const int PARTS[][2] = {{0, 10}, {5, 0}, {30, 10}, {10, 10}};
    for (int i = 0; i < 4; i++) {
        Bench *b = bench_open("en", (Switches){0});
        BarRow row = {.label = "x", .part = PARTS[i][0], .whole = PARTS[i][1], .last_per_cent = -1};
        frame(b, chart, &row);
        const Node *bar = filled(b, ACCENT), *track = filled(b, SUNK);
        if (i < 2)
            CHECK(!bar);
        else
            CHECK(near(bar->box.w, track->box.w));
        CHECK(!filled(b, INK)); /* no tick */
        bench_close(b);
    }
}

TEST(bars_grow_from_the_start_but_from_the_left_in_urdu)
{
    UNUSED_STATE;
    Bench *b = bench_open("ar", (Switches){0});
    BarRow row = {.label = "x", .part = 1, .whole = 4, .last_per_cent = -1};
    Language urdu = *b->ui.language;
    frame(b, chart, &row);
    const Node *bar = filled(b, ACCENT), *track = filled(b, SUNK);
    CHECK(near(bar->box.x + bar->box.w, track->box.x + track->box.w));
    snprintf(urdu.tag, sizeof urdu.tag, "ur");
    b->ui.language = &urdu;
    frame(b, chart, &row);
    CHECK(near(filled(b, ACCENT)->box.x, filled(b, SUNK)->box.x));
    bench_close(b);
}

TEST(a_hidden_row_says_why_and_nothing_else)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    BarRow row = {.label = "x", .part = 3, .whole = 8, .hidden = "fewer than 10"};
    frame(b, chart, &row);
    CHECK(says(b, "fewer than 10"));
    CHECK(!says(b, "%") && !says(b, "3 of 8") && !filled(b, ACCENT));
    bench_close(b);
}

static void job(Ui *ui, void *state)
{
    bool *is_stopped = state;
    if (ui_job(ui, "Reading the roster, {0, number} of {1, number}", 1240, 3100))
        *is_stopped = true;
}

TEST(a_job_says_how_far_it_is_and_can_be_stopped)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    bool is_stopped = false;
    frame(b, job, &is_stopped);
    CHECK(says(b, "1,240 of 3,100"));
    CHECK_TEXT(must(b, PROGRESS, "Reading the roster, {0, number} of {1, number}")->value, "40");
    CHECK(near(filled(b, ACCENT)->box.w, filled(b, SUNK)->box.w * 0.4F));
    tap_node(b, must(b, BUTTON, "Stop"));
    frame(b, job, &is_stopped);
    CHECK(is_stopped);
    bench_close(b);
}

/* --- toast, dialog ------------------------------------------------------------------------- */

typedef struct {
    Toast toast;
    int undone, others;
    AskAnswer answer;
} Told;

static void told(Ui *ui, void *state)
{
    Told *t = state;
    if (ui_button(ui, SECOND, "Check in"))
        toast_say(ui, &t->toast);
    t->undone += ui_toast(ui, &t->toast, "is in");
    t->others += ui_button(ui, QUIET, "Help");
}

TEST(a_toast_stands_for_ten_seconds)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Told t = {0};
    frame(b, told, &t);
    CHECK(!says(b, "is in"));
    tap_node(b, must(b, BUTTON, "Check in"));
    frame(b, told, &t);
    CHECK(says(b, "is in"));
    CHECK_INT(ui_wants_frame_ms(&b->ui), 10000);
    tap_node(b, must(b, BUTTON, "Help"));
    b->ui.now_ms += 9999;
    frame(b, told, &t);
    CHECK(says(b, "is in"));
    b->ui.now_ms += 1;
    frame(b, told, &t);
    CHECK(!says(b, "is in"));
    CHECK_INT(ui_wants_frame_ms(&b->ui), -1);
    CHECK_INT(t.undone, 0);
    bench_close(b);
}

TEST(undo_is_said_once_and_the_toast_goes)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){0});
    Told t = {0};
    frame(b, told, &t);
    tap_node(b, must(b, BUTTON, "Check in"));
    frame(b, told, &t);
    CHECK(must(b, BUTTON, "Undo")->box.h >= 20);
    tap_node(b, must(b, BUTTON, "Undo"));
    frame(b, told, &t);
    CHECK_INT(t.undone, 1);
    CHECK(!says(b, "is in"));
    bench_close(b);
}

TEST(in_slow_mode_a_toast_waits_for_the_next_action)
{
    UNUSED_STATE;
    Bench *b = bench_open("en", (Switches){.slow = true});
    Told t = {0};
    frame(b, told, &t);
    tap_node(b, must(b, BUTTON, "Check in"));
    frame(b, told, &t);
    b->ui.now_ms += 3600000;
    frame(b, told, &t);
    CHECK(says(b, "is in"));
    CHECK_INT(ui_wants_frame_ms(&b->ui), -1);
    tap_node(b, must(b, BUTTON, "Help"));
    frame(b, told, &t);
    CHECK(!says(b, "is in"));
    bench_close(b);
}

static void asked(Ui *ui, void *state)
{
    Told *t = state;
    static const Ask ASK = {.question = "Cancel this sign-up?",
        .sentence = "Your places go to the next family.",
        .safe = "Keep it",
        .act = "Cancel sign-up",
        .is_destructive = true};
    t->others += ui_button(ui, SECOND, "Help");
    AskAnswer answer = ui_ask(ui, &ASK);
    t->answer = answer ? answer : t->answer;
}

TEST(a_question_has_its_safe_answer_at_the_start_and_covers_the_rest)
{
    UNUSED_STATE;
    static const char *const TAGS[] = {"en", "ar"};
    for (int i = 0; i < 2; i++) {
        Bench *b = bench_open(TAGS[i], (Switches){0});
        Told t = {0};
        frame(b, asked, &t);
        const Node *safe = must(b, BUTTON, "Keep it"), *act = must(b, BUTTON, "Cancel sign-up");
        CHECK((safe->box.x < act->box.x) == (i == 0));
        CHECK(act->fill == PROBLEM && safe->fill == CARD && !act->is_default);
        const Node *help = must(b, BUTTON, "Help");
        CHECK(input_hit(&b->ui, help->box.x + 5, help->box.y + 5) == NULL);
        tap_node(b, safe);
        frame(b, asked, &t);
        CHECK_INT(t.answer, ASK_SAFE);
        tap_node(b, must(b, BUTTON, "Cancel sign-up"));
        frame(b, asked, &t);
        CHECK_INT(t.answer, ASK_ACT);
        CHECK_INT(t.others, 0);
        bench_close(b);
    }
}

/* --- codes, banners, states ---------------------------------------------------------------- */

static DrawList list;

static void code(Ui *ui, void *state)
{
    ui_row(ui)
        ui_qr(ui, "The code to scan", state, 10);
}

TEST(a_code_has_whole_modules_and_four_quiet_ones_on_white_in_every_theme)
{
    UNUSED_STATE;
    static QrCode qr = {.size = 33};
    for (int i = 0; i < 2; i++) {
        Bench *b = bench_open("en", (Switches){.contrast = i == 1});
        frame(b, code, &qr);
        paint_list(&list, &b->ui);
        const DrawItem *white = &list.items[list.count - 2], *dark = white + 1;
        CHECK(dark->kind == DRAW_QR && dark->box.w % 33 == 0 && dark->box.w == dark->box.h);
        int module = dark->box.w / 33;
        CHECK(white->fill == 0xFFFFFFFF && dark->colour == 0x000000FF);
        CHECK(white->box.w >= 60 * 4); /* never smaller, whatever was wished */
        CHECK(dark->box.x - white->box.x >= 4 * module);
        CHECK(white->box.x + white->box.w - dark->box.x - dark->box.w >= 4 * module);
        CHECK(dark->box.y - white->box.y >= 4 * module);
        uint64_t before = list.hash;
        qr.dark[3][1] ^= 4;
        frame(b, code, &qr);
        paint_list(&list, &b->ui);
        CHECK(list.hash != before); /* another code is drawn again */
        bench_close(b);
    }
}

static void banner(Ui *ui, void *state)
{
    (void)state;
    ui_banner_more(ui, ALREADY, "clock", "You are already checked in", "Nothing more to do.");
}

TEST(a_banner_has_its_bar_at_the_start)
{
    UNUSED_STATE;
    static const char *const TAGS[] = {"en", "ar"};
    for (int i = 0; i < 2; i++) {
        Bench *b = bench_open(TAGS[i], (Switches){0});
        frame(b, banner, NULL);
        CHECK(must(b, STATUS, "You are already checked in")->box.h >= 24);
        CHECK(says(b, "Nothing more to do."));
        paint_list(&list, &b->ui);
        const DrawItem *bar = &list.items[0], *over = &list.items[1];
        CHECK(bar->fill == b->theme.tone[ALREADY] && over->fill == b->theme.tone[ALREADY_SOFT]);
        CHECK_INT(over->box.w, bar->box.w - 8);
        CHECK_INT(over->box.x - bar->box.x, i == 0 ? 8 : 0);
        CHECK_INT(bar->clip.x - bar->box.x, i == 0 ? 0 : bar->box.w - bar->clip.w);
        bench_close(b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_bar_is_as_long_as_its_share),
        RUN(a_bar_of_nothing_or_too_much_stays_in_its_track),
        RUN(bars_grow_from_the_start_but_from_the_left_in_urdu),
        RUN(a_hidden_row_says_why_and_nothing_else),
        RUN(a_job_says_how_far_it_is_and_can_be_stopped),
        RUN(a_toast_stands_for_ten_seconds),
        RUN(undo_is_said_once_and_the_toast_goes),
        RUN(in_slow_mode_a_toast_waits_for_the_next_action),
        RUN(a_question_has_its_safe_answer_at_the_start_and_covers_the_rest),
        RUN(a_code_has_whole_modules_and_four_quiet_ones_on_white_in_every_theme),
        RUN(a_banner_has_its_bar_at_the_start),
    };
    return cmocka_run_group_tests_name("tell", tests, NULL, NULL);
}
