/* Fields: fixed arrays edited in place, and boxes for digits.
 *
 * What was typed waits in Ui.typed as UTF-8 with the TYPED_ codes between; the
 * frame's field takes it. Only letters that a record may hold go in: no
 * control and no bidi codes, at most FIELD_LETTERS of them.
 */
#include "base/utf8.h"
#include "base/wipe.h"
#include "ui/keys.h"
#include "ui/ui.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { FIELD_LETTERS = 60 };

static bool is_letter(uint32_t c)
{
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFD || c == 0xFEFF)
        return false;
    return !(c >= 0x200E && c <= 0x200F) && !(c >= 0x202A && c <= 0x202E) &&
        !(c >= 0x2066 && c <= 0x2069) && c < 0xE000;
}

static void insert(Ui *ui, char *text, size_t size, uint32_t c)
{
    char bytes[4];
    size_t count = (size_t)utf8_put(c, bytes), length = strlen(text), at = (size_t)ui->caret;
    if (!is_letter(c) || length + count >= size || utf8_length(text) >= FIELD_LETTERS)
        return;
    memmove(text + at + count, text + at, length - at + 1);
    memcpy(text + at, bytes, count);
    ui->caret += (int)count;
}

static void erase_before(Ui *ui, char *text, size_t size)
{
    size_t at = (size_t)ui->caret, from = utf8_back(text, at), length = strlen(text);
    memmove(text + from, text + at, length - at + 1);
    size_t now = strlen(text);
    wipe(text + now, size - now);
    ui->caret = (int)from;
}

static void move(Ui *ui, const char *text, int code)
{
    const char *at = text + ui->caret;
    if (code == TYPED_LEFT)
        ui->caret = (int)utf8_back(text, (size_t)ui->caret);
    else if (code == TYPED_RIGHT && *at) {
        utf8_next(&at);
        ui->caret = (int)(at - text);
    } else if (code == TYPED_HOME)
        ui->caret = 0;
    else if (code == TYPED_END)
        ui->caret = (int)strlen(text);
}

/* Typing goes to the field that was touched last, else to the first of the frame. */
static bool is_edited(Ui *ui, const Node *node, bool has_acted)
{
    bool is_first = !ui->has_field;
    if (node->state & STATE_FORCED)
        return node->state & STATE_SELECTED;
    if (node->state & STATE_DISABLED)
        return false;
    if (is_first)
        ui->first_field = node->id;
    if ((has_acted && ui->editing != node->id) || (is_first && !ui->editing)) {
        ui->editing = node->id;
        ui->caret = INT_MAX; /* at its end */
    }
    ui->has_field = true;
    ui->has_touched = ui->has_touched || has_acted;
    ui->has_editing = ui->has_editing || ui->editing == node->id;
    return ui->editing == node->id;
}

/* Takes what was typed into text. */
static void edit(Ui *ui, char *text, size_t size, bool digits_only)
{
    if ((size_t)ui->caret > strlen(text))
        ui->caret = (int)strlen(text);
    if (!ui->typed_size)
        return;
    const char *at = ui->typed;
    while (*at) {
        uint32_t c = utf8_next(&at);
        if (c == TYPED_BACK && ui->caret > 0)
            erase_before(ui, text, size);
        else if (c == TYPED_CLEAR) {
            wipe(text, size);
            ui->caret = 0;
        } else if (c >= 0x20 && (!digits_only || (c >= '0' && c <= '9')))
            insert(ui, text, size, c);
        else if (!digits_only)
            move(ui, text, (int)c);
    }
    wipe(ui->typed, sizeof ui->typed);
    ui->typed_size = 0;
    ui->has_acted = true;
}

typedef struct {
    float height;
    TextSize size;
    bool is_bold;
    bool is_number;
} FieldLook;

static void part(Ui *ui, const char *text, const FieldLook *look)
{
    node_text(ui, text, look->size, look->is_bold, INK)->state |= STATE_PERSONAL;
}

static void caret(Ui *ui)
{
    Node *node = node_add(ui, NOTHING, "", "");
    node->show = SHOW_CARET;
    node->width = 0.75F;
    node->height = ui->theme->size[TITLE];
    node->fill = ACCENT;
}

/* The letters, with the caret among them. Text before and after the caret are two texts only
 * where the caret is not at the end, so that joined letters stay joined while typing. */
static void letters(Ui *ui, const char *text, const FieldLook *look)
{
    if ((size_t)ui->caret >= strlen(text)) {
        if (text[0])
            part(ui, text, look);
        caret(ui);
        return;
    }
    char before[512];
    snprintf(before, sizeof before, "%.*s", ui->caret, text);
    if (before[0])
        part(ui, before, look);
    caret(ui);
    part(ui, text + ui->caret, look);
    wipe(before, sizeof before);
}

static void border(Ui *ui, Node *node, bool is_active, bool has_problem)
{
    bool is_off = node->state & STATE_DISABLED;
    node->fill = is_off ? SUNK : CARD;
    node->edge = is_off ? TONE_NONE : has_problem ? PROBLEM : is_active ? ACCENT : EDGE;
    node->edge_width = ui->theme->edge;
    if (is_active || has_problem)
        node->edge_width = ui->theme->switches.contrast ? 1.5F : 1;
}

/* What stands in a field that nobody types in: its text, else a hint. */
static void resting(
    Ui *ui, const Node *node, const char *text, const char *hint, const FieldLook *look)
{
    bool is_off = node->state & STATE_DISABLED;
    if (!text[0] && !hint)
        return;
    Tone tone = is_off ? OFF : text[0] ? INK : INK_2;
    const char *shown = text[0] ? text : language_text(ui->language, hint);
    node_text(ui, shown, look->size, look->is_bold && text[0], tone)->state |= STATE_PERSONAL;
}

static bool field(Ui *ui, const char *id, char *text, size_t size, const FieldLook *look)
{
    const char *hint = ui->next.hint;
    bool has_problem = ui->next.problem;
    Node *node = node_open(ui, FIELD, id, language_text(ui->language, id));
    node->axis = ACROSS;
    node->cross = SPREAD_CENTER;
    node->gap = 0.5F;
    node->pad_start = node->pad_end = look->is_bold ? 7 : 6;
    node->min_height = look->height + ui->theme->target - 20;
    node->min_width = ui->theme->target;
    node->radius = 2;
    node->state |= STATE_PERSONAL;
    node->is_left_to_right = look->is_number;
    node->has_entered = true;
    bool is_active = is_edited(ui, node, node_acted(ui, node));
    bool is_forced = node->state & STATE_FORCED;
    bool was_typed = is_active && !is_forced && ui->typed_size > 0;
    if (is_active && !is_forced)
        edit(ui, text, size, look->is_number);
    node->value = arena_text(&ui->arenas[ui->current], text);
    border(ui, node, is_active, has_problem);
    if (is_active && !is_forced) {
        letters(ui, text, look);
        if (!text[0] && !look->is_number && keys_are_borrowed(ui)) {
            ui_color(ui, INK_2);
            ui_text(ui, SMALL, "Type with Latin letters");
        } else if (!text[0] && hint) {
            ui_grow(ui, 1);
            ui_color(ui, INK_2);
            ui_align(ui, ALIGN_END);
            ui_text(ui, SMALL, hint);
        }
    } else {
        resting(ui, node, text, is_active ? NULL : hint, look);
        if (is_active)
            caret(ui);
    }
    ui_close(ui);
    return was_typed;
}

bool ui_has_touched_field(const Ui *ui)
{
    return ui->has_touched;
}

/* Lower on a small glass, and with large letters, so that question, field and keys are seen. */
static float tall_field(const Ui *ui)
{
    bool is_small = ui->theme->shape == COMPACT, is_large = ui->theme->switches.large;
    return is_small && is_large ? 20 : is_small || is_large ? 21 : 26;
}

bool ui_field(Ui *ui, const char *id, char *text, size_t size)
{
    return field(ui, id, text, size, &(FieldLook){tall_field(ui), TITLE, .is_bold = true});
}

bool ui_number(Ui *ui, const char *id, char *digits, size_t size)
{
    FieldLook look = {tall_field(ui), TITLE, .is_bold = true, .is_number = true};
    return field(ui, id, digits, size, &look);
}

static void problem(Ui *ui, const char *id)
{
    Node *node = node_open(ui, STATUS, id, language_text(ui->language, id));
    node->axis = ACROSS;
    node->cross = SPREAD_CENTER;
    node->gap = 2;
    node->has_entered = true;
    ui_symbol(ui, "alert", 8, PROBLEM);
    ui_grow(ui, 1);
    node_text(ui, node->label, SMALL, false, PROBLEM);
    ui_close(ui);
}

bool ui_form_field(Ui *ui, const char *id, char *text, size_t size)
{
    Next wish = ui->next;
    bool was_typed = false;
    memset(&ui->next, 0, sizeof ui->next);
    ui->next.grow = wish.grow;
    ui->next.is_fill = wish.is_fill;
    ui->next.width = wish.width;
    wish.grow = wish.width = 0;
    ui_gap(ui, 1.5F);
    ui_column(ui) {
        node_text(ui, language_text(ui->language, id), SMALL, true, INK);
        ui->next = wish;
        was_typed = field(ui, id, text, size, &(FieldLook){24, LEAD, .is_bold = false});
        if (wish.problem)
            problem(ui, wish.problem);
    }
    return was_typed;
}

typedef struct {
    float width, height, gap, size;
    int readable, count; /* so many from the first on; 0: the last that was typed */
} BoxLook;

static void box_content(Ui *ui, const char *digits, int i, const BoxLook *look)
{
    int typed = (int)strlen(digits);
    bool is_readable = look->readable ? i < look->readable : i == typed - 1;
    if (i < typed && is_readable) {
        char digit[2] = {digits[i], 0};
        Node *text = node_text(ui, digit, DISPLAY, true, INK);
        text->state |= STATE_PERSONAL;
        if (look->size > 0)
            text->style.size = look->size;
        wipe(digit, sizeof digit);
    } else if (i < typed) {
        Node *dot = node_add(ui, NOTHING, "", "");
        dot->width = dot->height = 7;
        dot->radius = -1;
        dot->fill = INK;
    } else if (i == typed) {
        caret(ui);
    }
}

static void box(Ui *ui, const char *digits, int i, const BoxLook *look)
{
    bool is_next = i == (int)strlen(digits);
    Node *node = node_open(ui, NOTHING, "", "");
    node->axis = ACROSS;
    node->along = node->cross = SPREAD_CENTER;
    node->width = look->width;
    node->height = look->height;
    node->radius = 2;
    node->fill = CARD;
    node->edge = is_next ? ACCENT : EDGE;
    node->edge_width = is_next ? 1 : ui->theme->edge;
    node->has_entered = true;
    box_content(ui, digits, i, look);
    ui_close(ui);
}

static bool boxes(Ui *ui, const char *id, char *digits, const BoxLook *look)
{
    Node *node = node_open(ui, FIELD, id, language_text(ui->language, id));
    node->axis = ACROSS;
    node->cross = SPREAD_CENTER;
    node->gap = look->gap;
    node->is_left_to_right = true;
    node->min_height = ui->theme->target;
    node->state |= STATE_PERSONAL | STATE_SECRET;
    node->has_entered = true;
    bool is_active = is_edited(ui, node, node_acted(ui, node));
    bool was_typed = is_active && ui->typed_size > 0;
    if (is_active)
        edit(ui, digits, (size_t)look->count + 1, true);
    for (int i = 0; i < look->count; i++) {
        if (i && i == look->readable)
            ui_space(ui, look->gap);
        box(ui, digits, i, look);
    }
    ui_close(ui);
    return was_typed;
}

bool ui_boxes(Ui *ui, const char *id, char *digits, int count)
{
    bool is_small = ui->theme->shape == COMPACT;
    BoxLook look = {30, 36, 4, 0, 0, count};
    if (is_small)
        look = (BoxLook){21, 25, 4, 14, 0, count};
    return boxes(ui, id, digits, &look);
}

bool ui_pin(Ui *ui, const char *id, char *digits, int who, int count)
{
    bool is_small = ui->theme->shape == COMPACT;
    BoxLook look = {20, 30, 3, 16, who, who + count};
    if (is_small)
        look = (BoxLook){11.5F, 22, 1.5F, 12, who, who + count};
    return boxes(ui, id, digits, &look);
}
