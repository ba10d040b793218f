/* Read without stdio, whose buffers would keep the PIN. */
#include "commands/pin.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/wipe.h"

/* Longer than any PIN, so that a line that is too long is seen to be. */
enum { LINE = 64 };

static bool read_line(int file, char out[LINE])
{
    size_t length = 0;
    memset(out, 0, LINE);
    for (;;) {
        char letter;
        ssize_t got = read(file, &letter, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0 || letter == '\n')
            break;
        if (length + 1 < LINE)
            out[length++] = letter;
        wipe(&letter, 1);
    }
    if (length > 0 && out[length - 1] == '\r')
        out[length - 1] = 0;
    return true;
}

static bool take(const char *line, char out[STAFF_PIN_SIZE], Err *err)
{
    if (!staff_pin_check(line, err))
        return false;
    memcpy(out, line, STAFF_PIN_SIZE);
    return true;
}

static bool read_file(const char *path, char out[STAFF_PIN_SIZE], Err *err)
{
    char line[LINE];
    bool is_input = strcmp(path, "-") == 0;
    int file = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    bool done = file >= 0 && read_line(file, line);
    if (!done)
        err_set(err, ERR_INVALID, "%.180s: %s", path, strerror(errno));
    done = done && take(line, out, err);
    wipe(line, sizeof line);
    if (!is_input && file >= 0)
        close(file);
    return done;
}

/* The terminal's keys for signals are letters here, which no PIN has: so echo always comes back. */
static bool ask(const char *question, char out[LINE])
{
    struct termios before, silent;
    if (tcgetattr(STDIN_FILENO, &before) != 0)
        return false;
    silent = before;
    silent.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) != 0)
        return false;
    fprintf(stderr, "%s", question);
    bool done = read_line(STDIN_FILENO, out);
    fprintf(stderr, "\n");
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    return done;
}

static bool ask_twice(const char *whose, char out[STAFF_PIN_SIZE], Err *err)
{
    char question[160], first[LINE] = "", second[LINE] = "";
    snprintf(question, sizeof question, "New PIN of %s, six digits: ", whose);
    bool done = ask(question, first);
    bool is_asked = done;
    done = done && take(first, out, err);
    if (done)
        done = is_asked = ask("The same again: ", second);
    if (!is_asked)
        err_set(err, ERR_INVALID, "the terminal cannot be asked for a PIN: %s", strerror(errno));
    if (done && strcmp(first, second) != 0)
        done = err_set(err, ERR_INVALID, "the two PINs are not the same");
    wipe(first, sizeof first);
    wipe(second, sizeof second);
    return done;
}

bool pin_read(const char *path, const char *whose, char out[STAFF_PIN_SIZE], Err *err)
{
    if (path)
        return read_file(path, out, err);
    if (!isatty(STDIN_FILENO))
        return err_set(err, ERR_INVALID, "no terminal to ask for the PIN: give --pin-file FILE");
    return ask_twice(whose, out, err);
}
