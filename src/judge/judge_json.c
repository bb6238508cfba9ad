/* Judgements as docs/openapi.yaml describes them. Texts from the box are valid UTF-8 by the box client's word; a text that is not would leave
 * its field out, never break the document. */
#include "judge/judge.h"

static void put_text(json_t *object, const char *name, const char *text) {
    if (text) json_object_set_new(object, name, json_string(text));
}

static void put_view(json_t *object, const char *name, json_t *view) {
    if (view) json_object_set(object, name, view);
}

/* The wrong files are told by their numbers from 1, in the order of their names. */
static json_t *numbers_json(uint64_t bits) {
    json_t *list = json_array();
    for (int i = 0; i < 64; i++)
        if (bits >> i & 1) json_array_append_new(list, json_integer(i + 1));
    return list;
}

static json_t *bugs_json(const Judgement *judgement) {
    json_t *list = json_array();
    for (size_t i = 0; i < judgement->bug_count; i++)
        json_array_append_new(list, json_pack("{s:I, s:s?}", "n", (json_int_t)i + 1, "exposed_by", judgement->exposed_by[i]));
    return list;
}

json_t *case_json(const CaseResult *result) {
    json_t *object = json_object();
    put_text(object, "name", result->name);
    json_object_set_new(object, "visible", json_boolean(result->visible));
    json_object_set_new(object, "fresh", json_boolean(result->fresh));
    put_text(object, "verdict", verdict_name(result->verdict));
    json_object_set_new(object, "ms", json_real(result->ms));
    json_object_set_new(object, "reference_ms", json_real(result->reference_ms));
    put_text(object, "message", result->message);
    put_text(object, "why", result->why);
    put_text(object, "printed", result->printed);
    put_text(object, "exception", result->exception);
    put_text(object, "traceback", result->traceback);
    if (result->line) json_object_set_new(object, "line", json_integer(result->line));
    put_view(object, "input", result->input);
    put_view(object, "expected", result->expected);
    put_view(object, "got", result->got);
    put_view(object, "differs", result->differs);
    put_text(object, "finding", result->finding);
    if (result->finding) json_object_set_new(object, "exposes", numbers_json(result->exposes));
    return object;
}

static json_t *mistake_json(const NamedMistake *mistake) {
    return json_pack("{s:s, s:s, s:s, s:b}", "file", mistake->file, "mistake", mistake->mistake, "says", mistake->says, "resembles",
                     mistake->resembles);
}

static json_t *speed_json(const Speed *speed) {
    return json_pack("{s:f, s:f, s:f, s:f, s:s, s:i, s:b}", "asked", speed->asked, "ratio", speed->ratio, "ms", speed->ms,
                     "against_ms", speed->against_ms, "against", speed->against, "rounds", speed->rounds, "passed", speed->passed);
}

json_t *judgement_json(const Judgement *judgement) {
    json_t *object = json_object(), *cases = json_array(), *mistakes = json_array();
    for (size_t i = 0; i < judgement->case_count; i++) json_array_append_new(cases, case_json(&judgement->cases[i]));
    for (size_t i = 0; i < judgement->mistake_count; i++) json_array_append_new(mistakes, mistake_json(&judgement->mistakes[i]));
    put_text(object, "verdict", verdict_name(judgement->verdict));
    json_object_set_new(object, "score", json_real(judgement->score));
    json_object_set_new(object, "cases", cases);
    json_object_set_new(object, "misconceptions", mistakes);
    put_text(object, "stdout", judgement->printed ? judgement->printed : "");
    json_object_set_new(object, "time_ms", json_real(judgement->time_ms));
    json_object_set_new(object, "reference_ms", json_real(judgement->reference_ms));
    json_object_set_new(object, "memory_kb", json_integer(judgement->memory_kb));
    if (judgement->speed.rounds > 0) json_object_set_new(object, "speed", speed_json(&judgement->speed));
    if (judgement->bug_count == 0) return object;
    json_object_set_new(object, "bugs", bugs_json(judgement));
    json_object_set_new(object, "to_expose", json_integer((json_int_t)judgement->to_expose));
    return object;
}
