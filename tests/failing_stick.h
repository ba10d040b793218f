/* A stick in a folder of its own, and calls that fail or wait: the nth of those by which a file
 * gets there, whoever makes it: the program, SQLite, libxlsxwriter. The test is linked with
 * failing_stick.c. */
#ifndef TESTS_FAILING_STICK_H
#define TESTS_FAILING_STICK_H

#include "check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    char root[64], folder[96], table[96]; /* calls for what is not in the folder are let through */
    int left;  /* calls until one fails, and all after it; 0: none does */
    int error; /* ENOSPC; EROFS: nothing can be removed either; EIO: the stick is gone */
    bool has_failed;
    int calls;          /* that reached it since stick_fail */
    int hold_at;        /* calls until one waits; 0: none does */
    bool is_held;       /* it waits */
    bool has_met_glass; /* the test's own thread has made such a call */
} FailingStick;

extern FailingStick stick;

/* The nth call from now fails; 0: none. */
void stick_fail(int n, int error);

/* The nth call from now that is not made by the test itself waits for stick_let_go. */
void stick_hold(int n);
void stick_wait_held(void);
void stick_let_go(void);

/* The table says this of the mounts; %s in it is the root. */
static inline void stick_mounts(const char *format)
{
    FILE *table = fopen(stick.table, "w");
    assert_non_null(table);
    for (const char *at = format; *at; at++) {
        bool is_root = at[0] == '%' && at[1] == 's';
        fputs(is_root ? stick.root : (char[]){*at, 0}, table);
        at += is_root;
    }
    CHECK_INT(fclose(table), 0);
}

#define STICK_LINE "36 35 98:0 / %s/media/pat/BLUE rw,noatime master:1 - vfat /dev/sdb1 rw,utf8\n"

static inline void stick_put(void)
{
    char command[256];
    memset(&stick, 0, sizeof stick);
    snprintf(stick.root, sizeof stick.root, "/tmp/foyer-stick-XXXXXX");
    CHECK(mkdtemp(stick.root) != NULL);
    snprintf(stick.folder, sizeof stick.folder, "%s/media/pat/BLUE", stick.root);
    snprintf(stick.table, sizeof stick.table, "%s/proc/self/mountinfo", stick.root);
    snprintf(command, sizeof command, "mkdir -p '%s' '%s/proc/self'", stick.folder, stick.root);
    CHECK_INT(system(command), 0);
    CHECK_INT(setenv("FOYER_STICKS", stick.root, 1), 0);
    stick_mounts(STICK_LINE);
    stick_fail(0, 0);
}

static inline void stick_take(void)
{
    char command[128];
    stick_fail(0, 0);
    snprintf(command, sizeof command, "rm -rf '%s'", stick.root);
    CHECK_INT(system(command), 0);
    CHECK_INT(unsetenv("FOYER_STICKS"), 0);
}

/* How many files are in a folder; the name of the last one is kept. */
static inline int stick_files(const char *folder, char name[256])
{
    int count = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            snprintf(name, 256, "%s", entry->d_name);
            count++;
        }
    closedir(dir);
    return count;
}

#endif
