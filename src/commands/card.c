/* foyer card: a guardian's card issued, printed, revoked; all of them listed. */
#include "store/cards.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "commands/command.h"
#include "commands/options.h"
#include "exchange/cards_sheet.h"
#include "exchange/content.h"
#include "exchange/csv.h"
#include "store/audit.h"
#include "store/people.h"
#include "store/sql.h"

enum { PAGE = 256, OUT_MOST = 256 << 20 };

typedef struct {
    DbOption db;
    const char *what, *guardian, *grade, *out;
    bool is_all, is_missing;
} Options;

/* clang-format off */
static const struct argp_option options[] = {
    {"guardian", 'g', "ID", 0, "Whose card: the roster's sourcedId", 0},
    {"all", 'a', NULL, 0, "issue: every active guardian who has no good card; sheet: every one", 0},
    {"grade", 'r', "GRADE", 0, "sheet: the guardians of this grade", 0},
    {"missing", 'm', NULL, 0, "sheet: only who has no good card", 0},
    {"out", 'o', "FILE", 0, "sheet: where to; `-` is standard output", 0},
    {0},
};
/* clang-format on */

static void check(const Options *o, struct argp_state *state)
{
    bool is_issue = o->what && strcmp(o->what, "issue") == 0;
    bool is_revoke = o->what && strcmp(o->what, "revoke") == 0;
    bool is_list = o->what && strcmp(o->what, "list") == 0;
    bool is_sheet = o->what && strcmp(o->what, "sheet") == 0;
    if (!is_issue && !is_revoke && !is_list && !is_sheet)
        argp_error(state, "say what to do: issue, sheet, revoke or list");
    else if (!is_sheet && (o->grade || o->is_missing || o->out))
        argp_error(state, "--grade, --missing and --out are for sheet");
    else if (is_sheet && !o->is_all == !o->grade && !(o->is_missing && !o->is_all))
        argp_error(state, "sheet needs --grade, --all or --missing");
    else if (is_sheet && (o->guardian || !o->out || !*o->out))
        argp_error(state, "sheet needs --out, and takes no --guardian");
    else if (is_issue && !o->guardian == !o->is_all)
        argp_error(state, "issue needs --guardian or --all");
    else if (is_revoke && (!o->guardian || o->is_all))
        argp_error(state, "revoke needs --guardian");
    else if (is_list && (o->guardian || o->is_all))
        argp_error(state, "list takes neither --guardian nor --all");
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    Options *o = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &o->db;
        return 0;
    case ARGP_KEY_ARG:
        if (o->what)
            argp_error(state, "one thing at a time");
        o->what = argument;
        return 0;
    case ARGP_KEY_END:
        check(o, state);
        return 0;
    case 'g':
        o->guardian = argument;
        return 0;
    case 'a':
        o->is_all = true;
        return 0;
    case 'r':
        o->grade = argument;
        return 0;
    case 'm':
        o->is_missing = true;
        return 0;
    case 'o':
        o->out = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static bool find_guardian(Store *store, const char *source_id, Id *out, Err *err)
{
    Person person;
    bool is_found = people_by_source(store, source_id, &person, err);
    bool is_guardian = is_found && person.role == GUARDIAN;
    *out = is_found ? person.id : (Id){0};
    wipe(&person, sizeof person);
    if (!is_found && err->code != ERR_NOT_FOUND)
        return false;
    err_clear(err);
    return is_guardian ||
        err_set(err, ERR_NOT_FOUND, "no guardian has the sourcedId \"%s\"", source_id);
}

/* --- issue --- */

static bool audit(Store *store, const char *act, const char *source_id, Err *err)
{
    return audit_add(store, &(AuditBy){.at = clock_wall(), .kiosk = ""}, act, source_id, "", err);
}

static bool issue_one(Store *store, Id guardian, const char *source_id, Buf *out, Err *err)
{
    char code[CARD_TEXT];
    if (!cards_issue(store, guardian, clock_wall(), code, err) ||
        !audit(store, "card.issued", source_id, err))
        return false;
    csv_text(out, source_id);
    csv_plain(out, code);
    csv_end_row(out);
    wipe(code, sizeof code);
    return true;
}

/* The next active guardian without a good card, after this sourcedId. */
static bool next_guardian(Store *store, char source_id[256], Id *out, Err *err)
{
    Sql *q = sql(store,
        "SELECT id, source_id FROM person WHERE source_id > :after AND role = 'guardian'"
        " AND is_active AND NOT EXISTS (SELECT 1 FROM card WHERE guardian = person.id"
        "  AND revoked IS NULL) ORDER BY source_id LIMIT 1");
    sql_text(q, ":after", source_id);
    *out = (Id){0};
    if (sql_row(q)) {
        *out = sql_get_id(q, 0);
        sql_get_copy(q, 1, source_id, 256);
    }
    return sql_done(q, err);
}

static bool issue_all(Store *store, Buf *out, Err *err)
{
    char source_id[256] = "";
    Id guardian;
    for (;;) {
        if (!next_guardian(store, source_id, &guardian, err))
            return false;
        if (id_is_zero(guardian))
            return true;
        if (!issue_one(store, guardian, source_id, out, err))
            return false;
    }
}

static bool print(const Buf *out, Err *err)
{
    bool is_out = fwrite(out->data, 1, out->size, stdout) == out->size && fflush(stdout) == 0;
    return is_out || err_set(err, ERR_FULL, "standard output cannot be written");
}

/* A code is told once: if it cannot be printed, the card is not issued. */
static bool issue(Store *store, const Options *o, Err *err)
{
    Buf out;
    Id guardian;
    if (!o->is_all && !find_guardian(store, o->guardian, &guardian, err))
        return false;
    if (!sql_begin(store, err))
        return false;
    buf_init(&out, OUT_MOST);
    csv_plain(&out, "sourcedId");
    csv_plain(&out, "code");
    csv_end_row(&out);
    bool is_kept = (o->is_all ? issue_all(store, &out, err)
                              : issue_one(store, guardian, o->guardian, &out, err)) &&
        (!out.is_full || err_set(err, ERR_FULL, "too many cards for one list")) && print(&out, err);
    is_kept = sql_end(store, is_kept, err);
    buf_finish(&out);
    return is_kept;
}

/* --- sheet --- */

/* Why there is nobody to make a card for. */
static void say_nobody(const Options *o, Err *err)
{
    const char *missing = o->is_missing ? " who has none" : "";
    if (o->grade)
        err_set(err, ERR_NOT_FOUND,
            "nobody in the grade \"%s\" could have a card%s; grades are called as in the roster",
            o->grade, missing);
    else
        err_set(err, ERR_NOT_FOUND, "nobody on the roster could have a card%s", missing);
}

/* The paper first: if it cannot be written, each earlier card stays good; if the cards cannot be
 * kept, the paper is taken back. */
static bool sheet(Store *store, const Options *o, Err *err)
{
    Languages languages;
    CardDeck *deck = NULL;
    CardAsk ask = {.only_missing = o->is_missing};
    if (o->grade && !utf8_copy(ask.grade, sizeof ask.grade, o->grade))
        return err_set(err, ERR_INVALID, "no grade is called so");
    if (!languages_open(&languages, locales_folder(), err))
        return false;
    AuditBy by = {.at = clock_wall(), .kiosk = ""};
    int count = cards_sheet_write(store, &ask, &languages, by.at, o->out, NULL, &deck, err);
    if (count <= 0 && err->code == ERR_NOT_FOUND)
        say_nobody(o, err);
    bool is_kept = count > 0 && card_deck_keep(deck, store, &by, err);
    card_deck_free(deck);
    languages_close(&languages);
    bool is_file = strcmp(o->out, "-") != 0;
    if (count > 0 && !is_kept && is_file)
        remove(o->out);
    if (is_kept && is_file)
        printf("%s: %d cards\n", o->out, count);
    return is_kept;
}

/* --- revoke, list --- */

static bool revoke(Store *store, const Options *o, Err *err)
{
    Id guardian;
    int count = -1;
    if (!find_guardian(store, o->guardian, &guardian, err) || !sql_begin(store, err))
        return false;
    count = cards_revoke(store, guardian, clock_wall(), err);
    bool is_kept = count >= 0 && (!count || audit(store, "card.revoked", o->guardian, err));
    if (!sql_end(store, is_kept, err))
        return false;
    printf("%s: %s\n", o->guardian, count > 0 ? "revoked" : "had no good card");
    return true;
}

static void add_day(Buf *out, Zone *zone, int64_t at)
{
    char text[16] = "";
    int32_t day = at ? zone_day(zone, at) : 0;
    if (at)
        snprintf(text, sizeof text, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
    csv_plain(out, text);
}

static void add_card(Buf *out, Zone *zone, const Card *card)
{
    csv_text(out, card->source_id);
    csv_plain(out, card->revoked ? "revoked" : card->has_left ? "left" : "good");
    add_day(out, zone, card->issued);
    add_day(out, zone, card->revoked);
    csv_end_row(out);
}

static bool list(Store *store, Err *err)
{
    static Card cards[PAGE];
    Buf out;
    int count = PAGE;
    Zone *zone = content_zone(store, err);
    if (!zone)
        return false;
    buf_init(&out, OUT_MOST);
    const char *const headings[] = {"sourcedId", "state", "issued", "revoked"};
    for (int i = 0; i < 4; i++)
        csv_plain(&out, headings[i]);
    csv_end_row(&out);
    for (int from = 0; count == PAGE; from += count) {
        count = cards_list(store, from, cards, PAGE, err);
        for (int i = 0; i < count; i++)
            add_card(&out, zone, &cards[i]);
    }
    bool is_out = count >= 0 && print(&out, err);
    buf_finish(&out);
    zone_free(zone);
    return is_out;
}

int command_card(int argc, char **argv)
{
    Options o = {0};
    static const struct argp_child children[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {options, parse, "issue|sheet|revoke|list",
        "issue prints sourcedId and code as CSV; a code is told this once and stands nowhere "
        "else. Who gets a new card loses the earlier one. sheet writes a PDF of cards to cut out, "
        "with "
        "their codes; the cards are good from when it is whole. list prints sourcedId, state and "
        "dates, without codes.",
        children, NULL, NULL};
    argp_parse(&argp, argc, argv, 0, NULL, &o);

    Err err = {0};
    Store *store = NULL;
    bool is_list = strcmp(o.what, "list") == 0;
    bool done = store_open(&store, db_path(&o.db), is_list ? STORE_READ : STORE_WRITE, &err) &&
        (is_list                               ? list(store, &err)
                : strcmp(o.what, "issue") == 0 ? issue(store, &o, &err)
                : strcmp(o.what, "sheet") == 0 ? sheet(store, &o, &err)
                                               : revoke(store, &o, &err));
    store_close(store);
    return done ? 0 : command_failed("card", &err);
}
