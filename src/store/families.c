/* The list of families: which rows are seen. */
#include "store/families.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"
#include "store/events.h"
#include "store/families_rows.h"
#include "store/sql.h"

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
    if (!read_event(f, err) || !families_load(f, err) || !families_read(f, err)) {
        families_close(f);
        return NULL;
    }
    families_show(f, &(FamilyFilter){0}, "");
    return f;
}

void families_close(Families *f)
{
    if (!f)
        return;
    arena_finish(&f->roster);
    arena_finish(&f->walkers);
    free(f->order);
    free(f->shown);
    wipe(f, sizeof *f);
    free(f);
}

/* The walk-ins come between the others by name. */
static void merge_order(Families *f)
{
    int row = 0, walk_in = 0;
    f->order_count = 0;
    while (row < f->count || walk_in < f->walk_in_count) {
        bool is_walk_in = row == f->count ||
            (walk_in < f->walk_in_count && strcmp(f->walk_ins[walk_in].key, f->rows[row].key) < 0);
        f->order[f->order_count++] = is_walk_in ? &f->walk_ins[walk_in++] : &f->rows[row++];
    }
}

static bool make_room(Families *f, Err *err)
{
    int most = f->count + f->walk_in_count;
    if (most <= f->order_max && f->order)
        return true;
    size_t size = sizeof *f->order * (size_t)(most + 64);
    const FamilyRow **order = realloc(f->order, size);
    f->order = order ? order : f->order;
    const FamilyRow **shown = realloc(f->shown, size);
    f->shown = shown ? shown : f->shown;
    if (!order || !shown)
        return err_set(err, ERR_FULL, "no memory for the list of families");
    f->order_max = most + 64;
    return true;
}

bool families_read(Families *f, Err *err)
{
    f->order_count = f->shown_count = 0; /* they point to walk-ins that are read anew */
    bool is_read = families_arrivals(f, err);
    if (!is_read)
        f->walk_in_count = 0;
    if (!make_room(f, is_read ? err : &(Err){0}))
        return false;
    merge_order(f);
    return is_read;
}

/* --- what is shown ------------------------------------------------------------------------- */

/* What was typed, folded, and each of its words with a space before it: where a name begins. */
typedef struct {
    char key[KEY_SIZE], words[WORDS][WORD_SIZE];
    int count;
} Typed;

static void split(Typed *typed)
{
    char rest[KEY_SIZE], *at = NULL;
    utf8_copy(rest, sizeof rest, typed->key);
    for (char *w = strtok_r(rest, " ", &at); w && typed->count < WORDS;
         w = strtok_r(NULL, " ", &at)) {
        typed->words[typed->count][0] = ' ';
        utf8_copy(typed->words[typed->count++] + 1, WORD_SIZE - 1, w);
    }
    wipe(rest, sizeof rest);
}

/* One letter of an alphabet names too many; a Chinese or Korean one is a name. */
static bool is_long_enough(const Typed *typed)
{
    size_t letters = utf8_length(typed->key);
    bool is_word = letters == 1 && strlen(typed->key) > 2;
    return letters >= LEAST_LETTERS || is_word;
}

static bool begins(const FamilyRow *row, const Typed *typed)
{
    for (int i = 0; i < typed->count; i++)
        if (!strstr(row->words, typed->words[i]))
            return false;
    return true;
}

/* As the glass finds a name: with a slip, run together, spelt in another script. */
static bool is_like(const FamilyRow *row, const Typed *typed)
{
    for (int i = 0; i < row->name_count; i++)
        if (fold_match(typed->key, row->names[i]) != FOLD_NONE)
            return true;
    return false;
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

static bool fits_all(const FamilyRow *row, const Typed *typed)
{
    (void)row;
    (void)typed;
    return true;
}

static bool fits_beginning(const FamilyRow *row, const Typed *typed)
{
    return begins(row, typed) || (row->is_foreign && is_like(row, typed));
}

static void choose(Families *f, const FamilyFilter *filter, Fits fits, const Typed *typed)
{
    f->shown_count = 0;
    for (int i = 0; i < f->order_count; i++)
        if (passes(f->order[i], filter) && fits(f->order[i], typed))
            f->shown[f->shown_count++] = f->order[i];
}

void families_show(Families *f, const FamilyFilter *filter, const char *text)
{
    Typed typed = {0};
    Err none = {0};
    Folder *folder = sql_folder(f->store, &none);
    if (folder)
        fold_name(folder, text, typed.key, sizeof typed.key);
    split(&typed);
    choose(f, filter, is_long_enough(&typed) ? fits_beginning : fits_all, &typed);
    if (f->shown_count == 0 && utf8_length(typed.key) >= SLIP_LETTERS)
        choose(f, filter, is_like, &typed);
    wipe(&typed, sizeof typed);
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
    for (int i = 0; i < f->walk_in_count; i++)
        if (id_equal(f->walk_ins[i].family.id, person))
            return &f->walk_ins[i].family;
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
