/* A rubric from a stranger, and behind a line "=====" an answer with its front matter: whatever the bytes, what is served keeps the bounds of words/rubric.h,
 * what is refused says where and why, and an answer can be assessed against whatever rubric stands. */
#include "bank/reader.h"
#include "text/utf8.h"
#include "words/assess.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool promise) {
    if (!promise) abort();
}

static void hold_rubric(const Rubric *rubric) {
    hold(rubric->point_count >= 2 && rubric->point_count <= RUBRIC_POINTS && rubric->stage_count <= RUBRIC_STAGES);
    hold(rubric->misconception_count <= RUBRIC_MISCONCEPTIONS);
    hold(rubric->from[BAND_WEAK] < rubric->from[BAND_PARTIAL] && rubric->from[BAND_PARTIAL] < rubric->from[BAND_STRONG]);
    for (size_t i = 0; i < rubric->point_count; i++) {
        const RubricPoint *point = &rubric->points[i];
        hold(reader_is_id(point->id) && *point->says && *point->followup && *point->study);
        hold(point->weight >= 1 && point->weight <= 3 && point->value.count <= RUBRIC_FIGURES);
        hold(point->phrasing_count >= 3 && point->phrasing_count <= RUBRIC_PHRASINGS);
        hold(rubric->stage_count == 0 || point->stage < rubric->stage_count);
        for (size_t k = 0; k < i; k++) hold(strcmp(rubric->points[k].id, point->id) != 0);
    }
}

static void hold_assessment(Arena *arena, const Rubric *rubric, const char *answer) {
    Stemmer *stemmer = stemmer_new();
    const RubricReader *reader = rubric_read(arena, stemmer, rubric, "Why did the score fall?");
    Audience audience = rubric->for_audience[AUDIENCE_PEER] ? AUDIENCE_PEER : AUDIENCE_STAKEHOLDER;
    Assessment a = answer_assess(arena, stemmer, reader, audience, ASSESS_ALL_STAGES, answer, strlen(answer));
    hold(a.score >= 0 && a.score <= 1 && a.low <= a.score && a.score <= a.high);
    stemmer_free(stemmer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 20000 || !utf8_valid((const char *)data, size, NULL)) return 0;
    ARENA_SCOPED Arena *arena = arena_new();
    char *rubric = arena_strndup(arena, (const char *)data, size), *answer = strstr(rubric, "\n=====\n");
    if (answer) {
        answer[1] = '\0';
        answer += 7;
    } else {
        answer = rubric + size;
    }
    File files[] = {{.name = "answers/one.md", .path = "q/answers/one.md", .text = answer, .bytes = answer, .len = strlen(answer)},
                    {.name = "rubric.yaml", .path = "q/rubric.yaml", .text = rubric, .bytes = rubric, .len = strlen(rubric)}};
    Notes notes = {.arena = arena};
    Lists lists = {0};
    Question question = {.type = strstr(rubric, "stages:") ? TYPE_PROBLEM_SOLVING : TYPE_CONCEPTUAL};
    Reader reader = {.arena = arena,
                     .notes = &notes,
                     .lists = &lists,
                     .question = &question,
                     .folder = {.path = "q", .files = files, .count = 2}};
    read_rubric(&reader);
    hold(question.rubric ? notes.errors == 0 : notes.errors > 0);
    read_answers(&reader);
    size_t count;
    const Finding *findings = notes_findings(&notes, arena, &count);
    for (size_t i = 0; i < count; i++)
        hold(*findings[i].where && *findings[i].message && utf8_valid(findings[i].message, strlen(findings[i].message), NULL));
    if (!question.rubric) return 0;
    hold_rubric(question.rubric);
    hold_assessment(arena, question.rubric, question.answer_count && question.answers[0].text ? question.answers[0].text : answer);
    return 0;
}
