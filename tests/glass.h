/* A picture of 400 by 300 and the list it is drawn from, for the tests of platform/. */
#ifndef TESTS_GLASS_H
#define TESTS_GLASS_H

#include "check.h"

#include "base/utf8.h"
#include "platform/internal.h"

static const Colour PAPER_WHITE = 0xFFFFFFFF, RED = 0xC00000FF, BLUE = 0x0000C0FF;
static const Language ENGLISH = {.tag = "en", .own_name = "English"};
static const Language ARABIC = {.tag = "ar", .own_name = "العربية", .is_rtl = true};
static const Language URDU = {.tag = "ur", .own_name = "اردو", .is_rtl = true};
static const Language CHINESE = {.tag = "zh_Hant", .own_name = "繁體中文"};

enum { WIDTH = 400, HEIGHT = 300 };

typedef struct {
    Picture *picture;
    DrawList *list;
    Damage damage;
} Glass;

static inline void glass_open(Glass *glass)
{
    Err err = {0};
    CHECK(picture_open(&glass->picture, FOYER_SOURCE "/assets", WIDTH, HEIGHT, &err));
    glass->list = calloc(1, sizeof *glass->list);
    glass->list->paper = PAPER_WHITE;
}

static inline void glass_close(Glass *glass)
{
    picture_close(glass->picture);
    free(glass->list);
}

static inline void hash_item(DrawItem *item)
{
    item->hash = 0;
    uint64_t hash = hash_bytes(hash_begin(99), item, offsetof(DrawItem, hash));
    item->hash = hash_text(hash, item->text ? item->text : "");
}

static inline DrawItem *add(Glass *glass, DrawKind kind, Pixels box)
{
    DrawItem *item = &glass->list->items[glass->list->count++];
    memset(item, 0, sizeof *item);
    item->kind = kind;
    item->box = item->reach = box;
    item->clip = (Pixels){0, 0, WIDTH, HEIGHT};
    hash_item(item);
    return item;
}

static inline DrawItem *add_box(Glass *glass, Pixels box, int radius, Colour fill)
{
    DrawItem *item = add(glass, DRAW_BOX, box);
    item->radius = radius;
    item->fill = fill;
    hash_item(item);
    return item;
}

static inline DrawItem *add_text(
    Glass *glass, const Language *language, const char *text, Pixels box)
{
    DrawItem *item = add(glass, DRAW_TEXT, box);
    item->text = text;
    item->style = (TextStyle){language, 8, 1.35F, false};
    item->colour = 0x17232BFF;
    hash_item(item);
    return item;
}

static inline void draw(Glass *glass)
{
    picture_draw(glass->picture, glass->list, &glass->damage);
}

static inline uint32_t at(const Glass *glass, int x, int y)
{
    const SDL_Surface *surface = glass->picture->surface;
    const char *row = (const char *)surface->pixels + y * surface->pitch;
    return ((const uint32_t *)row)[x] & 0xffffff;
}

static inline bool has_ink(const Glass *glass, Pixels part)
{
    for (int y = part.y; y < part.y + part.h; y++) {
        for (int x = part.x; x < part.x + part.w; x++) {
            if (at(glass, x, y) != PAPER_WHITE >> 8)
                return true;
        }
    }
    return false;
}

static inline bool is_same(Pixels a, int x, int y, int w, int h)
{
    return a.x == x && a.y == y && a.w == w && a.h == h;
}

static inline float width_of(
    Glass *g, const Language *language, const char *text, const char *script)
{
    TextStyle style = {language, 10, 1.25F, false};
    const Measurer *m = picture_measurer(g->picture);
    const char *first = text;
    Piece piece = {.length = (int)strlen(text), .is_rtl = language->is_rtl};
    piece.font = m->font(m->self, language, utf8_next(&first));
    memcpy(piece.script, script, 5);
    return m->width(m->self, &style, &piece, text);
}

#endif
