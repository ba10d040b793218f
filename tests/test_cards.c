/* Cards: what opens a home alone, and what a lost one does not. */
#include "check.h"
#include "roster.h"

#include "store/cards.h"
#include "store/handle.h" /* to see what is run */

static Home home;
static Id ama, efua, kofi;
static char code[CARD_TEXT];

static int open_school(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    made = 0;
    if (!store_open(&store, "", STORE_MEMORY, &err))
        return -1;
    ama = child("Ama", "Mensah", "KG", 3, 14);
    efua = guardian("Efua", "Mensah", "3125550142");
    kofi = guardian("Kofi", "Mensah", "3125550199");
    tie(efua, ama), tie(kofi, ama);
    return cards_issue(store, efua, 1000, code, &err) ? 0 : -1;
}

static int close_school(void **state)
{
    UNUSED_STATE;
    store_close(store);
    return 0;
}

static HomeAnswer find(const char *text)
{
    memset(&home, 0xaa, sizeof home);
    err_clear(&err);
    HomeAnswer answer = cards_find(store, text, &home, &err);
    CHECK_INT(err.code, ERR_NONE);
    if (answer != HOME_OPEN)
        for (size_t i = 0; i < sizeof home; i++)
            CHECK_INT(((unsigned char *)&home)[i], 0xaa);
    return answer;
}

TEST(a_card_opens_its_guardians_home)
{
    UNUSED_STATE;
    CHECK_INT(strlen(code), 26);
    CHECK_INT(strspn(code, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"), 26);
    CHECK(code[0] <= '7');
    CHECK_INT(find(code), HOME_OPEN);
    CHECK(id_equal(home.opened_by, efua));
    CHECK_INT(home.count, 2);
}

TEST(every_code_reads_as_it_was_written)
{
    UNUSED_STATE;
    for (int i = 0; i < 500; i++) {
        CHECK(cards_issue(store, i % 2 ? efua : kofi, 2000 + i, code, &err));
        CHECK_INT(find(code), HOME_OPEN);
        CHECK(id_equal(home.opened_by, i % 2 ? efua : kofi));
    }
}

TEST(case_and_letters_that_look_alike_do_not_matter)
{
    UNUSED_STATE;
    static const char *const texts[] = {"01abcdefghjkmnpqrstvwxyz01", "OiABCDEFGHJKMNPQRSTVWXYZoL",
        "0LABCDEFGHJKMNPQRSTVWXYZ0I", "01ABC-DEFGH-JKMNP-QRSTV-WXYZ0-1",
        " 01ABCDEFGHJKMNPQRSTVWXYZ01 "};
    char bytes[33] = "";
    uint8_t value[17] = {0};
    static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const char *text = "01ABCDEFGHJKMNPQRSTVWXYZ01";
    for (int i = 0; i < 26 * 5; i++) /* bit by bit, from the third on */
        if (i >= 2 && (strchr(letters, text[i / 5]) - letters) >> (4 - i % 5) & 1)
            value[(i - 2) / 8] |= (uint8_t)(0x80 >> (i - 2) % 8);
    for (int i = 0; i < 16; i++)
        snprintf(bytes + 2 * i, 3, "%02x", value[i]);
    char insert[256];
    snprintf(insert, sizeof insert,
        "INSERT INTO card (code, guardian, issued) SELECT x'%s', id, 1 FROM person"
        " WHERE given = 'Kofi'",
        bytes);
    CHECK(sql_run(sql(store, insert), &err));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        CHECK_INT(find(texts[i]), HOME_OPEN);
        CHECK(id_equal(home.opened_by, kofi));
    }
}

TEST(what_is_no_code_opens_nothing)
{
    UNUSED_STATE;
    char longer[CARD_TEXT + 2], other[CARD_TEXT];
    static const char *const texts[] = {"", "0", "00000000000000000000000000",
        "ZZZZZZZZZZZZZZZZZZZZZZZZZZ", "UUUUUUUUUUUUUUUUUUUUUUUUUU", "%", "' OR 1 --",
        "https://example.org/0123456789ABCDEFGHJKMNPQRS", "٠١٢٣"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CHECK_INT(find(texts[i]), HOME_NONE);
    snprintf(longer, sizeof longer, "%s0", code);
    CHECK_INT(find(longer), HOME_NONE);
    snprintf(other, sizeof other, "%s", code);
    other[25] = other[25] == '0' ? '2' : '0';
    CHECK_INT(find(other), HOME_NONE);
    other[25] = 0;
    CHECK_INT(find(other), HOME_NONE);
}

TEST(a_new_card_revokes_the_earlier_one)
{
    UNUSED_STATE;
    char first[CARD_TEXT];
    memcpy(first, code, sizeof first);
    CHECK(cards_issue(store, efua, 2000, code, &err));
    CHECK(strcmp(first, code) != 0);
    CHECK_INT(find(first), HOME_NONE);
    CHECK_INT(find(code), HOME_OPEN);
    CHECK(cards_issue(store, kofi, 2000, first, &err)); /* another's stays */
    CHECK_INT(find(code), HOME_OPEN);
}

TEST(a_revoked_card_opens_nothing)
{
    UNUSED_STATE;
    CHECK_INT(cards_revoke_code(store, "nothing", 2000, &err), 0);
    CHECK_INT(cards_revoke_code(store, code, 2000, &err), 1);
    CHECK_INT(cards_revoke_code(store, code, 3000, &err), 0);
    CHECK_INT(find(code), HOME_NONE);
    CHECK(cards_issue(store, efua, 4000, code, &err));
    CHECK_INT(cards_revoke(store, efua, 5000, &err), 1);
    CHECK_INT(find(code), HOME_NONE);
}

TEST(who_left_or_must_see_the_office_has_no_card)
{
    UNUSED_STATE;
    Person p;
    CHECK(people_see_office(store, ama, true, &err));
    CHECK_INT(find(code), HOME_NONE);
    CHECK(people_see_office(store, ama, false, &err));
    CHECK_INT(find(code), HOME_OPEN);
    CHECK(people_get(store, efua, &p, &err));
    p.is_active = false;
    CHECK(people_put(store, &p, 200, &err));
    CHECK_INT(find(code), HOME_NONE);
    CHECK(!cards_issue(store, efua, 2000, code, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

TEST(only_a_guardian_gets_a_card_and_a_refusal_revokes_none)
{
    UNUSED_STATE;
    char other[CARD_TEXT] = "?";
    CHECK(!cards_issue(store, ama, 2000, other, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK(!cards_issue(store, store_new_id(store, 1), 2000, other, &err));
    CHECK_TEXT(other, "?");
    CHECK_INT(find(code), HOME_OPEN);
}

TEST(cards_are_listed_without_their_codes)
{
    UNUSED_STATE;
    Card list[4];
    CHECK(cards_issue(store, efua, 2000, code, &err));
    CHECK(cards_issue(store, kofi, 1500, code, &err));
    CHECK_INT(cards_list(store, 0, list, 4, &err), 3);
    CHECK_TEXT(list[0].source_id, "p1");
    CHECK(list[0].issued == 1000 && list[0].revoked == 2000);
    CHECK(list[1].issued == 2000 && list[1].revoked == 0 && !list[1].has_left);
    CHECK_TEXT(list[2].source_id, "p2");
    CHECK_INT(cards_list(store, 2, list, 4, &err), 1);
    CHECK_INT(cards_list(store, 3, list, 4, &err), 0);
}

/* ---- a miss is a miss ---- */

static uint64_t ran; /* which statements, in order */

static int note(unsigned kind, void *self, void *statement, void *text)
{
    (void)kind, (void)self, (void)text;
    for (const char *at = sqlite3_sql(statement); *at; at++)
        ran = (ran ^ (unsigned char)*at) * UINT64_C(0x100000001b3);
    return 0;
}

static uint64_t trace(const char *text)
{
    ran = 1;
    sqlite3_trace_v2(store->db, SQLITE_TRACE_STMT, note, NULL);
    CHECK_INT(find(text), HOME_NONE);
    sqlite3_trace_v2(store->db, 0, NULL, NULL);
    return ran;
}

TEST(every_miss_runs_the_same_statements)
{
    UNUSED_STATE;
    char revoked[CARD_TEXT];
    memcpy(revoked, code, sizeof revoked);
    CHECK(cards_issue(store, efua, 2000, code, &err));
    CHECK(people_see_office(store, ama, true, &err));
    CHECK(trace("nothing") == trace(revoked));
    CHECK(trace("nothing") == trace(code)); /* see the office */
    CHECK(trace("nothing") == trace("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"));
}

TEST(a_failure_to_read_says_so)
{
    UNUSED_STATE;
    CHECK(sql_run(sql(store, "ALTER TABLE card RENAME TO gone"), &err));
    CHECK_INT(cards_find(store, code, &home, &err), HOME_NONE);
    CHECK_INT(err.code, ERR_BROKEN);
    CHECK(!strstr(err.detail, code));
}

#define RUN_SCHOOL(name) cmocka_unit_test_setup_teardown(name, open_school, close_school)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_SCHOOL(a_card_opens_its_guardians_home),
        RUN_SCHOOL(every_code_reads_as_it_was_written),
        RUN_SCHOOL(case_and_letters_that_look_alike_do_not_matter),
        RUN_SCHOOL(what_is_no_code_opens_nothing),
        RUN_SCHOOL(a_new_card_revokes_the_earlier_one),
        RUN_SCHOOL(a_revoked_card_opens_nothing),
        RUN_SCHOOL(who_left_or_must_see_the_office_has_no_card),
        RUN_SCHOOL(only_a_guardian_gets_a_card_and_a_refusal_revokes_none),
        RUN_SCHOOL(cards_are_listed_without_their_codes),
        RUN_SCHOOL(every_miss_runs_the_same_statements),
        RUN_SCHOOL(a_failure_to_read_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
