/* Rosters made of a few lines, in a folder of their own or a .zip; and all that the records hold of
 * one, as a text to compare. For the tests of the import. */
#ifndef TESTS_ROSTERS_H
#define TESTS_ROSTERS_H

#include "check.h"

#include <dirent.h>
#include <unistd.h>
#include <zip.h>

#include "base/buf.h"
#include "exchange/plan.h"
#include "store/settings.h"
#include "store/sql.h"

enum { NOON = 1795111200, DAY = 86400 }; /* 2026-11-19 12:00 in Chicago */

typedef struct {
    char folder[64];
} RosterSet;

static inline void set_clear(RosterSet *set)
{
    DIR *open = opendir(set->folder);
    assert_non_null(open);
    for (struct dirent *entry; (entry = readdir(open));)
        if (entry->d_name[0] != '.')
            CHECK(unlinkat(dirfd(open), entry->d_name, 0) == 0);
    closedir(open);
}

static inline void set_open(RosterSet *set)
{
    snprintf(set->folder, sizeof set->folder, "/tmp/foyer-roster-XXXXXX");
    assert_non_null(mkdtemp(set->folder));
}

static inline void set_close(RosterSet *set)
{
    set_clear(set);
    CHECK(rmdir(set->folder) == 0);
}

static inline void set_bytes(RosterSet *set, const char *name, const char *bytes, size_t size)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", set->folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    CHECK(fwrite(bytes, 1, size, file) == size);
    CHECK(fclose(file) == 0);
}

static inline void set_file(RosterSet *set, const char *name, const char *text)
{
    set_bytes(set, name, text, strlen(text));
}

static inline Store *open_school(void)
{
    Store *store = NULL;
    Err err = {0};
    CHECK(store_open(&store, "", STORE_MEMORY, &err));
    CHECK(settings_set(store, "timezone", "America/Chicago", &err));
    return store;
}

/* Imports as with --yes; gives the counts, and the notes for whom they interest (free them). */
static inline ImportCount take_set(Store *store, const RosterSet *set, int64_t now, char **notes)
{
    Plan plan;
    Err err = {0};
    char *said = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&said, &size);
    bool done =
        plan_make(&plan, store, set->folder, now, file, &err) && plan_apply(&plan, store, &err);
    fclose(file);
    if (!done)
        print_error("%s\n%s\n", err.detail, said);
    CHECK(done);
    ImportCount counts = plan.counts;
    plan_finish(&plan);
    if (notes)
        *notes = said;
    else
        free(said);
    return counts;
}

static inline int number(Store *store, const char *text)
{
    Err err = {0};
    Sql *q = sql(store, text);
    int value = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return value;
}

static inline const char *ask(Store *store, const char *text)
{
    static char answer[1024];
    Err err = {0};
    Sql *q = sql(store, text);
    answer[0] = 0;
    if (sql_row(q))
        sql_get_copy(q, 0, answer, sizeof answer);
    CHECK(sql_done(q, &err));
    return answer;
}

/* Everything that a roster writes, without ids made here and times. Free it. */
static inline char *dump(Store *store)
{
    static const char *const queries[] = {
        "SELECT source_id || '|' || role || '|' || given || '|' || middle || '|' || family || '|'"
        " || preferred_given || '|' || preferred_family || '|' || name_key || '|' || language"
        " || '|' || phone || '|' || ifnull(phone_last4, '-') || '|' || grade || '|' || grade_order"
        " || '|' || homeroom || '|' || ifnull(birth_month, '-') || '|' || ifnull(birth_day, '-')"
        " || '|' || see_office || '|' || is_active FROM person ORDER BY source_id",
        "SELECT source_id || '|' || first_day || '|' || ifnull(day_after_last, '-') || '|'"
        " || e.grade || '|' || e.language FROM enrolment e JOIN person p ON p.id = e.person"
        " ORDER BY 1",
        "SELECT g.source_id || '|' || s.source_id FROM guardian_of JOIN person g ON g.id ="
        " guardian JOIN person s ON s.id = student ORDER BY 1",
        "SELECT source_id || '|' || kind || '|' || value || '|' || first_day || '|'"
        " || ifnull(day_after_last, '-') FROM person_group JOIN person ON id = person ORDER BY 1",
        "SELECT hex(id) || '|' || title || '|' || kind || '|' || first_day || '|'"
        " || day_after_last FROM term ORDER BY 1",
        "SELECT 'source|' || kind || '|' || id || '|' || text FROM source ORDER BY kind, id",
    };
    Buf out;
    Err err = {0};
    buf_init(&out, 16 << 20);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        Sql *q = sql(store, queries[i]);
        while (sql_row(q))
            buf_format(&out, "%s\n", sql_get_text(q, 0));
        CHECK(sql_done(q, &err));
        buf_text(&out, "--\n");
    }
    CHECK(!out.is_full);
    return out.data;
}

static inline void check_same(char *a, char *b)
{
    CHECK_TEXT(a, b);
    free(a);
    free(b);
}

#endif
