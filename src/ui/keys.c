/* Declares keyboards: letters, keys with a job, digits. */
#include "ui/keys.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "text/letters.h"
#include "ui/compose.h"
#include "ui/input.h"
#include "ui/offers.h"
#include "ui/ui.h"

#include <string.h>

enum { LATIN };

static const Keyboard *keyboard(const Ui *ui)
{
    return &ui->keyboards->list[ui->keyboard];
}

static int own_keyboard(const Ui *ui)
{
    return keyboards_for(ui->keyboards, ui->language->tag);
}

bool keys_are_borrowed(const Ui *ui)
{
    int own = own_keyboard(ui);
    return own == LATIN && strcmp(ui->language->script, "Latn") != 0 &&
        !keyboard_serves(&ui->keyboards->list[own], ui->language->tag);
}

static bool is_compact(const Ui *ui)
{
    return ui->theme->shape == COMPACT;
}

/* --- typing -------------------------------------------------------------------------------- */

/* What stands before the caret of the field: this frame's, if it has been declared. */
static const char *before_caret(const Ui *ui, size_t *length)
{
    const Node *field = NULL;
    for (int i = 0; i < 2 && !field; i++)
        for (const Node *n = i ? ui->shown : ui->root; n && !field; n = node_after(n))
            if (n->role == FIELD && n->id == ui->editing)
                field = n;
    const char *text = field && field->value ? field->value : "";
    *length = strlen(text);
    if ((size_t)ui->caret < *length)
        *length = (size_t)ui->caret;
    return text;
}

static void type_composed(Ui *ui, const Composed *c)
{
    for (int i = 0; i < c->letters; i++)
        input_type(ui, "\1");
    input_type(ui, c->put);
}

/* Letters stand on the keys as capitals; in the middle of a word they are typed small. */
void key_type(Ui *ui, const KeyPlate *plate)
{
    size_t length, used = 0;
    const char *text = before_caret(ui, &length), *at = key_types(plate);
    bool is_first = !length || text[length - 1] == ' ' || text[length - 1] == '-';
    char letter[KEY_TEXT * 2] = "";
    while (*at && used < sizeof letter - 5) {
        uint32_t c = utf8_next(&at);
        used += (size_t)utf8_put(is_first ? c : letter_small(c), letter + used);
    }
    letter[used] = 0;
    Composed c = compose_letter(keyboard(ui)->joins, text, length, letter);
    type_composed(ui, &c);
    wipe(&c, sizeof c);
    ui->is_accents = false;
}

static void erase(Ui *ui)
{
    size_t length;
    const char *text = before_caret(ui, &length);
    Composed c = compose_delete(keyboard(ui)->joins, text, length);
    type_composed(ui, &c);
    wipe(&c, sizeof c);
}

/* --- keys ---------------------------------------------------------------------------------- */

Node *key_open(Ui *ui, const char *id, const char *label, bool has_job)
{
    Node *key = node_open(ui, KEY, id, label);
    key->axis = ACROSS;
    key->along = key->cross = SPREAD_CENTER;
    key->gap = 2.5F;
    key->min_height = is_compact(ui) ? 16 : ui->theme->shape == TALL ? 28 : 21;
    key->radius = 2;
    key->fill = has_job ? KEY_2 : CARD;
    key->pressed_fill = SUNK;
    key->foot = 0.5F;
    key->has_entered = true;
    if (ui->theme->switches.contrast) {
        key->edge = EDGE;
        key->edge_width = 0.5F;
        key->foot = 0;
    }
    return key;
}

bool key_close(Ui *ui, Node *key)
{
    ui_close(ui);
    return node_acted(ui, key);
}

/* Letters alone need no calligraphy: those of Urdu too stand in the plain cut, which is lower. */
Node *key_text(Ui *ui, const char *shows, TextSize size)
{
    ui_language(ui, &ui->languages->list[0]);
    Node *text = node_text(ui, shows, size, false, INK);
    text->style.line = is_compact(ui) ? 1 : 1.2F;
    return text;
}

static void letter_key(Ui *ui, const KeyPlate *plate)
{
    const KeyHold *hold = keyboard_hold(keyboard(ui), plate->shows);
    Node *key = key_open(ui, "", key_name(plate), false);
    Node *text = key_text(ui, plate->shows, LEAD);
    float widest = key->width * 0.7F; /* so that a sheen still fits */
    text->style.size = text->style.size < widest ? text->style.size : widest;
    bool is_typed = key_close(ui, key);
    if (hold)
        offers_hold(ui, key, hold);
    if (is_typed)
        key_type(ui, plate);
}

static void accents_key(Ui *ui)
{
    const Keyboard *k = keyboard(ui);
    const char *id = MSG("Letters with accents");
    Node *key = key_open(ui, id, language_text(ui->language, id), true);
    if (ui->is_accents)
        key->state |= STATE_SELECTED;
    key_text(ui, k->accents[0].shows, SMALL);
    key_text(ui, k->accents[k->accent_count > 6 ? 6 : k->accent_count - 1].shows, SMALL);
    if (key_close(ui, key))
        ui->is_accents = !ui->is_accents;
}

void keys_choose(Ui *ui, int index)
{
    ui->keyboard = index;
    ui->is_accents = false;
}

/* To Latin and back to the language's own letters; where these are Latin, it offers all there are,
 * as it does when it is held. */
static void script_key(Ui *ui)
{
    int to = ui->keyboard == LATIN ? own_keyboard(ui) : LATIN;
    const char *id = MSG("Change letters");
    Node *key = key_open(ui, id, language_text(ui->language, id), true);
    ui_symbol(ui, "globe", 8, INK);
    key_text(ui, ui->keyboards->list[to].name, SMALL);
    bool is_touched = key_close(ui, key);
    if (is_touched && to != ui->keyboard)
        keys_choose(ui, to);
    else if (is_touched)
        offers_open(ui, key);
    offers_hold(ui, key, NULL);
}

/* Its word and its icon, or what of them a narrow key has room for. */
static void delete_key(Ui *ui)
{
    float room = ui->next.width > 0 ? ui->next.width : ui->theme->width;
    Node *key = key_open(ui, "Delete", language_text(ui->language, "Delete"), true);
    float word = (float)utf8_length(key->label) * ui->theme->size[SMALL] * 0.58F;
    bool has_word = word <= room; /* some scripts run wider */
    bool has_icon = !has_word || word * 1.3F + 10 + key->gap <= room;
    if (has_icon)
        node_icon(ui, "delete", 10, INK)->is_mirrored = keyboard(ui)->is_rtl;
    if (has_word)
        node_text(ui, key->label, SMALL, false, INK);
    if (key_close(ui, key))
        erase(ui);
}

static void job_key(Ui *ui, KeyJob job)
{
    if (job == KEY_ACCENTS) {
        accents_key(ui);
    } else if (job == KEY_SCRIPT) {
        script_key(ui);
    } else if (job == KEY_BLANK) {
        Node *key = key_open(ui, "Space", language_text(ui->language, "Space"), false);
        ui_symbol(ui, "space", 10, INK);
        if (key_close(ui, key))
            input_type(ui, " ");
    } else if (job == KEY_APART) {
        ui_key(ui, KEY_APART);
        Node *key = key_open(ui, "", keyboard(ui)->apart, true);
        key_text(ui, keyboard(ui)->apart, SMALL);
        if (key_close(ui, key))
            input_type(ui, "\u200C");
    } else {
        delete_key(ui);
    }
}

static void key_row(Ui *ui, int row, const KeyPlate *plates, int count)
{
    float gap = is_compact(ui) ? 2 : 2.5F;
    float room =
        ui->theme->width - 2 * (ui->theme->side + ui->theme->margin) - (is_compact(ui) ? 4 : 8);
    float half = (room + gap) / (float)keyboard(ui)->halves; /* half a key with half its gap */
    ui_gap(ui, gap);
    ui_along(ui, SPREAD_CENTER);
    ui_cross(ui, SPREAD_STRETCH);
    ui_row(ui) {
        for (int i = 0; i < count; i++) {
            ui_width(ui, half * (float)plates[i].halves - gap);
            if (plates[i].job == KEY_ROOM) {
                node_add(ui, NOTHING, "", "");
            } else if (plates[i].job == KEY_LETTER) {
                ui_key(ui, (uint64_t)((row + 1) * KEY_COLUMNS + i));
                letter_key(ui, &plates[i]);
            } else {
                job_key(ui, plates[i].job);
            }
        }
    }
}

static void open_tray(Ui *ui, float gap)
{
    Node *tray = node_open(ui, GROUP, "Keyboard", language_text(ui->language, "Keyboard"));
    float pad = is_compact(ui) ? 2 : 4;
    tray->gap = gap;
    tray->radius = 6;
    tray->fill = SUNK;
    tray->pad_start = tray->pad_end = tray->pad_top = tray->pad_bottom = pad;
    tray->is_left_to_right = true;
    tray->has_entered = true;
    if (ui->theme->switches.contrast) {
        tray->edge = EDGE;
        tray->edge_width = 0.5F;
    }
}

void ui_keyboard(Ui *ui)
{
    if (ui->keyboard >= ui->keyboards->count)
        ui->keyboard = LATIN;
    const Keyboard *k = keyboard(ui);
    open_tray(ui, is_compact(ui) ? 2 : 2.5F);
    for (int i = 0; i < k->row_count; i++) {
        if (i == 0 && ui->is_accents && k->accent_count)
            key_row(ui, KEY_ROWS, k->accents, k->accent_count);
        else
            key_row(ui, i, k->rows[i], k->count[i]);
    }
    ui_close(ui);
}

static void sample(Ui *ui, const char *shows, unsigned state)
{
    ui_grow(ui, 1);
    ui_state(ui, state);
    Node *key = key_open(ui, "", shows, false);
    key->min_width = ui->theme->target;
    node_text(ui, shows, LEAD, false, INK)->style.line = 1.2F;
    key_close(ui, key);
}

void ui_key_samples(Ui *ui)
{
    static const char *const SHOWS[] = {"Q", "W", "E", "R", "T"};
    static const unsigned STATES[] = {0, STATE_PRESSED, STATE_FOCUSED, 0, 0};
    open_tray(ui, 2.5F);
    ui_gap(ui, 2.5F);
    ui_row(ui) {
        for (int i = 0; i < 5; i++) {
            ui_key(ui, (uint64_t)i + 1);
            sample(ui, SHOWS[i], STATES[i]);
        }
    }
    ui_gap(ui, 2.5F);
    ui_row(ui) {
        ui_grow(ui, 1);
        job_key(ui, KEY_SCRIPT);
        ui_grow(ui, 1);
        job_key(ui, KEY_BLANK);
        ui_grow(ui, 1);
        job_key(ui, KEY_ERASE);
    }
    ui_close(ui);
}

/* --- digits -------------------------------------------------------------------------------- */

static void digit_key(Ui *ui, const char *digit)
{
    ui_key(ui, (uint64_t)digit[0]);
    Node *key = key_open(ui, "", digit, false);
    key->min_height = 20;
    bool is_larger = ui->theme->switches.large && !is_compact(ui);
    Node *text = node_text(ui, digit, LEAD, false, INK);
    text->style.size = is_larger ? 20 : 15;
    text->style.line = 1;
    if (key_close(ui, key))
        input_type(ui, digit);
}

static void pad_key(Ui *ui, const char *id, const char *icon, const char *code)
{
    Node *key = key_open(ui, id, language_text(ui->language, id), true);
    key->axis = DOWN;
    key->gap = 0.5F;
    key->min_height = 20;
    if (!is_compact(ui) || !ui->theme->switches.large)
        ui_symbol(ui, icon, is_compact(ui) ? 8 : 10, INK);
    node_text(ui, key->label, SMALL, false, INK)->style.line = 1.1F;
    if (key_close(ui, key))
        input_type(ui, code);
}

/* Three by four as on a telephone; with low reach in two rows, so that a low hand reaches all. */
void ui_digits(Ui *ui)
{
    static const char *const DIGITS[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"};
    bool is_row = ui->theme->switches.reach && ui->theme->shape != TALL;
    open_tray(ui, 3);
    ui_gap(ui, is_compact(ui) ? 2 : 3);
    ui_grow(ui, 1);
    ui_grid(ui, is_row ? 6 : 3) {
        for (int i = 0; i < 9; i++) {
            digit_key(ui, DIGITS[i]);
            if (is_row && i == 4)
                pad_key(ui, MSG("Clear"), "close", "\4");
        }
        if (!is_row)
            pad_key(ui, MSG("Clear"), "close", "\4");
        digit_key(ui, DIGITS[9]);
        pad_key(ui, MSG("Delete"), "delete", "\1");
    }
    ui_close(ui);
}
