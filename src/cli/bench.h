/* bench.h - the measurements, one a file; each returns an object of flat figures, or NULL with an error. */
#ifndef VIVA_CLI_BENCH_H
#define VIVA_CLI_BENCH_H

#include "cli/house.h"

#include <jansson.h>

/* cold_ms_p50 bwrap_ms_p50 floor_ms_p50 warm_ms_p50 warm_ms_p99 cold_over_warm runs_per_s_core floor_runs_per_s_core, the same with 20 fresh cases as fresh_..., for
 * torch as torch_...; unisolated_ms_p50: the warm row in a pool without walls; where the warm row's time goes: step_pick_up_ms_p50 (until a child has loaded the code),
 * step_run_ms_p50 (waiting for results), step_compare_ms_p50 (the child runs on meanwhile), and step_store_ms_p50, which is beyond it (milliseconds; runs a second and core). */
json_t *bench_run(Arena *arena, const House *house, Error *error);

/* list_per_s list_ms_p99 question_per_s question_ms_p99 (64 connections, wrk) rss_mb start_ms. */
json_t *bench_api(Arena *arena, const House *house, Error *error);

/* learners loops alone_ms_p50 alone_ms_p99 beside_loops_ms_p50 beside_loops_ms_p99 (milliseconds from the burst to a verdict, of those whose programs end) p99_ratio. */
json_t *bench_fair(Arena *arena, const House *house, Error *error);

/* minutes learners runs lost misjudged box_restarts samples growth_judged (0: too short a time), and of each gauge (bench_gauge.h) NAME_start, NAME_end and
 * NAME_growth_percent. `minutes`: 0.05 to 1440. *held: nothing was lost, misjudged or left behind. */
json_t *bench_soak(Arena *arena, const House *house, double minutes, bool *held, Error *error);

/* pearson_r rmse qwk within_question_r answers_per_s full_marks_mean attack_shuffled attack_negated attack_other attack_restated attack_gibberish
 * attack_padding_loss, answers questions unguarded_pearson_r unguarded_rmse, and adds_NAME of each feature; bench_words.c says what each is.
 * `data`: a file of graded answers (bench_words.h); `leave_out`: "qid"; `bank`: a folder, the model is fitted on its graded answers alone, NULL: on the other questions of the file; `rows`: a CSV to write, "" for none. */
json_t *bench_words(Arena *arena, const char *data, const char *leave_out, const char *bank, const char *rows, bool ablate,
                    Error *error);

/* point_auc point_precision point_recall band_accuracy band_within_one pairs_in_order strong_mean attack_... second_language_loss answers_per_s and others; bench_rubric.c says
 * what each is. `fit`: a file to write the weights fitted on all questions to, `rows` one for what was measured of every point; "" for none. */
json_t *bench_rubric(Arena *arena, const House *house, const char *fit, const char *rows, Error *error);

/* reviews cards foreseen, and NAME_log_loss NAME_rmse_bins NAME_auc of sm2, default, fitted; fit_seconds fit_steps: of a fit on all reviews. bench_memory.c says what each is. `data`: a CSV
 * with columns card_id, review_rating, review_time, review_duration. */
json_t *bench_memory(Arena *arena, const char *data, Error *error);

/* answers students items skills auc log_loss accuracy ece answers_per_s; bench_mastery.c says what each is. `data`: a CSV with columns student, item, skill, correct, in order of
 * time. */
json_t *bench_mastery(Arena *arena, const char *data, Error *error);

/* The value below which `share` (0..1) of the values lie; sorts them. */
double percentile(double *values, size_t count, double share);

#endif
