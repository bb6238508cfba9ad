/* internal.h - what the aggregates of this room share; private to it. */
#ifndef VIVA_STORE_INTERNAL_H
#define VIVA_STORE_INTERNAL_H

#include "base/random.h"
#include "db/db.h"
#include "store/store.h"

struct Store {
    Db *db;
    Clock clock;
};

/* The greatest UUID (RFC 9562, 5.10): a cursor that stands behind every id. */
#define LAST_ID "ffffffff-ffff-ffff-ffff-ffffffffffff"

/* Appends to the log inside the caller's transaction. NULL, a learner other than `learner` (where that is given) or an event without kind,
 * data and zone is ERR_INTERNAL: the caller has made it wrongly. */
bool event_add(DbConn *conn, const Store *store, const char *learner, const Event *event, Error *error);

/* probes.c: an answer to a probe, inside the caller's transaction. */
bool probe_answer_add(DbConn *conn, const Store *store, const char *learner, const char *question_uuid, const ProbeAnswer *answer,
                      Error *error);

/* sessions.c: what is kept of a token. */
enum { TOKEN_HASH_BYTES = 32 };
void token_hash(const char *token, unsigned char out[TOKEN_HASH_BYTES]);

/* `limit` brought into 0..STORE_PAGE_LIMIT. */
int64_t page_size(size_t limit);

#endif
