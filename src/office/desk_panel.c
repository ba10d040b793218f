/* Over the list: which of the families are shown; on a small glass also the counts. */
#include "base/utf8.h"
#include "base/wipe.h"
#include "office/desk.h"

#include <string.h>

const char *desk_filter_words(App *app, Ui *ui, const FamilyFilter *f)
{
    const char *grade = f->grade[0] ? office_grade(ui, f->grade) : "";
    const char *language = f->language[0] ? office_language(app, ui, f->language) : "";
    if (f->only_not_yet && !grade[0] && !language[0])
        return language_text(ui->language, MSG("Not yet here"));
    if (grade[0] && language[0])
        return ui_words(ui, "{0}, {1}", grade, language);
    if (grade[0] || language[0])
        return grade[0] ? grade : language;
    return language_text(ui->language, f->only_interpreter ? MSG("Interpreter") : MSG("Show"));
}

static void use(App *app, DeskPage *s)
{
    desk_show(app, s);
    ui_rows_from_top(&app->ui, "Families");
}

static bool chip(Ui *ui, uint64_t key, const char *words, bool is_chosen)
{
    ui_key(ui, key);
    return ui_chip(ui, words, is_chosen);
}

/* A second touch takes the choice back. */
static void choose(char *now, size_t size, const char *name)
{
    bool is_same = strcmp(now, name) == 0;
    utf8_copy(now, size, is_same ? "" : name);
}

static void whom(App *app, Ui *ui, DeskPage *s)
{
    FamilyFilter *f = &s->filter;
    ui_gap(ui, 3);
    ui_wrap(ui)
    {
        if (chip(ui, 1, language_text(ui->language, MSG("Not yet here")), f->only_not_yet)) {
            f->only_not_yet = !f->only_not_yet;
            use(app, s);
        }
        if (chip(ui, 2, language_text(ui->language, MSG("Interpreter wanted")),
                f->only_interpreter)) {
            f->only_interpreter = !f->only_interpreter;
            use(app, s);
        }
    }
}

static void grades(App *app, Ui *ui, DeskPage *s)
{
    const FamilyCounts *counts = families_counts(app->families);
    ui_gap(ui, 3);
    ui_wrap(ui)
    {
        for (int i = 0; i < counts->grade_count; i++) {
            const char *name = counts->grades[i].name;
            if (!chip(ui, (uint64_t)i + 100, office_grade(ui, name),
                    strcmp(s->filter.grade, name) == 0))
                continue;
            choose(s->filter.grade, sizeof s->filter.grade, name);
            use(app, s);
        }
    }
}

static void languages(App *app, Ui *ui, DeskPage *s)
{
    const FamilyCounts *counts = families_counts(app->families);
    ui_gap(ui, 3);
    ui_wrap(ui)
    {
        for (int i = 0; i < counts->language_count; i++) {
            const char *name = counts->languages[i].name;
            if (!name[0] ||
                !chip(ui, (uint64_t)i + 200, office_language(app, ui, name),
                    strcmp(s->filter.language, name) == 0))
                continue;
            choose(s->filter.language, sizeof s->filter.language, name);
            use(app, s);
        }
    }
}

/* Ticked sheets of an event that has begun: who is on them was there from its start, as far as is
 * known. */
static void paper(App *app, Ui *ui, DeskPage *s)
{
    if (id_is_zero(s->event.id) || s->event.starts > app->now || s->is_past)
        return;
    ui_gap(ui, 3);
    ui_wrap(ui)
    {
        if (chip(ui, 3, language_text(ui->language, MSG("Keying in a paper list")),
                app->guest.on_paper != 0)) {
            app->guest.on_paper = app->guest.on_paper ? 0 : s->event.starts;
            use(app, s);
            s->panel = PANEL_NONE;
        }
    }
}

static void filter_buttons(App *app, Ui *ui, DeskPage *s)
{
    ui_gap(ui, 4);
    ui_row(ui) {
        if (ui_button(ui, SECOND, "Show everybody")) {
            wipe(&s->filter, sizeof s->filter);
            use(app, s);
            s->panel = PANEL_NONE;
        }
        ui_grow(ui, 1);
        ui_space(ui, 0);
        ui_icon(ui, "check");
        if (ui_button_words(ui, FILLED, "Show them",
                ui_words(ui, "Show {0, plural, one {# family} other {# families}}",
                    families_shown(app->families))))
            s->panel = PANEL_NONE;
    }
}

static void filter(App *app, Ui *ui, DeskPage *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    ui_heading(ui, "Whom to show");
    bool is_low = ui->theme->switches.reach;
    ui_height(ui,
        is_compact                     ? 96
            : ui->theme->shape == TALL ? (is_low ? 150 : 250)
            : is_low                   ? 76
                                       : 150);
    ui_gap(ui, 4);
    ui_scroll(ui, "Whom to show") {
        whom(app, ui, s);
        paper(app, ui, s);
        ui_bold(ui, SMALL, "Grade");
        grades(app, ui, s);
        ui_bold(ui, SMALL, "Home language");
        languages(app, ui, s);
    }
    filter_buttons(app, ui, s);
}

static void counts(App *app, Ui *ui, DeskPage *s)
{
    bool is_low = ui->theme->switches.reach && ui->theme->shape == WIDE;
    ui_height(ui, ui->theme->shape == COMPACT || is_low ? 100 : 180);
    ui_gap(ui, 3);
    ui_scroll(ui, "Counts")
        desk_side(app, ui, s);
    ui_icon(ui, "check");
    if (ui_button(ui, FILLED, "Close"))
        s->panel = PANEL_NONE;
}

void desk_panel(App *app, Ui *ui, DeskPage *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    if (!s->panel || !app->families)
        return;
    office_dialog_place(ui);
    ui_dialog(ui, s->panel == PANEL_FILTER ? "Whom to show" : "Counts") {
        ui_width(ui, is_compact ? 276 : ui->theme->shape == TALL ? 250 : 400);
        ui_pad(
            ui, is_compact ? 6 : 10, is_compact ? 4 : 10, is_compact ? 6 : 10, is_compact ? 4 : 10);
        ui_gap(ui, is_compact ? 2 : 6);
        ui_card(ui) {
            if (s->panel == PANEL_FILTER)
                filter(app, ui, s);
            else
                counts(app, ui, s);
        }
    }
}
