/* Beside the list: who is here of those expected, as the evening goes; and who waits. */
#include "office/desk.h"

#include <stdio.h>

enum { LEAST_CALLS = 1, MANY_MISSES = 5, BARS = 4, LOW_GROUPS = 78 };

/* --- the numbers --------------------------------------------------------------------------- */

static void figure(Ui *ui, int number, const char *id)
{
    char digits[16];
    snprintf(digits, sizeof digits, "%d", number);
    ui_grow(ui, 1);
    ui_column(ui) {
        ui_bold_note(ui, TITLE, digits);
        ui_text(ui, SMALL, id);
    }
}

static void numbers(App *app, Ui *ui)
{
    const FamilyCounts *counts = families_counts(app->families);
    ui_pad(ui, 6, 3, 6, 4);
    ui_gap(ui, 2);
    ui_card(ui) {
        ui_gap(ui, 4);
        ui_row(ui) {
            figure(ui, counts->here, MSG("here"));
            figure(ui, counts->expected - counts->here, MSG("not yet"));
            figure(ui, counts->expected, MSG("expected"));
        }
        ui_meter(ui, "", "", counts->here, counts->expected);
    }
}

/* --- people without a name ----------------------------------------------------------------- */

static void count_one(App *app, DeskPage *s, bool is_more)
{
    Err err = {0};
    AuditBy by = office_by(app);
    Headcount one = {.id = store_new_id(app->store, app->now),
        .event = app->guest.event,
        .at = office_at(app),
        .day = zone_day(app->zone, office_at(app)),
        .adults = 1};
    snprintf(one.language, sizeof one.language, "%s", app->language->tag);
    snprintf(one.kiosk, sizeof one.kiosk, "%s", app->kiosk);
    bool is_done = is_more ? desk_count(app->store, &by, &one, &err)
                           : desk_uncount(app->store, &by, one.event, one.day, &err);
    if (is_done && is_more)
        office_say(app, &(Act){.kind = ACT_COUNTED});
    if (!is_done)
        s->err = err;
    desk_refresh(app, s);
}

static void headcount(App *app, Ui *ui, DeskPage *s)
{
    int before = families_counts(app->families)->counted, number = before;
    ui_pad(ui, 6, 1, 4, 1);
    ui_card(ui)
        if (ui_stepper(ui, MSG("Counted"), &number, 0, 9999))
            count_one(app, s, number > before);
}

/* --- who waits ----------------------------------------------------------------------------- */

static void waiting(App *app, Ui *ui, DeskPage *s)
{
    const FamilyCounts *counts = families_counts(app->families);
    if (counts->waiting) {
        ui_icon(ui, "speech");
        if (ui_button_words(ui, SECOND, "Waiting for an interpreter",
                ui_words(ui, "{0, plural, one {# waits} other {# wait}} for an interpreter",
                    counts->waiting))) {
            s->filter = (FamilyFilter){.only_interpreter = true};
            desk_refresh(app, s);
        }
    }
    if (s->calls >= LEAST_CALLS) {
        ui_icon(ui, "bell");
        if (ui_button_words(ui, SECOND, "Calls for help",
                ui_words(ui, "{0, plural, one {# asks} other {# ask}} for help", s->calls)))
            go(app, screen_staff);
    }
    if (s->misses > MANY_MISSES)
        ui_tag(ui, ALREADY, "search",
            ui_words(ui, "Many misses: {0, number} in 10 minutes", s->misses));
}

/* --- by language, by grade ----------------------------------------------------------------- */

static void meter(Ui *ui, const char *label, int here, int expected)
{
    ui_meter(ui, label, ui_words(ui, "{0, number} of {1, number}", here, expected), here, expected);
}

/* The first of them, and the others together. */
static void bars(App *app, Ui *ui, const DeskPage *s, const FamilyGroup *groups, int count)
{
    int shown = count > BARS + 1 && !s->by_grade ? BARS - 1 : count, here = 0, expected = 0;
    for (int i = 0; i < count; i++) {
        const char *label = s->by_grade ? office_grade(ui, groups[i].name)
                                        : office_language(app, ui, groups[i].name);
        ui_key(ui, (uint64_t)i + 1);
        if (i < shown)
            meter(ui, label[0] ? label : language_text(ui->language, MSG("Not known")),
                groups[i].here, groups[i].expected);
        here += i < shown ? 0 : groups[i].here;
        expected += i < shown ? 0 : groups[i].expected;
    }
    if (shown < count)
        meter(ui, language_text(ui->language, MSG("Other")), here, expected);
}

static void groups(App *app, Ui *ui, DeskPage *s)
{
    const FamilyCounts *counts = families_counts(app->families);
    ui_gap(ui, 3);
    ui_row(ui) {
        ui_grow(ui, 1);
        if (s->by_grade)
            ui_bold(ui, SMALL, "By grade");
        else
            ui_bold(ui, SMALL, "By language");
        if (ui_button(ui, SECOND, s->by_grade ? MSG("Languages") : MSG("Grades")))
            s->by_grade = !s->by_grade;
    }
    ui_grow(ui, 1);
    ui_gap(ui, 3);
    ui_scroll(ui, "Here, in groups")
        bars(app, ui, s, s->by_grade ? counts->grades : counts->languages,
            s->by_grade ? counts->grade_count : counts->language_count);
}

/* --- the column ---------------------------------------------------------------------------- */

static const char *on_its_day(App *app, Ui *ui, int64_t at, const char *times)
{
    char day[64];
    format_date(app->formats, app->language, day, sizeof day, FORMAT_SHORT_DAY, at);
    return ui_words(ui, "{0}, {1}", (const char *)day, times);
}

static void title(App *app, Ui *ui, const DeskPage *s)
{
    char times[96] = "";
    bool is_event = !id_is_zero(app->guest.event);
    if (is_event) {
        ui_bold_note(ui, BODY, app_content(app, app->guest.event, CONTENT_TITLE));
        format_times(
            app->formats, app->language, times, sizeof times, s->event.starts, s->event.ends);
        ui_color(ui, INK_2);
        ui_note(ui, SMALL, s->is_past ? on_its_day(app, ui, s->event.starts, times) : times);
    } else {
        ui_bold(ui, BODY, "Visits today");
    }
}

void desk_read(App *app, Ui *ui, const DeskPage *s)
{
    title(app, ui, s);
    ui_space(ui, 3);
    numbers(app, ui);
}

void desk_side(App *app, Ui *ui, DeskPage *s)
{
    ui_column(ui)
        title(app, ui, s);
    numbers(app, ui);
    headcount(app, ui, s);
    waiting(app, ui, s);
    if (ui->theme->shape == WIDE && !app->switches.large)
        ui_grow(ui, 1);
    else
        ui_height(ui, LOW_GROUPS);
    ui_pad(ui, 6, 2, 6, 4);
    ui_gap(ui, 2);
    ui_card(ui)
        groups(app, ui, s);
}
