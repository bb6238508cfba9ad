/* The proof of a question in words.
 *
 * Each graded answer is assessed as a learner's would be. Its band must be its author's; where only the likely range of the score reaches into that band, which a learner
 * is told as "I could not tell", it is a warning. Answers made from the strong ones that nobody should get marks for (the statement said
 * again, the words of each sentence shuffled) should stay below `partial`, which is a warning, and must not be `strong`: notes without sentences shuffle well. Shuffling is seeded by the question's uuid, so that a proof repeats. */
#include "judge/words.h"

#include "base/buf.h"
#include "base/hash.h"
#include "words/tokens.h"

#include <string.h>

enum { FINDINGS = 64 };
#define CLOSE 0.1 /* scores so near to each other are warned of when they stand in the wrong order */

typedef struct {
    Arena *arena;
    const Question *question;
    Stemmer *stemmer;
    const RubricReader *reader;
    Finding *findings;
    size_t count;
} Proof;

static void note(Proof *proof, bool warning, const char *where, const char *message) {
    if (proof->count < FINDINGS)
        proof->findings[proof->count++] = (Finding){warning, arena_printf(proof->arena, "%s:1:1", where), message};
}

static bool has(const char **ids, const char *id) {
    for (; ids && *ids; ids++)
        if (strcmp(*ids, id) == 0) return true;
    return false;
}

/* "not found: leakage 0.31, split 0.12; found beside: chance 0.71": how the findings differ from what the author says. */
static const char *differences(Proof *proof, const KnownAnswer *answer, const Assessment *a) {
    Buf missed = buf_new(proof->arena), extra = buf_new(proof->arena);
    for (size_t i = 0; i < a->point_count; i++) {
        const PointFinding *f = &a->points[i];
        bool made = has(answer->makes, f->point->id), found = f->found == FOUND_YES || f->found == FOUND_PARTLY;
        if (made == found) continue;
        buf_printf(made ? &missed : &extra, "%s%s %.2f", (made ? missed.len : extra.len) ? ", " : "", f->point->id, f->probability);
    }
    return arena_printf(proof->arena, "%s%s%s%s", missed.len ? "; not found: " : "", missed.data,
                        extra.len ? "; found beside: " : "", extra.data);
}

/* Whether the likely range of the score reaches into the band: then a learner is told that the band is not sure, and so is an author. */
static bool in_range(const Rubric *rubric, const Assessment *a, Band band) {
    double to = band + 1 < BAND_COUNT ? rubric->from[band + 1] : 2;
    return a->high >= rubric->from[band] && a->low < to;
}

static double prove_answer(Proof *proof, const KnownAnswer *answer) {
    Assessment a = answer_assess(proof->arena, proof->stemmer, proof->reader, answer->audience, ASSESS_ALL_STAGES, answer->text,
                                 strlen(answer->text));
    if (a.band != answer->band)
        note(proof, in_range(proof->question->rubric, &a, answer->band), answer->path,
             arena_printf(proof->arena, "the band is %s, the score %.2f; the author says %s%s", band_name(a.band), a.score,
                          band_name(answer->band), differences(proof, answer, &a)));
    for (const char **id = answer->misconceptions; id && *id; id++) {
        bool named = false;
        for (size_t m = 0; m < a.misconception_count; m++) named |= strcmp(a.misconceptions[m].misconception->id, *id) == 0;
        if (!named) note(proof, true, answer->path, arena_printf(proof->arena, "the misconception '%s' is not noticed in it", *id));
    }
    return a.score;
}

/* The words of each sentence in an order of chance. */
static const char *shuffled(Proof *proof, const char *text) {
    Tokens tokens = tokens_read(proof->arena, text, strlen(text));
    Buf out = buf_new(proof->arena);
    uint64_t state = hash_text(HASH_START, proof->question->uuid) | 1;
    for (size_t from = 0, to; from < tokens.count; from = to) {
        for (to = from + 1; to < tokens.count && tokens.items[to].sentence == tokens.items[from].sentence;) to++;
        size_t n = to - from, *order = ARENA_MANY(proof->arena, size_t, n);
        for (size_t i = 0; i < n; i++) order[i] = from + i;
        for (size_t i = n; i > 1; i--) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            size_t j = (size_t)(state >> 33) % i, kept = order[i - 1];
            order[i - 1] = order[j];
            order[j] = kept;
        }
        for (size_t i = 0; i < n; i++) buf_printf(&out, "%.*s ", (int)tokens.items[order[i]].len, text + tokens.items[order[i]].at);
        buf_text(&out, ". ");
    }
    return out.data;
}

static void prove_nothing(Proof *proof, const char *where, const char *what, Audience audience, const char *text) {
    Assessment a = answer_assess(proof->arena, proof->stemmer, proof->reader, audience, ASSESS_ALL_STAGES, text, strlen(text));
    if (a.band >= BAND_PARTIAL)
        note(proof, a.band < BAND_STRONG, where,
             arena_printf(proof->arena, "%s gets the band %s, the score %.2f", what, band_name(a.band), a.score));
}

/* strong > partial > weak, for each audience; weak > wrong is only wished for. */
static void prove_order(Proof *proof, const double *scores) {
    const Question *q = proof->question;
    for (size_t i = 0; i < q->answer_count; i++)
        for (size_t j = 0; j < q->answer_count; j++) {
            const KnownAnswer *better = &q->answers[i], *worse = &q->answers[j];
            if (better->audience != worse->audience || better->band <= worse->band || scores[i] > scores[j]) continue;
            bool slight = scores[j] - scores[i] <= CLOSE || (worse->band == BAND_WRONG && better->band == BAND_WEAK);
            note(proof, slight, better->path,
                 arena_printf(proof->arena, "its score %.2f is not above the %.2f of %s", scores[i], scores[j], worse->file));
        }
}

void words_prove(Arena *arena, const Question *question, const Finding **findings, size_t *count) {
    Proof proof = {
        .arena = arena, .question = question, .stemmer = stemmer_new(), .findings = ARENA_MANY(arena, Finding, FINDINGS)};
    proof.reader = words_reader(arena, proof.stemmer, question);
    double *scores = ARENA_MANY(arena, double, question->answer_count);
    for (size_t i = 0; i < question->answer_count; i++) scores[i] = prove_answer(&proof, &question->answers[i]);
    prove_order(&proof, scores);
    for (int a = 0; a < AUDIENCE_COUNT; a++)
        if (question->rubric->for_audience[a])
            prove_nothing(&proof, question->folder, "the statement said again", (Audience)a, question->statement);
    if (question->critique && question->artefact.text)
        prove_nothing(&proof, question->folder, "what is to be criticised, said again", AUDIENCE_PEER, question->artefact.text);
    for (size_t i = 0; i < question->answer_count; i++)
        if (question->answers[i].band == BAND_STRONG)
            prove_nothing(&proof, question->answers[i].path, "the answer with the words of its sentences shuffled",
                          question->answers[i].audience, shuffled(&proof, question->answers[i].text));
    stemmer_free(proof.stemmer);
    *findings = proof.findings;
    *count = proof.count;
}
