/* Reads the names of days and months from a header. */
#include "text/calendar.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

/* Exactly `count` names. */
static bool read_names(
    const char *header, const char *field, UChar (*out)[CALENDAR_UNITS], int count)
{
    char text[1024];
    if (!catalog_field(header, field, text, sizeof text))
        return false;
    const char *at = text;
    for (int i = 0; i < count; i++) {
        at += strspn(at, " ");
        size_t length = strcspn(at, ",");
        int32_t units = 0;
        UErrorCode status = U_ZERO_ERROR;
        u_strFromUTF8(out[i], CALENDAR_UNITS, &units, at, (int32_t)length, &status);
        if (U_FAILURE(status) || units == 0 || units == CALENDAR_UNITS)
            return false;
        at += length;
        if ((*at == ',') != (i + 1 < count))
            return false;
        at += *at == ',';
    }
    return true;
}

bool calendar_read(const char *header, Calendar *out)
{
    *out = (Calendar){0};
    if (!read_names(header, "X-Days", out->day, 7) ||
        !read_names(header, "X-Months", out->month, 12))
        return false;
    if (!read_names(header, "X-AM-PM", out->half, 2)) {
        u_strcpy(out->half[0], u"AM");
        u_strcpy(out->half[1], u"PM");
    }
    if (!catalog_field(header, "X-Date", out->date, sizeof out->date))
        snprintf(out->date, sizeof out->date, "EEEE d MMMM");
    return true;
}

bool calendar_is_in_icu(const char *tag)
{
    size_t length = strcspn(tag, "-_@");
    for (int32_t i = 0; i < uloc_countAvailable(); i++) {
        const char *known = uloc_getAvailable(i);
        if (strncmp(known, tag, length) == 0 && (!known[length] || known[length] == '_'))
            return true;
    }
    return false;
}
