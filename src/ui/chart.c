/* How much of a whole: the rows of a bar chart, and a job that runs. */
#include "ui/control.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static Node *open_row(Ui *ui, Axis axis)
{
    Node *node = node_open(ui, NOTHING, "", "");
    node->axis = axis;
    node->cross = SPREAD_CENTER;
    node->has_entered = true;
    return node;
}

static void room(Ui *ui, float weight)
{
    ui_grow(ui, weight);
    node_add(ui, NOTHING, "", "");
}

/* A sunk track as wide as there is room, filled with the accent as far as the share goes. */
static void track(Ui *ui, float share, float height, float radius)
{
    ui_grow(ui, 1);
    Node *node = open_row(ui, ACROSS);
    node->height = height;
    node->radius = radius;
    node->fill = SUNK;
    if (ui->theme->switches.contrast) {
        node->edge = EDGE;
        node->edge_width = 0.5F;
    }
    ui_grow(ui, share);
    Node *bar = node_add(ui, NOTHING, "", "");
    bar->height = height;
    bar->radius = radius;
    bar->fill = share > 0 ? ACCENT : TONE_NONE;
    room(ui, 1 - share);
    ui_close(ui);
}

/* --- a bar chart --------------------------------------------------------------------------- */

/* Persian and Urdu read the bars of numbers from the left. */
static bool is_left_to_right(const Ui *ui)
{
    const char *tag = ui->language->tag;
    return strncmp(tag, "fa", 2) == 0 || strncmp(tag, "ur", 2) == 0;
}

static void tick(Ui *ui, float share)
{
    ui_grow(ui, 1);
    open_row(ui, ACROSS);
    room(ui, share);
    Node *node = node_add(ui, NOTHING, "", "");
    node->width = 2; /* with its outline */
    node->height = 13;
    node->fill = INK;
    node->edge = CARD;
    node->edge_width = 0.5F;
    room(ui, 1 - share);
    ui_close(ui);
}

static void bar(Ui *ui, const BarRow *row)
{
    float share = row->whole > 0 ? (float)row->part / (float)row->whole : 0;
    ui_grow(ui, 1);
    Node *node = open_row(ui, LAYERS);
    node->height = 13;
    node->is_left_to_right = is_left_to_right(ui);
    open_row(ui, ACROSS);
    track(ui, fminf(fmaxf(share, 0), 1), 9, 2);
    ui_close(ui);
    if (row->last_per_cent >= 0)
        tick(ui, fminf((float)row->last_per_cent / 100, 1));
    ui_close(ui);
}

/* Columns of words grow with the letters. */
static float larger(const Ui *ui)
{
    return ui->theme->size[BODY] / 8;
}

static void numbers(Ui *ui, const BarRow *row)
{
    int whole = row->whole > 0 ? row->whole : 1;
    int per_cent = (int)lround(100.0 * row->part / whole);
    bar(ui, row);
    ui_width(ui, 25 * larger(ui));
    ui_align(ui, ALIGN_END);
    ui_bold_note(ui, BODY, ui_words(ui, "{0, number}%", per_cent));
    ui_width(ui, 38 * larger(ui));
    ui_color(ui, INK_2);
    ui_note(ui, SMALL, ui_words(ui, "{0, number} of {1, number}", row->part, row->whole));
}

static void why_hidden(Ui *ui, const char *words)
{
    ui_gap(ui, 2);
    ui_grow(ui, 1);
    ui_row(ui) {
        ui_symbol(ui, "lock", 8, INK_2);
        ui_color(ui, INK_2);
        ui_grow(ui, 1);
        ui_note(ui, SMALL, words);
    }
}

void ui_bar_row(Ui *ui, const BarRow *row)
{
    Node *node = node_open(ui, GROUP, "", row->label);
    node->axis = ACROSS;
    node->cross = SPREAD_CENTER;
    node->gap = 4;
    node->has_entered = true;
    ui_width(ui, (row->label_width > 0 ? row->label_width : 36) * larger(ui));
    ui_note(ui, BODY, row->label);
    if (row->hidden)
        why_hidden(ui, row->hidden);
    else
        numbers(ui, row);
    ui_close(ui);
}

void ui_meter(Ui *ui, const char *label, const char *words, int part, int whole)
{
    float share = whole > 0 ? fminf(fmaxf((float)part / (float)whole, 0), 1) : 0;
    Node *node = node_open(ui, GROUP, "", label);
    node->gap = 1;
    node->has_entered = true;
    if (label[0]) {
        ui_gap(ui, 3);
        ui_row(ui) {
            ui_grow(ui, 1);
            ui_note(ui, SMALL, label);
            ui_note(ui, SMALL, words);
        }
    }
    open_row(ui, ACROSS);
    track(ui, share, 4, 1);
    ui_close(ui);
    ui_close(ui);
}

/* --- a job --------------------------------------------------------------------------------- */

bool ui_job(Ui *ui, const char *id, int done, int count)
{
    char value[16];
    bool is_stopped = false;
    float share = count > 0 ? fminf(fmaxf((float)done / (float)count, 0), 1) : 0;
    ui_gap(ui, 6);
    ui_row(ui) {
        ui_grow(ui, 1);
        Node *node = node_open(ui, PROGRESS, id, ui_words(ui, id, done, count));
        node->gap = 1.5F;
        node->share = share;
        node->has_entered = true;
        snprintf(value, sizeof value, "%d", (int)(share * 100));
        node->value = arena_text(&ui->arenas[ui->current], value);
        node_text(ui, node->label, SMALL, false, INK);
        open_row(ui, ACROSS);
        track(ui, share, 4, -1);
        ui_close(ui);
        ui_close(ui);
        is_stopped = ui_button(ui, SECOND, "Stop");
    }
    return is_stopped;
}
