/* Tells a scanner from a person: by its prefix, else by its speed. */
#include "app/scanner.h"

#include "base/wipe.h"

#include <ctype.h>
#include <string.h>

static void begin(Scanner *s, bool is_prefixed)
{
    wipe(s->code, sizeof s->code);
    s->count = 0;
    s->is_broken = false;
    s->is_prefixed = is_prefixed;
}

static bool is_code(const char *text)
{
    return (isalnum((unsigned char)text[0]) || text[0] == ':' || text[0] == '-') && !text[1];
}

static void add(Scanner *s, const char *text)
{
    if (s->count < SCAN_CODE && is_code(text))
        s->code[s->count] = text[0];
    else
        s->is_broken = true;
    s->count++;
}

static ScanResult end(Scanner *s, int *typed)
{
    bool is_scan = s->is_prefixed || s->count >= SCAN_LEAST;
    bool is_whole = is_scan && s->count > 0 && !s->is_broken;
    *typed = is_scan && !s->is_prefixed ? s->count : 0;
    if (!is_whole)
        wipe(s->code, sizeof s->code);
    s->count = 0;
    s->is_prefixed = false;
    if (!is_scan)
        return SCAN_NONE;
    return is_whole ? SCAN_CODED : SCAN_TAKEN;
}

ScanResult scanner_take(
    Scanner *scanner, const char *prefix, const Input *input, int64_t tick_ms, int *typed)
{
    bool is_quick = tick_ms - scanner->last_ms <= SCAN_GAP_MS;
    *typed = 0;
    if (input->kind != INPUT_TEXT && input->kind != INPUT_KEY)
        return SCAN_NONE;
    scanner->last_ms = tick_ms;
    if (input->kind == INPUT_TEXT && prefix[0] && strcmp(input->text, prefix) == 0) {
        begin(scanner, true);
        return SCAN_TAKEN;
    }
    if (input->kind == INPUT_KEY && input->key == KEY_ENTER)
        return is_quick || scanner->is_prefixed ? end(scanner, typed) : SCAN_NONE;
    if (!is_quick && !scanner->is_prefixed)
        begin(scanner, false);
    if (input->kind == INPUT_TEXT)
        add(scanner, input->text);
    else
        scanner->is_broken = true;
    return scanner->is_prefixed ? SCAN_TAKEN : SCAN_NONE;
}

void scanner_forget(Scanner *scanner)
{
    wipe(scanner, sizeof *scanner);
}
