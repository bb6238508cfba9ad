/* What those who wait to be judged can rely on: the order, the limits, and the places that they are told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "coach/turns.h"

#include <stdio.h>
#include <stdlib.h>

static int64_t wake;

static bool add(Turns *turns, const char *learner, const char *id) { return turns_add(turns, &(Turn){learner, id, "q", false}); }

static bool add_run(Turns *turns, const char *learner, const char *id) { return turns_add(turns, &(Turn){learner, id, "q", true}); }

/* Starts the next turn, which must be `id`. */
static const Turn *start(Turns *turns, const char *id) {
    const Turn *turn = turns_next(turns, 0, &wake);
    assert_non_null(turn);
    assert_string_equal(turn->id, id);
    return turn;
}

static void nobody_next(Turns *turns) { assert_null(turns_next(turns, 0, &wake)); }

static void who_came_first_goes_first(void **state) {
    (void)state;
    Turns *turns = turns_new();
    nobody_next(turns);
    assert_int_equal(wake, 0);
    add(turns, "ann", "a");
    add_run(turns, "bob", "b");
    add(turns, "cid", "c");
    const Turn *a = start(turns, "a"), *b = start(turns, "b"), *c = start(turns, "c");
    assert_string_equal(a->learner, "ann");
    assert_string_equal(b->question, "q");
    assert_true(b->is_run && !c->is_run);
    nobody_next(turns);
    turns_done(turns, b);
    turns_done(turns, a);
    turns_done(turns, c);
    nobody_next(turns);
    turns_free(turns);
}

static void nobody_waits_behind_somebodys_second_turn(void **state) {
    (void)state;
    Turns *turns = turns_new();
    add(turns, "ann", "a1");
    add(turns, "ann", "a2");
    add(turns, "ann", "a3");
    add(turns, "bob", "b1");
    add(turns, "cid", "c1");
    const Turn *a1 = start(turns, "a1"), *b1 = start(turns, "b1"), *c1 = start(turns, "c1"), *a2 = start(turns, "a2");
    turns_done(turns, a1);
    turns_done(turns, a2);
    turns_done(turns, b1);
    turns_done(turns, c1);
    turns_done(turns, start(turns, "a3"));
    turns_free(turns);
}

static void a_learner_is_judged_twice_at_once_and_no_more(void **state) {
    (void)state;
    Turns *turns = turns_new();
    for (int i = 0; i < 5; i++) add(turns, "ann", (char[]){(char)('1' + i), 0});
    const Turn *one = start(turns, "1"), *two = start(turns, "2");
    nobody_next(turns);
    add(turns, "bob", "b");
    const Turn *b = start(turns, "b"); /* others are not held up by that */
    turns_done(turns, two);
    const Turn *three = start(turns, "3");
    nobody_next(turns);
    turns_done(turns, one);
    turns_done(turns, three);
    turns_done(turns, b);
    turns_done(turns, start(turns, "4"));
    turns_done(turns, start(turns, "5"));
    nobody_next(turns);
    turns_free(turns);
}

static void runs_that_wait_are_few_and_attempts_are_never_refused(void **state) {
    (void)state;
    Turns *turns = turns_new();
    char id[16];
    for (int i = 0; i < TURNS_RUNS; i++) assert_true(add_run(turns, "ann", (snprintf(id, sizeof id, "r%d", i), id)));
    assert_false(add_run(turns, "ann", "more"));
    assert_int_equal(turns_waiting(turns), TURNS_RUNS);
    assert_int_equal(turns_place(turns, "ann", "more"), 0);
    assert_true(add_run(turns, "bob", "b"));
    for (int i = 0; i < 100; i++) assert_true(add(turns, "ann", (snprintf(id, sizeof id, "a%d", i), id)));
    const Turn *first = start(turns, "r0");
    assert_true(add_run(turns, "ann", "more")); /* one of them does not wait any more */
    assert_false(add_run(turns, "ann", "yet another"));
    turns_done(turns, first);
    turns_free(turns);
}

static void what_is_put_back_comes_again_at_its_time_and_last(void **state) {
    (void)state;
    Turns *turns = turns_new();
    add(turns, "ann", "a");
    add(turns, "bob", "b");
    turns_put_back(turns, start(turns, "a"), 2000);
    turns_put_back(turns, start(turns, "b"), 1000);
    assert_int_equal(turns_waiting(turns), 2);
    assert_null(turns_next(turns, 999, &wake));
    assert_int_equal(wake, 1000);
    add(turns, "cid", "c");
    const Turn *turn = turns_next(turns, 2000, &wake);
    assert_string_equal(turn->id, "c"); /* was there before their time came */
    assert_int_equal(wake, 0);
    turns_done(turns, turn);
    turns_done(turns, start(turns, "b"));
    turns_done(turns, start(turns, "a"));
    nobody_next(turns);
    assert_int_equal(turns_waiting(turns), 0);
    turns_free(turns);
}

static void what_is_put_back_does_not_hold_up_its_learner(void **state) {
    (void)state;
    Turns *turns = turns_new();
    add(turns, "ann", "a1");
    add(turns, "ann", "a2");
    turns_put_back(turns, start(turns, "a1"), 1000);
    const Turn *a2 = start(turns, "a2");
    assert_int_equal(wake, 1000);
    turns_done(turns, a2);
    nobody_next(turns);
    const Turn *again = turns_next(turns, 1000, &wake);
    assert_string_equal(again->id, "a1");
    turns_put_back(turns, again, 5000); /* as often as it takes */
    assert_int_equal(turns_place(turns, "ann", "a1"), 1);
    turns_free(turns);
}

static void places_are_the_order_of_starting(void **state) {
    (void)state;
    Turns *turns = turns_new();
    add(turns, "ann", "a1");
    add(turns, "ann", "a2");
    add(turns, "ann", "a3");
    add(turns, "bob", "b1");
    assert_int_equal(turns_place(turns, "ann", "a1"), 1);
    assert_int_equal(turns_place(turns, "bob", "b1"), 2);
    assert_int_equal(turns_place(turns, "ann", "a2"), 3);
    assert_int_equal(turns_place(turns, "ann", "a3"), 4);
    const Turn *a1 = start(turns, "a1");
    assert_int_equal(turns_place(turns, "ann", "a1"), 0); /* it does not wait */
    assert_int_equal(turns_place(turns, "bob", "b1"), 1);
    assert_int_equal(turns_place(turns, "ann", "a2"), 2);
    assert_int_equal(turns_place(turns, "bob", "a2"), 0); /* nobody else's */
    assert_int_equal(turns_place(turns, "dan", "a2"), 0);
    turns_put_back(turns, a1, 10);
    assert_int_equal(turns_place(turns, "ann", "a2"), 1); /* nothing of ann's is under way any more */
    assert_int_equal(turns_place(turns, "bob", "b1"), 2);
    assert_int_equal(turns_place(turns, "ann", "a3"), 3);
    assert_int_equal(turns_place(turns, "ann", "a1"), 4);
    turns_free(turns);
}

typedef struct {
    size_t count;
    char text[256];
} Heard;

static void hear(void *self, const Turn *turn, size_t place) {
    Heard *heard = self;
    size_t len = strlen(heard->text);
    heard->count++;
    snprintf(heard->text + len, sizeof heard->text - len, "%s=%zu ", turn->id, place);
}

static void expect_told(Turns *turns, const char *wanted) {
    Heard heard = {0};
    size_t told = turns_tell(turns, hear, &heard);
    assert_int_equal(told, heard.count);
    assert_string_equal(heard.text, wanted);
}

static void only_those_whose_place_has_changed_are_told(void **state) {
    (void)state;
    Turns *turns = turns_new();
    expect_told(turns, "");
    add(turns, "ann", "a1");
    add(turns, "ann", "a2");
    add(turns, "cid", "c");
    expect_told(turns, "a1=1 a2=3 c=2 ");
    expect_told(turns, "");
    add(turns, "dan", "d"); /* before ann's second */
    expect_told(turns, "a2=4 d=3 ");
    const Turn *a1 = start(turns, "a1");
    expect_told(turns, "a2=3 c=1 d=2 ");
    turns_put_back(turns, a1, 50);
    expect_told(turns, "a2=1 c=2 d=3 a1=4 "); /* a1 is told anew, having been under way */
    turns_free(turns);
}

static void count_told(void *self, const Turn *turn, size_t place) {
    (void)turn;
    (void)place;
    ++*(size_t *)self;
}

static void a_learner_with_many_turns_hears_of_the_first_ones(void **state) {
    (void)state;
    Turns *turns = turns_new();
    char id[16];
    size_t heard = 0;
    for (int i = 0; i < 1000; i++) add(turns, "ann", (snprintf(id, sizeof id, "a%d", i), id));
    add(turns, "bob", "b");
    assert_int_equal(turns_tell(turns, count_told, &heard), TURNS_TOLD + 1);
    assert_int_equal(heard, TURNS_TOLD + 1);
    assert_int_equal(turns_place(turns, "ann", "a999"), 1001); /* whoever asks is answered */
    const Turn *first = start(turns, "a0");
    assert_int_equal(turns_tell(turns, count_told, &heard), TURNS_TOLD + 1); /* bob too: ann's second goes behind him */
    turns_done(turns, first);
    turns_free(turns);
}

/* --- many ------------------------------------------------------------------------------------------------------------------ */

enum { LEARNERS = 200, EACH = 5, WORKERS = 18 };

static char *name(char *out, const char *kind, int n) { return (sprintf(out, "%s%d", kind, n), out); }

/* A stream of newcomers, one with each turn that ends, cannot keep a greedy learner's turns, nor anybody's, from being judged. */
static void nobody_starves(void **state) {
    (void)state;
    Turns *turns = turns_new();
    char learner[16], id[16];
    add(turns, "greedy", "g1");
    add(turns, "greedy", "g2");
    const Turn *busy = start(turns, "g1");
    for (int i = 0; i < 500; i++) {
        add(turns, name(learner, "l", i), name(id, "t", i));
        turns_done(turns, start(turns, id)); /* goes before g2 while g1 is under way */
    }
    add(turns, "late", "late");
    turns_done(turns, busy);
    turns_done(turns, start(turns, "g2")); /* who waited longest, once idle */
    turns_done(turns, start(turns, "late"));
    turns_free(turns);
}

/* The rule again, as plainly as it can be said: the first in order of arrival among those whose learner has the fewest under way. */
typedef struct {
    int learner, id;
    bool waits, under_way;
} Plain;

static int plain_next(const Plain *all, int count, const int *under_way) {
    int best = -1;
    for (int i = 0; i < count; i++) {
        if (!all[i].waits || under_way[all[i].learner] >= TURNS_AT_ONCE) continue;
        if (best < 0 || under_way[all[i].learner] < under_way[all[best].learner]) best = i;
    }
    return best;
}

/* 200 learners with 5 turns each on 18 workers, in an order that is drawn: what starts is what the plain rule says, each turn is judged once. */
static void many_learners_go_by_the_plain_rule(void **state) {
    (void)state;
    enum { TURNS_ALL = LEARNERS * EACH };
    static Plain plain[TURNS_ALL];
    static int under_way[LEARNERS];
    const Turn *working[WORKERS] = {0};
    Turns *turns = turns_new();
    char learner[16], id[16];
    int added = 0, done = 0;
    srand(7);
    while (done < TURNS_ALL) {
        if (added < TURNS_ALL && rand() % 3 == 0) {
            plain[added] = (Plain){.learner = rand() % LEARNERS, .id = added, .waits = true};
            assert_true(add(turns, name(learner, "l", plain[added].learner), name(id, "", added)));
            added++;
        }
        int worker = rand() % WORKERS;
        if (working[worker]) {
            int which = atoi(working[worker]->id);
            under_way[plain[which].learner]--;
            turns_done(turns, working[worker]);
            working[worker] = NULL;
            done++;
        }
        int wanted = plain_next(plain, added, under_way);
        working[worker] = turns_next(turns, 0, &wake);
        assert_int_equal(working[worker] ? atoi(working[worker]->id) : -1, wanted);
        if (wanted < 0) continue;
        assert_string_equal(working[worker]->learner, name(learner, "l", plain[wanted].learner));
        plain[wanted].waits = false;
        under_way[plain[wanted].learner]++;
    }
    assert_int_equal(turns_waiting(turns), 0);
    turns_free(turns);
}

/* When all of 200 learners wait, the places that are told are the order in which their turns start. */
static void the_places_of_many_come_true(void **state) {
    (void)state;
    Turns *turns = turns_new();
    char learner[16], id[16];
    for (int i = 0; i < LEARNERS * 2; i++) add(turns, name(learner, "l", i / 2), name(id, "t", i));
    size_t places[LEARNERS * 2];
    for (int i = 0; i < LEARNERS * 2; i++) places[i] = turns_place(turns, name(learner, "l", i / 2), name(id, "t", i));
    const Turn *started[LEARNERS * 2];
    for (size_t k = 1; k <= LEARNERS * 2; k++) {
        const Turn *turn = started[k - 1] = turns_next(turns, 0, &wake);
        assert_non_null(turn);
        assert_int_equal(places[atoi(turn->id + 1)], k);
    }
    for (size_t k = 0; k < LEARNERS * 2; k++) turns_done(turns, started[k]);
    turns_free(turns);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_came_first_goes_first),
        cmocka_unit_test(nobody_waits_behind_somebodys_second_turn),
        cmocka_unit_test(a_learner_is_judged_twice_at_once_and_no_more),
        cmocka_unit_test(runs_that_wait_are_few_and_attempts_are_never_refused),
        cmocka_unit_test(what_is_put_back_comes_again_at_its_time_and_last),
        cmocka_unit_test(what_is_put_back_does_not_hold_up_its_learner),
        cmocka_unit_test(places_are_the_order_of_starting),
        cmocka_unit_test(only_those_whose_place_has_changed_are_told),
        cmocka_unit_test(a_learner_with_many_turns_hears_of_the_first_ones),
        cmocka_unit_test(nobody_starves),
        cmocka_unit_test(many_learners_go_by_the_plain_rule),
        cmocka_unit_test(the_places_of_many_come_true),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
