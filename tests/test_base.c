/* base: errors, arenas, buffers, clocks, the log, wiping. Ids and UTF-8 have their own. */
#include "check.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/log.h"
#include "base/wipe.h"

/* --- what stands on standard error while a log line is written ------------------------------ */

typedef struct {
    int saved, from;
} Capture;

static void capture_begin(Capture *c)
{
    int ends[2];
    CHECK(pipe(ends) == 0);
    c->saved = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    close(ends[1]);
    c->from = ends[0];
}

static void capture_end(Capture *c, char *out, size_t size)
{
    dup2(c->saved, STDERR_FILENO);
    close(c->saved);
    size_t used = 0;
    ssize_t got;
    while (used < size - 1 && (got = read(c->from, out + used, size - 1 - used)) > 0)
        used += (size_t)got;
    out[used] = 0;
    close(c->from);
}

/* Whether act ends the program by abort. */
static bool aborts(void (*act)(void))
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        close(STDERR_FILENO);
        signal(SIGABRT, SIG_DFL);
        act();
        _exit(0);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

/* --- err ----------------------------------------------------------------------------------- */

TEST(err_set_fills_the_code_and_the_detail_and_returns_false)
{
    UNUSED_STATE;
    Err err = {0};
    CHECK(!err_set(&err, ERR_INVALID, "%s:%d: %s", "users.csv", 7, "no such role"));
    CHECK_INT(err.code, ERR_INVALID);
    CHECK_TEXT(err.detail, "users.csv:7: no such role");
    CHECK(!err_set(NULL, ERR_BUSY, "nobody asks"));
    err_set(&err, ERR_INVALID, "the column \"%s\"", "\x1b[31m\n\x7fñ");
    CHECK_TEXT(err.detail, "the column \" [31m  ñ\"");
}

TEST(err_set_may_quote_the_detail_it_replaces)
{
    UNUSED_STATE;
    Err err = {0};
    err_set(&err, ERR_NOT_FOUND, "no column \"role\"");
    err_set(&err, ERR_INVALID, "users.csv: %s", err.detail);
    CHECK_TEXT(err.detail, "users.csv: no column \"role\"");
}

TEST(err_set_cuts_what_is_too_long)
{
    UNUSED_STATE;
    Err err = {0};
    char text[1000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    err_set(&err, ERR_BROKEN, "%s", text);
    CHECK_INT(strlen(err.detail), sizeof err.detail - 1);
}

TEST(err_clear_leaves_nothing_of_the_detail)
{
    UNUSED_STATE;
    Err err = {0}, empty;
    memset(&empty, 0, sizeof empty);
    err_set(&err, ERR_BROKEN, "disk");
    CHECK(err_clear(&err) == &err);
    CHECK_INT(err.code, ERR_NONE);
    CHECK(memcmp(err.detail, empty.detail, sizeof err.detail) == 0);
}

TEST(every_code_has_its_own_sentence)
{
    UNUSED_STATE;
    CHECK_TEXT(err_message(ERR_NONE), "");
    for (ErrCode a = ERR_NOT_FOUND; a <= ERR_BROKEN; a++) {
        CHECK(strlen(err_message(a)) > 10);
        for (ErrCode b = ERR_NONE; b < a; b++)
            CHECK(strcmp(err_message(a), err_message(b)) != 0);
    }
    CHECK_TEXT(err_message((ErrCode)99), err_message(ERR_BROKEN));
}

static void break_an_invariant(void)
{
    ASSERT(1 + 1 == 3);
}

static void keep_an_invariant(void)
{
    ASSERT(1 + 1 == 2);
}

TEST(a_broken_invariant_aborts)
{
    UNUSED_STATE;
    CHECK(aborts(break_an_invariant));
    CHECK(!aborts(keep_an_invariant));
}

/* --- arena --------------------------------------------------------------------------------- */

TEST(an_arena_gives_zeroed_aligned_pieces_that_do_not_overlap)
{
    UNUSED_STATE;
    Arena arena;
    arena_init(&arena, 1000);
    unsigned char *last_end = NULL;
    for (size_t size = 1; size < 30; size++) {
        unsigned char *piece = arena_take(&arena, size);
        CHECK((uintptr_t)piece % _Alignof(max_align_t) == 0);
        CHECK(piece >= last_end);
        for (size_t i = 0; i < size; i++)
            CHECK_INT(piece[i], 0);
        memset(piece, 0xff, size);
        last_end = piece + size;
    }
    CHECK(last_end <= arena.base + arena.size);
    arena_finish(&arena);
}

TEST(a_wiped_arena_is_zero_in_every_byte_and_starts_again)
{
    UNUSED_STATE;
    Arena arena;
    arena_init(&arena, 256);
    void *first = arena_take(&arena, 5);
    memset(first, 'q', 5);
    arena_text(&arena, "qzxv");
    arena_wipe(&arena);
    for (size_t i = 0; i < arena.size; i++)
        CHECK_INT(arena.base[i], 0);
    CHECK_INT(arena_room(&arena), 256);
    CHECK(arena_take(&arena, 5) == first);
    arena_finish(&arena);
}

TEST(an_arena_gives_its_room_to_the_last_byte)
{
    UNUSED_STATE;
    for (size_t size = 1; size < 70; size++) {
        Arena arena;
        arena_init(&arena, size);
        arena_take(&arena, 1);
        size_t room = arena_room(&arena);
        memset(arena_take(&arena, room), 1, room);
        CHECK_INT(arena_room(&arena), 0);
        arena_take(&arena, 0);
        arena_finish(&arena);
    }
}

TEST(arena_text_copies_and_takes_null_as_empty)
{
    UNUSED_STATE;
    Arena arena;
    arena_init(&arena, 256);
    char text[] = "Ama";
    char *copy = arena_text(&arena, text);
    text[0] = 'X';
    CHECK_TEXT(copy, "Ama");
    CHECK_TEXT(arena_text(&arena, NULL), "");
    int *number = arena_new(&arena, int);
    CHECK_INT(*number, 0);
    arena_finish(&arena);
}

TEST(arena_finish_takes_null_and_a_finished_one)
{
    UNUSED_STATE;
    Arena arena;
    arena_init(&arena, 16);
    arena_finish(&arena);
    arena_finish(&arena);
    arena_finish(NULL);
    CHECK(!arena.base);
    CHECK_INT(arena_room(&arena), 0);
}

static void overfill_an_arena(void)
{
    Arena arena;
    arena_init(&arena, 64);
    arena_take(&arena, 40);
    arena_take(&arena, 17);
}

static void ask_an_arena_for_everything(void)
{
    Arena arena;
    arena_init(&arena, 64);
    arena_take(&arena, 1);
    arena_take(&arena, SIZE_MAX);
}

TEST(a_full_arena_aborts)
{
    UNUSED_STATE;
    CHECK(aborts(overfill_an_arena));
    CHECK(aborts(ask_an_arena_for_everything));
}

/* --- buf ----------------------------------------------------------------------------------- */

TEST(a_buffer_grows_and_stays_terminated)
{
    UNUSED_STATE;
    Buf buf;
    buf_init(&buf, 1 << 20);
    CHECK(!buf.data);
    buf_add(&buf, "", 0);
    CHECK_TEXT(buf.data, "");
    for (int i = 0; i < 5000; i++) {
        buf_format(&buf, "%04d", i);
        buf_text(&buf, ",");
        CHECK_INT(buf.data[buf.size], 0);
    }
    CHECK(!buf.is_full);
    CHECK_INT(buf.size, 25000);
    CHECK(memcmp(buf.data, "0000,0001,", 10) == 0);
    CHECK_TEXT(buf.data + 24995, "4999,");
    buf_finish(&buf);
}

TEST(a_buffer_keeps_nul_bytes)
{
    UNUSED_STATE;
    Buf buf;
    buf_init(&buf, 100);
    buf_add(&buf, "a\0b", 3);
    CHECK_INT(buf.size, 3);
    CHECK(memcmp(buf.data, "a\0b", 4) == 0);
    buf_finish(&buf);
}

TEST(past_its_ceiling_a_buffer_stays_as_it_is_and_says_so)
{
    UNUSED_STATE;
    Buf buf;
    buf_init(&buf, 5);
    buf_text(&buf, "abcde");
    CHECK(!buf.is_full);
    buf_text(&buf, "f");
    CHECK(buf.is_full);
    CHECK_TEXT(buf.data, "abcde");

    buf_clear(&buf);
    CHECK(!buf.is_full);
    buf_format(&buf, "%d", 123456);
    CHECK(buf.is_full);
    buf_text(&buf, "a"); /* would fit, but leave a gap */
    CHECK_TEXT(buf.data, "");
    buf_finish(&buf);
}

TEST(a_buffer_refuses_sizes_that_wrap_around)
{
    UNUSED_STATE;
    Buf buf;
    buf_init(&buf, SIZE_MAX);
    buf_text(&buf, "ab");
    buf_add(&buf, "x", SIZE_MAX - 1);
    CHECK(buf.is_full);
    CHECK_TEXT(buf.data, "ab");
    buf_finish(&buf);
}

TEST(a_buffer_without_a_ceiling_is_full_at_once)
{
    UNUSED_STATE;
    Buf buf;
    buf_init(&buf, 0);
    buf_text(&buf, "");
    CHECK(!buf.is_full);
    buf_text(&buf, "a");
    CHECK(buf.is_full);
    buf_finish(&buf);
}

TEST(a_cleared_buffer_is_wiped_and_keeps_its_memory)
{
    UNUSED_STATE;
    Buf buf;
    buf_init(&buf, 1000);
    buf_text(&buf, "qzxv");
    char *data = buf.data;
    buf_clear(&buf);
    CHECK(buf.data == data);
    for (size_t i = 0; i < buf.capacity; i++)
        if (buf.data[i])
            fail_msg("byte %zu is left", i);
    buf_finish(&buf);
    buf_finish(&buf);
    buf_finish(NULL);
    CHECK(!buf.data);
}

/* --- clock --------------------------------------------------------------------------------- */

TEST(the_tick_never_steps_back_and_the_wall_is_in_seconds)
{
    UNUSED_STATE;
    int64_t last = clock_tick_ms();
    for (int i = 0; i < 1000; i++) {
        int64_t tick = clock_tick_ms();
        CHECK(tick >= last);
        last = tick;
    }
    CHECK(clock_wall() > 1600000000 && clock_wall() < 16000000000);
}

/* --- log ----------------------------------------------------------------------------------- */

TEST(a_log_entry_is_one_line_with_its_time_and_level)
{
    UNUSED_STATE;
    Capture c;
    char out[256];
    capture_begin(&c);
    log_line(LOG_WARNING, "row %d\nhas\ttwo\x1b[31m lines", 7);
    capture_end(&c, out, sizeof out);
    CHECK_TEXT(out + strlen("2026-01-01T00:00:00Z"), " warning: row 7 has two [31m lines\n");
    CHECK_INT(out[4], '-');
    CHECK_INT(out[10], 'T');
    CHECK_INT(out[19], 'Z');
}

TEST(lines_below_the_level_are_left_out)
{
    UNUSED_STATE;
    Capture c;
    char out[512];
    capture_begin(&c);
    log_from(LOG_PROBLEM);
    log_line(LOG_WARNING, "quiet");
    log_line(LOG_PROBLEM, "loud");
    log_from(LOG_INFO);
    log_line(LOG_INFO, "again");
    capture_end(&c, out, sizeof out);
    CHECK(!strstr(out, "quiet"));
    CHECK(strstr(out, " problem: loud\n"));
    CHECK(strstr(out, " info: again\n"));
}

TEST(a_long_log_line_is_cut_and_still_ends)
{
    UNUSED_STATE;
    Capture c;
    char text[3000], out[4000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    capture_begin(&c);
    log_line(LOG_INFO, "%s", text);
    log_line(LOG_INFO, "%s", "");
    capture_end(&c, out, sizeof out);
    char *end = strchr(out, '\n');
    CHECK(end && end - out == 1023);
    CHECK_TEXT(end + 1 + strlen("2026-01-01T00:00:00Z"), " info: \n");
}

TEST(wiping_leaves_zeroes)
{
    UNUSED_STATE;
    char secret[8] = "qzxvqzx";
    wipe(secret, sizeof secret);
    for (size_t i = 0; i < sizeof secret; i++)
        CHECK_INT(secret[i], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(err_set_fills_the_code_and_the_detail_and_returns_false),
        RUN(err_set_may_quote_the_detail_it_replaces),
        RUN(err_set_cuts_what_is_too_long),
        RUN(err_clear_leaves_nothing_of_the_detail),
        RUN(every_code_has_its_own_sentence),
        RUN(a_broken_invariant_aborts),
        RUN(an_arena_gives_zeroed_aligned_pieces_that_do_not_overlap),
        RUN(a_wiped_arena_is_zero_in_every_byte_and_starts_again),
        RUN(an_arena_gives_its_room_to_the_last_byte),
        RUN(arena_text_copies_and_takes_null_as_empty),
        RUN(arena_finish_takes_null_and_a_finished_one),
        RUN(a_full_arena_aborts),
        RUN(a_buffer_grows_and_stays_terminated),
        RUN(a_buffer_keeps_nul_bytes),
        RUN(past_its_ceiling_a_buffer_stays_as_it_is_and_says_so),
        RUN(a_buffer_refuses_sizes_that_wrap_around),
        RUN(a_buffer_without_a_ceiling_is_full_at_once),
        RUN(a_cleared_buffer_is_wiped_and_keeps_its_memory),
        RUN(the_tick_never_steps_back_and_the_wall_is_in_seconds),
        RUN(a_log_entry_is_one_line_with_its_time_and_level),
        RUN(lines_below_the_level_are_left_out),
        RUN(a_long_log_line_is_cut_and_still_ends),
        RUN(wiping_leaves_zeroes),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
