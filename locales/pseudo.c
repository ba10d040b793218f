/* The pseudo-locales, from the English: what a translation may do to a screen, before there is one.
 *
 *   pseudo_po en_XA en.po OUT.po     [Šķîṗ öñé]: accented, as long as translations come
 *   pseudo_po ar_XB en.po OUT.po     its words from right to left
 *
 * Arguments and plural syntax stay. Both take dates and names of
 * languages from a language in other letters: a Latin letter that is not in brackets, or not
 * turned round, was drawn past the catalogue.
 */
#include "base/utf8.h"
#include "po.h"
#include "text/pattern.h"

#include <stdio.h>
#include <string.h>

static const char RIGHT_TO_LEFT[] = "\xE2\x80\xAE", POP[] = "\xE2\x80\xAC";

typedef struct {
    bool is_rtl;
    const char *at; /* what of the message is not written yet */
    float letters;  /* of one reading: in a plural's two branches each counts half */
    char out[PO_BYTES];
    size_t used;
    bool is_full;
} Pseudo;

static void put(Pseudo *p, const char *text, size_t length)
{
    if (p->used + length >= sizeof p->out) {
        p->is_full = true;
        return;
    }
    memcpy(p->out + p->used, text, length);
    p->out[p->used += length] = 0;
}

static const char *accented(char c)
{
    static const char *const SMALL[] = {"á", "ḃ", "ç", "đ", "é", "ƒ", "ĝ", "ĥ", "î", "ĵ", "ķ", "ļ",
        "ṁ", "ñ", "ö", "ṗ", "ɋ", "ŕ", "š", "ţ", "û", "ṽ", "ŵ", "ẋ", "ý", "ž"};
    static const char *const LARGE[] = {"Á", "Ḃ", "Ç", "Đ", "É", "Ƒ", "Ĝ", "Ĥ", "Î", "Ĵ", "Ķ", "Ļ",
        "Ṁ", "Ñ", "Ö", "Ṗ", "Ɋ", "Ŕ", "Š", "Ţ", "Û", "Ṽ", "Ŵ", "Ẋ", "Ý", "Ž"};
    if (c >= 'a' && c <= 'z')
        return SMALL[c - 'a'];
    return c >= 'A' && c <= 'Z' ? LARGE[c - 'A'] : NULL;
}

static void put_accented(Pseudo *p, const char *words, size_t length)
{
    for (const char *end = words + length; words < end; words++) {
        const char *letter = accented(*words);
        put(p, letter ? letter : words, letter ? strlen(letter) : 1);
    }
}

/* Word by word, so that a line breaks between them as it would. */
static void put_turned(Pseudo *p, const char *words, size_t length)
{
    for (const char *end = words + length; words < end;) {
        size_t spaces = strspn(words, " "), room = (size_t)(end - words);
        spaces = spaces < room ? spaces : room;
        put(p, words, spaces);
        words += spaces;
        room -= spaces;
        size_t word = strcspn(words, " ");
        word = word < room ? word : room;
        if (word > 0) {
            put(p, RIGHT_TO_LEFT, strlen(RIGHT_TO_LEFT));
            put(p, words, word);
            put(p, POP, strlen(POP));
        }
        words += word;
    }
}

static void take_words(void *self, const char *words, size_t length, bool in_plural)
{
    Pseudo *p = self;
    put(p, p->at, (size_t)(words - p->at));
    if (p->is_rtl)
        put_turned(p, words, length);
    else
        put_accented(p, words, length);
    p->at = words + length;
    for (size_t i = 0; i < length; i++)
        p->letters += (words[i] & 0xC0) == 0x80 ? 0 : in_plural ? 0.5F : 1;
}

/* Short words grow most: twice as long up to ten letters, 1.6 times up to thirty, then a third. */
static void pad(Pseudo *p)
{
    static const char MORE[] = " one two three four five six seven eight nine ten";
    float share = p->letters <= 10 ? 1 : p->letters <= 30 ? 0.6F : 0.35F;
    int left = (int)(p->letters * share) - 2; /* the brackets count */
    for (; left > 1; left -= (int)sizeof MORE - 1) {
        size_t length = (size_t)left < sizeof MORE ? (size_t)left : sizeof MORE - 1;
        put_accented(p, MORE, MORE[length - 1] == ' ' ? length - 1 : length);
    }
}

static bool change(Pseudo *p, const char *text)
{
    p->at = text;
    if (!p->is_rtl)
        put(p, "[", 1);
    bool is_pattern = pattern_words(text, take_words, p);
    put(p, p->at, strlen(p->at));
    if (!p->is_rtl) {
        pad(p);
        put(p, "]", 1);
    }
    return is_pattern && !p->is_full;
}

static void write_entry(const PoEntry *entry, const char *text)
{
    if (entry->context[0]) {
        fputs("msgctxt ", stdout);
        po_write_text(entry->context);
        putchar('\n');
    }
    fputs("msgid ", stdout);
    po_write_text(entry->id);
    fputs("\nmsgstr ", stdout);
    po_write_text(text);
    fputs("\n\n", stdout);
}

static void take(void *self, const PoEntry *entry)
{
    static Pseudo p;
    static const char HEADERS[2][256] = {
        "Language: en_XA\nContent-Type: text/plain; charset=UTF-8\nX-Language-Name: [Éñĝļîšĥ]\n"
        "X-Direction: ltr\nX-ICU: el-US-u-ca-gregory-nu-latn\nX-Reviewed-By: \n",
        "Language: ar_XB\nContent-Type: text/plain; charset=UTF-8\nX-Language-Name: \u202EEnglish"
        "\u202C\nX-Direction: rtl\nX-ICU: ar-u-ca-gregory-nu-latn\nX-Reviewed-By: \n"};
    bool is_rtl = *(bool *)self;
    p = (Pseudo){.is_rtl = is_rtl};
    if (!entry->id[0])
        write_entry(entry, HEADERS[is_rtl]);
    else if (change(&p, entry->id))
        write_entry(entry, p.out);
}

int main(int argc, char **argv)
{
    Err err = {0};
    bool is_rtl = argc == 4 && strcmp(argv[1], "ar_XB") == 0;
    if (argc != 4 || (!is_rtl && strcmp(argv[1], "en_XA") != 0)) {
        fputs("Usage: pseudo_po en_XA|ar_XB en.po OUT.po\n", stderr);
        return 2;
    }
    if (!freopen(argv[3], "w", stdout))
        err_set(&err, ERR_NOT_FOUND, "%s: cannot be written", argv[3]);
    else if (po_read(argv[2], take, &is_rtl, &err) && fclose(stdout) == 0)
        return 0;
    fprintf(stderr, "pseudo_po: %s\n", err.code ? err.detail : "no space");
    return 1;
}
