/* A scanner among keyboards: known by its prefix or its speed, and harmless when it goes mad. */
#include "kiosk.h"

static const char CODE[] = "F1:7c9e6679-7425-40de-944b";

static void scan(Kiosk *k, const char *code)
{
    kiosk_type(k, code);
    kiosk_key(k, KEY_ENTER);
}

TEST(a_scan_types_nothing_and_presses_nothing)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    tap(&k, BUTTON, "Check in");
    type_into(&k, "Name", "Rosa");
    kiosk_wait(&k, 1);
    scan(&k, CODE);
    see(&k, HEADING, "We could not find a match"); /* a card nobody knows */
    tap(&k, BUTTON, "Back");
    CHECK_TEXT(see(&k, FIELD, "Name")->value, "Rosa");
    kiosk_close(&k);
}

TEST(with_a_prefix_not_one_letter_reaches_the_glass)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    strcpy(k.app.device.scanner_prefix, "~");
    tap(&k, BUTTON, "Check in");
    kiosk_type(&k, "~F1:7c9e");
    CHECK_TEXT(see(&k, FIELD, "Name")->value, "");
    kiosk_key(&k, KEY_ENTER);
    see(&k, HEADING, "We could not find a match");
    kiosk_close(&k);
}

TEST(a_person_who_types_a_long_name_is_not_a_scanner)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    tap(&k, BUTTON, "Check in");
    const char name[] = "Maximiliano Hernandez";
    for (const char *c = name; *c; c++) {
        char letter[2] = {*c, 0};
        app_time(&k.app, k.app.now, k.app.tick_ms + 80);
        kiosk_type(&k, letter);
    }
    app_time(&k.app, k.app.now, k.app.tick_ms + 80);
    CHECK_TEXT(see(&k, FIELD, "Name")->value, name);
    kiosk_key(&k, KEY_ENTER);
    see(&k, FIELD, "Last 4 digits of your phone number");
    kiosk_close(&k);
}

TEST(a_scanner_gone_mad_is_thrown_away)
{
    UNUSED_STATE;
    static const char *const MAD[] = {"~abc\xC3\xA9\xC3\xA9", "~a b", "~",
        "~0123456789012345678901234567890123456789012345678901234567890123456789"};
    for (size_t i = 0; i < sizeof MAD / sizeof *MAD; i++) {
        Kiosk k;
        kiosk_open(&k, school);
        strcpy(k.app.device.scanner_prefix, "~");
        scan(&k, MAD[i]);
        CHECK_TEXT(k.app.scanner.code, "");
        see(&k, HEADING, "Welcome");
        kiosk_close(&k);
    }
}

TEST(a_code_is_forgotten_as_soon_as_it_was_read)
{
    UNUSED_STATE;
    Kiosk k;
    kiosk_open(&k, school);
    kiosk_type(&k, CODE);
    CHECK(remains(&k, "944b"));
    kiosk_key(&k, KEY_ENTER);
    CHECK(!remains(&k, "944b"));
    kiosk_close(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_scan_types_nothing_and_presses_nothing),
        RUN(with_a_prefix_not_one_letter_reaches_the_glass),
        RUN(a_person_who_types_a_long_name_is_not_a_scanner),
        RUN(a_scanner_gone_mad_is_thrown_away),
        RUN(a_code_is_forgotten_as_soon_as_it_was_read),
    };
    return cmocka_run_group_tests_name("scanner", tests, NULL, NULL);
}
