/* What is kept of the learner: taken away as files, brought back, forgotten. */
#include "api/inside.h"

#include <string.h>

/* "attempts" of "attempts.csv"; NULL where it ends otherwise. */
static const char *stem(Arena *arena, const char *file, const char *ending) {
    size_t len = strlen(file), tail = strlen(ending);
    return len > tail && strcmp(file + len - tail, ending) == 0 ? arena_strndup(arena, file, len - tail) : NULL;
}

void api_export_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (!query_none(request)) return;
    const char *file = http_param(request, "file"), *table = stem(request->arena, file, ".csv"), *bytes = NULL;
    bool whole = strcmp(file, "viva.json") == 0;
    size_t len;
    if (whole || table)
        bytes = coach_export(coach, request->arena, request->learner, table, &len, &error);
    else
        error_set(&error, ERR_NOT_FOUND, "file", "there is no file '%.40s' to export; viva.json has everything", file);
    if (!bytes)
        http_fail(request, &error, NULL);
    else if (whole)
        http_file(request, "application/json", "viva.json", bytes, len);
    else
        http_file(request, "text/csv; charset=utf-8", arena_printf(request->arena, "%s.csv", table), bytes, len);
}

void api_import_post(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request)) api_answer(request, 200, coach_import(coach, request->learner, request->body, &error), &error);
}

void api_learner_delete(void *coach, HttpRequest *request) {
    Error error = {0};
    if (!query_none(request)) return;
    json_t *json = coach_forget(coach, request->learner, &error) ? json_pack("{s:b}", "forgotten", 1) : NULL;
    api_answer(request, 200, json, &error);
}
