/* Closed: nobody checks in now; who needs something goes to the office. */
#include "screens/screens.h"

void screen_closed(App *app, Ui *ui)
{
    part_notice(app, ui,
        &(Notice){.icon = "clock",
            .id = MSG("Please go to the office: check-in is closed now."),
            .tint = SAND,
            .tone = INK});
}
