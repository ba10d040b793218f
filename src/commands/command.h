/* Commands: one function each, found by the first word after `foyer`.
 *
 * A new one is a row in commands.def and a file here. argv[0] is "foyer NAME", so argp shows
 * it; wrong usage ends with 2. The result is the exit status: 0 done; 1 it could not be done,
 * and one line on standard error said what and where.
 */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#define COMMAND(name, what) int command_##name(int argc, char **argv);
#include "commands/commands.def"
#undef COMMAND

#endif
