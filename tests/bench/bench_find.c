/* Finding a family among 5,000 and 100,000 people: a made-up roster from a printed seed.
 *   bench_find [SEED] */
#include <string.h>

#include "bench/bench.h"
#include "store/homes.h"
#include "store/people.h"

enum { LOOKUPS = 1000, NAME = 64 };

typedef struct {
    char name[600], digits[8], phone[24];
    int month, day;
} Known; /* what a family would type */

typedef struct {
    Store *store;
    uint64_t seed;
    Known known[LOOKUPS];
    int count, people;
} School;

/* ---- the roster ---- */

static void make_name(uint64_t *seed, int parts, char out[NAME])
{
    static const char *const PARTS[] = {"ma", "te", "lo", "sha", "ri", "no", "ka", "be", "yu", "do",
        "an", "el", "is", "or", "un", "fa", "gre", "han", "ji", "pe", "qui", "sto", "tra", "vel",
        "win", "xa", "zo", "mir", "dal", "cas"};
    out[0] = 0;
    for (int i = 0; i < parts; i++)
        strcat(out, PARTS[bench_random(seed, sizeof PARTS / sizeof *PARTS)]);
    out[0] = (char)(out[0] - 'a' + 'A');
}

static void put(School *s, Person *person)
{
    Err err = {0};
    snprintf(person->source_id, sizeof person->source_id, "P%d", s->people++);
    person->is_active = true;
    bench_must(people_put(s->store, person, 1, &err), "person", &err);
}

static void put_family(School *s, int number, int families)
{
    Err err = {0};
    Person adult = {.role = GUARDIAN}, child = {.role = STUDENT};
    char given[NAME], family[NAME];
    make_name(&s->seed, 3, family);
    make_name(&s->seed, 2, given);
    snprintf(adult.given, sizeof adult.given, "%s", given);
    snprintf(adult.family, sizeof adult.family, "%s", family);
    snprintf(adult.phone, sizeof adult.phone, "155501%05u", bench_random(&s->seed, 100000));
    put(s, &adult);
    int children = 1 + (int)bench_random(&s->seed, 3);
    for (int i = 0; i < children; i++) {
        child = (Person){.role = STUDENT,
            .birth_month = 1 + (int)bench_random(&s->seed, 12),
            .birth_day = 1 + (int)bench_random(&s->seed, 28)};
        make_name(&s->seed, 2, given);
        snprintf(child.given, sizeof child.given, "%s", given);
        snprintf(child.family, sizeof child.family, "%s", family);
        snprintf(child.grade, sizeof child.grade, "%02u", 1 + bench_random(&s->seed, 12));
        put(s, &child);
        bench_must(people_link(s->store, adult.id, child.id, &err), "link", &err);
    }
    if (s->count < LOOKUPS && number >= s->count * (families / LOOKUPS)) {
        Known *k = &s->known[s->count++];
        snprintf(k->name, sizeof k->name, "%s %s", child.given, family);
        snprintf(k->digits, sizeof k->digits, "%s", adult.phone + strlen(adult.phone) - 4);
        snprintf(k->phone, sizeof k->phone, "%.23s", adult.phone);
        k->month = child.birth_month;
        k->day = child.birth_day;
    }
}

static void open_school(School *s, int people)
{
    Err err = {0};
    bench_must(store_open(&s->store, "", STORE_MEMORY, &err), "store", &err);
    bench_must(store_begin(s->store, &err), "begin", &err);
    for (int i = 0; s->people < people; i++)
        put_family(s, i, people / 3);
    bench_must(store_commit(s->store, &err), "commit", &err);
}

/* ---- looking up ---- */

/* One slip, in a word of four letters or more: two neighbours swapped. */
static void slip(char *name)
{
    char *space = strchr(name, ' ');
    char *at = space ? space + 2 : name + 1;
    char letter = at[0];
    at[0] = at[1];
    at[1] = letter;
}

static void look_up(
    School *s, int people, const char *how, ProofKind proof, bool has_slip, const char *budget)
{
    char what[96];
    static Times times;
    int opened = 0;
    times.count = 0;
    for (int i = 0; i < s->count; i++) {
        const Known *k = &s->known[i];
        HomeQuery query = {.proof = proof, .month = k->month, .day = k->day};
        Home home;
        Err err = {0};
        snprintf(query.name, sizeof query.name, "%s", k->name);
        snprintf(query.digits, sizeof query.digits, "%s", k->digits);
        snprintf(query.phone, sizeof query.phone, "%s", k->phone);
        snprintf(query.letters, sizeof query.letters, "%.2s", k->name);
        query.way = proof == PROOF_LETTERS ? WAY_PHONE : WAY_NAME;
        if (has_slip)
            slip(query.name);
        times_begin(&times);
        HomeAnswer answer = homes_find(s->store, &query, &home, &err);
        times_end(&times);
        opened += answer == HOME_OPEN;
    }
    snprintf(what, sizeof what, "a family among %d, %s (%d open)", people, how, opened);
    bench_times(what, &times, budget);
}

int main(int argc, char **argv)
{
    static School s;
    static const int PEOPLE[] = {5000, 100000};
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 20261119;
    for (int i = 0; i < 2; i++) {
        s = (School){.seed = seed};
        open_school(&s, PEOPLE[i]);
        const char *typo = i ? "25 ms" : "3 ms";
        look_up(&s, PEOPLE[i], "phone", PROOF_PHONE, false, "1 ms");
        look_up(&s, PEOPLE[i], "phone, a typo", PROOF_PHONE, true, typo);
        look_up(&s, PEOPLE[i], "birthday", PROOF_BIRTHDAY, false, "1 ms");
        look_up(&s, PEOPLE[i], "birthday, a typo", PROOF_BIRTHDAY, true, typo);
        look_up(&s, PEOPLE[i], "number, letters", PROOF_LETTERS, false, "1 ms");
        store_close(s.store);
    }
    return 0;
}
