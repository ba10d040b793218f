/* Layout: widths from the leaves up and down again, then heights the same way.
 *
 * A height is never less than what the content needs, so a longer language
 * makes a button taller and not cut. Mirroring happens only here, at the end.
 */
#include "ui/scroll.h"

#include <math.h>
#include <string.h>

static float larger(float a, float b)
{
    return a > b ? a : b;
}

static float smaller(float a, float b)
{
    return a < b ? a : b;
}

static uint64_t size_key(const Node *node, float width)
{
    uint64_t hash = 0xCBF29CE484222325U;
    for (const char *c = node->label; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001B3U;
    uint64_t part[4] = {(uint64_t)(uintptr_t)node->style.language,
        (uint64_t)lroundf(node->style.size * 256), (uint64_t)lroundf(node->style.line * 256),
        (uint64_t)(lroundf(width * 64) + 1) * 2 + node->style.is_bold};
    for (int i = 0; i < 4; i++)
        hash = (hash ^ part[i]) * 0x9E3779B97F4A7C15U;
    return (hash ^ (hash >> 29)) | 1;
}

/* How large a text is within a width (0: one line); kept as numbers only, by hash. */
static const SizeEntry *text_size(Ui *ui, const Node *node, float width)
{
    uint64_t key = size_key(node, width);
    SizeEntry *entry = &ui->sizes[key % UI_SIZES];
    if (entry->key == key)
        return entry;
    Paragraph p;
    arena_wipe(&ui->scratch);
    paragraph_layout(&p, &ui->scratch, ui->measurer, node->label, &node->style, width, ALIGN_START);
    *entry = (SizeEntry){.key = key,
        .width = p.width,
        .height = p.height,
        .is_cut = p.is_cut,
        .has_missing = p.has_missing};
    if (width <= 0) {
        arena_wipe(&ui->scratch);
        entry->least = paragraph_min_width(&ui->scratch, ui->measurer, node->label, &node->style);
    }
    arena_wipe(&ui->scratch);
    return entry;
}

static float pad_width(const Node *node)
{
    return node->pad_start + node->pad_end;
}

static float pad_height(const Node *node)
{
    return node->pad_top + node->pad_bottom;
}

static float gaps(const Node *node)
{
    int in_flow = 0;
    for (const Node *c = node->first; c; c = c->next)
        in_flow += !c->is_floating;
    return in_flow > 1 ? node->gap * (float)(in_flow - 1) : 0;
}

/* --- widths -------------------------------------------------------------------------------- */

static void want_leaf(Ui *ui, Node *node)
{
    if (node->show != SHOW_TEXT)
        return;
    const SizeEntry *size = text_size(ui, node, 0);
    node->want_width = size->width + 0.05F; /* rounding may not push the last word off */
    node->least_width = size->least + 0.05F;
    if (size->has_missing)
        node->state |= STATE_MISSING;
}

static void want_width(Ui *ui, Node *node)
{
    float want = 0, least = 0;
    node->want_width = node->least_width = 0;
    if (!node->first)
        want_leaf(ui, node);
    for (Node *c = node->first; c; c = c->next) {
        want_width(ui, c);
        if (c->is_floating)
            continue;
        if (node->axis == ACROSS) {
            want += c->want_width;
            least += c->least_width;
        } else {
            want = larger(want, c->want_width);
            least = larger(least, c->least_width);
        }
    }
    if (node->first) {
        float space = pad_width(node) + (node->axis == ACROSS ? gaps(node) : 0);
        if (node->axis == CELLS) {
            float columns = (float)node->columns;
            want *= columns;
            least *= columns;
            space += node->gap * (columns - 1);
        }
        node->want_width = want + space;
        node->least_width = least + space;
    }
    if (node->width > 0)
        node->want_width = node->least_width = node->width;
    node->want_width = larger(node->want_width, node->min_width);
    node->least_width = larger(node->least_width, node->min_width);
}

static bool grows(const Node *node)
{
    return node->grow > 0 && !node->is_floating;
}

/* What a child that grows starts from, and what it may never go under. */
static float base(const Node *node, bool across)
{
    if (!node->is_fill)
        return 0;
    return across ? node->want_width : node->want_height;
}

static float need(const Node *node, bool across)
{
    return across ? node->least_width : node->want_height;
}

/* Shares `pool` among the children that grow; one that would get less than it needs keeps its
 * need and the others share again. */
static void share_growth(Node *node, float pool, bool across)
{
    float weight = 0;
    for (Node *c = node->first; c; c = c->next)
        if (grows(c)) {
            weight += c->grow;
            pool -= base(c, across);
        }
    while (weight > 0) {
        Node *held = NULL;
        for (Node *c = node->first; c; c = c->next) {
            if (!grows(c))
                continue;
            float size = base(c, across) + pool * c->grow / weight;
            *(across ? &c->box.w : &c->box.h) = size;
            if (!held && size < need(c, across))
                held = c;
        }
        if (!held)
            return;
        *(across ? &held->box.w : &held->box.h) = need(held, across);
        pool += base(held, across) - need(held, across);
        weight -= held->grow;
        held->grow = 0;
    }
}

/* A row: what does not grow gets what it wants, or, when the row is too full, shrinks towards
 * its least; the others share what is left. */
static void share_row(Node *node, float room)
{
    float wanted = 0, needed = 0, slack = 0;
    for (Node *c = node->first; c; c = c->next) {
        if (c->is_floating)
            continue;
        c->box.w = c->want_width;
        if (grows(c)) {
            needed += c->least_width;
        } else {
            wanted += c->want_width;
            slack += c->want_width - c->least_width;
        }
    }
    float over = wanted + needed - room;
    float part = over > 0 && slack > 0 ? smaller(1, over / slack) : 0;
    for (Node *c = node->first; c; c = c->next)
        if (!c->is_floating && !grows(c)) {
            c->box.w -= (c->want_width - c->least_width) * part;
            room -= c->box.w;
        }
    share_growth(node, room, true);
}

static void place_width(Node *node)
{
    float room = node->box.w - pad_width(node);
    if (node->axis == ACROSS)
        share_row(node, room - gaps(node));
    for (Node *c = node->first; c; c = c->next) {
        if (c->is_floating)
            c->box.w = smaller(c->want_width, room);
        else if (node->axis == CELLS)
            c->box.w = (room - node->gap * (float)(node->columns - 1)) / (float)node->columns;
        else if (node->axis == WRAPPED ||
            (node->axis == DOWN && (c->width > 0 || node->cross != SPREAD_STRETCH)))
            c->box.w = smaller(c->want_width, room);
        else if (node->axis != ACROSS)
            c->box.w = room;
        place_width(c);
    }
}

/* --- heights ------------------------------------------------------------------------------- */

static float cells_height(Node *node, bool place);

/* The children that stand on the line which begins with `first`: the one after them, how wide
 * and how high they are together. */
static Node *wrap_line(const Node *node, Node *first, float *width, float *height)
{
    float room = node->box.w - pad_width(node) + 0.01F;
    Node *c = first;
    *width = -node->gap;
    *height = 0;
    for (; c && (c == first || *width + node->gap + c->box.w <= room); c = c->next) {
        *width += node->gap + c->box.w;
        *height = larger(*height, c->want_height);
    }
    return c;
}

static float wrap_height(const Node *node)
{
    float total = -node->gap, width, height;
    for (Node *line = node->first; line;) {
        line = wrap_line(node, line, &width, &height);
        total += node->gap + height;
    }
    return larger(0, total);
}

/* The rows of a list are all as high as the highest that is declared. */
static void level_rows(Node *node)
{
    for (const Node *c = node->first; c; c = c->next)
        node->row_height = larger(node->row_height, c->want_height);
    for (Node *c = node->first; c; c = c->next)
        c->want_height = node->row_height;
}

static void want_height(Ui *ui, Node *node)
{
    float want = 0;
    if (node->show == SHOW_TEXT) {
        const SizeEntry *size = text_size(ui, node, node->box.w);
        want = size->height;
        if (size->is_cut)
            node->state |= STATE_CUT;
    }
    for (Node *c = node->first; c; c = c->next) {
        want_height(ui, c);
        if (!c->is_floating)
            want = node->axis == DOWN ? want + c->want_height : larger(want, c->want_height);
    }
    if (node->axis == CELLS)
        want = cells_height(node, false);
    if (node->axis == WRAPPED)
        want = wrap_height(node);
    if (node->first)
        want += pad_height(node) + (node->axis == DOWN ? gaps(node) : 0);
    if (node->rows)
        level_rows(node);
    if (node->is_scroll)
        want = 0;
    node->want_height = larger(larger(want, node->height), node->min_height);
}

/* The rows of a grid, each as high as its highest cell; or, placing, sharing what the grid has. */
static float cells_height(Node *node, bool place)
{
    int rows = node->columns ? (node->children + node->columns - 1) / node->columns : 0;
    float extra = 0, total = 0; /* what each row gets on top of what it needs */
    if (place && rows)
        extra = larger(0, node->box.h - pad_height(node) - cells_height(node, false)) / (float)rows;
    Node *row = node->first;
    while (row) {
        float height = 0;
        Node *c = row;
        for (int i = 0; i < node->columns && c; i++, c = c->next)
            height = larger(height, c->want_height);
        c = row;
        for (int i = 0; i < node->columns && c; i++, c = c->next)
            c->box.h = height + extra;
        total += height + (total > 0 ? node->gap : 0);
        row = c;
    }
    return total;
}

static void share_column(Node *node, float room)
{
    for (Node *c = node->first; c; c = c->next) {
        c->box.h = c->want_height;
        if (!c->is_floating && !grows(c))
            room -= c->want_height;
    }
    share_growth(node, room, false);
}

/* --- places -------------------------------------------------------------------------------- */

static Rect meet(Rect a, Rect b)
{
    float x = larger(a.x, b.x), y = larger(a.y, b.y);
    float right = smaller(a.x + a.w, b.x + b.w), bottom = smaller(a.y + a.h, b.y + b.h);
    return (Rect){x, y, larger(0, right - x), larger(0, bottom - y)};
}

static float offset(Spread spread, float room)
{
    room = larger(0, room); /* what is too high begins at the top, where scrolling begins */
    if (spread == SPREAD_CENTER)
        return room / 2;
    return spread == SPREAD_END ? room : 0;
}

/* Heights of the children, once the node has its own. */
static void place_height(Node *node)
{
    float room = node->box.h - pad_height(node);
    if (node->axis == DOWN)
        share_column(node, room - gaps(node));
    else if (node->axis == CELLS)
        cells_height(node, true);
    for (Node *c = node->first; c; c = c->next) {
        if (c->is_floating)
            c->box.h = c->want_height;
        else if (node->axis == LAYERS)
            c->box.h = room;
        else if (node->axis == ACROSS)
            c->box.h = node->cross == SPREAD_STRETCH && c->height <= 0 ? room : c->want_height;
    }
}

static float used(const Node *node)
{
    float sum = gaps(node);
    for (const Node *c = node->first; c; c = c->next)
        if (!c->is_floating)
            sum += node->axis == ACROSS ? c->box.w : c->box.h;
    return sum;
}

static void place_wrapped(Node *node, bool mirrored)
{
    Rect inner = {node->box.x + (mirrored ? node->pad_end : node->pad_start),
        node->box.y + node->pad_top, node->box.w - pad_width(node), 0};
    float y = 0, width, height;
    for (Node *c = node->first; c;) {
        Node *end = wrap_line(node, c, &width, &height);
        float x = offset(node->along, inner.w - width);
        for (; c != end; c = c->next) {
            c->box.h = height;
            c->box.x = inner.x + (mirrored ? inner.w - x - c->box.w : x);
            c->box.y = inner.y + y;
            c->clip = node->clip;
            x += c->box.w + node->gap;
        }
        y += height + node->gap;
    }
}

/* Where a child stands from its parent's start and top edge, in reading direction. */
static void place_children(Node *node, bool mirrored)
{
    Rect inner = {node->box.x + (mirrored ? node->pad_end : node->pad_start),
        node->box.y + node->pad_top - node->scroll + (float)node->first_row * node->row_height,
        node->box.w - pad_width(node), node->box.h - pad_height(node)};
    float x = 0, y = 0;
    int column = 0;
    if (node->axis == ACROSS)
        x = offset(node->along, inner.w - used(node));
    if (node->axis == DOWN)
        y = offset(node->along, inner.h - used(node));
    for (Node *c = node->first; c; c = c->next) {
        float cx = x, cy = y;
        if (c->is_floating)
            cx = inner.w - c->box.w, cy = 0;
        else if (node->axis == ACROSS)
            cy = offset(node->cross, inner.h - c->box.h), x += c->box.w + node->gap;
        else if (node->axis == DOWN)
            cx = offset(node->cross, inner.w - c->box.w), y += c->box.h + node->gap;
        else if (node->axis == CELLS && ++column == node->columns)
            column = 0, x = 0, y += c->box.h + node->gap;
        else if (node->axis == CELLS)
            x += c->box.w + node->gap;
        c->box.x = inner.x + (mirrored ? inner.w - cx - c->box.w : cx);
        c->box.y = inner.y + cy;
        c->clip = node->clip;
    }
}

/* Whether more rows can be seen than were declared. */
static bool lacks_rows(const Node *node)
{
    float first = floorf(node->scroll / node->row_height);
    float last = ceilf((node->scroll + node->box.h) / node->row_height);
    return first < (float)node->first_row ||
        smaller(last, (float)node->rows) > (float)(node->first_row + node->children);
}

static void scroll_limits(Ui *ui, Node *node)
{
    float content = pad_height(node) + gaps(node);
    for (const Node *c = node->first; c && !node->rows; c = c->next)
        content += c->is_floating ? 0 : c->want_height;
    content += (float)node->rows * node->row_height;
    node->scroll_max = larger(0, content - node->box.h);
    ScrollEntry *entry = scroll_find(ui, node->id);
    if (!entry)
        return;
    if (entry->is_watched &&
        (!(entry->max > 0) != !(node->scroll_max > 0) || fabsf(entry->height - node->box.h) > 1))
        ui->has_acted = true; /* page buttons come or go */
    if (entry->row > 0 && node->row_height > entry->row)
        entry->at *= node->row_height / entry->row; /* the same row stays at the top */
    entry->is_seen = true;
    entry->max = node->scroll_max;
    entry->height = node->box.h;
    entry->row = node->row_height;
    entry->at = node->scroll = smaller(larger(0, entry->at), entry->max);
    if (node->rows && lacks_rows(node))
        ui->has_acted = true;
}

static void place(Ui *ui, Node *node, bool mirrored)
{
    static const float INK_LEANS = 2;
    mirrored = mirrored && !node->is_left_to_right;
    if (node->is_scroll) {
        scroll_limits(ui, node);
        Rect seen = node->box; /* ink leans out at the sides: the bar of an Urdu alif */
        seen.x -= INK_LEANS;
        seen.w += 2 * INK_LEANS;
        node->clip = meet(node->clip, seen);
    }
    place_height(node);
    if (node->axis == WRAPPED)
        place_wrapped(node, mirrored);
    else
        place_children(node, mirrored);
    if (node->show == SHOW_TEXT &&
        (node->want_height > node->box.h + 0.1F || node->least_width > node->box.w + 0.1F))
        node->state |= STATE_CUT;
    for (Node *c = node->first; c; c = c->next)
        place(ui, c, mirrored);
}

void layout_place(Ui *ui, Node *root)
{
    want_width(ui, root);
    place_width(root);
    want_height(ui, root);
    root->clip = root->box;
    place(ui, root, ui->language->is_rtl);
}
