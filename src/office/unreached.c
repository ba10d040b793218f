/* Unreached: whom to call, by language. */
#include "base/log.h"
#include "base/utf8.h"
#include "exchange/unreached_sheet.h"
#include "office/office.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LANGUAGES = 40, ALL = -1 };

static const char *const SAVE_TABLE = MSG("Save as a table");

/* The families of a language stand together. */
typedef struct {
    char tag[36];
    int first, count;
} Spoken;

typedef struct {
    bool is_loaded;
    Unreached *unreached; /* held by the page; null: could not be read */
    char term[256];
    Spoken spoken[LANGUAGES]; /* the most first */
    int count;
    int chosen; /* of spoken; ALL */
    Err err;
} CallSheet;

/* --- what is read -------------------------------------------------------------------------- */

static void close(void *unreached)
{
    unreached_close(unreached);
}

static int by_count(const void *a, const void *b)
{
    const Spoken *x = a, *y = b;
    return x->count != y->count ? (x->count > y->count ? -1 : 1) : x->first - y->first;
}

static void count_languages(CallSheet *s)
{
    for (int i = 0; i < unreached_count(s->unreached); i++) {
        const char *tag = unreached_at(s->unreached, i)->language;
        Spoken *last = s->count ? &s->spoken[s->count - 1] : NULL;
        if (last && strcmp(last->tag, tag) == 0) {
            last->count++;
        } else if (s->count < LANGUAGES) {
            s->spoken[s->count] = (Spoken){.first = i, .count = 1};
            utf8_copy(s->spoken[s->count++].tag, sizeof s->spoken->tag, tag);
        }
    }
    qsort(s->spoken, (size_t)s->count, sizeof *s->spoken, by_count);
}

/* Names and phones of many families: that somebody looked is noted. */
static bool note(App *app, const CallSheet *s, Err *err)
{
    char detail[32];
    AuditBy by = office_by(app);
    snprintf(detail, sizeof detail, "families: %d", unreached_count(s->unreached));
    return audit_add(app->store, &by, "unreached.looked", s->term, detail, err);
}

static void load(App *app, CallSheet *s)
{
    Err err = {0};
    UnreachedTime time;
    s->is_loaded = true;
    s->chosen = ALL;
    if (unreached_term(app->store, app->zone, app->now, &time, s->term, &err))
        s->unreached = unreached_open(app->store, &time, &err);
    if (s->unreached && !note(app, s, &err)) {
        unreached_close(s->unreached);
        s->unreached = NULL;
    }
    if (s->unreached) {
        screen_holds(app, s->unreached, close);
        count_languages(s);
        return;
    }
    log_line(LOG_PROBLEM, "the call sheet: %s", err.detail);
    s->err = err;
}

/* A small glass: its bar has no room for a second button, nor the list for those of pages. Both
 * stand in the heading then, unless that is out of reach. */
static bool is_packed(const Ui *ui)
{
    return ui->theme->shape == COMPACT && !ui->theme->switches.reach;
}

/* --- the languages ------------------------------------------------------------------------- */

static const char *families(Ui *ui, int count)
{
    return ui_words(ui, "{0, plural, one {# family} other {# families}}", count);
}

static void language(App *app, Ui *ui, CallSheet *s, int index)
{
    char name[64];
    const Spoken *spoken = &s->spoken[index];
    if (spoken->tag[0])
        format_language(app->formats, app->language, name, sizeof name, spoken->tag);
    else
        utf8_copy(name, sizeof name, language_text(ui->language, MSG("Language not known")));
    ui_key(ui, (uint64_t)index + 2);
    if (ui_choice(ui, DOT, name, families(ui, spoken->count), s->chosen == index))
        s->chosen = index;
}

static void choices(App *app, Ui *ui, CallSheet *s)
{
    bool is_large = ui->theme->switches.large;
    ui_width(ui, ui->theme->shape == WIDE ? 120 : is_large ? 118 : 90);
    ui_gap(ui, 3);
    ui_scroll(ui, "Languages") {
        ui_key(ui, 1);
        if (ui_choice(ui, DOT, language_text(ui->language, MSG("languages|All")),
                families(ui, unreached_count(s->unreached)), s->chosen == ALL))
            s->chosen = ALL;
        for (int i = 0; i < s->count; i++)
            language(app, ui, s, i);
    }
}

/* --- the families -------------------------------------------------------------------------- */

static void family(App *app, Ui *ui, const CallSheet *s, int index)
{
    UnreachedWords words;
    char small[2 * UNREACHED_WORDS];
    const UnreachedFamily *family = unreached_at(s->unreached, index);
    unreached_words(app->formats, app->language, family, &words);
    ui_key(ui, id_hash(family->id));
    const char *const texts[] = {words.phones, words.children};
    ui_entry(ui, words.name, office_beside(texts, 2, small, sizeof small)) {
        ui_color(ui, INK_2);
        if (s->chosen == ALL && ui->theme->shape == WIDE)
            ui_value(ui, SMALL, words.language);
        if (ui->theme->shape == WIDE)
            ui_tag(ui, SUNK, "clock", words.last);
        else
            ui_value(ui, SMALL, words.last);
    }
}

static void list(App *app, Ui *ui, const CallSheet *s)
{
    const Spoken *chosen = s->chosen == ALL ? NULL : &s->spoken[s->chosen];
    int first = chosen ? chosen->first : 0;
    RowRange rows = {.count = chosen ? chosen->count : unreached_count(s->unreached), .height = 28};
    ui_grow(ui, 1);
    ui_gap(ui, 3);
    ui_column(ui) {
        ui_grow(ui, 1);
        ui_pad(ui, 6, 1, 6, 1);
        ui_card(ui) {
            ui_grow(ui, 1);
            ui_rows(ui, "Families", &rows) {
                for (int i = rows.first; i < rows.last; i++)
                    family(app, ui, s, first + i);
            }
        }
        if (!is_packed(ui))
            ui_pages(ui, "Families");
    }
}

static const char *of_all(Ui *ui, const CallSheet *s)
{
    int all = unreached_families(s->unreached);
    if (s->term[0])
        return ui_words(ui, "{0}, of {1, plural, one {# family} other {# families}}", s->term, all);
    return ui_words(ui, "of {0, plural, one {# family} other {# families}}", all);
}

static void title(Ui *ui, const CallSheet *s)
{
    bool is_compact = ui->theme->shape == COMPACT;
    ui_grow(ui, 1);
    ui_column(ui) {
        ui_bold_note(ui, is_compact ? BODY : LEAD,
            ui_words(ui, "{0, plural, one {# family} other {# families}} not here yet",
                unreached_count(s->unreached)));
        if (!is_compact) {
            ui_color(ui, INK_2);
            ui_note(ui, SMALL, of_all(ui, s));
        }
    }
}

static bool heading(App *app, Ui *ui, const CallSheet *s)
{
    bool has_asked = false, has_buttons = is_packed(ui);
    if (ui->theme->switches.reach)
        ui_height(ui, office_out_of_reach(ui) + (app->switches.large ? 4 : 0));
    ui_gap(ui, 3);
    ui_open(ui, has_buttons && app->switches.large ? DOWN : ACROSS);
    ui_enter(ui);
    title(ui, s);
    if (has_buttons) {
        ui_pages(ui, "Families");
        ui_row(ui) {
            ui_icon(ui, "save");
            ui_disabled(ui, office_is_saving(app));
            has_asked = ui_button(ui, SECOND, "Save as a table");
        }
    }
    ui_close(ui);
    ui_space(ui, ui->theme->shape == COMPACT ? 2 : 4);
    return has_asked;
}

static bool columns(App *app, Ui *ui, CallSheet *s)
{
    bool has_asked = heading(app, ui, s);
    office_fill(app, ui);
    ui_gap(ui, ui->theme->shape == WIDE ? 8 : 4);
    ui_cross(ui, SPREAD_STRETCH);
    ui_row(ui) {
        choices(app, ui, s);
        list(app, ui, s);
    }
    return has_asked;
}

void screen_unreached(App *app, Ui *ui)
{
    CallSheet *s = screen_state(app, sizeof *s);
    bool wants_table = false;
    OfficeBar bar = {.has_back = true,
        .extra = is_packed(ui) || office_is_saving(app) ? NULL : SAVE_TABLE,
        .extra_icon = "save",
        .filled = MSG("Save as PDF"),
        .filled_icon = "save",
        .is_disabled = office_is_saving(app)};
    if (!s->is_loaded)
        load(app, s);
    office_header(app, ui);
    office_main(app, ui)
    {
        office_filling(app, ui)
        {
            office_error(ui, &s->err);
            office_saving(app, ui);
            if (s->unreached)
                wants_table = columns(app, ui, s);
        }
    }
    OfficeAnswer answer = office_bar(app, ui, &bar);
    if (answer == OFFICE_EXTRA || wants_table)
        office_save(app, &SAVE_UNREACHED_TABLE, NULL);
    else if (answer == OFFICE_FILLED)
        office_save(app, &SAVE_UNREACHED_SHEET,
            s->unreached && s->chosen != ALL ? s->spoken[s->chosen].tag : NULL);
}
