/* Pages that say one thing and close by themselves. Nobody is named on them. */
#include "screens/screens.h"

enum { CLOSES_AFTER = 10, WAITS = 60 };

static void said(App *app, Ui *ui, const Said *words, int seconds)
{
    int left = part_closing(app, seconds);
    part_header(app, ui, true);
    part_main(app, ui)
    {
        ui_along(ui, SPREAD_CENTER);
        ui_cross(ui, SPREAD_CENTER);
        part_content(app, ui) part_said(ui, words);
    }
    part_close_bar(app, ui, left);
}

void screen_counted(App *app, Ui *ui)
{
    said(app, ui,
        &(Said){"people", GOOD_SOFT, GOOD, MSG("Thank you, you are counted"),
            MSG("Please go in. The office will help you from here.")},
        CLOSES_AFTER);
}

void screen_pick_up(App *app, Ui *ui)
{
    said(app, ui,
        &(Said){"bell", SKY, INK, MSG("Please wait here"),
            app->guest.is_served ? MSG("The office knows that you are here to pick up a child.")
                                 : MSG("Ask at the office desk. Someone there will help you.")},
        WAITS);
}

void screen_goodbye(App *app, Ui *ui)
{
    said(app, ui,
        &(Said){
            "exit", LEAF, INK, MSG("Goodbye"), MSG("Thank you for coming. You are checked out.")},
        CLOSES_AFTER);
}
