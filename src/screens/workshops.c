/* Workshops: those for this home's grades first, the others after them. Nothing is written here;
 * a touch opens the workshop. */
#include "base/log.h"
#include "screens/screens.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 100 };

typedef enum { ALL, FOR_GRADES, EVENING, SATURDAY, ONLINE, SPOKEN } Chip;

typedef struct {
    bool is_loaded;
    Chip chip;
    int page; /* of the low row of cards */
    WorkshopRow found[SHOWN];
    int count; /* of found; -1 when the records could not be read */
    Err err;
} Workshops;

/* "02,05"; false without children. */
static bool grades_of(const App *app, char *out, size_t size)
{
    size_t used = 0;
    const Home *home = &app->guest.home;
    out[0] = 0;
    for (int i = 0; app->guest.has_home && i < home->count; i++)
        if (home->people[i].grade[0] && used + sizeof home->people[i].grade < size)
            used += (size_t)snprintf(
                out + used, size - used, "%s%s", used ? "," : "", home->people[i].grade);
    return used > 0;
}

static void load(App *app, Workshops *s)
{
    char grades[256];
    WorkshopFilter filter = {
        .only_grades = s->chip == FOR_GRADES,
        .is_evening = s->chip == EVENING,
        .is_saturday = s->chip == SATURDAY,
        .is_online = s->chip == ONLINE,
        .language = s->chip == SPOKEN ? app->language->tag : NULL,
        .zone = app->zone,
    };
    filter.grades = grades_of(app, grades, sizeof grades) ? grades : NULL;
    s->count =
        workshops_upcoming(app->store, &filter, app->now, s->found, SHOWN, err_clear(&s->err));
    if (s->count < 0)
        log_line(LOG_PROBLEM, "workshops: %s", s->err.detail);
    s->page = 0;
    s->is_loaded = true;
}

/* --- one of them --------------------------------------------------------------------------- */

static const char *small_words(App *app, Ui *ui, const WorkshopRow *row)
{
    if (row->dates > 1)
        return ui_words(
            ui, "and {0, plural, one {# other date} other {# other dates}}", row->dates - 1);
    if (row->has_childcare)
        return language_text(ui->language, MSG("with childcare"));
    if (row->has_interpreter)
        return language_text(ui->language, MSG("with an interpreter"));
    return row->language[0] ? part_language_name(app, ui, row->language) : NULL;
}

static int columns(const App *app, const Ui *ui)
{
    if (ui->theme->shape == COMPACT)
        return app->switches.large ? 1 : 2;
    if (ui->theme->shape == TALL)
        return app->switches.large && !ui->theme->switches.reach ? 1 : 2;
    return 3;
}

static void poster(App *app, Ui *ui, const WorkshopRow *row)
{
    const Topic *topic = part_topic(row->topic);
    const char *place = app_content(app, row->session, CONTENT_PLACE);
    /* Of two large ones side by side a long word of the title needs all the width. */
    bool is_narrow = app->switches.large && columns(app, ui) > 1 && ui->theme->shape == TALL;
    Poster p = {.icon = is_narrow ? NULL : topic->icon,
        .tint = topic->tint,
        .title = app_content(app, row->id, CONTENT_TITLE),
        .line = part_when(app, ui, row->starts),
        .small = app->switches.large ? NULL : small_words(app, ui, row),
        .start_icon = row->is_virtual ? "video" : "pin",
        .start = row->is_virtual ? language_text(ui->language, MSG("Online"))
            : place[0]           ? place
                                 : NULL};
    part_left(ui, &p, row->left);
    ui_key(ui, id_hash(row->id));
    if (ui_poster(ui, &p))
        go_to(app, screen_workshop, row->id);
}

static void grid(App *app, Ui *ui, const Workshops *s, int from, int end)
{
    float height = ui->theme->shape == COMPACT ? 48 : ui->theme->switches.reach ? 70 : 74;
    ui_gap(ui, ui->theme->shape == COMPACT ? 3 : 5);
    ui_grid(ui, columns(app, ui)) {
        for (int i = from; i < s->count && i < end; i++) {
            if (!app->switches.large)
                ui_height(ui, height);
            poster(app, ui, &s->found[i]);
        }
    }
}

/* --- the list ------------------------------------------------------------------------------ */

static void chip(App *app, Ui *ui, Workshops *s, Chip which, const char *words)
{
    ui_key(ui, (uint64_t)which + 1);
    if (ui_chip(ui, words, s->chip == which) && s->chip != which) {
        s->chip = which;
        load(app, s);
    }
}

static void find_mine(App *app)
{
    app->guest.errand = FOR_MY_SIGNUPS;
    part_next(app);
}

/* The way to one's own stands beside the chips where there is room, else in the bar; with low reach
 * the bar turns the cards. */
static bool is_mine_in_bar(const App *app, const Ui *ui)
{
    return !ui->theme->switches.reach && (ui->theme->shape != WIDE || app->switches.large);
}

static void mine(App *app, Ui *ui)
{
    ui_icon(ui, "calendar");
    if (ui_button(ui, PILL, "My sign-ups"))
        find_mine(app);
}

static void filters(App *app, Ui *ui, Workshops *s)
{
    const Language *l = ui->language;
    char grades[256];
    float grow = is_mine_in_bar(app, ui) || ui->theme->switches.reach ? 0 : 1;
    ui_grow(ui, grow);
    ui_gap(ui, 3);
    ui_wrap(ui)
    {
        /* TRANSLATORS: chips above the workshops: which of them to show; short */
        chip(app, ui, s, ALL, language_text(l, MSG("All")));
        if (grades_of(app, grades, sizeof grades))
            chip(app, ui, s, FOR_GRADES, language_text(l, MSG("For your children’s grades")));
        chip(app, ui, s, EVENING, language_text(l, MSG("Evening")));
        chip(app, ui, s, SATURDAY, language_text(l, MSG("Saturday")));
        chip(app, ui, s, ONLINE, language_text(l, MSG("Online")));
        ui_icon(ui, "speech"); /* what is spoken there */
        chip(app, ui, s, SPOKEN, l->own_name);
        if (ui->theme->switches.reach)
            mine(app, ui);
    }
}

static void chips(App *app, Ui *ui, Workshops *s)
{
    if (is_mine_in_bar(app, ui) || ui->theme->switches.reach) {
        filters(app, ui, s);
        return;
    }
    ui_gap(ui, 3);
    ui_cross(ui, SPREAD_START);
    ui_row(ui) {
        filters(app, ui, s);
        mine(app, ui);
    }
}

static void nothing(Ui *ui, const Workshops *s)
{
    ui_space(ui, ui->theme->shape == COMPACT ? 2 : 10);
    ui_color(ui, INK_2);
    ui_text(ui, LEAD,
        s->chip == ALL ? MSG("There are no workshops at the moment.")
                       : MSG("None like this. Look at all of them."));
}

/* Only the rows in sight are declared. */
static void rows(App *app, Ui *ui, const Workshops *s)
{
    const float height = 79;
    int across = columns(app, ui);
    RowRange range = {.count = (s->count + across - 1) / across, .height = height};
    ui_grow(ui, 1);
    ui_rows(ui, "Workshops for families", &range) {
        for (int i = range.first; i < range.last; i++) {
            ui_key(ui, (uint64_t)i + 1);
            ui_pad(ui, 0, 0, 0, 5);
            ui_column(ui)
                grid(app, ui, s, i * across, (i + 1) * across);
        }
    }
    if (ui->theme->shape == TALL)
        ui_pages(ui, "Workshops for families");
}

/* Low reach: one row of cards at the foot. */
static int low_most(const Ui *ui)
{
    return ui->theme->shape == TALL ? 2 : 3;
}

static void list(App *app, Ui *ui, Workshops *s)
{
    bool is_low = ui->theme->switches.reach;
    part_error(ui, &s->err);
    if (s->count == 0)
        nothing(ui, s);
    if (s->count <= 0)
        return;
    if (is_low) {
        grid(app, ui, s, s->page * low_most(ui), (s->page + 1) * low_most(ui));
    } else if (app->switches.large || ui->theme->shape == COMPACT) {
        grid(app, ui, s, 0, s->count); /* all of the page scrolls */
    } else {
        rows(app, ui, s);
    }
}

static void low_body(App *app, Ui *ui, Workshops *s)
{
    ui_heading(ui, "Workshops for families");
    part_push_down(ui);
    part_reach(ui, "Workshops")
    {
        chips(app, ui, s);
        ui_space(ui, 4);
        list(app, ui, s);
    }
}

static void body(App *app, Ui *ui, Workshops *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    part_content(app, ui)
    {
        ui_heading(ui, "Workshops for families");
        ui_space(ui, is_compact ? 2 : 4);
        chips(app, ui, s);
        ui_space(ui, is_compact ? 2 : 5);
        list(app, ui, s);
    }
    ui_space(ui, is_compact ? 1 : 3);
}

void screen_workshops(App *app, Ui *ui)
{
    Workshops *s = screen_state(app, sizeof *s);
    Bar bar = {.has_back = true};
    if (!s->is_loaded)
        load(app, s);
    part_header(app, ui, true);
    part_main(app, ui)(ui->theme->switches.reach ? low_body : body)(app, ui, s);
    int most = low_most(ui);
    bool has_mine = is_mine_in_bar(app, ui);
    if (has_mine || (ui->theme->switches.reach && s->count > most)) {
        bar.extra = has_mine ? MSG("My sign-ups") : MSG("More workshops");
        bar.extra_icon = has_mine ? "calendar" : "next";
    }
    BarAnswer answer = part_bar(app, ui, &bar);
    if (answer == BAR_EXTRA && has_mine)
        find_mine(app);
    else if (answer == BAR_EXTRA)
        s->page = (s->page + 1) * most < s->count ? s->page + 1 : 0;
}
