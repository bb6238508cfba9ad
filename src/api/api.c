/* Starting and stopping: the table of routes and the store's sessions, handed to the server. */
#include "api/inside.h"

#include "base/file.h"

#include <stdlib.h>

struct Api {
    Arena *arena; /* for what lives as long as the Api */
    Arena *url;   /* for the last text of api_url */
    Http *http;
};

static bool find_session(void *store, Arena *arena, const char *token, const char **learner, Error *error) {
    return session_learner(store, arena, token, learner, error);
}

/* A session for the learner of this machine: there is one, and whoever has the key is that learner. */
static bool open_session(void *store, const char *token, int64_t expires, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner learner;
    return learner_local(store, arena, &learner, error) && session_create(store, learner.id, token, expires, error);
}

Api *api_start(const ApiOptions *options, Error *error) {
    Arena *arena = arena_new();
    Api *api = ARENA_NEW(arena, Api);
    *api = (Api){.arena = arena, .url = arena_new()};
    HttpOptions http = {
        .address = options->address,
        .port = options->port,
        .key_file = file_join(arena, options->folder, "key"),
        .routes = api_routes,
        .route_count = api_route_count,
        .self = options->coach,
        .sessions = {find_session, open_session, options->store},
        .bus = options->bus,
        .clock = options->clock,
        .assets = options->assets,
        .asset_count = options->assets ? options->asset_count : 0,
        .max_connections = options->max_connections,
        .limits = options->limits,
    };
    api->http = http_start(&http, error);
    if (api->http) return api;
    api_stop(api);
    return NULL;
}

const char *api_url(Api *api) {
    arena_free(api->url);
    api->url = arena_new();
    return http_url(api->http, api->url);
}

int api_port(const Api *api) { return http_port(api->http); }

void api_stop(Api *api) {
    if (!api) return;
    http_stop(api->http);
    arena_free(api->url);
    arena_free(api->arena);
}
