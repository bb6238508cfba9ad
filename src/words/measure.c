/* The answer is aligned with the question and with each reference once; all features are read off these alignments.
 *
 * Recall, precision and F weighted by idf, with partners by WordNet: Corley and Mihalcea 2005. Leaving out what the question says ("question
 * demoting"): Mohler, Bunescu and Mihalcea 2011. Longest common subsequence: ROUGE-L (Lin 2004). Runs of letters: chrF's idea (Popovic 2015), on sets.
 * The three weightiest words stand for the key terms of Sultan, Salazar and Sumner 2016. */
#include "words/measure.h"

#include "base/buf.h"
#include "words/fluency.h"
#include "words/likeness.h"

#include <stdlib.h>
#include <string.h>

enum {
    GRAM_BITS = 1 << 14,
    SEQUENCE = 400, /* words of content that are compared in order */
    SUBJECT = 40,   /* kinds of a reference that ask for one tie more */
    NEAR = 5        /* words of content around one that is related are relevant with it */
};

#define RELATED 0.6f /* likeness from which a word is related */
#define CLOSE 0.75f  /* ... from which it shows that a stretch of text is about the subject */
#define EXACT 0.94f  /* ... from which it is the same word, perhaps misspelled */

typedef struct {
    uint64_t bits[GRAM_BITS / 64];
} Grams;

typedef struct {
    Passage passage;
    Grams grams;
    uint64_t *pairs; /* of neighbouring terms, sorted */
    size_t pair_count;
    Alignment question; /* of its kinds with the question's */
} Reference;

struct Prompt {
    Passage question;
    Reference *references;
    size_t count;
    Passage any; /* all references together */
};

const char *feature_name(Feature feature) {
    static const char *const names[] = {
#define X(name, says) #name,
        FEATURES(X)
#undef X
    };
    return names[feature];
}

const char *feature_says(Feature feature) {
    static const char *const texts[] = {
#define X(name, says) says,
        FEATURES(X)
#undef X
    };
    return texts[feature];
}

/* ---- Reading ---- */

/* The runs of four letters of a passage's words, blanks between words included. */
static void grams_read(const Passage *passage, Grams *grams) {
    uint32_t window = 0;
    for (size_t i = 0; i < passage->count; i++)
        for (uint32_t t = passage->terms[i].first; t <= passage->terms[i].last; t++)
            for (const char *c = passage->tokens.items[t].text;; c++) {
                window = window << 8 | (unsigned char)(*c ? *c : ' ');
                uint32_t bit = (window * 2654435761u) >> 18;
                if (window >> 24) grams->bits[bit / 64] |= 1ULL << (bit % 64);
                if (!*c) break;
            }
}

static double grams_share(const Grams *part, const Grams *whole) {
    int in = 0, all = 0;
    for (size_t i = 0; i < GRAM_BITS / 64; i++) {
        all += __builtin_popcountll(part->bits[i]);
        in += __builtin_popcountll(part->bits[i] & whole->bits[i]);
    }
    return all ? (double)in / all : 0;
}

static uint64_t pair_of(const WordTerm *a) { return a[0].key * 31 + a[1].key; }

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void reference_read(Arena *arena, Stemmer *stemmer, const char *text, const Passage *question, Reference *reference) {
    reference->passage = passage_read(arena, stemmer, text, strlen(text));
    grams_read(&reference->passage, &reference->grams);
    reference->pairs = ARENA_MANY(arena, uint64_t, reference->passage.count);
    for (size_t i = 0; i + 1 < reference->passage.count; i++)
        reference->pairs[reference->pair_count++] = pair_of(&reference->passage.terms[i]);
    qsort(reference->pairs, reference->pair_count, sizeof *reference->pairs, by_value);
    reference->question = passages_align(arena, &reference->passage, question, NULL);
}

const Prompt *prompt_read(Arena *arena, Stemmer *stemmer, const char *question, const char *const *references, size_t count) {
    Prompt *prompt = ARENA_NEW(arena, Prompt);
    prompt->count = count < PROMPT_REFERENCES ? count : PROMPT_REFERENCES;
    prompt->question = passage_read(arena, stemmer, question, strlen(question));
    prompt->references = ARENA_MANY(arena, Reference, prompt->count);
    Buf all = buf_new(arena);
    for (size_t i = 0; i < prompt->count; i++) {
        reference_read(arena, stemmer, references[i], &prompt->question, &prompt->references[i]);
        buf_printf(&all, "%s\n\n", references[i]);
    }
    prompt->any = passage_read(arena, stemmer, all.data, all.len);
    return prompt;
}

RetrievalText prompt_text(const Prompt *prompt) { return (RetrievalText){&prompt->question, &prompt->any}; }

/* ---- What is relevant ---- */

/* Whether a word of content ties its surroundings to the subject: the subject's own word, and not one that is in every text. */
static bool is_tie(const WordTerm *term, const Alignment *question, const Alignment *any) {
    float likeness =
        any->likeness[term->kind] > question->likeness[term->kind] ? any->likeness[term->kind] : question->likeness[term->kind];
    return (likeness >= EXACT && term->idf >= 0.3f) || (likeness >= CLOSE && term->idf >= 0.45f);
}

/* How many ties there are among the words of content up to NEAR away from one. */
static size_t ties_within(const size_t *ties_before, size_t count, size_t at) {
    size_t from = at > NEAR ? at - NEAR : 0, to = at + NEAR < count ? at + NEAR + 1 : count;
    return ties_before[to] - ties_before[from];
}

/* A flag for each term: there are ties near it; one is enough beside a short reference, but beside a long one words about anything have some. */
static bool *relevant_terms(Arena *arena, const Passage *answer, const Alignment *question, const Alignment *any, size_t subject,
                            double *strayed) {
    bool *keep = ARENA_MANY(arena, bool, answer->count);
    size_t *content = ARENA_MANY(arena, size_t, answer->count), *ties_before = ARENA_MANY(arena, size_t, answer->count + 1);
    size_t count = 0, kept = 0, needed = 1 + subject / SUBJECT;
    for (size_t i = 0; i < answer->count; i++) {
        if (!answer->terms[i].content) continue;
        content[count] = i;
        ties_before[count + 1] = ties_before[count] + is_tie(&answer->terms[i], question, any);
        count++;
    }
    for (size_t c = 0; c < count; c++) {
        if (ties_within(ties_before, count, c) < needed) continue;
        kept++;
        for (size_t i = c ? content[c - 1] + 1 : 0, end = c + 1 < count ? content[c + 1] : answer->count; i < end; i++)
            keep[i] = true;
    }
    if (count <= 2 * NEAR) kept = count; /* too short to stray */
    *strayed = count ? (double)(count - kept) / (double)count : 0;
    bool all = kept == count || kept == 0; /* where nothing ties it to the subject, no part is more relevant than another */
    for (size_t i = 0; all && i < answer->count; i++) keep[i] = true;
    return keep;
}

/* ---- Measuring ---- */

/* One answer beside one reference. */
typedef struct {
    const Prompt *prompt;
    const Reference *reference;
    const Passage *answer;
    Alignment found, back;  /* of the reference's kinds in the answer, and of the answer's in the reference */
    const Alignment *asked; /* of the answer's kinds in the question */
    Arena *arena;
    double *of;
} Sight;

static double share(double part, double whole) { return whole > 0 ? part / whole : 0; }
static double saturated(size_t n) { return (double)n / ((double)n + 12); }
static double harmonic(double a, double b) { return a + b > 0 ? 2 * a * b / (a + b) : 0; }

/* The part of what is in `alignment` that is not already in the question. */
static double new_share(const Passage *passage, const Alignment *alignment, const Alignment *question) {
    double part = 0, whole = 0;
    for (size_t i = 0; i < passage->kind_count; i++) {
        double weight = (double)passage->kinds[i].term->idf * (1 - (double)question->likeness[i]);
        whole += weight;
        part += weight * (double)alignment->likeness[i];
    }
    return share(part, whole);
}

static void measure_recall(Sight *s) {
    const Passage *reference = &s->reference->passage;
    double exact = 0, counted = 0, top[3] = {0}, top_found[3] = {0};
    for (size_t i = 0; i < reference->kind_count; i++) {
        double idf = (double)reference->kinds[i].term->idf, likeness = (double)s->found.likeness[i];
        exact += s->found.likeness[i] >= EXACT ? idf : 0;
        counted += likeness;
        for (size_t t = 0; t < 3; t++) {
            if (idf <= top[t]) continue;
            memmove(top + t + 1, top + t, (2 - t) * sizeof *top);
            memmove(top_found + t + 1, top_found + t, (2 - t) * sizeof *top);
            top[t] = idf, top_found[t] = idf * likeness;
            break;
        }
    }
    s->of[FEATURE_exact_recall] = share(exact, reference->weight);
    s->of[FEATURE_count_recall] = share(counted, (double)reference->kind_count);
    s->of[FEATURE_key_recall] = share(top_found[0] + top_found[1] + top_found[2], top[0] + top[1] + top[2]);
    s->of[FEATURE_new_recall] = new_share(reference, &s->found, &s->reference->question);
    s->of[FEATURE_new_precision] = new_share(s->answer, &s->back, s->asked);
    s->of[FEATURE_overlap_asked] = share(s->reference->question.weight, reference->weight);
}

static void measure_sentences(Sight *s) {
    const Passage *reference = &s->reference->passage, *answer = s->answer;
    double *found = ARENA_MANY(s->arena, double, reference->kind_count), best = 0, sum = 0;
    for (size_t i = 0; i < answer->count; i++) {
        const WordTerm *term = &answer->terms[i];
        if (i && answer->tokens.items[term->first].sentence != answer->tokens.items[term[-1].first].sentence) {
            memset(found, 0, reference->kind_count * sizeof *found);
            sum = 0;
        }
        int32_t partner = term->content ? s->back.partner[term->kind] : -1;
        double gain = partner >= 0 ? (double)s->back.likeness[term->kind] * (double)reference->kinds[partner].term->idf : 0;
        if (partner < 0 || gain <= found[partner]) continue;
        sum += gain - found[partner];
        found[partner] = gain;
        if (sum > best) best = sum;
    }
    s->of[FEATURE_sentence_recall] = share(best, reference->weight);
}

/* The words of content of a passage in their order, as kinds of the reference; what has no partner is -1. */
static size_t sequence_of(const Passage *passage, const int32_t *partner, int32_t *sequence) {
    size_t count = 0;
    for (size_t i = 0; i < passage->count && count < SEQUENCE; i++)
        if (passage->terms[i].content)
            sequence[count++] = partner ? partner[passage->terms[i].kind] : (int32_t)passage->terms[i].kind;
    return count;
}

static size_t common_subsequence(const int32_t *a, size_t a_len, const int32_t *b, size_t b_len) {
    uint16_t row[SEQUENCE + 1] = {0};
    for (size_t i = 0; i < a_len; i++) {
        uint16_t diagonal = 0;
        for (size_t j = 0; j < b_len; j++) {
            uint16_t above = row[j + 1];
            if (a[i] >= 0 && a[i] == b[j])
                row[j + 1] = (uint16_t)(diagonal + 1);
            else if (row[j] > above)
                row[j + 1] = row[j];
            diagonal = above;
        }
    }
    return row[b_len];
}

static void measure_order(Sight *s) {
    int32_t want[SEQUENCE], have[SEQUENCE];
    size_t wanted = sequence_of(&s->reference->passage, NULL, want), had = sequence_of(s->answer, s->back.partner, have);
    size_t common = common_subsequence(want, wanted, have, had), neighbours = 0, matched = 0;
    for (size_t i = 0; i + 1 < wanted; i++)
        for (size_t j = 0; j + 1 < had; j++)
            if (have[j] == want[i] && (have[j + 1] == want[i + 1] || (j + 2 < had && have[j + 2] == want[i + 1]))) {
                neighbours++;
                break;
            }
    for (size_t i = 0; i < s->reference->passage.kind_count; i++) matched += s->found.likeness[i] >= RELATED;
    s->of[FEATURE_phrase] = share((double)neighbours, (double)(wanted > 1 ? wanted - 1 : 1));
    s->of[FEATURE_sequence] = share((double)common, (double)wanted);
    s->of[FEATURE_order] = matched ? share((double)(common < matched ? common : matched), (double)matched) : 0;
}

static void measure_pairs(Sight *s) {
    size_t in = 0, count = s->answer->count;
    for (size_t i = 0; i + 1 < count; i++) {
        uint64_t pair = pair_of(&s->answer->terms[i]);
        in += bsearch(&pair, s->reference->pairs, s->reference->pair_count, sizeof pair, by_value) != NULL;
    }
    s->of[FEATURE_pairs] = count > 1 ? (double)in / (double)(count - 1) : 0;
    Grams grams = {0};
    grams_read(s->answer, &grams);
    s->of[FEATURE_spelled] = grams_share(&s->reference->grams, &grams);
    s->of[FEATURE_spelled_back] = grams_share(&grams, &s->reference->grams);
}

/* What both say, one plainly and the other under a negation. */
static void measure_polarity(Sight *s) {
    const Passage *reference = &s->reference->passage;
    double against = 0, both = 0;
    for (size_t i = 0; i < reference->kind_count; i++) {
        if (s->found.likeness[i] < RELATED) continue;
        const TermKind *want = &reference->kinds[i], *have = &s->answer->kinds[s->found.partner[i]];
        double weight = (double)want->term->idf;
        both += weight;
        if (!(want->plain && have->plain) && !(want->under_negator && have->under_negator)) against += weight;
    }
    s->of[FEATURE_polarity] = share(against, both);
}

static bool is_number(const Passage *passage, size_t kind) {
    return passage->tokens.items[passage->kinds[kind].term->first].is_number;
}

static void measure_numbers(Sight *s) {
    const Passage *reference = &s->reference->passage;
    double wanted = 0, found = 0, others = 0;
    for (size_t i = 0; i < reference->kind_count; i++) {
        if (!is_number(reference, i)) continue;
        wanted++;
        found += (double)s->found.likeness[i];
    }
    for (size_t i = 0; i < s->answer->kind_count; i++)
        others += is_number(s->answer, i) && s->back.likeness[i] <= 0 && s->asked->likeness[i] <= 0;
    s->of[FEATURE_numbers_found] = share(found, wanted);
    s->of[FEATURE_numbers_missing] = wanted > 0 && others > 0 ? 1 - found / wanted : 0;
}

/* What depends on no reference, or on all of them together. */
static void measure_answer(const Prompt *prompt, const Passage *answer, const Alignment *asked, const Alignment *in_question,
                           const Alignment *any, const Alignment *in_any, double *of) {
    double related = 0, unknown = 0;
    for (size_t i = 0; i < answer->kind_count; i++) {
        double likeness = (double)(any->likeness[i] > asked->likeness[i] ? any->likeness[i] : asked->likeness[i]);
        related += likeness * (double)answer->kinds[i].term->idf;
        unknown += !answer->kinds[i].term->sense.known && likeness < 0.9;
    }
    of[FEATURE_any_recall] = share(in_any->weight, prompt->any.weight);
    of[FEATURE_any_precision] = share(any->weight, answer->weight);
    of[FEATURE_echo] = share(asked->weight, answer->weight);
    of[FEATURE_question_recall] = share(in_question->weight, prompt->question.weight);
    of[FEATURE_related] = share(related, answer->weight);
    of[FEATURE_unknown] = share(unknown, (double)answer->kind_count);
    of[FEATURE_size] = saturated(answer->kind_count);
    of[FEATURE_question_size] = saturated(prompt->question.kind_count);
}

static void measure_sizes(Sight *s) {
    double have = (double)s->answer->kind_count, want = (double)s->reference->passage.kind_count;
    s->of[FEATURE_brevity] = have < want ? 1 - have / want : 0;
    s->of[FEATURE_excess] = have > want ? 1 - want / have : 0;
    s->of[FEATURE_reference_size] = saturated(s->reference->passage.kind_count);
}

/* The reference whose F is best, its alignment with the answer, and its recall, precision and F. */
static Sight best_sight(Arena *arena, const Prompt *prompt, const Passage *answer, double *of) {
    Sight best = {0};
    for (size_t i = 0; i < prompt->count; i++) {
        Sight sight = {.prompt = prompt, .reference = &prompt->references[i], .answer = answer, .arena = arena, .of = of};
        sight.found = passages_align(arena, &sight.reference->passage, answer, &sight.back);
        double recall = share(sight.found.weight, sight.reference->passage.weight),
               precision = share(sight.back.weight, answer->weight);
        double f = harmonic(recall, precision);
        if (best.reference && f <= of[FEATURE_f_measure]) continue;
        best = sight;
        of[FEATURE_recall] = recall;
        of[FEATURE_precision] = precision;
        of[FEATURE_f_measure] = f;
    }
    return best;
}

static void measure_others(Arena *scratch, const Prompt *prompt, const Retrieval *others, const Passage *answer, double *of) {
    static const Feature first[VIEWS_MATCHED] = {FEATURE_fits, FEATURE_meets, FEATURE_shares};
    RetrievalMatch matches[VIEWS_MATCHED];
    retrieval_match(scratch, others, &prompt->any, answer, matches);
    for (int v = 0; v < VIEWS_MATCHED; v++) {
        of[first[v]] = matches[v].own;
        of[first[v] + 1] = matches[v].best;
        of[first[v] + 2] = 0.5 + (matches[v].own - matches[v].best) / 2;
        of[first[v] + 3] = matches[v].rank;
    }
}

Features features_measure(Arena *scratch, Stemmer *stemmer, const Prompt *prompt, const Retrieval *others, const char *text,
                          size_t len) {
    Features features = {0};
    double *of = features.of;
    Passage whole = passage_read(scratch, stemmer, text, len);
    Alignment asked = passages_align(scratch, &whole, &prompt->question, NULL),
              any = passages_align(scratch, &whole, &prompt->any, NULL), in_question, in_any;
    measure_others(scratch, prompt, others, &whole, of);
    const bool *keep = relevant_terms(scratch, &whole, &asked, &any, prompt->any.kind_count, &of[FEATURE_strayed]);
    Passage answer = passage_part(scratch, &whole, keep);
    asked = passages_align(scratch, &answer, &prompt->question, &in_question);
    any = passages_align(scratch, &answer, &prompt->any, &in_any);
    measure_answer(prompt, &answer, &asked, &in_question, &any, &in_any, of);
    if (whole.tokens.count) of[FEATURE_fluency] = 0.5 + fluency_of(&whole.tokens, 0, (uint32_t)whole.tokens.count - 1) / 6;
    Sight sight = best_sight(scratch, prompt, &answer, of);
    if (!sight.reference) return features;
    sight.asked = &asked;
    measure_recall(&sight);
    measure_sentences(&sight);
    measure_order(&sight);
    measure_pairs(&sight);
    measure_polarity(&sight);
    measure_numbers(&sight);
    measure_sizes(&sight);
    return features;
}
