/* Thresholds are wide: an answer must be far out to be refused, since a refusal takes away all that is in it. */
#include "words/sense.h"

/* Words from which their order tells something, from which it tells more, and from which it is sure: of 399 graded answers none has a fluency below -0.11, and of the
 * strong ones with the words of their sentences shuffled none above -0.38. */
enum { FEW_WORDS = 12, MANY_WORDS = 40, SURE_WORDS = 80 };
#define LEAST_FLUENCY -0.25

const char *sense_name(Sense sense) {
    static const char *const names[] = {"answer", "empty", "gibberish", "restated", "off-topic"};
    return names[sense];
}

const char *sense_says(Sense sense) {
    static const char *const texts[] = {
        "",
        "There is nothing here that I could judge. Begin with one sentence: what is the first thing that you would say?",
        "I could not read this as sentences. Write it as you would say it aloud; plain words are fine.",
        "This says the question again. What do you think the answer is, and why?",
        "I found nothing in it that speaks of this question. Read it once more, and begin with the point that matters most to you.",
    };
    return texts[sense];
}

double sense_order(const Fluency *fluency, uint32_t first, uint32_t last) {
    return fluency_trust(fluency_between(fluency, first, last), last - first + 1);
}

/* A list of names: hardly a word that holds sentences together. Notes in a hurry have a fifth and more, prose has half. */
static bool is_bare(const Passage *passage) {
    size_t holding = 0;
    for (size_t t = 0; t < passage->count; t++) holding += !passage->terms[t].content;
    return passage->tokens.count >= 12 && (double)holding < 0.12 * (double)passage->tokens.count;
}

Sense sense_of(const EvidenceFound *found, double made) {
    const Passage *passage = found->passage;
    if (!passage->kind_count || passage->tokens.count < 2) return SENSE_EMPTY;
    if (found->words < 0.5 || is_bare(passage)) return SENSE_GIBBERISH;
    size_t words = passage->tokens.count;
    if (words >= SURE_WORDS && fluency_between(&found->fluency, 0, (uint32_t)words - 1) < LEAST_FLUENCY) return SENSE_GIBBERISH;
    if (words >= FEW_WORDS && sense_order(&found->fluency, 0, (uint32_t)words - 1) < (words >= MANY_WORDS ? 0.5 : 0.25))
        return SENSE_GIBBERISH;
    if (found->copied > 0.8 || found->asked > 0.92 || (found->asked > 0.8 && made < 1.5 && !found->figure_right))
        return SENSE_RESTATED;
    if (found->known < 0.15 && made < 0.5) return SENSE_OFF_TOPIC;
    return SENSE_ANSWER;
}
