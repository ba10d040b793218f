/* What tells: banners, tags, toasts; and the dialog that asks one question. */
#include "ui/control.h"

#include <math.h>

enum { TOAST_MS = 10000 };

/* The soft colour that goes with a status colour. */
static Tone soft(Tone kind)
{
    return (Tone)(kind + 1);
}

static Node *open_status(Ui *ui, const char *id, const char *label, Tone kind)
{
    Node *node = node_open(ui, STATUS, id, label);
    node->axis = ACROSS;
    node->cross = SPREAD_CENTER;
    node->fill = soft(kind);
    node->edge = ui->theme->switches.contrast ? kind : TONE_NONE;
    node->edge_width = 0.5F;
    node->has_entered = true;
    return node;
}

void ui_banner_more(Ui *ui, Tone kind, const char *icon, const char *id, const char *words)
{
    static const float BAR = 2;
    Node *node = open_status(ui, id, language_text(ui->language, id), kind);
    node->gap = 5;
    node->pad_start = 6 + BAR;
    node->pad_end = 6;
    node->pad_top = node->pad_bottom = 4;
    node->min_height = 24;
    node->radius = 4;
    node->bar = BAR;
    node->colour = kind;
    ui_symbol(ui, icon, 14, kind);
    ui_grow(ui, 1);
    ui_column(ui) {
        node_text(ui, node->label, BODY, true, INK);
        if (words && words[0])
            node_text(ui, words, SMALL, false, INK);
    }
    ui_close(ui);
}

void ui_banner(Ui *ui, Tone kind, const char *icon, const char *id)
{
    ui_banner_more(ui, kind, icon, id, NULL);
}

void ui_tag(Ui *ui, Tone kind, const char *icon, const char *words)
{
    bool is_plain = kind == SUNK;
    Tone ink = is_plain ? INK : kind;
    Node *node = open_status(ui, "", words, is_plain ? INK : kind);
    node->fill = is_plain ? SUNK : soft(kind);
    node->gap = 1.5F;
    node->pad_start = node->pad_end = 4;
    node->pad_top = node->pad_bottom = 1;
    node->min_height = 11;
    node->radius = -1;
    ui_symbol(ui, icon, 7, ink);
    node_text(ui, words, SMALL, !is_plain, ink)->style.line = 1.25F;
    ui_close(ui);
}

void ui_badge(Ui *ui, Tone kind, const char *icon, const char *words)
{
    Node *node = open_status(ui, "", words, kind);
    node->gap = 3;
    node->pad_start = 4;
    node->pad_end = 6;
    node->pad_top = node->pad_bottom = 2;
    node->radius = -1;
    ui_symbol(ui, icon, 10, kind);
    node_text(ui, words, BODY, true, kind);
    ui_close(ui);
}

/* --- toast --------------------------------------------------------------------------------- */

void toast_say(Ui *ui, Toast *toast)
{
    *toast = (Toast){.is_said = true, .at_ms = ui->now_ms, .actions = ui->actions};
}

static bool is_over(const Ui *ui, const Toast *toast)
{
    if (ui->theme->switches.slow)
        return ui->actions != toast->actions;
    return ui->now_ms - toast->at_ms >= TOAST_MS;
}

static bool undo(Ui *ui)
{
    bool is_contrast = ui->theme->switches.contrast;
    Node *node = control_open(ui, BUTTON, "Undo", language_text(ui->language, MSG("Undo")), ACROSS);
    node->gap = 3;
    node->pad_start = node->pad_end = 7;
    node->radius = 4;
    node->fill = TOAST_BUTTON;
    node->pressed_fill = OFF;
    node->edge = is_contrast ? CARD : TONE_NONE;
    node->edge_width = ui->theme->edge;
    ui_symbol(ui, "undo", 8, CARD);
    node_text(ui, node->label, BODY, true, CARD)->style.line = 1.2F;
    ui_close(ui);
    return node_acted(ui, node);
}

bool ui_toast(Ui *ui, Toast *toast, const char *words)
{
    if (!toast->is_said)
        return false;
    if (is_over(ui, toast)) {
        toast->is_said = false;
        return false;
    }
    if (!ui->theme->switches.slow) {
        int64_t end = toast->at_ms + TOAST_MS;
        ui->wake_ms = ui->wake_ms && ui->wake_ms < end ? ui->wake_ms : end;
    }
    Node *node = open_status(ui, "", words, INK);
    node->state |= STATE_PERSONAL;
    node->fill = INK;
    node->gap = 3;
    node->pad_start = 7;
    node->pad_end = 4;
    node->pad_top = node->pad_bottom = 3;
    node->min_height = 26;
    node->radius = 4;
    node->shadow = 2;
    ui_symbol(ui, "check", 8, CARD);
    node_text(ui, words, BODY, false, CARD)->state |= STATE_PERSONAL;
    ui_space(ui, 0);
    bool is_undone = undo(ui);
    ui_close(ui);
    if (is_undone)
        toast->is_said = false;
    return is_undone;
}

/* --- a question ---------------------------------------------------------------------------- */

static AskAnswer answers(Ui *ui, const Ask *ask)
{
    AskAnswer answer = ASK_NOTHING;
    if (ui_button(ui, SECOND, ask->safe))
        answer = ASK_SAFE;
    ui_grow(ui, 1);
    ui_space(ui, 0);
    if (ui_button(ui, ask->is_destructive ? DANGER : FILLED, ask->act))
        answer = ASK_ACT;
    return answer;
}

AskAnswer ui_ask_card(Ui *ui, const Ask *ask)
{
    AskAnswer answer = ASK_NOTHING;
    float most = ui->theme->width - 2 * ui->theme->margin;
    if (ui->next.width <= 0)
        ui_width(ui, fminf(264, most));
    ui_pad(ui, 10, 10, 10, 10);
    ui_card(ui) {
        ui->open->shadow = 2;
        ui_heading(ui, ask->question);
        ui_space(ui, 2);
        if (ask->words)
            ui_note(ui, BODY, ask->words);
        else
            ui_text(ui, BODY, ask->sentence);
        ui_space(ui, 8);
        ui_gap(ui, 4);
        ui_row(ui)
            answer = answers(ui, ask);
    }
    return answer;
}

AskAnswer ui_ask(Ui *ui, const Ask *ask)
{
    AskAnswer answer = ASK_NOTHING;
    ui_dialog(ui, ask->question)
        answer = ui_ask_card(ui, ask);
    return answer;
}
