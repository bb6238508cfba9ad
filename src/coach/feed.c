/* The plan as a feed: a private address that a calendar asks every few hours. Whoever has the address reads the plan, and nothing else; opening it anew closes the one before. */
#include "base/random.h"
#include "coach/inside.h"

#include <stdio.h>

enum { FEED_TOKEN = 32 };

json_t *coach_feed(Coach *coach, const char *learner, Error *error) {
    int64_t opened;
    return feed_opened(coach->store, learner, &opened, error) ? json_pack("{s:o, s:n}", "opened", json_time(opened), "path") : NULL;
}

json_t *coach_feed_open(Coach *coach, const char *learner, Error *error) {
    char token[64], path[128];
    random_token(FEED_TOKEN, token);
    if (!feed_open(coach->store, learner, token, error)) return NULL;
    snprintf(path, sizeof path, "/api/v1/feeds/%s/plan.ics", token);
    json_t *json = coach_feed(coach, learner, error);
    if (json) json_object_set_new(json, "path", json_string(path));
    return json;
}

json_t *coach_feed_close(Coach *coach, const char *learner, Error *error) {
    return feed_close(coach->store, learner, error) ? coach_feed(coach, learner, error) : NULL;
}

char *coach_feed_calendar(Coach *coach, Arena *arena, const char *token, Error *error) {
    const char *learner;
    return feed_learner(coach->store, arena, token, &learner, error) ? coach_calendar(coach, arena, learner, error) : NULL;
}
