/* Finds the command's row and runs it. */
#include <argp.h>
#include <stdio.h>
#include <string.h>

#include "commands/command.h"

typedef struct {
    const char *name, *what;
    char *title; /* for argp, which wants an argv[0] it could change */
    int (*run)(int argc, char **argv);
} Command;

static const Command commands[] = {
#define COMMAND(name, what) {#name, what, (char[]){"foyer " #name}, command_##name},
#include "commands/commands.def"
#undef COMMAND
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands, WRONG_USAGE = 2 };

static void print_usage(FILE *out)
{
    fprintf(out, "Usage: foyer COMMAND [OPTIONS]\n\n");
    for (int i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-9s %s\n", commands[i].name, commands[i].what);
    fprintf(out, "\n`foyer COMMAND --help` says more about one.\n");
}

int main(int argc, char **argv)
{
    argp_err_exit_status = WRONG_USAGE;
    if (argc < 2) {
        print_usage(stderr);
        return WRONG_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0) {
        print_usage(stdout);
        return 0;
    }
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            argv[1] = commands[i].title;
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    fprintf(stderr, "foyer: no command \"%s\"; `foyer --help` lists them\n", argv[1]);
    return WRONG_USAGE;
}
