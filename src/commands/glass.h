/* The glass and all behind it: store, languages, keyboards, picture and app; used by run and drive.
 *
 * Opened and closed by one thread; everything in it lives between the two. */
#ifndef COMMANDS_GLASS_H
#define COMMANDS_GLASS_H

#include "app/app.h"
#include "platform/platform.h"

typedef struct {
    char db[4096]; /* where the records are; "" in memory */
    bool is_demo, has_texts;
    Window *window; /* who is woken; null: nobody */
    Store *store;
    Languages languages;
    Keyboards keyboards;
    Picture *picture;
    App app;
    DrawList list;
    Damage damage; /* of the last glass_frame */
    bool is_blind; /* trees are laid out and nothing is drawn: for tests */
} Glass;

/* db null: an empty one in memory. is_demo: an empty database is filled with the made-up school.
 * The clocks start at now and 0. False only where nothing can be drawn, which is where fonts are
 * missing. Whatever else is wrong, the kiosk shows that it is out of order (app.fault), and
 * glass_frame tries again every half minute. */
bool glass_open(
    Glass *glass, const char *db, bool is_demo, int width, int height, int64_t now, Err *err);
void glass_close(Glass *glass);

/* What this machine is. */
void glass_device(Glass *glass, const Device *device);

/* The glass has another size; what is too small or too large to draw is drawn as near to it as can
 * be. */
bool glass_resize(Glass *glass, int width, int height, Err *err);

/* "1920x1080", each side 320 to 8192. */
bool size_read(const char *text, int *width, int *height);

/* Declares the tree and draws what changed. */
void glass_frame(Glass *glass);

#endif
