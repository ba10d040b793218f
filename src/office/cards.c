/* Cards: for whom, and the sheet of them to be cut out. */
#include "base/log.h"
#include "base/utf8.h"
#include "exchange/cards_sheet.h"
#include "office/office.h"
#include "store/families.h"

#include <string.h>

enum { GRADES = 32 };

static const char *const ONE_FAMILY = MSG("Or one family");

typedef struct {
    bool is_loaded;
    Families *families; /* held by the page; null: could not be read */
    char grades[GRADES][32];
    int grade_count;
    CardAsk ask;
    int count; /* cards that it would be; -1: not known */
    char typed[64];
    OfficeKeys keys;
    Err err;
} CardsPage;

/* --- what is read -------------------------------------------------------------------------- */

static void close(void *families)
{
    families_close(families);
}

static void tell(CardsPage *s, const Err *err)
{
    log_line(LOG_PROBLEM, "the cards: %s", err->detail);
    s->err = *err;
}

static void count(App *app, CardsPage *s)
{
    Err err = {0};
    err_clear(&s->err);
    s->count = cards_asked(app->store, &s->ask, &err);
    if (s->count < 0)
        tell(s, &err);
}

/* Every name can be looked for: that is noted. */
static void load(App *app, CardsPage *s)
{
    Err err = {0};
    AuditBy by = office_by(app);
    s->is_loaded = true;
    s->count = -1;
    if (audit_add(app->store, &by, "list.opened", "cards", "", &err))
        s->families = families_open(app->store, (Id){0}, zone_day(app->zone, app->now), &err);
    if (!s->families) {
        tell(s, &err);
        return;
    }
    screen_holds(app, s->families, close);
    count(app, s);
    s->grade_count = cards_grades(app->store, s->grades, GRADES, &err);
    if (s->grade_count < 0)
        tell(s, &err);
}

static void choose(App *app, CardsPage *s, const char *grade, Id family)
{
    s->ask.family = family;
    utf8_copy(s->ask.grade, sizeof s->ask.grade, grade);
    count(app, s);
}

/* Whose cards it would be is a look at that family, and noted first. */
static void choose_family(App *app, CardsPage *s, Id family)
{
    Err err = {0};
    AuditBy by = office_by(app);
    if (audit_add(app->store, &by, "cards.looked", id_text(family), "", &err))
        choose(app, s, "", family);
    else
        tell(s, &err);
}

/* --- a grade ------------------------------------------------------------------------------- */

static void grades(App *app, Ui *ui, CardsPage *s)
{
    bool has_family = !id_is_zero(s->ask.family);
    ui_width(ui, ui->theme->shape == WIDE ? 120 : ui->theme->switches.large ? 118 : 90);
    ui_gap(ui, 3);
    ui_scroll(ui, "Grade") {
        ui_key(ui, 1);
        if (ui_choice(ui, DOT, language_text(ui->language, MSG("All grades")), "",
                !has_family && !s->ask.grade[0]))
            choose(app, s, "", (Id){0});
        for (int i = 0; i < s->grade_count; i++) {
            const char *grade = s->grades[i];
            ui_key(ui, (uint64_t)i + 2);
            if (ui_choice(ui, DOT, office_grade(ui, grade), "", strcmp(s->ask.grade, grade) == 0))
                choose(app, s, grade, (Id){0});
        }
    }
}

/* --- one family ---------------------------------------------------------------------------- */

static void family(App *app, Ui *ui, CardsPage *s, const Family *row)
{
    ui_key(ui, id_hash(row->id));
    ui_entry(ui, row->adults, row->children) {
        ui_key(ui, id_hash(row->id));
        if (id_equal(row->id, s->ask.family))
            ui_tag(ui, GOOD, "check", language_text(ui->language, MSG("Chosen")));
        else if (ui_button(ui, SECOND, "Choose"))
            choose_family(app, s, row->id);
    }
}

static void rows(App *app, Ui *ui, CardsPage *s)
{
    RowRange range = {.count = families_shown(s->families), .height = 28};
    ui_grow(ui, 1);
    ui_pad(ui, 6, 1, 6, 1);
    ui_card(ui) {
        ui_grow(ui, 1);
        ui_rows(ui, "Families", &range) {
            for (int i = range.first; i < range.last; i++)
                family(app, ui, s, families_at(s->families, i));
        }
    }
}

static bool is_searched(const CardsPage *s)
{
    return families_searched(s->families);
}

static void search(App *app, Ui *ui, CardsPage *s)
{
    ui_hint(ui, MSG("Two or three letters"));
    if (office_keys_field(ui, &s->keys, ONE_FAMILY, s->typed, sizeof s->typed)) {
        families_show(s->families, &(FamilyFilter){0}, s->typed);
        ui_rows_from_top(ui, "Families");
    }
    if (!is_searched(s))
        return;
    if (families_shown(s->families) == 0) {
        ui_color(ui, INK_2);
        ui_text(ui, BODY, "Nobody is called so");
        return;
    }
    rows(app, ui, s);
}

/* --- the page ------------------------------------------------------------------------------ */

static void how_many(Ui *ui, const CardsPage *s)
{
    int pages = (s->count + CARDS_A_PAGE - 1) / CARDS_A_PAGE;
    if (s->count > 0)
        ui_bold_note(ui, TITLE,
            ui_words(ui,
                "{0, plural, one {# card} other {# cards}} on "
                "{1, plural, one {# page} other {# pages}}",
                s->count, pages));
    else
        ui_bold(ui, TITLE, "No cards to make");
}

static void warning(Ui *ui)
{
    ui_color(ui, INK_2);
    ui_text(ui, SMALL,
        "The cards work as soon as the file is saved: keep it safe. An earlier card of the same "
        "person then stops working.");
}

static void only_missing(App *app, Ui *ui, CardsPage *s)
{
    ui_wrap(ui)
    {
        ui_key(ui, 1);
        if (ui_chip(ui, language_text(ui->language, MSG("Only who has no card yet")),
                s->ask.only_missing)) {
            s->ask.only_missing = !s->ask.only_missing;
            count(app, s);
        }
    }
}

static void summary(App *app, Ui *ui, CardsPage *s)
{
    bool is_low = ui->theme->switches.reach, is_compact = ui->theme->shape == COMPACT;
    if (!is_low)
        how_many(ui, s);
    if (is_searched(s) && is_compact)
        return;
    only_missing(app, ui, s);
    if (!is_low && (!is_compact || app->saving.state == SAVING_NOTHING))
        warning(ui);
}

/* With low reach: what is only read stands where nobody reaches. */
static void high(Ui *ui, const CardsPage *s)
{
    ui_height(ui, office_out_of_reach(ui));
    ui_gap(ui, 2);
    ui_column(ui) {
        how_many(ui, s);
        if (ui->theme->shape != COMPACT)
            warning(ui);
    }
}

static void columns(App *app, Ui *ui, CardsPage *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    if (ui->theme->switches.reach && !s->keys.are_out)
        high(ui, s);
    office_fill(app, ui);
    ui_gap(ui, ui->theme->shape == WIDE ? 8 : 4);
    ui_cross(ui, SPREAD_STRETCH);
    ui_row(ui) {
        if (!s->keys.are_out)
            grades(app, ui, s);
        ui_grow(ui, 1);
        ui_gap(ui, is_compact ? 2 : 4);
        ui_column(ui) {
            if (!s->keys.are_out)
                summary(app, ui, s);
            search(app, ui, s);
        }
    }
}

static void bar(App *app, Ui *ui, CardsPage *s)
{
    char word[64];
    OfficeBar bar = {.has_back = true,
        .extra = s->keys.are_out ? MSG("Hide the letters") : NULL,
        .extra_icon = "down",
        .filled = MSG("Save as PDF"),
        .filled_icon = "save",
        .is_disabled = s->count <= 0 || office_is_saving(app)};
    OfficeAnswer answer = office_bar(app, ui, &bar);
    if (answer == OFFICE_EXTRA)
        s->keys.are_out = false;
    if (answer != OFFICE_FILLED)
        return;
    card_ask_write(&s->ask, word);
    office_save(app, &SAVE_CARDS, word);
    s->keys.are_out = false;
}

void screen_cards(App *app, Ui *ui)
{
    CardsPage *s = screen_state(app, sizeof *s);
    if (!s->is_loaded) {
        load(app, s);
        s->keys.has_begun = true; /* a grade is chosen more often than a name is typed */
    }
    office_keys_begin(ui, &s->keys);
    office_header(app, ui);
    office_main(app, ui)
    {
        office_filling(app, ui)
        {
            office_error(ui, &s->err);
            office_saving(app, ui);
            if (s->families)
                columns(app, ui, s);
        }
        office_keys(ui, &s->keys);
    }
    bar(app, ui, s);
}
