/* Two keys: whether the words typed are words of the name. Compared without copying: this runs
 * over every name that shares the second fact, at each miss too. */
#include "text/fold.h"

#include "base/utf8.h"
#include "base/wipe.h"
#include "text/spell.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 20, RUN = 4, JOINED = 160, LETTERS = 64, KEY_SIZE = 512 };
enum {
    WHOLE_LETTERS = 3, /* less than this is typed: it must be a whole word of the name */
    FUZZY_LETTERS = 4  /* from here on one slip is forgiven */
};

typedef SpellWord Word;

typedef struct {
    Word word[WORDS];
    bool is_used[WORDS];
    int count, letters;
    uint32_t alphabet; /* which letters there are, as bits; digits fall on letters' bits */
    bool is_own;       /* there are letters of another script */
    bool is_cut;       /* there were more words */
} Words;

/* --- two words --- */

static bool is_own(Word word)
{
    for (int i = 0; i < word.length; i++)
        if ((unsigned char)word.at[i] >= 0x80)
            return true;
    return false;
}

/* A Korean syllable counts as the three letters it is spelt with. */
static int word_letters(Word word)
{
    int letters = 0;
    const char *at = word.at, *end = at + word.length;
    while (at < end) {
        uint32_t c = utf8_next(&at);
        letters += c >= 0xAC00 && c <= 0xD7A3 ? WHOLE_LETTERS : 1;
    }
    return letters;
}

static int distance(Word a, Word b)
{
    while (a.length > 0 && b.length > 0 && *a.at == *b.at)
        a.at++, b.at++, a.length--, b.length--;
    while (a.length > 0 && b.length > 0 && a.at[a.length - 1] == b.at[b.length - 1])
        a.length--, b.length--;
    if (a.length == 0 && b.length == 0)
        return 0;
    if (a.length <= 1 && b.length <= 1)
        return 1;
    bool is_swap = a.length == 2 && b.length == 2 && a.at[0] == b.at[1] && a.at[1] == b.at[0];
    return is_swap ? 1 : 2;
}

int fold_distance(const char *a, const char *b)
{
    return distance((Word){a, (int)strlen(a)}, (Word){b, (int)strlen(b)});
}

/* A letter a byte, to count slips by letters: those of one script differ in their last bits. */
static Word narrow(Word word, char room[LETTERS])
{
    int count = 0;
    const char *at = word.at, *end = at + word.length;
    while (at < end && count < LETTERS)
        room[count++] = (char)utf8_next(&at);
    return (Word){room, at < end ? 0 : count};
}

static uint32_t first_letter(Word word)
{
    const char *at = word.at;
    return utf8_next(&at);
}

/* Chinese letters and Korean syllables are not slipped in: another one is another name. */
static bool is_syllables(Word word)
{
    uint32_t c = first_letter(word);
    return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x3400 && c <= 0x9FFF) || c >= 0x20000;
}

/* One name in the letters of two countries, 張 and 张: the same pinyin. */
static bool is_same_pinyin(Word a, Word b)
{
    int i = 0, j = 0, count = 0;
    for (;; i++, j++, count++) {
        while (i < a.length && (unsigned char)a.at[i] >= 0x80)
            i++;
        while (j < b.length && (unsigned char)b.at[j] >= 0x80)
            j++;
        if (i == a.length || j == b.length || a.at[i] != b.at[j])
            return i == a.length && j == b.length && count > 0;
    }
}

static FoldMatch compare_own(Word a, Word b, FoldMatch least)
{
    char first[LETTERS], second[LETTERS];
    if (is_syllables(a) && is_syllables(b))
        return is_same_pinyin(a, b) ? FOLD_ALIKE : FOLD_NONE;
    if (least != FOLD_CLOSE || is_syllables(a) || is_syllables(b) ||
        word_letters(a) < FUZZY_LETTERS || first_letter(a) >> 8 != first_letter(b) >> 8)
        return FOLD_NONE;
    a = narrow(a, first);
    b = narrow(b, second);
    bool is_close = a.length > 0 && b.length > 0 && distance(a, b) <= 1;
    wipe(first, sizeof first);
    wipe(second, sizeof second);
    return is_close ? FOLD_CLOSE : FOLD_NONE;
}

/* How well two words fit, or FOLD_NONE where that is not `least`. */
static FoldMatch compare(Word a, Word b, FoldMatch least)
{
    bool a_own = is_own(a), b_own = is_own(b);
    if (a.length == b.length && memcmp(a.at, b.at, (size_t)a.length) == 0)
        return FOLD_EXACT;
    if (least == FOLD_EXACT)
        return FOLD_NONE;
    if (a_own && b_own)
        return compare_own(a, b, least);
    if (a_own || b_own) {
        Word own = a_own ? a : b, latin = a_own ? b : a;
        bool may_slip = least == FOLD_CLOSE && latin.length > FUZZY_LETTERS;
        return spell_fits(own, latin, 0)            ? FOLD_ALIKE
            : may_slip && spell_fits(own, latin, 1) ? FOLD_CLOSE
                                                    : FOLD_NONE;
    }
    if (least != FOLD_CLOSE || a.length < FUZZY_LETTERS || abs(a.length - b.length) > 1)
        return FOLD_NONE;
    return distance(a, b) <= 1 ? FOLD_CLOSE : FOLD_NONE;
}

/* --- all words --- */

static void split(Words *words, const char *key)
{
    *words = (Words){0};
    while (*key) {
        const char *from = key;
        for (; *key && *key != ' '; key++) {
            words->alphabet |= 1U << (*key & 31);
            words->is_own |= (unsigned char)*key >= 0x80;
        }
        Word word = {from, (int)(key - from)};
        if (word.length > 0 && words->count < WORDS)
            words->word[words->count++] = word;
        else
            words->is_cut |= word.length > 0;
        words->letters += word.length;
        key += *key == ' ';
    }
    if (!words->is_own)
        return;
    words->letters = 0;
    for (int i = 0; i < words->count; i++)
        words->letters += word_letters(words->word[i]);
}

/* The words [from, from + run), going round at the end, if all are unused: how many bytes. */
static int run_length(const Words *words, int from, int run)
{
    int length = 0;
    if (run > words->count)
        return 0;
    for (int i = 0; i < run; i++) {
        int at = (from + i) % words->count;
        if (words->is_used[at])
            return 0;
        length += words->word[at].length;
    }
    return length;
}

static Word join(const Words *words, int from, int run, char room[JOINED])
{
    int used = 0;
    if (run == 1)
        return words->word[from];
    for (int i = 0; i < run; i++) {
        Word word = words->word[(from + i) % words->count];
        memcpy(room + used, word.at, (size_t)word.length);
        used += word.length;
    }
    return (Word){room, used};
}

static void use(Words *words, int from, int run)
{
    for (int i = 0; i < run; i++)
        words->is_used[(from + i) % words->count] = true;
}

/* Whether `run` words typed, joined, are `name_run` words of the name, joined: a surname may come
 * first there. */
static bool take(Words *typed, int from, int run, Words *name, int name_run, FoldMatch least)
{
    char a[JOINED], b[JOINED];
    int length = from + run <= typed->count ? run_length(typed, from, run) : 0;
    if (length == 0 || length > JOINED)
        return false;
    Word wanted = join(typed, from, run, a);
    bool is_plain = !typed->is_own && !name->is_own;
    for (int i = 0; i < name->count; i++) {
        int found = run_length(name, i, name_run);
        if (found == 0 || found > JOINED || (is_plain && abs(found - length) > 1))
            continue;
        if (compare(wanted, join(name, i, name_run, b), least) < least)
            continue;
        use(typed, from, run);
        use(name, i, name_run);
        return true;
    }
    return false;
}

/* The word typed at `from`: as one word, as several of the name, or as one with its followers;
 * in another script also several as several ("عبد الرحمن" for "abdul rahman"). */
static bool take_any(Words *typed, int from, Words *name, FoldMatch least)
{
    bool is_taken = take(typed, from, 1, name, 1, least);
    for (int run = 2; run <= RUN && !is_taken; run++)
        is_taken = take(typed, from, 1, name, run, least) || take(typed, from, run, name, 1, least);
    if (!is_taken && least == FOLD_ALIKE)
        is_taken = take(typed, from, 2, name, 2, least) || take(typed, from, 2, name, 3, least) ||
            take(typed, from, 3, name, 2, least);
    return is_taken;
}

static bool all_used(const Words *words)
{
    for (int i = 0; i < words->count; i++)
        if (!words->is_used[i])
            return false;
    return words->count > 0 && !words->is_cut;
}

static FoldMatch match_short(Words *typed, Words *name)
{
    if (typed->count != 1)
        return FOLD_NONE;
    if (take(typed, 0, 1, name, 1, FOLD_EXACT))
        return FOLD_EXACT;
    return take(typed, 0, 1, name, 1, FOLD_ALIKE) ? FOLD_ALIKE : FOLD_NONE;
}

/* Takes what is left of the words typed, at this level or better. */
static bool match_level(Words *typed, Words *name, FoldMatch level, bool may_join)
{
    for (int i = 0; i < typed->count; i++)
        if (!typed->is_used[i])
            take(typed, i, 1, name, 1, level);
    for (int i = 0; i < typed->count && may_join; i++)
        if (!typed->is_used[i])
            take_any(typed, i, name, level);
    return all_used(typed);
}

/* Across scripts a word may be taken that another one needs: then from the left. */
static bool match_alike(Words *typed, Words *name)
{
    Words typed_before = *typed, name_before = *name;
    if (match_level(typed, name, FOLD_ALIKE, true))
        return true;
    for (int i = 0; i < typed_before.count; i++)
        if (!typed_before.is_used[i])
            take_any(&typed_before, i, &name_before, FOLD_ALIKE);
    return all_used(&typed_before);
}

FoldMatch fold_match(const char *typed, const char *name)
{
    Words a, b;
    split(&a, typed);
    split(&b, name);
    if (a.letters < WHOLE_LETTERS)
        return match_short(&a, &b);
    bool is_plain = !a.is_own && !b.is_own;
    /* A slip brings in one letter at most: most names are ruled out here. */
    int strangers = is_plain ? __builtin_popcount(a.alphabet & ~b.alphabet) : 0;
    if (strangers > a.count || (is_plain && a.letters > b.letters + a.count))
        return FOLD_NONE;
    if (match_level(&a, &b, FOLD_EXACT, strangers == 0))
        return FOLD_EXACT;
    if (!is_plain && match_alike(&a, &b))
        return FOLD_ALIKE;
    return match_level(&a, &b, FOLD_CLOSE, true) ? FOLD_CLOSE : FOLD_NONE;
}

/* --- beginnings --- */

static void close_up(char *key)
{
    char *to = key;
    for (const char *at = key; *at; at++)
        if (*at != ' ')
            *to++ = *at;
    wipe(to, strlen(to));
}

/* The first letters of a word; a Chinese one takes its pinyin with it. */
static Word first_letters(const char *key, int letters)
{
    const char *at = key;
    while (*at && letters-- > 0)
        utf8_next(&at);
    while (is_syllables((Word){key, 1}) && *at >= 'a' && *at <= 'z')
        at++;
    return (Word){key, (int)(at - key)};
}

static int count_letters(Word word)
{
    int count = 0;
    const char *end = word.at + word.length;
    for (const char *at = word.at; at < end; count++)
        utf8_next(&at);
    return count;
}

static bool begins(const char *name, const char *typed, int letters)
{
    Word whole = {name, (int)strlen(name)}, first = first_letters(typed, letters);
    bool name_own = is_own(whole), typed_own = is_own(first);
    bool is_short = !is_syllables(first) && count_letters(first) < letters;
    if (first.length == 0 || (is_short && strcmp(name, typed) != 0))
        return false;
    if (typed_own && !name_own)
        return spell_begins_latin(first, whole, letters);
    if (name_own && !typed_own)
        return spell_begins_own(first, whole);
    return strncmp(name, first.at, (size_t)first.length) == 0;
}

bool fold_begins(Folder *folder, const char *name, const char *typed, int letters)
{
    char keys[2][KEY_SIZE];
    fold_name(folder, name, keys[0], KEY_SIZE);
    fold_name(folder, typed, keys[1], KEY_SIZE);
    close_up(keys[0]);
    close_up(keys[1]);
    bool is_so = keys[0][0] && begins(keys[0], keys[1], letters);
    wipe(keys, sizeof keys);
    return is_so;
}
