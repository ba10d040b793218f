/* A row of a list of resources: its columns, and what they say in each language. For
 * content_resources.c and resource_codes.c alone. */
#ifndef EXCHANGE_RESOURCE_ROW_H
#define EXCHANGE_RESOURCE_ROW_H

#include "exchange/columns.h"
#include "exchange/payload.h"
#include "store/resources.h"

enum {
    UID,
    TOPIC_NAME,
    KIND,
    STATE,
    TITLE,
    TEXT,
    TARGET,
    STARTS,
    ENDS,
    PLACE,
    LINK,
    PHONE,
    MAIL,
    ORGANIZATION,
    PASSWORD,
    HIDDEN,
    SUBJECT,
    MESSAGE,
    FIELDS
};

extern const Column resource_columns[FIELDS];
extern const char *const resource_open[]; /* "title_" and the others, ended by null */

#define BIT(field) (1U << (field))

/* What a kind's row must have, may have, and what of it makes a code of its own in a language; none
 * of that: one code for all. */
typedef struct {
    unsigned needs, may, speaks;
} ResourceFields;

const ResourceFields *resource_fields(ResourceKind kind);

/* What an open column is of, and in which language. */
bool resource_open_column(const OpenColumn *column, int *field, char language[12]);

/* The place in the row of a field in a language ("en": its own column); -1: there is none. */
int resource_place(const ColumnRow *row, int field, const char *language);

/* What stands at a place; "" at -1. */
const char *resource_text(const ColumnRow *row, int place);
bool resource_says(const ColumnRow *row, int field, const char *language);

/* row_refuse, at a place. */
bool resource_refuse(const ColumnRow *row, int place, const char *why, Err *err);

/* One code of a row, and what stands beside it. */
typedef struct {
    const ColumnRow *row;
    const Resource *resource;
    const char *language;
    bool is_wrapped; /* an event, in a calendar */
    char code[PAYLOAD_SIZE], address[RESOURCE_ADDRESS];
} ResourceCode;

/* Fills in both; false with *err naming line and column. */
bool resource_code(ResourceCode *made, Err *err);

#endif
