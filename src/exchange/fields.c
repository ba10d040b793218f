/* Fields of a school's own lists. */
#include "exchange/fields.h"

#include <string.h>

#include "base/utf8.h"
#include "exchange/oneroster.h"

bool field_time(const ColumnRow *row, int field, Zone *zone, int64_t *out, Err *err)
{
    Err why;
    return zone_parse(zone, row_text(row, field), out, &why) ||
        row_refuse(row, field, err, why.detail);
}

bool field_link(const ColumnRow *row, int field, char *out, size_t size, Err *err)
{
    char why[64];
    const char *link = row_text(row, field);
    bool is_web = strncmp(link, "https://", 8) == 0 || strncmp(link, "http://", 7) == 0;
    if (*link && !is_web)
        return row_refuse(row, field, err, "a link begins with https://");
    snprintf(why, sizeof why, "a link of over %zu bytes", size - 1);
    return utf8_copy(out, size, link) || row_refuse(row, field, err, why);
}

bool field_grades(const ColumnRow *row, int field, char *out, size_t size, Err *err)
{
    static const char parting[] = ",; ";
    const char *at = row_text(row, field);
    size_t used = 0;
    out[0] = 0;
    for (at += strspn(at, parting); *at; at += strspn(at, parting)) {
        char word[32], grade[32];
        size_t length = strcspn(at, parting);
        snprintf(word, sizeof word, "%.*s", (int)length, at);
        at += length;
        oneroster_grade(word, grade);
        if (length >= sizeof word || used + strlen(grade) + 2 > size)
            return row_refuse(row, field, err, "too many grades; empty is everybody");
        used += (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? "," : "", grade);
    }
    return true;
}

bool field_uid(const ColumnRow *row, int field, char *out, size_t size, const char *what, Err *err)
{
    char why[96];
    snprintf(why, sizeof why, "%s needs a uid", what);
    if (!*row_text(row, field))
        return row_refuse(row, field, err, why);
    for (const char *at = row_text(row, field); *at; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            return row_refuse(row, field, err, "a control letter in a uid");
    snprintf(why, sizeof why, "a uid of over %zu bytes", size - 1);
    return utf8_copy(out, size, row_text(row, field)) || row_refuse(row, field, err, why);
}
