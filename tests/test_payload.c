/* Codes: what goes in comes out of a reader that is not ours, in every theme. */
#include "check.h"
#include "commands/drive.h"
#include "exchange/payload.h"
#include "screens/screens.h"

#include <unistd.h>

static bool encode(const char *text, QrCode *code)
{
    Err err = {0};
    bool is_done = payload_code(text, code, &err);
    CHECK(is_done == (err.code == ERR_NONE));
    return is_done;
}

TEST(a_text_becomes_the_smallest_code_that_fits)
{
    UNUSED_STATE;
    static const struct {
        int bytes, size;
    } AT_M[] = {{1, 21}, {14, 21}, {15, 25}, {42, 29}, {43, 33}, {287, 65}};
    static QrCode code;
    char text[400];
    for (size_t i = 0; i < sizeof AT_M / sizeof *AT_M; i++) {
        memset(text, 'a', sizeof text);
        text[AT_M[i].bytes] = 0;
        CHECK(encode(text, &code));
        CHECK_INT(code.size, AT_M[i].size);
        CHECK(qrcode_is_dark(&code, 0, 0) && !qrcode_is_dark(&code, 1, 1)); /* the finder */
        CHECK(qrcode_is_dark(&code, code.size - 1, 0) && qrcode_is_dark(&code, 3, code.size - 4));
    }
}

/* Past version 12 of M there is less correction and larger modules; past 20 of L nothing. */
TEST(long_texts_get_less_correction_and_too_long_ones_are_refused)
{
    UNUSED_STATE;
    static QrCode code;
    char text[1200];
    memset(text, 'a', sizeof text);
    text[288] = 0;
    CHECK(encode(text, &code));
    CHECK_INT(code.size, 17 + 4 * 11); /* 12 of M holds 287, 11 of L 321 */
    memset(text, 'a', sizeof text);
    text[858] = 0;
    CHECK(encode(text, &code));
    CHECK_INT(code.size, QRCODE_SIDE);
    text[858] = 'a';
    text[859] = 0;
    CHECK(!encode(text, &code));
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

/* --- read back ----------------------------------------------------------------------------- */

static void read_code(const char *path, char *out, size_t size)
{
    char command[256];
    snprintf(command, sizeof command, "zbarimg --quiet --raw %s 2>/dev/null", path);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    if (!fgets(out, (int)size, pipe))
        out[0] = 0;
    pclose(pipe);
    out[strcspn(out, "\n")] = 0;
}

static void check_code(int width, int height, Switches switches, const char *tag)
{
    static Drive drive;
    char path[] = "/tmp/foyer-code-XXXXXX", got[256], line[64] = "tap choice \"8\"";
    Err err = {0};
    Buf answer;
    buf_init(&answer, 1 << 20);
    int file = mkstemp(path);
    CHECK(file >= 0);
    close(file);
    assert_true(glass_open(&drive.glass, NULL, false, width, height, 1795131720, &err));
    App *app = &drive.glass.app;
    app_language(app, languages_find(&drive.glass.languages, tag));
    app->switches = switches;
    app_resize(app, width, height, 0);
    go(app, screen_gallery);
    glass_frame(&drive.glass);
    CHECK(drive_line(&drive, line, &answer));
    CHECK(picture_save(drive.glass.picture, path, &err));
    read_code(path, got, sizeof got);
    CHECK_TEXT(got, "https://lincoln.example/calendar/27?day=2026-11-19");
    glass_close(&drive.glass);
    buf_finish(&answer);
    unlink(path);
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
        RUN(nothing_and_broken_letters_are_refused),
        RUN(a_reader_reads_the_glass_in_every_theme),
    };
    return cmocka_run_group_tests_name("payload", tests, NULL, NULL);
}
