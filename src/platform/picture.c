/* The picture: what differs from the last draw list is found, cleared and drawn again, in memory of
 * our own. The same for the window, for drive and for tests; no display is needed. */
#include "base/wipe.h"
#include "platform/internal.h"
#include <SDL_image.h>

static bool make_surface(Picture *picture, int width, int height, Err *err)
{
    if (width < 1 || height < 1 || width > 16384 || height > 16384)
        return err_set(err, ERR_INVALID, "a picture of %d by %d", width, height);
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_RGB888);
    SDL_Renderer *renderer = surface ? SDL_CreateSoftwareRenderer(surface) : NULL;
    if (!renderer) {
        SDL_FreeSurface(surface);
        return err_set(err, ERR_BROKEN, "SDL: %s", SDL_GetError());
    }
    if (picture->renderer) {
        textures_drop_all(&picture->textures);
        SDL_DestroyRenderer(picture->renderer);
        SDL_FreeSurface(picture->surface);
    }
    picture->surface = surface;
    picture->renderer = picture->textures.renderer = renderer;
    picture->is_drawn = false;
    return true;
}

bool picture_open(Picture **out, const char *assets, int width, int height, Err *err)
{
    Picture *picture = calloc(1, sizeof *picture);
    if (!picture)
        return err_set(err, ERR_FULL, "no memory for a picture");
    bool is_fit = snprintf(picture->assets, sizeof picture->assets, "%s", assets) <
        (int)sizeof picture->assets;
    if (!is_fit)
        err_set(err, ERR_INVALID, "the path of the assets is too long");
    if (!is_fit || !glyphs_open(&picture->glyphs, err) ||
        !make_surface(picture, width, height, err)) {
        picture_close(picture);
        return false;
    }
    *out = picture;
    return true;
}

void picture_close(Picture *picture)
{
    if (!picture)
        return;
    glyphs_close(&picture->glyphs);
    if (picture->renderer) {
        textures_drop_all(&picture->textures);
        SDL_DestroyRenderer(picture->renderer);
        SDL_FreeSurface(picture->surface);
    }
    wipe(picture, sizeof *picture);
    free(picture);
}

bool picture_resize(Picture *picture, int width, int height, Err *err)
{
    if (width == picture->surface->w && height == picture->surface->h)
        return true;
    return make_surface(picture, width, height, err);
}

void picture_size(const Picture *picture, int *width, int *height)
{
    *width = picture->surface->w;
    *height = picture->surface->h;
}

void picture_scale(Picture *picture, float px_per_u)
{
    ASSERT(px_per_u > 0);
    if (px_per_u == picture->glyphs.px_per_u)
        return;
    picture->glyphs.px_per_u = px_per_u;
    glyphs_forget(&picture->glyphs);
    textures_drop_all(&picture->textures);
    picture->is_drawn = false;
}

const Measurer *picture_measurer(Picture *picture)
{
    return &picture->glyphs.measurer;
}

void picture_forget(Picture *picture)
{
    glyphs_forget(&picture->glyphs);
    textures_drop_personal(&picture->textures);
    /* And what is still to be seen: the next list is drawn from the paper up. */
    picture->is_drawn = false;
    SDL_FillRect(picture->surface, NULL, 0);
}

bool picture_save(Picture *picture, const char *path, Err *err)
{
    if (IMG_SavePNG(picture->surface, path) != 0)
        return err_set(err, ERR_BROKEN, "%s: %s", path, SDL_GetError());
    return true;
}

size_t picture_cached(const Picture *picture)
{
    return picture->textures.bytes;
}

static bool touch(Pixels a, Pixels b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static Pixels around(Pixels a, Pixels b)
{
    SDL_Rect first = sdl_rect(a), second = sdl_rect(b), both;
    SDL_UnionRect(&first, &second, &both);
    return (Pixels){both.x, both.y, both.w, both.h};
}

static int64_t area(Pixels p)
{
    return (int64_t)p.w * p.h;
}

static void damage_remove(Damage *damage, int index)
{
    damage->rects[index] = damage->rects[--damage->count];
}

/* The rectangle with which another together is cheapest to draw. */
static int nearest(const Damage *damage, Pixels rect)
{
    int best = 0;
    int64_t least = INT64_MAX;
    for (int i = 0; i < damage->count; i++) {
        int64_t more = area(around(damage->rects[i], rect)) - area(damage->rects[i]);
        if (more < least) {
            least = more;
            best = i;
        }
    }
    return best;
}

/* Keeps the rectangles apart: what touches is joined, and joined again with what that touches. */
static void damage_add(const Picture *picture, Damage *damage, Pixels rect)
{
    SDL_Rect whole = {0, 0, picture->surface->w, picture->surface->h}, part = sdl_rect(rect);
    if (!SDL_IntersectRect(&whole, &part, &part))
        return;
    rect = (Pixels){part.x, part.y, part.w, part.h};
    for (int i = 0; i < damage->count; i++) {
        if (touch(damage->rects[i], rect)) {
            rect = around(damage->rects[i], rect);
            damage_remove(damage, i);
            i = -1;
        }
    }
    if (damage->count < DAMAGE_MAX) {
        damage->rects[damage->count++] = rect;
        return;
    }
    int joined = nearest(damage, rect);
    rect = around(damage->rects[joined], rect);
    damage_remove(damage, joined);
    damage_add(picture, damage, rect);
}

/* Items that are in both lists, in the same order, stay. */
static void compare(const Picture *picture, const DrawList *list, Damage *damage)
{
    int old = 0;
    for (int i = 0; i < list->count; i++) {
        int same = old;
        while (same < picture->last_count && picture->last[same].hash != list->items[i].hash)
            same++;
        if (same == picture->last_count) {
            damage_add(picture, damage, list->items[i].reach);
            continue;
        }
        for (; old < same; old++)
            damage_add(picture, damage, picture->last[old].reach);
        old++;
    }
    for (; old < picture->last_count; old++)
        damage_add(picture, damage, picture->last[old].reach);
}

static void remember(Picture *picture, const DrawList *list)
{
    for (int i = 0; i < list->count; i++) {
        picture->last[i].hash = list->items[i].hash;
        picture->last[i].reach = list->items[i].reach;
    }
    picture->last_count = list->count;
    picture->last_paper = list->paper;
    picture->is_drawn = true;
}

static void draw_part(Picture *picture, const DrawList *list, Pixels part)
{
    SDL_Rect rect = sdl_rect(part);
    SDL_RenderSetClipRect(picture->renderer, &rect);
    draw_fill(picture, rect, list->paper | 0xff);
    for (int i = 0; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        SDL_Rect clip = sdl_rect(item->reach);
        if (!SDL_IntersectRect(&clip, &rect, &clip))
            continue;
        SDL_RenderSetClipRect(picture->renderer, &clip);
        draw_item(picture, item);
        textures_trim(&picture->textures, TEXTURE_BYTES);
    }
}

void picture_draw(Picture *picture, const DrawList *list, Damage *damage)
{
    damage->count = 0;
    if (picture->is_drawn && picture->last_paper == list->paper)
        compare(picture, list, damage);
    else
        damage_add(picture, damage, (Pixels){0, 0, picture->surface->w, picture->surface->h});
    for (int i = 0; i < damage->count; i++)
        draw_part(picture, list, damage->rects[i]);
    SDL_RenderSetClipRect(picture->renderer, NULL);
    SDL_RenderFlush(picture->renderer);
    remember(picture, list);
}
