/* Workers: threads for handlers that may wait, so that the threads that serve connections never do.
 *
 * The connection is suspended before its exchange is queued, and resumed when the handler has answered; in between nobody but the worker touches the
 * exchange. The queue is bounded: who comes when it is full gets 503 at once instead of waiting without end. */
#include "http/inside.h"

#include <stdlib.h>

enum { QUEUE = 1024 };

struct Workers {
    pthread_mutex_t lock; /* guards all below */
    pthread_cond_t more;
    Exchange *queue[QUEUE];
    size_t first, waiting;
    bool stopping;
    int count;
    pthread_t threads[];
};

static Exchange *next_exchange(Workers *workers) {
    pthread_mutex_lock(&workers->lock);
    while (workers->waiting == 0 && !workers->stopping) pthread_cond_wait(&workers->more, &workers->lock);
    Exchange *exchange = NULL;
    if (workers->waiting > 0) {
        exchange = workers->queue[workers->first];
        workers->first = (workers->first + 1) % QUEUE;
        workers->waiting--;
    }
    pthread_mutex_unlock(&workers->lock);
    return exchange;
}

static void *work(void *self) {
    for (Exchange *exchange; (exchange = next_exchange(self));) {
        struct MHD_Connection *connection = exchange->connection;
        exchange->route->handler(exchange->http->options.self, &exchange->request);
        MHD_resume_connection(connection); /* from here on the exchange may be gone */
    }
    return NULL;
}

Workers *workers_start(int count) {
    Workers *workers = calloc(1, sizeof *workers + (size_t)count * sizeof *workers->threads);
    if (!workers) abort();
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->more, NULL);
    for (; workers->count < count; workers->count++)
        if (pthread_create(&workers->threads[workers->count], NULL, work, workers) != 0) break;
    if (workers->count == count) return workers;
    workers_stop(workers);
    return NULL;
}

bool workers_take(Workers *workers, Exchange *exchange, Error *error) {
    pthread_mutex_lock(&workers->lock);
    bool room = workers->waiting < QUEUE && !workers->stopping;
    if (room) {
        exchange->stage = AT_WORK;
        MHD_suspend_connection(exchange->connection);
        workers->queue[(workers->first + workers->waiting++) % QUEUE] = exchange;
        pthread_cond_signal(&workers->more);
    }
    pthread_mutex_unlock(&workers->lock);
    return room ||
           error_set(error, ERR_UNAVAILABLE, NULL, "viva has more to do than it can at the moment; try again in a few seconds");
}

void workers_stop(Workers *workers) {
    if (!workers) return;
    pthread_mutex_lock(&workers->lock);
    workers->stopping = true;
    pthread_cond_broadcast(&workers->more);
    pthread_mutex_unlock(&workers->lock);
    for (int i = 0; i < workers->count; i++) pthread_join(workers->threads[i], NULL);
    pthread_cond_destroy(&workers->more);
    pthread_mutex_destroy(&workers->lock);
    free(workers);
}
