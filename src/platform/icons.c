/* Icons and pictures: our own vector files, drawn once at the size they are shown. Of an icon only
 * the coverage is taken; its colour is the theme's. */
#include "base/log.h"
#include "platform/internal.h"
#include <SDL_image.h>

static bool is_plain(const char *name)
{
    return *name && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

SDL_Surface *icons_raster(const void *svg, size_t size, int w, int h)
{
    SDL_RWops *file = SDL_RWFromConstMem(svg, (int)size);
    SDL_Surface *drawn = file ? IMG_LoadSizedSVG_RW(file, w, h) : NULL;
    SDL_Surface *surface =
        drawn ? SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    SDL_FreeSurface(drawn);
    if (file)
        SDL_RWclose(file);
    return surface;
}

static SDL_Surface *load(const char *assets, const char *folder, const DrawItem *item)
{
    char path[768];
    size_t size = 0;
    if (!item->name || !is_plain(item->name))
        return NULL;
    if (snprintf(path, sizeof path, "%s/%s/%s.svg", assets, folder, item->name) >= (int)sizeof path)
        return NULL;

    void *svg = SDL_LoadFile(path, &size);
    SDL_Surface *surface = NULL;
    if (svg && item->kind == DRAW_PICTURE)
        surface = ready_load(item->name, item->box.w, item->box.h, svg, size);
    if (svg && !surface)
        surface = icons_raster(svg, size, item->box.w, item->box.h);
    SDL_free(svg);
    if (!surface)
        log_line(LOG_PROBLEM, "picture %s/%s.svg: %s", folder, item->name, SDL_GetError());
    return surface;
}

static uint32_t *row_of(const SDL_Surface *surface, int y)
{
    return (uint32_t *)((char *)surface->pixels + (size_t)y * (size_t)surface->pitch);
}

static void tint(SDL_Surface *surface, Colour colour)
{
    for (int y = 0; y < surface->h; y++) {
        uint32_t *row = row_of(surface, y);
        for (int x = 0; x < surface->w; x++)
            row[x] = (row[x] >> 24) * (colour & 0xff) / 255 << 24 | colour >> 8;
    }
}

void icons_mirror(SDL_Surface *surface)
{
    for (int y = 0; y < surface->h; y++) {
        uint32_t *row = row_of(surface, y);
        for (int x = 0; x < surface->w / 2; x++) {
            uint32_t kept = row[x];
            row[x] = row[surface->w - 1 - x];
            row[surface->w - 1 - x] = kept;
        }
    }
}

SDL_Surface *icons_draw(const char *assets, const DrawItem *item)
{
    bool is_icon = item->kind == DRAW_ICON;
    SDL_Surface *surface = load(assets, is_icon ? "icons" : "art", item);
    if (!surface)
        return NULL;
    if (is_icon)
        tint(surface, item->colour);
    if (item->is_mirrored)
        icons_mirror(surface);
    return surface;
}
