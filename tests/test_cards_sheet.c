/* Cards on paper, read back by pdftotext and ZBar, and what is good when paper fails. */
#include "check.h"
#include "reader.h"
#include "roster.h"
#include "shell.h"

#include <sys/stat.h>
#include <unistd.h>

#include "exchange/cards_sheet.h"
#include "store/settings.h"
#include "store/sql.h"

enum { NOW = 1795132800, TEXT_MAX = 1 << 16, PIXELS = 1 << 22 };

static Languages languages;
static char folder[64], path[96], text[TEXT_MAX];
static CardDeck *deck;
static Id rosa, reza, jia, lin;

static void speak(Id who, const char *language)
{
    Person p;
    CHECK(people_get(store, who, &p, &err));
    snprintf(p.language, sizeof p.language, "%s", language);
    CHECK(people_put(store, &p, 100, &err));
}

/* Rosa and Luis are the two homes of Mateo. */
static int begin(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    made = 0;
    deck = NULL;
    snprintf(folder, sizeof folder, "/tmp/foyer-cards-XXXXXX");
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/cards.pdf", folder);
    CHECK(store_open(&store, "", STORE_MEMORY, &err));
    CHECK(settings_set(store, "school", "Lincoln School", &err));
    CHECK(languages_open(&languages, FOYER_LOCALES, &err));
    Id mateo = child("Mateo", "Ramírez", "05", 3, 14), ana = child("Ana", "Ramírez", "03", 3, 14);
    Id other = child("佳", "欧阳", "03", 3, 14);
    rosa = guardian("Rosa", "Ramírez", "3125550142");
    reza = guardian("محمد", "علی", "3125550143");
    jia = guardian("佳怡", "欧阳", "3125550144");
    lin = guardian("Ann", "Lin", "3125550145");
    speak(rosa, "es"), speak(reza, "ar"), speak(jia, "zh-Hans"), speak(lin, "");
    tie(rosa, mateo), tie(rosa, ana), tie(reza, mateo), tie(jia, other), tie(lin, other);
    return 0;
}

static int end(void **state)
{
    UNUSED_STATE;
    char command[96];
    card_deck_free(deck);
    languages_close(&languages);
    store_close(store);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static int sheet(const CardAsk *ask)
{
    card_deck_free(deck);
    deck = NULL;
    err_clear(&err);
    return cards_sheet_write(store, ask, &languages, NOW, path, NULL, &deck, &err);
}

static bool keep(void)
{
    return card_deck_keep(deck, store, &(AuditBy){.at = NOW, .kiosk = ""}, &err);
}

static void ask(const char *program)
{
    char command[192];
    snprintf(command, sizeof command, program, path);
    hear(command, text, sizeof text);
}

static int64_t number(const char *query)
{
    Sql *q = sql(store, query);
    int64_t n = sql_row(q) ? sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return n;
}

/* The code on the card at this place of the first page, cut out at 150 dots an inch. */
static HomeAnswer read_card(int place, Home *home)
{
    static unsigned char grey[PIXELS];
    char command[224], code[64] = "";
    int width = 0, height = 0, most = 0;
    snprintf(command, sizeof command,
        "pdftoppm -gray -r 150 -f 1 -l 1 -x %d -y %d -W 562 -H 375 '%s'", 75 + place % 2 * 562,
        75 + place / 2 * 375, path);
    FILE *picture = popen(command, "r");
    assert_non_null(picture);
    CHECK_INT(fscanf(picture, "P5 %d %d %d", &width, &height, &most), 3);
    fgetc(picture);
    CHECK(width * height <= PIXELS);
    CHECK_INT(fread(grey, 1, (size_t)(width * height), picture), (size_t)(width * height));
    pclose(picture);
    read_grey(grey, width, height, code, sizeof code);
    if (!code[0])
        fail_msg("no code on card %d", place);
    return cards_find(store, code, home, &err);
}

TEST(each_card_has_its_name_the_school_and_where_to_hold_it_in_the_familys_language)
{
    UNUSED_STATE;
    CHECK_INT(sheet(&(CardAsk){0}), 4);
    ask("pdftotext '%s' -");
    static const char *const WORDS[] = {"Lincoln School", "Rosa Ramírez", "محمد", "佳怡 欧阳",
        "Ann Lin", "Hold your card in front", "tarjeta"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (!strstr(text, WORDS[i]))
            fail_msg("%s is not on it: %s", WORDS[i], text);
    const char *chinese = language_text(
        languages_find(&languages, "zh_Hans"), "Hold your card in front of the scanner");
    char start[16];
    snprintf(start, sizeof start, "%.9s", chinese);
    CHECK(strstr(text, start));
    CHECK(!strstr(text, "Mateo"));
}

TEST(a_scanner_reads_each_card_and_it_opens_its_own_home)
{
    UNUSED_STATE;
    const Id by_name[] = {lin, rosa, jia, reza}; /* as the letters stand in Unicode */
    Home home;
    CHECK_INT(sheet(&(CardAsk){0}), 4);
    CHECK_INT(read_card(0, &home), HOME_NONE); /* paper alone opens nothing */
    CHECK(keep());
    int found = 0;
    for (int i = 0; i < 4; i++) {
        CHECK_INT(read_card(i, &home), HOME_OPEN);
        for (int j = 0; j < 4; j++)
            found += id_equal(home.opened_by, by_name[j]) << j;
    }
    CHECK_INT(found, 15); /* each of them once */
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'card.issued'"), 4);
}

TEST(paper_is_letter_or_a4_as_the_school_has_it)
{
    UNUSED_STATE;
    CHECK_INT(sheet(&(CardAsk){0}), 4);
    ask("pdfinfo '%s'");
    CHECK(strstr(text, "612 x 792"));
    CHECK(settings_set(store, "paper", "a4", &err));
    CHECK_INT(sheet(&(CardAsk){0}), 4);
    ask("pdfinfo '%s'");
    CHECK(strstr(text, "A4"));
}

TEST(a_grade_has_those_of_its_students_and_a_home_its_own)
{
    UNUSED_STATE;
    CHECK_INT(sheet(&(CardAsk){.grade = "05"}), 2); /* two homes, two cards */
    CHECK_INT(sheet(&(CardAsk){.grade = "03"}), 3);
    CHECK_INT(sheet(&(CardAsk){.grade = "08"}), -1);
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK_INT(sheet(&(CardAsk){.family = rosa}), 1);
}

TEST(who_has_a_good_card_is_not_missing_one)
{
    UNUSED_STATE;
    char code[CARD_TEXT];
    CHECK(cards_issue(store, rosa, 100, code, &err));
    CHECK_INT(sheet(&(CardAsk){.only_missing = true}), 3);
    CHECK(keep());
    CHECK_INT(sheet(&(CardAsk){.only_missing = true}), -1);
    CHECK_INT(cards_revoke_code(store, code, 200, &err), 1);
    CHECK_INT(sheet(&(CardAsk){.only_missing = true}), 1);
}

TEST(a_new_card_ends_the_earlier_one_only_when_it_is_kept)
{
    UNUSED_STATE;
    char code[CARD_TEXT];
    Home home;
    CHECK(cards_issue(store, rosa, 100, code, &err));
    CHECK_INT(sheet(&(CardAsk){.family = rosa}), 1);
    CHECK_INT(cards_find(store, code, &home, &err), HOME_OPEN);
    CHECK(keep());
    CHECK_INT(cards_find(store, code, &home, &err), HOME_NONE);
}

TEST(paper_that_cannot_be_written_leaves_each_card_good)
{
    UNUSED_STATE;
    char code[CARD_TEXT];
    Home home;
    CHECK(cards_issue(store, rosa, 100, code, &err));
    snprintf(path, sizeof path, "%s/none/cards.pdf", folder);
    CHECK_INT(sheet(&(CardAsk){0}), -1);
    CHECK(!deck);
    CHECK_INT(cards_find(store, code, &home, &err), HOME_OPEN);
}

TEST(all_cards_are_kept_or_none)
{
    UNUSED_STATE;
    Person p;
    char code[CARD_TEXT];
    Home home;
    CHECK(cards_issue(store, rosa, 100, code, &err));
    CHECK_INT(sheet(&(CardAsk){0}), 4);
    CHECK(people_get(store, reza, &p, &err));
    p.is_active = false; /* left meanwhile */
    CHECK(people_put(store, &p, 200, &err));
    CHECK(!keep());
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK_INT(cards_find(store, code, &home, &err), HOME_OPEN);
    CHECK_INT(number("SELECT count(*) FROM card"), 1);
    CHECK_INT(number("SELECT count(*) FROM audit"), 0);
}

TEST(no_code_stands_on_it_in_letters)
{
    UNUSED_STATE;
    CHECK_INT(sheet(&(CardAsk){0}), 4);
    ask("pdftotext '%s' -");
    size_t run = 0;
    for (const char *at = text; *at; at++) {
        run = strchr("0123456789ABCDEFGHJKMNPQRSTVWXYZ", *at) ? run + 1 : 0;
        CHECK(run < 20);
    }
}

TEST(many_cards_fill_pages_of_eight)
{
    UNUSED_STATE;
    for (int i = 0; i < 96; i++) {
        char name[32];
        snprintf(name, sizeof name, "Pat%d", i);
        tie(guardian(name, "Doe", "3125550100"), child(name, "Doe", "01", 3, 14));
    }
    CHECK_INT(sheet(&(CardAsk){0}), 100);
    ask("pdfinfo '%s'");
    CHECK(strstr(text, "Pages:           13"));
    ask("pdftotext '%s' -");
    CHECK(strstr(text, "Pat95 Doe"));
}

TEST(an_ask_is_the_same_after_it_was_a_word)
{
    UNUSED_STATE;
    const CardAsk asks[] = {{.grade = ""}, {.only_missing = true}, {.grade = "KG"},
        {.grade = "03", .only_missing = true}, {.family = rosa}};
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
        char word[64];
        CardAsk back;
        card_ask_write(&asks[i], word);
        card_ask_read(word, &back);
        CHECK_TEXT(back.grade, asks[i].grade);
        CHECK_INT(back.only_missing, asks[i].only_missing);
        CHECK(id_equal(back.family, asks[i].family));
    }
}

int main(void)
{
#define RUN_AT(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        RUN_AT(each_card_has_its_name_the_school_and_where_to_hold_it_in_the_familys_language),
        RUN_AT(a_scanner_reads_each_card_and_it_opens_its_own_home),
        RUN_AT(paper_is_letter_or_a4_as_the_school_has_it),
        RUN_AT(a_grade_has_those_of_its_students_and_a_home_its_own),
        RUN_AT(who_has_a_good_card_is_not_missing_one),
        RUN_AT(a_new_card_ends_the_earlier_one_only_when_it_is_kept),
        RUN_AT(paper_that_cannot_be_written_leaves_each_card_good),
        RUN_AT(all_cards_are_kept_or_none),
        RUN_AT(no_code_stands_on_it_in_letters),
        RUN_AT(many_cards_fill_pages_of_eight),
        RUN_AT(an_ask_is_the_same_after_it_was_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
