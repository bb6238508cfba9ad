/* The bank's own graded answers as short answers by references: what the shipped model of short answers is fitted on.
 *
 * Each point of a rubric, and each few that follow each other, are a question: the interviewer's follow-up asks it, what the points say and their phrasings are the
 * references, and each graded answer gives one text: the sentences that come nearest to the points. Its mark is the share of their weight that its author says it makes. */
#include "cli/bench_words.h"

#include "base/buf.h"
#include "judge/words.h"

#include <string.h>

enum { TOGETHER = 3 }; /* points of one question, at most */

typedef struct {
    Arena *arena;
    Stemmer *stemmer;
    GradedSet *set;
} Gathering;

static bool makes(const KnownAnswer *answer, const RubricPoint *point) {
    for (const char **id = answer->makes; id && *id; id++)
        if (strcmp(*id, point->id) == 0) return true;
    return false;
}

static const PointFinding *finding_of(const Assessment *assessment, const RubricPoint *point) {
    for (size_t i = 0; i < assessment->point_count; i++)
        if (assessment->points[i].point == point) return &assessment->points[i];
    return NULL;
}

/* What an answer says to some points: the sentences that come nearest to each, once, and the share of the weight that is made. False where the answer is to another audience, and
 * where the sentences are not known that make a point. */
static bool answer_to(Arena *arena, const RubricPoint *points, size_t count, const KnownAnswer *answer,
                      const Assessment *assessment, const char **text, double *share) {
    Buf out = buf_new(arena);
    double made = 0, weight = 0;
    for (size_t i = 0; i < count; i++) {
        const PointFinding *f = finding_of(assessment, &points[i]);
        if (!f || !f->nearest.len) return false;
        bool says = makes(answer, &points[i]);
        if (says && f->found != FOUND_YES && f->found != FOUND_PARTLY) return false;
        weight += points[i].weight;
        made += says ? points[i].weight : 0;
        const char *sentences = arena_strndup(arena, answer->text + f->nearest.at, f->nearest.len);
        if (!out.len || !strstr(out.data, sentences)) buf_printf(&out, "%s%s.", out.len ? " " : "", sentences);
    }
    *text = out.data;
    *share = made / weight;
    return true;
}

/* "says" of some points, or a phrasing of each, as one reference. */
static const char *reference_of(Arena *arena, const RubricPoint *points, size_t count, int phrasing) {
    Buf out = buf_new(arena);
    for (size_t i = 0; i < count; i++) {
        const RubricPoint *point = &points[i];
        const char *text = phrasing < 0 ? point->says : point->phrasings[(size_t)phrasing % point->phrasing_count];
        buf_printf(&out, "%s%s%s", i ? " " : "", text, count > 1 && phrasing >= 0 ? "." : "");
    }
    return out.data;
}

static void add_points(Gathering *in, const Question *question, size_t first, size_t count, const Assessment *assessments) {
    const RubricPoint *points = &question->rubric->points[first];
    GradedQuestion *asked = &in->set->questions[in->set->question_count];
    *asked = (GradedQuestion){.qid = arena_printf(in->arena, "%s/%s+%zu", question->slug, points->id, count),
                              .question = points->followup,
                              .first = in->set->answer_count};
    asked->references = ARENA_MANY(in->arena, const char *, 1 + RUBRIC_PHRASINGS);
    for (int phrasing = -1; phrasing < (int)points->phrasing_count; phrasing++)
        asked->references[asked->reference_count++] = reference_of(in->arena, points, count, phrasing);
    for (size_t a = 0; a < question->answer_count; a++) {
        GradedAnswer answer = {.question = in->set->question_count};
        if (!answer_to(in->arena, points, count, &question->answers[a], &assessments[a], &answer.text, &answer.score)) continue;
        in->set->answers[in->set->answer_count++] = answer;
        asked->count++;
    }
    if (asked->count) in->set->question_count++;
}

static void add_question(Gathering *in, const Question *question) {
    const RubricReader *reader = words_reader(in->arena, in->stemmer, question);
    Assessment *assessments = ARENA_MANY(in->arena, Assessment, question->answer_count);
    for (size_t a = 0; a < question->answer_count; a++)
        assessments[a] = answer_assess(in->arena, in->stemmer, reader, question->answers[a].audience, ASSESS_ALL_STAGES,
                                       question->answers[a].text, strlen(question->answers[a].text));
    size_t points = question->rubric->point_count;
    for (size_t count = 1; count <= TOGETHER; count++)
        for (size_t first = 0; first + count <= points; first += count == 1 ? 1 : 2)
            add_points(in, question, first, count, assessments);
}

void graded_from_bank(Arena *arena, Stemmer *stemmer, const Bank *bank, GradedSet *set) {
    size_t count, question_room = 1, answer_room = 1;
    const Question *const *all = bank_questions(bank, &count);
    Gathering in = {.arena = arena, .stemmer = stemmer, .set = set};
    for (size_t i = 0; i < count; i++) {
        if (!question_in_words(all[i])) continue;
        question_room += TOGETHER * all[i]->rubric->point_count;
        answer_room += TOGETHER * all[i]->rubric->point_count * all[i]->answer_count;
    }
    *set = (GradedSet){.questions = ARENA_MANY(arena, GradedQuestion, question_room),
                       .answers = ARENA_MANY(arena, GradedAnswer, answer_room),
                       .full = 1};
    for (size_t i = 0; i < count; i++)
        if (question_in_words(all[i])) add_question(&in, all[i]);
}
