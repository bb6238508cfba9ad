/* Opening and closing. Everything else of this room is one aggregate a file: learners, sessions, events, attempts, drafts, hints, probes.
 *
 * A function that writes begins a transaction, runs a few statements of SQL that stand right there, appends the events they imply and
 * commits; leaving it anywhere else rolls back. What must not happen twice (judging, a request, a hint, a draft's revision) is decided by the
 * statement itself (WHERE status = ..., ON CONFLICT DO NOTHING) and by how many rows it changed, never by looking first: that holds
 * among threads, among processes, and on both databases alike. */
#include "store/internal.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

EMBEDDED_FILES(sql_files); /* sql/, as tools/embed wrote it */

Store *store_open(const char *url, const Clock *clock, Error *error) {
    if (sodium_init() < 0) {
        error_set(error, ERR_INTERNAL, "store", "libsodium cannot be set up on this machine");
        return NULL;
    }
    Store *store = calloc(1, sizeof *store);
    if (!store) abort();
    store->clock = *clock;
    store->db = db_open(url, error);
    if (store->db && db_migrate(store->db, sql_files, sql_files_count, clock_now(clock), error)) return store;
    store_close(store);
    return NULL;
}

void store_close(Store *store) {
    if (!store) return;
    db_close(store->db);
    free(store);
}

int64_t page_size(size_t limit) { return limit < STORE_PAGE_LIMIT ? (int64_t)limit : STORE_PAGE_LIMIT; }
