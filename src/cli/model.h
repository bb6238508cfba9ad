/* model.h - the options --model, --model-name and --model-key, for the commands that can ask a language model. */
#ifndef VIVA_CLI_MODEL_H
#define VIVA_CLI_MODEL_H

#include "base/arena.h"
#include "base/error.h"
#include "cli/endpoint.h"
#include "judge/opinion.h"

/* As written on the command line; url NULL: no model. A key may also come from the environment: VIVA_MODEL_KEY. */
typedef struct {
    EndpointWish at;
    const char *name;
} ModelWish;

typedef struct {
    OpinionOptions options; /* remote.url NULL: no model */
    const char *host;
} ModelChoice;

/* False with what is wrong. Everything is on the arena. */
bool model_find(Arena *arena, const ModelWish *wish, ModelChoice *choice, Error *error);

#endif
