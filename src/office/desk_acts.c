/* What is done at the list: a family is in, by a touch or its card; and the last act undone. */
#include "base/utf8.h"
#include "base/wipe.h"
#include "office/desk.h"
#include "store/cards.h"

#include <string.h>

void desk_forget_typed(App *app, DeskPage *s)
{
    wipe(s->typed, sizeof s->typed);
    desk_refresh(app, s);
    ui_rows_from_top(&app->ui, "Families");
}

static void arrive(App *app, DeskPage *s, DeskFamily *family)
{
    Err err = {0};
    AuditBy by = office_by(app);
    const Family *row = families_of(app->families, family->id);
    Act act = {.kind = ACT_ARRIVED};
    if (row)
        utf8_copy(act.who, sizeof act.who, row->adults);
    if (desk_arrive(app->store, &by, family, &err)) {
        act.visit = family->visit.id;
        office_say(app, &act);
        desk_forget_typed(app, s);
    } else if (err.code == ERR_REFUSED) {
        s->already = family->id;
        desk_refresh(app, s);
    } else {
        desk_tell(s, &err);
    }
    wipe(&act, sizeof act);
}

/* One touch, with the people of last time. Who must see the office is looked at first; opened_by:
 * of a card; zero: as the row says. */
void desk_check_in(App *app, DeskPage *s, Id id, Id opened_by)
{
    Err err = {0};
    DeskFamily family = {0};
    s->already = (Id){0};
    err_clear(&s->err);
    if (!desk_family(app->store, id, app->guest.event, &family, &err)) {
        desk_tell(s, &err);
    } else if (!id_is_zero(family.visit.id)) {
        s->already = id;
        desk_refresh(app, s);
    } else if (family.must_see_office) {
        go_to(app, screen_family, id);
    } else {
        office_begin_visit(app, &family.visit, id_is_zero(opened_by) ? METHOD_DESK : METHOD_CARD);
        if (!id_is_zero(opened_by))
            family.visit.opened_by = opened_by;
        arrive(app, s, &family);
    }
    wipe(&family, sizeof family);
}

static bool undo_act(App *app, const Act *act, Err *err)
{
    AuditBy by = office_by(app);
    int32_t day = zone_day(app->zone, office_at(app));
    switch (act->kind) {
    case ACT_ARRIVED:
        return desk_undo(app->store, &by, act->visit, err);
    case ACT_LEFT:
        return desk_return(app->store, &by, act->visit, err);
    case ACT_MOVED:
        return desk_move(app->store, &by, act->visit, act->event, err);
    case ACT_COUNTED:
        return desk_uncount(app->store, &by, app->guest.event, day, err);
    case ACT_MET:
        return desk_meet(app->store, &by, act->visit, false, err);
    case ACT_NOTHING:
        break;
    }
    return true;
}

void desk_undo_act(App *app, DeskPage *s)
{
    Err err = {0};
    err_clear(&s->err);
    if (!undo_act(app, &app->guest.act, &err) && err.code != ERR_NOT_FOUND)
        desk_tell(s, &err);
    wipe(&app->guest.act, sizeof app->guest.act);
    desk_refresh(app, s);
}

void office_scanned(App *app, const char *code)
{
    Home home = {0};
    Err err = {0};
    if (app->place.screen != screen_desk || !app->state || !app->families)
        return;
    DeskPage *s = app->state;
    if (cards_find(app->store, code, &home, &err) == HOME_OPEN) {
        const Family *row = families_of(app->families, home.opened_by);
        if (row)
            desk_check_in(app, s, row->id, home.opened_by);
    } else {
        err_set(&s->err, err.code ? err.code : ERR_NOT_FOUND, "no card");
    }
    wipe(&home, sizeof home);
}
