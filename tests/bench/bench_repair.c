/* Whom a walk-in may be, among 5,000 families: a made-up roster from a printed seed.
 *   bench_repair [SEED] */
#include <string.h>

#include "bench/bench.h"
#include "store/people.h"
#include "store/repair.h"

enum { FAMILIES = 5000, ASKED = 40, NAME = 64 };

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

static Id put(Store *store, PersonRole role, const char *given, const char *family, int number)
{
    Err err = {0};
    Person person = {.role = role, .is_active = true, .language = "es"};
    snprintf(person.source_id, sizeof person.source_id, "%d", number);
    snprintf(person.given, sizeof person.given, "%s", given);
    snprintf(person.family, sizeof person.family, "%s", family);
    if (role == STUDENT)
        snprintf(person.grade, sizeof person.grade, "%02d", number % 8 + 1);
    bench_must(people_put(store, &person, 1, &err), "person", &err);
    return person.id;
}

/* One family in fifty has the same surname, as García in many schools; two adults, two children. */
static void put_family(Store *store, uint64_t *seed, int number, Stub *stub)
{
    Err err = {0};
    char given[NAME], family[NAME];
    Id adults[2];
    make_name(seed, number % 50 ? 3 : 2, family);
    if (number % 50 == 0)
        snprintf(family, sizeof family, "García");
    for (int i = 0; i < 2; i++) {
        make_name(seed, 2, given);
        adults[i] = put(store, GUARDIAN, given, family, number * 4 + i);
        snprintf(stub->adult, sizeof stub->adult, "%s %s", given, family);
    }
    for (int i = 2; i < 4; i++) {
        make_name(seed, 2, given);
        Id child = put(store, STUDENT, given, family, number * 4 + i);
        for (int a = 0; a < 2; a++)
            bench_must(people_tie(store, adults[a], child, &err), "tie", &err);
    }
    snprintf(stub->child, sizeof stub->child, "%s %s", given, family);
    snprintf(stub->grade, sizeof stub->grade, "%02d", (number * 4 + 3) % 8 + 1);
    snprintf(stub->language, sizeof stub->language, "es");
}

static void ask(Store *store, const Stub *stub, Times *times)
{
    Err err = {0};
    Suggestion found[REPAIR_SUGGESTIONS];
    times_begin(times);
    int count = repair_suggest(store, stub, (Id){0}, found, REPAIR_SUGGESTIONS, &err);
    times_end(times);
    bench_must(count >= 0, "suggest", &err);
}

int main(int argc, char **argv)
{
    static Stub stubs[ASKED];
    static Times whole, slipped, typed, arabic;
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 20261119;
    Err err = {0};
    Store *store;
    bench_must(store_open(&store, "", STORE_MEMORY, &err), "store", &err);
    bench_must(store_begin(store, &err), "begin", &err);
    for (int i = 0; i < FAMILIES; i++)
        put_family(store, &seed, i, &stubs[i % ASKED]);
    bench_must(store_commit(store, &err), "commit", &err);
    for (int i = 0; i < ASKED; i++) {
        Stub stub = stubs[i];
        ask(store, &stub, &whole);
        stub.child[2] = 'x';
        ask(store, &stub, &slipped);
        stub.child[4] = stub.adult[0] = 0;
        ask(store, &stub, &typed);
        snprintf(stub.child, sizeof stub.child, "محمد عبد الرحمن");
        ask(store, &stub, &arabic);
    }
    bench_times("whom a walk-in may be of 5,000 families: both names", &whole, "20 ms");
    bench_times("likewise, the child's with a slip", &slipped, "20 ms");
    bench_times("likewise, four letters typed", &typed, "20 ms");
    bench_times("likewise, an Arabic name among Latin ones", &arabic, "20 ms");
    store_close(store);
    return 0;
}
