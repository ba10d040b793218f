/* Whoever was at the glass: nothing of them stays. */
#include "base/log.h"
#include "kiosk.h"

#include <unistd.h>

static const char TOKEN[] = "qzxvkj";
/* What the letters on the glass and the typed ones may look like. */
static const char *const FORMS[] = {"qzxvkj", "Qzxvkj", "QZXVKJ"};

static bool token_remains(Kiosk *k)
{
    for (size_t i = 0; i < 3; i++)
        if (remains(k, FORMS[i]))
            return true;
    return false;
}

static void type_token(Kiosk *k)
{
    tap(k, BUTTON, "Check in");
    type_into(k, "Name", TOKEN);
    CHECK(token_remains(k)); /* the search can find */
}

TEST(nothing_of_a_guest_is_left_after_the_idle_time)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    type_token(&k);
    kiosk_wait(&k, 60);
    see(&k, DIALOG, "Are you still there?");
    CHECK(!anywhere(&k, TOKEN));
    kiosk_wait(&k, 30);
    see(&k, HEADING, "Welcome");
    CHECK(!token_remains(&k));
    CHECK(k.forgotten > 0);
    kiosk_close(&k);
}

TEST(nothing_is_left_after_done)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    tap(&k, BUTTON, "Check in");
    tap(&k, BUTTON, "Not on the list?");
    type_into(&k, "Your child’s name", TOKEN);
    tap(&k, BUTTON, "Next");
    tap(&k, BUTTON, "Next");
    tap(&k, BUTTON, "Check in");
    tap(&k, BUTTON, "Done");
    see(&k, HEADING, "Welcome");
    CHECK(!token_remains(&k));
    kiosk_close(&k);
}

TEST(nothing_is_left_back_at_the_start_nor_in_another_language)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    type_token(&k);
    tap(&k, BUTTON, "Back");
    see(&k, HEADING, "Welcome");
    CHECK(!token_remains(&k));
    type_token(&k);
    tap(&k, BUTTON, "Next");
    tap(&k, BUTTON, "Back");
    tap(&k, BUTTON, "Back");
    tap(&k, CHOICE, "Español");
    CHECK(!token_remains(&k));
    kiosk_close(&k);
}

TEST(another_language_on_the_way_keeps_what_was_typed)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    type_token(&k);
    tap(&k, BUTTON, "Change language");
    tap(&k, CHOICE, "Español");
    CHECK_TEXT(k.app.language->tag, "es");
    CHECK_TEXT(see(&k, FIELD, "Name")->value, TOKEN);
    kiosk_close(&k);
}

/* Everything a lookup, a stub and an idle time write to the log. */
TEST(nothing_that_was_typed_is_in_the_log)
{
    UNUSED_STATE;
    Kiosk k;
    char path[] = "/tmp/foyer-log-XXXXXX", log[16384];
    int file = mkstemp(path), screen = dup(STDERR_FILENO);
    CHECK(file >= 0 && screen >= 0);
    kiosk_open(&k, school);
    log_from(LOG_INFO);
    dup2(file, STDERR_FILENO);
    type_token(&k);
    tap(&k, BUTTON, "Next");
    type_into(&k, "Last 4 digits of your phone number", "9173");
    tap(&k, BUTTON, "Next");
    tap(&k, BUTTON, "Write a name");
    type_into(&k, "Your child’s name", TOKEN);
    go(&k.app, screen_household); /* refused, and said so */
    kiosk_wait(&k, 100);
    dup2(screen, STDERR_FILENO);
    ssize_t size = pread(file, log, sizeof log - 1, 0);
    close(file);
    close(screen);
    unlink(path);
    CHECK(size > 0); /* the log was read: the refusal stands in it */
    log[size] = 0;
    CHECK(strstr(log, "refused"));
    for (size_t i = 0; i < 3; i++)
        CHECK(!strstr(log, FORMS[i]));
    CHECK(!strstr(log, "9173"));
    kiosk_close(&k);
}

TEST(typed_digits_are_never_told)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    tap(&k, BUTTON, "Check in");
    type_into(&k, "Name", "rosa");
    tap(&k, BUTTON, "Next");
    type_into(&k, "Last 4 digits of your phone number", "0142");
    Node *boxes = see(&k, FIELD, "Last 4 digits of your phone number");
    CHECK(!boxes->value);
    CHECK(boxes->state & STATE_SECRET);
    CHECK(!anywhere(&k, "0142"));
    kiosk_close(&k);
}

TEST(every_screen_goes_back_to_the_start_by_itself)
{
    UNUSED_STATE;
    static const char *const WAYS[][4] = {{"Check in"}, {"Check in", "Not on the list?"}};
    for (size_t w = 0; w < 2; w++) {
        Kiosk k;
        kiosk_open(&k, school);
        for (int i = 0; i < 4 && WAYS[w][i]; i++)
            tap(&k, BUTTON, WAYS[w][i]);
        kiosk_wait(&k, 91);
        see(&k, HEADING, "Welcome");
        CHECK_INT(k.app.guest.level, ANYONE);
        kiosk_close(&k);
    }
}

TEST(more_time_is_given_as_often_as_wanted)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    type_token(&k);
    for (int i = 0; i < 12; i++) {
        kiosk_wait(&k, 70);
        tap(&k, BUTTON, "I need more time");
        CHECK(anywhere(&k, TOKEN));
    }
    kiosk_wait(&k, 65);
    tap(&k, BUTTON, "I am finished");
    see(&k, HEADING, "Welcome");
    CHECK(!token_remains(&k));
    kiosk_close(&k);
}

TEST(the_language_goes_back_when_nobody_is_there)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    tap(&k, CHOICE, "العربية");
    CHECK_TEXT(k.app.language->tag, "ar");
    kiosk_wait(&k, 61);
    CHECK_TEXT(k.app.language->tag, "en");
    kiosk_close(&k);
}

TEST(clock_jumps_neither_keep_nor_end_a_visit)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    type_token(&k);
    app_time(&k.app, EVENING - 365 * 86400, k.app.tick_ms + 1000);
    kiosk_frame(&k);
    CHECK(anywhere(&k, TOKEN));
    app_time(&k.app, EVENING + 10 * 365 * 86400LL, k.app.tick_ms + 1000);
    kiosk_frame(&k);
    CHECK(anywhere(&k, TOKEN));
    app_time(&k.app, EVENING, k.app.tick_ms + 3600 * 1000); /* the machine slept */
    kiosk_frame(&k);
    see(&k, HEADING, "Welcome");
    CHECK(!token_remains(&k));
    kiosk_close(&k);
}

TEST(a_screen_above_ones_level_is_refused)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    go(&k.app, screen_household);
    kiosk_frame(&k);
    see(&k, HEADING, "Welcome");
    kiosk_close(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(nothing_of_a_guest_is_left_after_the_idle_time),
        RUN(nothing_is_left_after_done),
        RUN(nothing_is_left_back_at_the_start_nor_in_another_language),
        RUN(another_language_on_the_way_keeps_what_was_typed),
        RUN(nothing_that_was_typed_is_in_the_log),
        RUN(typed_digits_are_never_told),
        RUN(every_screen_goes_back_to_the_start_by_itself),
        RUN(more_time_is_given_as_often_as_wanted),
        RUN(the_language_goes_back_when_nobody_is_there),
        RUN(clock_jumps_neither_keep_nor_end_a_visit),
        RUN(a_screen_above_ones_level_is_refused),
    };
    return cmocka_run_group_tests_name("guest", tests, NULL, NULL);
}
