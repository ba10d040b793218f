/* The machine: a picture of our own, a window to show it in, events out of it.
 *
 * One thread. Pixels, fonts and SDL end here.
 */
#ifndef PLATFORM_PLATFORM_H
#define PLATFORM_PLATFORM_H

#include "base/err.h"
#include "ui/input.h"
#include "ui/paint.h"

/* --- picture.c: drawn by the software renderer into memory of ours ------------------------ */

typedef struct Picture Picture;

/* assets: the folder with icons/ and art/. Fonts are looked for in Debian's Noto folders (or
 * FOYER_FONTS); a missing one is an error that names its package. */
bool picture_open(Picture **out, const char *assets, int width, int height, Err *err);
void picture_close(Picture *picture);

/* Another size: everything is drawn again next time. */
bool picture_resize(Picture *picture, int width, int height, Err *err);
void picture_size(const Picture *picture, int *width, int *height);

/* Pixels in one u, for the measurer and the glyphs. Dropped caches when it changes. */
void picture_scale(Picture *picture, float px_per_u);

/* How texts are measured: the same fonts that draw them. Borrowed. */
const Measurer *picture_measurer(Picture *picture);

enum { DAMAGE_MAX = 8 };
typedef struct {
    Pixels rects[DAMAGE_MAX];
    int count; /* 0: nothing changed */
} Damage;

/* Draws what differs from the list drawn before. */
void picture_draw(Picture *picture, const DrawList *list, Damage *damage);

/* Drops what it keeps of texts marked personal, and measures of texts. */
void picture_forget(Picture *picture);

/* Writes the whole picture as PNG. */
bool picture_save(Picture *picture, const char *path, Err *err);

/* Bytes of textures held now; for tests and budgets: at most 12 MB. */
size_t picture_cached(const Picture *picture);

/* --- window.c, events.c: the picture on a real glass --------------------------------------- */

typedef struct Window Window;

/* width 0: the whole display, borderless (or fullscreen under a window manager). ERR_NOT_FOUND
 * without a display. Refuses the drivers that show nothing, unless SDL_VIDEODRIVER names one. */
bool window_open(Window **out, int width, int height, bool is_windowed, Err *err);
void window_close(Window *window);
void window_size(const Window *window, int *width, int *height);

/* Shows the damaged parts (count 0 in damage: nothing; null: all) of a picture. */
bool window_show(Window *window, Picture *picture, const Damage *damage, Err *err);

/* From any thread: window_wait gives INPUT_WAKE, once for any number of calls before it. */
void window_wake(Window *window);

/* Waits up to timeout_ms (-1: for ever) for an event; coordinates in u by px_per_u. INPUT_NONE when
 * the time is up. Fingers and the mouse come out alike, each touch once. */
void window_wait(Window *window, int timeout_ms, float px_per_u, Input *out);

#endif
