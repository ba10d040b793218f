/* make_roster FOLDER --people N --seed S [--changed K] */
#include <getopt.h>

#include "bench/bench.h"
#include "bench/made.h"

int main(int argc, char **argv)
{
    static const struct option OPTIONS[] = {{"people", required_argument, NULL, 'n'},
        {"seed", required_argument, NULL, 's'}, {"changed", required_argument, NULL, 'c'}, {0}};
    MadeRoster roster = {.seed = 1};
    Err err = {0};
    for (int key; (key = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
        if (key == 'n')
            roster.people = atoi(optarg);
        else if (key == 's')
            roster.seed = strtoull(optarg, NULL, 10);
        else if (key == 'c')
            roster.changed = atoi(optarg);
        else
            return 2;
    }
    bool is_right = optind + 1 == argc && roster.people > 0 && roster.people <= 9999999 &&
        roster.changed >= 0 && roster.changed <= roster.people;
    bench_must(is_right, "make_roster FOLDER --people N --seed S [--changed K]", NULL);
    bench_must(made_roster(argv[optind], &roster, &err), "roster", &err);
    return 0;
}
