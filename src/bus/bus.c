/* Publish and subscribe inside one process.
 *
 * One list of subscriptions under one mutex that is held while listeners run. That is what makes the promise of bus_unsubscribe
 * cheap: when it returns, no publisher is inside the listener. The price is that listeners must be short; the event streams only
 * append to a queue. A learner has a handful of listeners and a server some thousands, so that a scan of the list is microseconds. */
#include "bus/bus.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct BusSubscription {
    Bus *bus;
    BusSubscription *next, **link;
    BusListener *listener;
    void *self;
    char learner[];
};

struct Bus {
    pthread_mutex_t lock;
    BusSubscription *first;
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
    if (bus->first) {
        fprintf(stderr, "viva: a bus was freed while somebody still listens\n");
        abort();
    }
    pthread_mutex_destroy(&bus->lock);
    free(bus);
}

BusSubscription *bus_subscribe(Bus *bus, const char *learner, BusListener *listener, void *self) {
    size_t len = strlen(learner) + 1;
    BusSubscription *subscription = allocate(sizeof *subscription + len);
    memcpy(subscription->learner, learner, len);
    subscription->bus = bus;
    subscription->listener = listener;
    subscription->self = self;
    pthread_mutex_lock(&bus->lock);
    subscription->next = bus->first;
    subscription->link = &bus->first;
    if (bus->first) bus->first->link = &subscription->next;
    bus->first = subscription;
    pthread_mutex_unlock(&bus->lock);
    return subscription;
}

void bus_unsubscribe(BusSubscription *subscription) {
    if (!subscription) return;
    Bus *bus = subscription->bus;
    pthread_mutex_lock(&bus->lock);
    *subscription->link = subscription->next;
    if (subscription->next) subscription->next->link = subscription->link;
    pthread_mutex_unlock(&bus->lock);
    free(subscription);
}

size_t bus_publish(Bus *bus, const char *learner, const char *event, const char *data) {
    size_t told = 0;
    pthread_mutex_lock(&bus->lock);
    for (BusSubscription *at = bus->first; at; at = at->next) {
        if (learner && strcmp(at->learner, learner) != 0) continue;
        at->listener(at->self, event, data);
        told++;
    }
    pthread_mutex_unlock(&bus->lock);
    return told;
}
