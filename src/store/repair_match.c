/* Which family a walk-in may be: names first, then grade and language.
 *
 * Everybody's key is compared once; the few whose names fit best bring their families, and only
 * those are looked at whole. A name is compared word by word, since a family writes one surname
 * where the roster has two, and the other way round. */
#include "store/repair.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"
#include "store/homes.h"
#include "store/sql.h"
#include "text/spell.h"

enum { KEY_SIZE = 512, TYPED_WORDS = 8, PEOPLE = 24, FAMILIES = 64, WHOLE = 100 };
enum {
    SLIP_LETTERS = 4, /* from here on one letter may be another */
    BEGIN_LETTERS = 3,
    BEGIN_WORTH = 80,
    PERSON_LEAST = 40,
    NAME_ENOUGH = 65, /* one name alone */
    SUM_ENOUGH = 100, /* both */
    GRADE_WORTH = 20,
    LANGUAGE_WORTH = 10
};

/* --- two names ------------------------------------------------------------------------------ */

typedef struct {
    char text[KEY_SIZE];
    uint32_t alphabet; /* which letters, as bits */
    int letters;
    bool is_own; /* of another script */
} Word;

typedef struct {
    char key[KEY_SIZE];
    Word word[TYPED_WORDS];
    int count, letters;
    bool is_own;
} Typed;

typedef struct {
    const char *key;
    uint32_t alphabet;
    bool is_own;
} Name;

typedef struct {
    int score; /* 0 to WHOLE */
    RepairFit fit;
} Fitting;

static uint32_t alphabet_of(const char *text, bool *is_own)
{
    uint32_t alphabet = 0;
    for (; *text; text++) {
        alphabet |= 1U << (*text & 31);
        *is_own |= (unsigned char)*text >= 0x80;
    }
    return alphabet & ~1U; /* a space falls on the first bit */
}

static bool read_typed(Folder *folder, const char *name, Typed *out)
{
    *out = (Typed){0};
    fold_name(folder, name, out->key, sizeof out->key);
    const char *at = out->key;
    while (*at && out->count < TYPED_WORDS) {
        size_t length = strcspn(at, " ");
        Word *word = &out->word[out->count++];
        memcpy(word->text, at, length);
        word->alphabet = alphabet_of(word->text, &word->is_own);
        word->letters = (int)utf8_length(word->text);
        out->letters += word->letters;
        out->is_own |= word->is_own;
        at += length + (at[length] == ' ');
    }
    return out->letters > 0;
}

static Name name_of(const char *key)
{
    Name name = {.key = key};
    name.alphabet = alphabet_of(key, &name.is_own);
    return name;
}

static bool begins_a_word(const Word *word, const char *key)
{
    size_t length = strlen(word->text);
    for (const char *at = key; at; at = strchr(at, ' ')) {
        at += *at == ' ';
        if (strncmp(at, word->text, length) == 0)
            return true;
    }
    return false;
}

static Fitting fit_of(FoldMatch match)
{
    static const Fitting FITTINGS[] = {[FOLD_NONE] = {0, FIT_NONE},
        [FOLD_CLOSE] = {80, FIT_CLOSE},
        [FOLD_ALIKE] = {95, FIT_ALIKE},
        [FOLD_EXACT] = {WHOLE, FIT_SAME}};
    return FITTINGS[match];
}

static SpellWord first_letter(const char *at, int length)
{
    const char *end = at;
    utf8_next(&end);
    while (end < at + length && *end >= 'a' && *end <= 'z') /* a Chinese one's pinyin */
        end++;
    return (SpellWord){at, (int)(end - at)};
}

/* Across scripts, whether two words may begin alike: to spell all of them would take too long. The
 * article may be left out, and an alef may be any vowel. */
static bool may_begin(SpellWord own, SpellWord latin)
{
    static const char ALEF[] = "ا", ARTICLE[] = "ال";
    int alef = (int)strlen(ALEF), article = (int)strlen(ARTICLE);
    if (own.length < alef || strncmp(own.at, ALEF, (size_t)alef) != 0)
        return spell_begins_latin(first_letter(own.at, own.length), latin, 1);
    bool has_article = own.length > article && strncmp(own.at, ARTICLE, (size_t)article) == 0;
    SpellWord rest = {own.at + article, own.length - article};
    return strchr("aeiou", latin.at[0]) ||
        (has_article && spell_begins_latin(first_letter(rest.at, rest.length), latin, 1));
}

/* With each word of the name, and with the one after it: they may be one word in another script. */
static FoldMatch match_across(const Word *word, const Name *name)
{
    FoldMatch best = FOLD_NONE;
    SpellWord typed = {word->text, (int)strlen(word->text)};
    char pair[KEY_SIZE] = "";
    for (const char *at = name->key; *at && best < FOLD_ALIKE;) {
        SpellWord other = {at, (int)strcspn(at, " ")};
        const char *next = at + other.length + (at[other.length] == ' ');
        if (word->is_own ? may_begin(typed, other) : may_begin(other, typed)) {
            int length = (int)(next - at) + (int)strcspn(next, " ");
            snprintf(pair, sizeof pair, "%.*s", length, at);
            FoldMatch match = fold_match(word->text, pair);
            best = match > best ? match : best;
        }
        at = next;
    }
    wipe(pair, sizeof pair);
    return best;
}

/* A slip brings in one letter at most: nearly all names are ruled out by that. */
static Fitting fit_word(const Word *word, const Name *name)
{
    int strangers = __builtin_popcount(word->alphabet & ~name->alphabet);
    if (!word->is_own && !name->is_own && strangers > (word->letters >= SLIP_LETTERS))
        return (Fitting){0};
    bool is_across = word->is_own != name->is_own;
    Fitting found =
        fit_of(is_across ? match_across(word, name) : fold_match(word->text, name->key));
    if (found.score < BEGIN_WORTH && word->letters >= BEGIN_LETTERS &&
        begins_a_word(word, name->key))
        found = (Fitting){BEGIN_WORTH, FIT_PART};
    return found;
}

static Fitting fit_name(const Typed *typed, const Name *name)
{
    int sum = 0, fitting = 0;
    RepairFit least = FIT_SAME;
    for (int i = 0; i < typed->count; i++) {
        Fitting found = fit_word(&typed->word[i], name);
        sum += found.score * typed->word[i].letters;
        fitting += found.score > 0;
        least = found.fit < least ? found.fit : least;
    }
    Fitting by_words = {typed->letters ? sum / typed->letters : 0, least};
    if (fitting && fitting < typed->count)
        by_words.fit = FIT_PART;
    if (!fitting || fitting == typed->count) /* all others may run together: "delacruz" */
        return by_words;
    Fitting whole = fit_of(fold_match(typed->key, name->key));
    return whole.score > by_words.score ? whole : by_words;
}

/* One word alone, as "Maria", says less. */
static int worth(const Typed *typed, int score)
{
    return typed->count > 1 ? score : score * 85 / WHOLE;
}

/* --- the stub that is asked about ----------------------------------------------------------- */

typedef struct {
    Typed child, adult;
    const char *grade, *language;
} Asked;

static bool is_same_language(const char *a, const char *b)
{
    size_t length = strcspn(a, "-_");
    return length && length == strcspn(b, "-_") && strncmp(a, b, length) == 0;
}

/* A person's role and names, as the queries below give them. */
typedef struct {
    bool is_student;
    Name name;
    bool same_grade, same_language;
} Person;

static Person read_person(Sql *q, int from, const Asked *asked)
{
    Person person = {
        .is_student = sql_get_int(q, from), .name = name_of(sql_get_text(q, from + 1))};
    person.same_grade = person.is_student && asked->grade[0] &&
        strcmp(sql_get_text(q, from + 2), asked->grade) == 0;
    person.same_language = is_same_language(sql_get_text(q, from + 3), asked->language);
    return person;
}

/* Who wrote the names into the wrong fields is found too, if all of the name fits. */
static Fitting fit_person(const Typed *own, const Typed *other, const Name *name)
{
    Fitting straight = fit_name(own, name), crossed = {0};
    if (straight.score < NAME_ENOUGH)
        crossed = fit_name(other, name);
    straight.score = worth(own, straight.score);
    crossed.score = crossed.fit == FIT_PART ? 0 : worth(other, crossed.score) / 2;
    return crossed.score > straight.score ? crossed : straight;
}

/* --- whose names fit best ------------------------------------------------------------------- */

typedef struct {
    Id id;
    int score;
} Found;

typedef struct {
    Found people[PEOPLE];
    int count;
} Best;

static void offer(Best *best, Id id, int score)
{
    int at = best->count;
    if (best->count == PEOPLE && best->people[PEOPLE - 1].score >= score)
        return;
    if (best->count < PEOPLE)
        best->count++;
    else
        at--;
    for (; at > 0 && best->people[at - 1].score < score; at--)
        best->people[at] = best->people[at - 1];
    best->people[at] = (Found){id, score};
}

static bool find_people(Store *store, const Asked *asked, Best *students, Best *guardians, Err *err)
{
    Sql *q = sql(store,
        "SELECT id, role = 'student', name_key, grade, language FROM person"
        " WHERE is_active AND +role IN ('student', 'guardian')");
    while (sql_row(q)) {
        Person person = read_person(q, 1, asked);
        const Typed *own = person.is_student ? &asked->child : &asked->adult;
        const Typed *other = person.is_student ? &asked->adult : &asked->child;
        int score = fit_person(own, other, &person.name).score;
        if (score < PERSON_LEAST)
            continue;
        score += person.same_grade * GRADE_WORTH + person.same_language * LANGUAGE_WORTH;
        offer(person.is_student ? students : guardians, sql_get_id(q, 0), score);
    }
    return sql_done(q, err);
}

/* --- their families ------------------------------------------------------------------------- */

typedef struct {
    Suggestion of[FAMILIES];
    int count;
} Families;

static bool add_family(Store *store, Id child, Families *families, Err *err)
{
    Id first;
    if (!homes_first_sibling(store, child, &first, err))
        return false;
    for (int i = 0; i < families->count; i++)
        if (id_equal(families->of[i].family.id, first))
            return true;
    if (!id_is_zero(first) && families->count < FAMILIES)
        families->of[families->count++].family.id = first;
    return true;
}

static bool add_families_of(Store *store, Id guardian, Families *families, Err *err)
{
    enum { STUDENTS = 12 };
    Id students[STUDENTS];
    int count = 0;
    Sql *q = sql(store, "SELECT student FROM tie WHERE guardian = :guardian LIMIT :max");
    sql_id(q, ":guardian", guardian);
    sql_int(q, ":max", STUDENTS);
    while (sql_row(q))
        students[count++] = sql_get_id(q, 0);
    bool ok = sql_done(q, err);
    for (int i = 0; ok && i < count; i++)
        ok = add_family(store, students[i], families, err);
    return ok;
}

static bool gather(
    Store *store, const Best *students, const Best *guardians, Families *families, Err *err)
{
    bool ok = true;
    for (int i = 0; ok && i < students->count; i++)
        ok = add_family(store, students->people[i].id, families, err);
    for (int i = 0; ok && i < guardians->count; i++)
        ok = add_families_of(store, guardians->people[i].id, families, err);
    return ok;
}

#define MEMBERS                                                                                    \
    " FROM (SELECT student AS id FROM home_student WHERE opened_by = :family"                      \
    "  UNION ALL SELECT adult FROM home_adult WHERE opened_by = :family) JOIN person p USING "     \
    "(id) "

typedef struct {
    int child, adult; /* scores */
    bool has_grade;   /* the child whose name fits is in that grade */
} Weighed;

static void weigh_person(const Asked *asked, const Person *person, Weighed *w, Suggestion *s)
{
    const Typed *own = person->is_student ? &asked->child : &asked->adult;
    const Typed *other = person->is_student ? &asked->adult : &asked->child;
    Fitting found = fit_person(own, other, &person->name);
    int *best = person->is_student ? &w->child : &w->adult;
    s->same_grade |= person->same_grade;
    s->same_language |= person->same_language;
    if (found.score < *best || !found.score)
        return;
    if (person->is_student)
        w->has_grade = person->same_grade || (found.score == *best && w->has_grade);
    *best = found.score;
    *(person->is_student ? &s->child : &s->adult) = found.fit;
}

static bool weigh(Store *store, const Asked *asked, Suggestion *s, Err *err)
{
    Weighed w = {0};
    Sql *q = sql(store, "SELECT p.role = 'student', p.name_key, p.grade, p.language" MEMBERS);
    sql_id(q, ":family", s->family.id);
    while (sql_row(q)) {
        Person person = read_person(q, 0, asked);
        weigh_person(asked, &person, &w, s);
    }
    int most = w.child > w.adult ? w.child : w.adult;
    if (most >= NAME_ENOUGH || w.child + w.adult >= SUM_ENOUGH)
        s->score = w.child + w.adult * 4 / 5 + s->same_language * LANGUAGE_WORTH +
            (w.has_grade ? GRADE_WORTH : s->same_grade * GRADE_WORTH / 2);
    return sql_done(q, err);
}

/* --- the answer ----------------------------------------------------------------------------- */

static int take_best(Families *families, Suggestion *out, int max)
{
    int count = 0;
    for (; count < max; count++) {
        Suggestion *best = NULL;
        for (int i = 0; i < families->count; i++)
            if (families->of[i].score && (!best || families->of[i].score > best->score))
                best = &families->of[i];
        if (!best)
            break;
        out[count] = *best;
        best->score = 0;
    }
    return count;
}

static bool read_asked(Store *store, const Stub *stub, Asked *asked, bool *is_empty, Err *err)
{
    Folder *folder = sql_folder(store, err);
    if (!folder)
        return false;
    asked->grade = stub->grade;
    asked->language = stub->language;
    bool has_child = read_typed(folder, stub->child, &asked->child);
    *is_empty = !read_typed(folder, stub->adult, &asked->adult) && !has_child;
    return true;
}

static int suggest(Store *store, const Asked *asked, Suggestion *out, int max, Err *err)
{
    Best students = {0}, guardians = {0};
    Families families = {0};
    bool ok = find_people(store, asked, &students, &guardians, err) &&
        gather(store, &students, &guardians, &families, err);
    for (int i = 0; ok && i < families.count; i++)
        ok = weigh(store, asked, &families.of[i], err);
    return ok ? take_best(&families, out, max) : -1;
}

int repair_suggest(Store *store, const Stub *stub, Id event, Suggestion *out, int max, Err *err)
{
    Asked asked = {0};
    bool is_empty;
    if (!read_asked(store, stub, &asked, &is_empty, err))
        return -1;
    int count = is_empty ? 0 : suggest(store, &asked, out, max, err);
    for (int i = 0; i < count; i++)
        if (!repair_family(store, out[i].family.id, event, stub->id, &out[i].family, err))
            count = -1;
    wipe(&asked, sizeof asked);
    return count;
}

/* --- what is written already ---------------------------------------------------------------- */

/* Either may be the longer one. */
static bool is_alike(Folder *folder, const Typed *typed, const char *name)
{
    Typed other;
    if (!typed->letters || !read_typed(folder, name, &other))
        return false;
    Name a = name_of(other.key), b = name_of(typed->key);
    bool is = fit_name(typed, &a).score >= NAME_ENOUGH || fit_name(&other, &b).score >= NAME_ENOUGH;
    wipe(&other, sizeof other);
    return is;
}

int repair_written(
    Store *store, const Stub *stub, const Visit *visit, RepairStub *out, int max, Err *err)
{
    Asked asked = {0};
    bool is_empty;
    int count = 0;
    if (!read_asked(store, stub, &asked, &is_empty, err))
        return -1;
    Sql *q = sql(store,
        "SELECT s.id, s.child, s.adult, s.grade, s.kiosk, v.arrived FROM visit v"
        " JOIN stub s ON s.id = v.opened_by WHERE v.day = :day AND v.event IS :event"
        " AND v.undone IS NULL AND s.id IS NOT :stub ORDER BY v.arrived DESC, s.id");
    sql_int(q, ":day", visit->day);
    sql_id(q, ":event", visit->event);
    sql_id(q, ":stub", stub->id);
    while (count < max && sql_row(q)) {
        Folder *folder = sql_folder(store, err);
        if (!is_alike(folder, &asked.child, sql_get_text(q, 1)) &&
            !is_alike(folder, &asked.adult, sql_get_text(q, 2)))
            continue;
        RepairStub *found = &out[count++];
        *found = (RepairStub){.stub.id = sql_get_id(q, 0), .made = sql_get_int(q, 5)};
        sql_get_copy(q, 1, found->stub.child, sizeof found->stub.child);
        sql_get_copy(q, 2, found->stub.adult, sizeof found->stub.adult);
        sql_get_copy(q, 3, found->stub.grade, sizeof found->stub.grade);
        sql_get_copy(q, 4, found->kiosk, sizeof found->kiosk);
    }
    wipe(&asked, sizeof asked);
    return sql_done(q, err) ? count : -1;
}
