/* Boxes, shadows and rings with smooth edges, drawn pixel by pixel: how much of a pixel is covered
 * follows from its centre's distance to the edge. */
#include "platform/internal.h"
#include <math.h>

static SDL_Surface *blank(int w, int h)
{
    return SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
}

static uint32_t *row_of(const SDL_Surface *surface, int y)
{
    return (uint32_t *)((char *)surface->pixels + (size_t)y * (size_t)surface->pitch);
}

/* fmaxf and fminf, which are calls as long as a number might be none: these are asked ten times a
 * pixel. */
static float larger(float a, float b)
{
    return a > b ? a : b;
}

static float smaller(float a, float b)
{
    return a < b ? a : b;
}

static float covered(float distance)
{
    return larger(0, smaller(1, 0.5f - distance));
}

/* How far a point is outside of a rounded rectangle at 0,0. */
static float beyond(float x, float y, float w, float h, float radius)
{
    radius = larger(0, smaller(radius, smaller(w, h) / 2));
    float dx = fabsf(x - w / 2) - (w / 2 - radius), dy = fabsf(y - h / 2) - (h / 2 - radius);
    float corner = dx > 0 && dy > 0 ? hypotf(dx, dy) : larger(larger(dx, dy), 0);
    return corner + smaller(larger(dx, dy), 0) - radius;
}

static uint32_t pixel(Colour colour, float alpha)
{
    return (uint32_t)lroundf(alpha) << 24 | colour >> 8;
}

/* Adds a share of a colour to what a pixel has, weighted by alpha: red, green, blue, alpha. */
static void mix(float to[4], Colour colour, float share)
{
    float alpha = share * (float)(colour & 0xff);
    for (int i = 0; i < 3; i++)
        to[i] += alpha * (float)(colour >> (24 - 8 * i) & 0xff);
    to[3] += alpha;
}

static uint32_t mixed(const float sum[4])
{
    if (sum[3] < 0.5f)
        return 0;
    uint32_t out = (uint32_t)lroundf(smaller(sum[3], 255));
    for (int i = 0; i < 3; i++)
        out = out << 8 | (uint32_t)lroundf(smaller(sum[i] / sum[3], 255));
    return out;
}

SDL_Surface *shape_box(int w, int h, float radius, const DrawItem *item)
{
    SDL_Surface *surface = blank(w, h);
    float edge = (float)item->edge_width, foot = (float)item->foot;
    float inner_w = (float)w - 2 * edge, inner_h = (float)h - 2 * edge;
    for (int y = 0; surface && y < h; y++) {
        uint32_t *row = row_of(surface, y);
        for (int x = 0; x < w; x++) {
            float px = (float)x + 0.5f, py = (float)y + 0.5f, sum[4] = {0};
            float ix = px - edge, iy = py - edge, round = radius - edge;
            float outer = covered(beyond(px, py, (float)w, (float)h, radius));
            float inner = edge > 0 ? covered(beyond(ix, iy, inner_w, inner_h, round)) : outer;
            float face = foot > 0 ? covered(beyond(ix, iy, inner_w, inner_h - foot, round)) : inner;
            face = smaller(face, inner);
            if (face == 1 || outer == 0) { /* most pixels: nothing to mix */
                row[x] = face == 1 && item->fill & 0xff ? item->fill << 24 | item->fill >> 8 : 0;
                continue;
            }
            mix(sum, item->edge, larger(outer - inner, 0));
            mix(sum, item->foot_colour, inner - face);
            mix(sum, item->fill, face);
            row[x] = mixed(sum);
        }
    }
    return surface;
}

/* One pass of a box blur of odd width along a line of n values, `step` apart. */
static void blur_line(float *line, float *copy, int n, int step, int width)
{
    int half = width / 2;
    float sum = 0;
    for (int i = 0; i < n; i++)
        copy[i] = line[i * step];
    for (int i = 0; i < half && i < n; i++)
        sum += copy[i];
    for (int i = 0; i < n; i++) {
        sum += i + half < n ? copy[i + half] : 0;
        line[i * step] = sum / (float)width;
        sum -= i - half >= 0 ? copy[i - half] : 0;
    }
}

/* Three box passes are close to a bell; their widths are odd and as near as can be to sigma's. */
static void blur(float *mask, float *copy, int w, int h, float sigma)
{
    int narrow = ((int)sqrtf(4 * sigma * sigma + 1) - 1) / 2 * 2 + 1;
    float n = (float)narrow;
    int narrow_passes = (int)lroundf((12 * sigma * sigma - 3 * n * n - 12 * n - 9) / (-4 * n - 4));
    for (int pass = 0; pass < 3; pass++) {
        int width = pass < narrow_passes ? narrow : narrow + 2;
        for (int y = 0; y < h; y++)
            blur_line(mask + y * w, copy, w, 1, width);
        for (int x = 0; x < w; x++)
            blur_line(mask + x, copy, h, w, width);
    }
}

SDL_Surface *shape_shadow(int w, int h, float radius, float sigma, int reach, Colour colour)
{
    int all_w = w + 2 * reach, all_h = h + 2 * reach;
    float *mask = calloc((size_t)all_w * (size_t)all_h, sizeof *mask);
    float *copy = calloc((size_t)(all_w > all_h ? all_w : all_h), sizeof *copy);
    SDL_Surface *surface = mask && copy ? blank(all_w, all_h) : NULL;
    if (surface) {
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++)
                mask[(y + reach) * all_w + x + reach] =
                    covered(beyond((float)x + 0.5f, (float)y + 0.5f, (float)w, (float)h, radius));
        }
        blur(mask, copy, all_w, all_h, sigma);
        for (int y = 0; y < all_h; y++) {
            for (int x = 0; x < all_w; x++)
                row_of(surface, y)[x] = pixel(colour, mask[y * all_w + x] * (float)(colour & 0xff));
        }
    }
    free(mask);
    free(copy);
    return surface;
}

SDL_Surface *shape_ring(int size, int width, float share, Colour colour, Colour track)
{
    const float TURN = 6.2831853f;
    SDL_Surface *surface = blank(size, size);
    float middle = (float)size / 2, half = (float)width / 2, radius = middle - half;
    share = larger(0, smaller(share, 1));
    float end_x = radius * sinf(share * TURN), end_y = -radius * cosf(share * TURN);
    for (int y = 0; surface && y < size; y++) {
        uint32_t *row = row_of(surface, y);
        for (int x = 0; x < size; x++) {
            float px = (float)x + 0.5f - middle, py = (float)y + 0.5f - middle, sum[4] = {0};
            float angle = atan2f(px, -py);
            float band = fabsf(hypotf(px, py) - radius) - half;
            float caps = smaller(hypotf(px, py + radius), hypotf(px - end_x, py - end_y)) - half;
            bool is_within = (angle < 0 ? angle + TURN : angle) <= share * TURN;
            float arc = share > 0 ? covered(is_within ? band : caps) : 0;
            mix(sum, colour, arc);
            mix(sum, track, larger(covered(band) - arc, 0));
            row[x] = mixed(sum);
        }
    }
    return surface;
}
