/* The call sheet. */
#include "exchange/unreached_sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "exchange/content.h"
#include "store/terms.h"

enum { WORDS = 256, COLUMNS = 5, SIZE = UNREACHED_WORDS };

/* ---- the time ---- */

static int32_t last_day(Zone *zone, int64_t to, int64_t now)
{
    return zone_day(zone, to && to <= now ? to - 1 : now);
}

bool unreached_term(
    Store *store, Zone *zone, int64_t now, UnreachedTime *out, char title[256], Err *err)
{
    Term term = {0};
    Err why = {0};
    *out = (UnreachedTime){.day = last_day(zone, 0, now)};
    title[0] = 0;
    if (!terms_of_day(store, out->day, &term, &why)) {
        if (why.code != ERR_NOT_FOUND && err)
            *err = why;
        return why.code == ERR_NOT_FOUND;
    }
    out->from = zone_day_start(zone, term.first_day);
    out->to = zone_day_start(zone, term.day_after_last);
    utf8_copy(title, 256, term.title);
    return true;
}

/* ---- words ---- */

static void add(char *out, const char *between, const char *text)
{
    size_t used = strlen(out);
    if (text[0] && used + strlen(between) + strlen(text) < SIZE)
        snprintf(out + used, SIZE - used, "%s%s", used ? between : "", text);
}

/* As one reads it to dial: 612-555-0142. */
static void say_phone(const char *digits, char out[40])
{
    size_t length = strlen(digits);
    bool is_long = length == 11 && digits[0] == '1';
    if (strspn(digits, "0123456789") != length || (length != 10 && !is_long)) {
        utf8_copy(out, 40, digits);
        return;
    }
    const char *at = digits + is_long;
    snprintf(out, 40, "%.3s-%.3s-%.4s", at, at + 3, at + 6);
}

static void say_guardians(const UnreachedFamily *family, UnreachedWords *out)
{
    for (int i = 0; i < family->guardian_count; i++) {
        char phone[40], call[SIZE];
        say_phone(family->guardians[i].phone, phone);
        snprintf(call, sizeof call, "%.500s%s%s", family->guardians[i].name, phone[0] ? "  " : "",
            phone);
        add(out->calls, "\n", call);
        add(out->phones, ", ", phone);
    }
}

void unreached_words(
    Formats *formats, const Language *language, const UnreachedFamily *family, UnreachedWords *out)
{
    *out = (UnreachedWords){0};
    utf8_copy(out->name, SIZE,
        family->guardian_count ? family->guardians[0].name : family->children[0].name);
    say_guardians(family, out);
    for (int i = 0; i < family->child_count; i++) {
        char child[SIZE];
        snprintf(child, sizeof child, "%.500s %.32s", family->children[i].name,
            family->children[i].grade);
        add(out->children, ", ", child);
    }
    if (family->language[0])
        format_language(formats, language, out->language, sizeof out->language, family->language);
    else
        utf8_copy(out->language, sizeof out->language,
            language_text(language, MSG("Language not known")));
    if (family->last)
        format_date(formats, language, out->last, sizeof out->last, FORMAT_SHORT_DAY, family->last);
    else
        utf8_copy(out->last, sizeof out->last, language_text(language, MSG("visit|Never")));
}

/* ---- the sheet ---- */

typedef struct {
    Sheet *sheet;
    const Language *language;
    const char *home_language;
    char term[WORDS];
} Call;

static int add_rows(const Call *call, const Unreached *unreached)
{
    int count = 0;
    for (int i = 0; i < unreached_count(unreached); i++) {
        UnreachedWords words;
        const UnreachedFamily *family = unreached_at(unreached, i);
        if (call->home_language && strcmp(call->home_language, family->language) != 0)
            continue;
        unreached_words(sheet_formats(call->sheet), call->language, family, &words);
        const char *cells[COLUMNS] = {"box", words.calls[0] ? words.calls : words.name,
            words.children, words.language, words.last};
        sheet_row(call->sheet, cells);
        count++;
    }
    return count;
}

static int write_sheet(
    const Call *call, const Unreached *unreached, const char *path, const Watch *watch, Err *err)
{
    char title[WORDS];
    int count = add_rows(call, unreached);
    format_message(sheet_formats(call->sheet), call->language, title, sizeof title,
        MSG("Not here yet: {0, plural, one {# family} other {# families}}"), count);
    sheet_title(call->sheet, title, call->term);
    return sheet_write(call->sheet, path, watch, err);
}

int unreached_pdf(Store *store, const Language *language, int64_t now, const char *home_language,
    const char *path, const Watch *watch, Err *err)
{
    const SheetColumn columns[COLUMNS] = {{.heading = "", .share = 0.5F, .is_box = true},
        {language_text(language, MSG("Who to call")), .share = 6, .is_bold = true},
        {language_text(language, MSG("Children")), .share = 5},
        {language_text(language, MSG("Home language")), .share = 3},
        {language_text(language, MSG("Last here")), .share = 2.5F}};
    UnreachedTime time;
    Call call = {.language = language, .home_language = home_language};
    int rows = -1;
    Zone *zone = content_zone(store, err);
    bool has_time = zone && unreached_term(store, zone, now, &time, call.term, err);
    Unreached *unreached = has_time ? unreached_open(store, &time, err) : NULL;
    if (unreached)
        call.sheet = sheet_open(store, language, now, columns, COLUMNS, err);
    if (call.sheet)
        rows = write_sheet(&call, unreached, path, watch, err);
    sheet_close(call.sheet);
    unreached_close(unreached);
    zone_free(zone);
    return rows;
}
