#include "check.h"
#include "text/fold.h"

static Folder *folder;

static int open_folder(void **state)
{
    UNUSED_STATE;
    Err err = {0};
    folder = folder_new(&err);
    return folder ? 0 : -1;
}

static int close_folder(void **state)
{
    UNUSED_STATE;
    folder_free(folder);
    return 0;
}

static void check_key(const char *name, const char *key)
{
    char out[128];
    CHECK(fold_name(folder, name, out, sizeof out));
    CHECK_TEXT(out, key);
}

TEST(a_latin_name_becomes_plain_letters)
{
    UNUSED_STATE;
    check_key("Ama Mensah", "ama mensah");
    check_key("o'Connor-Núñez", "oconnor nunez");
    check_key("O’Brien", "obrien");
    check_key("Kaʻiulani", "kaiulani");
    check_key("  de   la\tCruz ", "de la cruz");
    check_key("Mensah, Ama B.", "mensah ama b");
    check_key("Nguyễn Đặng", "nguyen dang");
    check_key("Nguye\xcc\x82\xcc\x83n", "nguyen"); /* marks written apart */
    check_key("Łukasz İbrahim Işık Straße Ærø", "lukasz ibrahim isik strasse aero");
    check_key("ISIK", "isik");
    check_key("Ｙａｍａｄａ", "yamada");
    check_key("Room 3B", "room 3b");
}

TEST(suffixes_are_left_out_unless_nothing_else_is_there)
{
    UNUSED_STATE;
    check_key("John Smith Jr.", "john smith");
    check_key("Smith Jr, John", "smith john");
    check_key("Henry Ford III", "henry ford");
    check_key("Jr", "jr");
    check_key("Sr. Maria", "maria");
    check_key("Ivan Srnec", "ivan srnec");
}

TEST(scripts_that_are_spelt_many_ways_keep_their_letters)
{
    UNUSED_STATE;
    check_key("Иванов", "иванов");
    check_key("Юрий ЁЖ", "юрий ёж");
    check_key("И\u0306ван", "йван"); /* a mark written apart */
    check_key("王小明", "王wang 小xiao 明ming");
    check_key("Ama 王", "ama 王wang");
    check_key("김민준", "김 민 준");
    check_key("\u1100\u1175\u11b7", "김"); /* jamo */
    check_key("محمد", "محمد");
    check_key("مُحَمَّد", "محمد");
    check_key("أحمد", "احمد");
    check_key("علي كريم", "علی کریم");
    check_key("محـمد", "محمد");
    check_key("राजेश", "राजेश");
    check_key("አበበ", "አበበ");
    check_key("สมชาย", "สมชาย");
    check_key("សុខា Sok", "សុខា sok");
    check_key("٣ب", "3ب");
}

TEST(other_scripts_become_latin)
{
    UNUSED_STATE;
    check_key("Παπαδόπουλος", "papadopoulos");
    check_key("გიორგი", "giorgi");
    check_key("さくら", "sakura");
    check_key("ヤマダ 太郎", "yamada 太tai 郎lang");
}

TEST(what_cannot_be_seen_is_not_there)
{
    UNUSED_STATE;
    check_key("A\u200bma\u200e Men\u00adsah\ufeff", "ama mensah");
    check_key("\u202eAma\u202c", "ama");
    check_key("Ama\u00a0Mensah\u3000Efua", "ama mensah efua");
    check_key("A\x07ma", "ama");
    check_key("\"Ama\" (Mensah), B./C", "ama mensah b c");
    check_key("O\u02bbC O\ua78cC O\uff07C O\u055aC O`C", "oc oc oc oc oc");
    check_key("Həsən Ŋaŋ Ɓala", "hesen nan bala");
}

TEST(what_cannot_be_a_key_is_empty)
{
    UNUSED_STATE;
    check_key("", "");
    check_key("--- ' \xe2\x80\x8f", "");
    check_key("\xff\xfe", "");
    check_key("🙂", "");
}

TEST(a_long_name_is_cut_and_says_so)
{
    UNUSED_STATE;
    char out[8], longer[3000];
    CHECK(!fold_name(folder, "Ama Mensah", out, sizeof out));
    CHECK_TEXT(out, "ama men");
    CHECK(!fold_name(folder, "abcdefg hijk", out, sizeof out));
    CHECK_TEXT(out, "abcdefg");
    memset(longer, 'a', sizeof longer);
    longer[sizeof longer - 1] = 0;
    char key[4000];
    CHECK(!fold_name(folder, longer, key, sizeof key));
    CHECK(strlen(key) > 200);
    CHECK(fold_name(folder, "Ama", out, 4));
    CHECK_TEXT(out, "ama");
}

TEST(a_distance_counts_one_slip)
{
    UNUSED_STATE;
    CHECK_INT(fold_distance("maria", "maria"), 0);
    CHECK_INT(fold_distance("maria", "mara"), 1);
    CHECK_INT(fold_distance("mara", "maria"), 1);
    CHECK_INT(fold_distance("maria", "mariah"), 1);
    CHECK_INT(fold_distance("maria", "marla"), 1);
    CHECK_INT(fold_distance("maria", "amria"), 1);
    CHECK_INT(fold_distance("maria", "marai"), 1);
    CHECK_INT(fold_distance("maria", "marta b"), 2);
    CHECK_INT(fold_distance("maria", "mirai"), 2);
    CHECK_INT(fold_distance("ana", "aan"), 1);
    CHECK_INT(fold_distance("", ""), 0);
    CHECK_INT(fold_distance("", "a"), 1);
    CHECK_INT(fold_distance("", "ab"), 2);
    CHECK_INT(fold_distance("aa", "aaa"), 1);
}

TEST(words_match_in_any_order_exactly)
{
    UNUSED_STATE;
    CHECK_INT(fold_match("ama mensah", "ama mensah"), FOLD_EXACT);
    CHECK_INT(fold_match("mensah ama", "ama mensah"), FOLD_EXACT);
    CHECK_INT(fold_match("ama", "ama mensah"), FOLD_EXACT);
    CHECK_INT(fold_match("mensah", "ama efua mensah"), FOLD_EXACT);
    CHECK_INT(fold_match("mens", "ama mensah"), FOLD_NONE); /* a beginning is not a word */
    CHECK_INT(fold_match("ama kofi", "ama mensah"), FOLD_NONE);
    CHECK_INT(fold_match("ama ama", "ama mensah"), FOLD_NONE); /* each word counts once */
    CHECK_INT(fold_match("ama mensah efua", "ama mensah"), FOLD_NONE);
    CHECK_INT(fold_match("", "ama mensah"), FOLD_NONE);
    CHECK_INT(fold_match("ama", ""), FOLD_NONE);
}

TEST(one_slip_is_forgiven_from_four_letters_up)
{
    UNUSED_STATE;
    CHECK_INT(fold_match("mensha", "ama mensah"), FOLD_CLOSE);
    CHECK_INT(fold_match("ama mensa", "ama mensah"), FOLD_CLOSE);
    CHECK_INT(fold_match("amma mensa", "ama mensah"), FOLD_CLOSE); /* one each */
    CHECK_INT(fold_match("mansha", "ama mensah"), FOLD_NONE);
    CHECK_INT(fold_match("ema", "ama mensah"), FOLD_NONE);
    CHECK_INT(fold_match("ema mensah", "ama mensah"), FOLD_NONE);
    CHECK_INT(fold_match("josef", "jose"), FOLD_CLOSE);
}

TEST(words_that_run_together_match)
{
    UNUSED_STATE;
    CHECK_INT(fold_match("delacruz", "maria de la cruz"), FOLD_EXACT);
    CHECK_INT(fold_match("maria delacruz", "maria de la cruz"), FOLD_EXACT);
    CHECK_INT(fold_match("de la cruz", "maria delacruz"), FOLD_EXACT);
    CHECK_INT(fold_match("mary ann", "maryann lee"), FOLD_EXACT);
    CHECK_INT(fold_match("maryann", "mary ann lee"), FOLD_EXACT);
    CHECK_INT(fold_match("delacrus", "maria de la cruz"), FOLD_CLOSE);
    CHECK_INT(fold_match("cruzmaria", "maria de la cruz"), FOLD_EXACT); /* surname first */
    CHECK_INT(fold_match("lamaria", "maria de la cruz"), FOLD_NONE);
    CHECK_INT(fold_match("mariacruz", "maria de la cruz"), FOLD_NONE);
}

TEST(less_than_three_letters_must_be_a_whole_word)
{
    UNUSED_STATE;
    CHECK_INT(fold_match("li", "li wei"), FOLD_EXACT);
    CHECK_INT(fold_match("vu", "vu thi lan"), FOLD_EXACT);
    CHECK_INT(fold_match("o", "o sung"), FOLD_EXACT);
    CHECK_INT(fold_match("li", "lin wei"), FOLD_NONE);
    CHECK_INT(fold_match("l", "li wei"), FOLD_NONE);
    CHECK_INT(fold_match("a b", "a b"), FOLD_NONE);
    CHECK_INT(fold_match("li wei", "li wei"), FOLD_EXACT);
}

/* Names as they are written, folded and matched. */
static FoldMatch match(const char *typed, const char *name)
{
    char keys[2][256];
    fold_name(folder, typed, keys[0], sizeof keys[0]);
    fold_name(folder, name, keys[1], sizeof keys[1]);
    return fold_match(keys[0], keys[1]);
}

TEST(a_name_in_its_own_letters_fits_its_spellings_but_less_than_itself)
{
    UNUSED_STATE;
    CHECK_INT(match("Иванов", "Ivanov"), FOLD_ALIKE);
    CHECK_INT(match("Иванов", "Иванов"), FOLD_EXACT);
    CHECK_INT(match("Иванов", "Ivanova"), FOLD_CLOSE);
    CHECK_INT(match("Иванов", "Иванова"), FOLD_CLOSE);
    CHECK_INT(match("ivanov", "Иванов Пётр"), FOLD_ALIKE);
    CHECK_INT(match("محمد", "Mohamed Ali"), FOLD_ALIKE);
    CHECK_INT(match("محمد", "Ahmed Ali"), FOLD_NONE);
    CHECK_INT(match("محمد", "Иванов"), FOLD_NONE);
    CHECK_INT(match("張偉", "张伟"), FOLD_ALIKE);
    CHECK_INT(match("王小明", "Xiaoming Wang"), FOLD_ALIKE);
    CHECK_INT(match("민준", "김민준"), FOLD_EXACT);
    CHECK_INT(match("Иvanov", "Ivanov"), FOLD_NONE); /* two scripts in one word */
}

TEST(short_names_in_other_letters_are_whole)
{
    UNUSED_STATE;
    CHECK_INT(match("이", "Minho Lee"), FOLD_ALIKE);
    CHECK_INT(match("吴", "Ng Mei"), FOLD_ALIKE);
    CHECK_INT(match("Ли", "Anna Li"), FOLD_ALIKE);
    CHECK_INT(match("Ли", "Anna Lin"), FOLD_NONE);
    CHECK_INT(match("И", "Ivan"), FOLD_NONE);
    CHECK_INT(match("ع", "Ali"), FOLD_NONE);
}

TEST(a_beginning_is_that_of_a_name_in_any_script)
{
    UNUSED_STATE;
    CHECK(fold_begins(folder, "Maria", "ma", 2));
    CHECK(fold_begins(folder, "María José", "Mar", 2)); /* more is typed: its first two */
    CHECK(!fold_begins(folder, "Maria", "m", 2));
    CHECK(!fold_begins(folder, "Maria", "am", 2));
    CHECK(fold_begins(folder, "Maria", "ME", 1));
    CHECK(fold_begins(folder, "O", "o", 2)); /* a whole shorter name */
    CHECK(fold_begins(folder, "D'Angelo", "da", 2));
    CHECK(fold_begins(folder, "Maria", "Ма", 2));
    CHECK(fold_begins(folder, "Мария", "ma", 2));
    CHECK(!fold_begins(folder, "Мария", "mi", 2));
    CHECK(fold_begins(folder, "Щукин", "sh", 2));
    CHECK(fold_begins(folder, "Ivan", "И", 1));
    CHECK(fold_begins(folder, "Minjun", "민", 2));
    CHECK(fold_begins(folder, "Xiaoming", "小", 2));
    CHECK(fold_begins(folder, "小明", "xi", 2));
    CHECK(fold_begins(folder, "小明", "小明", 2));
    CHECK(fold_begins(folder, "Mohamed", "مح", 2));
    CHECK(!fold_begins(folder, "Ali", "عع", 2));
    CHECK(!fold_begins(folder, "Maria", "", 2));
    CHECK(!fold_begins(folder, "Maria", "??", 2));
    CHECK(!fold_begins(folder, "", "", 2));
    CHECK(!fold_begins(folder, "", "ma", 2));
}

TEST(endless_words_end)
{
    UNUSED_STATE;
    char many[600] = "", one[600];
    for (int i = 0; i < 100; i++)
        strcat(many, "aaaa ");
    memset(one, 'a', sizeof one);
    one[sizeof one - 1] = 0;
    CHECK_INT(fold_match(many, many), FOLD_NONE); /* more words than a name has */
    CHECK_INT(fold_match(one, "ama"), FOLD_NONE);
    CHECK_INT(fold_match("aaaa", many), FOLD_EXACT);
    CHECK_INT(fold_match("aaaaaaaaaaaaaaaa", many), FOLD_EXACT); /* four run together */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_latin_name_becomes_plain_letters),
        RUN(suffixes_are_left_out_unless_nothing_else_is_there),
        RUN(scripts_that_are_spelt_many_ways_keep_their_letters),
        RUN(other_scripts_become_latin),
        RUN(what_cannot_be_seen_is_not_there),
        RUN(what_cannot_be_a_key_is_empty),
        RUN(a_long_name_is_cut_and_says_so),
        RUN(a_distance_counts_one_slip),
        RUN(words_match_in_any_order_exactly),
        RUN(one_slip_is_forgiven_from_four_letters_up),
        RUN(words_that_run_together_match),
        RUN(less_than_three_letters_must_be_a_whole_word),
        RUN(a_name_in_its_own_letters_fits_its_spellings_but_less_than_itself),
        RUN(short_names_in_other_letters_are_whole),
        RUN(a_beginning_is_that_of_a_name_in_any_script),
        RUN(endless_words_end),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
