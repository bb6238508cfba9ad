/* Publish and subscribe inside one process.
 *
 * Subscriptions under one mutex that is held while listeners run. That is what makes the promise of bus_unsubscribe cheap: when it
 * returns, no publisher is inside the listener. The price is that listeners must be short; the event streams only append to a queue.
 * They stand in lists by a hash of their learner, so that telling each of many learners something of their own does not cost a look
 * at everybody's; what concerns all goes through all lists. */
#include "bus/bus.h"

#include "base/hash.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LISTS = 1024 };

struct BusSubscription {
    Bus *bus;
    BusSubscription *next, **link;
    BusListener *listener;
    void *self;
    char learner[];
};

struct Bus {
    pthread_mutex_t lock;
    size_t count;
    BusSubscription *lists[LISTS];
};

static void *allocate(size_t size) {
    void *at = calloc(1, size);
    if (!at) {
        fprintf(stderr, "viva: out of memory (asked for %zu bytes)\n", size);
        abort();
    }
    return at;
}

Bus *bus_new(void) {
    Bus *bus = allocate(sizeof *bus);
    pthread_mutex_init(&bus->lock, NULL);
    return bus;
}

void bus_free(Bus *bus) {
    if (!bus) return;
    if (bus->count) {
        fprintf(stderr, "viva: a bus was freed while somebody still listens\n");
        abort();
    }
    pthread_mutex_destroy(&bus->lock);
    free(bus);
}

static BusSubscription **list_of(Bus *bus, const char *learner) { return &bus->lists[hash_text(HASH_START, learner) % LISTS]; }

BusSubscription *bus_subscribe(Bus *bus, const char *learner, BusListener *listener, void *self) {
    size_t len = strlen(learner) + 1;
    BusSubscription *subscription = allocate(sizeof *subscription + len);
    memcpy(subscription->learner, learner, len);
    subscription->bus = bus;
    subscription->listener = listener;
    subscription->self = self;
    pthread_mutex_lock(&bus->lock);
    BusSubscription **first = list_of(bus, learner);
    subscription->next = *first;
    subscription->link = first;
    if (*first) (*first)->link = &subscription->next;
    *first = subscription;
    bus->count++;
    pthread_mutex_unlock(&bus->lock);
    return subscription;
}

void bus_unsubscribe(BusSubscription *subscription) {
    if (!subscription) return;
    Bus *bus = subscription->bus;
    pthread_mutex_lock(&bus->lock);
    *subscription->link = subscription->next;
    if (subscription->next) subscription->next->link = subscription->link;
    bus->count--;
    pthread_mutex_unlock(&bus->lock);
    free(subscription);
}

/* Those of the list who listen for `learner`, or all. */
static size_t tell(const BusSubscription *first, const char *learner, const char *event, const char *data) {
    size_t told = 0;
    for (const BusSubscription *at = first; at; at = at->next) {
        if (learner && strcmp(at->learner, learner) != 0) continue;
        at->listener(at->self, event, data);
        told++;
    }
    return told;
}

size_t bus_publish(Bus *bus, const char *learner, const char *event, const char *data) {
    size_t told = 0;
    pthread_mutex_lock(&bus->lock);
    if (learner) {
        told = tell(*list_of(bus, learner), learner, event, data);
    } else {
        for (size_t i = 0; i < LISTS; i++) told += tell(bus->lists[i], NULL, event, data);
    }
    pthread_mutex_unlock(&bus->lock);
    return told;
}
