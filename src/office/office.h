/* The staff's screens: one file each, one row each in office.def; and the parts they share. Behind
 * a PIN, all but the one that asks for it. Their words stand in catalogues of their own,
 * locales/office; a language without one shows them in English.
 */
#ifndef OFFICE_OFFICE_H
#define OFFICE_OFFICE_H

#include "app/nav.h"

#define SCREEN(name, level, idle) void screen_##name(App *app, Ui *ui);
#include "office/office.def"
#undef SCREEN

/* Every catalogue of the staff's has it. */
#define OFFICE_WORD MSG("Your number and PIN")

/* Logo and name of the school, the time, and who is signed in. */
void office_header(App *app, Ui *ui);

/* What stands between header and bar. */
#define office_main(app, ui) UI_BLOCK(ui, office_open_main(app, ui))
void office_open_main(App *app, Ui *ui);

/* The part of main that may be scrolled when the letters are large or the glass is small. */
#define office_content(app, ui) UI_BLOCK(ui, office_open_content(app, ui))
void office_open_content(App *app, Ui *ui);

/* The bar at the foot. Who is signed in finds Lock at its end. */
typedef struct {
    bool has_back, has_help;
    const char *extra, *extra_icon; /* a quiet button; message id, null: none */
} OfficeBar;

/* True if the quiet button was touched. */
bool office_bar(App *app, Ui *ui, const OfficeBar *bar);

#endif
