/* The desk: the running event's list. Two or three letters, one touch, the family is in with the
 * people of last time; what was done can be undone for ten seconds here, and later from its row. */
#include "office/desk.h"
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "store/help.h"
#include "store/misses.h"

#include <string.h>

enum { LIST_LETTERS = 64 };

/* --- what is read -------------------------------------------------------------------------- */

void desk_tell(DeskPage *s, const Err *err)
{
    log_line(LOG_PROBLEM, "the desk: %s", err->detail);
    s->err = *err;
}

void desk_show(App *app, const DeskPage *s)
{
    FamilyFilter filter = s->filter;
    filter.not_yet_first = app->guest.on_paper != 0;
    if (app->families)
        families_show(app->families, &filter, s->typed);
}

/* At an event of an earlier day nobody arrives now: its list is keyed in from paper. */
static void look_when(App *app, DeskPage *s)
{
    int64_t today = zone_day_start(app->zone, zone_day(app->zone, app->now));
    s->is_past = !id_is_zero(s->event.id) && s->event.ends <= today;
    if (s->is_past)
        app->guest.on_paper = s->event.starts;
}

void desk_refresh(App *app, DeskPage *s)
{
    look_when(app, s);
    Err err = {0};
    HelpCall call;
    s->minute = app->now / 60;
    s->calls = help_waiting(app->store, &call, 1, &err);
    s->misses = misses_recent(app->store, app->kiosk, app->now, &err);
    bool is_read = app->families && families_read(app->families, &err);
    if (!is_read || s->calls < 0 || s->misses < 0)
        desk_tell(s, &err);
    desk_show(app, s);
}

/* Who opens the list sees every name: that is noted. */
static bool open_list(App *app, DeskPage *s, Err *err)
{
    AuditBy by = office_by(app);
    if (app->families)
        return true;
    if (!audit_add(app->store, &by, "list.opened", s->event.uid, "", err))
        return false;
    app->families =
        families_open(app->store, app->guest.event, zone_day(app->zone, office_at(app)), err);
    return app->families != NULL;
}

/* What stood in the list when it was left is there again after a look at one family. */
typedef struct {
    bool is_kept, only_not_yet, only_interpreter, by_grade;
    char grade[6], language[8], typed[14];
} Note;

_Static_assert(sizeof(Note) <= PLACE_NOTE, "it is kept in the place's note");

static void recall(App *app, DeskPage *s)
{
    Note note;
    memcpy(&note, app->place.note, sizeof note);
    s->filter.only_not_yet = note.only_not_yet;
    s->filter.only_interpreter = note.only_interpreter;
    s->by_grade = note.by_grade;
    utf8_copy(s->filter.grade, sizeof s->filter.grade, note.grade);
    utf8_copy(s->filter.language, sizeof s->filter.language, note.language);
    if (!app->guest.act.is_new)
        utf8_copy(s->typed, sizeof s->typed, note.typed);
    app->guest.act.is_new = false;
    wipe(&note, sizeof note);
}

static void remember(App *app, const DeskPage *s)
{
    Note note = {.is_kept = true,
        .only_not_yet = s->filter.only_not_yet,
        .only_interpreter = s->filter.only_interpreter,
        .by_grade = s->by_grade};
    utf8_copy(note.grade, sizeof note.grade, s->filter.grade);
    utf8_copy(note.language, sizeof note.language, s->filter.language);
    utf8_copy(note.typed, sizeof note.typed, s->typed);
    memcpy(app->place.note, &note, sizeof note);
    wipe(&note, sizeof note);
}

static void load(App *app, DeskPage *s)
{
    Err err = {0};
    s->is_loaded = true;
    recall(app, s);
    if (!id_is_zero(app->guest.event) && !events_get(app->store, app->guest.event, &s->event, &err))
        desk_tell(s, &err);
    look_when(app, s);
    if (!open_list(app, s, &err))
        desk_tell(s, &err);
    desk_refresh(app, s);
}

/* --- a row --------------------------------------------------------------------------------- */

/* Also who is found a second time in a list of paper is amber. */
static void here(App *app, Ui *ui, const DeskPage *s, const Family *row)
{
    const char *at = office_clock(app, ui, row->at);
    bool is_again = app->guest.on_paper && s->typed[0];
    if (row->is_unsaid)
        ui_tag(ui, ALREADY, "clock", ui_words(ui, "Was here, {0}, {1}", at, row->kiosk));
    else if (row->state == FAMILY_LEFT)
        ui_tag(ui, SUNK, "exit", ui_words(ui, "Left, {0}", at));
    else if (strcmp(row->kiosk, app->kiosk) == 0 && !is_again)
        ui_tag(ui, GOOD, "check", ui_words(ui, "Here, {0}", at));
    else
        ui_tag(ui, ALREADY, "clock", ui_words(ui, "Already here, {0}, {1}", at, row->kiosk));
}

static bool is_only_one(const App *app)
{
    return families_searched(app->families) && families_shown(app->families) == 1 &&
        families_at(app->families, 0)->state == FAMILY_NOT_YET;
}

static void state(App *app, Ui *ui, DeskPage *s, const Family *row)
{
    if (row->state != FAMILY_NOT_YET) {
        here(app, ui, s, row);
        return;
    }
    ui_icon(ui, "check");
    if (ui_button(ui, is_only_one(app) ? FILLED : SECOND, "desk|Check in"))
        s->touched = row->id; /* done when the list is closed: it changes its rows */
}

static const char *small_words(App *app, Ui *ui, const Family *row)
{
    const char *language = office_language(app, ui, row->language);
    const char *first =
        row->is_walk_in ? language_text(ui->language, MSG("Walk-in")) : row->children;
    if (!language[0])
        return first;
    return first[0] ? ui_words(ui, "{0} · {1}", first, language) : language;
}

static void entry(App *app, Ui *ui, DeskPage *s, const Family *row)
{
    ui_key(ui, id_hash(row->id));
    ui_entry(ui, row->adults, small_words(app, ui, row)) {
        state(app, ui, s, row);
        ui_icon(ui, "next");
        if (ui_icon_button(ui, "Who is here")) {
            remember(app, s);
            go_to(app, screen_family, row->id);
        }
    }
}

/* --- the list ------------------------------------------------------------------------------ */

static void empty(App *app, Ui *ui, const DeskPage *s)
{
    bool is_filtered = s->filter.only_not_yet || s->filter.only_interpreter || s->filter.grade[0] ||
        s->filter.language[0];
    (void)app;
    ui_grow(ui, 1);
    ui_pad(ui, 8, 8, 8, 8);
    ui_gap(ui, 2);
    ui_column(ui) {
        ui_bold(ui, BODY, "Nobody is called so");
        ui_color(ui, INK_2);
        if (is_filtered)
            ui_text(ui, SMALL, "Not everybody is shown. Touch “Show” to see all.");
        else
            ui_text(ui, SMALL, "Fewer letters find more. Or write them down as a new family.");
    }
}

static void rows(App *app, Ui *ui, DeskPage *s)
{
    RowRange range = {.count = families_shown(app->families), .height = 28};
    if (range.count == 0) {
        empty(app, ui, s);
        return;
    }
    ui_grow(ui, 1);
    ui_rows(ui, "Families", &range) {
        for (int i = range.first; i < range.last && i < families_shown(app->families); i++)
            entry(app, ui, s, families_at(app->families, i));
    }
    Id touched = s->touched;
    s->touched = (Id){0};
    if (!id_is_zero(touched))
        desk_check_in(app, s, touched, (Id){0});
}

static void letters(App *app, Ui *ui)
{
    FamilyLetter found[LIST_LETTERS];
    Letter out[LIST_LETTERS];
    int count = families_letters(app->families, found, LIST_LETTERS);
    for (int i = 0; i < count && i < LIST_LETTERS; i++) {
        out[i].first = found[i].first;
        utf8_copy(out[i].text, sizeof out[i].text, found[i].text);
    }
    ui_letters(ui, "Families", out, count);
}

/* The list on its card, and the letters that jump in it. */
static void list(App *app, Ui *ui, DeskPage *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    ui_grow(ui, 1);
    ui_gap(ui, is_compact ? 3 : 5);
    ui_cross(ui, SPREAD_STRETCH);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_pad(ui, is_compact ? 4 : 6, 1, 2, 1);
        ui_card(ui)
            rows(app, ui, s);
        bool is_in_order = !app->guest.on_paper || !s->typed[0];
        if (families_shown(app->families) > 3 && is_in_order)
            letters(app, ui);
    }
}

static bool has_side(const App *app, const Ui *ui, const DeskPage *s)
{
    bool is_plain = !app->switches.large && !ui->theme->switches.reach;
    return ui->theme->shape == WIDE && is_plain && !s->has_keys;
}

/* Where there is no room beside the list. */
static void counts_button(App *app, Ui *ui, DeskPage *s)
{
    const FamilyCounts *counts = families_counts(app->families);
    bool is_below = ui->theme->shape == TALL && !ui->theme->switches.reach;
    if (is_below || has_side(app, ui, s))
        return;
    ui_icon(ui, "chart");
    if (ui_button_words(ui, SECOND, "Counts",
            ui_words(ui, "{0, number} of {1, number}", counts->here, counts->expected)))
        s->panel = PANEL_COUNTS;
}

static void clear_button(App *app, Ui *ui, DeskPage *s)
{
    if (s->typed[0]) {
        ui_icon(ui, "close");
        if (ui_icon_button(ui, "Clear the search"))
            desk_forget_typed(app, s);
    }
    if (s->has_keys) {
        ui_icon(ui, "down");
        if (ui_icon_button(ui, "Hide the letters"))
            s->has_keys = false;
    }
}

static void search(App *app, Ui *ui, DeskPage *s)
{
    ui_gap(ui, 4);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_hint(ui, MSG("Two or three letters"));
        if (ui_field(ui, MSG("Search"), s->typed, sizeof s->typed)) {
            s->already = (Id){0};
            desk_show(app, s);
            ui_rows_from_top(ui, "Families");
        }
        s->has_keys = s->has_keys || ui_has_touched_field(ui);
        clear_button(app, ui, s);
        counts_button(app, ui, s);
        const char *words = desk_filter_words(app, ui, &s->filter);
        if (ui_button_words(ui, SECOND, "Show", words))
            s->panel = PANEL_FILTER;
    }
}

/* --- the page ------------------------------------------------------------------------------ */

static void problems(App *app, Ui *ui, DeskPage *s)
{
    const Family *row = id_is_zero(s->already) ? NULL : families_of(app->families, s->already);
    if (app->guest.on_paper)
        ui_banner(ui, ALREADY, "clock", MSG("Keying in a paper list"));
    if (row && row->state != FAMILY_NOT_YET)
        ui_banner_more(ui, ALREADY, "clock", MSG("Already here"),
            ui_words(ui, "{0}, {1}, {2}", row->adults, office_clock(app, ui, row->at), row->kiosk));
    office_error(ui, &s->err);
}

/* With low reach there is no room for the rows beside the letters: then the bar shows them. */
static bool has_rows(const Ui *ui, const DeskPage *s)
{
    return !s->has_keys || !ui->theme->switches.reach;
}

static void column(App *app, Ui *ui, DeskPage *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    ui_grow(ui, 1);
    ui_gap(ui, !has_rows(ui, s) ? 1 : is_compact ? 2 : 4);
    ui_column(ui) {
        if (!has_rows(ui, s)) {
            ui_grow(ui, 1);
            ui_space(ui, 0);
        }
        search(app, ui, s);
        problems(app, ui, s);
        if (has_rows(ui, s))
            list(app, ui, s);
        if (s->has_keys)
            ui_keyboard(ui);
    }
}

/* With low reach: what is only read stands where nobody reaches. */
static void high(App *app, Ui *ui, DeskPage *s)
{
    ui_height(ui, office_out_of_reach(ui));
    ui_column(ui)
        desk_read(app, ui, s);
}

static void page(App *app, Ui *ui, DeskPage *s)
{
    bool is_beside = has_side(app, ui, s), is_low = ui->theme->switches.reach;
    if (is_low && has_rows(ui, s))
        high(app, ui, s);
    ui_grow(ui, 1);
    ui_gap(ui, is_beside ? 5 : 4);
    ui_pad(ui, 0, 0, 0, !has_rows(ui, s) ? 0 : ui->theme->shape == COMPACT ? 1 : 3);
    ui_cross(ui, SPREAD_STRETCH);
    if (is_beside)
        ui_open(ui, ACROSS);
    else
        ui_open(ui, DOWN);
    ui_enter(ui);
    column(app, ui, s);
    if (is_beside)
        ui_width(ui, 118);
    ui_gap(ui, 4);
    if (is_beside || (ui->theme->shape == TALL && !is_low && !s->has_keys))
        ui_column(ui)
            desk_side(app, ui, s);
    ui_close(ui);
}

static const char *act_words(Ui *ui, const Act *act)
{
    static const char *const IDS[] = {[ACT_ARRIVED] = MSG("{0}: in"),
        [ACT_LEFT] = MSG("{0}: out"),
        [ACT_MOVED] = MSG("{0}: moved"),
        [ACT_COUNTED] = MSG("One person counted"),
        [ACT_MET] = MSG("{0}: interpreter there")};
    return act->kind ? ui_words(ui, IDS[act->kind], act->who) : "";
}

/* What the button at the end of the bar does. */
static void write_new(App *app, Ui *ui, DeskPage *s)
{
    if (!has_rows(ui, s)) {
        s->has_keys = false;
        return;
    }
    remember(app, s);
    go(app, screen_walk_in);
}

static void bar(App *app, Ui *ui, DeskPage *s)
{
    Act *act = &app->guest.act;
    OfficeBar bar = {.has_back = true,
        .back = MSG("Today"),
        .takes_back = true,
        .toast = act->kind ? &act->toast : NULL,
        .toast_words = act_words(ui, act)};
    bool is_searched = families_searched(app->families) && families_shown(app->families) > 0;
    if (is_searched) { /* Enter is for a row then */
        bar.extra = MSG("New family");
        bar.extra_icon = "userplus";
    } else {
        bar.filled = MSG("New family");
        bar.filled_icon = "userplus";
    }
    if (!has_rows(ui, s)) {
        bar.extra = NULL;
        bar.filled = MSG("Show them");
        bar.filled_icon = "next";
        bar.words = ui_words(ui, "Show {0, plural, one {# family} other {# families}}",
            families_shown(app->families));
    }
    switch (office_bar(app, ui, &bar)) {
    case OFFICE_BACK:
        go(app, screen_staff);
        break;
    case OFFICE_FILLED:
    case OFFICE_EXTRA:
        write_new(app, ui, s);
        break;
    case OFFICE_UNDO:
        desk_undo_act(app, s);
        break;
    default:
        break;
    }
}

void screen_desk(App *app, Ui *ui)
{
    DeskPage *s = screen_state(app, sizeof *s);
    if (!s->is_loaded)
        load(app, s);
    else if (s->minute != app->now / 60)
        desk_refresh(app, s);
    if (!s->has_keys || ui->theme->shape != COMPACT)
        office_header(app, ui);
    office_main(app, ui)
    {
        if (app->families)
            page(app, ui, s);
        else
            office_error(ui, &s->err);
    }
    if (app->families)
        bar(app, ui, s);
    else
        office_bar(app, ui, &(OfficeBar){.has_back = true});
    desk_panel(app, ui, s);
}
