/* The tree to a draw list: the only place in ui that knows pixels. */
#include "ui/paint.h"

#include <math.h>
#include <string.h>

typedef struct {
    DrawList *list;
    const Ui *ui;
    float scale;
} Painter;

static int px(const Painter *p, float u)
{
    return (int)lroundf(u * p->scale);
}

/* Lines and borders never vanish. */
static int thin(const Painter *p, float u)
{
    int width = px(p, u);
    return u > 0 && width < 1 ? 1 : width;
}

/* Edges are rounded, not sizes, so that neighbours meet. */
static Pixels pixels(const Painter *p, Rect r)
{
    int x = px(p, r.x), y = px(p, r.y);
    int w = px(p, r.x + r.w) - x, h = px(p, r.y + r.h) - y;
    return (Pixels){x, y, r.w > 0 && w < 1 ? 1 : w, r.h > 0 && h < 1 ? 1 : h};
}

static Pixels meet(Pixels a, Pixels b)
{
    int x = a.x > b.x ? a.x : b.x, y = a.y > b.y ? a.y : b.y;
    int right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    return (Pixels){x, y, right > x ? right - x : 0, bottom > y ? bottom - y : 0};
}

static uint64_t fold(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *b = bytes;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ b[i]) * 0x100000001B3U;
    return hash;
}

static uint64_t fold_text(uint64_t hash, const char *text)
{
    return text ? fold(hash, text, strlen(text) + 1) : fold(hash, "", 1);
}

static uint64_t hash_item(const DrawItem *i)
{
    uint64_t h = 0xCBF29CE484222325U;
    h = fold(h, &i->kind, sizeof i->kind);
    h = fold(h, &i->box, sizeof i->box);
    h = fold(h, &i->clip, sizeof i->clip);
    Colour colours[4] = {i->fill, i->edge, i->colour, i->foot_colour};
    h = fold(h, colours, sizeof colours);
    int numbers[6] = {i->radius, i->edge_width, i->foot, i->level, (int)i->align,
        i->is_mirrored * 2 + i->style.is_bold};
    h = fold(h, numbers, sizeof numbers);
    float sizes[4] = {i->style.size, i->style.line, i->width, i->share};
    h = fold(h, sizes, sizeof sizes);
    h = fold(h, &i->style.language, sizeof i->style.language);
    if (i->code)
        h = fold(h, i->code, sizeof *i->code);
    return fold_text(fold_text(h, i->text), i->name);
}

static void add(Painter *p, DrawItem *item)
{
    item->reach = meet(item->reach.w ? item->reach : item->box, item->clip);
    if (!item->reach.w || !item->reach.h || p->list->count == DRAW_ITEMS)
        return;
    item->hash = hash_item(item);
    p->list->hash = p->list->hash * 31 + item->hash;
    p->list->items[p->list->count++] = *item;
}

static Colour tone(const Painter *p, Tone t)
{
    return p->ui->theme->tone[t];
}

static DrawItem item(const Painter *p, DrawKind kind, const Node *n)
{
    return (DrawItem){.kind = kind,
        .box = pixels(p, n->box),
        .clip = pixels(p, n->clip),
        .is_personal = n->state & STATE_PERSONAL};
}

static int radius(const Painter *p, const Node *n, Pixels box)
{
    int half = (box.w < box.h ? box.w : box.h) / 2;
    int wished = px(p, n->radius);
    return n->radius < 0 || wished > half ? half : wished;
}

static void paint_shadow(Painter *p, const Node *n)
{
    static const float REACH[] = {0, 2, 12}, DOWN_BY[] = {0, 0.5F, 4};
    DrawItem i = item(p, DRAW_SHADOW, n);
    int reach = px(p, REACH[n->shadow]) + 1, down = px(p, DOWN_BY[n->shadow]);
    i.radius = radius(p, n, i.box);
    i.level = n->shadow;
    i.colour = tone(p, INK);
    i.reach =
        (Pixels){i.box.x - reach, i.box.y - reach + down, i.box.w + 2 * reach, i.box.h + 2 * reach};
    add(p, &i);
}

/* The bar at the start edge follows its round corners: the whole box in the bar's colour, seen
 * as far as those reach; what lies over it begins where the bar ends. */
static void paint_bar(Painter *p, const Node *n, DrawItem *over)
{
    bool is_at_right = p->ui->language->is_rtl;
    DrawItem i = *over;
    int bar = thin(p, n->bar), reach = bar + i.radius;
    Pixels seen = {is_at_right ? i.box.x + i.box.w - reach : i.box.x, i.box.y, reach, i.box.h};
    i.fill = tone(p, n->colour);
    i.edge_width = 0;
    i.clip = meet(i.clip, seen);
    add(p, &i);
    over->box.w -= bar;
    over->box.x += is_at_right ? 0 : bar;
}

static void paint_box(Painter *p, const Node *n)
{
    bool is_pressed = n->state & STATE_PRESSED && n->pressed_fill;
    bool is_contrast = p->ui->theme->switches.contrast;
    Tone fill = is_pressed ? n->pressed_fill : n->fill, edge = n->edge;
    float edge_width = n->edge_width;
    if (is_pressed && is_contrast) { /* black on black would not answer a finger */
        edge = ACCENT;
        edge_width = 1.5F;
    }
    if (n->shadow && !is_pressed && !is_contrast)
        paint_shadow(p, n);
    if (!fill && !n->edge)
        return;
    DrawItem i = item(p, DRAW_BOX, n);
    i.radius = radius(p, n, i.box);
    i.fill = fill ? tone(p, fill) : 0;
    i.edge = edge ? tone(p, edge) : 0;
    i.edge_width = edge ? thin(p, edge_width) : 0;
    i.foot = thin(p, n->foot);
    i.foot_colour = n->foot > 0 ? tone(p, KEY_EDGE) : 0;
    if (n->bar > 0)
        paint_bar(p, n, &i);
    add(p, &i);
}

/* A band around a control, from `from` to `to` outside of its edge. */
static void paint_band(Painter *p, const Node *n, float from, float to, Tone colour)
{
    DrawItem i = item(p, DRAW_BOX, n);
    i.box = pixels(p, (Rect){n->box.x - to, n->box.y - to, n->box.w + 2 * to, n->box.h + 2 * to});
    bool is_scrolled = false;
    for (const Node *a = n->parent; a; a = a->parent)
        is_scrolled = is_scrolled || a->is_scroll;
    if (!is_scrolled)
        i.clip = pixels(p, (Rect){0, 0, p->ui->theme->width, p->ui->theme->height});
    int half = (i.box.w < i.box.h ? i.box.w : i.box.h) / 2, wished = px(p, n->radius + to);
    i.radius = n->radius < 0 || wished > half ? half : wished;
    i.edge = tone(p, colour);
    i.edge_width = thin(p, to - from);
    add(p, &i);
}

/* The ring outside a focused control: a gap, then ink. */
static void paint_focus(Painter *p, const Node *n)
{
    static const float GAP = 1, RING = 1.25F;
    paint_band(p, n, 0, GAP, FOCUS_GAP);
    paint_band(p, n, GAP, GAP + RING, FOCUS);
}

static void paint_text(Painter *p, const Node *n)
{
    DrawItem i = item(p, DRAW_TEXT, n);
    i.text = n->label;
    i.style = n->style;
    i.width = n->box.w;
    i.align = n->align;
    i.colour = tone(p, n->colour);
    int over = px(p, n->style.size / 3); /* ink may rise above its line */
    i.reach = (Pixels){i.box.x - over, i.box.y - over, i.box.w + 2 * over, i.box.h + 2 * over};
    add(p, &i);
}

/* Icons and pictures keep their shape, in the middle of their box. */
static void paint_named(Painter *p, DrawKind kind, const Node *n)
{
    DrawItem i = item(p, kind, n);
    i.name = n->name;
    i.colour = tone(p, n->colour);
    i.is_mirrored = n->is_mirrored;
    if (n->width > 0 && n->height > 0) {
        float x = n->box.x + (n->box.w - n->width) / 2, y = n->box.y + (n->box.h - n->height) / 2;
        i.box = pixels(p, (Rect){x, y, n->width, n->height});
        i.box.w = px(p, n->width);
        i.box.h = px(p, n->height);
    }
    if (i.name && i.name[0])
        add(p, &i);
}

static void paint_ring(Painter *p, const Node *n)
{
    DrawItem i = item(p, DRAW_RING, n);
    i.share = n->share;
    i.colour = tone(p, n->colour);
    i.edge = tone(p, n->edge);
    i.edge_width = px(p, n->edge_width);
    int side = px(p, n->width);
    i.box.x += (i.box.w - side) / 2;
    i.box.y += (i.box.h - side) / 2;
    i.box.w = i.box.h = side;
    add(p, &i);
}

/* Whole px a module, in the middle of a white box; the quiet zone is part of it. */
static void paint_qr(Painter *p, const Node *n)
{
    DrawItem i = item(p, DRAW_BOX, n);
    i.fill = tone(p, QR_LIGHT);
    i.radius = px(p, n->radius);
    add(p, &i);
    int side = i.box.w < i.box.h ? i.box.w : i.box.h;
    int module = n->code->size ? side / (n->code->size + 2 * QRCODE_QUIET) : 0;
    if (!module)
        return;
    DrawItem code = item(p, DRAW_QR, n);
    int size = module * n->code->size;
    code.box = (Pixels){i.box.x + (i.box.w - size) / 2, i.box.y + (i.box.h - size) / 2, size, size};
    code.code = n->code;
    code.colour = tone(p, QR_DARK);
    add(p, &code);
}

static void paint_rule(Painter *p, const Node *n)
{
    DrawItem i = item(p, DRAW_BOX, n);
    int width = thin(p, n->rule);
    i.box.y += i.box.h - width;
    i.box.h = width;
    i.fill = tone(p, LINE);
    add(p, &i);
}

static void paint_node(Painter *p, const Node *n)
{
    if (n->is_modal && !n->is_clear) {
        DrawItem veil = item(p, DRAW_BOX, n);
        veil.box = veil.clip = pixels(p, (Rect){0, 0, p->ui->theme->width, p->ui->theme->height});
        veil.fill = tone(p, n->fill ? n->fill : VEIL);
        add(p, &veil);
        return;
    }
    switch (n->show) {
    case SHOW_TEXT:
        paint_text(p, n);
        break;
    case SHOW_ICON:
        paint_named(p, DRAW_ICON, n);
        break;
    case SHOW_PICTURE:
        paint_named(p, DRAW_PICTURE, n);
        break;
    case SHOW_RING:
        paint_ring(p, n);
        break;
    case SHOW_QR:
        paint_qr(p, n);
        break;
    default:
        paint_box(p, n);
    }
    if (n->rule > 0)
        paint_rule(p, n);
}

void paint_list(DrawList *out, const Ui *ui)
{
    Painter p = {out, ui, ui->theme->px_per_u};
    out->count = 0;
    out->paper = ui->theme->tone[PAPER];
    out->hash = out->paper;
    for (const Node *n = ui->root; n; n = node_after(n))
        if (n->parent)
            paint_node(&p, n);
    for (const Node *n = ui->root; n; n = node_after(n)) {
        bool is_shown = n->state & STATE_FORCED || ui->is_focus_shown;
        if (n->state & STATE_FOCUSED && is_shown)
            paint_focus(&p, n);
    }
}
