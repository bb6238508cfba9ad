/* Event streams: what the bus says of a learner, as server-sent events, to each browser that listens.
 *
 * A stream is a response without an end. libmicrohttpd asks it for bytes (stream_read) on the thread of the connection; when there are none, the
 * connection is suspended and costs nothing until somebody wakes it: the bus with an event, or the watch with a heartbeat. `asleep` says, under the
 * stream's lock, whether the connection is suspended, so that it is resumed exactly once.
 *
 * One thread, the watch, looks after all streams. libmicrohttpd does not see that a suspended connection was closed, so the watch has each socket in
 * its own epoll and wakes the stream to its end at once; a page that is reloaded does not leave a stream behind. Once a second it looks for streams that
 * were silent for the length of a heartbeat.
 *
 * A queue holds at most QUEUE_EVENTS events and QUEUE_BYTES bytes (one event is always kept). A reader that is slower loses the oldest and is told so by
 * `event: resync`: events are hints, and state is always a GET.
 *
 * Locks, outer to inner: streams->lock (the table), stream->lock (one stream), libmicrohttpd's own. The bus calls stream_tell with a lock of its own
 * that bus_unsubscribe takes too, so no lock of ours is held around bus_unsubscribe. */
#include "http/inside.h"

#include "base/file.h"
#include "base/log.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { QUEUE_EVENTS = 256, QUEUE_BYTES = 1 << 20, LEARNER_SIZE = 64, TICK_MS = 1000, READ_BLOCK = 2048, EVENTS_AT_ONCE = 256 };

typedef struct Message Message;
struct Message {
    Message *next;
    size_t len;
    char text[];
};

typedef struct {
    Streams *streams;
    struct MHD_Connection *connection;
    BusSubscription *subscription;
    char learner[LEARNER_SIZE];
    uint32_t place, round; /* of the table */
    pthread_mutex_t lock;  /* guards all below */
    Message *first, *last, *current;
    size_t sent_of_current, count, bytes;
    bool asleep, lost, closed, ended;
    int64_t last_sent; /* monotonic */
} Stream;

/* A place of the table; `round` tells a stream from the one that had the place before. */
typedef struct {
    Stream *stream;
    uint32_t round;
} Place;

struct Streams {
    Bus *bus;
    int limit;
    int64_t heartbeat;
    int epoll, alarm; /* alarm: an eventfd that ends the watch */
    pthread_t watch;
    bool watching;
    pthread_mutex_t lock; /* guards all below */
    Place *places;
    uint32_t place_count;
    bool ended;
    atomic_bool over;
};

/* --- messages --------------------------------------------------------------------------------------------------------- */

/* A line break inside JSON text can only be space between its parts, and would end the `data` line. */
static Message *message_new(const char *event, const char *data) {
    size_t event_len = strlen(event), data_len = strlen(data), room = event_len + data_len + 32;
    Message *message = malloc(sizeof *message + room);
    if (!message) abort();
    message->next = NULL;
    int head = snprintf(message->text, room, "event: %s\ndata: ", event);
    char *out = message->text + head;
    for (size_t i = 0; i < data_len; i++) *out++ = data[i] == '\n' || data[i] == '\r' ? ' ' : data[i];
    *out++ = '\n';
    *out++ = '\n';
    message->len = (size_t)(out - message->text);
    return message;
}

static Message *message_raw(const char *text) {
    size_t len = strlen(text);
    Message *message = malloc(sizeof *message + len);
    if (!message) abort();
    *message = (Message){.len = len};
    memcpy(message->text, text, len);
    return message;
}

/* The functions below that end in _locked are called with stream->lock held. */
static void push_locked(Stream *stream, Message *message) {
    if (stream->last)
        stream->last->next = message;
    else
        stream->first = message;
    stream->last = message;
    stream->count++;
    stream->bytes += message->len;
}

static Message *pop_locked(Stream *stream) {
    Message *message = stream->first;
    if (!message) return NULL;
    stream->first = message->next;
    if (!stream->first) stream->last = NULL;
    stream->count--;
    stream->bytes -= message->len;
    return message;
}

static void wake_locked(Stream *stream) {
    if (!stream->asleep) return;
    stream->asleep = false;
    MHD_resume_connection(stream->connection);
}

/* The bus calls this on the thread of whoever publishes. */
static void stream_tell(void *self, const char *event, const char *data) {
    Stream *stream = self;
    Message *message = message_new(event, data);
    pthread_mutex_lock(&stream->lock);
    push_locked(stream, message);
    while (stream->count > 1 && (stream->count > QUEUE_EVENTS || stream->bytes > QUEUE_BYTES)) {
        free(pop_locked(stream));
        stream->lost = true;
    }
    wake_locked(stream);
    pthread_mutex_unlock(&stream->lock);
}

/* --- the side of the connection ------------------------------------------------------------------------------------------ */

static bool heartbeat_due_locked(const Stream *stream) {
    return clock_monotonic() - stream->last_sent >= stream->streams->heartbeat;
}

static Message *next_locked(Stream *stream) {
    if (stream->lost) {
        stream->lost = false;
        return message_new("resync", "{}");
    }
    Message *message = pop_locked(stream);
    return message || !heartbeat_due_locked(stream) ? message : message_raw(": heartbeat\n\n");
}

/* libmicrohttpd asks for up to `max` bytes. 0 is allowed only with the connection suspended. */
static ssize_t stream_read(void *self, uint64_t position, char *out, size_t max) {
    (void)position;
    Stream *stream = self;
    ssize_t given = 0;
    pthread_mutex_lock(&stream->lock);
    if (!stream->current && !stream->closed && !stream->ended) stream->current = next_locked(stream);
    if (stream->closed) {
        given = MHD_CONTENT_READER_END_WITH_ERROR;
    } else if (stream->current) {
        size_t left = stream->current->len - stream->sent_of_current, n = left < max ? left : max;
        memcpy(out, stream->current->text + stream->sent_of_current, n);
        stream->sent_of_current += n;
        stream->last_sent = clock_monotonic();
        given = (ssize_t)n;
        if (n == left) {
            free(stream->current);
            stream->current = NULL;
            stream->sent_of_current = 0;
        }
    } else if (stream->ended) {
        given = MHD_CONTENT_READER_END_OF_STREAM;
    } else {
        stream->asleep = true;
        MHD_suspend_connection(stream->connection);
    }
    pthread_mutex_unlock(&stream->lock);
    return given;
}

static void stream_free(Stream *stream) {
    for (Message *message; (message = pop_locked(stream));) free(message);
    free(stream->current);
    pthread_mutex_destroy(&stream->lock);
    free(stream);
}

static void leave_table(Stream *stream) {
    Streams *streams = stream->streams;
    pthread_mutex_lock(&streams->lock);
    Place *place = &streams->places[stream->place];
    if (place->stream == stream) *place = (Place){NULL, place->round + 1};
    pthread_mutex_unlock(&streams->lock);
}

/* libmicrohttpd is done with the response. Its socket is still open here, and leaves our epoll when it is closed. */
static void stream_over(void *self) {
    Stream *stream = self;
    if (stream->subscription) bus_unsubscribe(stream->subscription);
    leave_table(stream);
    stream_free(stream);
}

/* --- opening ------------------------------------------------------------------------------------------------------------------ */

static bool grow_locked(Streams *streams) {
    uint32_t more = streams->place_count ? 2 * streams->place_count : 64;
    Place *places = realloc(streams->places, more * sizeof *places);
    if (!places) return false;
    memset(places + streams->place_count, 0, (more - streams->place_count) * sizeof *places);
    streams->places = places;
    streams->place_count = more;
    return true;
}

/* Finds a place for the stream unless its learner has as many as allowed. */
static bool enter_table(Stream *stream, Error *error) {
    Streams *streams = stream->streams;
    int same = 0;
    uint32_t free_place = UINT32_MAX;
    pthread_mutex_lock(&streams->lock);
    bool ended = streams->ended;
    for (uint32_t i = streams->place_count; i-- > 0;) {
        if (!streams->places[i].stream)
            free_place = i;
        else
            same += strcmp(streams->places[i].stream->learner, stream->learner) == 0;
    }
    bool many = same >= streams->limit, fine = !many && !ended;
    if (fine && free_place == UINT32_MAX) {
        free_place = streams->place_count;
        if (!grow_locked(streams)) abort();
    }
    if (fine) {
        stream->place = free_place;
        stream->round = streams->places[free_place].round;
        streams->places[free_place].stream = stream;
    }
    pthread_mutex_unlock(&streams->lock);
    if (many)
        return error_set(error, ERR_TOO_MANY, NULL,
                         "%d event streams are open already; close other pages of viva, one stream a browser is enough", same);
    return fine || error_set(error, ERR_UNAVAILABLE, NULL, "viva is stopping");
}

static bool watch_socket(Stream *stream, Error *error) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(stream->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct epoll_event event = {.events = EPOLLRDHUP | EPOLLONESHOT, .data.u64 = (uint64_t)stream->round << 32 | stream->place};
    if (info && epoll_ctl(stream->streams->epoll, EPOLL_CTL_ADD, info->connect_fd, &event) == 0) return true;
    if (info && errno == EEXIST && epoll_ctl(stream->streams->epoll, EPOLL_CTL_MOD, info->connect_fd, &event) == 0) return true;
    return error_errno(error, ERR_INTERNAL, NULL, "cannot watch the connection of an event stream");
}

static Stream *stream_new(Streams *streams, Exchange *exchange) {
    Stream *stream = calloc(1, sizeof *stream);
    if (!stream) abort();
    stream->streams = streams;
    stream->connection = exchange->connection;
    stream->last_sent = clock_monotonic();
    strncpy(stream->learner, exchange->request.learner, LEARNER_SIZE - 1);
    pthread_mutex_init(&stream->lock, NULL);
    push_locked(stream, message_raw(": viva\nretry: 2000\n\n")); /* gets the headers out at once */
    return stream;
}

static bool queue_response(Stream *stream, Error *error) {
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, READ_BLOCK, stream_read, stream, stream_over);
    if (!response) {
        stream_over(stream);
        return error_set(error, ERR_INTERNAL, NULL, "an event stream could not be made");
    }
    MHD_add_response_header(response, "Content-Type", "text/event-stream; charset=utf-8");
    MHD_add_response_header(response, "Cache-Control", "no-store");
    add_common_headers(response, POLICY_NOTHING);
    struct MHD_Connection *connection = stream->connection;
    enum MHD_Result queued = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response); /* frees the stream when it was not queued */
    return queued == MHD_YES || error_set(error, ERR_INTERNAL, NULL, "an event stream could not be begun");
}

bool streams_open(Streams *streams, Exchange *exchange, Error *error) {
    Stream *stream = stream_new(streams, exchange);
    if (!enter_table(stream, error)) {
        stream_free(stream);
        return false;
    }
    if (!watch_socket(stream, error)) {
        stream_over(stream);
        return false;
    }
    stream->subscription = bus_subscribe(streams->bus, stream->learner, stream_tell, stream);
    return queue_response(stream, error);
}

/* --- the watch ------------------------------------------------------------------------------------------------------------------- */

static void close_gone(Streams *streams, uint64_t key) {
    uint32_t place = (uint32_t)key, round = (uint32_t)(key >> 32);
    pthread_mutex_lock(&streams->lock);
    Stream *stream = place < streams->place_count && streams->places[place].round == round ? streams->places[place].stream : NULL;
    if (stream) {
        pthread_mutex_lock(&stream->lock);
        stream->closed = true;
        wake_locked(stream);
        pthread_mutex_unlock(&stream->lock);
    }
    pthread_mutex_unlock(&streams->lock);
}

static void wake_silent(Streams *streams) {
    pthread_mutex_lock(&streams->lock);
    for (uint32_t i = 0; i < streams->place_count; i++) {
        Stream *stream = streams->places[i].stream;
        if (!stream) continue;
        pthread_mutex_lock(&stream->lock);
        if (heartbeat_due_locked(stream)) wake_locked(stream);
        pthread_mutex_unlock(&stream->lock);
    }
    pthread_mutex_unlock(&streams->lock);
}

static void *watch(void *self) {
    Streams *streams = self;
    struct epoll_event events[EVENTS_AT_ONCE];
    int64_t looked = clock_monotonic();
    while (!atomic_load(&streams->over)) {
        int count = epoll_wait(streams->epoll, events, EVENTS_AT_ONCE, TICK_MS);
        if (count < 0 && errno != EINTR) {
            log_error("event streams: epoll_wait: %s", strerror(errno));
            break;
        }
        for (int i = 0; i < count; i++) close_gone(streams, events[i].data.u64);
        if (clock_monotonic() - looked < SECONDS(1)) continue;
        looked = clock_monotonic();
        wake_silent(streams);
    }
    return NULL;
}

Streams *streams_start(Bus *bus, const HttpLimits *limits, Error *error) {
    Streams *streams = calloc(1, sizeof *streams);
    if (!streams) abort();
    streams->bus = bus;
    streams->limit = limits->streams;
    streams->heartbeat = SECONDS(limits->heartbeat_seconds);
    pthread_mutex_init(&streams->lock, NULL);
    streams->epoll = epoll_create1(EPOLL_CLOEXEC);
    streams->alarm = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = UINT64_MAX};
    streams->watching = streams->epoll >= 0 && streams->alarm >= 0 &&
                        epoll_ctl(streams->epoll, EPOLL_CTL_ADD, streams->alarm, &event) == 0 &&
                        pthread_create(&streams->watch, NULL, watch, streams) == 0;
    if (streams->watching) return streams;
    error_errno(error, ERR_INTERNAL, NULL, "cannot start the thread that watches event streams");
    streams_free(streams);
    return NULL;
}

void streams_end(Streams *streams) {
    if (!streams) return;
    pthread_mutex_lock(&streams->lock);
    streams->ended = true;
    for (uint32_t i = 0; i < streams->place_count; i++) {
        Stream *stream = streams->places[i].stream;
        if (!stream) continue;
        pthread_mutex_lock(&stream->lock);
        stream->ended = true;
        wake_locked(stream);
        pthread_mutex_unlock(&stream->lock);
    }
    pthread_mutex_unlock(&streams->lock);
}

void streams_free(Streams *streams) {
    if (!streams) return;
    atomic_store(&streams->over, true);
    if (streams->watching && eventfd_write(streams->alarm, 1) == 0) pthread_join(streams->watch, NULL);
    fd_cleanup(&streams->alarm);
    fd_cleanup(&streams->epoll);
    pthread_mutex_destroy(&streams->lock);
    free(streams->places);
    free(streams);
}
