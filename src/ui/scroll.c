/* Entries, drags, glides. */
#include "ui/scroll.h"

#include <math.h>
#include <string.h>

static const float GLIDE_MS = 200, FRAME_MS = 16; /* the look, section 9 */
static const float QUICK = 0.15F;                 /* u a millisecond: slower is no flick */
static const int64_t STILL_MS = 60;               /* a finger that rested before it was lifted */

ScrollEntry *scroll_find(Ui *ui, uint64_t id)
{
    for (int i = 0; i < UI_SCROLLS; i++)
        if (ui->scrolls[i].id == id)
            return &ui->scrolls[i];
    return NULL;
}

ScrollEntry *scroll_keep(Ui *ui, uint64_t id)
{
    ScrollEntry *entry = scroll_find(ui, id);
    if (!entry)
        entry = scroll_find(ui, 0);
    if (entry)
        entry->id = id;
    return entry;
}

static bool holds(Rect r, float x, float y)
{
    return x >= r.x && y >= r.y && x <= r.x + r.w && y <= r.y + r.h;
}

Node *scroll_at(const Ui *ui, float x, float y)
{
    Node *found = NULL;
    for (Node *n = ui->root; n; n = node_after(n)) {
        if (n->is_modal)
            found = NULL; /* what is beneath does not scroll */
        if (n->is_scroll && n->scroll_max > 0 && holds(n->box, x, y))
            found = n;
    }
    return found;
}

static bool move_to(ScrollEntry *entry, float at)
{
    float before = entry->at;
    entry->at = fminf(fmaxf(0, at), entry->max);
    return entry->at < before || entry->at > before;
}

bool scroll_by(Ui *ui, const Node *node, float by)
{
    ScrollEntry *entry = node ? scroll_find(ui, node->id) : NULL;
    return entry && move_to(entry, entry->at + by);
}

/* --- a finger ------------------------------------------------------------------------------ */

void scroll_drag_begin(Ui *ui, float y)
{
    ui->drag_y = ui->drag_from = y;
    ui->drag_ms = ui->now_ms;
    ui->drag_speed = 0;
}

bool scroll_drag(Ui *ui, const Node *node, float y)
{
    int64_t took = ui->now_ms - ui->drag_ms;
    bool has_moved = scroll_by(ui, node, ui->drag_y - y);
    ui->drag_y = y;
    if (took > 0) { /* several moves may come within a millisecond */
        float speed = (ui->drag_from - y) / (float)took;
        ui->drag_speed = took > STILL_MS ? speed : 0.6F * speed + 0.4F * ui->drag_speed;
        ui->drag_from = y;
        ui->drag_ms = ui->now_ms;
    }
    return has_moved;
}

void scroll_drag_end(Ui *ui, const Node *node)
{
    const Switches *s = &ui->theme->switches;
    const ScrollEntry *entry = node ? scroll_find(ui, node->id) : NULL;
    bool has_rested = ui->now_ms - ui->drag_ms > STILL_MS;
    if (!entry || has_rested || s->slow || s->contrast || fabsf(ui->drag_speed) < QUICK)
        return;
    ui->glide.id = entry->id;
    ui->glide.from = entry->at;
    ui->glide.by = ui->drag_speed * GLIDE_MS / 2; /* as fast as the finger, then slower to a stop */
    ui->glide.began_ms = ui->now_ms;
    ui->wake_ms = ui->now_ms + (int64_t)FRAME_MS;
}

bool scroll_hold(Ui *ui, const Node *node)
{
    if (!ui->glide.id || (node && ui->glide.id != node->id))
        return false;
    memset(&ui->glide, 0, sizeof ui->glide);
    return true;
}

void scroll_glide(Ui *ui)
{
    ScrollEntry *entry = ui->glide.id ? scroll_find(ui, ui->glide.id) : NULL;
    float part = (float)(ui->now_ms - ui->glide.began_ms) / GLIDE_MS;
    if (!entry) {
        scroll_hold(ui, NULL);
        return;
    }
    float left = 1 - fminf(fmaxf(0, part), 1),
          wanted = ui->glide.from + ui->glide.by * (1 - left * left);
    move_to(entry, wanted);
    if (left <= 0 || wanted < 0 || wanted > entry->max)
        scroll_hold(ui, NULL);
    else
        ui->wake_ms = ui->now_ms + (int64_t)FRAME_MS;
}

/* --- keys ---------------------------------------------------------------------------------- */

bool scroll_reveal(Ui *ui, const Node *node)
{
    static const float ROOM = 3; /* for the ring */
    bool has_moved = false;
    for (const Node *n = node->parent; n; n = n->parent) {
        if (!n->is_scroll)
            continue;
        float above = node->box.y - ROOM - n->box.y;
        float below = node->box.y + node->box.h + ROOM - n->box.y - n->box.h;
        if (above < 0 || below > 0)
            has_moved |= scroll_by(ui, n, above < 0 ? above : fminf(below, above));
    }
    return has_moved;
}
