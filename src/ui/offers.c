/* Opens, places and declares what is offered. */
#include "ui/offers.h"
#include "base/utf8.h"
#include "ui/keys.h"
#include "ui/ui.h"

#include <string.h>

enum { HOLD_MS = 500, HOLD_SLOW_MS = 1200 };

void offers_open(Ui *ui, const Node *key)
{
    ui->offers.key = key->id;
    ui->offers.wants_focus = ui->is_focus_shown;
}

void offers_hold(Ui *ui, Node *key, const KeyHold *hold)
{
    int64_t due = ui->press_ms + (ui->theme->switches.slow ? HOLD_SLOW_MS : HOLD_MS);
    key->has_more = true;
    if (!ui->offers.key && ui->pressed == key->id && ui->is_inside && !ui->has_held) {
        if (ui->now_ms >= due) {
            ui->offers.key = key->id;
            ui->has_held = true;
        } else if (!ui->wake_ms || due < ui->wake_ms) {
            ui->wake_ms = due;
        }
    }
    if (ui->offers.key == key->id) {
        ui->offers.is_seen = true;
        ui->offers.hold = hold;
    }
}

bool offers_close(Ui *ui)
{
    bool was_open = ui->offers.key != 0;
    if (was_open && ui->is_focus_shown)
        ui->focus = ui->offers.key;
    memset(&ui->offers, 0, sizeof ui->offers);
    return was_open;
}

/* One that is offered. A finger that opened them may slide to it. */
static bool offered_key(Ui *ui, int index, const char *name, const char *shows, TextSize size)
{
    ui_key(ui, (uint64_t)index + 1);
    Node *key = key_open(ui, "", name, false);
    key->min_height =
        ui->theme->shape == COMPACT && !ui->theme->switches.large ? 20 : ui->theme->target + 1;
    key->takes_slide = true;
    key->pressed_fill = ACCENT_SOFT;
    key_text(ui, shows, size);
    bool is_chosen = key_close(ui, key);
    if (key->state & STATE_PRESSED) {
        key->edge = ACCENT;
        key->edge_width = 1;
    }
    if (ui->offers.wants_focus) {
        ui->offers.wants_focus = false;
        ui->focus = key->id;
        ui->has_acted = true; /* declared again, with its ring */
    }
    return is_chosen;
}

/* The letter itself comes first, for who held it only because that takes them so long. */
static void offered_letter(Ui *ui, const KeyHold *hold, int index)
{
    KeyPlate base = {.halves = 2};
    utf8_copy(base.shows, sizeof base.shows, hold->base);
    const KeyPlate *plate = index ? &hold->plates[index - 1] : &base;
    if (offered_key(ui, index, key_name(plate), plate->shows, LEAD)) {
        key_type(ui, plate);
        offers_close(ui);
    }
}

static void offered_keyboard(Ui *ui, int index)
{
    const char *name = ui->keyboards->list[index].name;
    if (offered_key(ui, index, name, name, SMALL)) {
        keys_choose(ui, index);
        offers_close(ui);
    }
}

typedef struct {
    int count, columns;
    float width, gap;
    Rect box;
} OfferPlan;

/* Above the key, within the glass; below it where that would be out of a low reach. */
static OfferPlan plan_offers(const Ui *ui, const Node *key)
{
    const Theme *t = ui->theme;
    const KeyHold *hold = ui->offers.hold;
    OfferPlan p = {.gap = 3, .width = t->target + 1};
    float high = ui->theme->shape == COMPACT && !t->switches.large ? 20 : t->target + 1, away = 5,
          pad = 4;
    float room = t->width - 2 * (t->side + t->margin) - 2 * pad;
    p.count = hold ? hold->count + 1 : ui->keyboards->count;
    p.columns = p.count <= 6 ? p.count : (p.count + 1) / 2;
    if (!hold) {
        p.width = t->switches.large ? 72 : 50;
        int fit = (int)((room + p.gap) / (p.width + p.gap));
        int lines = (p.count + fit - 1) / fit;
        p.columns = (p.count + lines - 1) / lines;
    }
    int rows = (p.count + p.columns - 1) / p.columns;
    p.box.w = (float)p.columns * (p.width + p.gap) - p.gap + 2 * pad;
    p.box.h = (float)rows * (high + p.gap) - p.gap + 2 * pad;
    float left = t->side + t->margin, right = t->width - left - p.box.w;
    p.box.x = key->box.x + key->box.w / 2 - p.box.w / 2;
    p.box.x = p.box.x > right ? right : p.box.x;
    p.box.x = p.box.x < left ? left : p.box.x;
    float top = t->switches.reach ? t->height * 0.4F - pad : t->above + 1;
    float lowest = t->height - t->above - p.box.h - 1;
    p.box.y = key->box.y - away - p.box.h;
    if (p.box.y < top && key->box.y + key->box.h + away <= lowest)
        p.box.y = key->box.y + key->box.h + away;
    p.box.y = p.box.y < top ? top : p.box.y;
    return p;
}

static void open_offers(Ui *ui, const OfferPlan *p)
{
    const char *id = ui->offers.hold ? MSG("Letters with accents") : MSG("Change letters");
    Node *over = node_open(ui, DIALOG, id, language_text(ui->language, id));
    over->is_modal = over->is_clear = over->is_floating = over->is_left_to_right = true;
    over->width = ui->theme->width - 2 * ui->theme->side;
    over->height = ui->theme->height - 2 * ui->theme->above;
    over->cross = SPREAD_START;
    over->pad_start = p->box.x - ui->theme->side;
    over->pad_top = p->box.y - ui->theme->above;
    over->has_entered = true;
    Node *tray = node_open(ui, NOTHING, "", "");
    tray->width = p->box.w;
    tray->gap = p->gap;
    tray->radius = 6;
    tray->shadow = 2;
    tray->fill = SUNK;
    tray->edge = EDGE;
    tray->edge_width = 0.5F;
    tray->pad_start = tray->pad_end = tray->pad_top = tray->pad_bottom = 4;
    tray->has_entered = true;
}

static const Node *find_key(const Ui *ui)
{
    const Node *key = ui->shown;
    while (key && key->id != ui->offers.key)
        key = node_after(key);
    return key;
}

void offers_declare(Ui *ui)
{
    const Node *key = find_key(ui);
    if (!ui->offers.is_seen || !key) {
        offers_close(ui);
        return;
    }
    const OfferPlan p = plan_offers(ui, key);
    const KeyHold *hold = ui->offers.hold;
    bool is_rtl = hold && ui->keyboards->list[ui->keyboard].is_rtl;
    ui->offers.is_seen = false;
    open_offers(ui, &p);
    for (int first = 0; first < p.count; first += p.columns) {
        int count = p.count - first < p.columns ? p.count - first : p.columns;
        ui_gap(ui, p.gap);
        if (is_rtl)
            ui_along(ui, SPREAD_END);
        ui_row(ui) {
            for (int i = 0; i < count; i++) {
                int index = first + (is_rtl ? count - 1 - i : i);
                ui_width(ui, p.width);
                if (hold)
                    offered_letter(ui, hold, index);
                else
                    offered_keyboard(ui, index);
            }
        }
    }
    ui_close(ui);
    ui_close(ui);
}
