/* The letters on the glass where there is no room for them always: they come with a finger in a
 * field, and go when somebody types on a keyboard of plastic or puts them away. */
#include "office/office.h"

void office_keys_begin(Ui *ui, OfficeKeys *keys)
{
    if (!keys->has_begun)
        keys->are_out = !ui->is_focus_shown;
    keys->has_begun = true;
    if (ui->is_focus_shown || (ui->typed_size && !keys->has_typed))
        keys->are_out = false;
    keys->has_typed = false;
}

bool office_keys_field(Ui *ui, OfficeKeys *keys, const char *id, char *text, size_t size)
{
    bool was_typed = ui_form_field(ui, id, text, size);
    if (ui_has_touched_field(ui))
        keys->are_out = true;
    return was_typed;
}

void office_keys(Ui *ui, OfficeKeys *keys)
{
    int before = ui->typed_size;
    if (!keys->are_out)
        return;
    ui_space(ui, ui->theme->shape == COMPACT ? 1 : 4);
    ui_keyboard(ui);
    keys->has_typed = ui->typed_size != before;
    ui_space(ui, 1);
}
