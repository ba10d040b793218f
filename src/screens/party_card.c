/* The card of who comes: numbers, and what the session offers besides. */
#include "screens/screens.h"

#include <stdio.h>
#include <string.h>

/* What is free for a party that has some already. */
static int free_for(int has, int left)
{
    return left == NO_LIMIT ? NO_LIMIT : has + left;
}

static const char *left_words(Ui *ui, int left)
{
    if (left == NO_LIMIT)
        return NULL;
    if (left == 0)
        return language_text(ui->language, MSG("Waiting list"));
    return ui_words(ui, "{0, plural, one {# place left} other {# places left}}", left);
}

/* "Ages: 3, 5" */
static const char *ages_words(Ui *ui, const Party *party)
{
    char ages[64] = "";
    size_t used = 0;
    for (int i = 0; i < party->childcare && used < sizeof ages; i++)
        used += (size_t)snprintf(
            ages + used, sizeof ages - used, "%s%d", i ? ", " : "", party->ages[i]);
    return ui_words(ui, "Ages: {0}", ages);
}

/* Low reach on a wide glass: two beside each other, so that none is too high. */
static bool is_beside(const Ui *ui)
{
    return ui->theme->switches.reach && ui->theme->shape == WIDE;
}

static void row_line(Ui *ui, int *shown)
{
    if ((*shown)++ && !is_beside(ui))
        ui_line(ui, ACROSS);
}

static int most_of(const Party *party, int own)
{
    return PARTY_MOST - party_people(party) + own;
}

static void people(Ui *ui, const PartyCard *card, int *shown)
{
    Party *party = card->party;
    row_line(ui, shown);
    ui_icon(ui, "person");
    ui_stepper(ui, "Adults", &party->adults, 0, most_of(party, party->adults));
    row_line(ui, shown);
    ui_icon(ui, "people");
    /* TRANSLATORS: children who sit in the workshop with their parent, beside minus and plus */
    ui_stepper(ui, "Children with you", &party->children, 0, most_of(party, party->children));
}

static void childcare(Ui *ui, const PartyCard *card, int *shown)
{
    Party *party = card->party;
    int before = party->childcare, most = most_of(party, before);
    if (!card->session->places.childcare && !party->childcare)
        return;
    row_line(ui, shown);
    ui_icon(ui, "child");
    ui_small(ui,
        party->childcare
            ? ages_words(ui, party)
            : left_words(ui, free_for(card->has->childcare, card->session->left.childcare)));
    /* TRANSLATORS: children whom somebody looks after meanwhile, beside minus and plus */
    ui_stepper(ui, "Children in childcare", &party->childcare, 0,
        most < CHILDCARE_MOST ? most : CHILDCARE_MOST);
    if (party->childcare > before)
        *card->asks_age = true;
}

static void interpreter(App *app, Ui *ui, const PartyCard *card, int *shown)
{
    Party *party = card->party;
    bool is_on = party->interpreter[0];
    if (!card->session->places.interpreters && !is_on)
        return;
    const char *tag = is_on ? party->interpreter : part_interpreter(app);
    const char *small = strcmp(tag, "und") == 0
        ? language_text(ui->language, MSG("The office asks which language"))
        : part_language_name(app, ui, tag);
    const char *left =
        left_words(ui, free_for(card->has->interpreters, card->session->left.interpreters));
    if (!is_on && left && strcmp(tag, "und") == 0) {
        small = left;
    } else if (!is_on && left) {
        char words[192];
        snprintf(words, sizeof words, "%s · %s", small, left);
        small = arena_text(&ui->arenas[ui->current], words);
    }
    row_line(ui, shown);
    ui_icon(ui, "speech");
    if (ui_toggle(ui, "We need an interpreter", small, &is_on))
        snprintf(party->interpreter, sizeof party->interpreter, "%s", is_on ? tag : "");
}

static void ride(Ui *ui, const PartyCard *card, int *shown)
{
    Party *party = card->party;
    if (!card->session->places.rides && !party->needs_ride)
        return;
    row_line(ui, shown);
    ui_icon(ui, "bus");
    const char *left = left_words(ui, free_for(card->has->rides, card->session->left.rides));
    ui_toggle(ui, "A ride to school", left ? left : "", &party->needs_ride);
}

void part_party(App *app, Ui *ui, const PartyCard *card)
{
    int shown = 0;
    bool is_compact = ui->theme->shape == COMPACT;
    ui_pad(ui, is_compact ? 4 : 6, is_compact ? 2 : 5, is_compact ? 4 : 6, is_compact ? 2 : 5);
    ui_card(ui) {
        ui_gap(ui, is_compact ? 1 : app->switches.large ? 2 : 3);
        ui_bold(ui, LEAD, "Who is coming?");
        ui_space(ui, is_compact ? 1 : 2);
        ui_gap(ui, is_compact ? 1 : is_beside(ui) ? 10 : app->switches.large ? 2 : 3);
        ui_open_grid(ui, is_beside(ui) ? 2 : 1);
        ui_enter(ui);
        people(ui, card, &shown);
        childcare(ui, card, &shown);
        interpreter(app, ui, card, &shown);
        ride(ui, card, &shown);
        ui_close(ui);
    }
}

/* --- how old ------------------------------------------------------------------------------- */

static void ages(Ui *ui, const PartyCard *card)
{
    Party *party = card->party;
    char words[16];
    ui_gap(ui, 3);
    bool is_wide_large = ui->theme->shape == WIDE && ui->theme->switches.large;
    ui_grid(ui, ui->theme->shape == TALL ? 3 : is_wide_large ? 4 : 5) {
        for (int age = 0; age <= AGE_MOST; age++) {
            snprintf(words, sizeof words, "%d", age);
            ui_key(ui, (uint64_t)age + 1);
            /* TRANSLATORS: a child's age, on a chip: not one year old yet */
            if (!ui_chip(ui, age ? words : language_text(ui->language, MSG("Under 1")), false))
                continue;
            party->ages[party->childcare - 1] = age;
            *card->asks_age = false;
        }
    }
}

void part_age(Ui *ui, const PartyCard *card)
{
    if (!*card->asks_age)
        return;
    part_dialog_place(ui);
    ui_dialog(ui, "How old is this child?") {
        part_dialog_box(ui, 264);
        ui_card(ui) {
            ui_heading(ui, "How old is this child?");
            ages(ui, card);
            ui_icon(ui, "close");
            if (ui_button(ui, SECOND, "Not this child")) {
                card->party->childcare--;
                *card->asks_age = false;
            }
        }
    }
}
