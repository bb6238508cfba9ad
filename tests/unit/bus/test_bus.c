/* What a publisher and a listener can rely on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bus/bus.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    int heard;
    char event[32], data[64];
} Ear;

static void hear(void *self, const char *event, const char *data) {
    Ear *ear = self;
    ear->heard++;
    strncpy(ear->event, event, sizeof ear->event - 1);
    strncpy(ear->data, data, sizeof ear->data - 1);
}

static void only_who_listens_for_the_learner_is_told(void **state) {
    (void)state;
    Bus *bus = bus_new();
    Ear ann = {0}, bob = {0};
    BusSubscription *a = bus_subscribe(bus, "ann", hear, &ann), *b = bus_subscribe(bus, "bob", hear, &bob);
    assert_int_equal(bus_publish(bus, "ann", "attempt", "{\"id\":1}"), 1);
    assert_int_equal(ann.heard, 1);
    assert_string_equal(ann.event, "attempt");
    assert_string_equal(ann.data, "{\"id\":1}");
    assert_int_equal(bob.heard, 0);
    assert_int_equal(bus_publish(bus, "cid", "attempt", "{}"), 0);
    assert_int_equal(bus_publish(bus, NULL, "stack", "{}"), 2); /* what concerns everybody */
    assert_int_equal(bob.heard, 1);
    bus_unsubscribe(a);
    bus_unsubscribe(b);
    bus_free(bus);
}

static void every_listener_of_a_learner_is_told_until_it_leaves(void **state) {
    (void)state;
    Bus *bus = bus_new();
    Ear ears[3] = {{0}};
    BusSubscription *subs[3];
    for (int i = 0; i < 3; i++) subs[i] = bus_subscribe(bus, "ann", hear, &ears[i]);
    assert_int_equal(bus_publish(bus, "ann", "run", "{}"), 3);
    bus_unsubscribe(subs[1]);
    assert_int_equal(bus_publish(bus, "ann", "run", "{}"), 2);
    assert_int_equal(ears[0].heard, 2);
    assert_int_equal(ears[1].heard, 1);
    bus_unsubscribe(subs[0]);
    bus_unsubscribe(subs[2]);
    assert_int_equal(bus_publish(bus, "ann", "run", "{}"), 0);
    bus_free(bus);
}

static void thousands_of_learners_hear_what_is_theirs(void **state) {
    (void)state;
    enum { LEARNERS = 3000 };
    Bus *bus = bus_new();
    Ear *ears = calloc(LEARNERS, sizeof *ears);
    BusSubscription *subs[LEARNERS];
    char name[16];
    for (int i = 0; i < LEARNERS; i++) subs[i] = bus_subscribe(bus, (sprintf(name, "learner-%d", i), name), hear, &ears[i]);
    for (int i = 0; i < LEARNERS; i += 2)
        assert_int_equal(bus_publish(bus, (sprintf(name, "learner-%d", i), name), "run", name), 1);
    for (int i = 0; i < LEARNERS; i++) {
        assert_int_equal(ears[i].heard, 1 - i % 2);
        if (i % 2 == 0) assert_string_equal(ears[i].data, (sprintf(name, "learner-%d", i), name));
    }
    assert_int_equal(bus_publish(bus, NULL, "stack", "{}"), LEARNERS);
    for (int i = 0; i < LEARNERS; i += 3) bus_unsubscribe(subs[i]);
    assert_int_equal(bus_publish(bus, NULL, "stack", "{}"), LEARNERS - LEARNERS / 3);
    for (int i = 0; i < LEARNERS; i++)
        if (i % 3) bus_unsubscribe(subs[i]);
    bus_free(bus);
    free(ears);
}

static atomic_int calls_after_leaving;

typedef struct {
    atomic_bool gone;
} Guarded;

static void hear_guarded(void *self, const char *event, const char *data) {
    (void)event;
    (void)data;
    if (atomic_load(&((Guarded *)self)->gone)) atomic_fetch_add(&calls_after_leaving, 1);
}

static atomic_bool stop;

static void *publish_all_the_time(void *bus) {
    while (!atomic_load(&stop)) bus_publish(bus, "ann", "run", "{}");
    return NULL;
}

static void nobody_is_called_after_unsubscribe_returned(void **state) {
    (void)state;
    Bus *bus = bus_new();
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) assert_int_equal(pthread_create(&threads[i], NULL, publish_all_the_time, bus), 0);
    for (int i = 0; i < 2000; i++) {
        Guarded *ear = calloc(1, sizeof *ear);
        BusSubscription *subscription = bus_subscribe(bus, "ann", hear_guarded, ear);
        bus_unsubscribe(subscription);
        atomic_store(&ear->gone, true);
        free(ear); /* a late call would be a use after free, which the sanitizer reports */
    }
    atomic_store(&stop, true);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    assert_int_equal(atomic_load(&calls_after_leaving), 0);
    bus_free(bus);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_who_listens_for_the_learner_is_told),
        cmocka_unit_test(every_listener_of_a_learner_is_told_until_it_leaves),
        cmocka_unit_test(thousands_of_learners_hear_what_is_theirs),
        cmocka_unit_test(nobody_is_called_after_unsubscribe_returned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
