/* The behavioural questions of a bank, made known to each other: a story for one of them makes most points of any other (words/kin.h). */
#include "bank/inside.h"

#include "words/kin.h"

enum { TEXTS_A_POINT = RUBRIC_PHRASINGS + 2 };

static KinQuestion kin_question(Arena *arena, const Question *question) {
    const Rubric *rubric = question->rubric;
    const char **texts = ARENA_MANY(arena, const char *, 2 + question->hint_count + rubric->point_count * TEXTS_A_POINT);
    size_t count = 0;
    texts[count++] = question->title;
    texts[count++] = question->statement;
    for (size_t i = 0; i < question->hint_count; i++) texts[count++] = question->hints[i].markdown;
    for (size_t i = 0; i < rubric->point_count; i++) {
        const RubricPoint *point = &rubric->points[i];
        texts[count++] = point->says;
        texts[count++] = point->followup;
        for (size_t k = 0; k < point->phrasing_count; k++) texts[count++] = point->phrasings[k];
    }
    return (KinQuestion){question->slug, question->title, texts, count};
}

Kin *kin_of_stories(Arena *arena, Question *const *questions, size_t count) {
    KinQuestion *list = ARENA_MANY(arena, KinQuestion, count);
    size_t stories = 0, place = 0;
    for (size_t i = 0; i < count; i++)
        if (questions[i]->rubric && questions[i]->rubric->story) list[stories++] = kin_question(arena, questions[i]);
    if (stories < KIN_FEWEST) return NULL;
    Kin *kin = kin_new(list, stories);
    for (size_t i = 0; i < count; i++) {
        if (!questions[i]->rubric || !questions[i]->rubric->story) continue;
        Rubric *rubric = arena_memdup(arena, questions[i]->rubric, sizeof *rubric);
        rubric->kin = kin;
        rubric->place = place++;
        questions[i]->rubric = rubric;
    }
    return kin;
}
