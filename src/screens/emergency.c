/* Emergency: whoever stands here shall look up and listen to the staff. */
#include "screens/screens.h"

void screen_emergency(App *app, Ui *ui)
{
    part_notice(app, ui,
        &(Notice){.icon = "alert",
            .id = MSG("Please leave this screen and follow the school staff now."),
            .tint = PROBLEM_SOFT,
            .tone = PROBLEM});
}
