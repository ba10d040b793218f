/* Topics, as screens show them. */
#include "screens/screens.h"

#include <string.h>

/* clang-format off */
static const Topic TOPICS[] = {
#define TOPIC(name, title, icon, tint) {name, title, icon, tint},
#include "store/topics.def"
#undef TOPIC
};
/* clang-format on */
enum { TOPIC_COUNT = sizeof TOPICS / sizeof *TOPICS };

const Topic *part_topics(int *count)
{
    *count = TOPIC_COUNT;
    return TOPICS;
}

const Topic *part_topic(const char *name)
{
    for (int i = 0; i < TOPIC_COUNT; i++)
        if (strcmp(TOPICS[i].name, name) == 0)
            return &TOPICS[i];
    return TOPICS;
}
