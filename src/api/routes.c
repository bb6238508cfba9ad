/* The table of all calls: docs/openapi.yaml, row by row (tests/http holds one against the other).
 *
 * Writes are slow, since they wait for the disk; so are the two reads that ask the box. */
#include "api/inside.h"

#include "coach/speech.h"

enum { ARCHIVE_BYTES = 64 * 1024 * 1024 };

#define V1 "/api/v1"
#define WRITES (HTTP_WRITE | HTTP_BODY | HTTP_SLOW)

const HttpRoute api_routes[] = {
    {"GET", V1 "/session", api_session_get, 0, 0},
    {"GET", V1 "/settings", api_settings_get, 0, 0},
    {"PUT", V1 "/settings", api_settings_put, WRITES, 0},
    {"GET", V1 "/today", api_today_get, 0, 0},
    {"GET", V1 "/plan", api_plan_get, 0, 0},
    {"PUT", V1 "/plan", api_plan_put, WRITES, 0},
    {"GET", V1 "/plan/feed", api_feed_get, 0, 0},
    {"POST", V1 "/plan/feed", api_feed_post, HTTP_WRITE | HTTP_BODY_MAYBE | HTTP_SLOW, 0},
    {"DELETE", V1 "/plan/feed", api_feed_delete, HTTP_WRITE | HTTP_SLOW, 0},
    {"GET", V1 "/feeds/{token}/plan.ics", api_feed_calendar, HTTP_OPEN | HTTP_SLOW, 0},
    {"PUT", V1 "/plan/days/{date}", api_plan_day_put, WRITES, 0},
    {"PUT", V1 "/plan/questions/{slug}", api_plan_question_put, WRITES, 0},
    {"GET", V1 "/progress", api_progress_get, 0, 0},
    {"POST", V1 "/outcomes", api_outcome_post, WRITES, 0},
    {"DELETE", V1 "/outcomes/{id}", api_outcome_delete, HTTP_WRITE | HTTP_SLOW, 0},
    {"GET", V1 "/sittings/{which}", api_sitting_get, 0, 0},
    {"POST", V1 "/sittings/{which}", api_sitting_post, WRITES, 0},
    {"GET", V1 "/export/{file}", api_export_get, HTTP_SLOW, 0},
    {"POST", V1 "/import", api_import_post, WRITES, ARCHIVE_BYTES},
    {"DELETE", V1 "/learner", api_learner_delete, HTTP_WRITE | HTTP_SLOW, 0},
    {"GET", V1 "/questions", api_questions_get, 0, 0},
    {"GET", V1 "/questions/{slug}", api_question_get, 0, 0},
    {"POST", V1 "/questions/{slug}/hints", api_hint_post, WRITES, 0},
    {"GET", V1 "/questions/{slug}/probes", api_probes_get, 0, 0},
    {"POST", V1 "/questions/{slug}/probes/{probe}", api_probe_post, WRITES, 0},
    {"GET", V1 "/reviews", api_reviews_get, 0, 0},
    {"PUT", V1 "/reviews/{id}", api_review_put, WRITES, 0},
    {"DELETE", V1 "/reviews/{id}", api_review_delete, HTTP_WRITE | HTTP_SLOW, 0},
    {"POST", V1 "/questions/{slug}/runs", api_run_post, WRITES | HTTP_JUDGED, 0},
    {"GET", V1 "/runs/{id}", api_run_get, 0, 0},
    {"POST", V1 "/questions/{slug}/attempts", api_attempt_post, WRITES | HTTP_JUDGED, 0},
    {"GET", V1 "/attempts", api_attempts_get, 0, 0},
    {"GET", V1 "/attempts/{id}", api_attempt_get, 0, 0},
    {"PUT", V1 "/attempts/{id}/felt", api_felt_put, WRITES, 0},
    {"POST", V1 "/attempts/{id}/followups", api_followup_post, WRITES | HTTP_JUDGED, 0},
    {"POST", V1 "/attempts/{id}/opinion", api_opinion_post, HTTP_WRITE | HTTP_BODY_MAYBE | HTTP_SLOW | HTTP_JUDGED, 0},
    {"PUT", V1 "/attempts/{id}/claims/{point}", api_claim_put, WRITES, 0},
    {"DELETE", V1 "/attempts/{id}/claims/{point}", api_claim_delete, HTTP_WRITE | HTTP_SLOW, 0},
    {"POST", V1 "/questions/{slug}/stages/{stage}", api_stage_post, HTTP_WRITE | HTTP_BODY_MAYBE | HTTP_SLOW, 0},
    {"GET", V1 "/questions/{slug}/answers", api_model_answers_get, HTTP_SLOW, 0},
    {"POST", V1 "/questions/{slug}/points", api_points_post, WRITES, 0},
    {"POST", V1 "/questions/{slug}/self-assessments", api_self_post, WRITES, 0},
    {"POST", V1 "/speech", api_speech_post, HTTP_WRITE | HTTP_WAV | HTTP_SLOW | HTTP_JUDGED, SPEECH_BYTES},
    {"GET", V1 "/stories", api_stories_get, HTTP_SLOW, 0},
    {"PUT", V1 "/stories/{id}", api_story_put, WRITES, 0},
    {"DELETE", V1 "/stories/{id}", api_story_delete, HTTP_WRITE | HTTP_SLOW, 0},
    {"PUT", V1 "/questions/{slug}/draft", api_draft_put, WRITES, 0},
    {"POST", V1 "/questions/{slug}/give-up", api_give_up_post, HTTP_WRITE | HTTP_BODY_MAYBE | HTTP_SLOW, 0},
    {"GET", V1 "/questions/{slug}/explanation", api_explanation_get, 0, 0},
    {"GET", V1 "/questions/{slug}/solutions", api_solutions_get, HTTP_SLOW, 0},
    {"GET", V1 "/topics", api_topics_get, 0, 0},
    {"GET", V1 "/topics/{key}", api_topic_get, 0, 0},
    {"GET", V1 "/roles", api_roles_get, 0, 0},
    {"GET", V1 "/sets", api_sets_get, 0, 0},
    {"GET", V1 "/glossary", api_glossary_get, 0, 0},
    {"GET", V1 "/status", api_status_get, HTTP_SLOW, 0},
    {"GET", V1 "/events", NULL, 0, 0},
};
const size_t api_route_count = sizeof api_routes / sizeof *api_routes;
