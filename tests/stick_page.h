/* A staffed kiosk whose records are a file, a stick in it, and a page of the staff's. */
#ifndef TESTS_STICK_PAGE_H
#define TESTS_STICK_PAGE_H

#include "failing_stick.h"
#include "staffed.h"

#include "app/nav.h"
#include "office/office.h"

static inline void open_with_stick(void **state)
{
    stick_put();
    open_kiosk(state);
    use_file();
}

static inline int close_with_stick(void **state)
{
    stick_take();
    close_kiosk(state);
    remove_file();
    return 0;
}

static inline void enter_page(Screen screen, const char *name)
{
    sign_in();
    go(&k.app, screen);
    kiosk_frame(&k);
    CHECK(is_at(name));
}

static inline void save_by(const char *button)
{
    tap(&k, BUTTON, button);
    wait_jobs();
}

/* How many files are on the stick. */
static inline int files(void)
{
    char name[256];
    return stick_files(stick.folder, name);
}

#endif
