/* A kiosk whose school has staff, and how they get in. For the tests of one kiosk, k. */
#ifndef TESTS_STAFFED_H
#define TESTS_STAFFED_H

#include "kiosk.h"
#include "measure.h"
#include "store/settings.h"
#include "store/sql.h"

#include <unistd.h>

static const char NUMBER[] = "07", PIN[] = "864209", WRONG_PIN[] = "305173", DESK_PIN[] = "951628";

static Kiosk k;
static Err err;
static char folder[64], path[96];

static void add_staff(const char *number, const char *name, StaffRole role, const char *pin)
{
    AuditBy nobody = {.at = EVENING, .kiosk = ""};
    Staff staff = {.role = role};
    snprintf(staff.number, sizeof staff.number, "%s", number);
    snprintf(staff.name, sizeof staff.name, "%s", name);
    CHECK(staff_add(k.store, &nobody, &staff, pin, &err));
}

static void school_with_staff(Kiosk *kiosk)
{
    school(kiosk);
    add_staff(NUMBER, "Ms. Okafor", STAFF_ADMINISTRATOR, PIN);
    add_staff("12", "Mr. Lindqvist", STAFF_DESK, DESK_PIN);
}

static inline int open_kiosk(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    kiosk_open(&k, school_with_staff);
    return 0;
}

static int close_kiosk(void **state)
{
    UNUSED_STATE;
    kiosk_close(&k);
    return 0;
}

static bool is_at(const char *screen)
{
    return strcmp(app_screen_name(&k.app), screen) == 0;
}

/* As the loop does: a frame when the job has ended. */
static void wait_jobs(void)
{
    while (jobs_running(k.app.jobs))
        jobs_wait(k.app.jobs);
    kiosk_frame(&k);
}

static void enter(const char *number, const char *pin)
{
    kiosk_type(&k, number);
    kiosk_type(&k, pin);
    wait_jobs();
}

static inline void sign_in(void)
{
    tap(&k, BUTTON, "Staff");
    enter(NUMBER, PIN);
    CHECK(is_at("staff"));
}

static inline int64_t number(const char *text)
{
    Sql *q = sql(k.store, text);
    int64_t n = sql_row(q) ? sql_get_int(q, 0) : -1;
    if (!sql_done(q, &err))
        fail_msg("%s", err.detail);
    return n;
}

/* The program ends and begins again on the same file, on a machine whose clock runs for long. */
static inline void restart(void)
{
    static const Measurer FIXED = {
        .font = measure_font, .width = measure_width, .line = measure_line};
    int64_t now = k.app.now;
    app_finish(&k.app);
    store_close(k.store);
    CHECK(store_open(&k.store, path, STORE_WRITE, &err));
    CHECK(app_init(&k.app, k.store, &k.languages, &k.keyboards, &FIXED, &SCREENS, (Host){0}, &err));
    app_time(&k.app, now, 0);
    app_time(&k.app, now, 7200 * 1000);
    kiosk_frame(&k);
}

/* The kit's store is in memory; here it is a file. */
static inline void use_file(void)
{
    snprintf(folder, sizeof folder, "/tmp/foyer-test-XXXXXX");
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/foyer.db", folder);
    store_close(k.store);
    CHECK(store_open(&k.store, path, STORE_CREATE, &err));
    CHECK(settings_set(k.store, "timezone", "America/Chicago", &err));
    add_staff(NUMBER, "Ms. Okafor", STAFF_ADMINISTRATOR, PIN);
    CHECK(app_records(&k.app, k.store, &err));
    app_follow(&k.app); /* the events of the old one are gone */
    kiosk_frame(&k);
}

static inline void remove_file(void)
{
    char command[96];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    CHECK_INT(system(command), 0);
}

#define RUN_OPEN(name) cmocka_unit_test_setup_teardown(name, open_kiosk, close_kiosk)

#endif
