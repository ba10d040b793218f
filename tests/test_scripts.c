/* Text in each script, with the fonts that families see: every letter has a shape, no ink is cut,
 * scripts share a baseline, and nobody's word or name is broken. */
#include "glass.h"

#include "text/format.h"
#include "text/lang.h"
#include "ui/theme.h"

#include <math.h>

#define FSI "\u2068"
#define PDI "\u2069"

typedef struct {
    Language language;
    const char *text;
    const char *words; /* of the text, with bars between; "": spaces are between words */
} Sample;

/* clang-format off */
#define IN(t, i, name, r) {.tag = t, .icu = i "-u-ca-gregory-nu-latn", .own_name = name, .is_rtl = r}
static const Sample SAMPLES[] = {
    {IN("en", "en-US", "English", false), "Who is here today? 3 people (room 12B), Ågot Ñandú Żółć", ""},
    {IN("vi", "vi-US", "Tiếng Việt", false), "Hôm nay ai đến? Nguyễn Thị Hường, phòng Ổ Ẫ Ặ Ữ 12B", ""},
    {IN("ru", "ru-US", "Русский", false), "Кто сегодня пришёл? Щербакова Й, кабинет 12B", ""},
    {IN("ar", "ar", "العربية", true), "من حضر اليوم؟ يُرجى اختيار اللُّغَةِ، غرفة 12B (لِلأُسْرَةِ)", ""},
    {IN("fa_AF", "fa-AF", "دری", true), "امروز کی آمده است؟ می‌خواهیم گپ بزنیم، اتاق 12B", ""},
    {IN("ps", "ps-AF", "پښتو", true), "نن څوک راغلي دي؟ ښوونځی، ځوی، ډېر، ګرځي، کوټه 12B", ""},
    {IN("ur", "ur-US", "اردو", true), "آج کون آیا ہے؟ اپنے بچے کے سکول سے ملیں، ٹھیک ہے، کمرہ 12B میں", ""},
    {IN("ckb", "ckb-US", "کوردیی ناوەندی", true), "ئەمڕۆ کێ هاتووە؟ قوتابخانە، ژووری 12B", ""},
    {IN("he", "he-US", "עברית", true), "מי כאן היום? בבקשה לבחור שפה, חדר 12B", ""},
    {IN("hi", "hi-US", "हिन्दी", false), "आज कौन आया है? स्कूल में आपका स्वागत है, विद्यार्थी, शक्ति, कक्ष 12B", ""},
    {IN("ne", "ne-US", "नेपाली", false), "आज को आउनुभयो? विद्यालयमा स्वागत छ, ङ्क्ष्र्यै, कोठा 12B", ""},
    {IN("bn", "bn-US", "বাংলা", false), "আজ কে এসেছেন? স্কুলে স্বাগতম, শিক্ষার্থী, কক্ষ 12B।", ""},
    {IN("pa", "pa-US", "ਪੰਜਾਬੀ", false), "ਅੱਜ ਕੌਣ ਆਇਆ ਹੈ? ਸਕੂਲ ਵਿੱਚ ਜੀ ਆਇਆਂ ਨੂੰ, ਕਮਰਾ 12B", ""},
    {IN("gu", "gu-US", "ગુજરાતી", false), "આજે કોણ આવ્યું છે? શાળામાં સ્વાગત છે, વિદ્યાર્થી, રૂમ 12B", ""},
    {IN("te", "te-US", "తెలుగు", false), "ఈ రోజు ఎవరు వచ్చారు? పాఠశాలకు స్వాగతం, విద్యార్థి, గది 12B", ""},
    {IN("ta", "ta-US", "தமிழ்", false), "இன்று யார் வந்துள்ளனர்? பள்ளிக்கு வருக, ஸ்ரீ, அறை 12B", ""},
    {IN("th", "th-US", "ไทย", false), "วันนี้ใครมาบ้าง ยินดีต้อนรับสู่โรงเรียน ที่นี่ ป้ำ ห้อง 12B",
        "วันนี้|ยินดี|ต้อนรับ|โรงเรียน"},
    {IN("lo", "lo-US", "ລາວ", false), "ມື້ນີ້ໃຜມາ ຍິນດີຕ້ອນຮັບສູ່ໂຮງຮຽນ ຫ້ອງ 12B", "ໂຮງຮຽນ"},
    {IN("km", "km-US", "ខ្មែរ", false), "ថ្ងៃនេះអ្នកណាមក? សូមស្វាគមន៍មកកាន់សាលារៀន ស្ត្រី ក្រុម ញ៉ាំ បន្ទប់ 12B",
        "ស្វាគមន៍|សាលារៀន|បន្ទប់|ស្ត្រី"},
    {IN("my", "my-US", "မြန်မာ", false), "ဒီနေ့ ဘယ်သူ လာသလဲ။ ကျောင်းမှ ကြိုဆိုပါတယ်၊ ဂုဏ်သိက္ခာ၊ ကြွေး၊ အခန်း 12B", "အခန်း"},
    {IN("am", "am-US", "አማርኛ", false), "ዛሬ ማን መጣ? እንኳን ወደ ትምህርት ቤት በደህና መጡ፣ ክፍል 12B።", ""},
    {IN("hy", "hy-US", "Հայերեն", false), "Ո՞վ է այսօր այստեղ։ Բարի գալուստ դպրոց, սենյակ 12B", ""},
    {IN("zh_Hans", "zh-Hans-US", "简体中文", false), "今天谁来了？欢迎来到学校，请选择语言：骨、直、刃（12B室）。", "12B"},
    {IN("zh_Hant", "zh-Hant-US", "繁體中文", false), "今天誰來了？歡迎來到學校，請選擇語言：骨、直、刃（12B室）。", "12B"},
    {IN("ja", "ja-US", "日本語", false), "今日は誰が来ましたか？学校へようこそ、12B教室。", "12B"},
    {IN("ko", "ko-US", "한국어", false), "오늘 누가 오셨나요? 학교에 오신 것을 환영합니다, 12B 교실", ""},
};
/* clang-format on */
enum { SAMPLES_COUNT = sizeof SAMPLES / sizeof *SAMPLES };

static Glass g;
static Arena arena;

static int open_all(void **state)
{
    UNUSED_STATE;
    glass_open(&g);
    arena_init(&arena, 1 << 20);
    return 0;
}

static int close_all(void **state)
{
    UNUSED_STATE;
    arena_finish(&arena);
    glass_close(&g);
    return 0;
}

static Glyphs *glyphs(void)
{
    return &g.picture->glyphs;
}

static Paragraph lay(const TextStyle *style, const char *text, float width)
{
    Paragraph p;
    arena_wipe(&arena);
    paragraph_layout(&p, &arena, picture_measurer(g.picture), text, style, width, ALIGN_START);
    return p;
}

typedef void (*Check)(const TextStyle *style, const char *text);

/* The five sizes of the look, plain and large, at the pixels of a large and of a small glass. */
static void at_each_size(const Language *language, const char *text, Check check)
{
    static const int HEIGHTS[] = {1080, 600};
    for (int i = 0; i < 4; i++) {
        Theme theme;
        int height = HEIGHTS[i / 2];
        theme_fit(&theme, height * 16 / 9, height, 0, (Switches){.large = i % 2}, 0);
        picture_scale(g.picture, theme.px_per_u);
        for (int size = 0; size < TEXT_SIZES; size++) {
            TextStyle style = {language, theme.size[size], theme.line[size], size <= LEAD};
            check(&style, text);
        }
    }
    picture_scale(g.picture, 4);
}

static void for_each_sample(Check check)
{
    for (int i = 0; i < SAMPLES_COUNT; i++)
        at_each_size(&SAMPLES[i].language, SAMPLES[i].text, check);
}

/* --- letters --- */

enum { DOTTED_CIRCLE = 0x25CC }; /* HarfBuzz puts it where a mark has no base */

static void check_piece(const TextStyle *style, const char *text, const Piece *piece)
{
    if (piece->font < 0)
        fail_msg("%s: no font for %s", style->language->tag, text + piece->start);
    hb_font_t *font = fonts_shaper(&glyphs()->fonts, piece->font, style->is_bold, 40);
    hb_buffer_t *buffer = hb_buffer_create();
    hb_codepoint_t circle = 0;
    unsigned count;
    hb_font_get_nominal_glyph(font, DOTTED_CIRCLE, &circle);
    hb_buffer_set_direction(buffer, piece->is_rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, hb_script_from_string(piece->script, -1));
    hb_buffer_add_utf8(buffer, text + piece->start, piece->length, 0, -1);
    hb_shape(font, buffer, NULL, 0);
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    for (unsigned i = 0; i < count; i++)
        if (!info[i].codepoint || (circle && info[i].codepoint == circle))
            fail_msg("%s: no shape at byte %d of %.*s", style->language->tag, (int)info[i].cluster,
                piece->length, text + piece->start);
    hb_buffer_destroy(buffer);
}

static void check_shapes(const TextStyle *style, const char *text)
{
    Paragraph p = lay(style, text, 100);
    CHECK(p.piece_count > 0 && !p.has_missing);
    for (int i = 0; i < p.piece_count; i++)
        check_piece(style, text, &p.pieces[i]);
}

TEST(every_letter_has_a_shape)
{
    UNUSED_STATE;
    for_each_sample(check_shapes);
}

/* --- ink --- */

typedef struct {
    int top, bottom, left, right; /* from the paragraph's; the first and the one after the last */
    long dots;
} Ink;

static Ink ink_of(const SDL_Surface *surface, int left, int y, int from, int to)
{
    Ink ink = {.top = INT32_MAX, .left = INT32_MAX, .right = INT32_MIN};
    for (int row = 0; surface && row < surface->h; row++) {
        const uint32_t *dots =
            (const uint32_t *)((const char *)surface->pixels + (ptrdiff_t)row * surface->pitch);
        for (int x = from < 0 ? 0 : from; x < surface->w && x < to; x++) {
            if (dots[x] >> 24 < 8) /* as good as nothing */
                continue;
            ink.top = ink.top < y + row ? ink.top : y + row;
            ink.bottom = y + row + 1;
            ink.left = ink.left < left + x ? ink.left : left + x;
            ink.right = ink.right > left + x + 1 ? ink.right : left + x + 1;
            ink.dots++;
        }
    }
    return ink;
}

static Ink draw_ink(const TextStyle *style, const char *text, float width, float from, float to)
{
    int x, y;
    DrawItem item = {.text = text, .style = *style, .width = width, .colour = 0x000000FF};
    SDL_Surface *surface = glyphs_draw(glyphs(), &item, &x, &y);
    float px = glyphs()->px_per_u;
    Ink ink = ink_of(surface, x, y, (int)(from * px) - x, (int)(to * px) - x);
    SDL_FreeSurface(surface);
    return ink;
}

/* What paint.c lets a text reach beyond its box. */
static void check_ink(const TextStyle *style, const char *text)
{
    float px = glyphs()->px_per_u;
    Paragraph p = lay(style, text, 100);
    Ink ink = draw_ink(style, text, 100, -50, 200);
    int over = (int)lroundf(style->size / 3 * px);
    int height = (int)(p.height * px);
    if (!ink.dots || ink.top < -over || ink.bottom > height + over)
        fail_msg("%s, size %g: ink from %d to %d of %d", style->language->tag, (double)style->size,
            ink.top, ink.bottom, height);
    /* Cards and buttons are as high as their lines: only a hair may lean out of them. */
    int hair = glyphs_slack(px, style) + 1;
    if (ink.top < -hair || ink.bottom > height + hair)
        fail_msg("%s, size %g: ink leans out, from %d to %d of %d", style->language->tag,
            (double)style->size, ink.top, ink.bottom, height);
}

TEST(ink_stays_with_its_lines)
{
    UNUSED_STATE;
    for_each_sample(check_ink);
}

/* Where a run was measured it is drawn, whatever SDL_ttf did to its surface; all of it. */
static void check_run(const TextStyle *style, const char *text)
{
    float px = glyphs()->px_per_u;
    Paragraph p = lay(style, text, 0);
    if (p.piece_count != 1)
        return;
    Piece piece = p.pieces[0];
    float factor = fonts_size(style->language, piece.script, piece.font);
    int size = (int)lroundf(style->size * factor * px);
    TTF_Font *pen = fonts_pen(&glyphs()->fonts, piece.font, style->is_bold, size);
    TTF_SetFontDirection(pen, piece.is_rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(pen, piece.script);
    SDL_Surface *surface = TTF_RenderUTF8_Blended(pen, text, (SDL_Color){0, 0, 0, 255});
    Ink all = ink_of(surface, 0, 0, 0, 10000);
    SDL_FreeSurface(surface);
    Ink drawn = draw_ink(style, text, 0, -50, 1000);
    if (drawn.dots != all.dots)
        fail_msg("%s, %d px: %ld of %ld dots of %s", style->language->tag, size, drawn.dots,
            all.dots, text);

    hb_font_t *font = fonts_shaper(&glyphs()->fonts, piece.font, style->is_bold, size);
    hb_buffer_t *buffer = hb_buffer_create();
    unsigned count;
    int top = INT32_MIN, left = INT32_MAX, right = INT32_MIN, pen_x = 0;
    hb_buffer_set_direction(buffer, piece.is_rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, hb_script_from_string(piece.script, -1));
    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    hb_shape(font, buffer, NULL, 0);
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &count);
    for (unsigned i = 0; i < count; i++) {
        hb_glyph_extents_t ink;
        if (hb_font_get_glyph_extents(font, info[i].codepoint, &ink) && ink.width) {
            int start = pen_x + at[i].x_offset + ink.x_bearing;
            top = at[i].y_offset + ink.y_bearing > top ? at[i].y_offset + ink.y_bearing : top;
            left = start < left ? start : left;
            right = start + ink.width > right ? start + ink.width : right;
        }
        pen_x += at[i].x_advance;
    }
    hb_buffer_destroy(buffer);
    int wanted = (int)lroundf(p.baseline * px) - (int)lround(top / 64.0);
    if (abs(drawn.top - wanted) > 2)
        fail_msg("%s, %d px: %s begins at %d, not at %d", style->language->tag, size, text,
            drawn.top, wanted);
    int near = 2, x = (int)lround(left / 64.0), to = (int)lround(right / 64.0);
    if (abs(drawn.left - x) > near || abs(drawn.right - to) > near)
        fail_msg("%s, %d px: %s goes from %d to %d, not from %d to %d", style->language->tag, size,
            text, drawn.left, drawn.right, x, to);
}

TEST(a_run_is_drawn_where_it_was_measured)
{
    UNUSED_STATE;
    for (int i = 0; i < SAMPLES_COUNT; i++) {
        char words[512], *rest;
        snprintf(words, sizeof words, "%s", SAMPLES[i].text);
        for (char *w = strtok_r(words, " ", &rest); w; w = strtok_r(NULL, " ", &rest))
            at_each_size(&SAMPLES[i].language, w, check_run);
    }
}

/* --- baseline --- */

/* A letter that stands on the line, before each script. */
static void check_baseline(const TextStyle *style, const char *text)
{
    char mixed[600];
    snprintf(mixed, sizeof mixed, "H %s", text);
    Paragraph p = lay(style, mixed, 0);
    for (int i = 0; i < p.piece_count; i++) {
        const Piece *piece = &p.pieces[i];
        if (piece->start != 0 || piece->length > 2)
            continue;
        float px = glyphs()->px_per_u;
        Ink h = draw_ink(style, mixed, 0, piece->x, piece->x + piece->width * 0.7F);
        int baseline = (int)lroundf(p.baseline * px);
        if (abs(h.bottom - baseline) > 1)
            fail_msg("%s, size %g: H stands at %d, the line at %d", style->language->tag,
                (double)style->size, h.bottom, baseline);
    }
}

TEST(scripts_in_one_line_stand_on_one_baseline)
{
    UNUSED_STATE;
    for_each_sample(check_baseline);
}

/* --- breaks --- */

/* The line that all of [from, to) is on; -1: more than one. */
static int line_of(const Paragraph *p, int from, int to)
{
    int line = -2;
    for (int i = 0; i < p->piece_count; i++) {
        const Piece *piece = &p->pieces[i];
        if (piece->start >= to || piece->start + piece->length <= from)
            continue;
        if (line != -2 && line != piece->line)
            return -1;
        line = piece->line;
    }
    return line;
}

static void check_whole(const Language *language, const char *text, const char *word, size_t length)
{
    TextStyle style = {language, 8, 1.35F, false};
    const char *at = strstr(text, word);
    CHECK(at != NULL);
    for (float width = 20; width < 160; width += 1.7F) {
        Paragraph p = lay(&style, text, width);
        int from = (int)(at - text);
        if (!p.is_cut && line_of(&p, from, from + (int)length) == -1)
            fail_msg("%s, width %g: %s is broken", language->tag, (double)width, word);
    }
}

TEST(no_line_ends_inside_a_word)
{
    UNUSED_STATE;
    for (int i = 0; i < SAMPLES_COUNT; i++) {
        const Sample *s = &SAMPLES[i];
        char words[512], *rest;
        snprintf(words, sizeof words, "%s", s->words[0] ? s->words : s->text);
        const char *between = s->words[0] ? "|" : " ";
        for (char *w = strtok_r(words, between, &rest); w; w = strtok_r(NULL, between, &rest))
            check_whole(&s->language, s->text, w, strlen(w));
    }
}

TEST(no_line_ends_inside_a_name)
{
    UNUSED_STATE;
    static const struct {
        const char *tag, *text, *name;
    } CASES[] = {
        {"zh_Hans", "请" FSI "欧阳小明" PDI "的家长到办公室来", "欧阳小明"},
        {"ja", "今日は" FSI "佐藤さくら" PDI "さんの日です", "佐藤さくら"},
        {"th", "วันนี้" FSI "สมชายทองดี" PDI "มาโรงเรียน", "สมชายทองดี"},
        {"km", "ថ្ងៃនេះ" FSI "សុខាវណ្ណា" PDI "មកសាលារៀន", "សុខាវណ្ណា"},
        {"my", "ဒီနေ့" FSI "အောင်ကျော်မင်း" PDI "လာပါတယ်", "အောင်ကျော်မင်း"},
        {"ko", "오늘 " FSI "김민준" PDI "의 집", "김민준"},
        {"en", "Today " FSI "王小明" PDI " is here with his mother", "王小明"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        for (int k = 0; k < SAMPLES_COUNT; k++)
            if (strcmp(SAMPLES[k].language.tag, CASES[i].tag) == 0)
                check_whole(
                    &SAMPLES[k].language, CASES[i].text, CASES[i].name, strlen(CASES[i].name));
}

/* However narrow the box: each line of one word begins with a letter that may begin one. */
TEST(a_syllable_is_never_parted)
{
    UNUSED_STATE;
    static const struct {
        const char *tag, *word, *never; /* what no line begins with */
    } CASES[] = {
        {"my", "ကျောင်းသားများအတွက်", "း"},
        {"my", "ကျောင်းသားများအတွက်", "င်"},
        {"my", "ကျောင်းသားများအတွက်", "က်"},
        {"my", "ဂုဏ်သိက္ခာ", "ခာ"},
        {"km", "ស្វាគមន៍", "វា"},
        {"th", "เยี่ยมโรงเรียน", "ยี่"},
        {"lo", "ໂຮງຮຽນ", "ຮງ"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const Language *language = NULL;
        for (int k = 0; k < SAMPLES_COUNT; k++)
            if (strcmp(SAMPLES[k].language.tag, CASES[i].tag) == 0)
                language = &SAMPLES[k].language;
        TextStyle style = {language, 8, 1.35F, false};
        for (float width = 4; width < 60; width += 1.3F) {
            Paragraph p = lay(&style, CASES[i].word, width);
            for (int n = 1; n < p.piece_count; n++) {
                const char *start = CASES[i].word + p.pieces[n].start;
                if (strncmp(start, CASES[i].never, strlen(CASES[i].never)) == 0)
                    fail_msg("width %g: a line begins with %s", (double)width, start);
            }
        }
    }
}

/* A title is no name: it would leave half a line empty. */
TEST(a_long_title_breaks_as_any_text)
{
    UNUSED_STATE;
    static const char text[] =
        "今晚" FSI "家长与老师会面及校园开放日以及新学年介绍会和图书馆参观" PDI;
    TextStyle style = {&CHINESE, 8, 1.35F, false};
    CHECK(!lay(&style, text, 100).is_cut);
}

/* --- right to left --- */

/* A part of a text, as it stands from left to right. */
static const char *seen(const Paragraph *p, const char *text, int from, int to)
{
    static char out[512];
    out[0] = 0;
    for (int i = 0; i < p->piece_count; i++) {
        const Piece *piece = &p->pieces[i];
        int start = piece->start > from ? piece->start : from;
        int end = piece->start + piece->length < to ? piece->start + piece->length : to;
        if (start < end)
            snprintf(
                out + strlen(out), sizeof out - strlen(out), "%.*s", end - start, text + start);
    }
    return out;
}

TEST(numbers_times_and_codes_keep_their_order_from_right_to_left)
{
    UNUSED_STATE;
    static const char *const PARTS[] = {"(612) 555-0142", "+1 612-555-0142", "5:42 PM", "12-A",
        "3B", "https://school.example.org/a?b=1", "11/19", "KG-2 (3B)", "4:00 – 8:00 PM", "25%"};
    Err err = {0};
    Formats *formats = formats_new("America/Chicago", &err);
    TextStyle style = {&ARABIC, 8, 1.35F, false};
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        int length = (int)strlen(PARTS[i]);
        char text[256];
        format_message(formats, &ARABIC, text, sizeof text, "هاتف {0}، غرفة", PARTS[i]);
        int from = (int)(strstr(text, PARTS[i]) - text);
        Paragraph p = lay(&style, text, 0);
        CHECK_TEXT(seen(&p, text, from, from + length), PARTS[i]);
        CHECK(p.pieces[0].start > from); /* and what is said first stands at the right */
        p = lay(&style, PARTS[i], 0);    /* a value alone */
        CHECK_TEXT(seen(&p, PARTS[i], 0, length), PARTS[i]);
    }
    formats_free(formats);
}

/* --- the catalogues --- */

TEST(every_message_of_every_language_can_be_drawn)
{
    UNUSED_STATE;
    Languages languages;
    Err err = {0};
    CHECK(languages_open(&languages, FOYER_LOCALES, &err));
    for (int i = 0; i < languages.count; i++) {
        const Language *l = &languages.list[i];
        const Catalog *c = &l->catalog;
        for (uint32_t k = 1; k < c->count; k++) { /* the first is the header */
            uint32_t offset;
            memcpy(&offset, c->bytes + c->texts + (size_t)k * 8 + 4, sizeof offset);
            const char *text = (const char *)c->bytes + offset;
            TextStyle styles[] = {{l, 8, 1.35F, false}, {l, 10, 1.25F, true}, {l, 20, 1.1F, true}};
            for (int s = 0; s < 3 && text[0]; s++) {
                check_shapes(&styles[s], text);
                if (strlen(text) < 400) /* forms of a plural, all in one */
                    check_ink(&styles[s], text);
            }
        }
    }
    languages_close(&languages);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(every_letter_has_a_shape),
        RUN(ink_stays_with_its_lines),
        RUN(a_run_is_drawn_where_it_was_measured),
        RUN(scripts_in_one_line_stand_on_one_baseline),
        RUN(no_line_ends_inside_a_word),
        RUN(no_line_ends_inside_a_name),
        RUN(a_syllable_is_never_parted),
        RUN(a_long_title_breaks_as_any_text),
        RUN(numbers_times_and_codes_keep_their_order_from_right_to_left),
        RUN(every_message_of_every_language_can_be_drawn),
    };
    return cmocka_run_group_tests_name("scripts", tests, open_all, close_all);
}
