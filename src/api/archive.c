/* What is kept of the learner: taken away as files, brought back, forgotten. */
#include "api/inside.h"

#include <string.h>

/* "attempts" of "attempts.csv"; NULL where it ends otherwise. */
static const char *stem(Arena *arena, const char *file, const char *ending) {
    size_t len = strlen(file), tail = strlen(ending);
    return len > tail && strcmp(file + len - tail, ending) == 0 ? arena_strndup(arena, file, len - tail) : NULL;
}

/* What is made of the plan and of the cards, for other programs. */
static const struct {
    const char *name, *type;
    char *(*make)(Coach *coach, Arena *arena, const char *learner, Error *error);
} texts[] = {{"plan.ics", "text/calendar; charset=utf-8", coach_calendar}, {"anki.txt", "text/plain; charset=utf-8", coach_anki}};

/* A file by its name: its bytes, and what it is. NULL with an error. */
static const char *make_file(Coach *coach, HttpRequest *request, const char *file, const char **type, size_t *len, Error *error) {
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strcmp(file, texts[i].name) != 0) continue;
        const char *text = texts[i].make(coach, request->arena, request->learner, error);
        *type = texts[i].type;
        *len = text ? strlen(text) : 0;
        return text;
    }
    const char *table = stem(request->arena, file, ".csv");
    *type = table ? "text/csv; charset=utf-8" : "application/json";
    if (table || strcmp(file, "viva.json") == 0) return coach_export(coach, request->arena, request->learner, table, len, error);
    error_set(error, ERR_NOT_FOUND, "file", "there is no file '%.40s' to export; viva.json has everything", file);
    return NULL;
}

void api_export_get(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *type, *file = http_param(request, "file");
    size_t len;
    if (!query_none(request)) return;
    const char *bytes = make_file(coach, request, file, &type, &len, &error);
    if (bytes)
        http_file(request, type, file, bytes, len);
    else
        http_fail(request, &error, NULL);
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
