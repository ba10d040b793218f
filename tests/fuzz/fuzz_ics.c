/* Calendars: whatever they say, events end after they start, stand in order within the window, and
 * the same file read again says the same. */
#include "fuzz.h"

#include <string.h>

#include "base/utf8.h"
#include "exchange/ics.h"

static const int64_t from = 1788235200, to = 1814328000; /* 2026-09-01 to 2027-06-30 */
static const int64_t longest = INT64_C(86400) * 800;     /* two periods of a year, and slack */

static void check_entry(const IcsEntry *entry)
{
    MUST(entry->uid[0] && entry->line > 0 && entry->sequence >= 0);
    const char *const texts[] = {
        entry->uid, entry->title, entry->place, entry->link, entry->categories};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        MUST(utf8_is_valid(texts[i], strlen(texts[i])) && is_plain(texts[i]) &&
            !strchr(texts[i], '\n'));
    MUST(!entry->link[0] || strncmp(entry->link, "http", 4) == 0);
}

static void check_event(const IcsList *list, int index)
{
    const IcsEvent *event = &list->events[index];
    MUST(event->entry >= 0 && event->entry < list->entry_count);
    MUST(event->ends >= event->starts && event->ends - event->starts < longest);
    MUST(index == 0 || list->events[index - 1].starts <= event->starts);
    size_t length = strlen(event->instance);
    MUST(length == 0 || length == 8 || length == 15);
    if (length > 0 && !list->entries[event->entry].is_instance)
        MUST(event->starts >= from && event->starts < to);
}

static bool read_once(IcsList *out, const Buf *bytes, Zone *home, char **notes, Err *err)
{
    size_t size;
    IcsWindow window = {home, from, to};
    FILE *told = open_memstream(notes, &size);
    MUST(told);
    bool done = ics_read(out, "c.ics", bytes, &window, told, err);
    fclose(told);
    return done;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static Zone *home;
    if (!home)
        home = zone_new("America/New_York", NULL);
    Buf buf = {.data = (char *)malloc(size + 1), .size = size, .capacity = size + 1};
    MUST(buf.data);
    memcpy(buf.data, bytes, size);
    buf.data[size] = 0;
    IcsList one, other;
    char *notes, *again;
    Err err = {0}, same = {0};
    bool done = read_once(&one, &buf, home, &notes, &err);
    MUST(done == (err.code == ERR_NONE));
    MUST(done || (err.code == ERR_INVALID && strncmp(err.detail, "c.ics:", 6) == 0));
    MUST(is_plain(notes));
    for (int i = 0; i < one.entry_count; i++)
        check_entry(&one.entries[i]);
    for (int i = 0; done && i < one.count; i++)
        check_event(&one, i);
    MUST(read_once(&other, &buf, home, &again, &same) == done);
    MUST(strcmp(notes, again) == 0 && one.count == other.count);
    for (int i = 0; i < one.count; i++)
        MUST(one.events[i].starts == other.events[i].starts &&
            one.events[i].ends == other.events[i].ends &&
            strcmp(one.events[i].instance, other.events[i].instance) == 0);
    ics_finish(&one);
    ics_finish(&other);
    free(notes);
    free(again);
    buf_finish(&buf);
    return 0;
}
