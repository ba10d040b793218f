/* Files to a stick: what can be saved, and what became of it. */
#include "exchange/cards_sheet.h"
#include "exchange/report.h"
#include "exchange/roll_call.h"
#include "exchange/unreached_sheet.h"
#include "office/office.h"
#include "store/backup.h"

#include <string.h>

/* --- what can be saved --------------------------------------------------------------------- */

static int roll_call(
    Store *store, const SaveAsk *ask, const char *path, const Watch *watch, Err *err)
{
    return roll_call_pdf(store, ask->language, ask->now, path, watch, err);
}

static int unreached_sheet(
    Store *store, const SaveAsk *ask, const char *path, const Watch *watch, Err *err)
{
    const char *home_language = strcmp(ask->choice, SAVE_ALL) == 0 ? NULL : ask->choice;
    return unreached_pdf(store, ask->language, ask->now, home_language, path, watch, err);
}

static int unreached_table(
    Store *store, const SaveAsk *ask, const char *path, const Watch *watch, Err *err)
{
    ExportAsk asked = {.now = ask->now, .format = EXPORT_CSV_MARKED, .path = path, .watch = watch};
    return export_unreached(store, &asked, err);
}

static int needs(Store *store, const SaveAsk *ask, const char *path, const Watch *watch, Err *err)
{
    ExportAsk asked = {
        .range.from = ask->now, .format = EXPORT_CSV_MARKED, .path = path, .watch = watch};
    return export_needs(store, &asked, err);
}

static int calls(Store *store, const SaveAsk *ask, const char *path, const Watch *watch, Err *err)
{
    ExportAsk asked = {.now = ask->now, .format = EXPORT_CSV_MARKED, .path = path, .watch = watch};
    return export_calls(store, &asked, err);
}

static int report(Store *store, const SaveAsk *ask, const char *path, const Watch *watch, Err *err)
{
    Report asked = {.term = ask->choice, .now = ask->now, .format = REPORT_XLSX};
    (void)watch;
    return report_write(store, &asked, path, err);
}

/* For another kiosk, or for a safe place. */
static int copy(Store *store, const SaveAsk *ask, const char *path, const Watch *watch, Err *err)
{
    (void)ask;
    (void)watch;
    return backup_replace(store, path, err) ? visits_count(store, err) : -1;
}

static int cards(Store *store, const SaveAsk *ask, const char *path, const Watch *watch, Err *err)
{
    CardAsk whom;
    CardDeck *deck = NULL;
    card_ask_read(ask->choice, &whom);
    int count = cards_sheet_write(store, &whom, ask->languages, ask->now, path, watch, &deck, err);
    *ask->made = deck;
    return count;
}

static bool keep_cards(const void *made, Store *store, const AuditBy *by, Err *err)
{
    return card_deck_keep(made, store, by, err);
}

static void forget_cards(void *made)
{
    card_deck_free(made);
}

const SaveKind SAVE_ROLL_CALL = {.name = "roll-call", .ending = "pdf", .write = roll_call};
const SaveKind SAVE_UNREACHED_SHEET = {
    .name = "not-here-yet", .ending = "pdf", .write = unreached_sheet};
const SaveKind SAVE_UNREACHED_TABLE = {
    .name = "not-here-yet", .ending = "csv", .write = unreached_table};
const SaveKind SAVE_NEEDS = {.name = "needs", .ending = "csv", .write = needs};
const SaveKind SAVE_CALLS = {.name = "calls", .ending = "csv", .write = calls};
const SaveKind SAVE_COPY = {.name = "foyer", .ending = "db", .write = copy};
const SaveKind SAVE_REPORT = {.name = "who-took-part", .ending = "xlsx", .write = report};

const SaveKind SAVE_CARDS = {
    .name = "cards", .ending = "pdf", .write = cards, .keep = keep_cards, .forget = forget_cards};

/* --- on the page --------------------------------------------------------------------------- */

void office_save(App *app, const SaveKind *kind, const char *choice)
{
    saving_begin(app, kind, choice ? choice : SAVE_ALL);
}

bool office_is_saving(const App *app)
{
    return app->saving.state == SAVING_RUNS;
}

static void saved(Ui *ui, const Saving *s)
{
    if (s->stick.is_stick)
        ui_banner_more(ui, GOOD, "check", "Saved. You can pull the stick out.",
            ui_words(ui, "{0} on {1}", s->file, s->stick.name));
    else
        ui_banner_more(
            ui, GOOD, "check", "Saved", ui_words(ui, "{0} in {1}", s->file, s->stick.folder));
}

static void not_saved(Ui *ui, const Saving *s)
{
    static const OfficeWhy WHY[] = {
        {ERR_NOT_FOUND, MSG("No stick was found"), MSG("Put one in and try again.")},
        {ERR_OFFLINE, MSG("The stick is gone"),
            MSG("Nothing was saved. Put it in again and try again.")},
        {ERR_FULL, MSG("There is no room on it"),
            MSG("Nothing was saved. Make room, or take another stick.")},
        {ERR_READ_ONLY, MSG("Nothing can be written there"),
            MSG("Nothing was saved. Take another stick.")},
        {ERR_REFUSED, MSG("Stopped"), MSG("Nothing was saved.")},
        {ERR_BUSY, MSG("The kiosk is busy"), MSG("Nothing was saved. Try again in a moment.")}};
    if (!s->err.code || !office_why(ui, &s->err, WHY, sizeof WHY / sizeof *WHY))
        ui_banner_more(ui, PROBLEM, "alert", "This could not be saved",
            language_text(
                ui->language, MSG("Nothing was saved. Try again, or take another stick.")));
}

void office_saving(App *app, Ui *ui)
{
    int64_t done = 0, all = 0;
    const Saving *s = &app->saving;
    if (s->state == SAVING_NOTHING || s->is_forgotten ||
        strcmp(s->screen, app_screen_name(app)) != 0)
        return;
    if (s->state == SAVING_DONE)
        saved(ui, s);
    else if (s->state == SAVING_FAILED)
        not_saved(ui, s);
    else if (ui->theme->switches.reach) /* Stop would stand too high; Lock stops it too */
        ui_banner(ui, INFO, "hourglass", "Saving the file");
    else if (jobs_look(app->jobs, s->job, &done, &all) != JOB_NONE &&
        ui_job(ui, "Saving the file", (int)done, (int)all))
        saving_stop(app);
    ui_space(ui, ui->theme->shape == COMPACT ? 2 : 4);
}
