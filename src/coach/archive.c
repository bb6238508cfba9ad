/* What a learner may always do with what is kept of them: take it away, bring it back, have it forgotten. */
#include "store/archive.h"

#include "coach/inside.h"
#include "coach/memory.h"
#include "coach/profile.h"

#include <string.h>

const char *coach_export(Coach *coach, Arena *arena, const char *learner, const char *table, size_t *len, Error *error) {
    Buf out = buf_new(arena);
    bool fine =
        table ? archive_write_csv(coach->store, learner, table, &out, error) : archive_write(coach->store, learner, &out, error);
    *len = out.len;
    return fine ? out.data : NULL;
}

static bool has_a_zone(const json_t *archive, Error *error) {
    const char *zone = json_string_value(json_object_get(json_array_get(json_object_get(archive, "learner"), 0), "zone"));
    return !zone || zone_known(zone) ||
           error_set(error, ERR_INVALID, "/learner/0/zone", "'%.64s' is not a time zone; use a name like Europe/Vienna", zone);
}

json_t *coach_import(Coach *coach, const char *learner, const json_t *archive, Error *error) {
    size_t rows;
    Rebuilt made;
    if (!has_a_zone(archive, error)) return NULL;
    pthread_mutex_lock(&coach->memory_lock);
    bool fine = archive_read(coach->store, learner, archive, &rows, error) && memory_rebuild(coach->store, learner, &made, error);
    pthread_mutex_unlock(&coach->memory_lock);
    profile_forget(coach, learner);
    if (!fine || (coach->judge && !take_up_pending(coach, learner, error))) return NULL;
    return json_pack("{s:I, s:I, s:I, s:I}", "rows", (json_int_t)rows, "events", (json_int_t)made.events, "reviews",
                     (json_int_t)made.reviews, "cards", (json_int_t)made.cards);
}

/* What is being judged at the moment finds its attempt gone, and is dropped. */
bool coach_forget(Coach *coach, const char *learner, Error *error) {
    pthread_mutex_lock(&coach->memory_lock);
    bool fine = learner_forget(coach->store, learner, error);
    pthread_mutex_unlock(&coach->memory_lock);
    profile_forget(coach, learner);
    runs_forget(coach, learner);
    return fine;
}
