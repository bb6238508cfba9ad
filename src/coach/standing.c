/* Where an answer stands when points are read otherwise than the engine did: with the replies to follow-ups, or as the learner sees it.
 *
 * The engine's score is kept, and moved by the weight of each point times the change of its credit: so nothing that was not looked at anew changes,
 * and taking a view back leads where it was. A story that the engine takes for one about something else is worth all that it makes where the learner sees it
 * otherwise. The band follows from the borders that were stored with the assessment. */
#include "coach/words.h"

#include <string.h>

double found_credit(const char *found) { return strcmp(found, "yes") == 0 ? 1 : strcmp(found, "partly") == 0 ? 0.5 : 0; }

json_t *assessment_point(const json_t *assessment, const char *id) {
    if (strcmp(id, SUBJECT_ID) == 0) return json_object_get(assessment, "subject");
    const json_t *points = json_object_get(assessment, "points");
    for (size_t i = 0; i < json_array_size(points); i++) {
        json_t *point = json_array_get(points, i);
        if (strcmp(json_string_value(json_object_get(point, "id")), id) == 0) return point;
    }
    return NULL;
}

static const char *band_from(const json_t *assessment, double score) {
    const json_t *bands = json_object_get(assessment, "bands");
    for (int band = BAND_STRONG; band > BAND_WRONG; band--)
        if (score >= json_number_value(json_object_get(bands, band_name((Band)band))) - 1e-9) return band_name((Band)band);
    return band_name(BAND_WRONG);
}

/* What is left of the score for what it is about: all of it, where the learner says that it is about this. */
static double subject_factor(const json_t *assessment, const json_t *views) {
    const json_t *factor = json_object_get(json_object_get(assessment, "subject"), "factor");
    const char *view = json_string_value(json_object_get(views, SUBJECT_ID));
    return !factor || (view && strcmp(view, "yes") == 0) ? 1 : json_number_value(factor);
}

Standing standing_with(const json_t *assessment, const json_t *views) {
    const json_t *points = json_object_get(assessment, "points");
    double before = json_number_value(json_object_get(assessment, "score")), weight = 0, moved = 0;
    for (size_t i = 0; i < json_array_size(points); i++) {
        const json_t *point = json_array_get(points, i);
        const char *view = json_string_value(json_object_get(views, json_string_value(json_object_get(point, "id"))));
        double w = json_number_value(json_object_get(point, "weight"));
        weight += w;
        if (view) moved += w * (found_credit(view) - json_number_value(json_object_get(point, "credit")));
    }
    const json_t *factor =
        json_object_get(json_object_get(assessment, "ranking"), "factor"); /* of a critique: what its order leaves */
    if (factor) moved *= json_number_value(factor);
    const json_t *left = json_object_get(json_object_get(assessment, "subject"), "factor");
    double whole = left ? before / json_number_value(left) : before; /* as if it were about the question */
    double score = subject_factor(assessment, views) * (weight > 0 ? whole + moved / weight : whole);
    score = score < 0 ? 0 : score > 1 ? 1 : score;
    if (json_is_true(json_object_get(assessment, "fatal")) && score > before) score = before;
    return (Standing){band_from(assessment, score), score};
}
