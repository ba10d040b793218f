/* What the staff's screens of sign-ups share: words for who comes, what they need, how it stands.
 *
 * Words are borrowed until the next frame.
 */
#ifndef OFFICE_SIGNING_H
#define OFFICE_SIGNING_H

#include "office/office.h"
#include "store/placing.h"
#include "store/session_list.h"

/* "Tue, Dec 1 · 6:00 PM"; and "Tuesday, December 1", of today "Today, Thursday, November 19". */
const char *signing_when(App *app, Ui *ui, int64_t at);
const char *signing_day(App *app, Ui *ui, int64_t at);
const char *signing_short_day(App *app, Ui *ui, int64_t at); /* "Tue, Dec 1" */

/* "6:00 – 7:00 PM · Library · Spanish". */
const char *signing_where(App *app, Ui *ui, const SessionRow *session);

/* A language's name in the reader's own; "und": that it was not said. */
const char *signing_language(App *app, Ui *ui, const char *tag);

/* "512-555-0142"; a number of another form stays as it is. */
const char *signing_phone(Ui *ui, const char *phone);

/* "2 adults, 1 child, 1 in childcare"; "Interpreter: Somali, ages 3 and 5, ride"; "" nothing. */
const char *signing_party(Ui *ui, const Party *party);
const char *signing_needs(App *app, Ui *ui, const Party *party);

/* "3, 5" of a set of ages: bit n is the age n. */
const char *signing_ages(Ui *ui, unsigned ages);

/* "2 seats, 1 place in childcare"; "" none. */
const char *signing_places(Ui *ui, const Places *places);

/* A small glass with large letters: a row has room for what matters most. */
bool signing_is_tight(const Ui *ui);

/* With low reach a question stands at the foot; before ui_ask. */
void signing_ask_low(Ui *ui);

/* A list in its card, over the room that is left. */
#define signing_card(ui) UI_BLOCK(ui, signing_open_card(ui))
void signing_open_card(Ui *ui);

/* The buttons that page through a list above; on a small glass the list has that room. */
void signing_pages(Ui *ui, const char *list);

/* The tag of how a sign-up stands. */
void signing_tag(App *app, Ui *ui, SignupState state, int ahead, int64_t offered_until);

/* Why it was cancelled: the words of a listed reason, else the office's own. */
const char *signing_reason(Ui *ui, const char *reason);

/* All of a sign-up, on a card. */
void signing_sign_up(App *app, Ui *ui, const Signed *it, const Session *session);

/* Why an act was not done, as a banner; nothing for PLACING_DONE. */
void signing_refused(Ui *ui, PlacingAnswer answer, const Places *missing, const Err *err);

#endif
