/* What the staff's page leads to: the lists of today's events, and the other work, each only for
 * whom its row in office.def allows it. */
#include "office/work.h"

/* --- today's lists ------------------------------------------------------------------------- */

void work_open_list(App *app, Id event)
{
    if (!id_equal(app->guest.event, event)) {
        families_close(app->families);
        app->families = NULL;
        app->guest.on_paper = 0;
    }
    app->guest.event = event;
    go(app, screen_desk);
}

static bool is_open(const App *app, Id event)
{
    for (int i = 0; i < app->open_count; i++)
        if (id_equal(app->open[i].id, event))
            return true;
    return false;
}

/* The first that is open is what most came for: its button is the filled one. */
static void event_row(App *app, Ui *ui, const Event *event, bool is_first)
{
    char times[96];
    format_times(app->formats, app->language, times, sizeof times, event->starts, event->ends);
    ui_key(ui, id_hash(event->id));
    ui_entry(ui, app_content(app, event->id, CONTENT_TITLE), times) {
        ui_icon(ui, is_first ? "next" : "people");
        if (ui_button(ui, is_first ? FILLED : SECOND, "Open the list"))
            work_open_list(app, event->id);
    }
}

void work_events(App *app, Ui *ui, const Event *today, int count)
{
    bool has_first = false;
    for (int i = 0; i < count; i++) {
        bool is_first = !has_first && is_open(app, today[i].id);
        has_first = has_first || is_first;
        event_row(app, ui, &today[i], is_first);
    }
    ui_key(ui, 1);
    ui_entry(ui, language_text(ui->language, MSG("Visits without an event")), "") {
        ui_icon(ui, "people");
        if (ui_button(ui, SECOND, "Open the list"))
            work_open_list(app, (Id){0});
    }
}

/* --- the other work ------------------------------------------------------------------------ */

typedef struct {
    Screen screen;
    const char *icon, *id;
} Work;

static const Work WORK[] = {
    {screen_earlier, "clock", MSG("Earlier events")},
    {screen_roll_call, "door", MSG("Who is inside")},
    {screen_repair, "search", MSG("Match walk-ins")},
    {screen_sessions, "calendar", MSG("Workshop sign-ups")},
    {screen_needs, "child", MSG("What families need")},
    {screen_calls, "phone", MSG("Calls to make")},
    {screen_unreached, "people", MSG("Not yet reached")},
    {screen_cards, "card", MSG("Family cards")},
    {screen_participation, "chart", MSG("Who took part")},
    {screen_exports, "down", MSG("Records to take away")},
    {screen_backups, "save", MSG("Backups")},
    {screen_merge, "laptop", MSG("Another kiosk’s records")},
};

void work_tiles(App *app, Ui *ui)
{
    ui_gap(ui, 3);
    ui_grid(ui, ui->theme->shape == COMPACT && app->switches.large ? 1 : 2) {
        for (size_t i = 0; i < sizeof WORK / sizeof *WORK; i++) {
            const ScreenRow *row = nav_row(app, WORK[i].screen);
            if (!row || row->level > app->guest.level)
                continue;
            ui_icon(ui, WORK[i].icon);
            if (ui_button(ui, SECOND, WORK[i].id))
                go(app, WORK[i].screen);
        }
    }
}
