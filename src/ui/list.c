/* Lists: only the rows in sight are declared; page buttons and letters jump in them. */
#include "ui/control.h"
#include "ui/scroll.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { BESIDE = 1 }; /* rows declared out of sight, for the focus to go on to */

/* --- rows ---------------------------------------------------------------------------------- */

void ui_open_entry(Ui *ui, const char *title, const char *small)
{
    Node *entry = node_open(ui, GROUP, "", title);
    entry->state |= STATE_PERSONAL;
    entry->axis = ACROSS;
    entry->cross = SPREAD_CENTER;
    entry->gap = 5;
    entry->pad_top = entry->pad_bottom = 2;
    entry->pad_end = 4;
    entry->min_height = 26;
    entry->rule = 0.25F;
    entry->has_entered = true;
    ui_grow(ui, 1);
    ui_column(ui) {
        node_text(ui, title, BODY, true, INK)->state |= STATE_PERSONAL;
        if (small[0])
            node_text(ui, small, SMALL, false, INK_2)->state |= STATE_PERSONAL;
    }
    entry->has_entered = false; /* the braces of who calls are still to come */
}

/* What the last layout knew of the list fits only the same letters. */
static float known_row(Ui *ui, ScrollEntry *entry, float wished)
{
    float text = ui->theme->size[BODY];
    if (entry->language != ui->language || fabsf(entry->text - text) > 0.01F)
        entry->row = 0;
    entry->language = ui->language;
    entry->text = text;
    return fmaxf(entry->row, wished);
}

void ui_open_rows(Ui *ui, const char *id, RowRange *range)
{
    ui_open_scroll(ui, id);
    Node *node = ui->open;
    ScrollEntry none = {0}, *entry = scroll_find(ui, node->id);
    entry = entry ? entry : &none;
    float row = known_row(ui, entry, range->height);
    float seen = entry->height > 0 ? entry->height : ui->theme->height;
    float most = fmaxf(0, (float)range->count * row - seen);
    float at = fminf(entry->at, most);
    range->first = (int)fmaxf(0, floorf(at / row) - BESIDE);
    range->last = (int)fminf((float)range->count, ceilf((at + seen) / row) + BESIDE);
    node->rows = range->count;
    node->first_row = range->first;
    node->row_height = row;
    node->gap = 0;
    node->is_one_stop = true;
}

/* The list of this frame, or of the last one when it stands below. */
static const Node *find_list(const Ui *ui, const char *id)
{
    const Node *trees[] = {ui->root, ui->shown};
    for (int i = 0; i < 2; i++)
        for (const Node *n = trees[i]; n; n = node_after(n))
            if (n->is_scroll && strcmp(n->msgid, id) == 0)
                return n;
    return NULL;
}

static ScrollEntry *watch(Ui *ui, const char *id)
{
    const Node *list = find_list(ui, id);
    ScrollEntry *entry = list ? scroll_find(ui, list->id) : NULL;
    if (entry)
        entry->is_watched = true;
    return entry;
}

static void jump(Ui *ui, ScrollEntry *entry, float to)
{
    scroll_hold(ui, NULL);
    entry->at = fminf(fmaxf(0, to), entry->max);
}

void ui_rows_from_top(Ui *ui, const char *list)
{
    const Node *node = find_list(ui, list);
    ScrollEntry *entry = node ? scroll_find(ui, node->id) : NULL;
    if (entry)
        jump(ui, entry, 0);
}

void ui_pages(Ui *ui, const char *list)
{
    ScrollEntry *entry = watch(ui, list);
    bool is_known = entry && entry->height > 0; /* in the first frame room is kept for them */
    if (!entry || (is_known && entry->max <= 0))
        return;
    /* a row, or a little, of what was seen stays in sight */
    float page = fmaxf(entry->height - (entry->row > 0 ? entry->row : 20), 20);
    ui_gap(ui, 3);
    bool is_tight = ui->theme->shape == TALL && ui->theme->switches.large;
    UI_BLOCK(ui, ui_open(ui, is_tight ? WRAPPED : ACROSS))
    {
        ui_icon(ui, "up");
        ui_disabled(ui, entry->at <= 0.1F);
        if (ui_button(ui, SECOND, "Earlier"))
            jump(ui, entry, entry->at - page);
        ui_icon(ui, "down");
        ui_disabled(ui, entry->at >= entry->max - 0.1F);
        if (ui_button(ui, SECOND, "More"))
            jump(ui, entry, entry->at + page);
    }
}

/* --- letters ------------------------------------------------------------------------------- */

/* The split with the least sum of squares: the keys then hold as like a number as they can. */
int letters_group(const Letter *letters, int count, int rows, int most, int *starts)
{
    int64_t least[LETTER_KEYS + 1][LETTERS + 1]; /* of the first j letters on k keys */
    int from[LETTER_KEYS + 1][LETTERS + 1];
    count = count > LETTERS ? LETTERS : count;
    most = most > LETTER_KEYS ? LETTER_KEYS : most > count ? count : most;
    if (count <= 0 || most <= 0)
        return 0;
    for (int k = 0; k <= most; k++)
        for (int j = 0; j <= count; j++) {
            least[k][j] = k || j ? INT64_MAX : 0;
            for (int i = k - 1; k && i >= 0 && i < j; i++) {
                int64_t held = (j < count ? letters[j].first : rows) - letters[i].first;
                if (least[k - 1][i] == INT64_MAX || least[k - 1][i] + held * held >= least[k][j])
                    continue;
                least[k][j] = least[k - 1][i] + held * held;
                from[k][j] = i;
            }
        }
    for (int k = most, j = count; k > 0; k--)
        starts[k - 1] = j = from[k][j];
    return most;
}

static bool letter_key(Ui *ui, const Letter *from, const Letter *to, bool is_selected)
{
    char label[32];
    snprintf(label, sizeof label, "%s\u00A0–\u00A0%s", from->text, to->text);
    ui_grow(ui, 1);
    Node *node = control_open(ui, CHOICE, "", from == to ? from->text : label, ACROSS);
    node->state |= STATE_PERSONAL;
    node->min_height = 0; /* key_room saw to it; else the bar would push its list larger */
    control_dress(ui, node, CARD, true, 2);
    node->edge_width = ui->theme->switches.contrast ? ui->theme->edge : 0.25F;
    bool has_acted = node_acted(ui, node);
    if (is_selected) {
        node->state |= STATE_SELECTED;
        node->fill = node->edge = ACCENT;
    }
    ui_align(ui, ALIGN_CENTER);
    Node *words = node_text(ui, node->label, SMALL, is_selected, is_selected ? ON_ACCENT : INK);
    words->style.line = 1.2F;
    words->state |= STATE_PERSONAL;
    ui_close(ui);
    return has_acted;
}

/* As many as stand beside the list with the height of a target; one alone leads nowhere. */
static int key_room(const Ui *ui, const ScrollEntry *entry)
{
    static const float GAP = 1.5F, HEADER_AND_BAR = 64;
    float height = entry->height > 0 ? entry->height : ui->theme->height - HEADER_AND_BAR;
    int keys = (int)((height + GAP) / (ui->theme->target + GAP));
    return keys < 2 ? 0 : keys > LETTER_KEYS ? LETTER_KEYS : keys;
}

void ui_letters(Ui *ui, const char *list, const Letter *letters, int count)
{
    const Node *node = find_list(ui, list);
    ScrollEntry none = {0}, *entry = watch(ui, list);
    int starts[LETTER_KEYS];
    entry = entry ? entry : &none;
    int rows = node ? node->rows : 0;
    int keys = letters_group(letters, count, rows, key_room(ui, entry), starts);
    if (keys == 0)
        return;
    float row = entry->row > 0 ? entry->row : 26;
    int top = (int)(entry->at / row + 0.5F);
    ui_width(ui, ui->theme->switches.large ? 40 : 28);
    Node *bar = node_open(ui, GROUP, "Letters", language_text(ui->language, MSG("Letters")));
    bar->gap = 1.5F;
    bar->is_one_stop = true;
    bar->has_entered = true;
    for (int i = 0; i < keys; i++) {
        int next = i + 1 < keys ? starts[i + 1] : count;
        int first = letters[starts[i]].first, end = next < count ? letters[next].first : rows;
        ui_key(ui, (uint64_t)starts[i] + 1);
        if (letter_key(ui, &letters[starts[i]], &letters[next - 1], top >= first && top < end))
            jump(ui, entry, (float)first * row);
    }
    ui_close(ui);
}
