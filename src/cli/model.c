/* Checked once, before anything is opened. */
#include "cli/model.h"

#include <stdlib.h>

bool model_find(Arena *arena, const ModelWish *wish, ModelChoice *choice, Error *error) {
    *choice = (ModelChoice){.options = {.remote = {.url = wish->url}, .model = wish->name}};
    if (!wish->url) return true;
    if (!remote_check(arena, wish->url, "--model", &choice->host, error)) return false;
    const char *key = getenv("VIVA_MODEL_KEY");
    if (wish->key_file)
        choice->options.remote.key = remote_key(arena, wish->key_file, error);
    else if (key && *key)
        choice->options.remote.key = arena_strdup(arena, key);
    return !wish->key_file || choice->options.remote.key;
}
