/* remote.h - asks another machine, where an operator named one: a language model, a recogniser of speech.
 *
 * The only room with curl.h. Nothing of viva needs it: without --model and --speech no address is ever opened. A request is bounded in time and in
 * the size of its answer, follows no redirect, sends no cookie and takes http and https alone, so that what an operator named is all that is asked.
 * Thread-safe; a call blocks its thread. */
#ifndef VIVA_REMOTE_REMOTE_H
#define VIVA_REMOTE_REMOTE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    REMOTE_REPLY = 1024 * 1024, /* bytes of an answer; a longer one is an error */
    REMOTE_SECONDS = 60,        /* unless told otherwise */
    REMOTE_KEY = 4096           /* bytes of a key */
};

typedef struct {
    const char *url;         /* where paths are put behind: "http://127.0.0.1:8080/v1" */
    const char *key;         /* sent as "Authorization: Bearer"; NULL: none */
    int seconds;             /* for the whole exchange; 0: REMOTE_SECONDS */
    const atomic_bool *stop; /* once true, the exchange is broken off within a second; NULL: never */
} Remote;

typedef struct {
    int status; /* of HTTP */
    const char *body;
    size_t len;
} RemoteReply;

/* Whether this is a URL that can be asked: http or https, with a host, without user, query and fragment. Otherwise ERR_INVALID; `option` is what the user wrote
 * it behind. The host goes to *host (may be NULL) on the arena: what a note on where text goes names. */
bool remote_check(Arena *arena, const char *url, const char *option, const char **host, Error *error);

/* The key in a file: its first line, which must be printable ASCII. NULL with an error. The file must not be readable by others than its owner. */
const char *remote_key(Arena *arena, const char *path, Error *error);

/* Posts JSON; the answer, whatever its status, is on the arena. ERR_UNAVAILABLE when there is none in time, or one that is too long. */
bool remote_post(Arena *arena, const Remote *remote, const char *path, const char *json, RemoteReply *reply, Error *error);

typedef struct {
    const char *name, *type; /* "answer.wav", "audio/wav" */
    const void *bytes;
    size_t len;
} RemoteFile;

typedef struct {
    const char *name, *value;
} RemoteField;

/* Posts a file as multipart/form-data in the field "file", and the fields beside it; otherwise as remote_post. */
bool remote_post_file(Arena *arena, const Remote *remote, const char *path, const RemoteFile *file, const RemoteField *fields,
                      size_t field_count, RemoteReply *reply, Error *error);

#endif
