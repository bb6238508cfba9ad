/* endpoint.h - an address that an operator names on the command line, to be asked by viva: --model, --speech; and the key to it. */
#ifndef VIVA_CLI_ENDPOINT_H
#define VIVA_CLI_ENDPOINT_H

#include "base/arena.h"
#include "base/error.h"
#include "remote/remote.h"

/* As written on the command line; url NULL: none. */
typedef struct {
    const char *url, *key_file;
} EndpointWish;

/* Checked once, before anything is opened. `option` is what the URL was written behind, `variable` where in the environment a key may be, if no file is
 * named. The host goes to *host. Without a URL all is NULL. False with what is wrong; everything is on the arena. */
bool endpoint_find(Arena *arena, const EndpointWish *wish, const char *option, const char *variable, Remote *remote,
                   const char **host, Error *error);

#endif
