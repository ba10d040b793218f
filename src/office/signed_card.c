/* The card of one sign-up: who it is, who comes, what they need, how it stands. */
#include "office/signing.h"

#include <string.h>

static void line(Ui *ui, const char *id, const char *words)
{
    if (!words[0])
        return;
    ui_key(ui, (uint64_t)(uintptr_t)id);
    ui_gap(ui, 4);
    ui_row(ui) {
        ui_width(ui, ui->theme->switches.large ? 76 : 56);
        ui_column(ui) {
            ui_color(ui, INK_2);
            ui_text(ui, SMALL, id);
        }
        ui_grow(ui, 1);
        ui_column(ui)
            ui_value(ui, BODY, words);
    }
}

const char *signing_reason(Ui *ui, const char *reason)
{
    static const char *const IDS[] = {MSG("The family asked"), MSG("Signed up twice"),
        MSG("Not enough places"), MSG("The date changed")};
    for (int i = 0; placing_reason(i); i++)
        if (strcmp(reason, placing_reason(i)) == 0)
            return language_text(ui->language, IDS[i]);
    return reason;
}

static void lines(App *app, Ui *ui, const Signed *it, const Session *session)
{
    const Signup *u = &it->signup;
    const char *phone = it->phone[0] ? signing_phone(ui, it->phone)
                                     : language_text(ui->language, MSG("none on record"));
    line(ui, MSG("Phone"),
        ui_words(ui, "{0} · {1}", phone, signing_language(app, ui, it->language)));
    line(ui, MSG("Who comes"), signing_party(ui, &u->party));
    line(ui, MSG("What they need"), signing_needs(app, ui, &u->party));
    line(ui, MSG("Workshop"),
        ui_words(ui, "{0}, {1}", app_content(app, session->workshop, CONTENT_TITLE),
            signing_when(app, ui, session->starts)));
    if (ui->theme->shape != COMPACT)
        line(ui, MSG("Signed up on"), signing_when(app, ui, u->made));
    line(ui, MSG("Code"), u->code);
    if (u->state == SIGNUP_CANCELLED)
        line(ui, MSG("Why cancelled"),
            it->reason[0] ? signing_reason(ui, it->reason)
                          : language_text(ui->language, MSG("The family gave it up")));
    if (it->called && ui->theme->shape != COMPACT)
        line(ui, MSG("Called on"), signing_when(app, ui, it->called));
}

void signing_sign_up(App *app, Ui *ui, const Signed *it, const Session *session)
{
    float pad = ui->theme->shape == COMPACT ? 3 : 7;
    ui_pad(ui, pad, pad, pad, pad);
    ui_gap(ui, ui->theme->shape == COMPACT ? 0.5F : 2.5F);
    ui_card(ui) {
        ui_gap(ui, 4);
        ui_cross(ui, SPREAD_CENTER);
        ui_row(ui) {
            ui_grow(ui, 1);
            ui_column(ui)
                ui_bold_value(ui, ui->theme->shape == WIDE ? TITLE : LEAD, it->name);
            if (session->is_withdrawn)
                ui_tag(ui, PROBLEM, "alert", language_text(ui->language, MSG("Called off")));
            signing_tag(app, ui, it->signup.state, it->signup.ahead, it->signup.offered_until);
        }
        if (it->is_stub) {
            ui_color(ui, INK_2);
            ui_text(ui, SMALL, "A walk-in, not on the roster");
        }
        lines(app, ui, it, session);
    }
}
