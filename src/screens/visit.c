/* Visit: an ordinary one, and what it is for; or they leave. To add a purpose, add its row. */
#include "base/log.h"
#include "base/utf8.h"
#include "screens/screens.h"

typedef struct {
    const char *purpose; /* as it stands in the file and in exports */
    const char *id, *icon;
    Tone tint;
} Purpose;

static const Purpose PURPOSES[] = {
    {"meeting", MSG("Meet someone"), "people", SUN},
    {"volunteer", MSG("Volunteer"), "heart", CORAL},
    {"pick_up", MSG("Pick up a child"), "child", SKY},
    {"bring", MSG("Bring something"), "save", LILAC},
    {"other", MSG("Something else"), "chat", SAND},
};
enum { PICK_UP = 2 };

static void choose(App *app, int index)
{
    if (index == PICK_UP) { /* nobody is named; the desk knows that somebody waits */
        app->guest.is_served = part_call(app, "pick_up");
        go(app, screen_pick_up);
        return;
    }
    app->guest.has_occasion = true;
    app->guest.event = (Id){0};
    utf8_copy(app->guest.purpose, sizeof app->guest.purpose, PURPOSES[index].purpose);
    part_next(app);
}

static void tiles(App *app, Ui *ui)
{
    bool is_tall = ui->theme->shape == TALL, is_compact = ui->theme->shape == COMPACT;
    float height = is_compact ? 34 : ui->theme->switches.reach ? 48 : is_tall ? 64 : 72;
    ui_gap(ui, is_compact ? 3 : 5);
    ui_grid(ui, is_tall || (is_compact && app->switches.large) ? 2 : 3) {
        for (int i = 0; i < (int)(sizeof PURPOSES / sizeof *PURPOSES); i++) {
            ui_icon(ui, PURPOSES[i].icon);
            ui_tint(ui, PURPOSES[i].tint);
            ui_height(ui, height);
            if (ui_tile(ui, PURPOSES[i].id))
                choose(app, i);
        }
        ui_icon(ui, "exit");
        ui_tint(ui, LEAF);
        ui_height(ui, height);
        if (ui_tile(ui, "I am leaving"))
            go(app, screen_leave);
    }
}

void screen_visit(App *app, Ui *ui)
{
    bool is_compact = ui->theme->shape == COMPACT;
    part_header(app, ui, true);
    part_main(app, ui)
    {
        part_content(app, ui)
        {
            ui_heading(ui, "What are you here for?");
            ui_space(ui, is_compact ? 3 : 8);
            part_push_down(ui);
            tiles(app, ui);
        }
        ui_space(ui, is_compact ? 1 : 4);
    }
    part_bar(app, ui, &(Bar){.has_back = true});
}
