/* api.h - viva over HTTP: the calls that docs/openapi.yaml describes, on a running server.
 *
 * One resource a file: JSON in, one call to `coach`, JSON out. No rule lives here; what is checked is form: which fields and query parameters a call
 * has, and of what type. */
#ifndef VIVA_API_API_H
#define VIVA_API_API_H

#include "coach/coach.h"
#include "http/http.h"

typedef struct Api Api;

typedef struct {
    Coach *coach;
    Store *store; /* sessions are kept there */
    Bus *bus;
    Clock clock;
    const char *address;        /* loopback only; NULL: 127.0.0.1 */
    int port;                   /* 0: any free one */
    const char *folder;         /* of viva's data: the one-time key is in its file "key" */
    const EmbeddedFile *assets; /* the browser app, names relative to its root; NULL: none */
    size_t asset_count;
    int max_connections; /* 0: the default */
    HttpLimits limits;   /* 0s: the defaults */
} ApiOptions;

/* Starts to serve. What the options point to must outlive the Api. */
Api *api_start(const ApiOptions *options, Error *error);

/* The address to open, with the key that is good now. The text stays valid until the next call of api_url or api_stop. */
const char *api_url(Api *api);
int api_port(const Api *api);

/* Lets running requests finish and frees. To be called before coach_stop. */
void api_stop(Api *api);

#endif
