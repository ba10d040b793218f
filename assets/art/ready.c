/* For the build: draws a picture once at a size, as the program would.
 *   ready_art SVG WIDTHxHEIGHT OUT */
#include "platform/internal.h"

int main(int argc, char **argv)
{
    int w = 0, h = 0;
    size_t size = 0;
    if (argc != 4 || sscanf(argv[2], "%dx%d", &w, &h) != 2) {
        fprintf(stderr, "ready_art SVG WIDTHxHEIGHT OUT\n");
        return 2;
    }
    void *svg = SDL_LoadFile(argv[1], &size);
    SDL_Surface *surface = svg ? icons_raster(svg, size, w, h) : NULL;
    bool is_done = surface && ready_save(surface, argv[3], svg, size);
    if (!is_done)
        fprintf(stderr, "%s: cannot be drawn into %s\n", argv[1], argv[3]);
    SDL_FreeSurface(surface);
    SDL_free(svg);
    return is_done ? 0 : 1;
}
