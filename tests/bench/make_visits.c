/* make_visits --db FILE --visits N --seed S */
#include <getopt.h>

#include "bench/bench.h"
#include "bench/made.h"

int main(int argc, char **argv)
{
    static const struct option OPTIONS[] = {{"db", required_argument, NULL, 'd'},
        {"visits", required_argument, NULL, 'n'}, {"seed", required_argument, NULL, 's'}, {0}};
    const char *db = NULL;
    int visits = 0;
    uint64_t seed = 1;
    Err err = {0};
    for (int key; (key = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
        if (key == 'd')
            db = optarg;
        else if (key == 'n')
            visits = atoi(optarg);
        else if (key == 's')
            seed = strtoull(optarg, NULL, 10);
        else
            return 2;
    }
    bool is_right = optind == argc && db && visits > 0 && visits <= 100000000;
    bench_must(is_right, "make_visits --db FILE --visits N --seed S", NULL);
    bench_must(made_visits(db, visits, seed, &err), "visits", &err);
    return 0;
}
