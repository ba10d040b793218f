/* Frames, nodes and who they are. */
#include "ui/tree.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "ui/offers.h"
#include "ui/scroll.h"
#include "ui/ui.h"

#include <limits.h>
#include <string.h>

enum { FRAME_BYTES = 768 * 1024, SCRATCH_BYTES = 512 * 1024, LABEL_BYTES = 2048 };

static const char *const ROLE_TEXT[ROLES] = {
    [NOTHING] = "nothing",
    [PAGE] = "page",
    [GROUP] = "group",
    [HEADING] = "heading",
    [TEXT] = "text",
    [VALUE] = "value",
    [STATUS] = "status",
    [BUTTON] = "button",
    [CHOICE] = "choice",
    [TOGGLE] = "toggle",
    [FIELD] = "field",
    [KEY] = "key",
    [LIST] = "list",
    [DIALOG] = "dialog",
    [IMAGE] = "image",
    [PROGRESS] = "progress",
};

const char *role_text(Role role)
{
    return ROLE_TEXT[role];
}

void ui_init(Ui *ui, const Languages *languages, Formats *formats, const Measurer *measurer,
    const Keyboards *keyboards)
{
    memset(ui, 0, sizeof *ui);
    for (int i = 0; i < 2; i++)
        arena_init(&ui->arenas[i], FRAME_BYTES);
    arena_init(&ui->scratch, SCRATCH_BYTES);
    ui->languages = languages;
    ui->formats = formats;
    ui->measurer = measurer;
    ui->keyboards = keyboards;
}

void ui_finish(Ui *ui)
{
    for (int i = 0; i < 2; i++)
        arena_finish(&ui->arenas[i]);
    arena_finish(&ui->scratch);
    wipe(ui, sizeof *ui);
}

void ui_begin_frame(Ui *ui, const Theme *theme, const Language *language)
{
    ui->current = 1 - ui->current;
    arena_wipe(&ui->arenas[ui->current]);
    ui->shown = ui->root;
    ui->root = NULL;
    ui->open = NULL;
    ui->theme = theme;
    ui->language = language;
    ui->has_acted = false;
    ui->has_field = ui->has_editing = ui->has_touched = false;
    ui->wake_ms = 0;
    ui->node_count = 0;
    memset(&ui->next, 0, sizeof ui->next);
    for (int i = 0; i < UI_SCROLLS; i++)
        ui->scrolls[i].is_seen = false;
    scroll_glide(ui);

    Node *page = node_open(ui, PAGE, "", "");
    page->axis = DOWN;
    page->cross = SPREAD_STRETCH;
    page->pad_start = page->pad_end = theme->side;
    page->pad_top = page->pad_bottom = theme->above;
    page->fill = PAPER;
    page->has_entered = true;
}

#ifndef NDEBUG
/* Two controls that a finger could not tell apart by their id are a mistake in a screen. */
static void check_ids(const Ui *ui)
{
    for (const Node *a = ui->root; a; a = node_after(a)) {
        if (!a->is_control)
            continue;
        for (const Node *b = node_after(a); b; b = node_after(b))
            ASSERT(!b->is_control || b->id != a->id);
    }
}
#endif

static void forget_unseen(Ui *ui)
{
    for (int i = 0; i < UI_SCROLLS; i++)
        if (!ui->scrolls[i].is_seen)
            memset(&ui->scrolls[i], 0, sizeof ui->scrolls[i]);
    if (!ui->has_field) {
        wipe(ui->typed, sizeof ui->typed);
        ui->typed_size = 0;
        ui->editing = 0;
        ui->caret = 0;
        ui->is_accents = false;
    } else if (!ui->has_editing) { /* its field is gone: typing goes to the first there is */
        ui->editing = ui->first_field;
        ui->caret = INT_MAX;
        ui->has_acted = true;
    }
}

void ui_end_frame(Ui *ui)
{
    ASSERT(ui->open == ui->root); /* a block was left by break or return */
    offers_declare(ui);
#ifndef NDEBUG
    check_ids(ui);
#endif
    ui->open = NULL;
    ui->shown = NULL;
    ui->activated = 0;
    ui->root->box = (Rect){0, 0, ui->theme->width, ui->theme->height};
    layout_place(ui, ui->root);
    forget_unseen(ui);

    bool has_focus = false;
    for (const Node *n = ui->root; n; n = node_after(n))
        has_focus = has_focus || (n->is_control && n->id == ui->focus);
    if (!has_focus)
        ui->focus = 0;
}

int ui_wants_frame_ms(const Ui *ui)
{
    if (!ui->wake_ms)
        return -1;
    return ui->wake_ms > ui->now_ms ? (int)(ui->wake_ms - ui->now_ms) : 0;
}

void ui_forget(Ui *ui)
{
    for (int i = 0; i < 2; i++)
        arena_wipe(&ui->arenas[i]);
    arena_wipe(&ui->scratch);
    ui->root = ui->shown = ui->open = NULL;
    ui->focus = ui->pressed = ui->activated = ui->editing = 0;
    ui->is_focus_shown = ui->is_dragging = ui->is_accents = false;
    ui->caret = ui->typed_size = ui->keyboard = 0;
    wipe(ui->typed, sizeof ui->typed);
    wipe(ui->scrolls, sizeof ui->scrolls);
    wipe(&ui->glide, sizeof ui->glide);
    wipe(&ui->offers, sizeof ui->offers);
    ui->wake_ms = 0;
    wipe(ui->sizes, sizeof ui->sizes);
    wipe(&ui->next, sizeof ui->next);
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash ^= value + 0x9E3779B97F4A7C15U + (hash << 6) + (hash >> 2);
    hash *= 0xFF51AFD7ED558CCDU;
    return hash ^ (hash >> 33);
}

static uint64_t hash_text(uint64_t hash, const char *text)
{
    while (*text)
        hash = (hash ^ (unsigned char)*text++) * 0x100000001B3U;
    return hash;
}

/* A box without a name is nobody: what stands in it belongs to the parent of the box. */
static uint64_t identity(const Ui *ui, const Node *node)
{
    uint64_t parent = node->parent ? node->parent->id : 1;
    if (node->role == NOTHING && !ui->next.has_key)
        return parent;
    uint64_t hash = mix(parent, (uint64_t)node->role);
    return ui->next.has_key ? mix(hash, ui->next.key) : hash_text(hash, node->msgid);
}

/* What the modifiers said, into a node that has just been declared. */
static void take_next(Ui *ui, Node *node)
{
    const Next *next = &ui->next;
    node->grow = next->grow;
    node->is_fill = next->is_fill;
    node->width = next->width;
    node->height = next->height;
    node->min_width = next->least;
    if (next->is_disabled)
        node->state |= STATE_DISABLED;
    node->state |= next->state;
    if (next->language)
        node->style.language = next->language;
    node->align = next->align;
    memset(&ui->next, 0, sizeof ui->next);
}

static const char *keep(Ui *ui, const char *text)
{
    char cut[LABEL_BYTES];
    if (!text)
        return "";
    if (strlen(text) < sizeof cut)
        return arena_text(&ui->arenas[ui->current], text);
    utf8_copy(cut, sizeof cut, text);
    const char *kept = arena_text(&ui->arenas[ui->current], cut);
    wipe(cut, sizeof cut);
    return kept;
}

Node *node_add(Ui *ui, Role role, const char *msgid, const char *label)
{
    Node *node = arena_new(&ui->arenas[ui->current], Node);
    Node *parent = ui->open;
    node->role = role;
    node->msgid = keep(ui, msgid);
    node->label = keep(ui, label);
    node->parent = parent;
    node->style.language = parent ? parent->style.language : ui->language;
    node->id = identity(ui, node);
    take_next(ui, node);
    if (!parent)
        ui->root = node;
    else if (parent->last)
        parent->last = parent->last->next = node;
    else
        parent->first = parent->last = node;
    if (parent)
        parent->children++;
    ui->node_count++;
    return node;
}

Node *node_open(Ui *ui, Role role, const char *msgid, const char *label)
{
    Node *node = node_add(ui, role, msgid, label);
    node->axis = DOWN;
    node->cross = SPREAD_STRETCH;
    ui->open = node;
    return node;
}

bool ui_enter(Ui *ui)
{
    if (ui->open->has_entered)
        return false;
    return ui->open->has_entered = true;
}

void ui_close(Ui *ui)
{
    ASSERT(ui->open && ui->open->parent);
    ui->open = ui->open->parent;
}

Node *node_text(Ui *ui, const char *text, TextSize size, bool is_bold, Tone colour)
{
    Tone wished = ui->next.colour;
    Node *node = node_add(ui, NOTHING, "", text);
    node->show = SHOW_TEXT;
    node->style.size = ui->theme->size[size];
    node->style.line = ui->theme->line[size];
    node->style.is_bold = is_bold;
    node->colour = wished ? wished : colour;
    return node;
}

Node *node_icon(Ui *ui, const char *name, float size, Tone colour)
{
    Node *node = node_add(ui, NOTHING, "", "");
    node->show = SHOW_ICON;
    node->name = keep(ui, name);
    node->width = node->height = size;
    node->colour = colour;
    return node;
}

bool node_acted(Ui *ui, Node *node)
{
    node->is_control = true;
    if (node->state & STATE_DISABLED)
        return false;
    if (ui->pressed == node->id && ui->is_inside)
        node->state |= STATE_PRESSED;
    if (ui->focus == node->id)
        node->state |= STATE_FOCUSED;
    if (!ui->activated || ui->activated != node->id)
        return false;
    ui->activated = 0;
    ui->has_acted = true;
    ui->actions++;
    return true;
}

Node *node_after(const Node *node)
{
    if (node->first)
        return node->first;
    while (node && !node->next)
        node = node->parent;
    return node ? node->next : NULL;
}

bool node_is_within(const Node *node, const Node *ancestor)
{
    while (node && node != ancestor)
        node = node->parent;
    return node != NULL;
}

const Node *tree_live(const Node *root)
{
    const Node *live = root;
    for (const Node *n = root; n; n = node_after(n))
        if (n->is_modal)
            live = n;
    return live;
}
