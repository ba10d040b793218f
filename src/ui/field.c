/* Fields: fixed arrays edited in place, and boxes for digits.
 *
 * What was typed waits in Ui.typed as UTF-8 with the TYPED_ codes between; the
 * frame's field takes it. Only letters that a record may hold go in: no
 * control and no bidi codes, at most FIELD_LETTERS of them.
 */
#include "base/utf8.h"
#include "base/wipe.h"
#include "ui/ui.h"

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

/* Takes what was typed into text. */
static void edit(Ui *ui, uint64_t id, char *text, size_t size, bool digits_only)
{
    ui->has_field = true;
    if (ui->editing != id) {
        ui->editing = id;
        ui->caret = (int)strlen(text);
    }
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

static Node *part(Ui *ui, const char *text)
{
    Node *node = node_text(ui, text, TITLE, true, INK);
    node->state |= STATE_PERSONAL;
    return node;
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
static void letters(Ui *ui, const char *text)
{
    if ((size_t)ui->caret >= strlen(text)) {
        if (text[0])
            part(ui, text);
        caret(ui);
        return;
    }
    char before[512];
    snprintf(before, sizeof before, "%.*s", ui->caret, text);
    if (before[0])
        part(ui, before);
    caret(ui);
    part(ui, text + ui->caret);
    wipe(before, sizeof before);
}

bool ui_field(Ui *ui, const char *id, char *text, size_t size)
{
    Node *node = node_open(ui, FIELD, id, language_text(ui->language, id));
    node->axis = ACROSS;
    node->cross = SPREAD_CENTER;
    node->gap = 0.5F;
    node->pad_start = node->pad_end = 7;
    node->min_height = ui->theme->shape == COMPACT ? 21 : 26;
    node->min_width = ui->theme->target;
    node->radius = 2;
    node->fill = CARD;
    node->edge = ACCENT;
    node->edge_width = ui->theme->switches.contrast ? 1.5F : 1;
    node->state |= STATE_PERSONAL;
    node->has_entered = true;
    node_acted(ui, node);
    bool was_typed = ui->typed_size > 0;
    edit(ui, node->id, text, size, false);
    node->value = arena_text(&ui->arenas[ui->current], text);
    letters(ui, text);
    ui_close(ui);
    return was_typed;
}

static void box(Ui *ui, const char *digits, int i, bool is_next, bool is_small)
{
    Node *node = node_open(ui, NOTHING, "", "");
    node->axis = ACROSS;
    node->along = node->cross = SPREAD_CENTER;
    node->width = is_small ? 21 : 30;
    node->height = is_small ? 25 : 36;
    node->radius = 2;
    node->fill = CARD;
    node->edge = is_next ? ACCENT : EDGE;
    node->edge_width = is_next ? 1 : ui->theme->edge;
    node->has_entered = true;
    int typed = (int)strlen(digits);
    if (i == typed - 1) {
        char digit[2] = {digits[i], 0};
        Node *text = node_text(ui, digit, DISPLAY, true, INK);
        text->state |= STATE_PERSONAL;
        if (is_small)
            text->style.size = 14;
        wipe(digit, sizeof digit);
    } else if (i < typed) {
        Node *dot = node_add(ui, NOTHING, "", "");
        dot->width = dot->height = 7;
        dot->radius = -1;
        dot->fill = INK;
    } else if (is_next) {
        caret(ui);
    }
    ui_close(ui);
}

bool ui_boxes(Ui *ui, const char *id, char *digits, int count)
{
    Node *node = node_open(ui, FIELD, id, language_text(ui->language, id));
    node->axis = ACROSS;
    node->cross = SPREAD_CENTER;
    node->gap = 4;
    node->is_left_to_right = true;
    node->min_height = ui->theme->target;
    node->state |= STATE_PERSONAL | STATE_SECRET;
    node->has_entered = true;
    node_acted(ui, node);
    bool was_typed = ui->typed_size > 0;
    edit(ui, node->id, digits, (size_t)count + 1, true);
    for (int i = 0; i < count; i++)
        box(ui, digits, i, i == (int)strlen(digits), ui->theme->shape == COMPACT);
    ui_close(ui);
    return was_typed;
}
