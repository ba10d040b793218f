/* Cyrillic, as Russian, Ukrainian, Bulgarian, Serbian and Central Asian families spell it. */
#include "text/spell_slots.h"

enum { FIRST = 0x400, COUNT = 0x130 };

static const char *const ways[COUNT] = {
    [u'а' - FIRST] = "a",
    [u'б' - FIRST] = "b",
    [u'в' - FIRST] = "v w ff f",
    [u'г' - FIRST] = "g h gh",
    [u'ґ' - FIRST] = "g",
    [u'д' - FIRST] = "d",
    [u'е' - FIRST] = "e ye ie je",
    [u'ё' - FIRST] = "yo e io jo o ye",
    [u'є' - FIRST] = "ye ie e je",
    [u'ж' - FIRST] = "zh j z",
    [u'з' - FIRST] = "z",
    [u'и' - FIRST] = "i y ee",
    [u'і' - FIRST] = "i y",
    [u'ї' - FIRST] = "yi i ji ii",
    [u'й' - FIRST] = "y i j -",
    [u'к' - FIRST] = "k c ck",
    [u'л' - FIRST] = "l",
    [u'м' - FIRST] = "m",
    [u'н' - FIRST] = "n",
    [u'о' - FIRST] = "o",
    [u'п' - FIRST] = "p",
    [u'р' - FIRST] = "r",
    [u'с' - FIRST] = "s",
    [u'т' - FIRST] = "t th",
    [u'у' - FIRST] = "u ou oo",
    [u'ф' - FIRST] = "f ph",
    [u'х' - FIRST] = "kh h x ch",
    [u'ц' - FIRST] = "ts c tz cz tc",
    [u'ч' - FIRST] = "ch tch cz c",
    [u'ш' - FIRST] = "sh sch sz s",
    [u'щ' - FIRST] = "shch sch sc shh sh sht",
    [u'ъ' - FIRST] = "- a u y",
    [u'ы' - FIRST] = "y i yi",
    [u'ь' - FIRST] = "-",
    [u'э' - FIRST] = "e",
    [u'ю' - FIRST] = "yu iu ju u",
    [u'я' - FIRST] = "ya ia ja a",
    [u'ђ' - FIRST] = "dj d j",
    [u'ј' - FIRST] = "j y i",
    [u'љ' - FIRST] = "lj l ly",
    [u'њ' - FIRST] = "nj n ny",
    [u'ћ' - FIRST] = "c ch",
    [u'џ' - FIRST] = "dz dzh j",
    [u'ѓ' - FIRST] = "gj g dj",
    [u'ќ' - FIRST] = "kj k c",
    [u'ѕ' - FIRST] = "dz z",
    [u'ў' - FIRST] = "u o w v",
    [u'ә' - FIRST] = "a e",
    [u'ғ' - FIRST] = "gh g",
    [u'қ' - FIRST] = "k q",
    [u'ң' - FIRST] = "ng n",
    [u'ө' - FIRST] = "o u oe",
    [u'ұ' - FIRST] = "u",
    [u'ү' - FIRST] = "u",
    [u'һ' - FIRST] = "h",
    [u'ҳ' - FIRST] = "h",
    [u'ҷ' - FIRST] = "j",
    [u'ӣ' - FIRST] = "i",
    [u'ӯ' - FIRST] = "u",
};

static bool is_vowel(uint32_t c)
{
    static const uint32_t vowels[] = {u'а', u'е', u'ё', u'є', u'и', u'і', u'ї', u'о', u'у', u'ы',
        u'э', u'ю', u'я', u'ә', u'ө', u'ұ', u'ү'};
    for (unsigned i = 0; i < sizeof vowels / sizeof *vowels; i++)
        if (vowels[i] == c)
            return true;
    return false;
}

void spell_cyrillic(Slots *slots, const uint32_t *letters, int count)
{
    for (int i = 0; i < count; i++) {
        uint32_t c = letters[i] - FIRST;
        bool is_last = i + 1 == count;
        if (i > 0 && letters[i] == letters[i - 1] && !is_vowel(letters[i]))
            continue; /* Анна: the doubled consonant is in the slot */
        if (letters[i] == u'к' && !is_last && letters[i + 1] == u'с') {
            slots_add(slots, "ks x cs"); /* Александр, Максим */
            i++;
        } else if (letters[i] == u'р' && is_last && i > 0 && !is_vowel(letters[i - 1])) {
            slots_add(slots, "r er"); /* Александр, Пётр */
        } else {
            slots_add(slots, c < COUNT && ways[c] ? ways[c] : "-");
        }
    }
}
