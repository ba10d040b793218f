/* Calendar files by line: unfolded, with the number of the line where each begins (RFC 5545, 3.1).
 *
 * What is read is borrowed until the next line is.
 */
#ifndef EXCHANGE_ICS_LINES_H
#define EXCHANGE_ICS_LINES_H

#include "base/buf.h"
#include "base/err.h"

typedef struct {
    const char *name; /* of the file, for messages */
    const char *at, *end;
    int next; /* the number of the line at `at` */
    int line; /* of the one in `text` */
    Buf text;
} IcsLines;

typedef struct {
    const char *name; /* "DTSTART" */
    char *parameters; /* "TZID=America/New_York;X=y" */
    char *value;      /* as it stands; ics_text reads it as text */
} IcsProperty;

void ics_lines_init(IcsLines *lines, const char *name, const Buf *bytes);
void ics_lines_finish(IcsLines *lines);

/* The next line that is not empty: 1; 0 at the end; -1 with *err for one that is too long or holds
 * a NUL. */
int ics_next(IcsLines *lines, Err *err);

/* Takes the line in lines->text apart, in place; false if it is none of NAME;PARAMETER=x:VALUE. */
bool ics_split(IcsLines *lines, IcsProperty *out);

/* Whether it has such a parameter; *out is its (first) value, cut to fit, "" if it has not. */
bool ics_parameter(const IcsProperty *property, const char *name, char *out, size_t size);

/* A value as text, without its escapes, on one line, cut to fit. False if it is no UTF-8. */
bool ics_text(const char *value, char *out, size_t size);

#endif
