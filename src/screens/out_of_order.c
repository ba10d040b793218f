/* Out of order: where to go instead, and a code for who mends it. */
#include "screens/screens.h"

void screen_out_of_order(App *app, Ui *ui)
{
    part_notice(app, ui,
        &(Notice){.icon = "people",
            .id = MSG("Please go to the office desk: this screen does not work now."),
            .code = fault_code(&app->fault),
            .tint = SKY,
            .tone = INK});
}
