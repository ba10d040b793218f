/* One thing to take home: its code, large, and in words what it is and how one gets it. Nobody is
 * asked who they are; that it was shown is counted. */
#include "base/utf8.h"
#include "screens/guide.h"

#include <stdio.h>
#include <string.h>

enum { LANGUAGES_SHOWN = 5 };

/* --- kinds ------------------------------------------------------------------------------------ */

typedef struct {
    const char *third;   /* of the three steps */
    const char *by_hand; /* what to do with what stands below; null: it says so itself */
} Kind;

/* TRANSLATORS: the third of three steps on a phone, short; after it, above an address */
static const Kind KINDS[] = {
    [RESOURCE_URL] = {MSG("Tap the link"), MSG("Or type this address")},
    [RESOURCE_WIFI] = {MSG("Tap to join"), NULL},
    [RESOURCE_CONTACT] = {MSG("Save the contact"), MSG("Or write this down")},
    [RESOURCE_EVENT] = {MSG("Add it to your calendar"), NULL},
    [RESOURCE_TEXT] = {MSG("Read it or copy it"), NULL},
    [RESOURCE_PHONE] = {MSG("Tap to call"), MSG("Or call this number")},
    [RESOURCE_MAIL] = {MSG("Write and send"), MSG("Or write to this address")},
};

/* --- words ------------------------------------------------------------------------------------ */

static bool is_compact(const Ui *ui)
{
    return ui->theme->shape == COMPACT;
}

static void offline(Ui *ui, const Guide *s)
{
    if (resource_is_offline(s->resource.kind))
        ui_tag(ui, GOOD, "offline", language_text(ui->language, MSG("No internet needed")));
}

static void about(App *app, Ui *ui, const Guide *s)
{
    const Topic *topic = part_topic(s->resource.topic);
    const char *title = app_content(app, s->resource.id, CONTENT_TITLE);
    const char *text = app_content(app, s->resource.id, CONTENT_TEXT);
    ui_gap(ui, 4);
    ui_row(ui) {
        ui_disc(ui, topic->icon, 26, 14, topic->tint, INK);
        ui_grow(ui, 1);
        ui_color(ui, INK_2);
        ui_text(ui, app->switches.large ? BODY : LEAD, topic->title);
        offline(ui, s);
    }
    ui_space(ui, 3);
    ui_display_note(ui, title, utf8_length(title) > 28 ? 13 : 16);
    if (text[0] && !app->switches.large) {
        ui_space(ui, 2);
        ui_color(ui, INK_2);
        ui_note(ui, BODY, text);
    }
}

/* On a small glass what must be read is the title. */
static void about_in_short(App *app, Ui *ui, const Guide *s)
{
    const Topic *topic = part_topic(s->resource.topic);
    ui_gap(ui, 3);
    ui_row(ui) {
        ui_disc(ui, topic->icon, 18, 10, topic->tint, INK);
        ui_grow(ui, 1);
        ui_gap(ui, 1);
        ui_column(ui) {
            ui_display_note(ui, app_content(app, s->resource.id, CONTENT_TITLE), 10);
            ui_row(ui)
                offline(ui, s);
        }
    }
}

static void step(Ui *ui, const char *number, const char *id)
{
    bool is_small = is_compact(ui);
    ui_gap(ui, is_small ? 3 : 4);
    ui_row(ui) {
        ui_letter(ui, number, is_small ? 10 : 14, is_small ? 7 : 8, ACCENT_SOFT);
        ui_grow(ui, 1);
        ui_text(ui, is_small ? SMALL : ui->theme->switches.large ? BODY : LEAD, id);
    }
}

static void steps(Ui *ui, const Guide *s)
{
    const char *last = KINDS[s->resource.kind].third;
    ui_gap(ui, is_compact(ui) ? 1 : 2.5F);
    ui_column(ui) {
        if (is_compact(ui)) {
            step(ui, "1", MSG("Point your phone’s camera at the square"));
            step(ui, "2", last);
        } else {
            step(ui, "1", MSG("Open your phone’s camera"));
            step(ui, "2", MSG("Point it at the square"));
            step(ui, "3", last);
        }
    }
}

/* A line to type or read: what direction it has, it has whatever the language. */
static const char *isolated(Ui *ui, const char *line, size_t length)
{
    char words[RESOURCE_ADDRESS + 8];
    snprintf(words, sizeof words, "\xE2\x81\xA8%.*s\xE2\x81\xA9", (int)length, line);
    return arena_text(&ui->arenas[ui->current], words);
}

static void line(Ui *ui, const char *words)
{
    bool is_long = utf8_length(words) > 40;
    ui_bold_note(ui, is_compact(ui) || is_long ? BODY : LEAD, words);
}

static void network(Ui *ui, const char *address)
{
    char name[RESOURCE_ADDRESS];
    size_t length = strcspn(address, "\n");
    snprintf(name, sizeof name, "%.*s", (int)length, address);
    line(ui, ui_words(ui, "Network: {0}", name));
    line(ui,
        address[length] ? ui_words(ui, "Password: {0}", address + length + 1)
                        : language_text(ui->language, MSG("No password")));
}

static void dates(App *app, Ui *ui, const Guide *s)
{
    char day[128], times[128], words[512];
    const Resource *r = &s->resource;
    const char *place = app_content(app, r->id, CONTENT_PLACE);
    format_date(app->formats, app->language, day, sizeof day, FORMAT_DAY, r->starts);
    format_times(app->formats, app->language, times, sizeof times, r->starts, r->ends);
    snprintf(words, sizeof words, "%s%s%.256s", times, place[0] ? " · " : "", place);
    line(ui, day);
    ui_note(ui, BODY, words);
}

static void lines(Ui *ui, const char *address)
{
    while (*address) {
        size_t length = strcspn(address, "\n");
        line(ui, isolated(ui, address, length));
        address += length + (address[length] != 0);
    }
}

/* What one can do without a camera. */
static void by_hand(App *app, Ui *ui, const Guide *s)
{
    const char *before = is_compact(ui) ? NULL : KINDS[s->resource.kind].by_hand;
    ui_column(ui) {
        if (before && s->version.address[0]) {
            ui_color(ui, INK_2);
            ui_text(ui, SMALL, before);
        }
        if (s->resource.kind == RESOURCE_WIFI)
            network(ui, s->version.address);
        else if (s->resource.kind == RESOURCE_EVENT)
            dates(app, ui, s);
        else
            lines(ui, s->version.address);
    }
}

/* --- languages -------------------------------------------------------------------------------- */

static void language_chip(App *app, Ui *ui, Guide *s, int index)
{
    char name[64];
    const char *tag = s->languages[index];
    const Language *language = languages_find(app->languages, tag);
    bool is_shown = strcmp(tag, s->version.language) == 0;
    if (language)
        utf8_copy(name, sizeof name, language->own_name);
    else
        format_language(app->formats, app->language, name, sizeof name, tag);
    ui_key(ui, (uint64_t)index + 1);
    ui_language(ui, language ? language : app->language);
    ui_pad(ui, 6, 0, 6, 0);
    if (ui_chip(ui, name, is_shown))
        guide_choose(app, s, tag);
}

/* The first few and the one that is shown, or all. */
static bool is_offered(const Guide *s, int index, int most)
{
    return s->is_choosing || s->language_count <= most || index < most - 2 ||
        strcmp(s->languages[index], s->version.language) == 0 ||
        strcmp(s->languages[index], s->reads->tag) == 0;
}

static void chips(App *app, Ui *ui, Guide *s)
{
    int hidden = 0;
    ui_gap(ui, 3);
    ui_wrap(ui)
    {
        for (int i = 0; i < s->language_count; i++) {
            if (is_offered(s, i, is_compact(ui) ? 3 : LANGUAGES_SHOWN))
                language_chip(app, ui, s, i);
            else
                hidden++;
        }
        ui_key(ui, 1000);
        ui_icon(ui, "globe");
        if (hidden > 0 &&
            ui_chip(ui, ui_words(ui, "{0, plural, one {# more} other {# more}}", hidden), false))
            s->is_choosing = true;
    }
}

/* Whether it has the visitor's own language, or needs none. */
static bool is_read(const Guide *s)
{
    bool is_there = !s->version.language[0];
    for (int i = 0; i < s->language_count; i++)
        is_there |= strcmp(s->languages[i], s->reads->tag) == 0;
    return is_there;
}

static void languages(App *app, Ui *ui, Guide *s)
{
    bool has_chips = s->language_count > 1;
    if (!is_read(s) && !(is_compact(ui) && has_chips)) { /* a chip says it too */
        char name[64];
        format_language(app->formats, app->language, name, sizeof name, s->version.language);
        ui_gap(ui, 3);
        ui_row(ui) {
            ui_symbol(ui, "globe", 8, ACCENT);
            ui_grow(ui, 1);
            /* TRANSLATORS: below a guide that the visitor's language does not have; {0}: English */
            ui_note(ui, SMALL, ui_words(ui, "Not in your language yet. This one: {0}", name));
        }
    }
    if (!has_chips)
        return;
    if (is_read(s) && !is_compact(ui)) {
        ui_bold(ui, SMALL, "This guide in");
        ui_space(ui, 1);
    }
    chips(app, ui, s);
}

/* --- the page --------------------------------------------------------------------------------- */

/* From one of a topic to the next. */
static void pager(App *app, Ui *ui, Guide *s)
{
    if (s->sibling_count < 2)
        return;
    ui_gap(ui, 3);
    ui_row(ui) {
        ui_icon(ui, "previous");
        ui_disabled(ui, s->index == 0);
        if (ui_button(ui, SECOND, "Previous"))
            guide_turn(app, s, s->index - 1);
        ui_grow(ui, 1);
        ui_align(ui, ALIGN_CENTER);
        if (is_compact(ui) && app->switches.large)
            ui_space(ui, 0); /* no room */
        else
            /* TRANSLATORS: which of how many, between two buttons */
            ui_note(ui, SMALL,
                ui_words(ui, "{0, number} of {1, number}", s->index + 1, s->sibling_count));
        ui_icon(ui, "next");
        ui_disabled(ui, s->index == s->sibling_count - 1);
        if (ui_button(ui, SECOND, "Next"))
            guide_turn(app, s, s->index + 1);
    }
}

static void words(App *app, Ui *ui, Guide *s)
{
    float gap = is_compact(ui) ? 2 : app->switches.large ? 4 : 5;
    if (is_compact(ui))
        about_in_short(app, ui, s);
    else
        about(app, ui, s);
    ui_space(ui, gap);
    if (!s->is_choosing)
        steps(ui, s);
    if (s->version.address[0] || s->resource.kind == RESOURCE_EVENT) {
        ui_space(ui, gap);
        by_hand(app, ui, s);
    }
    ui_space(ui, gap);
    languages(app, ui, s);
}

/* The card is as wide as the code, in the middle. */
static void code(App *app, Ui *ui, Guide *s)
{
    bool is_tall = ui->theme->shape == TALL;
    bool has_pager =
        s->sibling_count > 1 && !is_compact(ui) && !(is_tall && ui->theme->switches.reach);
    bool is_tight = is_tall && app->switches.large;
    float side = is_compact(ui) ? 112 : is_tight ? 146 : has_pager ? 166 : 185;
    ui_along(ui, SPREAD_CENTER);
    ui_row(ui) {
        ui_gap(ui, 4);
        ui_column(ui) {
            ui_pad(ui, 1, 1, 1, 1);
            ui_cross(ui, SPREAD_CENTER); /* a long word below may make it wider */
            ui_card(ui)
                ui_qr(ui, "The code to scan", &s->code, side);
            if (has_pager)
                pager(app, ui, s);
        }
    }
}

/* With large letters the bar has no room for it. */
static void join(App *app, Ui *ui, const Guide *s)
{
    if (id_is_zero(s->wifi))
        return;
    ui_space(ui, 3);
    ui_icon(ui, "wifi");
    if (ui_button(ui, SECOND, "Join Wi-Fi first"))
        go_to(app, screen_resource, s->wifi);
}

static void body(App *app, Ui *ui, Guide *s)
{
    bool is_tall = ui->theme->shape == TALL;
    ui_grow(ui, 1);
    ui_gap(ui, is_compact(ui) ? 8 : is_tall ? 6 : 16);
    ui_cross(ui, SPREAD_STRETCH);
    ui_open(ui, is_tall ? DOWN : ACROSS);
    ui_enter(ui);
    code(app, ui, s);
    ui_grow(ui, 1);
    ui_along(ui, SPREAD_CENTER);
    ui_key(ui, id_hash(s->resource.id)); /* the next one is read from its top */
    ui_scroll(ui, "On this page") {
        words(app, ui, s);
        if (is_compact(ui)) {
            ui_space(ui, 2);
            pager(app, ui, s);
        }
        if (app->switches.large)
            join(app, ui, s);
    }
    if (is_tall && ui->theme->switches.reach)
        pager(app, ui, s);
    ui_close(ui);
}

void screen_resource(App *app, Ui *ui)
{
    Guide *s = screen_state(app, sizeof *s);
    Bar bar = {.has_back = true, .filled = MSG("Done"), .filled_icon = "check"};
    if (s->is_loaded && s->reads != app->language)
        guide_read_in(app, s);
    if (!s->is_loaded)
        guide_load(app, s);
    part_header(app, ui, true);
    part_main(app, ui)
    {
        if (s->err.code)
            part_error(ui, &s->err);
        else
            body(app, ui, s);
    }
    if (!id_is_zero(s->wifi) && !app->switches.large) {
        bar.extra = MSG("Join Wi-Fi first");
        bar.extra_icon = "wifi";
        if (is_compact(ui))
            /* TRANSLATORS: a button on a small glass, as short as can be: join Wi-Fi first */
            bar.extra_words = language_text(ui->language, MSG("Wi-Fi first"));
    }
    switch (part_bar(app, ui, &bar)) {
    case BAR_EXTRA:
        go_to(app, screen_resource, s->wifi);
        break;
    case BAR_FILLED:
        go_home(app);
        break;
    default:
        break;
    }
}
