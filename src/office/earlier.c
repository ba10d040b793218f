/* Earlier events, the last one first. One opens its list, to key in a sheet that was ticked there.
 */
#include "base/log.h"
#include "office/signing.h"
#include "office/work.h"

enum { SHOWN = 16 };

typedef struct {
    bool is_loaded;
    Event list[SHOWN];
    int count;
    Err err;
} Earlier;

static void load(App *app, Earlier *s)
{
    s->is_loaded = true;
    int64_t today = zone_day_start(app->zone, zone_day(app->zone, app->now));
    s->count = events_before(app->store, today, s->list, SHOWN, err_clear(&s->err));
    if (s->count < 0)
        log_line(LOG_PROBLEM, "earlier events: %s", s->err.detail);
}

static void event_entry(App *app, Ui *ui, const Event *event)
{
    char times[96];
    format_times(app->formats, app->language, times, sizeof times, event->starts, event->ends);
    const char *small = ui_words(ui, "{0}, {1}", signing_short_day(app, ui, event->starts), times);
    ui_key(ui, id_hash(event->id));
    ui_entry(ui, app_content(app, event->id, CONTENT_TITLE), small) {
        ui_icon(ui, "people");
        if (ui_button(ui, SECOND, "Open the list"))
            work_open_list(app, event->id);
    }
}

static void list(App *app, Ui *ui, const Earlier *s)
{
    RowRange rows = {.count = s->count, .height = 26};
    ui_grow(ui, 1);
    ui_rows(ui, "Earlier events", &rows) {
        for (int i = rows.first; i < rows.last; i++)
            event_entry(app, ui, &s->list[i]);
    }
}

static void body(App *app, Ui *ui, const Earlier *s)
{
    office_top(ui)
    {
        ui_heading(ui, "Earlier events");
        office_error(ui, &s->err);
        ui_color(ui, INK_2);
        if (s->count > 0)
            ui_text(ui, SMALL,
                "Families checked in on these lists count as there from the event’s start.");
        else
            ui_text(ui, BODY, "There were none.");
        ui_space(ui, 3);
    }
    if (s->count <= 0)
        return;
    signing_card(ui) list(app, ui, s);
    signing_pages(ui, "Earlier events");
}

void screen_earlier(App *app, Ui *ui)
{
    Earlier *s = screen_state(app, sizeof *s);
    if (!s->is_loaded)
        load(app, s);
    office_header(app, ui);
    office_main(app, ui) body(app, ui, s);
    office_bar(app, ui, &(OfficeBar){.has_back = true});
}
