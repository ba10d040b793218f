/* A name to its key. Latin names fold without ICU's transliterator, whose first opening costs
 * some 25 ms: letters are taken apart (NFKD), marks dropped, and the few letters that do not come
 * apart stand in a table. Only a letter of a script that is not compared as it is opens
 * Any-Latin. */
#include "text/fold.h"

#include "base/utf8.h"
#include "base/wipe.h"
#include "text/spell.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum { NAME_UNITS = 512, WIDE_UNITS = 2048, LETTER_UNITS = 32 };

struct Folder {
    const UNormalizer2 *whole, *apart;
    UTransliterator *to_latin, *to_pinyin; /* null until the first name that needs them */
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
    {0x259, "e"}, {0x1DD, "e"}, {0x18E, "e"}, {0x189, "d"}, {0x256, "d"}, {0x19D, "n"},
    {0x272, "n"}, {0x1B2, "v"}, {0x28B, "v"}, {0x194, "g"}, {0x263, "g"}, {0x197, "i"},
    {0x268, "i"}, {0x1E4, "g"}, {0x1E5, "g"}, {0x17F, "s"}, {0x138, "k"}};

/* Scripts compared as they are stay out of it. */
static const UChar TO_LATIN[] =
    u"[^[:Cyrl:][:Arab:][:Hang:][:Hani:][:Deva:][:Beng:][:Guru:][:Gujr:][:Orya:][:Taml:]"
    u"[:Telu:][:Knda:][:Mlym:][:Ethi:][:Thai:][:Khmr:]] Any-Latin";
/* clang-format on */

Folder *folder_new(Err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    Folder *folder = calloc(1, sizeof *folder);
    if (folder) {
        folder->whole = unorm2_getNFKCInstance(&status);
        folder->apart = unorm2_getNFKDInstance(&status);
    }
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
    if (folder->to_pinyin)
        utrans_close(folder->to_pinyin);
    free(folder);
}

/* False when ICU has not got it; that is not tried twice. */
static bool open_rules(Folder *folder, UTransliterator **rules, const UChar *id)
{
    UErrorCode status = U_ZERO_ERROR;
    if (!*rules && !folder->has_failed) {
        *rules = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
        folder->has_failed = U_FAILURE(status);
    }
    return *rules != NULL;
}

/* --- a name to its letters --- */

typedef struct {
    Folder *folder;
    char *out;
    size_t size, used;
    bool is_cut;
    bool is_foreign;  /* a letter was met that has no place in a key */
    bool is_syllable; /* the last letter is a word of its own */
} Key;

static void put_bytes(Key *key, const char *bytes, size_t count)
{
    if (key->used + count < key->size) {
        memcpy(key->out + key->used, bytes, count);
        key->used += count;
    } else {
        key->is_cut = true;
    }
}

static void put_space(Key *key)
{
    key->is_syllable = false;
    if (key->used > 0 && key->out[key->used - 1] != ' ')
        put_bytes(key, " ", 1);
}

static void put_latin(Key *key, const char *letters)
{
    if (key->is_syllable)
        put_space(key);
    put_bytes(key, letters, strlen(letters));
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
    static const UChar32 apostrophes[] = {'\'', '`', 0xB4, 0x2018, 0x2019, 0x201A, 0x201B, 0x2032,
        0x2035, 0x55A, 0x5F3, 0xA78B, 0xA78C, 0xFF07, 0xFF40, 0x1FBF, 0x1FBD, 0x1FEF, 0x1FFD,
        0x1FFE};
    for (size_t i = 0; i < sizeof apostrophes / sizeof apostrophes[0]; i++)
        if (apostrophes[i] == c)
            return true;
    int type = u_charType(c);
    return type == U_MODIFIER_LETTER || type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
        type == U_COMBINING_SPACING_MARK || type == U_FORMAT_CHAR || type == U_CONTROL_CHAR;
}

/* A part of a letter that was taken apart. */
static void put_part(Key *key, UChar32 c)
{
    const char *latin = table_latin(c);
    if (c < 0x80 && u_isalnum(c))
        put_latin(key, (char[2]){(char)u_tolower(c)});
    else if (latin)
        put_latin(key, latin);
    else if (u_isspace(c))
        put_space(key);
    else if (is_joiner(c))
        return;
    else if (u_charDigitValue(c) >= 0)
        put_latin(key, (char[2]){(char)('0' + u_charDigitValue(c))});
    else if (u_isalpha(c))
        key->is_foreign = true;
    else
        put_space(key);
}

static void put_parts(Key *key, UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar parts[LETTER_UNITS];
    int32_t length = unorm2_getDecomposition(key->folder->apart, c, parts, LETTER_UNITS, &status);
    if (U_FAILURE(status) || length < 0) {
        put_part(key, c);
        return;
    }
    for (int32_t i = 0; i < length;) {
        U16_NEXT(parts, i, length, c);
        put_part(key, c);
    }
}

/* Letters that differ by keyboard and not by name. */
static UChar32 plain_arabic(UChar32 c)
{
    switch (c) {
    case 0x622: /* alif with madda, hamza above, below, wasla */
    case 0x623:
    case 0x625:
    case 0x671:
        return 0x627;
    case 0x624:
        return 0x648; /* waw with hamza */
    case 0x626:
    case 0x64A:
        return 0x6CC; /* yeh */
    case 0x643:
        return 0x6A9; /* kaf */
    case 0x6BE:
    case 0x6C0:
    case 0x6C1:
    case 0x6C2:
        return 0x647; /* heh */
    case 0x6C3:
        return 0x629; /* teh marbuta */
    default:
        return c;
    }
}

static void put_pinyin(Key *key, UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar reading[LETTER_UNITS];
    int32_t length = 0;
    U16_APPEND_UNSAFE(reading, length, c);
    int32_t limit = length;
    if (!open_rules(key->folder, &key->folder->to_pinyin, u"Han-Latin; NFD"))
        return;
    utrans_transUChars(key->folder->to_pinyin, reading, &length, LETTER_UNITS, 0, &limit, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < length; i++)
        if (reading[i] >= 'a' && reading[i] <= 'z')
            put_bytes(key, (char[]){(char)reading[i]}, 1);
}

static bool is_hangul(UChar32 c)
{
    return c >= 0xAC00 && c <= 0xD7A3;
}

/* A letter that a key keeps. */
static void put_own(Key *key, UChar32 c)
{
    char bytes[4];
    bool is_han = u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC);
    bool is_word = is_han || is_hangul(c);
    c = plain_arabic(u_tolower(c));
    if (is_word || key->is_syllable)
        put_space(key);
    put_bytes(key, bytes, (size_t)utf8_put((uint32_t)c, bytes));
    if (is_han)
        put_pinyin(key, c);
    key->is_syllable = is_word;
}

static void put_all(Key *key, const UChar *units, int32_t length)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar whole[WIDE_UNITS];
    length = unorm2_normalize(key->folder->whole, units, length, whole, WIDE_UNITS, &status);
    if (U_FAILURE(status)) {
        key->is_cut = true;
        return;
    }
    for (int32_t i = 0; i < length;) {
        UChar32 c;
        U16_NEXT(whole, i, length, c);
        if (c < 0x80)
            put_part(key, c);
        else if (spell_has((uint32_t)c))
            put_own(key, c);
        else
            put_parts(key, c);
    }
    wipe(whole, (size_t)length * sizeof *whole);
}

static void put_foreign(Key *key, const UChar *units, int32_t length)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar latin[WIDE_UNITS];
    u_memcpy(latin, units, length);
    int32_t limit = length;
    if (open_rules(key->folder, &key->folder->to_latin, TO_LATIN))
        utrans_transUChars(key->folder->to_latin, latin, &length, WIDE_UNITS, 0, &limit, &status);
    if (U_SUCCESS(status))
        put_all(key, latin, length);
    else
        key->is_cut = true;
    wipe(latin, sizeof latin);
}

/* --- suffixes --- */

static bool is_suffix(const char *word, size_t length)
{
    static const char suffixes[][4] = {"jr", "sr", "ii", "iii", "iv", "2nd", "3rd"};
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
    Key key = {.folder = folder, .out = out, .size = size};
    put_all(&key, units, length);
    if (key.is_foreign) {
        key = (Key){.folder = folder, .out = out, .size = size};
        put_foreign(&key, units, length);
    }
    if (key.used > 0 && out[key.used - 1] == ' ')
        key.used--;
    out[key.used] = 0;
    drop_suffixes(out);
    wipe(units, (size_t)length * sizeof *units);
    return !key.is_cut && !*at;
}
