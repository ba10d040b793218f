/* The list of families: which rows are seen. */
#include "store/families.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"
#include "store/events.h"
#include "store/families_rows.h"
#include "store/sql.h"
#include "text/spell.h"

enum { KEY_SIZE = 512, WORDS = 8, WORD_SIZE = 64, LEAST_LETTERS = 2, SLIP_LETTERS = 4 };

/* --- open and close ------------------------------------------------------------------------ */

static bool read_event(Families *f, Err *err)
{
    Event event = {0};
    if (id_is_zero(f->event))
        return true;
    if (!events_get(f->store, f->event, &event, err))
        return false;
    utf8_copy(f->event_grades, sizeof f->event_grades, event.grades);
    return true;
}

/* The walk-ins come between the others by name. */
static void merge_order(Families *f)
{
    const WalkIns *w = &f->walk_ins;
    int row = 0, walk_in = 0;
    f->order_count = 0;
    while (row < f->count || walk_in < w->count) {
        bool is_walk_in = row == f->count ||
            (walk_in < w->count && strcmp(w->rows[walk_in].key, f->rows[row].key) < 0);
        f->order[f->order_count++] = is_walk_in ? &w->rows[walk_in++] : &f->rows[row++];
    }
}

/* What is read together is of one moment, and the file is asked once. */
static bool begin_reading(Store *store, Err *err)
{
    return sql_run(sql(store, "SAVEPOINT list"), err);
}

static bool end_reading(Store *store, bool is_read, Err *err)
{
    return sql_run(sql(store, "RELEASE list"), is_read ? err : &(Err){0}) && is_read;
}

static bool read_all(Families *f, Err *err)
{
    if (!begin_reading(f->store, err))
        return false;
    bool is_read = read_event(f, err) && families_load(f, err) && families_grades(f, err) &&
        families_asked(f, err) && families_arrivals(f, err);
    return end_reading(f->store, is_read, err);
}

Families *families_open(Store *store, Id event, int32_t day, Err *err)
{
    Families *f = calloc(1, sizeof *f);
    if (!f) {
        err_set(err, ERR_FULL, "no memory for the list of families");
        return NULL;
    }
    f->store = store;
    f->event = event;
    f->day = day;
    if (!read_all(f, err)) {
        families_close(f);
        return NULL;
    }
    merge_order(f);
    families_show(f, &(FamilyFilter){0}, "");
    return f;
}

static void wipe_free(void *rows, size_t size)
{
    if (rows)
        wipe(rows, size);
    free(rows);
}

void families_close(Families *f)
{
    if (!f)
        return;
    families_free_walk_ins(&f->walk_ins);
    wipe_free(f->rows, sizeof *f->rows * (size_t)f->count);
    wipe_free(f->members, sizeof *f->members * (size_t)f->member_count);
    free(f->names);
    free(f->asked);
    free(f->order);
    free(f->shown);
    families_wipe_texts(&f->texts);
    wipe(f, sizeof *f);
    free(f);
}

bool families_read(Families *f, Err *err)
{
    if (!begin_reading(f->store, err))
        return false;
    bool is_read = families_arrivals(f, err);
    end_reading(f->store, is_read, &(Err){0});
    if (!is_read)
        return false;
    merge_order(f);
    f->shown_count = 0; /* they pointed to walk-ins that are read anew */
    return true;
}

/* --- what is shown ------------------------------------------------------------------------- */

/* A word as typed, after a space, as names begin. letters: which it has, as families_letters_of;
 * first: of one in another script the Latin letters that it may be spelt with at its beginning. */
typedef struct {
    char text[WORD_SIZE];
    uint32_t letters, first;
    bool is_own;
    int slips; /* that are forgiven in it */
} TypedWord;

/* What was typed, folded: word by word, and all of it run together. */
typedef struct {
    char key[KEY_SIZE], together[KEY_SIZE];
    TypedWord word[WORDS];
    int count;
    uint32_t letters;
    bool is_foreign;
} Typed;

static uint32_t first_letters(SpellWord own)
{
    uint32_t first = 0;
    for (int i = 0; i < 26; i++)
        if (spell_begins_own((SpellWord){&"abcdefghijklmnopqrstuvwxyz"[i], 1}, own))
            first |= 1U << i;
    return first;
}

static void add_word(Typed *typed, const char *text, size_t length)
{
    if (typed->count == WORDS || length + 1 >= WORD_SIZE)
        return;
    TypedWord *w = &typed->word[typed->count++];
    w->text[0] = ' ';
    memcpy(w->text + 1, text, length);
    w->letters = families_letters_of(w->text);
    for (const char *c = w->text; *c; c++)
        w->is_own |= (unsigned char)*c >= 0x80;
    if (w->is_own)
        w->first = first_letters((SpellWord){w->text + 1, (int)length});
    w->slips = !w->is_own && length >= SLIP_LETTERS;
    typed->is_foreign |= w->is_own;
}

static void split(Typed *typed)
{
    size_t used = 0;
    for (const char *at = typed->key; *at;) {
        size_t length = strcspn(at, " ");
        add_word(typed, at, length);
        memcpy(typed->together + used, at, length);
        used += length;
        at += length + (at[length] == ' ');
    }
    typed->letters = families_letters_of(typed->together);
}

/* One letter of an alphabet names too many; a Chinese or Korean one is a name. */
static bool is_long_enough(const Typed *typed)
{
    size_t letters = 0;
    bool is_word = false;
    for (const char *at = typed->key; *at; letters++) {
        uint32_t c = utf8_next(&at);
        is_word |= (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) || c >= 0x20000;
    }
    return is_word || letters >= LEAST_LETTERS;
}

/* --- how a row fits ------------------------------------------------------------------------ */

/* Whether a word of theirs in another script than the one typed is spelt so. */
static bool begins_spelt(const char *words, const TypedWord *typed)
{
    enum { LEAST_SPELT = 2 };
    SpellWord word = {typed->text + 1, (int)strlen(typed->text + 1)};
    for (const char *at = words; (at = strchr(at, ' ')); at++) {
        bool is_theirs_own = (unsigned char)at[1] >= 0x80;
        int letter = at[1] - 'a';
        if (is_theirs_own == typed->is_own ||
            (typed->is_own && (letter < 0 || letter > 25 || !(typed->first >> letter & 1))))
            continue;
        SpellWord theirs = {at + 1, (int)strcspn(at + 1, " ")};
        if (typed->is_own ? spell_begins_latin(word, theirs, LEAST_SPELT)
                          : spell_begins_own(word, theirs))
            return true;
    }
    return false;
}

/* Nearly all rows lack a letter that was typed, which is seen at once. */
static bool begins(const FamilyRow *row, const TypedWord *typed)
{
    return !(typed->letters & ~row->letters) && strstr(row->words, typed->text);
}

static bool fits_beginning(const FamilyRow *row, const Typed *typed)
{
    for (int i = 0; i < typed->count; i++)
        if (!begins(row, &typed->word[i]) &&
            !(row->is_foreign && !typed->word[i].is_own &&
                begins_spelt(row->words, &typed->word[i])))
            return false;
    return true;
}

/* Whether the text goes on as the word does, over the spaces in it, with so many slips. */
static bool goes_on(const char *at, const char *word, int slips)
{
    for (;; at++, word++) {
        at += *at == ' ';
        if (!*word)
            return true;
        if (*at != *word)
            break;
    }
    if (slips == 0)
        return false;
    bool is_swap = *at && word[1] && at[0] == word[1] && at[1] == word[0];
    return goes_on(at, word + 1, 0) || (*at && goes_on(at + 1, word + 1, 0)) ||
        (*at && goes_on(at + 1, word, 0)) || (is_swap && goes_on(at + 2, word + 2, 0));
}

/* Most words are ruled out by the first two letters: with a slip one of them stands in its place or
 * in the other's. */
static bool may_begin(const char *at, const char *word)
{
    return at[0] == word[0] || (at[0] && (at[1] == word[1] || at[1] == word[0])) ||
        at[0] == word[1] || at[1] == ' ';
}

static bool begins_somewhere(const char *words, const char *word, int slips)
{
    for (const char *at = words; (at = strchr(at, ' ')); at++)
        if (may_begin(at + 1, word) && goes_on(at + 1, word, slips))
            return true;
    return false;
}

static bool may_fit(const FamilyRow *row, uint32_t letters, int slips)
{
    return __builtin_popcount(letters & ~row->letters) <= slips;
}

static bool fits_with(const FamilyRow *row, const Typed *typed, int slips)
{
    int fitting = 0;
    for (; fitting < typed->count; fitting++) {
        const TypedWord *w = &typed->word[fitting];
        int most = slips < w->slips ? slips : w->slips;
        if (!may_fit(row, w->letters, most) || !begins_somewhere(row->words, w->text + 1, most))
            break;
    }
    return fitting == typed->count ||
        (typed->count > 1 && may_fit(row, typed->letters, slips) &&
            begins_somewhere(row->words, typed->together, slips));
}

static bool fits_together(const FamilyRow *row, const Typed *typed)
{
    return fits_with(row, typed, 0);
}

static bool fits_with_slip(const FamilyRow *row, const Typed *typed)
{
    return fits_with(row, typed, 1);
}

/* What is typed in another script: a whole name in that one, as the glass finds it, or words that
 * are spelt so. */
static bool fits_alike(const FamilyRow *row, const Typed *typed)
{
    for (int i = 0; row->is_foreign && i < row->name_count; i++)
        if (row->names[i][0] && (unsigned char)row->names[i][0] >= 0x80 &&
            fold_match(typed->key, row->names[i]) != FOLD_NONE)
            return true;
    for (int i = 0; i < typed->count; i++)
        if (!begins(row, &typed->word[i]) && !begins_spelt(row->words, &typed->word[i]))
            return false;
    return true;
}

static bool fits_all(const FamilyRow *row, const Typed *typed)
{
    (void)row;
    (void)typed;
    return true;
}

static bool passes(const FamilyRow *row, const FamilyFilter *filter)
{
    const Family *f = &row->family;
    size_t size = strlen(filter->grade);
    if (filter->only_not_yet && f->state != FAMILY_NOT_YET)
        return false;
    if (filter->only_interpreter && (!f->wants_interpreter || f->is_met))
        return false;
    if (filter->language[0] && strcmp(f->language, filter->language) != 0)
        return false;
    for (const char *at = f->grades; size > 0; at++) {
        at = strstr(at, filter->grade);
        if (!at)
            return false;
        bool begins_here = at == f->grades || at[-1] == ',';
        if (begins_here && (at[size] == ',' || !at[size]))
            break;
    }
    return true;
}

typedef bool (*Fits)(const FamilyRow *row, const Typed *typed);

static bool find(Families *f, Fits fits, const Typed *typed)
{
    f->shown_count = 0;
    for (int i = 0; i < f->order_count; i++)
        if (fits(f->order[i], typed))
            f->shown[f->shown_count++] = f->order[i];
    return f->shown_count > 0;
}

/* Only those of the found that fit so, if there are any. */
static void narrow(Families *f, Fits fits, const Typed *typed)
{
    int count = 0;
    for (int i = 0; i < f->shown_count; i++)
        count += fits(f->shown[i], typed);
    if (count == 0)
        return;
    count = 0;
    for (int i = 0; i < f->shown_count; i++)
        if (fits(f->shown[i], typed))
            f->shown[count++] = f->shown[i];
    f->shown_count = count;
}

static void sift(Families *f, const FamilyFilter *filter)
{
    int count = 0;
    for (int i = 0; i < f->shown_count; i++)
        if (passes(f->shown[i], filter))
            f->shown[count++] = f->shown[i];
    f->shown_count = count;
}

/* Each kind in its order: those who are here after the others. */
static void put_not_yet_first(Families *f)
{
    int first = 0;
    for (int i = 0; i < f->shown_count; i++) {
        const FamilyRow *row = f->shown[i];
        if (row->family.state != FAMILY_NOT_YET)
            continue;
        memmove(&f->shown[first + 1], &f->shown[first], sizeof *f->shown * (size_t)(i - first));
        f->shown[first++] = row;
    }
}

/* Who fits better drives out the others, also where the filter then hides them. */
static void search(Families *f, const Typed *typed)
{
    bool is_short = utf8_length(typed->together) < SLIP_LETTERS;
    if (find(f, fits_beginning, typed))
        return;
    if (typed->is_foreign)
        find(f, fits_alike, typed);
    else if (find(f, is_short ? fits_together : fits_with_slip, typed))
        narrow(f, fits_together, typed);
}

void families_show(Families *f, const FamilyFilter *filter, const char *text)
{
    Typed typed = {0};
    Err none = {0};
    Folder *folder = sql_folder(f->store, &none);
    if (folder)
        fold_name(folder, text, typed.key, sizeof typed.key);
    split(&typed);
    f->is_search = is_long_enough(&typed);
    if (f->is_search)
        search(f, &typed);
    else
        find(f, fits_all, &typed);
    sift(f, filter);
    if (f->is_search && filter->not_yet_first)
        put_not_yet_first(f);
    wipe(&typed, sizeof typed);
}

bool families_searched(const Families *f)
{
    return f->is_search;
}

int families_shown(const Families *f)
{
    return f->shown_count;
}

const Family *families_at(const Families *f, int index)
{
    return &f->shown[index]->family;
}

const Family *families_of(const Families *f, Id person)
{
    int first;
    for (int i = 0; i < f->walk_ins.count; i++)
        if (id_equal(f->walk_ins.rows[i].family.id, person))
            return &f->walk_ins.rows[i].family;
    return families_members(f, person, &first) ? &f->rows[f->members[first].row].family : NULL;
}

/* --- letters ------------------------------------------------------------------------------- */

/* The first letter of the key, large where there are large ones. */
static void first_letter(const char *key, char out[8])
{
    const char *end = key;
    if (*key)
        utf8_next(&end);
    size_t size = (size_t)(end - key);
    memcpy(out, key, size);
    out[size] = 0;
    if (out[0] >= 'a' && out[0] <= 'z')
        out[0] = (char)(out[0] - 'a' + 'A');
}

int families_letters(const Families *f, FamilyLetter *out, int max)
{
    int count = 0;
    char letter[8];
    for (int i = 0; i < f->shown_count; i++) {
        first_letter(f->shown[i]->key, letter);
        if (!letter[0] || (count > 0 && strcmp(out[count - 1].text, letter) == 0))
            continue;
        if (count == max)
            break;
        out[count].first = i;
        memcpy(out[count++].text, letter, sizeof letter);
    }
    return count;
}

const FamilyCounts *families_counts(const Families *f)
{
    return &f->counts;
}
