/* Backups: which there are, one made now, one put back in the place of the records. */
#include "base/log.h"
#include "base/utf8.h"
#include "office/office.h"
#include "store/settings.h"
#include "store/sql.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { LOOK_MS = 2000 }; /* until it is looked again whether the second place is there */
enum { SHOWN = 20, FOLDERS = 12, AWAY_SHOWN = 4, COPIES = SHOWN + (FOLDERS - 1) * AWAY_SHOWN };
enum { KILO = 1000, DAMAGED = -1, NOT_READ = -2 };

typedef struct {
    char name[64];
    int folder;
    int64_t at, bytes;
    int visits, people; /* DAMAGED; NOT_READ: of the second place, which may be slow */
} Copy;

typedef struct {
    bool is_loaded, was_making;
    ErrCode away; /* why the second place cannot be used; ERR_NONE: it is there, or none is named */
    char folders[FOLDERS][256]; /* the standard place, and those in the second one */
    int folder_count;
    Copy list[COPIES]; /* by folder, the newest first */
    int count, all;
    int asked;       /* of list, with one added; 0: nothing is asked */
    int visits_lost; /* when that one is put back */
    Err err;
} Backups;

/* --- reading ------------------------------------------------------------------------------- */

static void path_of(const Backups *s, const Copy *c, char out[FILE_PATH])
{
    snprintf(out, FILE_PATH, "%s/%s", s->folders[c->folder], c->name);
}

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

static bool is_same_school(App *app, Store *copy)
{
    char here[SETTING_SIZE] = "", there[SETTING_SIZE] = "";
    return settings_get(app->store, "school", here, sizeof here, NULL) &&
        settings_get(copy, "school", there, sizeof there, NULL) && strcmp(here, there) == 0;
}

/* What is in it. ERR_BROKEN; ERR_NOT_FOUND; ERR_REFUSED: another school's. */
static bool read_copy(App *app, const Backups *s, Copy *c, Err *err)
{
    char file[FILE_PATH];
    Store *store = NULL;
    path_of(s, c, file);
    c->visits = DAMAGED;
    if (!store_open(&store, file, STORE_SOURCE, err))
        return false;
    c->visits = visits_after(store, -1);
    c->people =
        count_of(store, "SELECT count(*) FROM person WHERE is_active AND seen > :after", -1);
    bool is_ours = is_same_school(app, store);
    store_close(store);
    return is_ours || err_set(err, ERR_REFUSED, "%.180s: another school's", file);
}

/* bad: found damaged when the last copy was made there. */
static void add_folder(App *app, Backups *s, const char *folder, const char *bad)
{
    char file[FILE_PATH] = "";
    struct stat found;
    int i = s->folder_count, all = file_find(folder, "foyer-", ".db", file);
    int most = i == 0 ? SHOWN : AWAY_SHOWN;
    if (i == FOLDERS || (i > 0 && all <= 0) ||
        !utf8_copy(s->folders[i], sizeof s->folders[i], folder))
        return;
    s->folder_count++;
    s->all += i == 0 ? all : 0;
    for (int n = 0; file[0] && n < most; n++, file_find(folder, "foyer-", ".db", file)) {
        Copy *c = &s->list[s->count++];
        *c = (Copy){.folder = i, .at = backup_time(file), .visits = NOT_READ};
        snprintf(c->name, sizeof c->name, "%.63s", file_name(file));
        c->bytes = stat(file, &found) == 0 ? (int64_t)found.st_size : 0;
        if (i == 0)
            read_copy(app, s, c, NULL);
        if (strcmp(c->name, bad) == 0)
            c->visits = DAMAGED;
    }
}

/* This kiosk's first, then whichever kiosk's they are: this one may be new. */
static void add_away(App *app, Backups *s)
{
    char place[FILE_PATH], folder[FILE_PATH], ours[FILE_PATH];
    if (!nightly_place(app->device.backup_to, place, NULL) ||
        !nightly_folder(app->store, place, app->kiosk, ours, NULL))
        return;
    add_folder(app, s, ours, app->nightly.away.last.bad);
    snprintf(folder, sizeof folder, "%.*s/" NIGHTLY_FOLDER, FILE_PATH - 64, place);
    DIR *list = opendir(folder);
    for (struct dirent *entry; list && (entry = readdir(list));) {
        if (entry->d_name[0] == '.' || strcmp(entry->d_name, file_name(ours)) == 0)
            continue;
        snprintf(folder, sizeof folder, "%.*s/" NIGHTLY_FOLDER "/%s", FILE_PATH - 320, place,
            entry->d_name);
        add_folder(app, s, folder, "");
    }
    if (list)
        closedir(list);
}

static void load(App *app, Backups *s)
{
    char folder[FILE_PATH];
    backup_folder(store_path(app->store), folder);
    s->is_loaded = true;
    s->count = s->all = s->folder_count = 0;
    add_folder(app, s, folder, app->nightly.here.last.bad);
    add_away(app, s);
}

/* A stick is put in, or pulled out, while somebody looks. */
static void look(App *app, Backups *s)
{
    Err err = {0};
    char place[FILE_PATH];
    if (!app->device.backup_to[0])
        return;
    nightly_place(app->device.backup_to, place, &err);
    s->is_loaded = s->is_loaded && err.code == s->away;
    s->away = err.code;
    app_wake(app, LOOK_MS);
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
    s->err = app->nightly.here.err;
    s->is_loaded = false;
}

static void ask_for(App *app, Backups *s, int i)
{
    Copy *c = &s->list[i];
    err_clear(&s->err);
    err_clear(&app->put_back.err);
    if (!read_copy(app, s, c, &s->err)) {
        log_line(LOG_PROBLEM, "not put back: %s", s->err.detail);
        return;
    }
    s->asked = i + 1;
    s->visits_lost = visits_after(app->store, c->at);
}

/* --- what is shown ------------------------------------------------------------------------- */

enum { WHEN = 96, SIZE = 32 };

static const char *when(App *app, int64_t at, char out[WHEN])
{
    format_date(app->formats, app->language, out, WHEN, FORMAT_DAY_TIME, at);
    return out;
}

static const char *contents(Ui *ui, const Copy *c, char size[SIZE])
{
    snprintf(size, SIZE, "\u2068%.1f MB\u2069", (double)c->bytes / (KILO * KILO));
    if (c->visits == NOT_READ)
        return size;
    if (c->visits < 0)
        return ui_words(ui, "{0}, damaged", size);
    return ui_words(ui,
        "{0}, {1, plural, one {# visit} other {# visits}},"
        " {2, plural, one {# person} other {# people}}",
        size, c->visits, c->people);
}

static void copy_end(App *app, Ui *ui, Backups *s, int i)
{
    if (s->list[i].visits == DAMAGED) {
        ui_tag(ui, PROBLEM, "alert", language_text(ui->language, MSG("Damaged")));
        return;
    }
    ui_key(ui, (uint64_t)i + 1);
    ui_icon(ui, "undo");
    if (ui_button(ui, SECOND, "Put this one back"))
        ask_for(app, s, i);
}

static void copy_row(App *app, Ui *ui, Backups *s, int i)
{
    char at[WHEN], size[SIZE];
    const Copy *c = &s->list[i];
    ui_key(ui, (uint64_t)i + 1);
    ui_entry(ui, when(app, c->at, at), contents(ui, c, size))
        copy_end(app, ui, s, i);
}

static bool is_stick(const App *app)
{
    return strcmp(app->device.backup_to, DEVICE_STICK) == 0;
}

/* Where the copies from here on are, if they are in more than one place. */
static void place_title(App *app, Ui *ui, const Backups *s, int i)
{
    int folder = s->list[i].folder;
    if (s->folder_count < 2 || (i > 0 && s->list[i - 1].folder == folder))
        return;
    if (folder == 0)
        ui_bold(ui, BODY, "On this device");
    else
        ui_bold_note(ui, BODY,
            ui_words(ui, is_stick(app) ? MSG("On the stick, of {0}") : MSG("In the folder, of {0}"),
                file_name(s->folders[folder])));
}

/* What was wrong when it was tried last, unless it was only not there. */
static ErrCode why_away(const App *app, const Backups *s)
{
    ErrCode tried = app->nightly.away.err.code;
    return s->away ? s->away : tried == ERR_NOT_FOUND ? ERR_NONE : tried;
}

static const char *trouble(const App *app, ErrCode why)
{
    if (why == ERR_NOT_FOUND)
        return is_stick(app) ? MSG("The stick for the copies is not in")
                             : MSG("The folder for the copies is not there");
    if (why == ERR_READ_ONLY)
        return is_stick(app) ? MSG("The stick for the copies cannot be written")
                             : MSG("The folder for the copies cannot be written");
    return why == ERR_FULL ? MSG("There is no room for the second copy")
                           : MSG("The second copy could not be made");
}

/* Of the second place, if there shall be one. */
static void away(App *app, Ui *ui, const Backups *s)
{
    char at[WHEN];
    int64_t last = 0;
    Err err = {0};
    ErrCode why = why_away(app, s);
    if (!app->device.backup_to[0] || !nightly_last(app->store, NIGHTLY_AWAY, &last, &err))
        return;
    const char *words = last > 0
        ? ui_words(ui, is_stick(app) ? MSG("On the stick: {0}") : MSG("In the folder: {0}"),
              when(app, last, at))
        : language_text(ui->language, MSG("There is no copy there yet."));
    if (why)
        ui_banner_more(
            ui, why == ERR_NOT_FOUND ? ALREADY : PROBLEM, "alert", trouble(app, why), words);
    else
        ui_note(ui, BODY, words);
}

static void status(App *app, Ui *ui, const Backups *s)
{
    int64_t last = 0;
    char at[WHEN];
    Err err = {0};
    bool has = nightly_last(app->store, NIGHTLY_HERE, &last, &err) && last > 0;
    if (app->nightly.job)
        ui_note(ui, BODY, language_text(ui->language, MSG("A copy is being made and checked.")));
    else if (app->nightly.here.err.code)
        ui_banner(ui, PROBLEM, "alert", "The last copy could not be made");
    else if (has)
        ui_note(ui, BODY, ui_words(ui, "Last good copy: {0}", when(app, last, at)));
    else
        ui_text(ui, BODY, "There is no copy yet.");
    if (!app->nightly.job)
        away(app, ui, s);
    ui_color(ui, INK_2);
    ui_text(ui, SMALL, "A copy is made each night at two, on this device.");
    if (s->all > SHOWN)
        ui_note(
            ui, SMALL, ui_words(ui, "{0, plural, one {# more} other {# more}}", s->all - SHOWN));
}

/* Why one was not put back, and what one can do. */
static void refusal(Ui *ui, const Err *err)
{
    static const OfficeWhy WHY[] = {
        {ERR_BROKEN, MSG("This copy is damaged"), MSG("Nothing was changed. Choose another one.")},
        {ERR_REFUSED, MSG("This copy is another school’s"),
            MSG("Nothing was changed. Choose another one.")},
        {ERR_NOT_FOUND, MSG("This copy is gone"),
            MSG("Nothing was changed. Put the stick in again.")},
        {ERR_NEWER, MSG("This copy is of a newer Foyer"),
            MSG("Install the same version of Foyer here first.")}};
    if (!office_why(ui, err, WHY, sizeof WHY / sizeof *WHY))
        office_error(ui, err);
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
        path_of(s, c, app->put_back.file);
    if (said != ASK_NOTHING)
        s->asked = 0;
}

void screen_backups(App *app, Ui *ui)
{
    Backups *s = screen_state(app, sizeof *s);
    follow(app, s);
    look(app, s);
    OfficeBar bar = {.has_back = true,
        .extra = office_is_saving(app) ? NULL : MSG("Save on a stick"),
        .extra_icon = "save",
        .filled = MSG("Copy now"),
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
            refusal(ui, app->put_back.err.code ? &app->put_back.err : &s->err);
        }
        ui_space(ui, 2);
        ui_grow(ui, 1);
        ui_scroll(ui, "On this page") {
            ui_gap(ui, 3);
            ui_column(ui) {
                status(app, ui, s);
                for (int i = 0; i < s->count; i++) {
                    place_title(app, ui, s, i);
                    copy_row(app, ui, s, i);
                }
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
