/* The table of mounts is read as proc(5) says: a mount's folder is the fifth word of its line, how
 * it is mounted the sixth, and what the file system allows the third behind the dash. */
#include "app/stick.h"

#include "base/utf8.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE = 4096 };

typedef struct {
    char folder[PATH_MAX];
    bool is_writable;
} Mount;

static const char *root(void)
{
    const char *root = getenv("FOYER_STICKS");
    return root ? root : "";
}

/* Spaces and the like stand there as \040. */
static void read_folder(const char *word, char *out, size_t size)
{
    size_t used = 0;
    while (*word && used + 1 < size) {
        bool is_code = word[0] == '\\' && strspn(word + 1, "01234567") >= 3;
        out[used++] = is_code ? (char)((word[1] - '0') * 64 + (word[2] - '0') * 8 + (word[3] - '0'))
                              : word[0];
        word += is_code ? 4 : 1;
    }
    out[used] = 0;
}

static bool has_word(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (strncmp(at, word, length) == 0 && (at[length] == ',' || !at[length]))
            return true;
    }
    return false;
}

static bool read_line(char *line, Mount *out)
{
    char *words[6] = {0}, *rest = NULL, *last = NULL, *behind = strstr(line, " - ");
    int count = 0;
    line[strcspn(line, "\n")] = 0;
    if (!behind)
        return false;
    *behind = 0;
    for (char *word = strtok_r(line, " ", &rest); word && count < 6;
         word = strtok_r(NULL, " ", &rest))
        words[count++] = word;
    int more = 0;
    for (char *word = strtok_r(behind + 3, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        if (++more == 3)
            last = word;
    if (count < 6 || !last)
        return false;
    read_folder(words[4], out->folder, sizeof out->folder);
    out->is_writable = has_word(words[5], "rw") && has_word(last, "rw");
    return true;
}

/* What follows, and is not nothing. */
static const char *below(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    bool is_below = strncmp(path, folder, length) == 0 && path[length];
    return is_below ? path + length : NULL;
}

static bool is_stick(const char *folder)
{
    const char *path = root()[0] ? below(folder, root()) : folder;
    const char *somebodys = path ? below(path, "/run/media/") : NULL;
    if (!path)
        return false;
    return below(path, "/media/") || (somebodys && strchr(somebodys, '/')) ||
        strcmp(path, "/mnt/usb") == 0 || below(path, "/mnt/usb");
}

static bool take(const char *folder, bool is_medium, Stick *out)
{
    const char *slash = strrchr(folder, '/');
    *out = (Stick){.is_stick = is_medium};
    return utf8_copy(out->folder, sizeof out->folder, folder) &&
        utf8_copy(out->name, sizeof out->name, is_medium && slash ? slash + 1 : folder);
}

/* True: found. *has_others: only such as cannot be written. */
static bool find_mount(FILE *table, Stick *out, bool *has_others)
{
    static const size_t SIZE = LINE;
    char line[LINE];
    Mount mount;
    while (fgets(line, (int)SIZE, table)) {
        if (!read_line(line, &mount) || !is_stick(mount.folder))
            continue;
        if (mount.is_writable && access(mount.folder, W_OK) == 0 && take(mount.folder, true, out))
            return true;
        *has_others = true;
    }
    return false;
}

bool stick_find(const char *save_to, Stick *out, Err *err)
{
    char path[PATH_MAX];
    bool has_others = false, is_found = false;
    snprintf(path, sizeof path, "%s/proc/self/mountinfo", root());
    FILE *table = fopen(path, "re");
    if (table) {
        is_found = find_mount(table, out, &has_others);
        fclose(table);
    }
    if (is_found || (save_to[0] && take(save_to, false, out)))
        return true;
    if (has_others)
        return err_set(err, ERR_READ_ONLY, "no stick can be written");
    return err_set(err, ERR_NOT_FOUND, "no stick is mounted");
}

bool stick_is_there(const Stick *stick)
{
    Stick now;
    struct stat about;
    if (!stick->is_stick)
        return stat(stick->folder, &about) == 0 && S_ISDIR(about.st_mode);
    return stick_find("", &now, NULL) && strcmp(now.folder, stick->folder) == 0;
}

bool stick_settle(const char *folder, Err *err)
{
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = file >= 0 && syncfs(file) == 0;
    ErrCode code = errno == ENOSPC ? ERR_FULL : errno == EROFS ? ERR_READ_ONLY : ERR_BROKEN;
    if (!done)
        err_set(err, code, "%.150s: %s", folder, strerror(errno));
    if (file >= 0)
        close(file);
    return done;
}
