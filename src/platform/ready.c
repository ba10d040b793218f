/* Pictures that the build has drawn. To draw one anew takes longer than all the rest of a frame, so
 * it is done once, by the same code, at the sizes that CMakeLists.txt names.
 *
 * A file is a QOI: read four times as fast as a PNG and hardly larger, as nearly all of a picture
 * is flat. QOI knows no checksum, so a hash of the SVG and of all before it follows. A file that is
 * damaged, or of another SVG than the one beside the program now, is not taken for it.
 */
#include "base/log.h"
#include "platform/internal.h"
#include <SDL_image.h>

#ifndef FOYER_ART
#define FOYER_ART "art"
#endif

enum { QOI_INDEX = 0x00, QOI_RUN = 0xc0, QOI_RGBA = 0xff, RUN_MOST = 62 };

static uint64_t seal(const void *svg, size_t svg_size, const void *qoi, size_t qoi_size)
{
    return hash_bytes(hash_bytes(hash_begin(0), svg, svg_size), qoi, qoi_size);
}

/* --- reading ------------------------------------------------------------------------------- */

static bool is_sealed(const char *bytes, size_t size, const void *svg, size_t svg_size)
{
    uint64_t sealed;
    if (size < sizeof sealed)
        return false;
    memcpy(&sealed, bytes + size - sizeof sealed, sizeof sealed);
    return sealed == seal(svg, svg_size, bytes, size - sizeof sealed);
}

SDL_Surface *ready_load(const char *name, int w, int h, const void *svg, size_t svg_size)
{
    const char *set = SDL_getenv("FOYER_ART");
    char path[768];
    size_t size = 0;
    snprintf(path, sizeof path, "%s/%s-%dx%d.qoi", set && *set ? set : FOYER_ART, name, w, h);
    char *bytes = SDL_LoadFile(path, &size);
    if (!bytes) {
        log_line(LOG_INFO, "picture art/%s.svg: none is ready at %dx%d", name, w, h);
        return NULL;
    }
    SDL_Surface *drawn = NULL, *surface = NULL;
    if (is_sealed(bytes, size, svg, svg_size)) {
        SDL_RWops *file = SDL_RWFromConstMem(bytes, (int)(size - sizeof(uint64_t)));
        drawn = IMG_LoadTyped_RW(file, 1, "QOI");
    }
    if (drawn)
        surface = SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_ARGB8888, 0);
    if (!surface)
        log_line(LOG_WARNING, "picture %s: damaged, or of another art/%s.svg", path, name);
    SDL_FreeSurface(drawn);
    SDL_free(bytes);
    return surface;
}

/* --- writing: for the build ---------------------------------------------------------------- */

static unsigned char *put(unsigned char *to, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        *to++ = (unsigned char)(number >> shift);
    return to;
}

/* Runs, pixels seen shortly before, and all others as they are. */
static unsigned char *put_pixels(unsigned char *to, const SDL_Surface *surface)
{
    uint32_t seen[64] = {0}, last = 0x000000ff;
    int run = 0;
    for (int i = 0; i < surface->w * surface->h; i++) {
        const char *row = (const char *)surface->pixels + i / surface->w * surface->pitch;
        uint32_t argb = ((const uint32_t *)row)[i % surface->w], rgba = argb << 8 | argb >> 24;
        if (run && (rgba != last || run == RUN_MOST)) {
            *to++ = (unsigned char)(QOI_RUN | (run - 1));
            run = 0;
        }
        if (rgba == last) {
            run++;
            continue;
        }
        uint32_t place = (rgba >> 24) * 3 + (rgba >> 16 & 0xff) * 5 + (rgba >> 8 & 0xff) * 7;
        place = (place + (rgba & 0xff) * 11) % 64;
        if (seen[place] == rgba) {
            *to++ = (unsigned char)(QOI_INDEX | place);
        } else {
            *to++ = QOI_RGBA;
            to = put(to, rgba);
        }
        seen[place] = last = rgba;
    }
    if (run)
        *to++ = (unsigned char)(QOI_RUN | (run - 1));
    return to;
}

bool ready_save(const SDL_Surface *surface, const char *path, const void *svg, size_t svg_size)
{
    static const unsigned char KIND[] = {4, 0}, END[] = {0, 0, 0, 0, 0, 0, 0, 1};
    size_t most = 32 + (size_t)surface->w * (size_t)surface->h * 5;
    unsigned char *bytes = malloc(most), *end = bytes;
    FILE *file = bytes ? fopen(path, "wb") : NULL;
    bool is_written = false;
    if (file) {
        end = put(end, 'q' << 24 | 'o' << 16 | 'i' << 8 | 'f');
        end = put(put(end, (uint32_t)surface->w), (uint32_t)surface->h);
        end = memcpy(end, KIND, sizeof KIND);
        end = put_pixels(end + sizeof KIND, surface);
        end = memcpy(end, END, sizeof END);
        end += sizeof END;
        uint64_t sealed = seal(svg, svg_size, bytes, (size_t)(end - bytes));
        memcpy(end, &sealed, sizeof sealed);
        end += sizeof sealed;
        is_written = fwrite(bytes, 1, (size_t)(end - bytes), file) == (size_t)(end - bytes);
        is_written &= fclose(file) == 0;
    }
    free(bytes);
    return is_written;
}
