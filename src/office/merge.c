/* Another kiosk's records, from a stick: which file, what it would bring, and what the two say
 * differently, each side until somebody settled it. */
#include "store/merge.h"
#include "app/stick.h"
#include "base/log.h"
#include "base/utf8.h"
#include "office/office.h"
#include "store/conflicts.h"
#include "store/file.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

enum { FILES = 12, CONFLICTS = 10 };

typedef enum { CHOOSES, READS, SHOWS_DRY, IS_DONE } Step;

typedef struct {
    bool is_loaded;
    Step step;
    Stick stick;
    char files[FILES][128];
    int count;
    Merged merged; /* what it would bring, or brought */
    Conflict conflicts[CONFLICTS];
    int conflict_count; /* all of them; -1 */
    int first;          /* of those that are shown */
    Err err;
} Bring;

/* --- files --------------------------------------------------------------------------------- */

static void path_of(const Bring *s, int i, char out[FILE_PATH])
{
    snprintf(out, FILE_PATH, "%s/%s", s->stick.folder, s->files[i]);
}

/* Those of a folder that say they are a Foyer database. */
static void find_files(Bring *s)
{
    char path[FILE_PATH];
    DIR *list = opendir(s->stick.folder);
    s->count = 0;
    for (struct dirent *entry; list && s->count < FILES && (entry = readdir(list));) {
        const char *ending = strrchr(entry->d_name, '.');
        if (!ending || strcmp(ending, ".db") != 0 || strlen(entry->d_name) >= sizeof s->files[0])
            continue;
        utf8_copy(s->files[s->count], sizeof s->files[0], entry->d_name);
        path_of(s, s->count, path);
        s->count += store_is_marked(path);
    }
    if (list)
        closedir(list);
}

static void load_conflicts(App *app, Bring *s)
{
    s->conflict_count =
        conflicts_list(app->store, s->first, s->conflicts, CONFLICTS, err_clear(&s->err));
    if (s->conflict_count < 0)
        log_line(LOG_PROBLEM, "conflicts: %s", s->err.detail);
}

static void load(App *app, Bring *s)
{
    s->is_loaded = true;
    load_conflicts(app, s);
    s->count = 0;
    if (stick_find(app->device.save_to, &s->stick, &s->err))
        find_files(s);
    else
        s->stick = (Stick){0};
}

/* --- what is done -------------------------------------------------------------------------- */

static void fail(Bring *s)
{
    log_line(LOG_PROBLEM, "nothing was brought in: %s", s->err.detail);
    s->step = CHOOSES;
}

static void choose(App *app, Bring *s, int i)
{
    char path[FILE_PATH];
    path_of(s, i, path);
    s->step = READS;
    if (!bringing_begin(app, path, err_clear(&s->err)))
        fail(s);
}

/* The copy is ready: what would it bring? */
static void follow(App *app, Bring *s)
{
    AuditBy by = office_by(app);
    if (s->step != READS)
        return;
    JobState state = bringing_take(app, &s->err);
    if (state == JOB_RUNS)
        return;
    if (state == JOB_DONE && merge_prepared(app->store, &by, true, &s->merged, &s->err))
        s->step = SHOWS_DRY;
    else
        fail(s);
}

static void drop(App *app, Bring *s)
{
    merge_drop(store_path(app->store));
    s->step = CHOOSES;
}

static void bring(App *app, Bring *s)
{
    AuditBy by = office_by(app);
    bool done = merge_prepared(app->store, &by, false, &s->merged, err_clear(&s->err));
    drop(app, s);
    if (!done) {
        fail(s);
        return;
    }
    families_close(app->families); /* it does not know who came there */
    app->families = NULL;
    s->step = IS_DONE;
    s->first = 0;
    load_conflicts(app, s);
}

static void settle(App *app, Bring *s, const Conflict *c)
{
    AuditBy by = office_by(app);
    Err err = {0};
    if (!conflicts_settle(app->store, &by, c->id, c->settled == 0, &err)) {
        log_line(LOG_PROBLEM, "a conflict: %s", err.detail);
        s->err = err;
        return;
    }
    load_conflicts(app, s);
}

/* Why nothing came in, and what one can do. */
static void refusal(Ui *ui, const Err *err)
{
    static const OfficeWhy WHY[] = {
        {ERR_REFUSED, MSG("These records do not belong here"),
            MSG("They are another school’s, or the two kiosks are copies of one disk.")},
        {ERR_INVALID, MSG("These are this kiosk’s own records"), MSG("Choose another file.")},
        {ERR_NEWER, MSG("That kiosk is newer than this one"),
            MSG("Install the same version of Foyer here first.")},
        {ERR_NOT_FOUND, MSG("The file is gone"), MSG("Put the stick in again and try again.")},
        {ERR_BROKEN, MSG("The file cannot be read"),
            MSG("Save a new backup at the other kiosk and try again.")}};
    if (!office_why(ui, err, WHY, sizeof WHY / sizeof *WHY))
        office_error(ui, err);
}

/* --- files and numbers --------------------------------------------------------------------- */

static void files(App *app, Ui *ui, Bring *s)
{
    if (!s->stick.folder[0]) {
        ui_banner(ui, INFO, "info", "Put in the stick with the other kiosk’s backup");
        return;
    }
    if (s->count == 0)
        ui_note(ui, BODY, ui_words(ui, "There is no backup of a kiosk on {0}.", s->stick.name));
    for (int i = 0; i < s->count; i++) {
        ui_key(ui, (uint64_t)i + 1);
        ui_entry(ui, s->files[i], s->stick.name) {
            ui_key(ui, (uint64_t)i + 1);
            ui_icon(ui, "search");
            if (ui_button(ui, SECOND, "Look what it brings"))
                choose(app, s, i);
        }
    }
}

static void number(Ui *ui, const char *id, int count)
{
    if (count > 0)
        ui_note(ui, BODY, ui_words(ui, id, count));
}

static void numbers(Ui *ui, const Merged *m)
{
    ui_gap(ui, 2);
    ui_grid(ui, 2) {
        number(ui, MSG("{0, plural, one {# visit} other {# visits}}"), m->visits);
        number(ui, MSG("{0, plural, one {# walk-in} other {# walk-ins}}"), m->stubs);
        number(ui, MSG("{0, plural, one {# sign-up} other {# sign-ups}}"), m->signups);
        number(ui, MSG("{0, plural, one {# conflict} other {# conflicts}}"), m->conflicts);
    }
}

static void step(App *app, Ui *ui, Bring *s)
{
    switch (s->step) {
    case CHOOSES:
        files(app, ui, s);
        return;
    case READS:
        ui_text(ui, BODY, "The file is being read and checked.");
        return;
    case SHOWS_DRY:
        ui_bold(ui, BODY,
            s->merged.changes ? MSG("It would bring:") : MSG("All of it is here already."));
        break;
    case IS_DONE:
        ui_banner(ui, GOOD, "check", "The records are in");
    }
    if (s->merged.changes)
        numbers(ui, &s->merged);
}

/* --- conflicts ----------------------------------------------------------------------------- */

static const char *kind_id(ConflictKind kind)
{
    static const char *const IDS[] = {
        [CONFLICT_VISIT] = MSG("One home was checked in twice: it counts once"),
        [CONFLICT_CHANGED] = MSG("Two kiosks changed the same record: the first counts"),
        [CONFLICT_SEAT] = MSG("A place was given twice: the second waits"),
        [CONFLICT_SIGNUP] = MSG("One home signed up twice: the first counts"),
        [CONFLICT_CODE] = MSG("Two sign-ups have one code: it opens the first"),
        [CONFLICT_CLOCK] = MSG("Clocks disagree"),
    };
    return IDS[kind];
}

static const char *act_id(const char *act)
{
    static const struct {
        const char *act, *id;
    } ACTS[] = {{"visit.arrived", MSG("checked in")}, {"visit.changed", MSG("people changed")},
        {"visit.left", MSG("checked out")}, {"visit.returned", MSG("in again")},
        {"visit.undone", MSG("was not here")}, {"visit.redone", MSG("was here after all")},
        {"visit.moved", MSG("moved to another event")}, {"visit.met", MSG("has the interpreter")},
        {"stub.made", MSG("written")}, {"stub.matched", MSG("matched")},
        {"stub.new", MSG("not on the roster")}, {"signup.made", MSG("signed up")}};
    for (size_t i = 0; i < sizeof ACTS / sizeof *ACTS; i++)
        if (strcmp(act, ACTS[i].act) == 0)
            return ACTS[i].id;
    return MSG("changed");
}

static const char *people(Ui *ui, const ConflictSide *c)
{
    if (c->adults < 0)
        return "";
    if (c->children < 0)
        return ui_words(ui, "{0, plural, one {# person} other {# people}}", c->adults);
    return ui_words(ui,
        "{0, plural, one {# adult} other {# adults}},"
        " {1, plural, =0 {no children} one {# child} other {# children}}",
        c->adults, c->children);
}

/* Where and when; then who, and what was said of them. */
static void side(App *app, Ui *ui, const ConflictSide *c)
{
    char day[96], time[64], words[512];
    const char *act = c->act[0] ? language_text(ui->language, act_id(c->act)) : "";
    const char *const where[] = {day, time, c->kiosk};
    const char *const what[] = {c->who, act, c->about, people(ui, c)};
    format_date(app->formats, app->language, day, sizeof day, FORMAT_SHORT_DAY, c->at);
    format_date(app->formats, app->language, time, sizeof time, FORMAT_TIME, c->at);
    ui_color(ui, INK_2);
    ui_note(ui, SMALL, office_beside(where, 3, words, sizeof words));
    if (*office_beside(what, 4, words, sizeof words))
        ui_note(ui, BODY, words);
}

/* One beside the other where there is room. */
static void sides(App *app, Ui *ui, const Conflict *c)
{
    bool is_wide = ui->theme->shape == WIDE && !app->switches.large;
    ui_gap(ui, is_wide ? 6 : 2);
    ui_cross(ui, is_wide ? SPREAD_START : SPREAD_STRETCH);
    if (is_wide)
        ui_open(ui, ACROSS);
    else
        ui_open(ui, DOWN);
    ui_enter(ui);
    for (int i = 0; i < 2; i++) {
        ui_grow(ui, 1);
        ui_column(ui)
            side(app, ui, i ? &c->second : &c->first);
    }
    ui_close(ui);
}

static void conflict(App *app, Ui *ui, Bring *s, const Conflict *c)
{
    ui_key(ui, id_hash(c->id));
    ui_pad(ui, 4, 3, 4, 3);
    ui_card(ui) {
        ui_gap(ui, 4);
        ui_cross(ui, SPREAD_CENTER);
        ui_row(ui) {
            ui_grow(ui, 1);
            ui_gap(ui, 2);
            ui_column(ui) {
                ui_bold(ui, BODY, kind_id(c->kind));
                sides(app, ui, c);
            }
            ui_icon(ui, c->settled ? "undo" : "check");
            if (ui_button(ui, SECOND, c->settled ? MSG("Open it again") : MSG("Settled")))
                settle(app, s, c);
        }
    }
}

static void turn(App *app, Bring *s, int by)
{
    s->first += by;
    load_conflicts(app, s);
}

static void conflicts(App *app, Ui *ui, Bring *s)
{
    int shown = s->conflict_count - s->first;
    if (s->conflict_count <= 0)
        return;
    ui_bold(ui, BODY, "What two kiosks say differently");
    ui_gap(ui, 3);
    ui_column(ui) {
        for (int i = 0; i < shown && i < CONFLICTS; i++)
            conflict(app, ui, s, &s->conflicts[i]);
    }
    ui_gap(ui, 4);
    ui_row(ui) {
        if (s->first > 0 && ui_button(ui, SECOND, "Earlier"))
            turn(app, s, -CONFLICTS);
        if (shown > CONFLICTS && ui_button(ui, SECOND, "More"))
            turn(app, s, CONFLICTS);
    }
}

/* --- the page ------------------------------------------------------------------------------ */

static OfficeBar bar_of(const Bring *s)
{
    OfficeBar bar = {.has_back = true};
    if (s->step == SHOWS_DRY) {
        bar.extra = MSG("Another file");
        bar.extra_icon = "previous";
    }
    if (s->step == SHOWS_DRY && s->merged.changes) {
        bar.filled = MSG("Bring the records in");
        bar.filled_icon = "plus";
    } else if (s->step == CHOOSES) {
        bar.filled = MSG("Look again");
        bar.filled_icon = "search";
    }
    return bar;
}

void screen_merge(App *app, Ui *ui)
{
    Bring *s = screen_state(app, sizeof *s);
    if (!s->is_loaded)
        load(app, s);
    follow(app, s);
    OfficeBar bar = bar_of(s);
    office_header(app, ui);
    office_main(app, ui)
    {
        ui_gap(ui, 2);
        office_top(ui)
        {
            ui_heading(ui, "Bring in another kiosk’s records");
            if (s->stick.folder[0])
                refusal(ui, &s->err);
        }
        ui_space(ui, 2);
        ui_grow(ui, 1);
        ui_scroll(ui, "On this page") {
            ui_gap(ui, 4);
            ui_column(ui) {
                step(app, ui, s);
                conflicts(app, ui, s);
            }
        }
    }
    OfficeAnswer answer = office_bar(app, ui, &bar);
    if (answer == OFFICE_FILLED && s->step == SHOWS_DRY)
        bring(app, s);
    else if (answer == OFFICE_FILLED)
        s->is_loaded = false;
    else if (answer == OFFICE_EXTRA || answer == OFFICE_BACK)
        drop(app, s);
}
