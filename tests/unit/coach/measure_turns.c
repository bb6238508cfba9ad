/* Figures, not a test: what a queue costs, with 200 who wait and with 10,000, each of one turn, or all of one learner. */
#include "base/clock.h"
#include "coach/turns.h"

#include <stdio.h>

static void count(void *self, const Turn *turn, size_t place) {
    (void)turn;
    *(size_t *)self += place;
}

static void measure(int learners, int waiting) {
    Turns *turns = turns_new();
    char learner[40], id[40];
    int64_t wake, begun = clock_monotonic(), pass = 0;
    size_t sum = 0;
    for (int i = 0; i < waiting; i++) {
        snprintf(learner, sizeof learner, "019aa000-0000-7000-8000-%012d", i % learners);
        snprintf(id, sizeof id, "019aa000-0000-7000-9000-%012d", i);
        turns_add(turns, &(Turn){learner, id, "k-nearest-neighbours", false});
    }
    int64_t added = clock_monotonic();
    turns_tell(turns, count, &sum);
    const Turn *turn = turns_next(turns, 0, &wake);
    pass = clock_monotonic();
    size_t moved = turns_tell(turns, count, &sum);
    pass = clock_monotonic() - pass;
    turns_done(turns, turn);
    int64_t drain = clock_monotonic();
    while ((turn = turns_next(turns, 0, &wake))) turns_done(turns, turn);
    drain = clock_monotonic() - drain;
    printf("%6d waiting of %5d learners: add %.2f us each, next and done %.2f us each, a pass that tells %zu: %.2f ms\n", waiting,
           learners, (double)(added - begun) / waiting, (double)drain / waiting, moved, (double)pass / 1e3);
    turns_free(turns);
}

int main(void) {
    measure(200, 200);
    measure(10000, 10000);
    measure(200, 10000);
    measure(1, 10000);
    return 0;
}
