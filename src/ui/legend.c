/* What the bars and the ticks of a bar chart are. */
#include "ui/control.h"

static void swatch(Ui *ui, float width, float height, Tone fill)
{
    Node *node = node_add(ui, NOTHING, "", "");
    node->width = width;
    node->height = height;
    node->radius = width > height ? 1.5F : 0;
    node->fill = fill;
}

static void words(Ui *ui, const char *data)
{
    ui_color(ui, INK_2);
    ui_note(ui, SMALL, data);
}

void ui_bar_legend(Ui *ui, const char *bars, const char *ticks)
{
    ui_gap(ui, 10);
    ui_wrap(ui)
    {
        ui_gap(ui, 3);
        ui_row(ui) {
            swatch(ui, 8, 5, ACCENT);
            words(ui, bars);
        }
        if (ticks) {
            ui_gap(ui, 3);
            ui_row(ui) {
                swatch(ui, 1.5F, 8, INK);
                words(ui, ticks);
            }
        }
    }
}
