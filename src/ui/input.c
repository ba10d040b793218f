/* Touch, keys and typing, against the tree on the glass. */
#include "ui/input.h"
#include "base/utf8.h"
#include "ui/offers.h"
#include "ui/scroll.h"

#include <limits.h>
#include <math.h>
#include <string.h>

static const float SLOP = 2;      /* a press counts this far beyond an edge */
static const float DRAG_FROM = 4; /* a finger that moved this far scrolls */

/* --- what is where ------------------------------------------------------------------------- */

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
    const Node *top = tree_live(ui->root);
    Node *best = NULL;
    float nearest = SLOP;
    for (const Node *n = top; n && node_is_within(n, top); n = node_after(n)) {
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

/* --- touch --------------------------------------------------------------------------------- */

static bool press(Ui *ui, float x, float y)
{
    Node *hit = input_hit(ui, x, y);
    bool had_ring = ui->is_focus_shown;
    ui->is_focus_shown = false;
    ui->is_dragging = false;
    ui->press_x = x;
    ui->press_y = y;
    ui->press_ms = ui->now_ms;
    ui->has_held = false;
    ui->pressed = 0;
    if (!hit && offers_close(ui))
        return true;
    scroll_drag_begin(ui, y);
    Node *scroller = scroll_at(ui, x, y);
    if (scroller && scroll_hold(ui, scroller)) /* a touch stops what glides, and no more */
        return true;
    if (!hit || hit->state & STATE_DISABLED)
        return had_ring;
    ui->pressed = hit->id;
    ui->focus = hit->id;
    ui->is_inside = true;
    return true;
}

static bool move(Ui *ui, float x, float y)
{
    if (!ui->is_dragging && !ui->offers.key && fabsf(y - ui->press_y) > DRAG_FROM &&
        scroll_at(ui, ui->press_x, ui->press_y)) {
        ui->is_dragging = true;
        ui->pressed = 0;
    }
    if (ui->is_dragging)
        return scroll_drag(ui, scroll_at(ui, ui->press_x, ui->press_y), y);
    if (!ui->pressed)
        return false;
    Node *hit = input_hit(ui, x, y);
    if (hit && hit->takes_slide && hit->id != ui->pressed) {
        ui->pressed = ui->focus = hit->id;
        ui->is_inside = true;
        ui->has_held = false;
        return true;
    }
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
    if (ui->is_dragging)
        scroll_drag_end(ui, scroll_at(ui, ui->press_x, ui->press_y));
    ui->is_dragging = false;
    if (!pressed)
        return ui->glide.id != 0;
    if (hit && hit->id == pressed && !ui->has_held && !(hit->state & STATE_DISABLED))
        ui->activated = pressed;
    return true;
}

/* --- keys ---------------------------------------------------------------------------------- */

static const Node *scroller_of(const Node *node)
{
    do
        node = node->parent;
    while (node && !node->is_scroll);
    return node;
}

static bool is_seen(const Node *node)
{
    Rect r = seen(node);
    return r.w > 0 && r.h > 0;
}

/* What is scrolled out of sight is brought into it. */
static bool takes_focus(const Node *node)
{
    return node->is_control && !(node->state & STATE_DISABLED) &&
        (is_seen(node) || scroller_of(node));
}

/* Of a row of chips or a list Tab meets one: where the focus is, else what is chosen, else the
 * first. */
static bool is_stop(const Ui *ui, const Node *node)
{
    const Node *group = node->parent, *chosen = NULL, *first = NULL;
    while (group && !group->is_one_stop)
        group = group->parent;
    if (!group)
        return true;
    for (const Node *n = group; n && node_is_within(n, group); n = node_after(n)) {
        if (!takes_focus(n))
            continue;
        if (n->id == ui->focus)
            return n == node;
        if (!chosen && n->state & STATE_SELECTED)
            chosen = n;
        if (!first)
            first = n;
    }
    return node == (chosen ? chosen : first);
}

static void focus_on(Ui *ui, const Node *node)
{
    ui->focus = node ? node->id : 0;
    ui->is_focus_shown = true;
    if (!node)
        return;
    scroll_reveal(ui, node);
    if (node->role == FIELD && ui->editing != node->id) {
        ui->editing = node->id;
        ui->caret = INT_MAX; /* at its end */
    }
}

void input_focus(Ui *ui, int step)
{
    if (!ui->root)
        return;
    const Node *top = tree_live(ui->root), *first = NULL, *last = NULL, *before = NULL,
               *after = NULL;
    bool is_past = false;
    uint64_t from = ui->is_focus_shown || !ui->editing ? ui->focus : ui->editing;
    for (const Node *n = top; n && node_is_within(n, top); n = node_after(n)) {
        bool is_key = n->role == KEY && !n->takes_slide; /* the arrows reach those */
        if (!takes_focus(n) || is_key || !is_stop(ui, n))
            continue;
        if (!first)
            first = n;
        last = n;
        if (n->id == from)
            is_past = true;
        else if (!is_past)
            before = n;
        else if (!after)
            after = n;
    }
    const Node *next = step > 0 ? (is_past && after ? after : first) : (before ? before : last);
    if (!is_past)
        next = step > 0 ? first : last;
    focus_on(ui, next);
}

/* What is typed under a dialog would be a surprise when it closes. */
static bool is_typing_seen(const Ui *ui)
{
    const Node *field = find(ui, ui->editing);
    return field && node_is_within(field, tree_live(ui->root));
}

/* How far a control lies in a direction; less than nothing if it does not. What one would meet
 * going straight on counts most, then what is near the middle. */
static float way_to(const Rect *from, const Rect *to, float dx, float dy)
{
    static const float BESIDE = 30, OFF_MIDDLE = 0.1F;
    float x = to->x + to->w / 2 - from->x - from->w / 2;
    float y = to->y + to->h / 2 - from->y - from->h / 2;
    float ahead = x * dx + y * dy, aside = fabsf(x * dy) + fabsf(y * dx);
    float room = fabsf(dy) * (from->w + to->w) / 2 + fabsf(dx) * (from->h + to->h) / 2;
    float near = ahead - (fabsf(dx) * to->w + fabsf(dy) * to->h) / 2; /* its edge on this side */
    return ahead > 1 && near > -1 ? ahead + BESIDE * fmaxf(0, aside - room) + OFF_MIDDLE * aside
                                  : -1;
}

/* Where the arrows begin: the ring, else the field that is typed in. */
static const Node *where(const Ui *ui)
{
    const Node *from = find(ui, ui->focus);
    return from && (ui->is_focus_shown || !is_typing_seen(ui)) ? from : find(ui, ui->editing);
}

static void focus_towards(Ui *ui, float dx, float dy)
{
    const Node *from = where(ui), *top = tree_live(ui->root), *best = NULL;
    float least = 1e9F;
    if (!from) {
        input_focus(ui, 1);
        return;
    }
    for (const Node *n = top; n && node_is_within(n, top); n = node_after(n)) {
        if (!takes_focus(n) || n == from || (scroller_of(n) != scroller_of(from) && !is_seen(n)))
            continue; /* what another block has scrolled away lies nowhere */
        float way = way_to(&from->box, &n->box, dx, dy);
        if (way >= 0 && way < least) {
            least = way;
            best = n;
        }
    }
    focus_on(ui, best ? best : from);
}

/* Enter and the space bar: what has the ring, else, for Enter, the filled button. Of a letter that
 * offers more the space bar opens it. */
static bool activate(Ui *ui, bool is_enter)
{
    Node *focused = find(ui, ui->focus);
    const Node *top = tree_live(ui->root);
    if (focused && ui->is_focus_shown && focused->role != FIELD && takes_focus(focused)) {
        if (!is_enter && focused->has_more && !ui->offers.key)
            offers_open(ui, focused);
        else
            ui->activated = focused->id;
        return true;
    }
    if (!is_enter) {
        if (!is_typing_seen(ui))
            return false;
        input_type(ui, " ");
        return true;
    }
    for (const Node *n = top; n && node_is_within(n, top); n = node_after(n))
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

/* Without a finger: what holds the focus, else what is in the middle of the glass. */
static bool turn(Ui *ui, float by)
{
    const Node *focused = find(ui, ui->focus);
    const Node *node = focused && ui->is_focus_shown ? scroller_of(focused) : NULL;
    if (!node || node->scroll_max <= 0)
        node = scroll_at(ui, ui->theme->width / 2, ui->theme->height / 2);
    scroll_hold(ui, NULL);
    return scroll_by(ui, node, by);
}

static bool take_key(Ui *ui, KeyCode key)
{
    const Node *focused = find(ui, ui->focus);
    bool is_editing =
        is_typing_seen(ui) && (!ui->is_focus_shown || !focused || focused->role == FIELD);
    if ((is_editing || (key == KEY_BACKSPACE && is_typing_seen(ui))) && edit_key(ui, key))
        return true;
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
        return turn(ui, key == KEY_PAGE_UP ? -60 : 60);
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
        return turn(ui, input->y * 12);
    case INPUT_KEY:
        return take_key(ui, input->key);
    case INPUT_TEXT:
        if (!offers_close(ui) && !is_typing_seen(ui))
            return false;
        input_type(ui, input->text);
        return ui->editing != 0;
    default:
        return false;
    }
}
