/* A key in a file that others can read is refused, so that nobody has to find that out later. */
#include "cli/endpoint.h"

#include <stdlib.h>

bool endpoint_find(Arena *arena, const EndpointWish *wish, const char *option, const char *variable, Remote *remote,
                   const char **host, Error *error) {
    *remote = (Remote){.url = wish->url};
    *host = NULL;
    if (!wish->url) return true;
    if (!remote_check(arena, wish->url, option, host, error)) return false;
    const char *key = getenv(variable);
    if (wish->key_file)
        remote->key = remote_key(arena, wish->key_file, error);
    else if (key && *key)
        remote->key = arena_strdup(arena, key);
    return !wish->key_file || remote->key;
}
