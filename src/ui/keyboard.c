/* Reads keyboard files. */
#include "ui/keyboard.h"
#include "base/utf8.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_BYTES = 8192 };

/* Where in a file the reading is, for who must mend it. */
typedef struct {
    Keyboard *keyboard;
    const char *name; /* of the file */
    const char *line; /* its text */
    char *rest;       /* what of the line has not been read */
    int number;
    Err *err;
} Reader;

static bool refuse(Reader *r, const char *at, const char *why)
{
    int column = 1;
    for (const char *c = r->line; c < at; c++) /* the words before are ended by NULs */
        column += (*c & 0xC0) != 0x80;
    return err_set(r->err, ERR_INVALID, "%s:%d:%d: %s", r->name, r->number, column, why);
}

/* The next word of the line, ended by a NUL; null at its end. */
static char *next_word(Reader *r)
{
    char *word = r->rest + strspn(r->rest, " \t");
    if (!*word) {
        r->rest = word;
        return NULL;
    }
    char *end = word + strcspn(word, " \t");
    r->rest = *end ? end + 1 : end;
    *end = 0;
    return word;
}

/* --- keys ---------------------------------------------------------------------------------- */

static bool read_job(KeyPlate *plate, const char *word)
{
    static const struct {
        const char *name;
        KeyJob job;
    } JOBS[] = {{"accents", KEY_ACCENTS}, {"script", KEY_SCRIPT}, {"space", KEY_BLANK},
        {"apart", KEY_APART}, {"delete", KEY_ERASE}};
    char name[16] = "", end = 0, more = 0;
    int halves = 2;
    int read = sscanf(word, "{%15[a-z]:%d%c%c", name, &halves, &end, &more);
    if (read == 1)
        read = sscanf(word, "{%15[a-z]%c%c", name, &end, &more) + 1;
    if (read != 3 || end != '}' || halves < 1 || halves > 40)
        return false;
    for (size_t i = 0; i < sizeof JOBS / sizeof *JOBS; i++)
        if (strcmp(JOBS[i].name, name) == 0) {
            plate->job = JOBS[i].job;
            plate->halves = halves;
            return true;
        }
    return false;
}

static bool read_letter(KeyPlate *plate, char *word)
{
    char *name = strchr(word + 1, '=');
    if (name) {
        *name = 0;
        if (!name[1] || !utf8_copy(plate->name, sizeof plate->name, name + 1))
            return false;
    }
    return utf8_copy(plate->shows, sizeof plate->shows, word);
}

static bool read_plate(Reader *r, KeyPlate *plate, char *word)
{
    *plate = (KeyPlate){.halves = 2};
    if (strcmp(word, "_") == 0) {
        plate->job = KEY_ROOM;
        plate->halves = 1;
        return true;
    }
    if (word[0] == '{' && word[1])
        return read_job(plate, word) || refuse(r, word, "no such key");
    return read_letter(plate, word) || refuse(r, word, "too long for a key");
}

static bool stands_in(const KeyPlate *plates, int count, const KeyPlate *plate)
{
    for (int i = 0; i < count; i++)
        if (plate->job != KEY_ROOM && plates[i].job == plate->job &&
            strcmp(plates[i].shows, plate->shows) == 0)
            return true;
    return false;
}

/* The keys of the rest of the line. None may stand in the rows from first_row on. */
static bool read_plates(Reader *r, KeyPlate *plates, int most, int *count, int first_row)
{
    const Keyboard *k = r->keyboard;
    *count = 0;
    for (char *word = next_word(r); word; word = next_word(r)) {
        KeyPlate plate;
        if (*count == most)
            return refuse(r, word, "one key too many");
        if (!read_plate(r, &plate, word))
            return false;
        bool is_double = stands_in(plates, *count, &plate);
        for (int row = first_row; row < k->row_count && !is_double; row++)
            is_double = stands_in(k->rows[row], k->count[row], &plate);
        if (is_double)
            return refuse(r, word, "this key stands there twice");
        plates[(*count)++] = plate;
    }
    return *count > 0 || refuse(r, r->rest, "no keys");
}

/* --- lines --------------------------------------------------------------------------------- */

static bool read_row(Reader *r)
{
    Keyboard *k = r->keyboard;
    int halves = 0;
    if (k->row_count == KEY_ROWS)
        return refuse(r, r->line, "one row too many");
    if (!read_plates(r, k->rows[k->row_count], KEY_COLUMNS, &k->count[k->row_count], 0))
        return false;
    for (int i = 0; i < k->count[k->row_count]; i++)
        halves += k->rows[k->row_count][i].halves;
    if (halves > k->halves)
        k->halves = halves;
    k->row_count++;
    return true;
}

/* The accents stand in the place of the first row, above the others. */
static bool read_accents(Reader *r)
{
    Keyboard *k = r->keyboard;
    return read_plates(r, k->accents, KEY_COLUMNS, &k->accent_count, 1);
}

static bool read_hold(Reader *r)
{
    Keyboard *k = r->keyboard;
    KeyPlate base = {0};
    char *word = next_word(r);
    if (k->hold_count == KEY_HOLDS)
        return refuse(r, r->line, "one line of hold too many");
    if (!word || !read_letter(&base, word))
        return refuse(r, word ? word : r->rest, "of which letter?");
    bool is_there = stands_in(k->accents, k->accent_count, &base);
    for (int row = 0; row < k->row_count && !is_there; row++)
        is_there = stands_in(k->rows[row], k->count[row], &base);
    if (!is_there || keyboard_hold(k, base.shows))
        return refuse(r, word, is_there ? "said before" : "no such letter in the rows above");
    KeyHold *hold = &k->holds[k->hold_count];
    utf8_copy(hold->base, sizeof hold->base, base.shows);
    if (!read_plates(r, hold->plates, KEY_OFFERS, &hold->count, k->row_count))
        return false;
    if (stands_in(hold->plates, hold->count, &base))
        return refuse(r, word, "this key stands there twice");
    k->hold_count++;
    return true;
}

static bool read_direction(Reader *r)
{
    char *word = next_word(r);
    r->keyboard->is_rtl = word && strcmp(word, "rtl") == 0;
    return r->keyboard->is_rtl || (word && strcmp(word, "ltr") == 0) ||
        refuse(r, word ? word : r->rest, "ltr or rtl");
}

static bool read_joins(Reader *r)
{
    char *word = next_word(r);
    r->keyboard->joins = word && strcmp(word, "tones") == 0 ? JOINS_TONES : JOINS_JAMO;
    return r->keyboard->joins == JOINS_TONES || (word && strcmp(word, "jamo") == 0) ||
        refuse(r, word ? word : r->rest, "tones or jamo");
}

static bool read_words(Reader *r, char *out, size_t size)
{
    const char *words = r->rest + strspn(r->rest, " \t");
    return (words[0] && utf8_copy(out, size, words)) || refuse(r, words, "none or too long");
}

static bool read_languages(Reader *r)
{
    char *out = r->keyboard->languages;
    size_t size = sizeof r->keyboard->languages;
    return snprintf(out, size, " %s ", r->rest) < (int)size || refuse(r, r->rest, "too long");
}

static bool read_line(Reader *r)
{
    Keyboard *k = r->keyboard;
    const char *word = next_word(r);
    if (!word)
        return refuse(r, r->line, "not a line of a keyboard");
    if (strcmp(word, "name") == 0)
        return read_words(r, k->name, sizeof k->name);
    if (strcmp(word, "languages") == 0)
        return read_languages(r);
    if (strcmp(word, "direction") == 0)
        return read_direction(r);
    if (strcmp(word, "joins") == 0)
        return read_joins(r);
    if (strcmp(word, "apart") == 0)
        return read_words(r, k->apart, sizeof k->apart);
    if (strcmp(word, "row") == 0)
        return read_row(r);
    if (strcmp(word, "accents") == 0)
        return read_accents(r);
    if (strcmp(word, "hold") == 0)
        return read_hold(r);
    return refuse(r, word, "not a line of a keyboard");
}

static bool has_key(const Keyboard *k, KeyJob job)
{
    const KeyPlate wanted = {.job = job};
    for (int row = 0; row < k->row_count; row++)
        if (stands_in(k->rows[row], k->count[row], &wanted))
            return true;
    return false;
}

bool keyboard_read(Keyboard *keyboard, const char *name, const char *text, Err *err)
{
    char copy[FILE_BYTES], *rest = copy;
    Reader r = {.keyboard = keyboard, .name = name, .err = err};
    memset(keyboard, 0, sizeof *keyboard);
    if (strlen(text) >= sizeof copy)
        return err_set(err, ERR_INVALID, "%s: longer than %d bytes", name, FILE_BYTES);
    strcpy(copy, text);
    for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n")) {
        r.number++;
        r.line = r.rest = line;
        size_t size = strlen(line);
        if (!utf8_is_valid(line, size))
            return refuse(&r, line, "not UTF-8");
        if (line[0] && line[0] != '#' && !read_line(&r))
            return false;
    }
    r.line = "";
    if (!keyboard->row_count || !keyboard->name[0])
        return refuse(&r, r.line, "no name or no row");
    if (has_key(keyboard, KEY_ACCENTS) && !keyboard->accent_count)
        return refuse(&r, r.line, "an accents key and no accents");
    if (has_key(keyboard, KEY_APART) && !keyboard->apart[0])
        return refuse(&r, r.line, "an apart key and no word for it");
    return true;
}

/* --- files --------------------------------------------------------------------------------- */

static bool read_file(Keyboards *keyboards, const char *folder, const char *name, Err *err)
{
    char path[1024], text[FILE_BYTES + 1];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    if (!file)
        return err_set(err, ERR_NOT_FOUND, "%s: cannot be read", path);
    size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[size] = 0;
    if (keyboards->count == KEYBOARDS_MAX)
        return err_set(err, ERR_INVALID, "%s: more than %d keyboards", folder, KEYBOARDS_MAX);
    return keyboard_read(&keyboards->list[keyboards->count++], path, text, err);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_keyboard(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && strcmp(entry->d_name + length - 5, ".keys") == 0;
}

bool keyboards_open(Keyboards *keyboards, const char *folder, Err *err)
{
    struct dirent **names = NULL;
    memset(keyboards, 0, sizeof *keyboards);
    int count = scandir(folder, &names, is_keyboard, by_name);
    bool is_read = true;
    for (int i = 0; i < count; i++) {
        is_read = is_read && read_file(keyboards, folder, names[i]->d_name, err);
        free(names[i]);
    }
    free(names);
    if (count <= 0)
        return err_set(err, ERR_NOT_FOUND, "%s: no keyboards", folder);
    return is_read;
}

/* --- what was read ------------------------------------------------------------------------- */

/* "pt_BR" is served by who serves "pt". */
bool keyboard_serves(const Keyboard *keyboard, const char *language)
{
    char word[32];
    snprintf(word, sizeof word, " %s ", language);
    if (strstr(keyboard->languages, word))
        return true;
    snprintf(word, sizeof word, " %.*s ", (int)strcspn(language, "_-@"), language);
    return strstr(keyboard->languages, word) != NULL;
}

int keyboards_for(const Keyboards *keyboards, const char *language)
{
    for (int i = 0; i < keyboards->count; i++)
        if (keyboard_serves(&keyboards->list[i], language))
            return i;
    return 0;
}

const KeyHold *keyboard_hold(const Keyboard *keyboard, const char *shows)
{
    for (int i = 0; i < keyboard->hold_count; i++)
        if (strcmp(keyboard->holds[i].base, shows) == 0)
            return &keyboard->holds[i];
    return NULL;
}

const char *key_name(const KeyPlate *plate)
{
    return plate->name[0] ? plate->name : plate->shows;
}

const char *key_types(const KeyPlate *plate)
{
    const char *at = plate->shows;
    uint32_t first = utf8_next(&at);
    bool is_carrier = first == 0x25CC || first == 0x0640;
    return is_carrier && *at ? at : plate->shows;
}
