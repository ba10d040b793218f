/* The insides of platform/: what its own files share. Nobody else includes this.
 *
 * Pixels here are whole ones of the picture. All surfaces are ARGB8888 with straight alpha.
 */
#ifndef PLATFORM_INTERNAL_H
#define PLATFORM_INTERNAL_H

#include "platform/platform.h"
#include <SDL.h>
#include <SDL_ttf.h>
#include <hb.h>

/* Hashes: the only thing that caches keep of a text. */
uint64_t hash_begin(int kind);
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size);
uint64_t hash_text(uint64_t hash, const char *text);
uint64_t hash_number(uint64_t hash, uint64_t number);

/* --- fonts.c: which file has which letter; the files, opened when first needed ------------- */

typedef enum {
#define FONT(name, regular, bold, face, package) FONT_##name,
#include "../../fonts/fonts.def"
    FONTS
} FontName;

enum { FONTS_OPEN = 8 };

typedef struct {
    TTF_Font *font;
    int name, px;
    bool is_bold;
    uint64_t used;
} OpenFont;

typedef struct {
    char path[FONTS][2][256]; /* regular, bold */
    hb_font_t *shaper[FONTS][2];
    OpenFont open[FONTS_OPEN];
    uint64_t tick;
} Fonts;

/* Finds all files of fonts.def. ERR_NOT_FOUND names the file and its package. */
bool fonts_open(Fonts *fonts, Err *err);
void fonts_close(Fonts *fonts);

/* A visitor has gone: closes the fonts that take megabytes, which the next one may not need. */
void fonts_rest(Fonts *fonts);

/* The font of a code point in a language; -1 if none has it. */
int fonts_find(Fonts *fonts, const Language *language, uint32_t code_point);

/* The factor on the text size for a script drawn with this font. */
float fonts_size(const Language *language, const char *script, int font);

/* The least line height of the script that the language writes its own name in. */
float fonts_line(const Language *language);

/* Both null if the file cannot be read. Borrowed: the pen until the next call. */
hb_font_t *fonts_shaper(Fonts *fonts, int font, bool is_bold, int px);
TTF_Font *fonts_pen(Fonts *fonts, int font, bool is_bold, int px);

/* --- glyphs.c: measuring runs and drawing paragraphs --------------------------------------- */

enum { SHAPES = 4096, RUN_BYTES = 8192 };

/* A run as HarfBuzz shapes it, px. No ink: top and bottom are 0. */
typedef struct {
    uint64_t key;
    float width;
    int16_t left;        /* where its ink begins, if before 0 */
    int16_t top, bottom; /* how far its ink goes above and below the baseline */
} Shape;

typedef struct {
    Fonts fonts;
    float px_per_u;
    Measurer measurer;
    Arena scratch;
    hb_buffer_t *buffer;
    char run[RUN_BYTES];
    Shape shapes[SHAPES];
} Glyphs;

bool glyphs_open(Glyphs *glyphs, Err *err);
void glyphs_close(Glyphs *glyphs);
void glyphs_forget(Glyphs *glyphs);

/* How far ink may lean out of a text's box, px. */
int glyphs_slack(float px_per_u, const TextStyle *style);

/* The text of an item as a new surface, or null when it has no ink; *x and *y: where the surface
 * lies from the item's top left. */
SDL_Surface *glyphs_draw(Glyphs *glyphs, const DrawItem *item, int *x, int *y);

/* --- icons.c: vector files to surfaces of the size they are shown at ----------------------- */

/* New, or null if there is no such file or its name has other letters than a-z, 0-9 and -. */
SDL_Surface *icons_draw(const char *assets, const DrawItem *item);

/* An SVG's bytes, drawn; null if they are none. */
SDL_Surface *icons_raster(const void *svg, size_t size, int w, int h);

/* Left becomes right. */
void icons_mirror(SDL_Surface *surface);

/* --- ready.c: pictures drawn by the build -------------------------------------------------- */

/* What icons_raster makes of the SVG, from a file of the build's folder (or FOYER_ART). Null, and
 * a line in the log, if there is none of this size or it is damaged or of another SVG. */
SDL_Surface *ready_load(const char *name, int w, int h, const void *svg, size_t svg_size);

/* False if the file cannot be written. */
bool ready_save(const SDL_Surface *surface, const char *path, const void *svg, size_t svg_size);

/* --- shapes.c: boxes, shadows, rings, baked smooth ----------------------------------------- */

SDL_Surface *shape_box(int w, int h, float radius, const DrawItem *item);
SDL_Surface *shape_shadow(int w, int h, float radius, float sigma, int reach, Colour colour);
SDL_Surface *shape_ring(int size, int width, float share, Colour colour, Colour track);

/* --- textures.c: what was drawn before, least used goes first ------------------------------ */

enum { TEXTURES = 512, TEXTURE_BYTES = 9 << 20 };

typedef struct {
    SDL_Texture *texture; /* null: nothing to see */
    uint64_t key, used;
    int x, y, w, h; /* where it lies from the item's top left */
    bool is_personal;
} Texture;

typedef struct {
    SDL_Renderer *renderer;
    Texture list[TEXTURES];
    int count;
    size_t bytes;
    uint64_t tick;
} Textures;

/* Null if it is not there. Borrowed until the next textures_ call. */
Texture *textures_find(Textures *textures, uint64_t key);

/* Keeps a surface (which it frees; null is kept as nothing to see). */
Texture *textures_add(Textures *textures, uint64_t key, SDL_Surface *surface);

/* Its pixels as a new surface; null if it has none. */
SDL_Surface *textures_copy(const Texture *texture);

void textures_drop(Textures *textures, uint64_t key);
void textures_drop_personal(Textures *textures);
void textures_drop_all(Textures *textures);

/* Drops the least used until they are within `bytes`. */
void textures_trim(Textures *textures, size_t bytes);

/* --- picture.c, draw.c --------------------------------------------------------------------- */

typedef struct {
    uint64_t hash;
    Pixels reach;
} Drawn;

struct Picture {
    SDL_Surface *surface;
    SDL_Renderer *renderer;
    char assets[512];
    Glyphs glyphs;
    Textures textures;
    uint64_t ring; /* the texture of the last ring: there is only ever one */
    Drawn last[DRAW_ITEMS];
    int last_count;
    Colour last_paper;
    bool is_drawn; /* last and last_paper say what the surface shows */
};

static inline SDL_Rect sdl_rect(Pixels pixels)
{
    return (SDL_Rect){pixels.x, pixels.y, pixels.w, pixels.h};
}

void draw_item(Picture *picture, const DrawItem *item);
void draw_fill(Picture *picture, SDL_Rect rect, Colour colour);

/* --- window.c, events.c -------------------------------------------------------------------- */

struct Window {
    SDL_Window *sdl;
    bool is_held; /* a finger or the mouse button is down */
    bool is_finger;
    uint32_t touched_ms; /* when that finger last told of itself */
    SDL_FingerID finger;
    unsigned wake;         /* SDL's number for our own event */
    SDL_atomic_t is_woken; /* one of them is on its way */
};

/* What an event of SDL's means; false: nothing. */
bool events_translate(Window *window, const SDL_Event *in, float px_per_u, Input *out);

#endif
