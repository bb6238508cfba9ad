/* A language model is an endpoint with a name. */
#include "cli/model.h"

bool model_find(Arena *arena, const ModelWish *wish, ModelChoice *choice, Error *error) {
    *choice = (ModelChoice){.options = {.model = wish->name}};
    return endpoint_find(arena, &wish->at, "--model", "VIVA_MODEL_KEY", &choice->options.remote, &choice->host, error);
}
