/* The items of a draw list, through the texture cache. What has a straight side is filled, corners
 * come from a texture: the smallest box that looks like this one. */
#include "platform/internal.h"

enum { TEXT_KEY = 1, ICON_KEY, BOX_KEY, SHADOW_KEY, RING_KEY };

/* A shadow's sides are copied in chunks of this many pixels. */
enum { CHUNK = 64 };

/* The look's section 5, u: offset, sigma, reach; alpha of 255. */
static const struct {
    float down, sigma, reach;
    int alpha;
} SHADOWS[] = {{0}, {0.5f, 1, 2, 31}, {4, 6, 12, 61}};

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int px(const Picture *picture, float u)
{
    return (int)SDL_lroundf(u * picture->glyphs.px_per_u);
}

void draw_fill(Picture *picture, SDL_Rect rect, Colour colour)
{
    if (rect.w <= 0 || rect.h <= 0 || (colour & 0xff) == 0)
        return;
    SDL_SetRenderDrawBlendMode(
        picture->renderer, (colour & 0xff) == 0xff ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetRenderDrawColor(picture->renderer, (uint8_t)(colour >> 24), (uint8_t)(colour >> 16),
        (uint8_t)(colour >> 8), (uint8_t)colour);
    SDL_RenderFillRect(picture->renderer, &rect);
}

/* A part of a texture, at a place of the picture. */
static void copy(Picture *picture, const Texture *texture, SDL_Rect from, int x, int y)
{
    SDL_Rect to = {x, y, from.w, from.h};
    if (texture->texture && from.w > 0 && from.h > 0)
        SDL_RenderCopy(picture->renderer, texture->texture, &from, &to);
}

static void copy_all(Picture *picture, const Texture *texture, const DrawItem *item)
{
    copy(picture, texture, (SDL_Rect){0, 0, texture->w, texture->h}, item->box.x + texture->x,
        item->box.y + texture->y);
}

static void fill_within(Picture *picture, SDL_Rect part, SDL_Rect rect, Colour colour)
{
    SDL_Rect both;
    if (SDL_IntersectRect(&part, &rect, &both))
        draw_fill(picture, both, colour);
}

/* The part of a box where nothing is round. */
static void draw_flat(Picture *picture, const DrawItem *item, SDL_Rect part)
{
    Pixels b = item->box;
    int e = item->edge_width, inner_w = b.w - 2 * e, foot_y = b.y + b.h - e - item->foot;
    fill_within(picture, part, (SDL_Rect){b.x, b.y, b.w, e}, item->edge);
    fill_within(picture, part, (SDL_Rect){b.x, b.y + b.h - e, b.w, e}, item->edge);
    fill_within(picture, part, (SDL_Rect){b.x, b.y + e, e, b.h - 2 * e}, item->edge);
    fill_within(picture, part, (SDL_Rect){b.x + b.w - e, b.y + e, e, b.h - 2 * e}, item->edge);
    fill_within(picture, part, (SDL_Rect){b.x + e, foot_y, inner_w, item->foot}, item->foot_colour);
    fill_within(picture, part, (SDL_Rect){b.x + e, b.y + e, inner_w, foot_y - b.y - e}, item->fill);
}

static Texture *box_texture(Picture *picture, const DrawItem *item, int w, int h, float radius)
{
    uint64_t key = hash_number(hash_begin(BOX_KEY), (uint64_t)w << 32 | h);
    key = hash_number(key, (uint64_t)item->fill << 32 | item->edge);
    key = hash_number(key, (uint64_t)item->foot_colour << 32 | item->foot << 16 | item->edge_width);
    key = hash_number(key, (uint64_t)(radius * 2));
    Texture *found = textures_find(&picture->textures, key);
    return found ? found : textures_add(&picture->textures, key, shape_box(w, h, radius, item));
}

static void draw_box(Picture *picture, const DrawItem *item)
{
    Pixels b = item->box;
    if (item->radius <= 0) {
        draw_flat(picture, item, sdl_rect(b));
        return;
    }
    float radius = SDL_min((float)item->radius, (float)smaller(b.w, b.h) / 2);
    int corner = SDL_max((int)SDL_ceilf(radius), item->edge_width), low = corner + item->foot;
    int w = smaller(b.w, 2 * corner + 1), h = smaller(b.h, corner + low + 1);
    const Texture *texture = box_texture(picture, item, w, h, radius);

    int right = w < b.w ? b.x + b.w - corner : b.x + b.w;
    int column = w < b.w ? corner : b.w;
    int top = h < b.h ? corner : b.h, bottom = h < b.h ? low : 0;
    for (int side = 0; side < 2; side++) {
        int x = side ? right : b.x, from = side ? w - corner : 0;
        if (side && w == b.w)
            break;
        copy(picture, texture, (SDL_Rect){from, 0, column, top}, x, b.y);
        copy(picture, texture, (SDL_Rect){from, h - bottom, column, bottom}, x, b.y + b.h - bottom);
        draw_flat(picture, item, (SDL_Rect){x, b.y + top, column, b.h - top - bottom});
    }
    draw_flat(picture, item, (SDL_Rect){b.x + column, b.y, right - b.x - column, b.h});
}

/* From, to and how much of one side of a nine-slice: two ends and chunks between them. */
static bool next_slice(int *at, int *from, int *size, int length, int baked, int end)
{
    if (*at >= length)
        return false;
    *from = *at;
    *size = baked;
    if (length > baked) {
        *from = *at < end ? 0 : *at < length - end ? end : baked - end;
        *size =
            *at < length - end && *at >= end ? smaller(baked - 2 * end, length - end - *at) : end;
    }
    return true;
}

static void draw_slices(Picture *picture, const Texture *texture, SDL_Rect all, int end)
{
    int y = 0, from_y, h;
    for (; next_slice(&y, &from_y, &h, all.h, texture->h, end); y += h) {
        int x = 0, from_x, w;
        for (; next_slice(&x, &from_x, &w, all.w, texture->w, end); x += w) {
            /* The middle lies under the box. */
            if (x >= end && x < all.w - end && y >= end && y < all.h - end)
                continue;
            copy(picture, texture, (SDL_Rect){from_x, from_y, w, h}, all.x + x, all.y + y);
        }
    }
}

static void draw_shadow(Picture *picture, const DrawItem *item)
{
    Pixels b = item->box;
    if (item->level < 1 || item->level > 2)
        return;
    int reach = px(picture, SHADOWS[item->level].reach);
    float radius = SDL_min((float)item->radius, (float)smaller(b.w, b.h) / 2);
    int end = (int)SDL_ceilf(radius) + reach; /* of the box's side, from its corner inwards */
    int w = smaller(b.w, 2 * end + CHUNK), h = smaller(b.h, 2 * end + CHUNK);

    uint64_t key = hash_number(hash_begin(SHADOW_KEY), (uint64_t)w << 32 | h);
    key = hash_number(key, (uint64_t)item->colour << 16 | item->level << 12 | (int)(radius * 2));
    const Texture *texture = textures_find(&picture->textures, key);
    if (!texture) {
        float sigma = SHADOWS[item->level].sigma * picture->glyphs.px_per_u;
        Colour colour = (item->colour & ~0xffu) | (Colour)SHADOWS[item->level].alpha;
        texture =
            textures_add(&picture->textures, key, shape_shadow(w, h, radius, sigma, reach, colour));
    }
    SDL_Rect all = {b.x - reach, b.y - reach + px(picture, SHADOWS[item->level].down),
        b.w + 2 * reach, b.h + 2 * reach};
    if (texture->texture)
        draw_slices(picture, texture, all, end + reach);
}

static void draw_text(Picture *picture, const DrawItem *item)
{
    if (!item->text || !*item->text)
        return;
    const TextStyle *style = &item->style;
    struct {
        float size, line, width;
        int align;
    } numbers = {style->size, style->line, item->width, (int)item->align};
    uint64_t key = hash_text(hash_begin(TEXT_KEY), item->text);
    key = hash_text(key, style->language ? style->language->tag : "");
    key = hash_bytes(key, &numbers, sizeof numbers);
    key = hash_number(key, (uint64_t)item->colour << 1 | style->is_bold);

    Texture *texture = textures_find(&picture->textures, key);
    if (!texture) {
        int x, y;
        SDL_Surface *surface = glyphs_draw(&picture->glyphs, item, &x, &y);
        texture = textures_add(&picture->textures, key, surface);
        texture->x = x;
        texture->y = y;
    }
    texture->is_personal |= item->is_personal;
    copy_all(picture, texture, item);
}

static uint64_t icon_key(const DrawItem *item, bool is_mirrored)
{
    uint64_t key = hash_text(hash_begin(ICON_KEY), item->name ? item->name : "");
    key = hash_number(key, (uint64_t)item->box.w << 32 | item->box.h);
    return hash_number(
        key, (uint64_t)item->colour << 2 | is_mirrored << 1 | (item->kind == DRAW_ICON));
}

static void draw_icon(Picture *picture, const DrawItem *item)
{
    uint64_t key = icon_key(item, item->is_mirrored);
    const Texture *texture = textures_find(&picture->textures, key);
    if (!texture) {
        /* The other way round, as it was in a language of the other direction? */
        const Texture *twin = textures_find(&picture->textures, icon_key(item, !item->is_mirrored));
        SDL_Surface *surface = twin ? textures_copy(twin) : icons_draw(picture->assets, item);
        if (twin && surface)
            icons_mirror(surface);
        texture = textures_add(&picture->textures, key, surface);
    }
    copy_all(picture, texture, item);
}

static void draw_ring(Picture *picture, const DrawItem *item)
{
    int size = smaller(item->box.w, item->box.h);
    uint64_t key = hash_bytes(hash_begin(RING_KEY), &item->share, sizeof item->share);
    key = hash_number(key, (uint64_t)size << 32 | item->edge_width);
    key = hash_number(key, (uint64_t)item->colour << 32 | item->edge);
    if (key != picture->ring)
        textures_drop(&picture->textures, picture->ring);
    picture->ring = key;
    const Texture *texture = textures_find(&picture->textures, key);
    if (!texture)
        texture = textures_add(&picture->textures, key,
            shape_ring(size, item->edge_width, item->share, item->colour, item->edge));
    copy_all(picture, texture, item);
}

/* Filled, not kept as a texture: nothing of a code stays when it is gone. */
static void draw_qr(Picture *picture, const DrawItem *item)
{
    const QrCode *code = item->code;
    int module = code->size ? item->box.w / code->size : 0;
    for (int y = 0; y < code->size; y++)
        for (int x = 0, end; x < code->size; x = end + 1) {
            for (end = x; end < code->size && qrcode_is_dark(code, end, y);)
                end++;
            draw_fill(picture,
                (SDL_Rect){
                    item->box.x + x * module, item->box.y + y * module, (end - x) * module, module},
                item->colour);
        }
}

void draw_item(Picture *picture, const DrawItem *item)
{
    if (item->box.w <= 0 || item->box.h <= 0)
        return;
    switch (item->kind) {
    case DRAW_BOX:
        draw_box(picture, item);
        break;
    case DRAW_SHADOW:
        draw_shadow(picture, item);
        break;
    case DRAW_TEXT:
        draw_text(picture, item);
        break;
    case DRAW_ICON:
    case DRAW_PICTURE:
        draw_icon(picture, item);
        break;
    case DRAW_RING:
        draw_ring(picture, item);
        break;
    case DRAW_QR:
        draw_qr(picture, item);
        break;
    }
}
