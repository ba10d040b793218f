/* Backups: which there are, one made now, one put back in the place of the records. */
#include "base/log.h"
#include "office/office.h"
#include "store/sql.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { SHOWN = 32, KILO = 1000 };

typedef struct {
    char name[64];
    int64_t at, bytes;
    int visits, people; /* -1: it cannot be read */
} Copy;

typedef struct {
    bool is_loaded, was_making;
    Copy list[SHOWN]; /* the newest first */
    int count, all;
    int asked;       /* of list, with one added; 0: nothing is asked */
    int visits_lost; /* when that one is put back */
    Err err;
} Backups;

/* --- reading ------------------------------------------------------------------------------- */

static int count_of(Store *store, const char *text, int64_t after)
{
    Sql *q = sql(store, text);
    sql_int(q, ":after", after);
    int count = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    return sql_done(q, NULL) ? count : -1;
}

static int visits_after(Store *store, int64_t at)
{
    return count_of(
        store, "SELECT count(*) FROM visit WHERE undone IS NULL AND arrived > :after", at);
}

static void read_copy(const char *file, Copy *out)
{
    struct stat found;
    Store *store = NULL;
    *out = (Copy){.at = backup_time(file), .visits = -1};
    snprintf(out->name, sizeof out->name, "%.63s", file_name(file));
    out->bytes = stat(file, &found) == 0 ? (int64_t)found.st_size : 0;
    if (!store_open(&store, file, STORE_SOURCE, NULL))
        return;
    out->visits = visits_after(store, -1);
    out->people =
        count_of(store, "SELECT count(*) FROM person WHERE is_active AND seen > :after", -1);
    store_close(store);
}

static void load(App *app, Backups *s)
{
    char folder[FILE_PATH], file[FILE_PATH] = "";
    backup_folder(store_path(app->store), folder);
    s->is_loaded = true;
    s->count = 0;
    s->all = file_find(folder, "foyer-", ".db", file);
    for (; file[0] && s->count < SHOWN; file_find(folder, "foyer-", ".db", file))
        read_copy(file, &s->list[s->count++]);
}

/* --- what is done -------------------------------------------------------------------------- */

static void make(App *app, Backups *s)
{
    AuditBy by = office_by(app);
    err_clear(&s->err);
    if (audit_add(app->store, &by, "backup.made", app->kiosk, "", &s->err))
        nightly_begin(app);
    s->was_making = app->nightly.job;
}

/* A copy that was asked for has ended. */
static void follow(App *app, Backups *s)
{
    nightly_take(app);
    if (!s->was_making || app->nightly.job)
        return;
    s->was_making = false;
    s->err = app->nightly.err;
    s->is_loaded = false;
}

static void ask_for(App *app, Backups *s, int i)
{
    s->asked = i + 1;
    s->visits_lost = visits_after(app->store, s->list[i].at);
    err_clear(&s->err);
    err_clear(&app->put_back.err);
}

static void put_back(App *app, const Copy *copy)
{
    snprintf(app->put_back.name, sizeof app->put_back.name, "%s", copy->name);
}

/* --- what is shown ------------------------------------------------------------------------- */

enum { WHEN = 96 };

static const char *when(App *app, int64_t at, char out[WHEN])
{
    format_date(app->formats, app->language, out, WHEN, FORMAT_DAY_TIME, at);
    return out;
}

static const char *contents(Ui *ui, const Copy *c)
{
    char size[32];
    snprintf(size, sizeof size, "%.1f MB", (double)c->bytes / (KILO * KILO));
    if (c->visits < 0)
        return ui_words(ui, "{0}, damaged", size);
    return ui_words(ui,
        "{0}, {1, plural, one {# visit} other {# visits}},"
        " {2, plural, one {# person} other {# people}}",
        size, c->visits, c->people);
}

static void copy_end(App *app, Ui *ui, Backups *s, int i)
{
    if (s->list[i].visits < 0) {
        ui_tag(ui, PROBLEM, "alert", language_text(ui->language, MSG("Damaged")));
        return;
    }
    ui_key(ui, (uint64_t)s->list[i].at);
    ui_icon(ui, "undo");
    if (ui_button(ui, SECOND, "Put this one back"))
        ask_for(app, s, i);
}

static void copy_row(App *app, Ui *ui, Backups *s, int i)
{
    char at[WHEN];
    const Copy *c = &s->list[i];
    ui_key(ui, (uint64_t)c->at);
    ui_entry(ui, when(app, c->at, at), contents(ui, c))
        copy_end(app, ui, s, i);
}

static void status(App *app, Ui *ui, const Backups *s)
{
    int64_t last = 0;
    char at[WHEN];
    Err err = {0};
    bool has = nightly_last(app->store, &last, &err) && last > 0;
    if (app->nightly.job)
        ui_note(ui, BODY, language_text(ui->language, MSG("A copy is being made and checked.")));
    else if (app->nightly.err.code)
        ui_banner(ui, PROBLEM, "alert", "The last copy could not be made");
    else if (has)
        ui_note(ui, BODY, ui_words(ui, "Last good copy: {0}", when(app, last, at)));
    else
        ui_text(ui, BODY, "There is no copy yet.");
    ui_color(ui, INK_2);
    ui_text(ui, SMALL, "A copy is made each night at two, on this device.");
    if (s->all > s->count)
        ui_note(
            ui, SMALL, ui_words(ui, "{0, plural, one {# more} other {# more}}", s->all - s->count));
}

static void ask(App *app, Ui *ui, Backups *s)
{
    Ask question = {.question = MSG("Put this backup back?"),
        .sentence = MSG("What was written since is taken out of use."),
        .safe = MSG("Back"),
        .act = MSG("Put it back"),
        .is_destructive = true};
    char at[WHEN];
    if (!s->asked)
        return;
    const Copy *c = &s->list[s->asked - 1];
    question.words = ui_words(ui,
        "{0}. {1, plural, =0 {No visit came since.} one {# visit since is taken out of use.}"
        " other {# visits since are taken out of use.}}"
        " The records of now are set aside.",
        when(app, c->at, at), s->visits_lost);
    AskAnswer said = ui_ask(ui, &question);
    if (said == ASK_ACT)
        put_back(app, c);
    if (said != ASK_NOTHING)
        s->asked = 0;
}

void screen_backups(App *app, Ui *ui)
{
    Backups *s = screen_state(app, sizeof *s);
    follow(app, s);
    OfficeBar bar = {.has_back = true,
        .extra = office_is_saving(app) ? NULL : MSG("Save on a stick"),
        .extra_icon = "save",
        .filled = MSG("Make a copy now"),
        .filled_icon = "save",
        .is_disabled = app->nightly.job || !store_path(app->store)[0]};
    if (!s->is_loaded)
        load(app, s);
    office_header(app, ui);
    office_main(app, ui)
    {
        ui_gap(ui, 2);
        office_top(ui)
        {
            ui_heading(ui, "Backups");
            office_saving(app, ui);
            office_error(ui, app->put_back.err.code ? &app->put_back.err : &s->err);
            status(app, ui, s);
        }
        ui_space(ui, 2);
        ui_grow(ui, 1);
        ui_scroll(ui, "On this page") {
            ui_gap(ui, 3);
            ui_column(ui) {
                for (int i = 0; i < s->count; i++)
                    copy_row(app, ui, s, i);
            }
        }
    }
    OfficeAnswer answer = office_bar(app, ui, &bar);
    if (answer == OFFICE_FILLED)
        make(app, s);
    else if (answer == OFFICE_EXTRA)
        office_save(app, &SAVE_COPY, NULL);
    ask(app, ui, s);
}
