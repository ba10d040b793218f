/* What families type, and who guesses.
 *
 * tests/data/names.csv: a name, the second fact (four digits, or month-day) and what it opens:
 * the family of names-roster.csv by its number, "ask" for one more question, "no". No field has
 * a comma. The attack knows a class list and nothing that is not on one. */
#include "check.h"
#include "roster.h"

#include "store/homes.h"

enum { FAMILIES = 64, FIELD = 96 };

static Id adults[FAMILIES + 1], children[FAMILIES + 1];
static Home home;

static bool next_field(char **at, char out[FIELD])
{
    char *field = strsep(at, ",\n");
    snprintf(out, FIELD, "%s", field ? field : "");
    return field && strlen(field) < FIELD;
}

static void put_family(int number, char *line)
{
    char given[FIELD], family[FIELD], preferred[FIELD], grade[FIELD], birthday[FIELD];
    char adult[2][FIELD], last4[FIELD], phone[FIELD + 8];
    CHECK(next_field(&line, given) && next_field(&line, family) && next_field(&line, preferred) &&
        next_field(&line, grade) && next_field(&line, birthday) && next_field(&line, adult[0]) &&
        next_field(&line, adult[1]) && next_field(&line, last4));
    Person p = {.role = STUDENT};
    CHECK_INT(sscanf(birthday, "%d-%d", &p.birth_month, &p.birth_day), 2);
    snprintf(p.given, sizeof p.given, "%s", given);
    snprintf(p.family, sizeof p.family, "%s", family);
    snprintf(p.preferred_given, sizeof p.preferred_given, "%s", preferred);
    snprintf(p.grade, sizeof p.grade, "%.31s", grade);
    snprintf(phone, sizeof phone, "312555%s", last4);
    children[number] = put(p);
    adults[number] = guardian(adult[0], adult[1], phone);
    tie(adults[number], children[number]);
}

static int open_store(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    made = 0;
    return store_open(&store, "", STORE_MEMORY, &err) ? 0 : -1;
}

static int close_store(void **state)
{
    UNUSED_STATE;
    store_close(store);
    return 0;
}

/* ---- what is typed ---- */

static HomeQuery asked(const char *typed, const char *fact)
{
    HomeQuery query = {.proof = strchr(fact, '-') ? PROOF_BIRTHDAY : PROOF_PHONE};
    snprintf(query.name, sizeof query.name, "%s", typed);
    if (query.proof == PROOF_PHONE)
        snprintf(query.digits, sizeof query.digits, "%.7s", fact);
    else
        CHECK_INT(sscanf(fact, "%d-%d", &query.month, &query.day), 2);
    return query;
}

static bool is_right(const HomeQuery *query, const char *opens)
{
    HomeAnswer answer = homes_find(store, query, &home, &err);
    CHECK_INT(err.code, ERR_NONE);
    if (strcmp(opens, "no") == 0)
        return answer == HOME_NONE;
    if (strcmp(opens, "ask") == 0)
        return answer == HOME_ASK_GRADE || answer == HOME_ASK_LETTER;
    int number = atoi(opens);
    CHECK(number >= 1 && number <= FAMILIES);
    Id wanted = query->proof == PROOF_PHONE ? adults[number] : children[number];
    return answer == HOME_OPEN && id_equal(home.opened_by, wanted);
}

TEST(what_is_typed_opens_what_it_must_and_nothing_else)
{
    UNUSED_STATE;
    char line[512], typed[FIELD], fact[FIELD], opens[FIELD];
    int wrong = 0, count = 0, families = 0;
    FILE *roster = fopen("tests/data/names-roster.csv", "r");
    FILE *file = fopen("tests/data/names.csv", "r");
    CHECK(roster && file && fgets(line, sizeof line, roster));
    while (fgets(line, sizeof line, roster) && families < FAMILIES)
        put_family(++families, line);
    CHECK(fgets(line, sizeof line, file));
    for (; fgets(line, sizeof line, file); count++) {
        char *at = line;
        CHECK(next_field(&at, typed) && next_field(&at, fact) && next_field(&at, opens));
        HomeQuery query = asked(typed, fact);
        if (is_right(&query, opens))
            continue;
        wrong++;
        print_message("\"%s\" with %s: not %s\n", typed, fact, opens);
    }
    fclose(file);
    fclose(roster);
    print_message("%d lookups of %d families, %d wrong\n", count, families, wrong);
    CHECK(count >= 150);
    CHECK_INT(wrong, 0);
}

/* ---- who guesses ---- */

enum { STUDENTS = 480, GUESSES = 10000, FACTS = 10000 };

typedef struct {
    char given[24], family[24], adult[2][24], phone[2][16];
    int month, day;
} Listed; /* all but the phones and the birthday is on the class list */

static Listed listed[STUDENTS];
static uint64_t seed;

static uint32_t random_below(uint32_t below)
{
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)((seed >> 33) % below);
}

static void make_word(char out[24], int parts)
{
    static const char *const PARTS[] = {"ma", "te", "lo", "sha", "ri", "no", "ka", "be", "yu", "do",
        "an", "el", "is", "or", "un", "fa", "gre", "han", "ji", "pe", "sto", "vel", "win"};
    out[0] = 0;
    for (int i = 0; i < parts; i++)
        strcat(out, PARTS[random_below(sizeof PARTS / sizeof *PARTS)]);
}

/* Two adults a home, two children in every third. */
static void make_school(void)
{
    const char *text = getenv("FOYER_SEED");
    seed = text ? strtoull(text, NULL, 10) : 20261119;
    print_message("FOYER_SEED=%llu\n", (unsigned long long)seed);
    CHECK(store_begin(store, &err));
    for (int i = 0; i < STUDENTS; i++) {
        Listed *l = &listed[i];
        bool is_sibling = i % 3 == 2;
        static Id parents[2];
        if (is_sibling)
            *l = listed[i - 1];
        else
            make_word(l->family, 3);
        make_word(l->given, 2);
        l->month = 1 + (int)random_below(12);
        l->day = 1 + (int)random_below(28);
        Id who = child(l->given, l->family, i % 2 ? "03" : "05", l->month, l->day);
        for (int a = 0; a < 2; a++) {
            if (!is_sibling) {
                make_word(l->adult[a], 2);
                snprintf(l->phone[a], sizeof l->phone[a], "312%03u%04u", random_below(1000),
                    random_below(FACTS));
                parents[a] = guardian(l->adult[a], l->family, l->phone[a]);
            }
            tie(parents[a], who);
        }
    }
    CHECK(store_commit(store, &err));
}

/* Children's names, adults' and surnames alone, which several share. */
static void guess_name(HomeQuery *query, const Listed *l)
{
    switch (random_below(4)) {
    case 0:
        snprintf(query->name, sizeof query->name, "%s", l->family);
        break;
    case 1:
        snprintf(query->name, sizeof query->name, "%s", l->given);
        break;
    case 2:
        snprintf(query->name, sizeof query->name, "%s %s", l->adult[random_below(2)], l->family);
        break;
    default:
        snprintf(query->name, sizeof query->name, "%s %s", l->given, l->family);
    }
}

static HomeQuery guess(HomeWay way, ProofKind proof)
{
    HomeQuery query = {.way = way, .proof = proof};
    const Listed *l = &listed[random_below(STUDENTS)];
    guess_name(&query, l);
    snprintf(query.digits, sizeof query.digits, "%04u", random_below(FACTS));
    snprintf(query.letters, sizeof query.letters, "%.2s", l->given);
    snprintf(
        query.phone, sizeof query.phone, "312%03u%04u", random_below(1000), random_below(FACTS));
    query.month = 1 + (int)random_below(12);
    query.day = 1 + (int)random_below(28);
    return query;
}

/* A further question counts as open: grade and adult's letter are on the list. */
static bool breaks_in(HomeQuery query)
{
    HomeAnswer answer = homes_find(store, &query, &home, &err);
    CHECK_INT(err.code, ERR_NONE);
    return answer != HOME_NONE;
}

static double rate(HomeWay way, ProofKind proof, const char *what)
{
    int opened = 0;
    for (int i = 0; i < GUESSES; i++)
        opened += breaks_in(guess(way, proof));
    print_message("%s: %d of %d guesses open a home or lead to a question (%.3f %%)\n", what,
        opened, GUESSES, 100.0 * opened / GUESSES);
    return 100.0 * opened / GUESSES;
}

/* How often this word is on the list, as a part of a child's or an adult's name. */
static int occurrences(const char *word)
{
    int count = 0;
    for (int i = 0; i < STUDENTS; i++)
        count += strcmp(listed[i].given, word) == 0 || strcmp(listed[i].family, word) == 0 ||
            strcmp(listed[i].adult[0], word) == 0 || strcmp(listed[i].adult[1], word) == 0;
    return count;
}

/* The best that can be done with the list: the name that most have, with every four digits. */
static double rate_of_best_name(void)
{
    const char *best = listed[0].given;
    int opened = 0, most = 0;
    for (int i = 0; i < STUDENTS; i++) {
        const char *const words[] = {
            listed[i].given, listed[i].family, listed[i].adult[0], listed[i].adult[1]};
        for (int w = 0; w < 4; w++)
            if (occurrences(words[w]) > most) {
                most = occurrences(words[w]);
                best = words[w];
            }
    }
    for (int i = 0; i < FACTS; i++) {
        HomeQuery query = {.proof = PROOF_PHONE};
        snprintf(query.name, sizeof query.name, "%s", best);
        snprintf(query.digits, sizeof query.digits, "%04u", (unsigned)i % FACTS);
        opened += breaks_in(query);
    }
    print_message("the name that most have (%d) and every four digits: %d of %d (%.3f %%)\n", most,
        opened, FACTS, 100.0 * opened / FACTS);
    return 100.0 * opened / FACTS;
}

TEST(a_class_list_opens_next_to_nothing)
{
    UNUSED_STATE;
    make_school();
    double by_digits = rate(WAY_NAME, PROOF_PHONE, "a name and four digits");
    double by_birthday = rate(WAY_NAME, PROOF_BIRTHDAY, "a name and a birthday");
    double by_phone = rate(WAY_PHONE, PROOF_LETTERS, "an unknown number and two letters");
    double by_both = rate(WAY_PHONE, PROOF_BIRTHDAY, "an unknown number and a birthday");
    CHECK(by_digits <= 0.2);
    /* Each who has the name, or one a slip away, brings one or two phones. */
    CHECK(rate_of_best_name() <= 0.4);
    CHECK(by_birthday <= 1.6); /* a 336th for each child who fits the name */
    CHECK(by_phone <= 0.02 && by_both <= 0.02);
}

/* Without a fact that is not on the list nothing opens, whatever else is right. */
TEST(public_facts_alone_open_nothing)
{
    UNUSED_STATE;
    make_school();
    static const char *const digits[] = {"", "0", "    ", "____", "%%%%", "....", "٠١٢٣"};
    for (int i = 0; i < GUESSES; i++) {
        HomeQuery query = guess(random_below(2) ? WAY_NAME : WAY_PHONE, (ProofKind)random_below(3));
        const Listed *l = &listed[random_below(STUDENTS)];
        snprintf(query.grade, sizeof query.grade, random_below(2) ? "03" : "05");
        snprintf(query.adult_letter, sizeof query.adult_letter, "%c", l->adult[0][0]);
        snprintf(query.digits, sizeof query.digits, "%s", digits[random_below(7)]);
        snprintf(query.phone, sizeof query.phone, "%s", digits[random_below(7)]);
        query.month = query.day = 0;
        CHECK(!breaks_in(query));
    }
}

/* A test of the attack itself: with the facts the homes do open. */
TEST(the_facts_themselves_open)
{
    UNUSED_STATE;
    make_school();
    int opened = 0;
    for (int i = 0; i < STUDENTS; i++) {
        HomeQuery query = guess(WAY_PHONE, PROOF_LETTERS);
        snprintf(query.phone, sizeof query.phone, "+1 %s", listed[i].phone[i % 2]);
        snprintf(query.letters, sizeof query.letters, "%.2s", listed[i].given);
        opened += breaks_in(query);
        query = guess(WAY_NAME, PROOF_PHONE);
        snprintf(query.name, sizeof query.name, "%s", listed[i].given);
        snprintf(query.digits, sizeof query.digits, "%s", listed[i].phone[i % 2] + 6);
        opened += breaks_in(query);
    }
    CHECK_INT(opened, 2 * STUDENTS);
}

#define RUN_STORE(name) cmocka_unit_test_setup_teardown(name, open_store, close_store)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_STORE(what_is_typed_opens_what_it_must_and_nothing_else),
        RUN_STORE(a_class_list_opens_next_to_nothing),
        RUN_STORE(public_facts_alone_open_nothing),
        RUN_STORE(the_facts_themselves_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
