/* Parameters behind the '?': which a call has, and of what form. One that a call does not know is an error, so that a slip ("dificulty=3") does not
 * silently answer another question. */
#include "api/inside.h"

#include "base/buf.h"
#include "text/nearest.h"

#include <stdlib.h>
#include <string.h>

bool query_allow(const HttpRequest *request, const char *const *names, Error *error) {
    for (int i = 0; i < request->query_count; i++) {
        const char *name = request->queries[i].name, *near = NULL;
        size_t count = 0;
        bool known = false;
        for (; names[count]; count++) known |= strcmp(names[count], name) == 0;
        if (known) continue;
        if (count > 0) near = nearest_name(name, names, count);
        return error_set(error, ERR_INVALID, name, "this call has no query parameter '%.60s'%s%s%s", name,
                         near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    }
    return true;
}

bool query_text(const HttpRequest *request, const char *name, size_t limit, const char **out, Error *error) {
    const char *value = http_query(request, name);
    *out = value && *value ? value : NULL;
    if (!*out || strlen(*out) <= limit) return true;
    return error_set(error, ERR_INVALID, name, "%s is longer than %zu bytes", name, limit);
}

bool query_int(const HttpRequest *request, const char *name, int low, int high, int *out, Error *error) {
    const char *value;
    if (!query_text(request, name, 64, &value, error)) return false;
    if (!value) return true;
    size_t len = strlen(value);
    int number = len <= 6 && strspn(value, "0123456789") == len ? atoi(value) : -1;
    if (number < low || number > high)
        return error_set(error, ERR_INVALID, name, "'%s' is not a whole number from %d to %d", value, low, high);
    *out = number;
    return true;
}

bool query_word(const HttpRequest *request, const char *name, const char *const *words, int *out, Error *error) {
    const char *value;
    if (!query_text(request, name, 64, &value, error)) return false;
    if (!value) return true;
    Buf list = buf_new(request->arena);
    for (int i = 0; words[i]; i++) {
        if (strcmp(words[i], value) == 0) {
            *out = i;
            return true;
        }
        buf_printf(&list, "%s%s", i ? ", " : "", words[i]);
    }
    return error_set(error, ERR_INVALID, name, "'%s' is not one of %s", value, list.data);
}

bool query_none(HttpRequest *request) {
    static const char *const none[] = {NULL};
    Error error = {0};
    if (query_allow(request, none, &error)) return true;
    http_fail(request, &error, NULL);
    return false;
}
