/* Everything a screen may say.
 *
 * Texts in quotes named `id` are English message ids and are translated; texts
 * named `data` are shown as they are. All are copied. A call that returns bool
 * says whether the person just did it. A modifier describes the next element.
 * Lengths are u. Blocks are written ui_row(ui) { ... }.
 */
#ifndef UI_UI_H
#define UI_UI_H

#include "ui/tree.h"

/* Marks a message id that stands in a table. */
#define MSG(text) (text)

/* --- blocks: boxes around what stands in the braces --------------------------------------- */

#define UI_BLOCK(ui, open) for (open; ui_enter(ui); ui_close(ui))

#define ui_row(ui) UI_BLOCK(ui, ui_open(ui, ACROSS))
#define ui_column(ui) UI_BLOCK(ui, ui_open(ui, DOWN))
#define ui_layer(ui) UI_BLOCK(ui, ui_open(ui, LAYERS))
#define ui_wrap(ui) UI_BLOCK(ui, ui_open(ui, WRAPPED))
#define ui_grid(ui, columns) UI_BLOCK(ui, ui_open_grid(ui, (columns)))
#define ui_card(ui) UI_BLOCK(ui, ui_open_card(ui))
#define ui_scroll(ui, id) UI_BLOCK(ui, ui_open_scroll(ui, (id)))
#define ui_dialog(ui, id) UI_BLOCK(ui, ui_open_dialog(ui, (id)))

void ui_open(Ui *ui, Axis axis);
void ui_open_grid(Ui *ui, int columns);
void ui_open_card(Ui *ui);
void ui_open_scroll(Ui *ui, const char *id);
void ui_open_dialog(Ui *ui, const char *id); /* covers and blocks what was declared before */
bool ui_enter(Ui *ui);
void ui_close(Ui *ui);

/* --- modifiers ----------------------------------------------------------------------------- */

void ui_key(Ui *ui, uint64_t key);  /* what a repeated element is known by */
void ui_grow(Ui *ui, float weight); /* takes a share of the room that is left */
void ui_fill(Ui *ui, float weight); /* likewise, on top of what it needs */
void ui_width(Ui *ui, float u);
void ui_height(Ui *ui, float u);
void ui_least(Ui *ui, float u); /* never narrower */
void ui_gap(Ui *ui, float u);
void ui_pad(Ui *ui, float start, float top, float end, float bottom);
void ui_along(Ui *ui, Spread spread); /* where children stand along a block's axis */
void ui_cross(Ui *ui, Spread spread); /* and across it */
void ui_align(Ui *ui, Align align);   /* of a text's lines */
void ui_color(Ui *ui, Tone tone);     /* of a text */
void ui_disabled(Ui *ui, bool is_disabled);
void ui_icon(Ui *ui, const char *name);
void ui_tint(Ui *ui, Tone disc); /* behind an icon or letter */
void ui_language(Ui *ui, const Language *language);

/* --- texts --------------------------------------------------------------------------------- */

/* A sentence with arguments, for where an `id` or `data` is wanted; lives until the next frame.
 * Arguments as format_message takes them. */
const char *ui_words(Ui *ui, const char *id, ...);

void ui_display(Ui *ui, const char *id, float size);        /* the one thing a screen says */
void ui_display_note(Ui *ui, const char *data, float size); /* in the school's own words */
void ui_heading(Ui *ui, const char *id);
void ui_text(Ui *ui, TextSize size, const char *id);
void ui_bold(Ui *ui, TextSize size, const char *id);
void ui_value(Ui *ui, TextSize size, const char *data);      /* about somebody: personal */
void ui_bold_value(Ui *ui, TextSize size, const char *data); /* likewise */
void ui_note(Ui *ui, TextSize size, const char *data);       /* the school's own words */
void ui_bold_note(Ui *ui, TextSize size, const char *data);
void ui_space(Ui *ui, float u); /* room along the axis; 0 with ui_grow before: all there is */

/* --- pictures ------------------------------------------------------------------------------ */

void ui_picture(Ui *ui, const char *name, const char *id, float width, float height);
void ui_symbol(Ui *ui, const char *icon, float size, Tone tone);
void ui_disc(Ui *ui, const char *icon, float disc, float icon_size, Tone tint, Tone tone);
void ui_letter(Ui *ui, const char *data, float disc, float size, Tone tint); /* personal */
void ui_line(Ui *ui, Axis axis);                                             /* a hairline */

/* --- what can be done ---------------------------------------------------------------------- */

typedef enum { FILLED, SECOND, QUIET, PILL, DANGER } Look; /* DANGER: only in a dialog */

bool ui_button(Ui *ui, Look look, const char *id);
bool ui_button_words(Ui *ui, Look look, const char *id, const char *words); /* words made of id */
bool ui_icon_button(Ui *ui, const char *id); /* quiet; the id is its name, and not shown */
bool ui_tile(Ui *ui, const char *id);
bool ui_high_tile(Ui *ui, const char *id); /* its picture above its words */
bool ui_hero(Ui *ui, const char *id, const char *small, float size);
bool ui_chip(Ui *ui, const char *data, bool is_selected);
bool ui_person(Ui *ui, const char *letters, const char *title, const char *small, bool *is_here);
bool ui_toggle(Ui *ui, const char *id, const char *small, bool *is_on);
bool ui_stepper(Ui *ui, const char *id, int *number, int least, int most);

/* A line of text to type: a fixed array that is edited in place. */
bool ui_field(Ui *ui, const char *id, char *text, size_t size);
/* A number to type, digit by digit, never mirrored. */
bool ui_number(Ui *ui, const char *id, char *digits, size_t size);
/* Digits to type, as boxes; what was typed becomes dots. `digits` has count + 1 bytes. */
bool ui_boxes(Ui *ui, const char *id, char *digits, int count);
/* Likewise: `who` digits that stay readable, and `count` of a PIN, never shown. */
bool ui_pin(Ui *ui, const char *id, char *digits, int who, int count);
/* Whether one of this frame's fields was touched: where keys stand only when they are wanted. */
bool ui_has_touched_field(const Ui *ui);
/* The letters for the frame's field, and the digits for its boxes. */
void ui_keyboard(Ui *ui);
void ui_digits(Ui *ui);

/* --- what is so ---------------------------------------------------------------------------- */

void ui_steps(Ui *ui, int step, int steps);
void ui_banner(Ui *ui, Tone kind, const char *icon, const char *id); /* GOOD PROBLEM ALREADY INFO */
void ui_badge(Ui *ui, Tone kind, const char *icon, const char *words); /* a large tag */
/* A countdown; the id takes the number: "{0, plural, one {second} other {seconds}}". */
void ui_ring(Ui *ui, float share, int number, const char *id);

#include "ui/parts.h"

#endif
