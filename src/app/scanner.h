/* The scanner: a keyboard that types a code and Return, faster than a person.
 *
 * What begins with the device's prefix is a scan until Return; without a prefix,
 * sixteen letters or more that follow each other within 30 ms and end with
 * Return. A code holds A-Z, a-z, 0-9, ':' and '-' and at most 64 of them: anything
 * else ends the scan and is thrown away, so that a scanner gone mad presses no
 * button and fills no field.
 */
#ifndef APP_SCANNER_H
#define APP_SCANNER_H

#include "ui/input.h"

enum { SCAN_CODE = 64, SCAN_LEAST = 16, SCAN_GAP_MS = 30 };

typedef struct {
    char code[SCAN_CODE + 1]; /* of the scan that runs, or the last one */
    int count;
    bool is_prefixed; /* the prefix was seen: nothing goes to the glass until Return */
    bool is_broken;   /* something that no code holds was in it */
    int64_t last_ms;
} Scanner;

typedef enum {
    SCAN_NONE,  /* a person's: the glass takes it */
    SCAN_TAKEN, /* a part of a scan, or a broken one */
    SCAN_CODED  /* the Return of a whole one: scanner->code */
} ScanResult;

/* What an input is. *typed is how many letters of the scan had gone to the glass before it was
 * known to be one; the caller takes them back. prefix: "" for none. */
ScanResult scanner_take(
    Scanner *scanner, const char *prefix, const Input *input, int64_t tick_ms, int *typed);

/* Nothing of a code is left. */
void scanner_forget(Scanner *scanner);

#endif
