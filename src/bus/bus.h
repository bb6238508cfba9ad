/* bus.h - publish and subscribe inside one process: who listens for a learner is told what happened.
 *
 * Events are hints: a listener that missed one loses nothing, since state is always a GET. Thread-safe. Listeners are called on the publisher's
 * thread and must not block, publish or (un)subscribe; after bus_unsubscribe returns, the listener is not called again. */
#ifndef VIVA_BUS_BUS_H
#define VIVA_BUS_BUS_H

#include <stddef.h>

typedef struct Bus Bus;
typedef struct BusSubscription BusSubscription;

/* `event` is a name like "attempt"; `data` is the JSON text of one line. Both are valid during the call only. */
typedef void BusListener(void *self, const char *event, const char *data);

Bus *bus_new(void);
void bus_free(Bus *bus); /* all subscriptions must be gone */

BusSubscription *bus_subscribe(Bus *bus, const char *learner, BusListener *listener, void *self);
void bus_unsubscribe(BusSubscription *subscription);

/* Tells all who listen for `learner` (NULL: for anybody); returns how many did. */
size_t bus_publish(Bus *bus, const char *learner, const char *event, const char *data);

#endif
