/* Runs of letters. HarfBuzz measures (no font is opened for that, nothing is drawn); SDL_ttf, which
 * shapes with HarfBuzz too, draws. Both are given the same run with the same direction and script,
 * so that what was measured is what is seen.
 *
 * SDL_ttf grows its surface where ink rises above the font's ascent or starts before the pen, and
 * tells nobody: the Shape of the run says by how much. */
#include "base/wipe.h"
#include "platform/internal.h"
#include <math.h>

static const float BODY_LINE = 1.35F;

/* Noto Sans, per em: what a browser centres within a line. */
static const float ASCENT = 1.069f, DESCENT = 0.293f;

enum { SCRATCH_BYTES = 1 << 20 };

static int run_px(const Glyphs *glyphs, const TextStyle *style, const Piece *piece)
{
    float factor = fonts_size(style->language, piece->script, piece->font);
    long px = lroundf(style->size * factor * glyphs->px_per_u);
    return px < 1 ? 1 : px > 1000 ? 1000 : (int)px;
}

/* A letter that no font has is drawn as the first font's box. */
static int run_font(const Piece *piece)
{
    return piece->font >= 0 && piece->font < FONTS ? piece->font : FONT_SANS;
}

/* A tab or a line feed would be drawn as a box. */
static void copy_run(Glyphs *glyphs, const Piece *piece, const char *text)
{
    int length = piece->length < RUN_BYTES ? piece->length : RUN_BYTES - 1;
    for (int i = 0; i < length; i++) {
        char c = text[piece->start + i];
        glyphs->run[i] = (unsigned char)c < ' ' ? ' ' : c;
    }
    glyphs->run[length] = 0;
}

static int16_t narrow(double px)
{
    return (int16_t)fmax(fmin(px, INT16_MAX), INT16_MIN);
}

static void shape_run(Glyphs *glyphs, hb_font_t *font, const Piece *piece, Shape *out)
{
    hb_buffer_t *buffer = glyphs->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_direction(buffer, piece->is_rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, hb_script_from_string(piece->script, -1));
    hb_buffer_add_utf8(buffer, glyphs->run, -1, 0, -1);
    hb_shape(font, buffer, NULL, 0);

    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &count);
    int x = 0, left = 0, top = INT32_MIN, bottom = INT32_MIN;
    for (unsigned i = 0; i < count; i++) {
        hb_glyph_extents_t ink;
        if (hb_font_get_glyph_extents(font, info[i].codepoint, &ink) && ink.width) {
            int start = (x + at[i].x_offset) / 64 * 64 + ink.x_bearing;
            int rise = at[i].y_offset + ink.y_bearing;
            left = start < left ? start : left;
            top = rise > top ? rise : top;
            bottom = -rise - ink.height > bottom ? -rise - ink.height : bottom;
        }
        x += at[i].x_advance;
    }
    out->width = (float)x / 64;
    out->left = narrow(floor(left / 64.0));
    out->top = top == INT32_MIN ? 0 : narrow(ceil(top / 64.0));
    out->bottom = top == INT32_MIN ? 0 : narrow(ceil(bottom / 64.0));
}

static Shape shape_of(Glyphs *glyphs, const TextStyle *style, const Piece *piece, const char *text)
{
    int font = run_font(piece), px = run_px(glyphs, style, piece);
    uint64_t key = hash_bytes(hash_begin(0), text + piece->start, (size_t)piece->length);
    key = hash_text(key, piece->script);
    key = hash_number(key, (uint64_t)(font << 16 | px << 2 | style->is_bold << 1 | piece->is_rtl));

    Shape *kept = &glyphs->shapes[key % SHAPES];
    hb_font_t *shaper = NULL;
    if (kept->key != key && (shaper = fonts_shaper(&glyphs->fonts, font, style->is_bold, px))) {
        *kept = (Shape){.key = key};
        copy_run(glyphs, piece, text);
        shape_run(glyphs, shaper, piece, kept);
        wipe(glyphs->run, (size_t)piece->length < RUN_BYTES ? (size_t)piece->length : RUN_BYTES);
    }
    return kept->key == key ? *kept : (Shape){0};
}

static int measure_font(void *self, const Language *language, uint32_t code_point)
{
    Glyphs *glyphs = self;
    return fonts_find(&glyphs->fonts, language, code_point);
}

static float measure_width(void *self, const TextStyle *style, const Piece *piece, const char *text)
{
    Glyphs *glyphs = self;
    return shape_of(glyphs, style, piece, text).width / glyphs->px_per_u;
}

int glyphs_slack(float px_per_u, const TextStyle *style)
{
    return (int)(style->size * px_per_u / 8) + 1;
}

/* As a browser does it: Noto Sans' ascent and descent centred in the line. Ink may lean out by the
 * slack; where it would go further the baseline gives way, and then the line grows. */
static LineSize measure_line(
    void *self, const TextStyle *style, const Piece *pieces, int count, const char *text)
{
    Glyphs *glyphs = self;
    float size = style->size * glyphs->px_per_u;
    /* The table tells the line of body text; headings are tighter by as much as in Latin. */
    float own = fonts_line(style->language) * fminf(1, style->line / BODY_LINE);
    float height = roundf(size * fmaxf(style->line, own));
    float ascent = roundf(size * ASCENT), descent = roundf(size * DESCENT);
    float baseline = floorf((height - ascent - descent) / 2) + ascent;

    float above = 0, below = 0, slack = (float)glyphs_slack(glyphs->px_per_u, style);
    for (int i = 0; i < count; i++) {
        Shape shape = shape_of(glyphs, style, &pieces[i], text);
        above = fmaxf(above, shape.top - slack);
        below = fmaxf(below, shape.bottom - slack);
    }
    height = fmaxf(height, above + below);
    baseline = fmaxf(above, fminf(baseline, height - below));
    return (LineSize){height / glyphs->px_per_u, baseline / glyphs->px_per_u};
}

bool glyphs_open(Glyphs *glyphs, Err *err)
{
    glyphs->px_per_u = 4;
    glyphs->measurer = (Measurer){glyphs, measure_font, measure_width, measure_line};
    if (!fonts_open(&glyphs->fonts, err))
        return false;
    if (TTF_Init() != 0)
        return err_set(err, ERR_BROKEN, "SDL_ttf: %s", TTF_GetError());
    glyphs->buffer = hb_buffer_create();
    arena_init(&glyphs->scratch, SCRATCH_BYTES);
    return true;
}

void glyphs_close(Glyphs *glyphs)
{
    fonts_close(&glyphs->fonts);
    if (!glyphs->buffer)
        return;
    hb_buffer_destroy(glyphs->buffer);
    arena_finish(&glyphs->scratch);
    TTF_Quit();
}

void glyphs_forget(Glyphs *glyphs)
{
    wipe(glyphs->shapes, sizeof glyphs->shapes);
    wipe(glyphs->run, sizeof glyphs->run);
    hb_buffer_destroy(glyphs->buffer);
    glyphs->buffer = hb_buffer_create();
    fonts_rest(&glyphs->fonts);
}

/* A run as drawn: its surface, where that lies, and the part of it that can have ink. */
typedef struct {
    SDL_Surface *surface;
    int x, y;
    SDL_Rect ink;
} Run;

static int overshoot(TTF_Font *pen, const SDL_Surface *surface, const Shape *shape)
{
    int grown = surface->h - TTF_FontHeight(pen);
    int above = shape->top - TTF_FontAscent(pen);
    int below = shape->bottom - (TTF_FontHeight(pen) - TTF_FontAscent(pen));
    if (below < 0)
        return grown > 0 ? grown : 0;
    return above < 0 ? 0 : above < grown ? above : grown;
}

static Run draw_run(
    Glyphs *glyphs, const DrawItem *item, const Paragraph *paragraph, const Piece *piece)
{
    Shape shape = shape_of(glyphs, &item->style, piece, item->text);
    TTF_Font *pen = fonts_pen(
        &glyphs->fonts, run_font(piece), item->style.is_bold, run_px(glyphs, &item->style, piece));
    if (!pen)
        return (Run){0};
    TTF_SetFontDirection(pen, piece->is_rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(pen, piece->script);

    copy_run(glyphs, piece, item->text);
    Colour c = item->colour;
    SDL_Color colour = {(uint8_t)(c >> 24), (uint8_t)(c >> 16), (uint8_t)(c >> 8), (uint8_t)c};
    SDL_Surface *surface = TTF_RenderUTF8_Blended(pen, glyphs->run, colour);
    wipe(glyphs->run, sizeof glyphs->run);
    if (!surface)
        return (Run){0};

    float down = (float)piece->line * paragraph->line_height + paragraph->baseline;
    int baseline = (int)lroundf(down * glyphs->px_per_u);
    Run run = {surface, (int)lroundf(piece->x * glyphs->px_per_u) + shape.left,
        baseline - TTF_FontAscent(pen) - overshoot(pen, surface, &shape), {0}};
    SDL_Rect all = {run.x, run.y, surface->w, surface->h};
    /* Hinting adds to what HarfBuzz says: a row, more to large letters. */
    int more = 1 + TTF_FontHeight(pen) / 32;
    SDL_Rect ink = {
        run.x, baseline - shape.top - more, surface->w, shape.top + shape.bottom + 2 * more};
    SDL_IntersectRect(&all, &ink, &run.ink);
    return run;
}

/* The surface has the text's colour everywhere, so that what is blended later has no dark rim; of
 * letters that overlap the darker one is seen. */
static void compose(SDL_Surface *surface, SDL_Point origin, const Run *run)
{
    for (int y = run->ink.y; y < run->ink.y + run->ink.h; y++) {
        const uint32_t *from = (const uint32_t *)((char *)run->surface->pixels +
            (ptrdiff_t)(y - run->y) * run->surface->pitch);
        uint32_t *to =
            (uint32_t *)((char *)surface->pixels + (ptrdiff_t)(y - origin.y) * surface->pitch);
        to += run->ink.x - origin.x;
        for (int x = 0; x < run->ink.w; x++) {
            if (from[x] >> 24 > to[x] >> 24)
                to[x] = (from[x] & 0xff000000) | (to[x] & 0xffffff);
        }
    }
}

static SDL_Surface *join(Run *runs, int count, Colour colour, int *x, int *y)
{
    SDL_Rect all = {0};
    for (int i = 0; i < count; i++) {
        if (runs[i].ink.w > 0 && runs[i].ink.h > 0)
            SDL_UnionRect(&all, &runs[i].ink, &all);
    }
    SDL_Surface *surface = NULL;
    if (all.w > 0)
        surface = SDL_CreateRGBSurfaceWithFormat(0, all.w, all.h, 32, SDL_PIXELFORMAT_ARGB8888);
    if (surface)
        SDL_FillRect(surface, NULL, colour >> 8);
    for (int i = 0; i < count; i++) {
        if (surface && runs[i].ink.w > 0 && runs[i].ink.h > 0)
            compose(surface, (SDL_Point){all.x, all.y}, &runs[i]);
        if (runs[i].surface)
            wipe(runs[i].surface->pixels,
                (size_t)runs[i].surface->pitch * (size_t)runs[i].surface->h);
        SDL_FreeSurface(runs[i].surface);
    }
    *x = all.x;
    *y = all.y;
    return surface;
}

SDL_Surface *glyphs_draw(Glyphs *glyphs, const DrawItem *item, int *x, int *y)
{
    Paragraph paragraph;
    Arena *arena = &glyphs->scratch;
    paragraph_layout(
        &paragraph, arena, &glyphs->measurer, item->text, &item->style, item->width, item->align);

    Run *runs = arena_take(arena, sizeof(Run) * (size_t)(paragraph.piece_count + 1));
    for (int i = 0; i < paragraph.piece_count; i++)
        runs[i] = draw_run(glyphs, item, &paragraph, &paragraph.pieces[i]);
    SDL_Surface *surface = join(runs, paragraph.piece_count, item->colour, x, y);
    arena_wipe(arena);
    return surface;
}
