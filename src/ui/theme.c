/* The numbers of the look: one table a theme, and the rules that fit them to a glass. */
#include "ui/theme.h"

#include <math.h>
#include <string.h>

#define RGB(hex) (((Colour)(hex) << 8) | 0xFF)

/* clang-format off */
static const Colour PLAIN[TONES] = {
    [PAPER] = RGB(0xF7F4ED), [CARD] = RGB(0xFFFFFF), [SUNK] = RGB(0xECE6DA),
    [KEY_2] = RGB(0xDAD2C2), [KEY_EDGE] = RGB(0xB9AF9C), [INK] = RGB(0x17232B),
    [INK_2] = RGB(0x3B4852), [LINE] = RGB(0xDDD5C6), [EDGE] = RGB(0x79838A),
    [ACCENT] = RGB(0x0A5963), [ACCENT_PRESS] = RGB(0x08444B), [ACCENT_SOFT] = RGB(0xDDEDEF),
    [ON_ACCENT] = RGB(0xFFFFFF), [ON_ACCENT_DISC] = 0xFFFFFF29,
    [GOOD] = RGB(0x14532D), [GOOD_SOFT] = RGB(0xDFF1E4),
    [ALREADY] = RGB(0x5A3A00), [ALREADY_SOFT] = RGB(0xFFEDC2),
    [PROBLEM] = RGB(0x8A1C14), [PROBLEM_SOFT] = RGB(0xFCE4E0),
    [INFO] = RGB(0x1B4079), [INFO_SOFT] = RGB(0xE3ECF8), [PROBLEM_PRESS] = RGB(0x69150F),
    [OFF] = RGB(0x6A747B), [TOGGLE_OFF] = RGB(0x5E6A72),
    [TOAST_BUTTON] = RGB(0x37424A), [QR_LIGHT] = RGB(0xFFFFFF), [QR_DARK] = RGB(0x000000),
    [FOCUS] = RGB(0x17232B), [FOCUS_GAP] = RGB(0xFFFFFF), [VEIL] = 0x17232B66,
    [SUN] = RGB(0xFFE3A3), [SKY] = RGB(0xCFE6F2), [CORAL] = RGB(0xFBD3C6),
    [LEAF] = RGB(0xD3E8CF), [LILAC] = RGB(0xE2DAF1), [SAND] = RGB(0xEFE3CB),
};

static const Colour CONTRAST[TONES] = {
    [PAPER] = RGB(0x000000), [CARD] = RGB(0x000000), [SUNK] = RGB(0x000000),
    [KEY_2] = RGB(0x000000), [KEY_EDGE] = RGB(0xFFFFFF), [INK] = RGB(0xFFFFFF),
    [INK_2] = RGB(0xFFFFFF), [LINE] = RGB(0xFFFFFF), [EDGE] = RGB(0xFFFFFF),
    [ACCENT] = RGB(0xFFE14A), [ACCENT_PRESS] = RGB(0xFFF3B0), [ACCENT_SOFT] = RGB(0x000000),
    [ON_ACCENT] = RGB(0x000000), [ON_ACCENT_DISC] = 0x00000029,
    [GOOD] = RGB(0x7CF0A0), [GOOD_SOFT] = RGB(0x000000),
    [ALREADY] = RGB(0xFFD166), [ALREADY_SOFT] = RGB(0x000000),
    [PROBLEM] = RGB(0xFFA8A0), [PROBLEM_SOFT] = RGB(0x000000),
    [INFO] = RGB(0x9CC8FF), [INFO_SOFT] = RGB(0x000000), [PROBLEM_PRESS] = RGB(0xFFD3CE),
    [OFF] = RGB(0x9AA3A9), [TOGGLE_OFF] = RGB(0x000000),
    [TOAST_BUTTON] = RGB(0xFFFFFF), [QR_LIGHT] = RGB(0xFFFFFF), [QR_DARK] = RGB(0x000000),
    [FOCUS] = RGB(0x5CE1FF), [FOCUS_GAP] = RGB(0x000000), [VEIL] = 0x000000B0,
    [SUN] = RGB(0x000000), [SKY] = RGB(0x000000), [CORAL] = RGB(0x000000),
    [LEAF] = RGB(0x000000), [LILAC] = RGB(0x000000), [SAND] = RGB(0x000000),
};

static const float SIZE[TEXT_SIZES] = {[DISPLAY] = 20, [TITLE] = 12, [LEAD] = 10, [BODY] = 8, [SMALL] = 7};
static const float SIZE_LARGE[TEXT_SIZES] = {[DISPLAY] = 24, [TITLE] = 16, [LEAD] = 14, [BODY] = 12, [SMALL] = 12};
static const float LINES[TEXT_SIZES] = {[DISPLAY] = 1.10F, [TITLE] = 1.20F, [LEAD] = 1.25F, [BODY] = 1.35F, [SMALL] = 1.35F};
/* clang-format on */

static float at_most(float a, float b)
{
    return a < b ? a : b;
}

/* Pixels in a u: those of a millimetre, within what the glass can carry. */
static float unit(int width_px, int height_px, float diagonal)
{
    float w = (float)width_px, h = (float)height_px;
    float shorter = at_most(w, h);
    float px = shorter / 270;
    if (diagonal > 0)
        px = sqrtf(w * w + h * h) / (diagonal * 25.4F);
    else if (shorter < 800)
        px = shorter / 170;
    if (px < shorter / 300)
        px = shorter / 300;
    px = at_most(px, shorter / 170);
    return roundf(px * 2) / 2;
}

static double linear(Colour c, int shift)
{
    double v = ((c >> shift) & 0xFF) / 255.0;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

double theme_contrast(Colour a, Colour b)
{
    double la = 0.2126 * linear(a, 24) + 0.7152 * linear(a, 16) + 0.0722 * linear(a, 8);
    double lb = 0.2126 * linear(b, 24) + 0.7152 * linear(b, 16) + 0.0722 * linear(b, 8);
    double lighter = la > lb ? la : lb, darker = la > lb ? lb : la;
    return (lighter + 0.05) / (darker + 0.05);
}

/* One mix of two opaque colours, share of the first. */
static Colour mix(Colour a, Colour b, double share)
{
    Colour out = 0xFF;
    for (int shift = 8; shift <= 24; shift += 8) {
        double v = ((a >> shift) & 0xFF) * share + ((b >> shift) & 0xFF) * (1 - share);
        out |= (Colour)lround(v) << shift;
    }
    return out;
}

/* The look, section 3: the school's colour darkened until white on it is 8 or more. */
static void fit_accent(Theme *theme, Colour school)
{
    const Colour white = RGB(0xFFFFFF), black = RGB(0x000000);
    double low = 0, high = 1;
    if (theme_contrast(white, school) >= 8.0)
        low = 1;
    for (int i = 0; i < 30 && low < 1; i++) {
        double k = (low + high) / 2;
        if (theme_contrast(white, mix(school, black, k)) >= 8.0)
            low = k;
        else
            high = k;
    }
    theme->tone[ACCENT] = mix(school, black, low);
    theme->tone[ACCENT_PRESS] = mix(theme->tone[ACCENT], black, 0.76);
    theme->tone[ACCENT_SOFT] = mix(school, white, 0.14);
}

void theme_fit(
    Theme *theme, int width_px, int height_px, float diagonal, Switches switches, Colour school)
{
    memset(theme, 0, sizeof *theme);
    theme->switches = switches;
    theme->px_per_u = unit(width_px, height_px, diagonal);
    theme->width = (float)width_px / theme->px_per_u;
    theme->height = (float)height_px / theme->px_per_u;
    theme->shape = WIDE;
    if (theme->height > theme->width)
        theme->shape = TALL;
    else if (theme->height < 230)
        theme->shape = COMPACT;

    if (theme->shape == COMPACT) /* all of a small glass is within a hand's height */
        theme->switches.reach = false;

    memcpy(theme->tone, switches.contrast ? CONTRAST : PLAIN, sizeof theme->tone);
    if (school && !switches.contrast)
        fit_accent(theme, school);
    memcpy(theme->size, switches.large ? SIZE_LARGE : SIZE, sizeof theme->size);
    memcpy(theme->line, LINES, sizeof theme->line);
    if (theme->shape == COMPACT && switches.large)
        theme->size[LEAD] = theme->size[BODY];
    if (theme->shape == COMPACT)
        theme->size[TITLE] = theme->size[LEAD]; /* a question must leave room for its keys */
    theme->target = switches.large ? 24 : 20;
    theme->margin = theme->shape == COMPACT ? 8 : 12;
    if (theme->shape == WIDE) { /* it stretches up to 560 by 300, then it stands in the middle */
        theme->side = theme->width > 560 ? (theme->width - 560) / 2 : 0;
        theme->above = theme->height > 300 ? (theme->height - 300) / 2 : 0;
    }
    theme->edge = switches.contrast ? 0.75F : 0.5F;
}
