/* The repair queue: what is read of it and what staff do to a stub. */
#include "office/queue.h"
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"

#include <stdio.h>
#include <string.h>

/* --- what is read --------------------------------------------------------------------------- */

void queue_tell(Repair *s, const Err *err)
{
    log_line(LOG_PROBLEM, "the repair queue: %s", err->detail);
    s->err = *err;
}

/* Each minute, and after each thing done. */
void queue_read(App *app, Repair *s)
{
    Err err = {0};
    s->minute = app->now / 60;
    s->row_count = -1;
    if (!repair_counts(app->store, app->now - DAY, &s->counts, &err))
        queue_tell(s, &err);
}

static void name_family(App *app, Repair *s, int row)
{
    Err err = {0};
    RepairFamily family;
    s->families[row][0] = 0;
    if (s->rows[row].state != STUB_MATCHED)
        return;
    if (repair_family(app->store, s->rows[row].matched, (Id){0}, (Id){0}, &family, &err))
        utf8_copy(s->families[row], sizeof s->families[row],
            family.adults[0] ? family.adults : family.children[0].name);
    wipe(&family, sizeof family);
}

void queue_read_rows(App *app, Repair *s, int first)
{
    Err err = {0};
    RepairRange range = {.list = s->list, .since = app->now - DAY, .first = first};
    s->first = first;
    s->row_count = repair_list(app->store, &range, s->rows, ROWS, &err);
    if (s->row_count < 0)
        queue_tell(s, &err);
    for (int i = 0; i < s->row_count; i++)
        name_family(app, s, i);
    s->row_count = s->row_count < 0 ? 0 : s->row_count;
}

void queue_look(App *app, Repair *s)
{
    Err err = {0};
    AuditBy by = office_by(app);
    s->has_looked = true;
    s->picked = 0;
    s->found_count = -1;
    if (audit_add(app->store, &by, "stub.looked", id_text(s->chosen.stub.id), "", &err))
        s->found_count = repair_suggest(
            app->store, &s->chosen.stub, s->chosen.event, s->found, REPAIR_SUGGESTIONS, &err);
    if (s->found_count < 0)
        queue_tell(s, &err);
}

void queue_choose(Repair *s, const RepairStub *stub)
{
    s->chosen = *stub;
    s->has_chosen = true;
    s->has_looked = false;
    s->toast.is_said = false;
    s->err = (Err){0};
}

void queue_leave_chosen(Repair *s)
{
    s->has_chosen = false;
    wipe(&s->chosen, sizeof s->chosen);
    wipe(s->found, sizeof s->found);
    s->found_count = 0;
}

/* --- what is done --------------------------------------------------------------------------- */

static void finish(Ui *ui, Repair *s, Done done, bool is_kept, const Err *err)
{
    s->minute = 0;
    if (!is_kept) {
        queue_tell(s, err);
        return;
    }
    s->err = (Err){0};
    s->done = done;
    toast_say(ui, &s->toast);
    queue_leave_chosen(s);
}

static void remember(Repair *s, Id stub, Id family)
{
    s->stubs[0] = stub;
    s->stub_count = 1;
    s->family = family;
    s->here_at = 0;
}

void queue_join(App *app, Ui *ui, Repair *s)
{
    Err err = {0};
    AuditBy by = office_by(app);
    const RepairFamily *family = &s->found[s->picked].family;
    remember(s, s->chosen.stub.id, family->id);
    s->here_at = family->at;
    finish(ui, s, DONE_JOINED, repair_join(app->store, &by, s->stubs[0], s->family, &err), &err);
}

void queue_as_new(App *app, Ui *ui, Repair *s)
{
    Err err = {0};
    AuditBy by = office_by(app);
    remember(s, s->chosen.stub.id, (Id){0});
    finish(ui, s, DONE_NEW, repair_as_new(app->store, &by, s->stubs[0], &err), &err);
}

void queue_reopen(App *app, Ui *ui, Repair *s, const RepairStub *stub)
{
    Err err = {0};
    AuditBy by = office_by(app);
    remember(s, stub->stub.id, stub->matched);
    finish(ui, s, DONE_OPENED, repair_reopen(app->store, &by, s->stubs[0], &err), &err);
}

void queue_take_back(App *app, Ui *ui, Repair *s, Id stub)
{
    Err err = {0};
    AuditBy by = office_by(app);
    remember(s, stub, (Id){0});
    finish(ui, s, DONE_TAKEN_BACK, repair_take_back(app->store, &by, s->stubs, 1, &err), &err);
}

/* All that are held; of very many the newest, and the others with another touch. */
void queue_all_held(App *app, Ui *ui, Repair *s, Done done)
{
    Err err = {0};
    AuditBy by = office_by(app);
    s->stub_count = 0;
    for (int read = ROWS; read == ROWS && s->stub_count + ROWS <= AT_ONCE;) {
        RepairRange range = {.list = REPAIR_HELD, .first = s->stub_count};
        read = repair_list(app->store, &range, s->rows, ROWS, &err);
        for (int i = 0; i < read; i++)
            s->stubs[s->stub_count++] = s->rows[i].stub.id;
    }
    bool is_kept = !err.code &&
        (done == DONE_LET_IN ? repair_let_in : repair_take_back)(
            app->store, &by, s->stubs, s->stub_count, &err);
    finish(ui, s, done, is_kept, &err);
}

void queue_undo(App *app, Repair *s)
{
    Err err = {0};
    AuditBy by = office_by(app);
    Store *store = app->store;
    bool is_kept = true;
    if (s->done == DONE_JOINED || s->done == DONE_NEW)
        is_kept = repair_reopen(store, &by, s->stubs[0], &err);
    else if (s->done == DONE_OPENED && id_is_zero(s->family))
        is_kept = repair_as_new(store, &by, s->stubs[0], &err);
    else if (s->done == DONE_OPENED)
        is_kept = repair_join(store, &by, s->stubs[0], s->family, &err);
    else if (s->done == DONE_LET_IN)
        is_kept = repair_hold(store, &by, s->stubs, s->stub_count, &err);
    else if (s->done == DONE_TAKEN_BACK)
        is_kept = repair_put_back(store, &by, s->stubs, s->stub_count, &err);
    s->minute = 0;
    s->done = DONE_NOTHING;
    if (!is_kept)
        queue_tell(s, &err);
}

const char *queue_done_words(App *app, Ui *ui, const Repair *s)
{
    switch (s->done) {
    case DONE_JOINED:
        return s->here_at
            ? ui_words(ui, "Joined: already here at {0}", office_clock(app, ui, s->here_at))
            : language_text(ui->language, MSG("Joined"));
    case DONE_NEW:
        return language_text(ui->language, MSG("A new family"));
    case DONE_OPENED:
        return language_text(ui->language, MSG("To be matched again"));
    case DONE_LET_IN:
        return ui_words(ui, "{0, plural, one {# let in} other {# let in}}", s->stub_count);
    case DONE_TAKEN_BACK:
        return ui_words(ui, "{0, plural, one {# taken back} other {# taken back}}", s->stub_count);
    default:
        return "";
    }
}
