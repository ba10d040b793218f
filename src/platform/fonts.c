/* Which Noto file draws which letter. The table is fonts/fonts.def; nothing is matched or
 * guessed, so that every machine with the same packages shows the same letters. Letters are
 * looked up in the file's own character map, without reading more of it. */
#include "base/utf8.h"
#include "platform/internal.h"
#include <malloc.h>
#include <unistd.h>

static const char *const FOLDERS = "/usr/share/fonts/truetype/noto:/usr/share/fonts/opentype/noto";

typedef struct {
    const char *file[2];
    int face;
    const char *package;
} FontRow;

typedef struct {
    const char *language; /* null: all */
    char script[5];
    int font;
    float size, line;
} ScriptRow;

static const FontRow FONT_ROWS[FONTS] = {
#define FONT(name, regular, bold, face, package) {{regular, bold}, face, package},
#include "../../fonts/fonts.def"
};

/* A language's own rows stand before those for all. */
static const ScriptRow SCRIPT_ROWS[] = {
#define LANGUAGE(tag, iso15924, font, size, line)                                                  \
    {#tag, #iso15924, FONT_##font, (float)(size), (float)(line)},
#include "../../fonts/fonts.def"
#define SCRIPT(iso15924, font, size, line)                                                         \
    {NULL, #iso15924, FONT_##font, (float)(size), (float)(line)},
#include "../../fonts/fonts.def"
};

static bool find_file(const char *folders, const char *file, char path[256])
{
    while (*folders) {
        size_t length = strcspn(folders, ":");
        int size = snprintf(path, 256, "%.*s/%s", (int)length, folders, file);
        if (size < 256 && access(path, R_OK) == 0)
            return true;
        folders += length + (folders[length] == ':');
    }
    return false;
}

bool fonts_open(Fonts *fonts, Err *err)
{
    const char *folders = getenv("FOYER_FONTS");
    if (!folders || !*folders)
        folders = FOLDERS;
    for (int i = 0; i < FONTS; i++) {
        for (int bold = 0; bold < 2; bold++) {
            const FontRow *row = &FONT_ROWS[i];
            if (!find_file(folders, row->file[bold], fonts->path[i][bold]))
                return err_set(err, ERR_NOT_FOUND, "font %s is not in %s: install the package %s",
                    row->file[bold], folders, row->package);
        }
    }
    return true;
}

void fonts_close(Fonts *fonts)
{
    for (int i = 0; i < FONTS_OPEN; i++) {
        if (fonts->open[i].font)
            TTF_CloseFont(fonts->open[i].font);
    }
    for (int i = 0; i < FONTS; i++) {
        hb_font_destroy(fonts->shaper[i][0]);
        hb_font_destroy(fonts->shaper[i][1]);
    }
    memset(fonts, 0, sizeof *fonts);
}

/* Tens of thousands of letters, which FreeType reads again for each font that is open. */
static bool is_heavy(int font)
{
    return font == FONT_CJK_SC || font == FONT_CJK_TC || font == FONT_CJK_JP || font == FONT_CJK_KR;
}

void fonts_rest(Fonts *fonts)
{
    for (int i = 0; i < FONTS_OPEN; i++) {
        OpenFont *open = &fonts->open[i];
        if (open->font && is_heavy(open->name)) {
            TTF_CloseFont(open->font);
            *open = (OpenFont){0};
        }
    }
    for (int i = 0; i < FONTS * 2; i++) {
        hb_font_t **shaper = &fonts->shaper[i / 2][i % 2];
        if (*shaper && is_heavy(i / 2)) {
            hb_font_destroy(*shaper);
            *shaper = NULL;
        }
    }
    malloc_trim(0); /* what was freed goes back to the machine */
}

static bool is_row_of(const ScriptRow *row, const Language *language)
{
    return language && row->language && strcmp(row->language, language->tag) == 0;
}

static const ScriptRow *find_row(const Language *language, const char *script)
{
    for (size_t i = 0; i < SDL_arraysize(SCRIPT_ROWS); i++) {
        const ScriptRow *row = &SCRIPT_ROWS[i];
        if (strcmp(row->script, script) == 0 && (!row->language || is_row_of(row, language)))
            return row;
    }
    return NULL;
}

static const ScriptRow *row_of(const Language *language, uint32_t code_point)
{
    hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), code_point);
    char name[5] = "";
    hb_tag_to_string(hb_script_to_iso15924_tag(script), name);
    return find_row(language, name);
}

/* Of the script that a language writes its own name in. */
static const ScriptRow *own_row(const Language *language)
{
    const char *at = language ? language->own_name : "";
    return *at ? row_of(language, utf8_next(&at)) : NULL;
}

static bool has(Fonts *fonts, int font, uint32_t code_point)
{
    hb_font_t *shaper = fonts_shaper(fonts, font, false, 0);
    hb_codepoint_t glyph;
    return shaper && hb_font_get_nominal_glyph(shaper, code_point, &glyph);
}

static bool is_ascii_letter_or_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

int fonts_find(Fonts *fonts, const Language *language, uint32_t code_point)
{
    if (is_ascii_letter_or_digit(code_point))
        return FONT_SANS;
    const ScriptRow *row = row_of(language, code_point);
    if (row && has(fonts, row->font, code_point))
        return row->font;
    if (has(fonts, FONT_SANS, code_point))
        return FONT_SANS;
    /* Signs of no script, as an ideographic comma: the language's own font knows best. */
    const ScriptRow *own = own_row(language);
    if (own && has(fonts, own->font, code_point))
        return own->font;
    for (int i = 0; i < FONTS; i++) {
        if (has(fonts, i, code_point))
            return i;
    }
    return -1;
}

float fonts_size(const Language *language, const char *script, int font)
{
    const ScriptRow *row = find_row(language, script);
    return row && row->font == font ? row->size : 1;
}

float fonts_line(const Language *language)
{
    const ScriptRow *row = own_row(language);
    return row ? row->line : 1;
}

hb_font_t *fonts_shaper(Fonts *fonts, int font, bool is_bold, int px)
{
    hb_font_t **shaper = &fonts->shaper[font][is_bold];
    if (!*shaper) {
        hb_blob_t *blob = hb_blob_create_from_file_or_fail(fonts->path[font][is_bold]);
        if (!blob)
            return NULL;
        hb_face_t *face = hb_face_create(blob, (unsigned)FONT_ROWS[font].face);
        *shaper = hb_font_create(face);
        hb_face_destroy(face);
        hb_blob_destroy(blob);
    }
    if (px > 0)
        hb_font_set_scale(*shaper, px * 64, px * 64);
    return *shaper;
}

/* The slot that has the pen, or the one to give it: that of a heavy font in another size, a free
 * one, the least used. */
static OpenFont *find_slot(Fonts *fonts, int font, bool is_bold, int px)
{
    OpenFont *slot = &fonts->open[0];
    for (int i = 0; i < FONTS_OPEN; i++) {
        OpenFont *open = &fonts->open[i];
        bool is_file = open->font && open->name == font && open->is_bold == is_bold;
        if (is_file && (open->px == px || is_heavy(font)))
            return open;
        if (open->used < slot->used)
            slot = open;
    }
    return slot;
}

TTF_Font *fonts_pen(Fonts *fonts, int font, bool is_bold, int px)
{
    OpenFont *slot = find_slot(fonts, font, is_bold, px);
    bool is_file = slot->font && slot->name == font && slot->is_bold == is_bold;
    if (is_file && (slot->px == px || TTF_SetFontSize(slot->font, px) == 0)) {
        slot->px = px;
        slot->used = ++fonts->tick;
        return slot->font;
    }
    if (slot->font)
        TTF_CloseFont(slot->font);
    *slot = (OpenFont){.name = font, .px = px, .is_bold = is_bold, .used = ++fonts->tick};
    slot->font = TTF_OpenFontIndex(fonts->path[font][is_bold], px, FONT_ROWS[font].face);
    if (slot->font)
        TTF_SetFontHinting(slot->font, TTF_HINTING_LIGHT);
    else
        slot->used = 0;
    return slot->font;
}
