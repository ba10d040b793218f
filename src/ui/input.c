/* Touch, keys and typing, against the tree on the glass. */
#include "ui/input.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

static const float SLOP = 2;      /* a press counts this far beyond an edge */
static const float DRAG_FROM = 4; /* a finger that moved this far scrolls */

/* --- what is where ------------------------------------------------------------------------- */

/* The part of the tree that takes touch: all of it, or what the last modal node holds. */
static const Node *live(const Ui *ui)
{
    const Node *modal = ui->root;
    for (const Node *n = ui->root; n; n = node_after(n))
        if (n->is_modal)
            modal = n;
    return modal;
}

static bool is_within(const Node *node, const Node *ancestor)
{
    while (node && node != ancestor)
        node = node->parent;
    return node != NULL;
}

static Rect seen(const Node *node)
{
    float x = fmaxf(node->box.x, node->clip.x), y = fmaxf(node->box.y, node->clip.y);
    float right = fminf(node->box.x + node->box.w, node->clip.x + node->clip.w);
    float bottom = fminf(node->box.y + node->box.h, node->clip.y + node->clip.h);
    return (Rect){x, y, right - x, bottom - y};
}

static float distance(Rect r, float x, float y)
{
    float dx = fmaxf(0, fmaxf(r.x - x, x - r.x - r.w));
    float dy = fmaxf(0, fmaxf(r.y - y, y - r.y - r.h));
    return sqrtf(dx * dx + dy * dy);
}

Node *input_hit(const Ui *ui, float x, float y)
{
    if (!ui->root)
        return NULL;
    const Node *top = live(ui);
    Node *best = NULL;
    float nearest = SLOP;
    for (const Node *n = top; n && is_within(n, top); n = node_after(n)) {
        Rect r = seen(n);
        if (!n->is_control || r.w <= 0 || r.h <= 0)
            continue;
        float d = distance(r, x, y);
        if (d <= nearest) { /* of two under the finger the later one is on top */
            nearest = d;
            best = (Node *)n;
        }
    }
    return best;
}

static Node *find(const Ui *ui, uint64_t id)
{
    for (Node *n = ui->root; n; n = node_after(n))
        if (n->is_control && n->id == id)
            return n;
    return NULL;
}

/* --- scrolling ----------------------------------------------------------------------------- */

static Node *scroller_at(const Ui *ui, float x, float y)
{
    Node *found = NULL;
    for (Node *n = ui->root; n; n = node_after(n))
        if (n->is_scroll && n->scroll_max > 0 && distance(n->box, x, y) <= 0)
            found = n;
    return found;
}

static bool scroll(Ui *ui, const Node *node, float by)
{
    for (int i = 0; node && i < UI_SCROLLS; i++)
        if (ui->scrolls[i].id == node->id) {
            float at = fminf(fmaxf(0, ui->scrolls[i].at + by), node->scroll_max);
            bool has_moved = at < ui->scrolls[i].at || at > ui->scrolls[i].at;
            ui->scrolls[i].at = at;
            return has_moved;
        }
    return false;
}

/* --- touch --------------------------------------------------------------------------------- */

static bool press(Ui *ui, float x, float y)
{
    Node *hit = input_hit(ui, x, y);
    bool had_ring = ui->is_focus_shown;
    ui->is_focus_shown = false;
    ui->is_dragging = false;
    ui->press_x = x;
    ui->press_y = ui->drag_y = y;
    ui->pressed = 0;
    if (!hit || hit->state & STATE_DISABLED)
        return had_ring;
    ui->pressed = hit->id;
    ui->focus = hit->id;
    ui->is_inside = true;
    return true;
}

static bool move(Ui *ui, float x, float y)
{
    if (!ui->is_dragging && fabsf(y - ui->press_y) > DRAG_FROM &&
        scroller_at(ui, ui->press_x, ui->press_y)) {
        ui->is_dragging = true;
        ui->pressed = 0;
    }
    if (ui->is_dragging) {
        bool has_moved = scroll(ui, scroller_at(ui, ui->press_x, ui->press_y), ui->drag_y - y);
        ui->drag_y = y;
        return has_moved;
    }
    if (!ui->pressed)
        return false;
    Node *hit = input_hit(ui, x, y);
    bool is_inside = hit && hit->id == ui->pressed;
    bool has_changed = is_inside != ui->is_inside;
    ui->is_inside = is_inside;
    return has_changed;
}

static bool release(Ui *ui, float x, float y)
{
    uint64_t pressed = ui->pressed;
    Node *hit = input_hit(ui, x, y);
    ui->pressed = 0;
    ui->is_dragging = false;
    if (!pressed)
        return false;
    if (hit && hit->id == pressed && !(hit->state & STATE_DISABLED))
        ui->activated = pressed;
    return true;
}

/* --- keys ---------------------------------------------------------------------------------- */

static bool takes_focus(const Node *node)
{
    Rect r = seen(node);
    return node->is_control && !(node->state & STATE_DISABLED) && r.w > 0 && r.h > 0;
}

void input_focus(Ui *ui, int step)
{
    if (!ui->root)
        return;
    const Node *top = live(ui), *first = NULL, *last = NULL, *before = NULL, *after = NULL;
    bool is_past = false;
    for (const Node *n = top; n && is_within(n, top); n = node_after(n)) {
        if (!takes_focus(n) || n->role == KEY) /* keys are reached by the arrows */
            continue;
        if (!first)
            first = n;
        last = n;
        if (n->id == ui->focus)
            is_past = true;
        else if (!is_past)
            before = n;
        else if (!after)
            after = n;
    }
    const Node *next = step > 0 ? (is_past && after ? after : first) : (before ? before : last);
    if (!is_past)
        next = step > 0 ? first : last;
    ui->focus = next ? next->id : 0;
    ui->is_focus_shown = true;
}

/* The nearest control in a direction: what lies straight ahead counts most. */
static void focus_towards(Ui *ui, float dx, float dy)
{
    const Node *from = find(ui, ui->focus), *top = live(ui), *best = NULL;
    if (!from) {
        input_focus(ui, 1);
        return;
    }
    float fx = from->box.x + from->box.w / 2, fy = from->box.y + from->box.h / 2, least = 1e9F;
    for (const Node *n = top; n && is_within(n, top); n = node_after(n)) {
        if (!takes_focus(n) || n == from)
            continue;
        float x = n->box.x + n->box.w / 2 - fx, y = n->box.y + n->box.h / 2 - fy;
        float ahead = x * dx + y * dy, aside = fabsf(x * dy) + fabsf(y * dx);
        if (ahead > 1 && ahead + 3 * aside < least) {
            least = ahead + 3 * aside;
            best = n;
        }
    }
    if (best)
        ui->focus = best->id;
    ui->is_focus_shown = true;
}

/* Enter and the space bar: what has the ring, else, for Enter, the filled button. */
static bool activate(Ui *ui, bool is_enter)
{
    Node *focused = find(ui, ui->focus);
    const Node *top = live(ui);
    if (focused && ui->is_focus_shown && focused->role != FIELD && takes_focus(focused)) {
        ui->activated = focused->id;
        return true;
    }
    if (!is_enter) {
        input_type(ui, " ");
        return ui->editing != 0;
    }
    for (const Node *n = top; n && is_within(n, top); n = node_after(n))
        if (n->is_default && takes_focus(n)) {
            ui->activated = n->id;
            return true;
        }
    return false;
}

static bool edit_key(Ui *ui, KeyCode key)
{
    switch (key) {
    case KEY_BACKSPACE:
        input_type(ui, "\1");
        break;
    case KEY_HOME:
        input_type(ui, "\5");
        break;
    case KEY_END:
        input_type(ui, "\6");
        break;
    case KEY_LEFT:
        input_type(ui, "\2");
        break;
    case KEY_RIGHT:
        input_type(ui, "\3");
        break;
    default:
        return false;
    }
    return ui->editing != 0;
}

static bool take_key(Ui *ui, KeyCode key)
{
    const Node *focused = find(ui, ui->focus);
    bool is_editing = ui->editing && (!ui->is_focus_shown || !focused || focused->role == FIELD);
    if (key == KEY_BACKSPACE || (is_editing && edit_key(ui, key)))
        return key != KEY_BACKSPACE || edit_key(ui, key);
    switch (key) {
    case KEY_TAB:
    case KEY_BACK_TAB:
        input_focus(ui, key == KEY_TAB ? 1 : -1);
        return true;
    case KEY_UP:
    case KEY_DOWN:
        focus_towards(ui, 0, key == KEY_UP ? -1 : 1);
        return true;
    case KEY_LEFT:
    case KEY_RIGHT:
        focus_towards(ui, key == KEY_LEFT ? -1 : 1, 0);
        return true;
    case KEY_ENTER:
    case KEY_SPACE:
        return activate(ui, key == KEY_ENTER);
    case KEY_PAGE_UP:
    case KEY_PAGE_DOWN:
        return scroll(ui, scroller_at(ui, ui->theme->width / 2, ui->theme->height / 2),
            key == KEY_PAGE_UP ? -60 : 60);
    default:
        return false;
    }
}

void input_type(Ui *ui, const char *text)
{
    size_t size = strlen(text);
    if (!ui->editing || (size_t)ui->typed_size + size >= sizeof ui->typed ||
        !utf8_is_valid(text, size))
        return;
    memcpy(ui->typed + ui->typed_size, text, size + 1);
    ui->typed_size += (int)size;
}

bool input_take(Ui *ui, const Input *input)
{
    switch (input->kind) {
    case INPUT_PRESS:
        return press(ui, input->x, input->y);
    case INPUT_MOVE:
        return move(ui, input->x, input->y);
    case INPUT_RELEASE:
        return release(ui, input->x, input->y);
    case INPUT_CANCEL:
        ui->pressed = 0;
        ui->is_dragging = false;
        return true;
    case INPUT_WHEEL:
        return scroll(ui, scroller_at(ui, input->x, input->y), input->y * 12);
    case INPUT_KEY:
        return take_key(ui, input->key);
    case INPUT_TEXT:
        input_type(ui, input->text);
        return ui->editing != 0;
    default:
        return false;
    }
}
