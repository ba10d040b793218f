/* Participation: which families came in a term, of those enrolled, beside the term before. What is
 * hidden here is hidden in the report too (store/participation.h); the page never had its number.
 */
#include "office/office.h"
#include "office/reach.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 128 };

/* --- words --------------------------------------------------------------------------------- */

static int per_cent(Share share)
{
    return share.of > 0 ? (int)lround(100.0 * share.count / share.of) : 0;
}

/* A grade as families read it; what is no grade of theirs, as the roster has it. */
static const char *grade_words(Ui *ui, const char *grade)
{
    if (strcmp(grade, "KG") == 0)
        return language_text(ui->language, MSG("Kindergarten"));
    if (strcmp(grade, "PK") == 0 || strcmp(grade, "PR") == 0)
        return language_text(ui->language, MSG("Preschool"));
    return isdigit((unsigned char)grade[0]) ? ui_words(ui, "Grade {0, number}", atoi(grade))
                                            : grade;
}

static const char *group_words(
    App *app, Ui *ui, Division division, const char *name, char out[NAME_SIZE])
{
    if (!name[0])
        return language_text(
            ui->language, division == BY_PROGRAMME ? MSG("In no program") : MSG("Not known"));
    if (strcmp(name, REACH_OTHERS) == 0)
        return language_text(ui->language, MSG("All others"));
    if (division == BY_GRADE)
        return grade_words(ui, name);
    if (division == BY_PROGRAMME)
        return name;
    format_language(app->formats, app->language, out, NAME_SIZE, name);
    return out;
}

static const char *change_words(Ui *ui, const ReachPage *s)
{
    int points = per_cent(s->all.families) - per_cent(s->all_last.families);
    if (points > 0)
        return ui_words(ui,
            "{0, plural, one {# point more than in {1}} other {# points more than in {1}}}", points,
            s->last_title);
    if (points < 0)
        return ui_words(ui,
            "{0, plural, one {# point less than in {1}} other {# points less than in {1}}}",
            -points, s->last_title);
    return ui_words(ui, "As many as in {0}", s->last_title);
}

/* --- how many at all ----------------------------------------------------------------------- */

static bool is_compact(const Ui *ui)
{
    return ui->theme->shape == COMPACT;
}

static void quiet(Ui *ui, const char *words)
{
    ui_color(ui, INK_2);
    ui_note(ui, SMALL, words);
}

static void hidden_total(Ui *ui, const ReachPage *s)
{
    const Reach *all = &s->all;
    ui_symbol(ui, "lock", is_compact(ui) ? 12 : 18, INK_2);
    if (all->cover == COVER_BOTH)
        ui_bold_note(
            ui, BODY, ui_words(ui, "Fewer than {0, number} families are enrolled", s->smallest));
    else
        ui_bold_note(ui, BODY,
            ui_words(ui, "Of {0, number} families fewer than {1, number} came, or did not come",
                all->families.of, s->smallest));
    quiet(ui, language_text(ui->language, MSG("So small a number is not shown.")));
}

static void total(Ui *ui, const ReachPage *s)
{
    const Reach *all = &s->all;
    bool has_change = s->last_title[0] && s->all_last.cover == COVER_NOTHING;
    if (all->cover != COVER_NOTHING) {
        hidden_total(ui, s);
        return;
    }
    ui_color(ui, ACCENT);
    ui_display_note(ui, ui_words(ui, "{0, number}%", per_cent(all->families)),
        is_compact(ui) || ui->theme->switches.reach ? 18 : 30);
    ui_bold_note(ui, BODY,
        ui_words(ui, "{0, number} of {1, number} families came at least once", all->families.count,
            all->families.of));
    ui_color(ui, INK_2);
    ui_value(ui, SMALL, s->terms[s->shown].title);
    if (!has_change)
        return;
    ui_gap(ui, 2);
    ui_row(ui) {
        ui_symbol(ui, "chart", 7, INK_2);
        ui_grow(ui, 1);
        quiet(ui, change_words(ui, s));
    }
}

static void open_box(Ui *ui)
{
    float pad = is_compact(ui) ? 4 : 8;
    ui_pad(ui, pad, pad * 0.75F, pad, pad * 0.75F);
    ui_gap(ui, 2);
    ui_open_card(ui);
}

#define box(ui) UI_BLOCK(ui, open_box(ui))

/* --- who was not reached ------------------------------------------------------------------- */

static void call_button(App *app, Ui *ui)
{
    ui_icon(ui, "phone");
    if (ui_button(ui, SECOND, "Open the call list"))
        go(app, screen_unreached);
}

static void not_reached(App *app, Ui *ui, const ReachPage *s)
{
    char name[NAME_SIZE];
    const char *language = reach_most_missed(s);
    ui_bold_note(ui, BODY,
        ui_words(ui,
            "{0, plural, one {# family not yet reached} other {# families not yet reached}}",
            reach_missed(&s->all)));
    if (language)
        quiet(ui,
            ui_words(
                ui, "Most often {0} at home", group_words(app, ui, BY_LANGUAGE, language, name)));
    if (!ui->theme->switches.reach)
        call_button(app, ui);
}

/* --- the groups ---------------------------------------------------------------------------- */

static void chips(Ui *ui, ReachPage *s)
{
    static const char *const IDS[] = {MSG("By grade"), MSG("By home language"), MSG("By program")};
    ui_chips(ui, "Families by") {
        for (Division d = BY_GRADE; d < DIVISIONS; d++) {
            ui_key(ui, (uint64_t)d + 1);
            if (s->counts[d] > 0 &&
                ui_chip(ui, language_text(ui->language, IDS[d]), s->division == d))
                s->division = d;
        }
    }
}

static const char *hidden_words(Ui *ui, const Reach *reach)
{
    if (reach->cover == COVER_NOTHING)
        return NULL;
    if (reach->cover == COVER_BOTH)
        return language_text(ui->language, MSG("Hidden: a small number, here or beside it"));
    return ui_words(ui,
        "{0, plural, one {# family. Hidden: a small number, here or beside it}"
        " other {# families. Hidden: a small number, here or beside it}}",
        reach->families.of);
}

static void group_row(App *app, Ui *ui, const ReachPage *s, const ReachGroup *group)
{
    char name[NAME_SIZE];
    bool has_last =
        s->last_title[0] && group->last.cover == COVER_NOTHING && group->last.families.of > 0;
    BarRow row = {.label = group_words(app, ui, s->division, group->name, name),
        .part = group->now.families.count,
        .whole = group->now.families.of,
        .last_per_cent = has_last ? per_cent(group->last.families) : -1,
        .hidden = hidden_words(ui, &group->now),
        .label_width = 62};
    ui_bar_row(ui, &row);
}

static void legend(Ui *ui, const ReachPage *s)
{
    const char *ticks = s->last_title[0] ? ui_words(ui, "Before: {0}", s->last_title) : NULL;
    ui_bar_legend(
        ui, ui_words(ui, "{0}, families of all enrolled", s->terms[s->shown].title), ticks);
}

static void all_rows(App *app, Ui *ui, const ReachPage *s)
{
    float pad = is_compact(ui) ? 1 : 2;
    for (int i = 0; i < s->counts[s->division]; i++) {
        ui_key(ui, (uint64_t)i + 1);
        ui_pad(ui, 0, pad, 0, pad);
        ui_column(ui)
            group_row(app, ui, s, &s->groups[s->division][i]);
    }
}

static int hidden_groups(const ReachPage *s)
{
    int hidden = 0;
    for (int i = 0; i < s->counts[s->division]; i++)
        hidden += s->groups[s->division][i].now.cover != COVER_NOTHING;
    return hidden;
}

/* What fits on a wide glass stands without buttons to page. */
static bool is_long(const Ui *ui, const ReachPage *s)
{
    enum { ROOM = 155, A_ROW = 17, A_NOTE = 27 };
    int height = s->counts[s->division] * A_ROW + (hidden_groups(s) ? A_NOTE : 0);
    return ui->theme->shape != WIDE || ui->theme->switches.reach || height > ROOM;
}

static void rows(App *app, Ui *ui, const ReachPage *s)
{
    ui_grow(ui, 1);
    ui_scroll(ui, "Groups")
        all_rows(app, ui, s);
    if (is_long(ui, s))
        ui_pages(ui, "Groups");
}

static void why_hidden(Ui *ui, const ReachPage *s)
{
    if (hidden_groups(s) == 0)
        return;
    ui_line(ui, ACROSS);
    ui_gap(ui, 2);
    ui_row(ui) {
        ui_symbol(ui, "lock", 7, INK_2);
        ui_grow(ui, 1);
        quiet(ui,
            ui_words(ui,
                "Hidden: fewer than {0, number} families, or so few of them came or did not come; "
                "and "
                "the next group, where it would give a hidden one away.",
                s->smallest));
    }
}

/* Where the page itself scrolls, all of them stand one below the other. */
static void groups(App *app, Ui *ui, const ReachPage *s, bool scrolls)
{
    bool is_low = ui->theme->switches.reach && !scrolls;
    if (!scrolls)
        ui_grow(ui, 1);
    box(ui)
    {
        if (!is_low)
            legend(ui, s);
        if (scrolls)
            all_rows(app, ui, s);
        else
            rows(app, ui, s);
        if (!is_low)
            why_hidden(ui, s);
    }
}

/* --- the page ------------------------------------------------------------------------------ */

static void title(App *app, Ui *ui, ReachPage *s)
{
    bool is_wide = ui->theme->shape == WIDE && !app->switches.large;
    ui_gap(ui, is_compact(ui) ? 1 : 4);
    if (is_wide)
        ui_open(ui, ACROSS);
    else
        ui_open(ui, DOWN);
    ui_enter(ui);
    if (is_wide)
        ui_grow(ui, 1);
    ui_heading(ui, "Families who took part");
    chips(ui, s);
    ui_close(ui);
}

static bool has_missed(const ReachPage *s)
{
    return s->all.cover == COVER_NOTHING && reach_missed(&s->all) > 0;
}

static void totals(App *app, Ui *ui, const ReachPage *s)
{
    box(ui) total(ui, s);
    if (has_missed(s))
        box(ui) not_reached(app, ui, s);
}

static void beside(App *app, Ui *ui, const ReachPage *s)
{
    ui_grow(ui, 1);
    ui_gap(ui, 5);
    ui_cross(ui, SPREAD_STRETCH);
    ui_row(ui) {
        ui_width(ui, 136);
        ui_gap(ui, 4);
        ui_column(ui)
            totals(app, ui, s);
        groups(app, ui, s, false);
    }
}

static void other_term(Ui *ui, ReachPage *s)
{
    if (s->term_count < 2)
        return;
    ui_icon(ui, "calendar");
    ui_cross(ui, SPREAD_START);
    ui_row(ui)
        if (ui_button(ui, SECOND, "Another term"))
            s->chooses = true;
}

/* A small glass has no room for it in the bar. */
static void below(App *app, Ui *ui, ReachPage *s, bool scrolls)
{
    bool is_across = is_compact(ui) && !app->switches.large;
    if (!scrolls)
        ui_grow(ui, 1);
    ui_gap(ui, is_compact(ui) ? 3 : 6);
    ui_column(ui) {
        ui_gap(ui, 4);
        ui_cross(ui, SPREAD_STRETCH);
        if (is_across)
            ui_grid(ui, has_missed(s) ? 2 : 1)
                totals(app, ui, s);
        else
            ui_column(ui)
                totals(app, ui, s);
        groups(app, ui, s, scrolls);
        if (is_compact(ui))
            other_term(ui, s);
    }
}

static void plain(App *app, Ui *ui, ReachPage *s)
{
    title(app, ui, s);
    ui_space(ui, is_compact(ui) ? 1 : 4);
    office_error(ui, &s->err);
    if (is_compact(ui) || app->switches.large)
        office_content(app, ui) below(app, ui, s, true);
    else if (ui->theme->shape == TALL)
        below(app, ui, s, false);
    else
        beside(app, ui, s);
}

static void low_top(Ui *ui, const ReachPage *s)
{
    ui_gap(ui, 10);
    ui_cross(ui, SPREAD_START);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_gap(ui, 1);
        ui_column(ui)
            total(ui, s);
        ui_grow(ui, 1);
        ui_gap(ui, 3);
        ui_column(ui) {
            legend(ui, s);
            why_hidden(ui, s);
        }
    }
}

/* With low reach: what is only read above, what is touched below. */
static void low(App *app, Ui *ui, ReachPage *s)
{
    bool is_tight = is_compact(ui) || app->switches.large;
    ui_height(ui, office_out_of_reach(ui));
    ui_column(ui) {
        ui_heading(ui, "Families who took part");
        office_error(ui, &s->err);
        if (!is_tight)
            low_top(ui, s);
    }
    ui_gap(ui, 3);
    ui_wrap(ui)
    {
        chips(ui, s);
        if (has_missed(s))
            call_button(app, ui);
    }
    ui_space(ui, is_compact(ui) ? 1 : 4);
    if (is_tight)
        office_content(app, ui) below(app, ui, s, true);
    else
        groups(app, ui, s, false);
}

static void numbers(App *app, Ui *ui, ReachPage *s)
{
    if (ui->theme->switches.reach)
        low(app, ui, s);
    else
        plain(app, ui, s);
}

static void choices(App *app, Ui *ui, ReachPage *s)
{
    if (ui->theme->switches.reach)
        ui_height(ui, office_out_of_reach(ui));
    ui_column(ui)
        ui_heading(ui, "Which term?");
    ui_space(ui, 4);
    office_content(app, ui)
    {
        ui_gap(ui, 3);
        ui_column(ui) {
            for (int i = 0; i < s->term_count; i++) {
                ui_key(ui, id_hash(s->terms[i].id));
                if (ui_choice(ui, DOT, s->terms[i].title, "", i == s->shown))
                    reach_choose(app, s, i);
            }
        }
    }
}

static void nothing(Ui *ui, const ReachPage *s)
{
    ui_heading(ui, "Families who took part");
    ui_space(ui, 4);
    office_error(ui, &s->err);
    if (s->err.code)
        return;
    ui_text(ui, LEAD, "No term has begun.");
    ui_space(ui, 2);
    ui_color(ui, INK_2);
    ui_text(ui, BODY,
        "Terms come with the roster: import one with its school year and semesters, and families "
        "are counted here.");
}

static void take(App *app, ReachPage *s, OfficeAnswer answer)
{
    if (answer == OFFICE_BACK && s->chooses)
        s->chooses = false;
    else if (answer == OFFICE_BACK)
        go_back(app);
    else if (answer == OFFICE_EXTRA)
        s->chooses = true;
    else if (answer == OFFICE_FILLED)
        office_save(app, &SAVE_REPORT, s->terms[s->shown].title);
}

void screen_participation(App *app, Ui *ui)
{
    ReachPage *s = screen_state(app, sizeof *s);
    if (!s->is_loaded)
        reach_load(app, s);
    OfficeBar bar = {.has_back = true, .has_help = true, .takes_back = true};
    if (s->has_term && !s->chooses) {
        bar.extra = s->term_count > 1 && !is_compact(ui) ? MSG("Another term") : NULL;
        bar.extra_icon = "calendar";
        bar.filled = is_compact(ui) ? MSG("Save") : MSG("Save the report");
        bar.filled_icon = "save";
        bar.is_disabled = office_is_saving(app);
    }
    office_header(app, ui);
    office_main(app, ui)
    {
        office_saving(app, ui);
        if (s->chooses)
            choices(app, ui, s);
        else if (s->has_term)
            numbers(app, ui, s);
        else
            nothing(ui, s);
    }
    take(app, s, office_bar(app, ui, &bar));
}
