/* Tones and jamo, by their tables. */
#include "ui/compose.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { SYLLABLE = 8 }; /* letters: the longest is nghiêng */

static Composed put(int letters, const uint32_t *code_points, int count)
{
    Composed c = {.letters = letters};
    size_t used = 0;
    for (int i = 0; i < count; i++)
        used += (size_t)utf8_put(code_points[i], c.put + used);
    return c;
}

static Composed as_typed(const char *letter)
{
    Composed c = {0};
    utf8_copy(c.put, sizeof c.put, letter);
    return c;
}

/* --- tones --------------------------------------------------------------------------------- */

enum { PLAIN, GRAVE, HOOK, TILDE, ACUTE, DOT, TONES };

/* A vowel without a tone, then with each. */
static const char *const VOWELS[] = {"aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị",
    "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ", "AÀẢÃÁẠ", "ĂẰẲẴẮẶ", "ÂẦẨẪẤẬ",
    "EÈẺẼÉẸ", "ÊỀỂỄẾỆ", "IÌỈĨÍỊ", "OÒỎÕÓỌ", "ÔỒỔỖỐỘ", "ƠỜỞỠỚỢ", "UÙỦŨÚỤ", "ƯỪỬỮỨỰ", "YỲỶỸÝỴ"};

static int tone_of_mark(uint32_t c)
{
    static const uint32_t MARKS[TONES] = {
        [GRAVE] = 0x300, [HOOK] = 0x309, [TILDE] = 0x303, [ACUTE] = 0x301, [DOT] = 0x323};
    for (int tone = GRAVE; tone < TONES; tone++)
        if (c == MARKS[tone])
            return tone;
    return PLAIN;
}

/* The vowel's row, and its tone; -1: no vowel. */
static int vowel_row(uint32_t c, int *tone)
{
    for (size_t row = 0; row < sizeof VOWELS / sizeof *VOWELS; row++) {
        const char *at = VOWELS[row];
        for (*tone = PLAIN; *at; (*tone)++)
            if (utf8_next(&at) == c)
                return (int)row;
    }
    *tone = PLAIN;
    return -1;
}

static bool is_vowel(uint32_t c)
{
    int tone;
    return vowel_row(c, &tone) >= 0;
}

static uint32_t with_tone(uint32_t c, int tone)
{
    int old, row = vowel_row(c, &old);
    uint32_t vowel = c;
    const char *at = row < 0 ? "" : VOWELS[row];
    for (int i = 0; *at && i <= tone; i++)
        vowel = utf8_next(&at);
    return vowel;
}

/* ă â ê ô ơ ư, small or capital. */
static bool is_modified(uint32_t c)
{
    int tone, row = vowel_row(c, &tone);
    return row >= 0 && (unsigned char)VOWELS[row][0] >= 0x80;
}

static bool is_consonant(uint32_t c)
{
    bool is_latin = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == 0x110 || c == 0x111;
    return is_latin && !is_vowel(c);
}

typedef struct {
    uint32_t letters[SYLLABLE + 1];
    int count;
    int tone;
} Syllable;

/* The letters before the caret: at most one group of vowels, with its consonants. Their tone is
 * taken off and kept. */
static Syllable syllable_before(const char *before, size_t length)
{
    Syllable s = {0};
    size_t at = length;
    bool has_vowel = false, has_head = false;
    while (at > 0 && s.count < SYLLABLE) {
        size_t from = utf8_back(before, at);
        const char *c = before + from;
        uint32_t letter = utf8_next(&c);
        bool is_v = is_vowel(letter);
        if ((!is_v && !is_consonant(letter)) || (is_v && has_head))
            break;
        has_vowel = has_vowel || is_v;
        has_head = has_head || (has_vowel && !is_v);
        memmove(s.letters + 1, s.letters, sizeof *s.letters * (size_t)s.count);
        s.letters[0] = letter;
        s.count++;
        at = from;
    }
    for (int i = 0; i < s.count; i++) {
        int tone;
        vowel_row(s.letters[i], &tone);
        s.tone = tone ? tone : s.tone;
        s.letters[i] = with_tone(s.letters[i], PLAIN);
    }
    return s;
}

/* Which letter carries the tone; -1: none can. */
static int tone_place(const Syllable *s)
{
    int first = 0, end;
    while (first < s->count && !is_vowel(s->letters[first]))
        first++;
    for (end = first; end < s->count && is_vowel(s->letters[end]);)
        end++;
    if (first == s->count)
        return -1;
    uint32_t head = first ? s->letters[first - 1] | 0x20 : 0, vowel = s->letters[first] | 0x20;
    if (end - first > 1 && ((head == 'q' && vowel == 'u') || (head == 'g' && vowel == 'i')))
        first++;
    for (int i = end - 1; i >= first; i--)
        if (is_modified(s->letters[i]))
            return i;
    if (end < s->count)
        return end - 1;
    return end - first == 3 ? first + 1 : first;
}

static Composed join_tones(const char *before, size_t length, const char *letter)
{
    const char *at = letter;
    uint32_t c = utf8_next(&at);
    int mark = tone_of_mark(c);
    Syllable s = syllable_before(before, length);
    int old = s.count;
    if (!mark && (!s.tone || *at || (!is_vowel(c) && !is_consonant(c))))
        return as_typed(letter);
    if (mark)
        s.tone = s.tone == mark ? PLAIN : mark;
    else
        s.letters[s.count++] = c;
    int place = tone_place(&s);
    if (place < 0)
        return (Composed){0};
    s.letters[place] = with_tone(s.letters[place], s.tone);
    return put(old, s.letters, s.count);
}

/* --- jamo ---------------------------------------------------------------------------------- */

enum { HANGUL = 0xAC00, LEADS = 19, MIDDLES = 21, TAILS = 28, VOWEL = 0x314F };

/* In the order of their syllables; the first tail is none. */
static const char LEAD_LETTERS[] = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
static const char TAIL_LETTERS[] = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

/* Two letters and what they make together. */
static const char *const PAIRS[] = {"ㅗㅏㅘ", "ㅗㅐㅙ", "ㅗㅣㅚ", "ㅜㅓㅝ", "ㅜㅔㅞ", "ㅜㅣㅟ",
    "ㅡㅣㅢ", "ㄱㅅㄳ", "ㄴㅈㄵ", "ㄴㅎㄶ", "ㄹㄱㄺ", "ㄹㅁㄻ", "ㄹㅂㄼ", "ㄹㅅㄽ", "ㄹㅌㄾ",
    "ㄹㅍㄿ", "ㄹㅎㅀ", "ㅂㅅㅄ"};

static int index_in(const char *letters, uint32_t c)
{
    for (int i = 0; *letters; i++)
        if (utf8_next(&letters) == c)
            return i;
    return -1;
}

static uint32_t letter_at(const char *letters, int index)
{
    uint32_t c = 0;
    for (int i = 0; i <= index; i++)
        c = utf8_next(&letters);
    return c;
}

static uint32_t pair(uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++)
        if (letter_at(PAIRS[i], 0) == a && letter_at(PAIRS[i], 1) == b)
            return letter_at(PAIRS[i], 2);
    return 0;
}

/* Takes a pair apart; false: it is none. */
static bool unpair(uint32_t c, uint32_t *a, uint32_t *b)
{
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++)
        if (letter_at(PAIRS[i], 2) == c) {
            *a = letter_at(PAIRS[i], 0);
            *b = letter_at(PAIRS[i], 1);
            return true;
        }
    return false;
}

static bool is_jamo_vowel(uint32_t c)
{
    return c >= VOWEL && c < VOWEL + MIDDLES;
}

/* Compatibility letters: those that stand on keys and alone. 0: none there. */
typedef struct {
    uint32_t lead, middle, tail;
} Block;

static Block block_of(uint32_t c)
{
    Block b = {0};
    if (c >= HANGUL && c < HANGUL + LEADS * MIDDLES * TAILS) {
        int i = (int)c - HANGUL;
        b.lead = letter_at(LEAD_LETTERS, i / (MIDDLES * TAILS));
        b.middle = VOWEL + (uint32_t)(i / TAILS % MIDDLES);
        b.tail = i % TAILS ? letter_at(TAIL_LETTERS, i % TAILS) : 0;
    } else if (is_jamo_vowel(c)) {
        b.middle = c;
    } else if (index_in(LEAD_LETTERS, c) >= 0) {
        b.lead = c;
    }
    return b;
}

static uint32_t block_letter(Block b)
{
    if (!b.lead || !b.middle)
        return b.lead ? b.lead : b.middle;
    int tail = b.tail ? index_in(TAIL_LETTERS, b.tail) : 0;
    int lead = index_in(LEAD_LETTERS, b.lead), middle = (int)b.middle - VOWEL;
    return (uint32_t)(HANGUL + (lead * MIDDLES + middle) * TAILS + tail);
}

static uint32_t last_letter(const char *before, size_t length)
{
    const char *at = before + utf8_back(before, length);
    return length ? utf8_next(&at) : 0;
}

static Composed add_consonant(Block b, const char *letter, uint32_t c)
{
    uint32_t both = b.tail ? pair(b.tail, c) : c;
    if (!b.lead || !b.middle || !both || index_in(TAIL_LETTERS, both) < 1)
        return as_typed(letter);
    b.tail = both;
    return put(1, (uint32_t[]){block_letter(b)}, 1);
}

static Composed add_vowel(Block b, const char *letter, uint32_t c)
{
    uint32_t both = b.middle ? pair(b.middle, c) : c, first = 0, second = b.tail;
    if (b.tail) { /* the last consonant begins the next syllable */
        unpair(b.tail, &first, &second);
        b.tail = first;
        Block next = {.lead = second, .middle = c};
        return put(1, (uint32_t[]){block_letter(b), block_letter(next)}, 2);
    }
    if (!both || (!b.lead && !b.middle))
        return as_typed(letter);
    b.middle = both;
    return put(1, (uint32_t[]){block_letter(b)}, 1);
}

static Composed join_jamo(const char *before, size_t length, const char *letter)
{
    const char *at = letter;
    uint32_t c = utf8_next(&at);
    Block b = block_of(last_letter(before, length));
    return is_jamo_vowel(c) ? add_vowel(b, letter, c) : add_consonant(b, letter, c);
}

static Composed take_jamo(const char *before, size_t length)
{
    Block b = block_of(last_letter(before, length));
    uint32_t *last = b.tail ? &b.tail : b.middle ? &b.middle : &b.lead, first = 0, second;
    unpair(*last, &first, &second);
    *last = first;
    uint32_t left = block_letter(b);
    return put(1, &left, left ? 1 : 0);
}

/* --- what is called ------------------------------------------------------------------------ */

Composed compose_letter(KeyJoins joins, const char *before, size_t length, const char *letter)
{
    if (joins == JOINS_TONES)
        return join_tones(before, length, letter);
    if (joins == JOINS_JAMO)
        return join_jamo(before, length, letter);
    return as_typed(letter);
}

Composed compose_delete(KeyJoins joins, const char *before, size_t length)
{
    if (joins == JOINS_JAMO)
        return take_jamo(before, length);
    return (Composed){.letters = 1};
}
