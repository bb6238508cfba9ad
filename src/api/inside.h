/* inside.h - what the files of this room share: the handlers, one line each, and how they read and answer. Nothing outside src/api includes it. */
#ifndef VIVA_API_INSIDE_H
#define VIVA_API_INSIDE_H

#include "api/api.h"

/* `self` of every handler is the Coach. */
HttpHandler api_session_get, api_settings_get, api_settings_put, api_today_get;      /* learner.c */
HttpHandler api_questions_get, api_question_get;                                     /* questions.c */
HttpHandler api_hint_post, api_give_up_post, api_explanation_get, api_solutions_get; /* help.c */
HttpHandler api_probes_get, api_probe_post;                                          /* probes.c */
HttpHandler api_reviews_get, api_review_put, api_review_delete;                      /* probes.c */
HttpHandler api_run_post, api_run_get;                                               /* runs.c */
HttpHandler api_attempt_post, api_attempts_get, api_attempt_get, api_felt_put;       /* attempts.c */
HttpHandler api_stage_post, api_model_answers_get, api_followup_post, api_claim_put, api_claim_delete, api_opinion_post,
    api_points_post, api_self_post, api_speech_post, api_stories_get, api_story_put, api_story_delete; /* words.c */
HttpHandler api_draft_put;                                                                             /* drafts.c */
HttpHandler api_plan_get, api_plan_put, api_plan_day_put, api_plan_question_put, api_progress_get, api_outcome_post,
    api_outcome_delete, api_sitting_get, api_sitting_post;                                                /* plan.c */
HttpHandler api_feed_get, api_feed_post, api_feed_delete, api_feed_calendar;                              /* plan.c */
HttpHandler api_export_get, api_import_post, api_learner_delete;                                          /* archive.c */
HttpHandler api_topics_get, api_topic_get, api_roles_get, api_sets_get, api_glossary_get, api_status_get; /* bank.c */

/* routes.c: the table of all calls. */
extern const HttpRoute api_routes[];
extern const size_t api_route_count;

/* Answers with the JSON, which is taken over, or with the error when there is none. */
void api_answer(HttpRequest *request, int status, json_t *json, const Error *error);

/* The {slug} or {id} of the path. NULL after answering 404 when it cannot be one: these texts go to the bank and the store as they are. */
const char *api_slug(HttpRequest *request);
const char *api_id(HttpRequest *request);
/* A part of the path that names something of a question ({point}, {stage}): as the two above. */
const char *api_key(HttpRequest *request, const char *param);
/* "slug" or "topic/slug": nothing else may be asked for by name over the network, least of all a path. */
bool api_is_slug(const char *name);

/* --- query.c: parameters behind the '?' ------------------------------------------------------------------------------- */

/* Every parameter that was sent is one of the NULL-terminated names; else ERR_INVALID that names it. */
bool query_allow(const HttpRequest *request, const char *const *names, Error *error);
/* The value, or NULL when it is not there or empty. More than `limit` bytes are ERR_INVALID. */
bool query_text(const HttpRequest *request, const char *name, size_t limit, const char **out, Error *error);
/* A whole number from low to high; `*out` stays as it is when the parameter is not there. */
bool query_int(const HttpRequest *request, const char *name, int low, int high, int *out, Error *error);
/* One of the words: its place in `*out`, which stays as it is when the parameter is not there. */
bool query_word(const HttpRequest *request, const char *name, const char *const *words, int *out, Error *error);
/* Answers 400 and says false when a call without parameters was given one. */
bool query_none(HttpRequest *request);

#endif
