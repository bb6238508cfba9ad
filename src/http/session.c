/* Sessions: which learner a cookie stands for, the word that writes must carry, and how much a session may ask for.
 *
 * The cookie `viva` holds a random token of 32 bytes; the store keeps its hash. So that a read does not cost a query, what the store said is kept for a
 * minute in a table of 1,024 places, found by a keyed hash of the token; two tokens that fall on one place push each other out, which costs a query and
 * refills their buckets, nothing else. The CSRF word is a keyed hash of the token: it needs no memory, survives a restart, and tells nothing about
 * the token.
 *
 * Rates are token buckets: they fill by `rate` a minute up to `burst`, and each request takes one. */
#include "http/inside.h"

#include "base/random.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 1024, TRUST_SECONDS = 60, COOKIE_DAYS = 180, LEARNER_SIZE = 64, CSRF_BYTES = 24 };

typedef struct {
    double tokens;
    int64_t filled; /* monotonic */
} Bucket;

typedef struct {
    char token[TOKEN_CHARS + 1]; /* "" : free */
    char learner[LEARNER_SIZE];
    int64_t asked; /* when the store was asked last, monotonic */
    Bucket writes, judged;
} Place;

struct Sessions {
    HttpSessions store;
    HttpLimits limits;
    pthread_mutex_t lock; /* guards places */
    unsigned char secret[crypto_shorthash_KEYBYTES];
    Place places[PLACES];
};

Sessions *sessions_new(const HttpSessions *store, const HttpLimits *limits) {
    Sessions *sessions = calloc(1, sizeof *sessions);
    if (!sessions) abort();
    sessions->store = *store;
    sessions->limits = *limits;
    pthread_mutex_init(&sessions->lock, NULL);
    random_bytes(sessions->secret, sizeof sessions->secret);
    return sessions;
}

void sessions_free(Sessions *sessions) {
    if (!sessions) return;
    pthread_mutex_destroy(&sessions->lock);
    sodium_memzero(sessions, sizeof *sessions);
    free(sessions);
}

static bool is_token(const char *text, size_t len) {
    if (len != TOKEN_CHARS) return false;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')) return false;
    }
    return true;
}

/* The value of the first cookie `viva` that can be a token, or NULL. */
static const char *cookie_token(const Exchange *exchange) {
    const char *at = request_header(exchange, "Cookie");
    while (at && *at) {
        at += strspn(at, " ;");
        size_t len = strcspn(at, ";");
        if (len > 5 && strncmp(at, "viva=", 5) == 0 && is_token(at + 5, len - 5))
            return arena_strndup(exchange->request.arena, at + 5, len - 5);
        at += len;
    }
    return NULL;
}

static Place *place_of(Sessions *sessions, const char *token) {
    uint64_t hash;
    crypto_shorthash((unsigned char *)&hash, (const unsigned char *)token, TOKEN_CHARS, sessions->secret);
    return &sessions->places[hash % PLACES];
}

static bool holds(const Place *place, const char *token) {
    return place->token[0] && sodium_memcmp(place->token, token, TOKEN_CHARS) == 0;
}

/* The learner of a token that the table still trusts. */
static const char *remembered(Sessions *sessions, Arena *arena, const char *token) {
    const char *learner = NULL;
    pthread_mutex_lock(&sessions->lock);
    const Place *place = place_of(sessions, token);
    if (holds(place, token) && clock_monotonic() - place->asked < SECONDS(TRUST_SECONDS))
        learner = arena_strdup(arena, place->learner);
    pthread_mutex_unlock(&sessions->lock);
    return learner;
}

static void remember(Sessions *sessions, const char *token, const char *learner) {
    int64_t now = clock_monotonic();
    pthread_mutex_lock(&sessions->lock);
    Place *place = place_of(sessions, token);
    if (!holds(place, token)) {
        *place = (Place){.writes = {sessions->limits.writes_burst, now}, .judged = {sessions->limits.judged_burst, now}};
        memcpy(place->token, token, TOKEN_CHARS + 1);
    }
    strncpy(place->learner, learner, LEARNER_SIZE - 1);
    place->asked = now;
    pthread_mutex_unlock(&sessions->lock);
}

static const char *csrf_of(Arena *arena, const char *token) {
    static const unsigned char purpose[] = "viva csrf 1";
    unsigned char hash[CSRF_BYTES];
    size_t size = sodium_base64_ENCODED_LEN(CSRF_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = arena_alloc(arena, size);
    crypto_generichash(hash, sizeof hash, purpose, sizeof purpose - 1, (const unsigned char *)token, TOKEN_CHARS);
    return sodium_bin2base64(text, size, hash, sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool sessions_find(Sessions *sessions, Exchange *exchange, Error *error) {
    HttpRequest *request = &exchange->request;
    const char *token = cookie_token(exchange), *learner = token ? remembered(sessions, request->arena, token) : NULL;
    if (!token)
        return error_set(error, ERR_UNAUTHORISED, "Cookie",
                         "this browser is not let in yet: open the address with the key that viva printed");
    if (!learner) {
        if (!sessions->store.find(sessions->store.self, request->arena, token, &learner, error)) return false;
        if (strlen(learner) >= LEARNER_SIZE) return error_set(error, ERR_INTERNAL, NULL, "the id of the learner is too long");
        remember(sessions, token, learner);
    }
    request->learner = learner;
    request->csrf = csrf_of(request->arena, token);
    return true;
}

/* --- rates ------------------------------------------------------------------------------------------------------------ */

/* Seconds until the bucket has a token again; 0 when one was taken. */
static int take(Bucket *bucket, int rate, int burst, int64_t now) {
    double a_second = rate / 60.0;
    bucket->tokens += a_second * (double)(now - bucket->filled) / 1e6;
    if (bucket->tokens > burst) bucket->tokens = burst;
    bucket->filled = now;
    if (bucket->tokens < 1) return 1 + (int)((1 - bucket->tokens) / a_second);
    bucket->tokens -= 1;
    return 0;
}

bool sessions_spend(Sessions *sessions, Exchange *exchange, unsigned flags, int *wait, Error *error) {
    const HttpLimits *limits = &sessions->limits;
    const char *token = cookie_token(exchange);
    int64_t now = clock_monotonic();
    *wait = 0;
    if (!token || !(flags & (HTTP_WRITE | HTTP_JUDGED))) return true;
    pthread_mutex_lock(&sessions->lock);
    Place *place = place_of(sessions, token);
    if (holds(place, token)) {
        if (flags & HTTP_JUDGED) *wait = take(&place->judged, limits->judged, limits->judged_burst, now);
        if (*wait == 0) *wait = take(&place->writes, limits->writes, limits->writes_burst, now);
    }
    pthread_mutex_unlock(&sessions->lock);
    if (*wait == 0) return true;
    return error_set(error, ERR_TOO_MANY, NULL, "too many requests in a short time; try again in %d second%s", *wait,
                     *wait == 1 ? "" : "s");
}

/* --- a new session ------------------------------------------------------------------------------------------------------- */

const char *sessions_open(Sessions *sessions, Arena *arena, const Clock *clock, Error *error) {
    char token[TOKEN_BYTES * 4 / 3 + 3];
    random_token(TOKEN_BYTES, token);
    int64_t seconds = (int64_t)COOKIE_DAYS * 24 * 3600;
    if (!sessions->store.open(sessions->store.self, token, clock_now(clock) + SECONDS(seconds), error)) return NULL;
    return arena_printf(arena, "viva=%s; Path=/; Max-Age=%lld; HttpOnly; SameSite=Strict", token, (long long)seconds);
}
