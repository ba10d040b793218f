/* Reads keyboard files and declares their keys. */
#include "ui/keyboard.h"
#include "base/utf8.h"
#include "text/letters.h"
#include "ui/input.h"
#include "ui/ui.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_BYTES = 8192 };

/* --- reading ------------------------------------------------------------------------------- */

static bool read_job(KeyPlate *plate, const char *word)
{
    static const struct {
        const char *name;
        KeyJob job;
    } JOBS[] = {{"accents", KEY_ACCENTS}, {"script", KEY_SCRIPT}, {"space", KEY_BLANK},
        {"delete", KEY_ERASE}};
    char name[16] = "";
    int halves = 2;
    if (sscanf(word, "{%15[a-z]:%d}", name, &halves) < 1 || halves < 1 || halves > 40)
        return false;
    for (size_t i = 0; i < sizeof JOBS / sizeof *JOBS; i++)
        if (strcmp(JOBS[i].name, name) == 0) {
            *plate = (KeyPlate){.job = JOBS[i].job, .halves = halves};
            return true;
        }
    return false;
}

static bool read_plate(KeyPlate *plate, const char *word)
{
    memset(plate, 0, sizeof *plate);
    plate->halves = 2;
    if (word[0] == '{' && word[1])
        return read_job(plate, word);
    if (strcmp(word, "_") == 0) {
        plate->job = KEY_ROOM;
        plate->halves = 1;
        return true;
    }
    return utf8_is_valid(word, strlen(word)) && utf8_copy(plate->shows, sizeof plate->shows, word);
}

/* The keys of one line; -1 when one cannot be read or they are too many. */
static int read_plates(KeyPlate *plates, char *words)
{
    int count = 0;
    char *rest = NULL;
    for (char *w = strtok_r(words, " \t", &rest); w; w = strtok_r(NULL, " \t", &rest)) {
        if (count == KEY_COLUMNS || !read_plate(&plates[count], w))
            return -1;
        count++;
    }
    return count;
}

static bool read_line(Keyboard *k, char *line)
{
    char *words = strchr(line, ' ');
    if (!words)
        return false;
    *words++ = 0;
    if (strcmp(line, "name") == 0)
        return utf8_copy(k->name, sizeof k->name, words);
    if (strcmp(line, "languages") == 0)
        return snprintf(k->languages, sizeof k->languages, " %s ", words) <
            (int)sizeof k->languages;
    if (strcmp(line, "accents") == 0)
        return (k->accent_count = read_plates(k->accents, words)) > 0;
    if (strcmp(line, "row") != 0 || k->row_count == KEY_ROWS)
        return false;
    int row = k->row_count++, halves = 0;
    k->count[row] = read_plates(k->rows[row], words);
    for (int i = 0; i < k->count[row]; i++)
        halves += k->rows[row][i].halves;
    if (halves > k->halves)
        k->halves = halves;
    return k->count[row] > 0;
}

static bool has_accents_key(const Keyboard *k)
{
    for (int row = 0; row < k->row_count; row++)
        for (int i = 0; i < k->count[row]; i++)
            if (k->rows[row][i].job == KEY_ACCENTS)
                return true;
    return false;
}

bool keyboard_read(Keyboard *keyboard, const char *name, const char *text, Err *err)
{
    char copy[FILE_BYTES], *rest = copy;
    memset(keyboard, 0, sizeof *keyboard);
    if (strlen(text) >= sizeof copy)
        return err_set(err, ERR_INVALID, "%s: longer than %d bytes", name, FILE_BYTES);
    strcpy(copy, text);
    int number = 0;
    for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n")) {
        number++;
        if (line[0] && line[0] != '#' && !read_line(keyboard, line))
            return err_set(err, ERR_INVALID, "%s:%d: not a line of a keyboard", name, number);
    }
    if (has_accents_key(keyboard) && !keyboard->accent_count)
        return err_set(err, ERR_INVALID, "%s: an accents key and no accents", name);
    if (!keyboard->row_count || !keyboard->name[0])
        return err_set(err, ERR_INVALID, "%s: no name or no row", name);
    return true;
}

static bool read_file(Keyboards *keyboards, const char *folder, const char *name, Err *err)
{
    char path[1024], text[FILE_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    if (!file)
        return err_set(err, ERR_NOT_FOUND, "%s: cannot be read", path);
    size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[size] = 0;
    if (keyboards->count == KEYBOARDS_MAX)
        return err_set(err, ERR_INVALID, "%s: more than %d keyboards", folder, KEYBOARDS_MAX);
    return keyboard_read(&keyboards->list[keyboards->count++], path, text, err);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_keyboard(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && strcmp(entry->d_name + length - 5, ".keys") == 0;
}

bool keyboards_open(Keyboards *keyboards, const char *folder, Err *err)
{
    struct dirent **names = NULL;
    memset(keyboards, 0, sizeof *keyboards);
    int count = scandir(folder, &names, is_keyboard, by_name);
    bool is_read = true;
    for (int i = 0; i < count; i++) {
        is_read = is_read && read_file(keyboards, folder, names[i]->d_name, err);
        free(names[i]);
    }
    free(names);
    if (count <= 0)
        return err_set(err, ERR_NOT_FOUND, "%s: no keyboards", folder);
    return is_read;
}

int keyboards_for(const Keyboards *keyboards, const char *language)
{
    char word[32];
    snprintf(word, sizeof word, " %s ", language);
    for (int i = 0; i < keyboards->count; i++)
        if (strstr(keyboards->list[i].languages, word))
            return i;
    return 0;
}

/* --- keys ---------------------------------------------------------------------------------- */

static Node *open_key(Ui *ui, const char *id, const char *label, bool has_job)
{
    Node *key = node_open(ui, KEY, id, label);
    key->axis = ACROSS;
    key->along = key->cross = SPREAD_CENTER;
    key->gap = 2.5F;
    key->min_height = ui->theme->shape == COMPACT ? 16 : ui->theme->shape == TALL ? 28 : 21;
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

static bool close_key(Ui *ui, Node *key)
{
    ui_close(ui);
    return node_acted(ui, key);
}

/* Letters stand on the keys as capitals; in the middle of a word they are typed small. */
static void type_letter(Ui *ui, const char *shows)
{
    const Node *field = NULL;
    for (const Node *n = ui->shown; n && !field; n = node_after(n))
        if (n->role == FIELD && n->id == ui->editing)
            field = n;
    const char *text = field && field->value ? field->value : "";
    char before = ui->caret > 0 && (size_t)ui->caret <= strlen(text) ? text[ui->caret - 1] : ' ';
    if (before == ' ' || before == '-' || !field) {
        input_type(ui, shows);
        return;
    }
    char small[KEY_TEXT * 2] = "";
    size_t used = 0;
    for (const char *at = shows; *at && used < sizeof small - 5;)
        used += (size_t)utf8_put(letter_small(utf8_next(&at)), small + used);
    small[used] = 0;
    input_type(ui, small);
}

static void letter_key(Ui *ui, const KeyPlate *plate)
{
    Node *key = open_key(ui, "", plate->shows, false);
    node_text(ui, plate->shows, LEAD, false, INK)->style.line =
        ui->theme->shape == COMPACT ? 1 : 1.2F;
    if (close_key(ui, key)) {
        type_letter(ui, plate->shows);
        ui->is_accents = false;
    }
}

static void accents_key(Ui *ui, const Keyboard *k)
{
    char shows[64];
    snprintf(shows, sizeof shows, "%s %s", k->accents[0].shows,
        k->accents[k->accent_count > 6 ? 6 : k->accent_count - 1].shows);
    Node *key = open_key(
        ui, "Letters with accents", language_text(ui->language, "Letters with accents"), true);
    if (ui->is_accents)
        key->state |= STATE_SELECTED;
    node_text(ui, shows, SMALL, false, INK);
    if (close_key(ui, key))
        ui->is_accents = !ui->is_accents;
}

static void script_key(Ui *ui, const Keyboard *k)
{
    Node *key = open_key(ui, "Change letters", language_text(ui->language, "Change letters"), true);
    ui_symbol(ui, "globe", 8, INK);
    node_text(ui, k->name, SMALL, false, INK);
    if (close_key(ui, key)) {
        ui->keyboard = (ui->keyboard + 1) % ui->keyboards->count;
        ui->is_accents = false;
    }
}

static void job_key(Ui *ui, const Keyboard *k, KeyJob job)
{
    if (job == KEY_ACCENTS) {
        accents_key(ui, k);
    } else if (job == KEY_SCRIPT) {
        script_key(ui, k);
    } else if (job == KEY_BLANK) {
        Node *key = open_key(ui, "Space", language_text(ui->language, "Space"), false);
        ui_symbol(ui, "space", 10, INK);
        if (close_key(ui, key))
            input_type(ui, " ");
    } else {
        bool has_icon = ui->next.width >= 60 || !ui->theme->switches.large;
        Node *key = open_key(ui, "Delete", language_text(ui->language, "Delete"), true);
        if (has_icon)
            ui_symbol(ui, "delete", 10, INK);
        node_text(ui, key->label, SMALL, false, INK);
        if (close_key(ui, key))
            input_type(ui, "\1");
    }
}

static void key_row(Ui *ui, const Keyboard *k, const KeyPlate *plates, int count)
{
    float gap = ui->theme->shape == COMPACT ? 2 : 2.5F;
    float room = ui->theme->width - 2 * (ui->theme->side + ui->theme->margin) -
        (ui->theme->shape == COMPACT ? 4 : 8);
    float half = (room + gap) / (float)k->halves; /* half a key with half its gap */
    ui_gap(ui, gap);
    ui_along(ui, SPREAD_CENTER);
    ui_cross(ui, SPREAD_STRETCH);
    ui_row(ui) {
        for (int i = 0; i < count; i++) {
            float width = half * (float)plates[i].halves - gap;
            ui_width(ui, width);
            if (plates[i].job == KEY_ROOM) {
                node_add(ui, NOTHING, "", "");
                continue;
            }
            if (plates[i].job == KEY_LETTER) {
                ui_key(ui, (uint64_t)(i + 1) * 64 + (uint64_t)(plates - &k->rows[0][0]));
                letter_key(ui, &plates[i]);
            } else {
                job_key(ui, k, plates[i].job);
            }
        }
    }
}

static void open_tray(Ui *ui, float gap)
{
    Node *tray = node_open(ui, GROUP, "Keyboard", language_text(ui->language, "Keyboard"));
    float pad = ui->theme->shape == COMPACT ? 2 : 4;
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
        ui->keyboard = 0;
    const Keyboard *k = &ui->keyboards->list[ui->keyboard];
    open_tray(ui, ui->theme->shape == COMPACT ? 2 : 2.5F);
    for (int i = 0; i < k->row_count; i++) {
        if (i == 0 && ui->is_accents && k->accent_count)
            key_row(ui, k, k->accents, k->accent_count);
        else
            key_row(ui, k, k->rows[i], k->count[i]);
    }
    ui_close(ui);
}

static void sample(Ui *ui, const char *shows, unsigned state)
{
    ui_grow(ui, 1);
    ui_state(ui, state);
    Node *key = open_key(ui, "", shows, false);
    key->min_width = ui->theme->target;
    node_text(ui, shows, LEAD, false, INK)->style.line = 1.2F;
    close_key(ui, key);
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
        job_key(ui, &ui->keyboards->list[0], KEY_SCRIPT);
        ui_grow(ui, 1);
        job_key(ui, &ui->keyboards->list[0], KEY_BLANK);
        ui_grow(ui, 1);
        job_key(ui, &ui->keyboards->list[0], KEY_ERASE);
    }
    ui_close(ui);
}

/* --- digits -------------------------------------------------------------------------------- */

static void digit_key(Ui *ui, const char *digit)
{
    ui_key(ui, (uint64_t)digit[0]);
    Node *key = open_key(ui, "", digit, false);
    key->min_height = 20;
    bool is_larger = ui->theme->switches.large && ui->theme->shape != COMPACT;
    Node *text = node_text(ui, digit, LEAD, false, INK);
    text->style.size = is_larger ? 20 : 15;
    text->style.line = 1;
    if (close_key(ui, key))
        input_type(ui, digit);
}

static void pad_key(Ui *ui, const char *id, const char *icon, const char *code)
{
    Node *key = open_key(ui, id, language_text(ui->language, id), true);
    key->axis = DOWN;
    key->gap = 0.5F;
    key->min_height = 20;
    if (ui->theme->shape != COMPACT || !ui->theme->switches.large)
        ui_symbol(ui, icon, ui->theme->shape == COMPACT ? 8 : 10, INK);
    node_text(ui, key->label, SMALL, false, INK)->style.line = 1.1F;
    if (close_key(ui, key))
        input_type(ui, code);
}

/* Three by four as on a telephone; with low reach in two rows, so that a low hand reaches all. */
void ui_digits(Ui *ui)
{
    static const char *const DIGITS[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"};
    bool is_row = ui->theme->switches.reach && ui->theme->shape != TALL;
    open_tray(ui, 3);
    ui_gap(ui, ui->theme->shape == COMPACT ? 2 : 3);
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
