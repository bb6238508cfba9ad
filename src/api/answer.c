/* How every handler answers, and the two kinds of name that stand in paths. */
#include "api/inside.h"

#include <string.h>

void api_answer(HttpRequest *request, int status, json_t *json, const Error *error) {
    Error nothing = {0};
    if (json) {
        http_answer(request, status, json);
        return;
    }
    if (error->code == ERR_NONE)
        error_set(&nothing, ERR_INTERNAL, NULL, "viva could not put its answer together; this is a bug, please report it");
    http_fail(request, error->code == ERR_NONE ? &nothing : error, NULL);
}

static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";

bool api_is_slug(const char *name) {
    size_t len = strlen(name), topic = strspn(name, letters);
    if (topic < len && topic > 0 && name[topic] == '/')
        topic += 1 + strspn(name + topic + 1, letters); /* "topic/slug" is a name too */
    return len > 0 && len <= 200 && topic == len;
}

static const char *not_there(HttpRequest *request, const char *param, const char *what) {
    Error error = {0};
    error_set(&error, ERR_NOT_FOUND, param, "there is no %s '%.100s'", what, http_param(request, param));
    http_fail(request, &error, NULL);
    return NULL;
}

const char *api_slug(HttpRequest *request) {
    const char *slug = http_param(request, "slug");
    return api_is_slug(slug) ? slug : not_there(request, "slug", "question");
}

const char *api_id(HttpRequest *request) {
    const char *id = http_param(request, "id");
    size_t len = strlen(id);
    return len > 0 && len <= 64 && strspn(id, letters) == len ? id : not_there(request, "id", "such id");
}

const char *api_key(HttpRequest *request, const char *param) {
    const char *key = http_param(request, param);
    size_t len = strlen(key);
    return len > 0 && len <= 100 && strspn(key, letters) == len ? key : not_there(request, param, param);
}
