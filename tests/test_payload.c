/* Codes: what goes in is byte for byte what a phone needs, and comes out of a reader that is not
 * ours. */
#include "check.h"
#include "commands/drive.h"
#include "exchange/payload.h"
#include "reader.h"
#include "screens/screens.h"

static bool encode(const char *text, QrCode *code)
{
    Err err = {0};
    bool is_done = payload_code(text, code, &err);
    CHECK(is_done == (err.code == ERR_NONE));
    return is_done;
}

static const char *letters(int count)
{
    static char text[1200];
    memset(text, 'a', sizeof text);
    text[count] = 0;
    return text;
}

/* --- the code ------------------------------------------------------------------------------ */

TEST(a_text_becomes_the_smallest_code_that_fits)
{
    UNUSED_STATE;
    static const struct {
        int bytes, size;
    } AT_M[] = {{1, 21}, {14, 21}, {15, 25}, {42, 29}, {43, 33}, {287, 65}};
    static QrCode code;
    for (size_t i = 0; i < sizeof AT_M / sizeof *AT_M; i++) {
        CHECK(encode(letters(AT_M[i].bytes), &code));
        CHECK_INT(code.size, AT_M[i].size);
        CHECK(qrcode_is_dark(&code, 0, 0) && !qrcode_is_dark(&code, 1, 1)); /* the finder */
        CHECK(qrcode_is_dark(&code, code.size - 1, 0) && qrcode_is_dark(&code, 3, code.size - 4));
    }
}

/* Past version 12 of M there is less correction and larger modules; past 15 of L nothing. */
TEST(long_texts_get_less_correction_and_too_long_ones_are_refused)
{
    UNUSED_STATE;
    static QrCode code;
    Err err = {0};
    CHECK(encode(letters(288), &code));
    CHECK_INT(code.size, 17 + 4 * 11); /* 12 of M holds 287, 11 of L 321 */
    CHECK(encode(letters(PAYLOAD_BYTES), &code));
    CHECK_INT(code.size, QRCODE_SIDE);
    CHECK(!payload_code(letters(PAYLOAD_BYTES + 1), &code, &err));
    CHECK_INT(err.code, ERR_FULL);
    CHECK_TEXT(err.detail, "521 bytes are too many for a code, which holds 520");
}

/* Which of L, M, Q, H a code says it has, in the two bits beside its first finder. */
static int level(const QrCode *code)
{
    enum { MASK = 2 }; /* 10: the format's bits are written with 101010000010010 over them */
    static const int LEVELS[] = {[1] = 0, [0] = 1, [3] = 2, [2] = 3};
    int bits = qrcode_is_dark(code, 0, 8) << 1 | qrcode_is_dark(code, 1, 8);
    return LEVELS[bits ^ MASK];
}

TEST(a_code_has_as_much_correction_as_it_has_room_for)
{
    UNUSED_STATE;
    enum { L, M, Q, H };
    static const struct {
        int bytes, size, level;
    } ROOM[] = {{7, 21, H}, {8, 21, Q}, {11, 21, Q}, {12, 21, M}, {20, 25, Q}, {21, 25, M},
        {43, 33, Q}, {47, 33, M}, {287, 65, M}, {288, 61, L}, {520, 77, L}};
    static QrCode code;
    for (size_t i = 0; i < sizeof ROOM / sizeof *ROOM; i++) {
        CHECK(encode(letters(ROOM[i].bytes), &code));
        CHECK_INT(code.size, ROOM[i].size);
        CHECK_INT(level(&code), ROOM[i].level);
    }
}

TEST(nothing_and_broken_letters_are_refused)
{
    UNUSED_STATE;
    static QrCode code;
    Err err = {0};
    CHECK(!payload_code("", &code, &err));
    CHECK_INT(err.code, ERR_INVALID);
    CHECK(!encode("caf\xE9", &code));
}

/* --- what stands in it --------------------------------------------------------------------- */

/* Byte for byte, and once more when a reader has read it from its code. */
static void check_made(bool is_made, const Err *err, const char *got, const char *wanted)
{
    static QrCode code;
    char back[PAYLOAD_SIZE];
    if (!is_made)
        fail_msg("%s", err->detail);
    CHECK_TEXT(got, wanted);
    CHECK(encode(got, &code));
    CHECK_TEXT(read_matrix(&code, back, sizeof back), wanted);
}

#define MADE(call, wanted)                                                                         \
    do {                                                                                           \
        Err made_err = {0}, *err = &made_err;                                                      \
        char out[PAYLOAD_SIZE];                                                                    \
        bool is_made = (call);                                                                     \
        check_made(is_made, err, out, (wanted));                                                   \
    } while (0)

/* Refused, and with these words in the reason. */
#define REFUSED(call, expected, words)                                                             \
    do {                                                                                           \
        Err refused_err = {0}, *err = &refused_err;                                                \
        char out[PAYLOAD_SIZE] = "";                                                               \
        CHECK(!(call));                                                                            \
        CHECK_INT(err->code, (expected));                                                          \
        if (!strstr(err->detail, (words)))                                                         \
            fail_msg("%s", err->detail);                                                           \
    } while (0)

#define SIZED out, sizeof out, err

TEST(a_link_is_what_it_is)
{
    UNUSED_STATE;
    MADE(payload_url("https://example.org/r/7K3M9?a=1&b=%20,2;3:4", SIZED),
        "https://example.org/r/7K3M9?a=1&b=%20,2;3:4");
    REFUSED(payload_url("example.org", SIZED), ERR_INVALID, "begins with https://");
    REFUSED(payload_url("https://", SIZED), ERR_INVALID, "begins with https://");
    REFUSED(payload_url("https://example.org/a b", SIZED), ERR_INVALID, "no spaces");
    REFUSED(payload_url("https://example.org/\"", SIZED), ERR_INVALID, "no spaces");
    REFUSED(payload_url("https://example.org/café", SIZED), ERR_INVALID, "no spaces");
    REFUSED(payload_url("javascript:alert(1)", SIZED), ERR_INVALID, "begins with https://");
}

TEST(words_stay_as_they_are)
{
    UNUSED_STATE;
    MADE(payload_text("Leer; 20 min: \"café\", \\o/\r\nيوم 文", SIZED),
        "Leer; 20 min: \"café\", \\o/\nيوم 文");
    REFUSED(payload_text("", SIZED), ERR_INVALID, "no words");
    REFUSED(payload_text("\r", SIZED), ERR_INVALID, "no words");
    REFUSED(payload_text("bell\x07", SIZED), ERR_INVALID, "control codes");
    REFUSED(payload_text("caf\xE9", SIZED), ERR_INVALID, "UTF-8");
    REFUSED(payload_text(letters(521), SIZED), ERR_FULL, "521 bytes");
}

TEST(a_number_is_called_from_anywhere)
{
    UNUSED_STATE;
    MADE(payload_phone("(312) 555-0142", SIZED), "tel:+13125550142");
    MADE(payload_phone("1.312.555.0142", SIZED), "tel:+13125550142");
    MADE(payload_phone("+52 55 5555 0142", SIZED), "tel:+525555550142");
    MADE(payload_phone("988", SIZED), "tel:988");
    REFUSED(payload_phone("12", SIZED), ERR_INVALID, "3 to 15 digits");
    REFUSED(payload_phone("1234567890123456", SIZED), ERR_INVALID, "3 to 15 digits");
    REFUSED(payload_phone("312-555-0142 x12", SIZED), ERR_INVALID, "no other letters");
    REFUSED(payload_phone("", SIZED), ERR_INVALID, "3 to 15 digits");
    REFUSED(payload_phone("+", SIZED), ERR_INVALID, "3 to 15 digits");
}

TEST(a_mail_is_percent_encoded)
{
    UNUSED_STATE;
    PayloadMail plain = {"office@lincoln.example", "", ""};
    PayloadMail full = {
        "front+office@lincoln.example", "Ausente: \"café\"; a, b \\ c?", "Hola\r\n50% & más\nسلام"};
    PayloadMail only = {"office@lincoln.example", "", "Hi"};
    MADE(payload_mail(&plain, SIZED), "mailto:office@lincoln.example");
    MADE(payload_mail(&only, SIZED), "mailto:office@lincoln.example?body=Hi");
    MADE(payload_mail(&full, SIZED),
        "mailto:front%2Boffice@lincoln.example"
        "?subject=Ausente%3A%20%22caf%C3%A9%22%3B%20a%2C%20b%20%5C%20c%3F"
        "&body=Hola%0D%0A50%25%20%26%20m%C3%A1s%0D%0A%D8%B3%D9%84%D8%A7%D9%85");
    static const char *const BAD[] = {"", "office", "@lincoln.example", "a@b", "a b@c.example",
        "a@b@c.example", "a@b.example,c", "café@c.example", "a@.example"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        PayloadMail bad = {BAD[i], "", ""};
        REFUSED(payload_mail(&bad, SIZED), ERR_INVALID, "office@school.example");
    }
    PayloadMail lines = {"a@b.example", "two\nlines", ""};
    REFUSED(payload_mail(&lines, SIZED), ERR_INVALID, "control codes");
}

/* 2026-10-15T17:30 in Chicago, as in standards 2.2: summer time is over before it is encoded. */
TEST(an_event_is_in_utc_and_bare_but_where_phones_want_it_wrapped)
{
    UNUSED_STATE;
    PayloadEvent e = {.title = "Family Math Night",
        .place = "Room 12, Lincoln School",
        .link = "",
        .starts = 1792103400,
        .ends = 1792110600};
    MADE(payload_event(&e, SIZED),
        "BEGIN:VEVENT\r\nSUMMARY:Family Math Night\r\nDTSTART:20261015T223000Z\r\n"
        "DTEND:20261016T003000Z\r\nLOCATION:Room 12\\, Lincoln School\r\nEND:VEVENT\r\n");
    e.title = "Noche; \"café\": a\\b\nليلة";
    e.place = "";
    e.link = "https://example.org/a;b,c";
    e.uid = "math;1";
    e.stamp = 1792103400;
    MADE(payload_event(&e, SIZED),
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Foyer//EN\r\nBEGIN:VEVENT\r\n"
        "UID:math\\;1\r\nDTSTAMP:20261015T223000Z\r\n"
        "SUMMARY:Noche\\; \"café\": a\\\\b\\nليلة\r\n"
        "DTSTART:20261015T223000Z\r\nDTEND:20261016T003000Z\r\n"
        "LOCATION:https://example.org/a\\;b\\,c\r\nURL:https://example.org/a;b,c\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n");
    e.ends = e.starts - 1;
    REFUSED(payload_event(&e, SIZED), ERR_INVALID, "ends after it starts");
    e.ends = INT64_MAX;
    REFUSED(payload_event(&e, SIZED), ERR_INVALID, "no calendar");
    e.ends = e.starts;
    e.link = "ftp://x";
    REFUSED(payload_event(&e, SIZED), ERR_INVALID, "https://");
    e.link = "";
    e.title = letters(500);
    REFUSED(payload_event(&e, SIZED), ERR_FULL, "too many for a code");
    e.title = "";
    REFUSED(payload_event(&e, SIZED), ERR_INVALID, "a title");
}

TEST(a_contact_is_a_vcard_and_a_mecard_where_that_is_too_long)
{
    UNUSED_STATE;
    char name[200] = "Rénée; \"B\", C: D\\E", wanted[400];
    PayloadContact c = {name, "Lincoln; School", "(312) 555-0100", "office@lincoln.example"};
    MADE(payload_contact(&c, SIZED),
        "BEGIN:VCARD\r\nVERSION:3.0\r\n"
        "N:Rénée\\; \"B\"\\, C: D\\\\E;;;;\r\n"
        "FN:Rénée\\; \"B\"\\, C: D\\\\E\r\nORG:Lincoln\\; School\r\n"
        "TEL;TYPE=WORK,VOICE:+13125550100\r\nEMAIL;TYPE=INTERNET:office@lincoln.example\r\n"
        "END:VCARD\r\n");
    memset(name + strlen(name), 'x', 90);
    snprintf(wanted, sizeof wanted,
        "MECARD:N:Rénée\\; \"B\"\\, C\\: D\\\\E%.90s;ORG:Lincoln\\; School;"
        "TEL:+13125550100;EMAIL:office@lincoln.example;;",
        name + strlen(name) - 90);
    MADE(payload_contact(&c, SIZED), wanted);
    PayloadContact bare = {"Front office", "", "", ""};
    MADE(payload_contact(&bare, SIZED),
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Front office;;;;\r\nFN:Front office\r\nEND:VCARD\r\n");
    bare.name = letters(510);
    REFUSED(payload_contact(&bare, SIZED), ERR_FULL, "too many for a code");
    bare.name = "";
    REFUSED(payload_contact(&bare, SIZED), ERR_INVALID, "a name");
    bare.name = "two\nlines";
    REFUSED(payload_contact(&bare, SIZED), ERR_INVALID, "control codes");
}

TEST(a_network_is_joined_whatever_its_name_and_password_hold)
{
    UNUSED_STATE;
    PayloadWifi w = {"Lincoln;Guest", "blue\\sky:42", false};
    MADE(payload_wifi(&w, SIZED), "WIFI:T:WPA;S:Lincoln\\;Guest;P:blue\\\\sky\\:42;;");
    w = (PayloadWifi){"Café \"5, A\"", "", true};
    MADE(payload_wifi(&w, SIZED), "WIFI:T:nopass;S:Café \\\"5\\, A\\\";H:true;;");
    w = (PayloadWifi){"", "long-enough", false};
    REFUSED(payload_wifi(&w, SIZED), ERR_INVALID, "1 to 32 bytes");
    w.network = letters(33);
    REFUSED(payload_wifi(&w, SIZED), ERR_INVALID, "1 to 32 bytes");
    w = (PayloadWifi){"Guest", "seven77", false};
    REFUSED(payload_wifi(&w, SIZED), ERR_INVALID, "8 to 63 letters");
    w.password = letters(64);
    REFUSED(payload_wifi(&w, SIZED), ERR_INVALID, "8 to 63 letters");
    w.password = "café café";
    REFUSED(payload_wifi(&w, SIZED), ERR_INVALID, "ASCII");
}

TEST(what_does_not_fit_the_memory_given_is_refused_and_not_cut)
{
    UNUSED_STATE;
    char small[8] = "x";
    Err err = {0};
    CHECK(!payload_text("12345678", small, sizeof small, &err));
    CHECK_INT(err.code, ERR_FULL);
    CHECK_TEXT(small, "");
    CHECK(payload_text("1234567", small, sizeof small, &err));
    CHECK_TEXT(small, "1234567");
}

/* --- on the glass -------------------------------------------------------------------------- */

static void check_code(int width, int height, Switches switches, const char *tag)
{
    static Drive drive;
    char got[256], line[64] = "tap choice \"8\"";
    Err err = {0};
    Buf answer;
    buf_init(&answer, 1 << 20);
    assert_true(glass_open(&drive.glass, NULL, false, width, height, 1795131720, &err));
    App *app = &drive.glass.app;
    app_language(app, languages_find(&drive.glass.languages, tag));
    app->switches = switches;
    app_resize(app, width, height, 0);
    go(app, screen_gallery);
    glass_frame(&drive.glass);
    CHECK(drive_line(&drive, line, &answer));
    read_glass(drive.glass.picture, (Pixels){0, 0, width, height}, got, sizeof got);
    CHECK_TEXT(got, "https://lincoln.example/calendar/27?day=2026-11-19");
    glass_close(&drive.glass);
    buf_finish(&answer);
}

TEST(a_reader_reads_the_glass_in_every_theme)
{
    UNUSED_STATE;
    check_code(1920, 1080, (Switches){0}, "en");
    check_code(1920, 1080, (Switches){.contrast = true}, "en");
    check_code(1080, 1920, (Switches){.large = true}, "ar");
    check_code(1024, 600, (Switches){0}, "es");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_text_becomes_the_smallest_code_that_fits),
        RUN(long_texts_get_less_correction_and_too_long_ones_are_refused),
        RUN(a_code_has_as_much_correction_as_it_has_room_for),
        RUN(nothing_and_broken_letters_are_refused),
        RUN(a_link_is_what_it_is),
        RUN(words_stay_as_they_are),
        RUN(a_number_is_called_from_anywhere),
        RUN(a_mail_is_percent_encoded),
        RUN(an_event_is_in_utc_and_bare_but_where_phones_want_it_wrapped),
        RUN(a_contact_is_a_vcard_and_a_mecard_where_that_is_too_long),
        RUN(a_network_is_joined_whatever_its_name_and_password_hold),
        RUN(what_does_not_fit_the_memory_given_is_refused_and_not_cut),
        RUN(a_reader_reads_the_glass_in_every_theme),
    };
    return cmocka_run_group_tests_name("payload", tests, NULL, NULL);
}
