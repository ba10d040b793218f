/* The repair queue: who wrote a name at the glass, and which family of the roster that is. First
 * the list; a stub that is chosen stands beside the families that it may be. */
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "office/queue.h"

#include <stdio.h>
#include <string.h>

/* --- a stub in words ------------------------------------------------------------------------ */

static const char *name_of(const RepairStub *s)
{
    return s->stub.child[0] ? s->stub.child : s->stub.adult;
}

/* The day too, where it is not today's. */
static const char *when(App *app, Ui *ui, int64_t at)
{
    char day[64];
    const char *clock = office_clock(app, ui, at);
    if (zone_day(app->zone, at) == zone_day(app->zone, app->now))
        return clock;
    format_date(app->formats, app->language, day, sizeof day, FORMAT_SHORT_DAY, at);
    return ui_words(ui, "{0}, {1}", day, clock);
}

static const char *small_words(App *app, Ui *ui, const RepairStub *s)
{
    char words[512];
    bool has_adult = s->stub.child[0] && s->stub.adult[0];
    snprintf(words, sizeof words, "%s%s%s%s%s · %s, %s",
        s->stub.grade[0] ? office_grade(ui, s->stub.grade) : "", s->stub.grade[0] ? " · " : "",
        has_adult ? s->stub.adult : "", has_adult ? " · " : "",
        office_language(app, ui, s->stub.language), when(app, ui, s->made), s->kiosk);
    const char *kept = arena_text(&ui->arenas[ui->current], words);
    wipe(words, sizeof words);
    return kept;
}

/* --- the list ------------------------------------------------------------------------------- */

static const char *settled_words(App *app, Ui *ui, const RepairStub *stub, const char *family)
{
    const char *at = when(app, ui, stub->settled);
    return stub->state == STUB_MATCHED ? ui_words(ui, "{0}: is the family {1}", at, family)
                                       : ui_words(ui, "{0}: a new family", at);
}

static void row_end(App *app, Ui *ui, Repair *s, const RepairStub *stub)
{
    ui_icon(ui, s->list == REPAIR_QUEUE ? "next" : "undo");
    if (s->list == REPAIR_QUEUE && ui_button(ui, SECOND, "Match"))
        queue_choose(s, stub);
    else if (s->list == REPAIR_HELD && ui_button(ui, SECOND, "Take back"))
        queue_take_back(app, ui, s, stub->stub.id);
    else if (s->list == REPAIR_SETTLED && ui_button(ui, SECOND, "Undo"))
        queue_reopen(app, ui, s, stub);
}

static void row(App *app, Ui *ui, Repair *s, int i)
{
    const RepairStub *stub = &s->rows[i];
    bool is_settled = s->list == REPAIR_SETTLED;
    uint64_t key = id_hash(stub->stub.id);
    ui_key(ui, key);
    ui_entry(ui, name_of(stub),
        is_settled ? settled_words(app, ui, stub, s->families[i]) : small_words(app, ui, stub)) {
        ui_key(ui, key);
        row_end(app, ui, s, stub);
    }
}

static int count_of(const Repair *s, RepairList list)
{
    return list == REPAIR_QUEUE ? s->counts.open
        : list == REPAIR_HELD   ? s->counts.held
                                : s->counts.settled;
}

static void rows(App *app, Ui *ui, Repair *s)
{
    RowRange range = {.count = count_of(s, s->list), .height = 26};
    bool is_compact = ui->theme->shape == COMPACT;
    ui_grow(ui, 1);
    ui_pad(ui, is_compact ? 3 : 7, 1, is_compact ? 0 : 3, 1);
    ui_open_card(ui);
    ui_enter(ui);
    ui_grow(ui, 1);
    ui_rows(ui, "Walk-ins", &range) {
        int first = range.last - range.first > ROWS ? range.last - ROWS : range.first;
        if (s->row_count < 0 || first < s->first || range.last > s->first + s->row_count)
            queue_read_rows(app, s, first);
        for (int i = 0; i < s->row_count; i++)
            if (s->first + i >= range.first && s->first + i < range.last)
                row(app, ui, s, i);
    }
    ui_close(ui);
}

static void nobody(Ui *ui, const Repair *s)
{
    static const char *const IDS[] = {
        [REPAIR_QUEUE] = MSG("Nobody is left to match."),
        [REPAIR_HELD] = MSG("Nobody is held back."),
        [REPAIR_SETTLED] = MSG("Nothing was settled in the last day."),
    };
    ui_color(ui, INK_2);
    ui_text(ui, BODY, IDS[s->list]);
}

static void lists(Ui *ui, Repair *s)
{
    static const char *const IDS[] = {
        [REPAIR_QUEUE] = MSG("To match: {0, number}"),
        [REPAIR_HELD] = MSG("Held back: {0, number}"),
        [REPAIR_SETTLED] = MSG("Settled today: {0, number}"),
    };
    ui_chips(ui, "Which walk-ins") {
        for (int i = 0; i < LISTS; i++) {
            ui_key(ui, (uint64_t)i + 1);
            if (!ui_chip(ui, ui_words(ui, IDS[i], count_of(s, (RepairList)i)), (int)s->list == i))
                continue;
            s->list = (RepairList)i;
            s->row_count = -1;
        }
    }
}

/* What is only read. */
static void top(Ui *ui, const Repair *s)
{
    if (ui->theme->shape != COMPACT || ui->theme->switches.reach) {
        ui_heading(ui, "Walk-ins");
        ui_color(ui, INK_2);
        ui_note(ui, SMALL,
            ui_words(ui, "{0, number} matched to the roster, {1, number} new, {2, number} not yet",
                s->counts.matched, s->counts.new, s->counts.open));
    }
    if (s->list == REPAIR_HELD && s->counts.held)
        ui_banner(ui, ALREADY, "alert",
            MSG("Very many came from one glass at once. They do not count until you look."));
    office_error(ui, &s->err);
}

static void list(App *app, Ui *ui, Repair *s)
{
    ui_gap(ui, 2);
    office_top(ui) top(ui, s);
    ui_space(ui, ui->theme->shape == COMPACT ? 0 : 2);
    lists(ui, s);
    ui_space(ui, 3);
    if (count_of(s, s->list))
        rows(app, ui, s);
    else
        nobody(ui, s);
}

static void list_bar(App *app, Ui *ui, Repair *s)
{
    bool is_held = s->list == REPAIR_HELD && s->counts.held;
    OfficeBar bar = {
        .has_back = true, .toast = &s->toast, .toast_words = queue_done_words(app, ui, s)};
    if (is_held) {
        bar.extra = MSG("Take all back");
        bar.extra_icon = "undo";
        bar.filled = MSG("They are real");
        bar.filled_icon = "check";
    }
    OfficeAnswer answer = office_bar(app, ui, &bar);
    if (answer == OFFICE_UNDO)
        queue_undo(app, s);
    else if (answer == OFFICE_FILLED)
        queue_all_held(app, ui, s, DONE_LET_IN);
    else if (answer == OFFICE_EXTRA)
        queue_all_held(app, ui, s, DONE_TAKEN_BACK);
}

/* --- one of them ---------------------------------------------------------------------------- */

static void line(Ui *ui, const char *icon, const char *words)
{
    if (!words[0])
        return;
    ui_gap(ui, 3);
    ui_row(ui) {
        ui_symbol(ui, icon, 8, ACCENT);
        ui_grow(ui, 1);
        ui_value(ui, BODY, words);
    }
}

static void written(App *app, Ui *ui, const RepairStub *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    ui_bold(ui, SMALL, "Written at the glass");
    ui_space(ui, 2);
    ui_pad(ui, is_compact ? 4 : 6, is_compact ? 3 : 5, is_compact ? 4 : 6, is_compact ? 3 : 5);
    ui_gap(ui, 2);
    ui_card(ui) {
        ui_bold_value(ui, LEAD, name_of(s));
        line(ui, "book", s->stub.grade[0] ? office_grade(ui, s->stub.grade) : "");
        line(ui, "person", s->stub.child[0] ? s->stub.adult : "");
        line(ui, "globe", office_language(app, ui, s->stub.language));
        line(ui, "clock", ui_words(ui, "{0}, {1}", when(app, ui, s->made), s->kiosk));
        if (id_is_zero(s->visit))
            line(ui, "calendar", language_text(ui->language, MSG("Signed up, not here yet")));
    }
}

static void reason(Ui *ui, const char *id)
{
    if (id)
        ui_tag(ui, GOOD, "check", language_text(ui->language, id));
}

static void reasons(App *app, Ui *ui, const Suggestion *found)
{
    static const char *const CHILD[] = {[FIT_NONE] = NULL,
        [FIT_PART] = MSG("child’s name in part"),
        [FIT_CLOSE] = MSG("child’s name one letter off"),
        [FIT_ALIKE] = MSG("child’s name in other letters"),
        [FIT_SAME] = MSG("same child’s name")};
    static const char *const ADULT[] = {[FIT_NONE] = NULL,
        [FIT_PART] = MSG("adult’s name in part"),
        [FIT_CLOSE] = MSG("adult’s name one letter off"),
        [FIT_ALIKE] = MSG("adult’s name in other letters"),
        [FIT_SAME] = MSG("same adult’s name")};
    ui_gap(ui, 2);
    ui_wrap(ui)
    {
        reason(ui, CHILD[found->child]);
        reason(ui, ADULT[found->adult]);
        reason(ui, found->same_grade ? MSG("same grade") : NULL);
        reason(ui, found->same_language ? MSG("same language") : NULL);
        if (found->family.at)
            ui_tag(ui, ALREADY, "clock",
                ui_words(ui, "already here at {0}, {1}", office_clock(app, ui, found->family.at),
                    found->family.kiosk));
    }
}

static void suggestion(App *app, Ui *ui, Repair *s, int i)
{
    const RepairFamily *family = &s->found[i].family;
    const char *children = office_children(ui, family);
    bool has_adults = family->adults[0];
    ui_gap(ui, 2);
    ui_key(ui, (uint64_t)i + 1);
    ui_column(ui) {
        ui_key(ui, id_hash(family->id));
        if (ui_choice(ui, DOT, has_adults ? family->adults : children, has_adults ? children : "",
                s->picked == i))
            s->picked = i;
        reasons(app, ui, &s->found[i]);
    }
}

static void on_roster(App *app, Ui *ui, Repair *s)
{
    ui_bold(ui, SMALL, "On the roster");
    ui_space(ui, 2);
    if (s->found_count <= 0) {
        ui_color(ui, INK_2);
        ui_text(ui, BODY, "Nobody on the roster has a name like this.");
        return;
    }
    ui_gap(ui, 4);
    ui_column(ui)
        for (int i = 0; i < s->found_count; i++)
            suggestion(app, ui, s, i);
}

static void beside(App *app, Ui *ui, Repair *s)
{
    bool is_tall = ui->theme->shape == TALL;
    ui_gap(ui, is_tall || ui->theme->shape == COMPACT ? 8 : 12);
    ui_cross(ui, is_tall ? SPREAD_STRETCH : SPREAD_START);
    ui_open(ui, is_tall ? DOWN : ACROSS);
    ui_enter(ui);
    if (!is_tall)
        ui_grow(ui, 2);
    ui_column(ui)
        written(app, ui, &s->chosen);
    if (!is_tall)
        ui_grow(ui, 3);
    ui_column(ui)
        on_roster(app, ui, s);
    ui_close(ui);
}

/* With low reach there is less room: what does not fit is scrolled. */
static void page(App *app, Ui *ui, Repair *s)
{
    if (!ui->theme->switches.reach) {
        office_content(app, ui) beside(app, ui, s);
        return;
    }
    ui_grow(ui, 1);
    ui_scroll(ui, "On this page")
        beside(app, ui, s);
}

static void chosen_bar(App *app, Ui *ui, Repair *s)
{
    OfficeBar bar = {.has_back = true, .takes_back = true, .back = MSG("Later")};
    bool has_found = s->found_count > 0;
    bar.filled = has_found ? MSG("Join") : MSG("New family");
    bar.filled_icon = has_found ? "check" : "userplus";
    bar.extra = has_found ? MSG("New family") : NULL;
    bar.extra_icon = "userplus";
    OfficeAnswer answer = office_bar(app, ui, &bar);
    if (answer == OFFICE_BACK)
        queue_leave_chosen(s);
    else if (answer == OFFICE_FILLED && has_found)
        queue_join(app, ui, s);
    else if (answer == OFFICE_FILLED || answer == OFFICE_EXTRA)
        queue_as_new(app, ui, s);
}

/* --- the page ------------------------------------------------------------------------------- */

/* A stub that somebody comes for stands open from the first. */
static void begin(App *app, Repair *s)
{
    Err err = {0};
    RepairStub stub;
    if (s->minute || id_is_zero(app->place.subject))
        return;
    if (!repair_get(app->store, app->place.subject, &stub, &err))
        queue_tell(s, &err);
    else if (stub.state == STUB_OPEN)
        queue_choose(s, &stub);
}

void screen_repair(App *app, Ui *ui)
{
    _Static_assert(sizeof(Repair) <= 16 * 1024, "a page's memory");
    Repair *s = screen_state(app, sizeof *s);
    begin(app, s);
    if (s->minute != app->now / 60)
        queue_read(app, s);
    if (s->has_chosen && !s->has_looked)
        queue_look(app, s);
    bool is_chosen = s->has_chosen;
    office_header(app, ui);
    office_main(app, ui)
    {
        if (is_chosen) {
            office_top(ui) office_error(ui, &s->err);
            page(app, ui, s);
        } else {
            list(app, ui, s);
        }
    }
    if (is_chosen)
        chosen_bar(app, ui, s);
    else
        list_bar(app, ui, s);
}
