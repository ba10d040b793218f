/* Blocks, modifiers, texts and pictures: what has no behaviour of its own. */
#include "base/wipe.h"
#include "ui/scroll.h"
#include "ui/ui.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { WORDS_BYTES = 1024 };

/* --- blocks -------------------------------------------------------------------------------- */

static Node *open_block(Ui *ui, Role role, const char *id, const char *label, Axis axis)
{
    Next wish = ui->next;
    Node *node = node_open(ui, role, id, label);
    node->axis = axis;
    node->cross = axis == ACROSS ? SPREAD_CENTER : SPREAD_STRETCH;
    if (wish.has_cross)
        node->cross = wish.cross;
    if (wish.has_along)
        node->along = wish.along;
    if (wish.has_gap)
        node->gap = wish.gap;
    if (wish.has_pad) {
        node->pad_start = wish.pad_start;
        node->pad_top = wish.pad_top;
        node->pad_end = wish.pad_end;
        node->pad_bottom = wish.pad_bottom;
    }
    return node;
}

void ui_open(Ui *ui, Axis axis)
{
    open_block(ui, NOTHING, "", "", axis);
}

void ui_open_grid(Ui *ui, int columns)
{
    open_block(ui, NOTHING, "", "", CELLS)->columns = columns;
}

void ui_open_card(Ui *ui)
{
    Node *node = open_block(ui, NOTHING, "", "", DOWN);
    node->fill = CARD;
    node->radius = 6;
    node->shadow = node->parent->is_modal ? 2 : 1;
    if (ui->theme->switches.contrast) {
        node->edge = EDGE;
        node->edge_width = ui->theme->edge;
    }
}

void ui_open_scroll(Ui *ui, const char *id)
{
    Node *node = open_block(ui, LIST, id, language_text(ui->language, id), DOWN);
    node->is_scroll = true;
    scroll_keep(ui, node->id);
}

void ui_open_dialog(Ui *ui, const char *id)
{
    bool is_whole = !ui->root->first; /* nothing beneath: it is the glass */
    Next wish = ui->next;
    Node *node = open_block(ui, DIALOG, id, language_text(ui->language, id), DOWN);
    node->is_modal = node->is_floating = true;
    node->width = ui->theme->width - 2 * ui->theme->side;
    node->height = ui->theme->height - 2 * ui->theme->above;
    node->along = wish.has_along ? wish.along : SPREAD_CENTER;
    node->cross = SPREAD_CENTER;
    node->fill = is_whole ? PAPER : TONE_NONE;
}

/* --- modifiers ----------------------------------------------------------------------------- */

void ui_key(Ui *ui, uint64_t key)
{
    ui->next.key = key;
    ui->next.has_key = true;
}

void ui_grow(Ui *ui, float weight)
{
    ui->next.grow = weight;
}

void ui_fill(Ui *ui, float weight)
{
    ui->next.grow = weight;
    ui->next.is_fill = true;
}

void ui_width(Ui *ui, float u)
{
    ui->next.width = u;
}

void ui_height(Ui *ui, float u)
{
    ui->next.height = u;
}

void ui_least(Ui *ui, float u)
{
    ui->next.least = u;
}

void ui_gap(Ui *ui, float u)
{
    ui->next.gap = u;
    ui->next.has_gap = true;
}

void ui_pad(Ui *ui, float start, float top, float end, float bottom)
{
    ui->next.pad_start = start;
    ui->next.pad_top = top;
    ui->next.pad_end = end;
    ui->next.pad_bottom = bottom;
    ui->next.has_pad = true;
}

void ui_along(Ui *ui, Spread spread)
{
    ui->next.along = spread;
    ui->next.has_along = true;
}

void ui_cross(Ui *ui, Spread spread)
{
    ui->next.cross = spread;
    ui->next.has_cross = true;
}

void ui_align(Ui *ui, Align align)
{
    ui->next.align = align;
}

void ui_color(Ui *ui, Tone tone)
{
    ui->next.colour = tone;
}

void ui_disabled(Ui *ui, bool is_disabled)
{
    ui->next.is_disabled = is_disabled;
}

void ui_icon(Ui *ui, const char *name)
{
    ui->next.icon = name;
}

void ui_tint(Ui *ui, Tone disc)
{
    ui->next.tint = disc;
}

void ui_language(Ui *ui, const Language *language)
{
    ui->next.language = language;
}

void ui_small(Ui *ui, const char *words)
{
    ui->next.small = words;
}

void ui_hint(Ui *ui, const char *id)
{
    ui->next.hint = id;
}

void ui_problem(Ui *ui, const char *id)
{
    ui->next.problem = id;
}

void ui_with_tag(Ui *ui, Tone kind, const char *icon, const char *words)
{
    ui->next.tag = (TagWords){kind, icon, words};
}

void ui_state(Ui *ui, unsigned state)
{
    ui->next.state = state | STATE_FORCED;
}

/* --- texts --------------------------------------------------------------------------------- */

const char *ui_words(Ui *ui, const char *id, ...)
{
    char words[WORDS_BYTES];
    va_list arguments;
    va_start(arguments, id);
    format_message_v(ui->formats, ui->language, words, sizeof words, id, arguments);
    va_end(arguments);
    const char *kept = arena_text(&ui->arenas[ui->current], words);
    wipe(words, sizeof words);
    return kept;
}

static Node *say(Ui *ui, Role role, const char *id, const char *words, TextSize size, bool is_bold)
{
    Tone wished = ui->next.colour;
    Node *node = node_add(ui, role, id, words);
    node->show = SHOW_TEXT;
    node->style.size = ui->theme->size[size];
    node->style.line = ui->theme->line[size];
    node->style.is_bold = is_bold;
    node->colour = wished ? wished : INK;
    return node;
}

void ui_display(Ui *ui, const char *id, float size)
{
    Node *node = say(ui, HEADING, id, language_text(ui->language, id), DISPLAY, true);
    node->style.size *= size / 20; /* the display size of the plain theme */
}

void ui_display_note(Ui *ui, const char *data, float size)
{
    Node *node = say(ui, HEADING, "", data, DISPLAY, true);
    node->style.size *= size / 20;
}

void ui_heading(Ui *ui, const char *id)
{
    say(ui, HEADING, id, language_text(ui->language, id), TITLE, true);
}

void ui_text(Ui *ui, TextSize size, const char *id)
{
    say(ui, TEXT, id, language_text(ui->language, id), size, false);
}

void ui_bold(Ui *ui, TextSize size, const char *id)
{
    say(ui, TEXT, id, language_text(ui->language, id), size, true);
}

void ui_value(Ui *ui, TextSize size, const char *data)
{
    say(ui, VALUE, "", data, size, false)->state |= STATE_PERSONAL;
}

void ui_bold_value(Ui *ui, TextSize size, const char *data)
{
    say(ui, VALUE, "", data, size, true)->state |= STATE_PERSONAL;
}

void ui_note(Ui *ui, TextSize size, const char *data)
{
    say(ui, VALUE, "", data, size, false);
}

void ui_bold_note(Ui *ui, TextSize size, const char *data)
{
    say(ui, VALUE, "", data, size, true);
}

void ui_space(Ui *ui, float u)
{
    bool is_across = ui->open->axis == ACROSS;
    Node *node = node_add(ui, NOTHING, "", "");
    *(is_across ? &node->width : &node->height) = u;
}

/* --- pictures ------------------------------------------------------------------------------ */

void ui_picture(Ui *ui, const char *name, const char *id, float width, float height)
{
    Node *node =
        node_add(ui, id[0] ? IMAGE : NOTHING, id, id[0] ? language_text(ui->language, id) : "");
    node->show = SHOW_PICTURE;
    node->name = arena_text(&ui->arenas[ui->current], name);
    node->width = width;
    node->height = height;
    node->is_mirrored = ui->language->is_rtl;
}

/* Icons that show a direction, and those that show time or a fact, which stay. */
static bool is_directed(const char *icon)
{
    static const char *const DIRECTED[] = {
        "arrow", "next", "previous", "delete", "undo", "exit", "chat"};
    for (size_t i = 0; i < sizeof DIRECTED / sizeof *DIRECTED; i++)
        if (strcmp(icon, DIRECTED[i]) == 0)
            return true;
    return false;
}

void ui_symbol(Ui *ui, const char *icon, float size, Tone tone)
{
    Node *node = node_icon(ui, icon, size, tone);
    node->is_mirrored = ui->language->is_rtl && is_directed(icon);
}

static Node *open_disc(Ui *ui, float size, Tone tint)
{
    Node *disc = node_open(ui, NOTHING, "", "");
    disc->axis = ACROSS;
    disc->along = disc->cross = SPREAD_CENTER;
    disc->width = disc->height = size;
    disc->radius = -1;
    disc->fill = tint;
    if (ui->theme->switches.contrast && tint != ON_ACCENT_DISC) {
        disc->edge = EDGE;
        disc->edge_width = 0.5F;
    }
    disc->has_entered = true;
    return disc;
}

void ui_disc(Ui *ui, const char *icon, float disc, float icon_size, Tone tint, Tone tone)
{
    open_disc(ui, disc, tint);
    ui_symbol(ui, icon, icon_size, tone);
    ui_close(ui);
}

void ui_letter(Ui *ui, const char *data, float disc, float size, Tone tint)
{
    open_disc(ui, disc, tint);
    Node *letter = node_text(ui, data, LEAD, true, INK);
    letter->style.size = size;
    letter->style.line = 1;
    letter->state |= STATE_PERSONAL;
    ui_close(ui);
}

void ui_line(Ui *ui, Axis axis)
{
    Node *node = node_add(ui, NOTHING, "", "");
    *(axis == ACROSS ? &node->height : &node->width) = 0.25F;
    node->fill = LINE;
}

/* --- what is so ---------------------------------------------------------------------------- */

void ui_steps(Ui *ui, int step, int steps)
{
    ui_gap(ui, 4);
    ui_row(ui) {
        ui_color(ui, INK_2);
        say(ui, STATUS, "Step {0, number} of {1, number}",
            ui_words(ui, "Step {0, number} of {1, number}", step, steps), SMALL, false);
        Node *bar = node_open(ui, NOTHING, "", "");
        bar->axis = ACROSS;
        bar->width = 60;
        bar->height = 4;
        bar->radius = -1;
        bar->fill = SUNK;
        bar->has_entered = true;
        if (ui->theme->switches.contrast) {
            bar->edge = EDGE;
            bar->edge_width = 0.5F;
        }
        Node *done = node_add(ui, NOTHING, "", "");
        done->width = 60 * (float)step / (float)steps;
        done->height = 4;
        done->radius = -1;
        done->fill = ACCENT;
        ui_close(ui);
    }
}

void ui_ring(Ui *ui, float share, int number, const char *id)
{
    char text[16];
    const char *words = ui_words(ui, id, number);
    snprintf(text, sizeof text, "%d", number);
    ui_layer(ui) {
        Node *ring = node_add(ui, PROGRESS, id, words);
        ring->value = arena_text(&ui->arenas[ui->current], text);
        ring->show = SHOW_RING;
        ring->width = 78.4F; /* the stroke's outer edge in a box of 84 */
        ring->height = 84;
        ring->share = share;
        ring->colour = ACCENT;
        ring->edge = SUNK;
        ring->edge_width = 5.6F;
        ui_along(ui, SPREAD_CENTER);
        ui_cross(ui, SPREAD_CENTER);
        ui_column(ui) {
            Node *figure = node_text(ui, text, DISPLAY, true, INK);
            figure->style.size = 30;
            figure->style.line = 1;
            node_text(ui, words, SMALL, false, INK_2);
        }
    }
}
