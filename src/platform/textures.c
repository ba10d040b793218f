/* What was drawn before, kept as textures under a ceiling of bytes. The keys are hashes, so that
 * no text outlives its picture; what was personal is zeroed before it is freed. */
#include "base/wipe.h"
#include "platform/internal.h"

uint64_t hash_begin(int kind)
{
    return hash_number(0xcbf29ce484222325, (uint64_t)kind);
}

uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ at[i]) * 0x100000001b3;
    return hash ^ (hash >> 29);
}

uint64_t hash_text(uint64_t hash, const char *text)
{
    return hash_bytes(hash, text, strlen(text) + 1);
}

uint64_t hash_number(uint64_t hash, uint64_t number)
{
    return hash_bytes(hash, &number, sizeof number);
}

Texture *textures_find(Textures *textures, uint64_t key)
{
    for (int i = 0; i < textures->count; i++) {
        Texture *found = &textures->list[i];
        if (found->key == key) {
            found->used = ++textures->tick;
            return found;
        }
    }
    return NULL;
}

static size_t size_of(const Texture *texture)
{
    return texture->texture ? (size_t)texture->w * (size_t)texture->h * 4 : 0;
}

static void blacken(SDL_Texture *texture, int height)
{
    void *pixels;
    int pitch;
    if (SDL_LockTexture(texture, NULL, &pixels, &pitch) == 0) {
        wipe(pixels, (size_t)pitch * (size_t)height);
        SDL_UnlockTexture(texture);
    }
}

static void drop(Textures *textures, int index)
{
    Texture *texture = &textures->list[index];
    textures->bytes -= size_of(texture);
    if (texture->texture) {
        /* What is queued still wants the pixels. */
        SDL_RenderFlush(textures->renderer);
        if (texture->is_personal)
            blacken(texture->texture, texture->h);
        SDL_DestroyTexture(texture->texture);
    }
    *texture = textures->list[--textures->count];
}

static SDL_Texture *upload(SDL_Renderer *renderer, SDL_Surface *surface)
{
    SDL_Texture *texture = SDL_CreateTexture(
        renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING, surface->w, surface->h);
    void *pixels;
    int pitch;
    if (!texture || SDL_LockTexture(texture, NULL, &pixels, &pitch) != 0) {
        SDL_DestroyTexture(texture);
        return NULL;
    }
    for (int y = 0; y < surface->h; y++) {
        memcpy((char *)pixels + (size_t)y * (size_t)pitch,
            (char *)surface->pixels + (size_t)y * (size_t)surface->pitch, (size_t)surface->w * 4);
    }
    SDL_UnlockTexture(texture);
    SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
    return texture;
}

static int least_used(const Textures *textures)
{
    int least = 0;
    for (int i = 1; i < textures->count; i++) {
        if (textures->list[i].used < textures->list[least].used)
            least = i;
    }
    return least;
}

Texture *textures_add(Textures *textures, uint64_t key, SDL_Surface *surface)
{
    if (textures->count == TEXTURES)
        drop(textures, least_used(textures));

    Texture *added = &textures->list[textures->count++];
    *added = (Texture){.key = key, .used = ++textures->tick};
    if (surface) {
        added->texture = upload(textures->renderer, surface);
        added->w = surface->w;
        added->h = surface->h;
        textures->bytes += size_of(added);
        wipe(surface->pixels, (size_t)surface->pitch * (size_t)surface->h);
        SDL_FreeSurface(surface);
    }
    return added;
}

SDL_Surface *textures_copy(const Texture *texture)
{
    void *pixels;
    int pitch;
    /* SDL promises nothing about what a locked texture holds; the software renderer, the only one
     * used here, gives the pixels themselves. */
    if (!texture->texture || SDL_LockTexture(texture->texture, NULL, &pixels, &pitch) != 0)
        return NULL;
    SDL_Surface *copy =
        SDL_CreateRGBSurfaceWithFormat(0, texture->w, texture->h, 32, SDL_PIXELFORMAT_ARGB8888);
    for (int y = 0; copy && y < texture->h; y++) {
        memcpy((char *)copy->pixels + (size_t)y * (size_t)copy->pitch,
            (const char *)pixels + (size_t)y * (size_t)pitch, (size_t)texture->w * 4);
    }
    SDL_UnlockTexture(texture->texture);
    return copy;
}

void textures_drop(Textures *textures, uint64_t key)
{
    for (int i = 0; i < textures->count; i++) {
        if (textures->list[i].key == key) {
            drop(textures, i);
            return;
        }
    }
}

void textures_drop_personal(Textures *textures)
{
    for (int i = textures->count - 1; i >= 0; i--) {
        if (textures->list[i].is_personal)
            drop(textures, i);
    }
}

void textures_drop_all(Textures *textures)
{
    while (textures->count > 0)
        drop(textures, textures->count - 1);
}

void textures_trim(Textures *textures, size_t bytes)
{
    while (textures->bytes > bytes)
        drop(textures, least_used(textures));
}
