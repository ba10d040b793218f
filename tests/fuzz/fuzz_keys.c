/* A keyboard file: what is accepted keeps the bounds that the glass relies on. */
#include "fuzz.h"

#include <string.h>

#include "base/utf8.h"
#include "ui/keyboard.h"

static void check_plate(const KeyPlate *plate)
{
    MUST(memchr(plate->shows, 0, sizeof plate->shows));
    MUST(memchr(plate->name, 0, sizeof plate->name));
    MUST(plate->halves > 0);
    MUST(utf8_is_valid(plate->shows, strlen(plate->shows)));
    if (plate->job != KEY_LETTER)
        return;
    MUST(*plate->shows);
    MUST(*key_name(plate));
    MUST(*key_types(plate));
}

static void check_row(const Keyboard *k, int row)
{
    int halves = 0;
    MUST(k->count[row] > 0 && k->count[row] <= KEY_COLUMNS);
    for (int i = 0; i < k->count[row]; i++) {
        check_plate(&k->rows[row][i]);
        halves += k->rows[row][i].halves;
    }
    MUST(halves <= k->halves);
}

static void check_holds(const Keyboard *k)
{
    MUST(k->hold_count >= 0 && k->hold_count <= KEY_HOLDS);
    for (int i = 0; i < k->hold_count; i++) {
        MUST(k->holds[i].count > 0 && k->holds[i].count <= KEY_OFFERS);
        MUST(keyboard_hold(k, k->holds[i].base) == &k->holds[i]);
        for (int n = 0; n < k->holds[i].count; n++)
            check_plate(&k->holds[i].plates[n]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static Keyboard k;
    Err err = {0};
    int line, column;
    char *text = strndup((const char *)bytes, size);
    MUST(text);
    if (keyboard_read(&k, "f.keys", text, &err)) {
        MUST(*k.name);
        MUST(k.row_count > 0 && k.row_count <= KEY_ROWS);
        for (int i = 0; i < k.row_count; i++)
            check_row(&k, i);
        MUST(k.accent_count >= 0 && k.accent_count <= KEY_COLUMNS);
        for (int i = 0; i < k.accent_count; i++)
            check_plate(&k.accents[i]);
        check_holds(&k);
        keyboard_serves(&k, "en");
    } else {
        MUST(err.code == ERR_INVALID);
        bool is_long = strlen(text) >= 8192;
        MUST(is_long || sscanf(err.detail, "f.keys:%d:%d: ", &line, &column) == 2);
    }
    free(text);
    return 0;
}
