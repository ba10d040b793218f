/* Latin names fold without ICU's transliterator, whose first opening costs some 25 ms: letters
 * are taken apart (NFKD), marks dropped, and the few letters that do not come apart stand in a
 * table. Only a letter of another script opens Any-Latin. */
#include "text/fold.h"

#include "base/utf8.h"
#include "base/wipe.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum { NAME_UNITS = 512, WIDE_UNITS = 2048 };
enum { WORDS = 12, RUN = 4, JOINED = 128 };
enum {
    WHOLE_LETTERS = 3, /* less than this is typed: it must be a whole word of the name */
    FUZZY_LETTERS = 4  /* from here on one slip is forgiven */
};

struct Folder {
    const UNormalizer2 *apart;
    UTransliterator *to_latin; /* null until the first name that needs it */
    bool has_failed;
};

/* clang-format off */
static const struct {
    UChar32 letter;
    const char *latin;
} latin_of[] = {{0xC6, "ae"}, {0xE6, "ae"}, {0xD0, "d"}, {0xF0, "d"}, {0xD8, "o"}, {0xF8, "o"},
    {0xDE, "th"}, {0xFE, "th"}, {0xDF, "ss"}, {0x1E9E, "ss"}, {0x110, "d"}, {0x111, "d"},
    {0x126, "h"}, {0x127, "h"}, {0x131, "i"}, {0x141, "l"}, {0x142, "l"}, {0x14A, "n"},
    {0x14B, "n"}, {0x152, "oe"}, {0x153, "oe"}, {0x166, "t"}, {0x167, "t"}, {0x181, "b"},
    {0x253, "b"}, {0x18A, "d"}, {0x257, "d"}, {0x198, "k"}, {0x199, "k"}, {0x1B3, "y"},
    {0x1B4, "y"}, {0x190, "e"}, {0x25B, "e"}, {0x186, "o"}, {0x254, "o"}, {0x18F, "e"},
    {0x259, "e"}};
/* clang-format on */

Folder *folder_new(Err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    Folder *folder = calloc(1, sizeof *folder);
    if (folder)
        folder->apart = unorm2_getNFKDInstance(&status);
    if (!folder || U_FAILURE(status)) {
        err_set(err, ERR_BROKEN, "folder: %s", u_errorName(status));
        free(folder);
        return NULL;
    }
    return folder;
}

void folder_free(Folder *folder)
{
    if (!folder)
        return;
    if (folder->to_latin)
        utrans_close(folder->to_latin);
    free(folder);
}

/* --- a name to its letters --- */

typedef struct {
    char *out;
    size_t size, used;
    bool is_cut;
    bool is_foreign; /* a letter was met that is not Latin */
} Key;

static void put(Key *key, char c)
{
    bool at_word_end = key->used == 0 || key->out[key->used - 1] == ' ';
    if (c == ' ' && at_word_end)
        return;
    if (key->used + 1 < key->size)
        key->out[key->used++] = c;
    else
        key->is_cut = true;
}

static const char *table_latin(UChar32 c)
{
    for (size_t i = 0; i < sizeof latin_of / sizeof latin_of[0]; i++)
        if (latin_of[i].letter == c)
            return latin_of[i].latin;
    return NULL;
}

/* Apostrophes of all kinds, and what cannot be seen: they join. */
static bool is_joiner(UChar32 c)
{
    static const UChar32 apostrophes[] = {'\'', '`', 0xB4, 0x2018, 0x2019, 0x201B, 0x2032, 0xFF07};
    for (size_t i = 0; i < sizeof apostrophes / sizeof apostrophes[0]; i++)
        if (apostrophes[i] == c)
            return true;
    int type = u_charType(c);
    return type == U_MODIFIER_LETTER || type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
        type == U_COMBINING_SPACING_MARK || type == U_FORMAT_CHAR;
}

static void put_letter(Key *key, UChar32 c)
{
    const char *latin;
    if (c < 0x80 && u_isalnum(c)) {
        put(key, (char)u_tolower(c));
    } else if (is_joiner(c)) {
        return;
    } else if ((latin = table_latin(c))) {
        while (*latin)
            put(key, *latin++);
    } else if (u_charDigitValue(c) >= 0) {
        put(key, (char)('0' + u_charDigitValue(c)));
    } else if (u_isalpha(c)) {
        key->is_foreign = true;
    } else {
        put(key, ' ');
    }
}

static void put_all(const Folder *folder, Key *key, const UChar *units, int32_t length)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar apart[WIDE_UNITS];
    length = unorm2_normalize(folder->apart, units, length, apart, WIDE_UNITS, &status);
    if (U_FAILURE(status)) {
        key->is_cut = true;
        return;
    }
    for (int32_t i = 0; i < length;) {
        UChar32 c;
        U16_NEXT(apart, i, length, c);
        put_letter(key, c);
    }
    wipe(apart, (size_t)length * sizeof *apart);
}

static bool open_latin(Folder *folder)
{
    UErrorCode status = U_ZERO_ERROR;
    if (!folder->to_latin && !folder->has_failed) {
        folder->to_latin = utrans_openU(u"Any-Latin", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
        folder->has_failed = U_FAILURE(status);
    }
    return folder->to_latin && !folder->has_failed;
}

static void put_foreign(Folder *folder, Key *key, const UChar *units, int32_t length)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar latin[WIDE_UNITS];
    u_memcpy(latin, units, length);
    int32_t limit = length;
    if (open_latin(folder))
        utrans_transUChars(folder->to_latin, latin, &length, WIDE_UNITS, 0, &limit, &status);
    if (U_SUCCESS(status))
        put_all(folder, key, latin, length);
    else
        key->is_cut = true;
    wipe(latin, sizeof latin);
}

/* --- suffixes --- */

static bool is_suffix(const char *word, size_t length)
{
    static const char suffixes[][4] = {"jr", "sr", "ii", "iii", "iv"};
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++)
        if (strlen(suffixes[i]) == length && memcmp(suffixes[i], word, length) == 0)
            return true;
    return false;
}

/* Leaves suffixes out, in place; but a name that is nothing else keeps the last. */
static void drop_suffixes(char *key)
{
    char *to = key;
    for (const char *at = key; *at;) {
        size_t length = strcspn(at, " ");
        const char *next = at + length + (at[length] == ' ');
        bool is_last = !*next;
        if (!is_suffix(at, length) || (to == key && is_last)) {
            if (to > key)
                *to++ = ' ';
            memmove(to, at, length);
            to += length;
        }
        at = next;
    }
    wipe(to, strlen(to));
}

bool fold_name(Folder *folder, const char *name, char *out, size_t size)
{
    UChar units[NAME_UNITS];
    int32_t length = 0;
    const char *at = name;
    while (*at && length < NAME_UNITS - 2) {
        uint32_t c = utf8_next(&at);
        U16_APPEND_UNSAFE(units, length, c);
    }
    Key key = {.out = out, .size = size};
    put_all(folder, &key, units, length);
    if (key.is_foreign) {
        key = (Key){.out = out, .size = size};
        put_foreign(folder, &key, units, length);
    }
    if (key.used > 0 && out[key.used - 1] == ' ')
        key.used--;
    out[key.used] = 0;
    drop_suffixes(out);
    wipe(units, (size_t)length * sizeof *units);
    return !key.is_cut && !*at;
}

/* --- two keys --- */

typedef struct {
    const char *at;
    int length;
} Word;

/* Compared without copying: this runs over every name of a school at each miss. */
typedef struct {
    Word word[WORDS];
    bool is_used[WORDS];
    int count, letters;
    uint32_t alphabet; /* which letters there are, as bits; digits fall on letters' bits */
    bool is_cut;       /* there were more words */
} Words;

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

static void split(Words *words, const char *key)
{
    words->count = words->letters = 0;
    words->alphabet = 0;
    words->is_cut = false;
    while (*key) {
        const char *from = key;
        for (; *key && *key != ' '; key++)
            words->alphabet |= 1U << (*key & 31);
        int length = (int)(key - from);
        if (length > 0 && words->count < WORDS) {
            words->is_used[words->count] = false;
            words->word[words->count++] = (Word){from, length};
        } else {
            words->is_cut |= length > 0;
        }
        words->letters += length;
        key += *key == ' ';
    }
}

/* How many letters the unused words [from, from + run) have; 0 if there are not so many. */
static int run_letters(const Words *words, int from, int run)
{
    int letters = 0;
    if (from + run > words->count)
        return 0;
    for (int i = from; i < from + run; i++) {
        if (words->is_used[i])
            return 0;
        letters += words->word[i].length;
    }
    return letters;
}

static Word join(const Words *words, int from, int run, int letters, char room[JOINED])
{
    if (run == 1)
        return words->word[from];
    int used = 0;
    for (int i = from; i < from + run; i++) {
        memcpy(room + used, words->word[i].at, (size_t)words->word[i].length);
        used += words->word[i].length;
    }
    return (Word){room, letters};
}

static void use(Words *words, int from, int run)
{
    for (int i = from; i < from + run; i++)
        words->is_used[i] = true;
}

/* Whether `run` words typed, joined, are `name_run` words of the name, joined. */
static bool take(Words *typed, int from, int run, Words *name, int name_run, int slips)
{
    char a[JOINED], b[JOINED];
    int letters = run_letters(typed, from, run);
    if (letters == 0 || letters > JOINED - 1 || (slips > 0 && letters < FUZZY_LETTERS))
        return false;
    Word wanted = join(typed, from, run, letters, a);
    for (int i = 0; i + name_run <= name->count; i++) {
        int found = run_letters(name, i, name_run);
        if (found == 0 || abs(found - letters) > slips ||
            distance(wanted, join(name, i, name_run, found, b)) > slips)
            continue;
        use(typed, from, run);
        use(name, i, name_run);
        return true;
    }
    return false;
}

/* The word typed at `from`: as one word, as several of the name, or as one with its followers. */
static bool take_any(Words *typed, int from, Words *name, int slips)
{
    bool is_taken = take(typed, from, 1, name, 1, slips);
    for (int run = 2; run <= RUN && !is_taken; run++)
        is_taken = take(typed, from, 1, name, run, slips) || take(typed, from, run, name, 1, slips);
    return is_taken;
}

static bool all_used(const Words *words)
{
    for (int i = 0; i < words->count; i++)
        if (!words->is_used[i])
            return false;
    return words->count > 0 && !words->is_cut;
}

FoldMatch fold_match(const char *typed, const char *name)
{
    Words a, b;
    split(&a, typed);
    split(&b, name);
    if (a.letters < WHOLE_LETTERS)
        return a.count == 1 && take(&a, 0, 1, &b, 1, 0) ? FOLD_EXACT : FOLD_NONE;
    /* A slip brings in one letter at most: most names are ruled out here. */
    int strangers = __builtin_popcount(a.alphabet & ~b.alphabet);
    if (strangers > a.count || a.letters > b.letters + a.count)
        return FOLD_NONE;
    for (int i = 0; i < a.count; i++)
        take(&a, i, 1, &b, 1, 0);
    for (int i = 0; i < a.count && strangers == 0; i++)
        if (!a.is_used[i])
            take_any(&a, i, &b, 0);
    if (all_used(&a))
        return FOLD_EXACT;
    for (int i = 0; i < a.count; i++)
        if (!a.is_used[i] && !take_any(&a, i, &b, 1))
            return FOLD_NONE;
    return all_used(&a) ? FOLD_CLOSE : FOLD_NONE;
}
