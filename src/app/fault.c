/* The codes. Never give one another meaning: they stand on paper in offices. */
#include "app/fault.h"

typedef struct {
    const char *code;
    FaultPlace place;
    ErrCode err; /* ERR_NONE: any */
    const char *remedy;
} Row;

static const Row rows[] = {
    {"F1", FAULT_RECORDS, ERR_BROKEN, "the records are damaged: foyer restore FILE"},
    {"F2", FAULT_RECORDS, ERR_FULL, "the disk is full: make room"},
    {"F3", FAULT_RECORDS, ERR_NEWER, "a newer Foyer wrote the records: install that one"},
    {"F4", FAULT_RECORDS, ERR_READ_ONLY, "the records cannot be written: see owner, rights, mount"},
    {"F5", FAULT_RECORDS, ERR_BUSY, "another Foyer has the records open: end it"},
    {"F6", FAULT_RECORDS, ERR_NOT_FOUND, "there are no records: foyer init, or mend the path"},
    {"F7", FAULT_SCHOOL, ERR_NONE, "a setting of the school is wrong: see foyer check"},
    {"F8", FAULT_PROGRAM, ERR_NONE, "a file of the program is damaged: install it again"},
    {"F9", FAULT_NONE, ERR_NONE, "see the log"},
};
enum { LAST = sizeof rows / sizeof *rows - 1 };

static const Row *find(const Fault *fault)
{
    for (int i = 0; i < LAST; i++)
        if (rows[i].place == fault->place &&
            (rows[i].err == ERR_NONE || rows[i].err == fault->err.code))
            return &rows[i];
    return &rows[LAST];
}

const char *fault_code(const Fault *fault)
{
    return find(fault)->code;
}

const char *fault_remedy(const Fault *fault)
{
    return find(fault)->remedy;
}
