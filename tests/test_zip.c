/* .zip files made by hand, byte by byte, as no program that packs would make them. */
#include "check.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "exchange/zip.h"

enum { DEFLATED = 8, IS_UTF8 = 1 << 11, CEILING = 1 << 20 };

typedef struct {
    const char *name;
    size_t name_size; /* 0: as long as the text */
    const char *data;
    size_t size;     /* 0: as long as the text */
    uint32_t claims; /* what the file is said to be unpacked; 0: the size */
    uint16_t flags, method;
    bool has_wrong_sum;
    bool is_hidden;  /* not in the directory */
    bool is_overlap; /* begins where the one before does */
} Entry;

static Buf made, directory;
static int entries;
static size_t last;

static void word(Buf *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_add(out, (char[]){(char)(value >> 8 * i & 0xff)}, 1);
}

static uint32_t sum_of(const char *data, size_t size)
{
    uint32_t sum = 0xffffffff;
    for (size_t i = 0; i < size; i++) {
        sum ^= (unsigned char)data[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum;
}

/* What the header of the file and the directory both say. */
static void say(Buf *out, const Entry *e, size_t name_size)
{
    size_t size = e->size ? e->size : strlen(e->data);
    word(out, 20, 2);
    word(out, e->flags, 2);
    word(out, e->method, 2);
    word(out, 0x5d210000, 4); /* a time */
    word(out, sum_of(e->data, size) ^ e->has_wrong_sum, 4);
    word(out, (uint32_t)size, 4);
    word(out, e->claims ? e->claims : (uint32_t)size, 4);
    word(out, (uint32_t)name_size, 2);
    word(out, 0, 2);
}

static void add(Entry e)
{
    size_t name_size = e.name_size ? e.name_size : strlen(e.name);
    if (!e.is_overlap) {
        last = made.size;
        word(&made, 0x04034b50, 4);
        say(&made, &e, name_size);
        buf_add(&made, e.name, name_size);
        buf_add(&made, e.data, e.size ? e.size : strlen(e.data));
    }
    if (e.is_hidden)
        return;
    word(&directory, 0x02014b50, 4);
    word(&directory, 20, 2);
    say(&directory, &e, name_size);
    for (int i = 0; i < 5; i++)
        word(&directory, 0, 2);
    word(&directory, (uint32_t)last, 4);
    buf_add(&directory, e.name, name_size);
    entries++;
}

static void end_zip(void)
{
    size_t at = made.size;
    buf_add(&made, directory.data, directory.size);
    word(&made, 0x06054b50, 4);
    word(&made, 0, 4);
    word(&made, (uint32_t)entries & 0xffff, 2);
    word(&made, (uint32_t)entries & 0xffff, 2);
    word(&made, (uint32_t)directory.size, 4);
    word(&made, (uint32_t)at, 4);
    word(&made, 0, 2);
}

static int begin(void **state)
{
    UNUSED_STATE;
    buf_init(&made, 64 << 20);
    buf_init(&directory, 64 << 20);
    buf_text(&directory, "");
    entries = 0;
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    buf_finish(&made);
    buf_finish(&directory);
    return 0;
}

static void again(void **state)
{
    end(state);
    begin(state);
}

/* What is made, as a file. Close it. */
static int open_made(size_t size, char path[32])
{
    int file = memfd_create("zip", MFD_CLOEXEC);
    CHECK(file >= 0);
    CHECK(write(file, made.data, size) == (ssize_t)size);
    snprintf(path, 32, "/proc/self/fd/%d", file);
    return file;
}

/* Opens what is made and reads users.csv. */
static bool read_made(size_t size, Buf *out, Err *err)
{
    char path[32];
    FileSet *files = NULL;
    int file = open_made(size, path);
    bool done = files_open(&files, path, err);
    done = done && files_read(files, "users.csv", out, err);
    files_close(files);
    close(file);
    return done;
}

static void check_holds(const char *text)
{
    Buf out;
    Err err = {0};
    buf_init(&out, CEILING);
    if (!read_made(made.size, &out, &err))
        print_error("%s\n", err.detail);
    CHECK_INT(err.code, ERR_NONE);
    CHECK_TEXT(out.data, text);
    buf_finish(&out);
}

static void check_refused(ErrCode code, const char *detail)
{
    Buf out;
    Err err = {0};
    buf_init(&out, CEILING);
    bool done = read_made(made.size, &out, &err);
    CHECK(out.size <= CEILING);
    buf_finish(&out);
    CHECK(!done);
    if (!strstr(err.detail, detail))
        print_error("%s\n", err.detail);
    CHECK_INT(err.code, code);
    CHECK(strstr(err.detail, detail));
}

TEST(a_sound_one_is_read)
{
    UNUSED_STATE;
    add((Entry){.name = "manifest.csv", .data = "a,b\n"});
    add((Entry){.name = "users.csv", .data = "c,d\n"});
    end_zip();
    check_holds("c,d\n");
}

TEST(no_part_of_one_is_taken_for_the_whole)
{
    UNUSED_STATE;
    add((Entry){.name = "users.csv", .data = "c,d\n"});
    add((Entry){.name = "orgs.csv", .data = "e,f\n"});
    end_zip();
    for (size_t size = 0; size < made.size; size++) {
        Buf out;
        Err err = {0};
        buf_init(&out, CEILING);
        CHECK(!read_made(size, &out, &err));
        CHECK_INT(err.code, ERR_INVALID);
        buf_finish(&out);
    }
}

TEST(one_name_twice_is_refused)
{
    UNUSED_STATE;
    add((Entry){.name = "users.csv", .data = "c,d\n"});
    add((Entry){.name = "users.csv", .data = "e,f\n"});
    end_zip();
    check_refused(ERR_INVALID, "/proc/self/fd/");
}

TEST(a_name_that_ends_early_is_another_name)
{
    add((Entry){.name = "users.csv\0.exe", .name_size = 14, .data = "c,d\n"});
    end_zip();
    check_refused(ERR_NOT_FOUND, "users.csv: not in the .zip");
    again(state);
    add((Entry){.name = "users.csv\0.exe", .name_size = 14, .data = "c,d\n", .flags = IS_UTF8});
    end_zip();
    check_refused(ERR_NOT_FOUND, "users.csv: not in the .zip");
}

TEST(a_name_that_is_no_text_is_refused)
{
    UNUSED_STATE;
    add((Entry){.name = "users.csv", .data = "c,d\n"});
    add((Entry){.name = "\xff\xfe.csv", .data = "e,f\n", .flags = IS_UTF8});
    end_zip();
    check_refused(ERR_INVALID, "neither a folder nor a sound .zip");
}

TEST(a_name_in_the_letters_of_old_is_no_harm)
{
    UNUSED_STATE;
    add((Entry){.name = "users.csv", .data = "c,d\n"});
    add((Entry){.name = "\x82"
                        "cole.csv",
        .data = "e,f\n"});
    end_zip();
    check_holds("c,d\n");
}

TEST(long_and_empty_names_are_no_harm)
{
    static char name[0xffff];
    memset(name, 'x', sizeof name);
    name[300] = '/';
    add((Entry){.name = name, .name_size = sizeof name, .data = ""});
    end_zip();
    check_refused(ERR_NOT_FOUND, "users.csv");

    again(state);
    add((Entry){.name = "users.csv", .data = "c,d\n"});
    add((Entry){.name = "", .data = "e,f\n"});
    end_zip();
    check_holds("c,d\n");
}

TEST(more_entries_than_can_be_counted_are_refused)
{
    UNUSED_STATE;
    for (int i = 0; i < 1 << 16; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d.csv", i);
        add((Entry){.name = name, .data = ""});
    }
    end_zip(); /* says that there are none */
    check_refused(ERR_INVALID, "/proc/self/fd/");
}

TEST(many_entries_are_refused)
{
    UNUSED_STATE;
    add((Entry){.name = "users.csv", .data = "c,d\n"});
    for (int i = 0; i < 1000; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d.csv", i);
        add((Entry){.name = name, .data = ""});
    }
    end_zip();
    check_refused(ERR_INVALID, "over 1000 files in it");
}

TEST(a_wrong_sum_is_refused)
{
    UNUSED_STATE;
    add((Entry){.name = "users.csv", .data = "c,d\n", .has_wrong_sum = true});
    end_zip();
    check_refused(ERR_INVALID, "damaged in the .zip");
}

TEST(a_packing_that_is_not_known_is_refused)
{
    UNUSED_STATE;
    add((Entry){.name = "users.csv", .data = "c,d\n", .method = 97});
    end_zip();
    check_refused(ERR_INVALID, "users.csv: Compression method not supported");
}

TEST(a_size_that_is_a_lie_is_refused)
{
    add((Entry){.name = "users.csv", .data = "c,d\n", .claims = 3});
    end_zip();
    check_refused(ERR_INVALID, "");
    again(state);
    add((Entry){.name = "users.csv", .data = "c,d\n", .claims = 0xfffffffe});
    end_zip();
    check_refused(ERR_INVALID, "");
}

/* Blocks of deflate that are not packed, so one knows how long they will be: 4 MiB. */
TEST(more_than_was_said_is_refused_at_the_ceiling)
{
    enum { BLOCKS = 64 };
    UNUSED_STATE;
    static char block[0xffff];
    Buf data;
    buf_init(&data, 8 << 20);
    for (int i = 0; i < BLOCKS; i++) {
        word(&data, i == BLOCKS - 1, 1);
        word(&data, 0xffff, 2);
        word(&data, 0, 2);
        buf_add(&data, block, sizeof block);
    }
    add((Entry){.name = "users.csv",
        .data = data.data,
        .size = data.size,
        .claims = 100,
        .method = DEFLATED});
    buf_finish(&data);
    end_zip();
    check_refused(ERR_INVALID, "users.csv: larger than 1048576 bytes");
}

TEST(two_files_on_one_place_are_refused)
{
    UNUSED_STATE;
    add((Entry){.name = "users.csv", .data = "c,d\n"});
    add((Entry){.name = "orgs.csv", .data = "c,d\n", .is_overlap = true});
    end_zip();
    check_refused(ERR_INVALID, "neither a folder nor a sound .zip");
}

TEST(what_the_directory_does_not_name_is_not_read)
{
    UNUSED_STATE;
    add((Entry){.name = "users.csv", .data = "c,d\n", .is_hidden = true});
    add((Entry){.name = "orgs.csv", .data = "e,f\n"});
    end_zip();
    check_refused(ERR_NOT_FOUND, "users.csv: not in the .zip");
}

TEST(a_folder_of_a_files_name_is_not_the_file)
{
    UNUSED_STATE;
    add((Entry){.name = "users.csv/", .data = ""});
    end_zip();
    check_refused(ERR_NOT_FOUND, "users.csv: not in the .zip");
}

#define RUN_MADE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_MADE(a_sound_one_is_read),
        RUN_MADE(no_part_of_one_is_taken_for_the_whole),
        RUN_MADE(one_name_twice_is_refused),
        RUN_MADE(a_name_that_ends_early_is_another_name),
        RUN_MADE(a_name_that_is_no_text_is_refused),
        RUN_MADE(a_name_in_the_letters_of_old_is_no_harm),
        RUN_MADE(long_and_empty_names_are_no_harm),
        RUN_MADE(more_entries_than_can_be_counted_are_refused),
        RUN_MADE(many_entries_are_refused),
        RUN_MADE(a_wrong_sum_is_refused),
        RUN_MADE(a_packing_that_is_not_known_is_refused),
        RUN_MADE(a_size_that_is_a_lie_is_refused),
        RUN_MADE(more_than_was_said_is_refused_at_the_ceiling),
        RUN_MADE(two_files_on_one_place_are_refused),
        RUN_MADE(what_the_directory_does_not_name_is_not_read),
        RUN_MADE(a_folder_of_a_files_name_is_not_the_file),
    };
    return cmocka_run_group_tests_name("zip", tests, NULL, NULL);
}
