/* Somebody who has all that is published of a term, and reckons what was hidden: bounds of each
 * number, drawn tighter by whatever is known of the others until nothing moves. */
#include "dice.h"

#include "store/participation.h"

enum {
    SCHOOLS = 500,
    SMALLEST = 10,
    FAMILIES_MAX = 700,
    CHILDREN_MAX = 4,
    /* of a row and of all, students and families: there, reached, not reached */
    PARTS = 6,
    VARIABLES = PARTS * (1 + DIVISIONS * REACH_ROWS),
    FACTS = 4096,
    TERMS = 40000,
    WIDEST = 1000000
};

typedef enum { THERE, REACHED, MISSED } Part;

/* ---- a school ---- */

typedef struct {
    int families, grades, languages, programmes, reached_percent;
} Shape;

static uint64_t dice;
static TermReach school;

static Shape roll_shape(void)
{
    return (Shape){.families = 12 + (int)dice_roll(&dice, FAMILIES_MAX - 12),
        .grades = 1 + (int)dice_roll(&dice, 13),
        .languages = 1 + (int)dice_roll(&dice, 14),
        .programmes = (int)dice_roll(&dice, 5),
        .reached_percent = 1 + (int)dice_roll(&dice, 99)};
}

/* The first ones are many, the last ones few. */
static int roll_uneven(int count)
{
    int roll = (int)dice_roll(&dice, 1U << (count < 12 ? count : 12)), at = 0;
    while (at < count - 1 && roll % 2) {
        roll /= 2;
        at++;
    }
    return at;
}

static void add(Share *share, bool is_reached)
{
    share->of++;
    share->count += is_reached;
}

static void roll_child(const Shape *shape, int language, uint32_t rows[DIVISIONS])
{
    int other = dice_roll(&dice, 20) ? language : roll_uneven(shape->languages);
    rows[BY_GRADE] = 1U << dice_roll(&dice, (uint32_t)shape->grades);
    rows[BY_LANGUAGE] = 1U << other;
    rows[BY_PROGRAMME] = 0;
    for (int i = 1; i <= shape->programmes; i++)
        if (dice_roll(&dice, 3U * (uint32_t)i) == 0)
            rows[BY_PROGRAMME] |= 1U << i;
    if (!rows[BY_PROGRAMME] && shape->programmes)
        rows[BY_PROGRAMME] = 1;
}

static void count(const uint32_t *rows, bool is_student, bool is_reached)
{
    add(is_student ? &school.all.students : &school.all.families, is_reached);
    for (int d = 0; d < DIVISIONS; d++)
        for (int i = 0; i < school.counts[d]; i++)
            if (rows[d] >> i & 1) {
                Reach *reach = &school.rows[d][i].reach;
                add(is_student ? &reach->students : &reach->families, is_reached);
            }
}

static void roll_school(const Shape *shape)
{
    school = (TermReach){
        .counts = {shape->grades, shape->languages, shape->programmes + (shape->programmes > 0)}};
    for (int d = 0; d < DIVISIONS; d++)
        for (int i = 0; i < school.counts[d]; i++)
            snprintf(school.rows[d][i].name, REACH_NAME, "%02d", i);
    for (int f = 0; f < shape->families; f++) {
        uint32_t all[DIVISIONS] = {0}, rows[DIVISIONS];
        int language = roll_uneven(shape->languages), children = 1 + roll_uneven(CHILDREN_MAX);
        int percent = shape->reached_percent / (1 + language % 2); /* not all alike */
        bool is_reached = (int)dice_roll(&dice, 100) < percent;
        for (int c = 0; c < children; c++) {
            roll_child(shape, language, rows);
            count(rows, true, is_reached);
            for (int d = 0; d < DIVISIONS; d++)
                all[d] |= rows[d];
        }
        count(all, false, is_reached);
    }
}

/* ---- what is known ---- */

/* The sum of its terms is at least so much. */
typedef struct {
    int first, count, least;
} Fact;

static int low[VARIABLES], high[VARIABLES], truth[VARIABLES];
static bool is_hidden[VARIABLES];
static Fact facts[FACTS];
static int fact_count, term_count, variable_count;
static struct {
    int variable, sign;
} terms[TERMS];

static int variable(int value, bool hides)
{
    int at = variable_count++;
    truth[at] = value;
    is_hidden[at] = hides;
    low[at] = hides ? 0 : value;
    high[at] = hides ? WIDEST : value;
    return at;
}

static void term(int at, int sign)
{
    CHECK(term_count < TERMS);
    terms[term_count].variable = at;
    terms[term_count++].sign = sign;
}

static void end_fact(int first, int least)
{
    CHECK(fact_count < FACTS);
    facts[fact_count++] = (Fact){first, term_count - first, least};
}

static void is_at_least(int more, int less)
{
    int first = term_count;
    term(more, 1);
    term(less, -1);
    end_fact(first, 0);
}

static void is_sum(int whole, int one, int other)
{
    for (int sign = -1; sign <= 1; sign += 2) {
        int first = term_count;
        term(whole, sign);
        term(one, -sign);
        term(other, -sign);
        end_fact(first, 0);
    }
}

/* Six variables of families and students, in this order: families there, reached, missed. */
static int know_reach(const Reach *raw, Cover cover)
{
    int first = variable_count;
    const Share *shares[] = {&raw->families, &raw->students};
    for (int i = 0; i < 2; i++) {
        variable(shares[i]->of, cover == COVER_BOTH);
        variable(shares[i]->count, cover != COVER_NOTHING);
        variable(shares[i]->of - shares[i]->count, cover != COVER_NOTHING);
        is_sum(first + 3 * i + THERE, first + 3 * i + REACHED, first + 3 * i + MISSED);
    }
    for (int part = THERE; part <= MISSED; part++) /* each family has a student */
        is_at_least(first + 3 + part, first + part);
    if (low[first] < 1)
        low[first] = 1;
    return first;
}

/* Rows add up to all, or, where one stands in several, to more. */
static void know_rows(const int *rows, int count, int all, bool is_exact)
{
    for (int sign = 1; count > 0 && sign >= (is_exact ? -1 : 1); sign -= 2) {
        int first = term_count;
        for (int i = 0; i < count; i++)
            term(rows[i], sign);
        term(all, -sign);
        end_fact(first, 0);
    }
    for (int i = 0; i < count; i++)
        is_at_least(all, rows[i]);
}

static const ReachRow *raw_row(const TermReach *raw, int d, const char *name)
{
    for (int i = 0; i < raw->counts[d]; i++)
        if (strcmp(raw->rows[d][i].name, name) == 0)
            return &raw->rows[d][i];
    fail_msg("no row %s", name);
    return NULL;
}

static void know(const TermReach *raw, const TermReach *told)
{
    variable_count = fact_count = term_count = 0;
    int all = know_reach(&raw->all, told->all.cover);
    for (int d = 0; d < DIVISIONS; d++) {
        int rows[PARTS][REACH_ROWS], count = 0;
        for (int i = 0; i < told->counts[d]; i++) {
            const ReachRow *row = raw_row(raw, d, told->rows[d][i].name);
            if (row->reach.families.of == 0)
                continue;
            int first = know_reach(&row->reach, told->rows[d][i].reach.cover);
            for (int part = 0; part < PARTS; part++)
                rows[part][count] = first + part;
            count++;
        }
        for (int part = 0; part < PARTS; part++)
            know_rows(rows[part], count, all + part, part >= 3 && d != BY_PROGRAMME);
    }
}

/* ---- reckoning ---- */

static int most_of(int at)
{
    return terms[at].sign > 0 ? high[terms[at].variable] : -low[terms[at].variable];
}

static bool draw(const Fact *fact)
{
    bool has_moved = false;
    int64_t most = 0;
    for (int i = 0; i < fact->count; i++)
        most += most_of(fact->first + i);
    for (int i = 0; i < fact->count; i++) {
        int at = fact->first + i, v = terms[at].variable;
        int64_t least = fact->least - (most - most_of(at)); /* of the term */
        if (terms[at].sign > 0 && least > low[v]) {
            low[v] = (int)least;
            has_moved = true;
        } else if (terms[at].sign < 0 && -least < high[v]) {
            high[v] = (int)-least;
            has_moved = true;
        }
    }
    return has_moved;
}

static void reckon(void)
{
    for (bool has_moved = true; has_moved;) {
        has_moved = false;
        for (int i = 0; i < fact_count; i++)
            has_moved |= draw(&facts[i]);
    }
}

typedef struct {
    int hidden, found, narrowest; /* the narrowest bounds of a number under the smallest */
} Attack;

static void look(Attack *attack)
{
    for (int i = 0; i < variable_count; i++) {
        CHECK(low[i] <= truth[i] && truth[i] <= high[i]); /* who reckons is never wrong */
        if (!is_hidden[i])
            continue;
        attack->hidden++;
        attack->found += low[i] == high[i];
        if (truth[i] < SMALLEST && high[i] - low[i] < attack->narrowest)
            attack->narrowest = high[i] - low[i];
    }
}

static void attack_school(bool has_complements, Attack *attack)
{
    static TermReach told;
    told = school;
    participation_protect(&told, SMALLEST, has_complements);
    know(&school, &told);
    reckon();
    look(attack);
}

static Attack attack_all(bool has_complements)
{
    Attack attack = {.narrowest = WIDEST};
    for (int i = 0; i < SCHOOLS; i++) {
        Shape shape = roll_shape();
        roll_school(&shape);
        attack_school(has_complements, &attack);
    }
    print_message(
        "hidden %d, found %d, narrowest %d\n", attack.hidden, attack.found, attack.narrowest);
    return attack;
}

TEST(who_reckons_finds_no_hidden_number_in_any_school)
{
    UNUSED_STATE;
    dice = dice_seed();
    Attack attack = attack_all(true);
    CHECK(attack.hidden > 10000);
    CHECK_INT(attack.found, 0);
    CHECK(attack.narrowest >= SMALLEST / 2);
}

TEST(without_complements_hidden_numbers_are_found)
{
    UNUSED_STATE;
    dice = 7;
    Attack attack = attack_all(false);
    CHECK(attack.found > 50);
}

/* ---- by hand ---- */

static void put_row(Division division, const char *name, int came, int of)
{
    ReachRow *row = &school.rows[division][school.counts[division]++];
    snprintf(row->name, sizeof row->name, "%s", name);
    row->reach.families = row->reach.students = (Share){came, of};
}

static const Reach *told_row(Division division, const char *name)
{
    return &raw_row(&school, division, name)->reach;
}

/* The worked example: of 600 families 100 came; four of those who speak Arabic. */
static void worked_example(void)
{
    school = (TermReach){0};
    school.all.families = school.all.students = (Share){100, 600};
    put_row(BY_LANGUAGE, "es", 30, 180);
    put_row(BY_LANGUAGE, "ar", 4, 36);
    put_row(BY_LANGUAGE, "en", 66, 384);
}

TEST(the_smallest_beside_a_hidden_one_is_hidden_too)
{
    UNUSED_STATE;
    worked_example();
    participation_protect(&school, SMALLEST, true);
    CHECK_INT(told_row(BY_LANGUAGE, "ar")->cover, COVER_REACHED);
    CHECK_INT(told_row(BY_LANGUAGE, "ar")->families.of, 36);
    CHECK_INT(told_row(BY_LANGUAGE, "ar")->families.count, 0);
    CHECK_INT(told_row(BY_LANGUAGE, "es")->cover, COVER_REACHED);
    CHECK_INT(told_row(BY_LANGUAGE, "en")->cover, COVER_NOTHING);
    CHECK_INT(told_row(BY_LANGUAGE, "en")->families.count, 66);
    worked_example();
    participation_protect(&school, SMALLEST, false);
    CHECK_INT(told_row(BY_LANGUAGE, "es")->cover, COVER_NOTHING);
}

TEST(few_who_did_not_come_are_hidden_as_few_who_did)
{
    UNUSED_STATE;
    school = (TermReach){0};
    school.all.families = school.all.students = (Share){114, 196};
    put_row(BY_GRADE, "01", 14, 18);
    put_row(BY_GRADE, "02", 60, 100);
    put_row(BY_GRADE, "03", 40, 78);
    participation_protect(&school, SMALLEST, true);
    CHECK_INT(told_row(BY_GRADE, "01")->cover, COVER_REACHED);
    CHECK_INT(told_row(BY_GRADE, "03")->cover, COVER_REACHED);
    CHECK_INT(told_row(BY_GRADE, "02")->cover, COVER_NOTHING);
}

TEST(two_hidden_ones_that_are_few_together_take_a_third)
{
    UNUSED_STATE;
    school = (TermReach){0};
    school.all.families = school.all.students = (Share){60, 147};
    put_row(BY_LANGUAGE, "so", 1, 3);
    put_row(BY_LANGUAGE, "am", 1, 4);
    put_row(BY_LANGUAGE, "es", 18, 40);
    put_row(BY_LANGUAGE, "en", 40, 100);
    participation_protect(&school, SMALLEST, true);
    CHECK_INT(told_row(BY_LANGUAGE, "so")->cover, COVER_BOTH);
    CHECK_INT(told_row(BY_LANGUAGE, "am")->cover, COVER_BOTH);
    CHECK_INT(told_row(BY_LANGUAGE, "es")->cover, COVER_BOTH);
    CHECK_INT(told_row(BY_LANGUAGE, "en")->cover, COVER_NOTHING);
    CHECK_TEXT(school.rows[BY_LANGUAGE][0].name, "en");
    CHECK_TEXT(school.rows[BY_LANGUAGE][1].name, "am"); /* hidden: by name */
}

/* Each family has a child in no programme: how many of these came is how many came at all. */
TEST(a_row_of_nearly_everybody_hides_whole)
{
    UNUSED_STATE;
    school = (TermReach){0};
    school.all.families = (Share){60, 120};
    school.all.students = (Share){90, 180};
    put_row(BY_PROGRAMME, "", 60, 120);
    put_row(BY_PROGRAMME, "EL", 3, 30);
    participation_protect(&school, SMALLEST, true);
    CHECK_INT(told_row(BY_PROGRAMME, "")->cover, COVER_BOTH);
    CHECK_INT(told_row(BY_PROGRAMME, "EL")->cover, COVER_BOTH);
}

TEST(few_in_the_whole_school_hide_everything)
{
    UNUSED_STATE;
    worked_example();
    school.all.families.count = 9;
    participation_protect(&school, SMALLEST, true);
    for (int i = 0; i < 3; i++)
        CHECK(school.rows[BY_LANGUAGE][i].reach.cover != COVER_NOTHING);
    CHECK_INT(school.all.cover, COVER_REACHED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(who_reckons_finds_no_hidden_number_in_any_school),
        RUN(without_complements_hidden_numbers_are_found),
        RUN(the_smallest_beside_a_hidden_one_is_hidden_too),
        RUN(few_who_did_not_come_are_hidden_as_few_who_did),
        RUN(two_hidden_ones_that_are_few_together_take_a_third),
        RUN(a_row_of_nearly_everybody_hides_whole),
        RUN(few_in_the_whole_school_hide_everything),
    };
    return cmocka_run_group_tests_name("attack", tests, NULL, NULL);
}
