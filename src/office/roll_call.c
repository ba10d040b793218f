/* Roll call: who is in the building now, and, in a drill, who was not seen yet. What is ticked
 * stands on this page alone. */
#include "exchange/roll_call.h"
#include "base/log.h"
#include "office/office.h"

#include <stdio.h>
#include <string.h>

enum { LETTER_COUNT = LETTERS, FEW = 12 };

typedef struct {
    Present *present; /* held by the page; null: could not be read */
    int64_t minute;   /* when it was read last; 0: not yet */
    Err err;
} RollCall;

/* --- what is read -------------------------------------------------------------------------- */

static void close(void *present)
{
    present_close(present);
}

/* That somebody looked is noted; where it cannot be, as on a full disk, the names are shown all the
 * same: it may be an emergency. */
static void note_look(App *app)
{
    Err err = {0};
    AuditBy by = office_by(app);
    if (!audit_add(app->store, &by, "roll_call.looked", "", "", &err))
        log_line(LOG_PROBLEM, "the roll call was looked at, and not noted: %s", err.detail);
}

/* Each minute: somebody comes, somebody goes. */
static void read(App *app, RollCall *s)
{
    Err err = {0};
    int32_t day = zone_day(app->zone, app->now);
    s->minute = app->now / 60;
    s->err = (Err){0};
    if (s->present ? present_read(s->present, app->store, day, app->now, &err)
                   : (s->present = present_open(
                          app->store, day, app->now, app->language->tag, &err)) != NULL) {
        if (app->held != s->present) {
            screen_holds(app, s->present, close);
            note_look(app);
        }
        return;
    }
    log_line(LOG_PROBLEM, "the roll call: %s", err.detail);
    s->err = err;
}

/* --- the numbers --------------------------------------------------------------------------- */

static void figure(Ui *ui, int number, Tone tone, const char *words)
{
    char digits[16];
    snprintf(digits, sizeof digits, "%d", number);
    ui_column(ui) {
        ui_color(ui, tone);
        ui_bold_note(ui, ui->theme->shape == COMPACT ? TITLE : DISPLAY, digits);
        ui_color(ui, INK_2);
        ui_note(ui, ui->theme->shape == COMPACT ? SMALL : BODY, words);
    }
}

static void figures(Ui *ui, const RollCall *s)
{
    int people = present_people(s->present), unseen = present_unseen(s->present);
    figure(ui, people, INK,
        ui_words(ui, "{0, plural, one {person in the building} other {people in the building}}",
            people));
    figure(ui, unseen, unseen ? PROBLEM : GOOD, ui_words(ui, "not seen yet"));
}

static bool is_above(const Ui *ui)
{
    return ui->theme->shape == TALL || ui->theme->switches.reach;
}

/* Beside the list, or above it; with low reach where nobody reaches. */
static void numbers(Ui *ui, const RollCall *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    float pad = is_compact ? 4 : 8;
    if (!is_above(ui))
        ui_width(ui, is_compact ? 72 : 124);
    else if (ui->theme->switches.reach)
        ui_height(ui, office_out_of_reach(ui));
    ui_column(ui) {
        ui_pad(ui, pad, is_compact ? 3 : 6, pad, is_compact ? 3 : 6);
        ui_gap(ui, is_compact ? 4 : 10);
        ui_card(ui) {
            ui_cross(ui, SPREAD_START);
            ui_gap(ui, is_compact ? 4 : 10);
            ui_grid(ui, is_above(ui) ? 2 : 1)
                figures(ui, s);
        }
    }
}

/* --- the list ------------------------------------------------------------------------------ */

static const char *small_words(Ui *ui, const RollCallWords *words, char *out, size_t size)
{
    const char *const texts[] = {
        words->who, words->since[0] ? ui_words(ui, "since {0}", words->since) : "", words->where};
    return office_beside(texts, 3, out, size);
}

static void row(App *app, Ui *ui, RollCall *s, int index)
{
    RollCallWords words;
    char small[2 * ROLL_CALL_WORDS];
    const PresentRow *row = present_at(s->present, index);
    bool is_seen = present_is_seen(s->present, index);
    roll_call_words(app->formats, app->language, row, &words);
    ui_key(ui, (uint64_t)index + 1);
    ui_pad(ui, 0, 0, 0, 2);
    ui_column(ui) {
        ui_key(ui, (uint64_t)index + 1);
        if (is_seen)
            ui_with_tag(ui, GOOD, "check", language_text(ui->language, MSG("Seen")));
        if (ui_choice(ui, TICK, words.name, small_words(ui, &words, small, sizeof small), is_seen))
            present_see(s->present, index, !is_seen);
    }
}

static void letters(Ui *ui, const RollCall *s)
{
    PresentLetter found[LETTER_COUNT];
    Letter out[LETTER_COUNT] = {0};
    int count = present_letters(s->present, found, LETTER_COUNT);
    for (int i = 0; i < count; i++) {
        memcpy(out[i].text, found[i].text, sizeof out[i].text);
        out[i].first = found[i].first;
    }
    ui_letters(ui, "In the building", out, count);
}

static void list(App *app, Ui *ui, RollCall *s)
{
    RowRange rows = {.count = present_count(s->present), .height = 30};
    ui_grow(ui, 1);
    ui_gap(ui, 3);
    ui_cross(ui, SPREAD_STRETCH);
    ui_row(ui) {
        ui_grow(ui, 1);
        ui_rows(ui, "In the building", &rows) {
            for (int i = rows.first; i < rows.last; i++)
                row(app, ui, s, i);
        }
        if (present_count(s->present) > FEW)
            letters(ui, s);
    }
}

static void nobody(Ui *ui)
{
    ui_grow(ui, 1);
    ui_along(ui, SPREAD_CENTER);
    ui_column(ui) {
        ui_color(ui, INK_2);
        ui_text(ui, LEAD, "Nobody is in the building.");
    }
}

static void people(App *app, Ui *ui, RollCall *s)
{
    ui_gap(ui, 3);
    ui_column(ui) {
        if (present_count(s->present))
            list(app, ui, s);
        else
            nobody(ui);
        if (ui->theme->shape != COMPACT) /* there the letters must do */
            ui_pages(ui, "In the building");
    }
}

static void page(App *app, Ui *ui, RollCall *s)
{
    if (is_above(ui)) {
        numbers(ui, s);
        ui_space(ui, 5);
        office_fill(app, ui);
        people(app, ui, s);
        return;
    }
    office_fill(app, ui);
    ui_gap(ui, ui->theme->shape == COMPACT ? 4 : 8);
    ui_cross(ui, SPREAD_STRETCH);
    ui_row(ui) {
        ui_grow(ui, 1);
        people(app, ui, s);
        numbers(ui, s);
    }
}

void screen_roll_call(App *app, Ui *ui)
{
    RollCall *s = screen_state(app, sizeof *s);
    OfficeBar bar = {.has_back = true,
        .filled = MSG("Save as PDF"),
        .filled_icon = "save",
        .is_disabled = office_is_saving(app)};
    if (s->minute != app->now / 60)
        read(app, s);
    office_header(app, ui);
    office_main(app, ui)
    {
        office_filling(app, ui)
        {
            office_error(ui, &s->err);
            office_saving(app, ui);
            if (s->present)
                page(app, ui, s);
        }
    }
    if (office_bar(app, ui, &bar) == OFFICE_FILLED)
        office_save(app, &SAVE_ROLL_CALL, NULL);
}
