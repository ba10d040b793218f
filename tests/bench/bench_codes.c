/* A code: encoded, and a page of the shelf with it declared, encoded and drawn.
 *   bench_codes */
#include <string.h>

#include "app/nav.h"
#include "base/clock.h"
#include "bench/bench.h"
#include "commands/glass.h"
#include "exchange/payload.h"
#include "screens/screens.h"
#include "store/resources.h"

enum { ROUNDS = 20, SHOWN = 64 };

static void encode(const char *what, int bytes)
{
    static QrCode code;
    char text[PAYLOAD_SIZE];
    Times times = {0};
    Err err = {0};
    memset(text, 'a', sizeof text);
    text[bytes] = 0;
    for (int i = 0; i < 200; i++) {
        times_begin(&times);
        bench_must(payload_code(text, &code, &err), "a code", &err);
        times_end(&times);
    }
    bench_times(what, &times, "16 ms");
}

static int all(Store *store, Id *out)
{
    Err err = {0};
    int count = 0;
    for (ResourceKind kind = RESOURCE_URL; kind <= RESOURCE_MAIL && count < SHOWN; kind++) {
        int found = resources_of_kind(store, kind, 0, out + count, SHOWN - count, &err);
        bench_must(found >= 0, "resources", &err);
        count += found;
    }
    return count < SHOWN ? count : SHOWN;
}

/* Of the made-up school, one after the other: what is counted is committed in memory. */
static void draw(void)
{
    static Glass glass;
    static Times first, again;
    Id ids[SHOWN];
    Err err = {0};
    bench_must(glass_open(&glass, NULL, true, 1920, 1080, clock_wall(), &err), "glass", &err);
    int count = all(glass.store, ids);
    glass_frame(&glass);
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < count; i++) {
            go_to(&glass.app, screen_resource, ids[i]);
            Times *times = round ? &again : &first;
            times_begin(times);
            glass_frame(&glass);
            times_end(times);
        }
    bench_times("a page of the shelf, first time: read, encoded, drawn", &first, "16 ms");
    bench_times("the same again, its words cached", &again, "16 ms");
    glass_close(&glass);
}

int main(void)
{
    encode("a link of 30 bytes, encoded", 30);
    encode("an event of 280 bytes, encoded", 280);
    encode("the largest code, 520 bytes, encoded", PAYLOAD_BYTES);
    draw();
    return 0;
}
