/* The desk's list: who is found by what is typed, and what the filters and letters choose. */
#include "families.h"

/* --- searching ----------------------------------------------------------------------------- */

static void put_names(void)
{
    static const char *const NAMES[][2] = {{"Ana María", "Rodríguez O'Connor-Núñez"},
        {"Luz", "de la Cruz"}, {"Sean", "McDonald"}, {"Ilya", "Rodin"}, {"小明", "王"},
        {"Дарья", "Щербакова"}, {"محمد", "حداد"}};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        child(NAMES[i][0], NAMES[i][1], "04", 1, 1);
    open_list(evening);
}

TEST(names_are_found_by_beginnings_in_any_order)
{
    UNUSED_STATE;
    static const char ANA[] = "Rodríguez O'Connor-Núñez, Ana María";
    put_names();
    CHECK_TEXT(found("rodriguez o'connor-núñez"), ANA);
    CHECK_TEXT(found("NUNEZ RODRIGUEZ"), ANA);
    CHECK_TEXT(found("Núñez, Ana"), ANA);
    CHECK_TEXT(found("oconnor"), ANA);
    CHECK_TEXT(found("O’Con"), ANA);
    CHECK_TEXT(found("mar nu oc"), ANA);
    CHECK_TEXT(found("rod"), "Rodin, Ilya | Rodríguez O'Connor-Núñez, Ana María");
    CHECK_TEXT(found("odrig"), ANA); /* a slip: no name begins so */
    CHECK_TEXT(found("rod luz"), "");
    CHECK_TEXT(found("kwa efu"), "Mensah, Efua & Kofi"); /* of different people of the row */
}

TEST(under_two_letters_all_are_shown)
{
    UNUSED_STATE;
    open_list(evening);
    found("");
    int all = families_shown(list);
    CHECK_INT(all, 3);
    found("m");
    CHECK_INT(families_shown(list), all);
    found(" '- ");
    CHECK_INT(families_shown(list), all);
    CHECK_TEXT(found("me"), "Mensah, Efua & Kofi");
    CHECK_TEXT(found("qq"), "");
}

TEST(names_written_together_or_apart_are_found)
{
    UNUSED_STATE;
    put_names();
    CHECK_TEXT(found("delacruz"), "de la Cruz, Luz");
    CHECK_TEXT(found("delac"), "de la Cruz, Luz");
    CHECK_TEXT(found("mc don"), "McDonald, Sean");
    CHECK_TEXT(found("o connor"), "Rodríguez O'Connor-Núñez, Ana María");
}

TEST(one_slip_is_forgiven_where_nobody_fits_better)
{
    UNUSED_STATE;
    put_names();
    CHECK_TEXT(found("mesnah"), "Mensah, Efua & Kofi");
    CHECK_TEXT(found("mensha kofi"), "Mensah, Efua & Kofi");
    CHECK_TEXT(found("rodrigez"), "Rodríguez O'Connor-Núñez, Ana María");
    CHECK_TEXT(found("rodrgu"), "Rodríguez O'Connor-Núñez, Ana María");
    CHECK_TEXT(found("mwnxah"), ""); /* two */
    CHECK_TEXT(found("mex"), "");    /* three letters */
    child("Rodrigo", "Rodrigez", "01", 1, 1);
    open_list(evening);
    CHECK_TEXT(found("rodrigez"), "Rodrigez, Rodrigo");
}

TEST(who_is_hidden_by_the_filter_still_fits_better)
{
    UNUSED_STATE;
    child("Rodrigo", "Mensa", "05", 1, 1);
    child("Ida", "Mensab", "01", 1, 1);
    open_list(evening);
    CHECK_TEXT(shown("mensab", (FamilyFilter){.grade = "05"}), "");
    CHECK_TEXT(shown("mensay", (FamilyFilter){.grade = "05"}), "Mensa, Rodrigo");
}

TEST(other_scripts_are_found_in_their_letters_and_in_latin_ones)
{
    UNUSED_STATE;
    put_names();
    CHECK_TEXT(found("王"), "王, 小明");
    CHECK_TEXT(found("王小明"), "王, 小明");
    CHECK_TEXT(found("wang"), "王, 小明");
    CHECK_TEXT(found("wan"), "王, 小明");
    CHECK_TEXT(found("Щерб"), "Щербакова, Дарья");
    CHECK_TEXT(found("shcherb"), "Щербакова, Дарья");
    CHECK_TEXT(found("حداد محمد"), "حداد, محمد");
    CHECK_TEXT(found("mohamed had"), "حداد, محمد");
    CHECK_TEXT(found("Менсах"), "Mensah, Efua & Kofi");
}

/* --- filters and letters ------------------------------------------------------------------- */

TEST(filters_choose_by_grade_language_state_and_interpreter)
{
    UNUSED_STATE;
    sql_do("UPDATE person SET language = 'ar' WHERE given IN ('Lina', 'Omar')");
    wants(come(omar, evening, STARTS));
    open_list(evening);
    CHECK_TEXT(shown("", (FamilyFilter){.grade = "KG"}), "Mensah, Efua & Kofi");
    CHECK_TEXT(shown("", (FamilyFilter){.grade = "0"}), "");
    CHECK_TEXT(shown("", (FamilyFilter){.language = "ar"}),
        "Aziz, Rima; Haddad, Sami | Haddad, Sami; Saleh, Nadia");
    CHECK_TEXT(shown("", (FamilyFilter){.only_not_yet = true, .language = "ar"}),
        "Aziz, Rima; Haddad, Sami");
    CHECK_TEXT(shown("", (FamilyFilter){.only_interpreter = true}), "Haddad, Sami; Saleh, Nadia");
    CHECK_TEXT(shown("aziz", (FamilyFilter){.grade = "06"}), "");
    sql_do("UPDATE visit SET met = 1");
    CHECK(families_read(list, &err));
    CHECK_TEXT(shown("", (FamilyFilter){.only_interpreter = true}), "");
}

TEST(of_those_looked_for_who_is_not_yet_here_can_stand_first)
{
    UNUSED_STATE;
    FamilyFilter keying = {.not_yet_first = true};
    Id ada = child("Ada", "Mendel", "04", 1, 1);
    child("Bo", "Mendel", "04", 1, 1);
    come(ada, evening, STARTS);
    open_list(evening);
    CHECK_TEXT(found("men"), "Mendel, Ada | Mendel, Bo | Mensah, Efua & Kofi");
    CHECK_TEXT(shown("men", keying), "Mendel, Bo | Mensah, Efua & Kofi | Mendel, Ada");
    CHECK(families_searched(list));
    shown("", keying);
    CHECK(!families_searched(list));
    CHECK_TEXT(families_at(list, 2)->adults, "Mendel, Ada"); /* all: as they are called */
}

TEST(letters_say_where_they_begin)
{
    UNUSED_STATE;
    FamilyLetter letters[8];
    child("Émile", "Éluard", "01", 1, 1);
    child("小明", "王", "01", 1, 1);
    open_list(evening);
    CHECK_INT(families_letters(list, letters, 8), 5);
    CHECK_TEXT(letters[0].text, "A");
    CHECK_TEXT(letters[1].text, "E");
    CHECK_INT(letters[1].first, 1);
    CHECK_TEXT(letters[2].text, "H");
    CHECK_TEXT(letters[4].text, "王");
    CHECK_INT(letters[4].first, 4);
    CHECK_INT(families_letters(list, letters, 2), 2);
    found("mens");
    CHECK_INT(families_letters(list, letters, 8), 1);
    CHECK_INT(letters[0].first, 0);
}

int main(void)
{
    (void)opens, (void)has, (void)with, (void)phone, (void)birthday;
    const struct CMUnitTest tests[] = {
        RUN_EVENING(names_are_found_by_beginnings_in_any_order),
        RUN_EVENING(under_two_letters_all_are_shown),
        RUN_EVENING(names_written_together_or_apart_are_found),
        RUN_EVENING(one_slip_is_forgiven_where_nobody_fits_better),
        RUN_EVENING(who_is_hidden_by_the_filter_still_fits_better),
        RUN_EVENING(other_scripts_are_found_in_their_letters_and_in_latin_ones),
        RUN_EVENING(filters_choose_by_grade_language_state_and_interpreter),
        RUN_EVENING(of_those_looked_for_who_is_not_yet_here_can_stand_first),
        RUN_EVENING(letters_say_where_they_begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
