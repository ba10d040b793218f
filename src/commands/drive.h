/* Driving: one line to the kiosk, one JSON object back; used by the command and by scenes. */
#ifndef COMMANDS_DRIVE_H
#define COMMANDS_DRIVE_H

#include "base/buf.h"
#include "commands/glass.h"

enum { DRIVE_LINE = 4096 };

typedef struct {
    Glass glass;
    bool has_quit;
} Drive;

/* Does what the line says (it is cut up) and adds the answer to `out`, without a line end. False if
 * the answer is "ok":false. */
bool drive_line(Drive *drive, char *line, Buf *out);

#endif
