/* The checklist, read back by pdftotext. */
#include "check.h"
#include "roster.h"
#include "shell.h"

#include <unistd.h>

#include "exchange/checklist.h"
#include "store/events.h"
#include "store/settings.h"
#include "store/visits.h"

enum { NOW = 1795132800, STARTS = NOW - 3600, TEXT_MAX = 1 << 16 }; /* 2026-11-19 18:00, Chicago */

static char folder[64], path[96], text[TEXT_MAX];
static Id event, rosa;

static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    made = 0;
    snprintf(folder, sizeof folder, "/tmp/foyer-list-XXXXXX");
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/list.pdf", folder);
    CHECK(store_open(&store, "", STORE_MEMORY, &err));
    CHECK(settings_set(store, "timezone", "America/Chicago", &err));
    CHECK(settings_set(store, "school", "Lincoln School", &err));
    Event put = {.uid = "night",
        .kind = "conference",
        .starts = STARTS,
        .ends = STARTS + 7200,
        .grades = "03,05"};
    CHECK(events_put(store, &put, 1, &err));
    event = put.id;
    Id mateo = child("Mateo", "Ramírez", "05", 3, 14), other = child("佳", "欧阳", "03", 3, 14);
    Id old = child("Kim", "Lee", "08", 3, 14), third = child("Noor", "Ali", "03", 3, 14);
    rosa = guardian("Rosa", "Ramírez", "3125550142");
    tie(rosa, mateo);
    tie(guardian("佳怡", "欧阳", "3125550143"), other);
    tie(guardian("Jo", "Lee", "3125550144"), old);
    tie(guardian("محمد", "علی", "3125550145"), third);
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    char command[96];
    store_close(store);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static int list(void)
{
    char command[160];
    int rows = checklist_pdf(store, NULL, event, NOW, path, NULL, &err);
    snprintf(command, sizeof command, "pdftotext -layout '%s' -", path);
    hear(command, text, sizeof text);
    return rows;
}

static bool has(const char *word)
{
    return strstr(text, word);
}

static void arrive(Id who, int64_t at)
{
    Visit visit = {.id = store_new_id(store, at),
        .event = event,
        .opened_by = who,
        .arrived = at,
        .day = 20261119,
        .adults = 1,
        .kiosk = "desk"};
    CHECK(visits_arrive(store, &visit, &who, 1, &err));
}

TEST(who_is_expected_stands_on_it_with_children_in_every_script)
{
    UNUSED_STATE;
    CHECK_INT(list(), 3);
    CHECK(has("Ramírez, Rosa") && has("Mateo 5"));
    CHECK(has("欧阳, 佳怡") && has("佳"));
    CHECK(has("محمد"));
    CHECK(has("Lincoln School"));
    CHECK(!has("Lee"));
}

TEST(who_is_here_already_has_the_time)
{
    UNUSED_STATE;
    CHECK_INT(list(), 3);
    CHECK(!has("5:42"));
    arrive(rosa, NOW - 18 * 60);
    CHECK_INT(list(), 3);
    const char *row = strstr(text, "Ramírez, Rosa");
    CHECK(row && strstr(row, "5:42"));
}

TEST(who_came_and_was_not_expected_stands_on_it_too)
{
    UNUSED_STATE;
    Person jo;
    CHECK(people_by_source(store, "p6", &jo, &err));
    arrive(jo.id, NOW - 60);
    CHECK_INT(list(), 4);
    CHECK(has("Lee, Jo"));
}

TEST(an_event_that_is_none_has_no_list)
{
    UNUSED_STATE;
    CHECK_INT(checklist_pdf(store, NULL, rosa, NOW, path, NULL, &err), -1);
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

static bool stop(void *self, int64_t done, int64_t all)
{
    (void)self, (void)done, (void)all;
    return false;
}

TEST(what_cannot_be_written_leaves_the_list_of_before)
{
    UNUSED_STATE;
    CHECK_INT(list(), 3);
    CHECK_INT(checklist_pdf(store, NULL, event, NOW, path, &(Watch){.goes_on = stop}, &err), -1);
    CHECK_INT(err.code, ERR_REFUSED);
    CHECK_INT(access(path, R_OK), 0);
}

int main(void)
{
#define RUN_AT(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        RUN_AT(who_is_expected_stands_on_it_with_children_in_every_script),
        RUN_AT(who_is_here_already_has_the_time),
        RUN_AT(who_came_and_was_not_expected_stands_on_it_too),
        RUN_AT(an_event_that_is_none_has_no_list),
        RUN_AT(what_cannot_be_written_leaves_the_list_of_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
