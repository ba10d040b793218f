/* The theme: sizes and colours of the look, fitted to a glass and its switches.
 *
 * Lengths are u; a glass has px_per_u pixels in one. Colours are 0xRRGGBBAA.
 * Numbers are those of the look's sections 2 to 10.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdbool.h>
#include <stdint.h>

typedef uint32_t Colour;

typedef enum {
    TONE_NONE, /* nothing is drawn */
    PAPER,
    CARD,
    SUNK,
    KEY_2,
    KEY_EDGE,
    INK,
    INK_2,
    LINE,
    EDGE,
    ACCENT,
    ACCENT_PRESS,
    ACCENT_SOFT,
    ON_ACCENT,
    ON_ACCENT_DISC,
    GOOD,
    GOOD_SOFT,
    ALREADY,
    ALREADY_SOFT,
    PROBLEM,
    PROBLEM_SOFT,
    INFO,
    INFO_SOFT,
    PROBLEM_PRESS,
    OFF,
    TOGGLE_OFF,
    TOAST_BUTTON,
    QR_LIGHT, /* white in every theme */
    QR_DARK,
    FOCUS,
    FOCUS_GAP,
    VEIL,
    SUN,
    SKY,
    CORAL,
    LEAF,
    LILAC,
    SAND,
    TONES
} Tone;

typedef enum { DISPLAY, TITLE, LEAD, BODY, SMALL, TEXT_SIZES } TextSize;

typedef enum { WIDE, TALL, COMPACT } Template;

typedef struct {
    bool large, contrast, reach, slow;
} Switches;

typedef struct {
    float px_per_u;
    float width, height; /* of the glass, u */
    Template shape;
    Switches switches;
    Colour tone[TONES];
    float size[TEXT_SIZES]; /* u */
    float line[TEXT_SIZES]; /* factor */
    float target;           /* smallest side of a thing to touch */
    float margin;           /* at the sides */
    float side, above;      /* of a glass that is wider or higher than the look goes */
    float edge;             /* border of a control */
} Theme;

/* Fits the theme to a glass. diagonal in inches, 0: unknown. school: the school's colour, 0: ours.
 */
void theme_fit(
    Theme *theme, int width_px, int height_px, float diagonal, Switches switches, Colour school);

/* WCAG 2.2 contrast ratio of two opaque colours, 1 to 21. */
double theme_contrast(Colour a, Colour b);

#endif
