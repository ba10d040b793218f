/* Every language that a school may ask for: a catalogue of its own is all it needs. Each row is
 * made into a .po, checked and compiled as the build does it, and opened. */
#include "check.h"

#include "base/utf8.h"
#include "platform/internal.h"
#include "text/format.h"

#include <math.h>
#include <unistd.h>

typedef struct {
    const char *tag, *icu, *own_name;
    bool is_rtl;
    int font;
    float line;          /* of body text */
    const char *plurals; /* as ICU lists them */
    const char *day;     /* 2026-11-19 */
    const char *more;    /* of the header */
} Row;

#define CREOLE                                                                                     \
    "\"X-Days: dimanch, lendi, madi, mèkredi, jedi, vandredi, samdi\\n\"\n"                       \
    "\"X-Months: janvye, fevriye, mas, avril, me, jen, jiyè, out, septanm, oktòb, novanm, "      \
    "desanm\\n\"\n"
/* Numbered: whoever writes these catalogues has the names. */
#define NUMBERED                                                                                   \
    "\"X-Days: d1, d2, d3, d4, d5, d6, d7\\n\"\n"                                                  \
    "\"X-Months: m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12\\n\"\n"                         \
    "\"X-Date: EEEE, MMMM d\\n\"\n\"X-AM-PM: am, pm\\n\"\n"

enum { LTR, RTL };

/* clang-format off */
static const Row ROWS[] = {
    {"en", "en-US", "English", LTR, FONT_SANS, 1.35F, "one other", "Thursday, November 19", ""},
    {"es", "es-US", "Español", LTR, FONT_SANS, 1.35F, "one many other", "jueves, 19 de noviembre", ""},
    {"ar", "ar", "العربية", RTL, FONT_ARABIC, 1.5F, "zero one two few many other", "الخميس، 19 نوفمبر", ""},
    {"zh_Hans", "zh-Hans-US", "简体中文", LTR, FONT_CJK_SC, 1.35F, "other", "11月19日星期四", ""},
    {"zh_Hant", "zh-Hant-US", "繁體中文", LTR, FONT_CJK_TC, 1.35F, "other", "11月19日 星期四", ""},
    {"vi", "vi-US", "Tiếng Việt", LTR, FONT_SANS, 1.35F, "other", "Thứ Năm, 19 tháng 11", ""},
    {"pt_BR", "pt-US", "Português (Brasil)", LTR, FONT_SANS, 1.35F, "one many other", "quinta-feira, 19 de novembro", ""},
    {"ru", "ru-US", "Русский", LTR, FONT_SANS, 1.35F, "one few many other", "четверг, 19 ноября", ""},
    {"ht", "ht", "Kreyòl ayisyen", LTR, FONT_SANS, 1.35F, "other", "jedi 19 novanm", CREOLE},
    {"hmn", "hmn-Latn", "Lus Hmoob", LTR, FONT_SANS, 1.35F, "other", "d5, m11 19", NUMBERED},
    {"ur", "ur-US", "اردو", RTL, FONT_NASTALIQ, 1.8F, "one other", "جمعرات، 19 نومبر", ""},
    {"uk", "uk-US", "Українська", LTR, FONT_SANS, 1.35F, "one few many other", "четвер, 19 листопада", ""},
    {"fil", "fil-US", "Filipino", LTR, FONT_SANS, 1.35F, "one other", "Huwebes, Nobyembre 19", ""},
    {"ko", "ko-US", "한국어", LTR, FONT_CJK_KR, 1.35F, "other", "11월 19일 목요일", ""},
    {"so", "so-US", "Soomaali", LTR, FONT_SANS, 1.35F, "one other", "Khamiis, Bisha Kow iyo Tobnaad 19", ""},
    {"fr", "fr-US", "Français", LTR, FONT_SANS, 1.35F, "one many other", "jeudi 19 novembre", ""},
    {"fa_AF", "fa-AF", "دری", RTL, FONT_ARABIC, 1.5F, "one other", "پنجشنبه 19 نومبر", ""},
    {"ps", "ps-AF", "پښتو", RTL, FONT_ARABIC, 1.5F, "one other", "پينځنۍ, نومبر 19", ""},
    {"ne", "ne-US", "नेपाली", LTR, FONT_DEVANAGARI, 1.5F, "one other", "नोभेम्बर 19, बिहिबार", ""},
    {"my", "my-US", "မြန်မာ", LTR, FONT_MYANMAR, 1.6F, "other", "နိုဝင်ဘာ 19 ရက် ကြာသပတေး", ""},
    {"sw", "sw-US", "Kiswahili", LTR, FONT_SANS, 1.35F, "one other", "Alhamisi, 19 Novemba", ""},
    {"am", "am-US", "አማርኛ", LTR, FONT_ETHIOPIC, 1.35F, "one other", "ሐሙስ፣ ኖቬምበር 19", ""},
    {"bn", "bn-US", "বাংলা", LTR, FONT_BENGALI, 1.5F, "one other", "বৃহস্পতিবার 19 নভেম্বর", ""},
    {"pa", "pa-US", "ਪੰਜਾਬੀ", LTR, FONT_GURMUKHI, 1.5F, "one other", "ਵੀਰਵਾਰ, 19 ਨਵੰਬਰ", ""},
    {"hi", "hi-US", "हिन्दी", LTR, FONT_DEVANAGARI, 1.5F, "one other", "गुरुवार, 19 नवंबर", ""},
    {"km", "km-US", "ខ្មែរ", LTR, FONT_KHMER, 1.6F, "other", "ព្រហស្បតិ៍ 19 វិច្ឆិកា", ""},
    {"gu", "gu-US", "ગુજરાતી", LTR, FONT_GUJARATI, 1.5F, "one other", "ગુરુવાર, 19 નવેમ્બર", ""},
    {"te", "te-US", "తెలుగు", LTR, FONT_TELUGU, 1.5F, "one other", "19 నవంబర్, గురువారం", ""},
    {"ta", "ta-US", "தமிழ்", LTR, FONT_TAMIL, 1.5F, "one other", "நவம்பர் 19, வியாழன்", ""},
    {"ja", "ja-US", "日本語", LTR, FONT_CJK_JP, 1.35F, "other", "11月19日木曜日", ""},
    {"pl", "pl-US", "Polski", LTR, FONT_SANS, 1.35F, "one few many other", "czwartek, 19 listopada", ""},
    {"ti", "ti-US", "ትግርኛ", LTR, FONT_ETHIOPIC, 1.35F, "one other", "ሓሙስ፣ 19 ሕዳር", ""},
    {"rw", "rw-US", "Ikinyarwanda", LTR, FONT_SANS, 1.35F, "other", "Ugushyingo 19, Kuwa kane", ""},
    {"om", "om-US", "Afaan Oromoo", LTR, FONT_SANS, 1.35F, "one other", "Sadaasa 19, Kamiisa", ""},
    {"lo", "lo-US", "ລາວ", LTR, FONT_LAO, 1.5F, "other", "ວັນພະຫັດ 19 ພະຈິກ", ""},
    {"th", "th-US", "ไทย", LTR, FONT_THAI, 1.5F, "other", "วันพฤหัสบดีที่ 19 พฤศจิกายน", ""},
    {"ro", "ro-US", "Română", LTR, FONT_SANS, 1.35F, "one few other", "joi, 19 noiembrie", ""},
    {"hy", "hy-US", "Հայերեն", LTR, FONT_ARMENIAN, 1.35F, "one other", "19 նոյեմբերի, հինգշաբթի", ""},
    {"sq", "sq-US", "Shqip", LTR, FONT_SANS, 1.35F, "one other", "e enjte, 19 nëntor", ""},
    {"tr", "tr-US", "Türkçe", LTR, FONT_SANS, 1.35F, "one other", "19 Kasım Perşembe", ""},
    {"he", "he-US", "עברית", RTL, FONT_HEBREW, 1.35F, "one two other", "יום חמישי, 19 בנובמבר", ""},
    {"ckb", "ckb-US", "کوردیی ناوەندی", RTL, FONT_ARABIC, 1.5F, "one other", "پێنجشەممە، 19ی تشرینی دووەم", ""},
    {"pa_Arab", "pa-Arab-PK", "پنجابی", RTL, FONT_NASTALIQ, 1.8F, "one other", "نومبر 19, جمعرات", ""},
    {"kea", "kea-US", "Kabuverdianu", LTR, FONT_SANS, 1.35F, "other", "kinta-fera, 19 di Nuvenbru", ""},
    {"mam", "mam", "Mam", LTR, FONT_SANS, 1.35F, "other", "d5, m11 19", NUMBERED},
    {"quc", "quc", "Kʼicheʼ", LTR, FONT_SANS, 1.35F, "other", "d5, m11 19", NUMBERED},
    {"mh", "mh", "Kajin M̧ajeļ", LTR, FONT_SANS, 1.35F, "other", "d5, m11 19", NUMBERED},
    {"chk", "chk", "Chuuk", LTR, FONT_SANS, 1.35F, "other", "d5, m11 19", NUMBERED},
    {"sm", "sm", "Gagana Sāmoa", LTR, FONT_SANS, 1.35F, "other", "d5, m11 19", NUMBERED},
    {"ksw", "ksw", "ကညီကျိာ်", LTR, FONT_MYANMAR, 1.6F, "other", "d5, m11 19", NUMBERED},
};
/* clang-format on */
enum { COUNT = sizeof ROWS / sizeof *ROWS };

static const int64_t WHEN = 1795131720, UNTIL = 1795140000; /* 17:42 and 20:00 in Chicago */
static const char PEOPLE[] = "{0, plural, one {# person} other {# people}}";
static const char NUMBER[] = "{0, number}";

static char folder[] = "/tmp/foyer-languages-XXXXXX";
static Languages languages;
static Formats *formats;
static Fonts fonts;

static void write_catalogue(const Row *row)
{
    char path[256], words[64];
    snprintf(path, sizeof path, "%s/%s.po", folder, row->tag);
    FILE *po = fopen(path, "w");
    CHECK(po != NULL);
    fprintf(po,
        "msgid \"\"\nmsgstr \"\"\n\"Language: %s\\n\"\n"
        "\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"X-Language-Name: %s\\n\"\n"
        "\"X-Direction: %s\\n\"\n\"X-ICU: %s-u-ca-gregory-nu-latn\\n\"\n\"X-Reviewed-By: \\n\"\n"
        "%s\nmsgid \"%s\"\nmsgstr \"{0, plural,",
        row->tag, row->own_name, row->is_rtl ? "rtl" : "ltr", row->icu, row->more, PEOPLE);
    snprintf(words, sizeof words, "%s", row->plurals);
    for (char *rest, *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        fprintf(po, " %s {%s}", word, word);
    fprintf(po, "}\"\n");
    CHECK_INT(fclose(po), 0);
}

static int make_catalogues(void **state)
{
    UNUSED_STATE;
    char command[512];
    Err err = {0};
    if (!mkdtemp(folder))
        return -1;
    for (int i = 0; i < COUNT; i++)
        write_catalogue(&ROWS[i]);
    snprintf(command, sizeof command,
        CHECK_PO " %s/*.po && for po in %s/*.po; do msgfmt -o \"${po%%.po}.mo\" $po || exit 1; "
                 "done",
        folder, folder);
    if (system(command) != 0)
        return -1;
    formats = formats_new("America/Chicago", &err);
    if (formats && languages_open(&languages, folder, &err) && fonts_open(&fonts, &err))
        return 0;
    print_error("%s\n", err.detail);
    return -1;
}

static int drop_catalogues(void **state)
{
    UNUSED_STATE;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", folder);
    formats_free(formats);
    languages_close(&languages);
    fonts_close(&fonts);
    return system(command);
}

static const Language *language_of(const Row *row)
{
    const Language *language = languages_find(&languages, row->tag);
    if (!language)
        fail_msg("%s: not opened", row->tag);
    return language;
}

TEST(each_opens_as_what_its_header_says)
{
    UNUSED_STATE;
    CHECK_INT(languages.count, COUNT);
    for (int i = 0; i < COUNT; i++) {
        const Language *l = language_of(&ROWS[i]);
        CHECK_TEXT(l->own_name, ROWS[i].own_name);
        CHECK_INT(l->is_rtl, ROWS[i].is_rtl);
    }
}

/* Each letter of a text has a glyph, those of the language's script in its own font. */
static void check_letters(const Row *row, const Language *in, const char *text)
{
    for (const char *at = text; *at;) {
        uint32_t c = utf8_next(&at);
        if (fonts_find(&fonts, in, c) < 0)
            fail_msg("%s: no font for U+%04X of %s in %s", row->tag, (unsigned)c, text, in->tag);
    }
}

TEST(each_has_its_font_and_its_line)
{
    UNUSED_STATE;
    for (int i = 0; i < COUNT; i++) {
        const Row *row = &ROWS[i];
        const Language *l = language_of(row);
        const char *at = row->own_name;
        CHECK_INT(fonts_find(&fonts, l, utf8_next(&at)), row->font);
        float line = fonts_line(l);
        if (fabsf((line > 1.35F ? line : 1.35F) - row->line) > 0.001F)
            fail_msg("%s: line %g", row->tag, (double)line);
        check_letters(row, l, row->own_name);
        for (int other = 0; other < languages.count; other++) /* the list of languages */
            check_letters(row, &languages.list[other], row->own_name);
    }
}

static const char *with_dates(const Row *row, char *out, size_t size)
{
    const Language *l = language_of(row);
    char part[256];
    out[0] = 0;
    for (int i = 0; i < 4 + 12 + 7 + 2; i++) {
        if (i < 4)
            format_date(formats, l, part, sizeof part, (DateForm)i, WHEN);
        else if (i < 16)
            format_month(formats, l, part, sizeof part, i - 3);
        else if (i < 23)
            format_date(formats, l, part, sizeof part, FORMAT_DAY, WHEN + (int64_t)i * 86400);
        else if (i < 24)
            format_times(formats, l, part, sizeof part, WHEN - 6 * 3600, UNTIL);
        else
            format_message(formats, l, part, sizeof part, NUMBER, 1234567);
        if (!part[0])
            fail_msg("%s: date %d is empty", row->tag, i);
        snprintf(out + strlen(out), size - strlen(out), "%s|", part);
    }
    return out;
}

TEST(each_writes_dates_in_its_own_words_with_latin_digits_of_this_calendar)
{
    UNUSED_STATE;
    char all[4096], day[256], time[128];
    for (int i = 0; i < COUNT; i++) {
        const Row *row = &ROWS[i];
        const Language *l = language_of(row);
        format_date(formats, l, day, sizeof day, FORMAT_DAY, WHEN);
        if (strcmp(day, row->day) != 0)
            fail_msg("%s: %s", row->tag, day);
        format_date(formats, l, time, sizeof time, FORMAT_TIME, WHEN);
        CHECK(strstr(time, "5:42"));
        check_letters(row, l, with_dates(row, all, sizeof all));
    }
}

/* Whatever the number: one of the forms that were translated, and each of them once. */
TEST(each_has_the_plural_forms_of_its_language)
{
    UNUSED_STATE;
    static const char *const FORMS[] = {"zero", "one", "two", "few", "many", "other"};
    for (int i = 0; i < COUNT; i++) {
        const Row *row = &ROWS[i];
        char form[64], met[64] = "";
        bool is_met[6] = {[5] = true}; /* where whole numbers have others, fractions have this */
        for (int n = 0; n <= 1000; n++) {
            format_message(
                formats, language_of(row), form, sizeof form, PEOPLE, n < 1000 ? n : 1000000);
            for (int k = 0; k < 6; k++)
                is_met[k] |= strcmp(form, FORMS[k]) == 0;
        }
        for (int k = 0; k < 6; k++)
            if (is_met[k])
                snprintf(met + strlen(met), sizeof met - strlen(met), "%s%s", met[0] ? " " : "",
                    FORMS[k]);
        if (strcmp(met, row->plurals) != 0)
            fail_msg("%s: %s", row->tag, met);
    }
}

/* Without names of its own it is not written in a neighbour's words. */
TEST(a_language_that_icu_lacks_is_not_written_in_anothers_words)
{
    UNUSED_STATE;
    char out[128];
    Language bare = {.tag = "ht", .icu = "ht-HT-u-ca-gregory-nu-latn"};
    format_date(formats, &bare, out, sizeof out, FORMAT_DAY, WHEN);
    CHECK_TEXT(out, "Thursday, November 19");
    format_language(formats, language_of(&ROWS[8]), out, sizeof out, "es");
    CHECK_TEXT(out, "Spanish");
    format_times(formats, language_of(&ROWS[8]), out, sizeof out, WHEN, UNTIL);
    CHECK_TEXT(out, "5:42\u00A0PM – 8:00\u00A0PM");
    format_month(formats, language_of(&ROWS[8]), out, sizeof out, 10);
    CHECK_TEXT(out, "oktòb");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(each_opens_as_what_its_header_says),
        RUN(each_has_its_font_and_its_line),
        RUN(each_writes_dates_in_its_own_words_with_latin_digits_of_this_calendar),
        RUN(each_has_the_plural_forms_of_its_language),
        RUN(a_language_that_icu_lacks_is_not_written_in_anothers_words),
    };
    return cmocka_run_group_tests(tests, make_catalogues, drop_catalogues);
}
