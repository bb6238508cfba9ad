/* Reading a rubric: all its texts become places in one vocabulary, and the vocabulary an index by key, by synset, and of what no dictionary has, so that a
 * word of an answer finds its partners without looking at each. The index finds what terms_likeness would find when tried on every pair. */
#include "words/evidence_inside.h"

#include "words/likeness.h"
#include "words/spelling.h"
#include "words/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A power of two, and at least half of it stays free. */
static size_t table_size(size_t count) {
    size_t size = 16;
    while (size < 2 * count) size *= 2;
    return size;
}

static size_t slot_of(const EvidenceReader *r, uint64_t key) {
    size_t slot = key & (r->slot_count - 1);
    while (r->slots[slot] && r->vocables[r->slots[slot] - 1].key != key) slot = (slot + 1) & (r->slot_count - 1);
    return slot;
}

static uint32_t vocable_of(EvidenceReader *r, const WordTerm *term) {
    size_t slot = slot_of(r, term->key);
    if (!r->slots[slot]) {
        r->vocables[r->count++] = (Vocable){.key = term->key,
                                            .term = term,
                                            .weight = term->idf,
                                            .length = (uint32_t)strlen(term->text),
                                            .letters = letters_of(term->text)};
        r->slots[slot] = (uint32_t)r->count;
    }
    return r->slots[slot] - 1;
}

/* ---- Texts ---- */

static const Passage *passage_of(Arena *arena, Stemmer *stemmer, const char *text) {
    Passage *passage = ARENA_NEW(arena, Passage);
    *passage = passage_read(arena, stemmer, text, strlen(text));
    return passage;
}

static Phrase phrase_read(Arena *arena, EvidenceReader *r, const Passage *passage) {
    Phrase phrase = {.words = ARENA_MANY(arena, uint32_t, passage->kind_count),
                     .negated = ARENA_MANY(arena, bool, passage->kind_count),
                     .weights = ARENA_MANY(arena, float, passage->kind_count)};
    for (size_t i = 0; i < passage->kind_count; i++) {
        phrase.words[phrase.count] = vocable_of(r, passage->kinds[i].term);
        phrase.negated[phrase.count++] = !passage->kinds[i].plain;
        r->vocables[phrase.words[i]].told = true;
    }
    return phrase;
}

/* The texts of a point: its phrasings, then (where there is one) its sentence. */
typedef struct {
    const Passage **items;
    size_t count, kinds;
} TextList;

static TextList texts_of(Arena *arena, Stemmer *stemmer, const char *const *phrasings, size_t count, const char *says) {
    TextList list = {.items = ARENA_MANY(arena, const Passage *, count + 1)};
    for (size_t i = 0; i < count; i++) list.items[list.count++] = passage_of(arena, stemmer, phrasings[i]);
    if (says) list.items[list.count++] = passage_of(arena, stemmer, says);
    for (size_t i = 0; i < list.count; i++) list.kinds += list.items[i]->kind_count;
    return list;
}

static PointTexts texts_read(Arena *arena, EvidenceReader *r, const TextList *list) {
    PointTexts texts = {.phrases = ARENA_MANY(arena, Phrase, list->count), .count = list->count};
    for (size_t i = 0; i < list->count; i++) texts.phrases[i] = phrase_read(arena, r, list->items[i]);
    return texts;
}

/* Weights are known once the whole vocabulary and the statement are. */
static void texts_weigh(Arena *arena, const EvidenceReader *r, PointTexts *texts) {
    texts->centre = ARENA_MANY(arena, float, r->count);
    texts->plain = ARENA_MANY(arena, bool, r->count);
    texts->denied = ARENA_MANY(arena, bool, r->count);
    for (size_t i = 0; i < texts->count; i++) {
        Phrase *phrase = &texts->phrases[i];
        for (size_t w = 0; w < phrase->count; w++) {
            phrase->weights[w] = r->vocables[phrase->words[w]].weight;
            phrase->weight += phrase->weights[w];
            texts->centre[phrase->words[w]] += phrase->weights[w];
            *(phrase->negated[w] ? &texts->denied[phrase->words[w]] : &texts->plain[phrase->words[w]]) = true;
        }
    }
    for (size_t v = 0; v < r->count; v++) texts->length += texts->centre[v] * texts->centre[v];
    texts->length = sqrtf(texts->length);
}

static void count_points(EvidenceReader *r) {
    for (size_t p = 0; p < r->rubric->point_count; p++)
        for (size_t v = 0; v < r->count; v++) r->vocables[v].points += r->points[p].centre[v] > 0;
}

static void read_statement(EvidenceReader *r) {
    for (size_t k = 0; k < r->statement->kind_count; k++) {
        Vocable *vocable = &r->vocables[vocable_of(r, r->statement->kinds[k].term)];
        vocable->weight *= ASKED_WEIGHT;
        vocable->asked = true;
    }
}

/* ---- The index ---- */

static int by_synset(const void *a, const void *b) {
    const ConceptEntry *x = a, *y = b;
    int order = (x->synset > y->synset) - (x->synset < y->synset);
    return order ? order : (x->vocable > y->vocable) - (x->vocable < y->vocable);
}

static size_t concept_slot(const EvidenceReader *r, uint32_t synset) {
    size_t slot = (synset * 2654435761u >> 7) & (r->concept_slot_count - 1);
    while (r->concept_slots[slot] && r->concepts[r->concept_slots[slot] - 1].synset != synset)
        slot = (slot + 1) & (r->concept_slot_count - 1);
    return slot;
}

static void index_vocabulary(Arena *arena, EvidenceReader *r) {
    size_t room = 0;
    for (size_t v = 0; v < r->count; v++) room += r->vocables[v].term->sense.count;
    r->concepts = ARENA_MANY(arena, ConceptEntry, room);
    r->strange = ARENA_MANY(arena, uint32_t, r->count);
    for (size_t v = 0; v < r->count; v++) {
        const WordSense *sense = &r->vocables[v].term->sense;
        for (size_t i = 0; i < sense->count; i++)
            r->concepts[r->concept_count++] = (ConceptEntry){sense->concepts[i] >> REACH_BITS, sense->concepts[i], (uint32_t)v};
        if (!sense->known) r->strange[r->strange_count++] = (uint32_t)v;
    }
    if (r->concept_count > 1) qsort(r->concepts, r->concept_count, sizeof *r->concepts, by_synset);
    r->concept_slot_count = table_size(r->concept_count);
    r->concept_slots = ARENA_MANY(arena, uint32_t, r->concept_slot_count);
    for (size_t i = 0; i < r->concept_count; i++)
        if (i == 0 || r->concepts[i - 1].synset != r->concepts[i].synset)
            r->concept_slots[concept_slot(r, r->concepts[i].synset)] = (uint32_t)i + 1;
}

#define MET (-1.0f) /* seen, and not alike so far */

static void meet(Meeting *meeting, uint32_t vocable, float likeness) {
    float *its = &meeting->likeness[vocable];
    if (*its == 0) {
        meeting->met[meeting->count++] = vocable;
        *its = MET;
    }
    if (likeness > *its) *its = likeness;
}

/* Where only a misspelling can be: the word and this one differ by at most two letters in length, and by few letters. */
static void meet_misspelt(const EvidenceReader *r, const WordTerm *term, uint32_t letters, size_t length, uint32_t vocable,
                          Meeting *meeting) {
    const Vocable *its = &r->vocables[vocable];
    if (its->length < 5 || length < 5 || its->length > length + 2 || length > its->length + 2) return;
    if (letters_within(letters, its->letters, 2)) meet(meeting, vocable, (float)terms_likeness(term, its->term));
}

/* Each word of the vocabulary that has a synset of the term's; over all of them that is lexicon_likeness. */
static void meet_related(const EvidenceReader *r, const WordTerm *term, Meeting *meeting) {
    for (size_t i = 0; i < term->sense.count; i++) {
        uint32_t concept = term->sense.concepts[i], synset = concept >> REACH_BITS, at = r->concept_slots[concept_slot(r, synset)];
        for (; at && at <= r->concept_count && r->concepts[at - 1].synset == synset; at++) {
            const ConceptEntry *entry = &r->concepts[at - 1];
            meet(meeting, entry->vocable, (float)lexicon_reach_likeness(concept, entry->concept));
        }
    }
}

size_t vocabulary_match(const EvidenceReader *r, const WordTerm *term, Meeting *meeting, Match *list) {
    size_t slot = slot_of(r, term->key), length = strlen(term->text), count = 0;
    uint32_t letters = letters_of(term->text);
    meeting->count = 0;
    if (r->slots[slot]) meet(meeting, r->slots[slot] - 1, 1);
    meet_related(r, term, meeting);
    if (!term->sense.known && !term->sense.count)
        for (size_t v = 0; v < r->count; v++) meet_misspelt(r, term, letters, length, (uint32_t)v, meeting);
    else
        for (size_t i = 0; i < r->strange_count; i++) meet_misspelt(r, term, letters, length, r->strange[i], meeting);
    for (size_t i = 0; i < meeting->count; i++) {
        float *likeness = &meeting->likeness[meeting->met[i]];
        if (*likeness >= RELATED && count < MATCHES) list[count++] = (Match){meeting->met[i], *likeness};
        *likeness = 0;
    }
    return count;
}

/* ---- All of it ---- */

static void read_texts(Arena *arena, Stemmer *stemmer, EvidenceReader *r, const TextList *points, const TextList *others) {
    const Rubric *rubric = r->rubric;
    for (size_t p = 0; p < rubric->point_count; p++) {
        const RubricPoint *point = &rubric->points[p];
        r->points[p] = texts_read(arena, r, &points[p]);
        r->points[p].point = point;
        r->points[p].place = p;
        r->points[p].needs = needs_read(arena, stemmer, point->needs, point->need_count);
        r->points[p].forbids = needs_read(arena, stemmer, point->forbids, point->forbid_count);
    }
    for (size_t m = 0; m < rubric->misconception_count; m++) {
        r->misconceptions[m] = texts_read(arena, r, &others[m]);
        r->misconceptions[m].place = rubric->point_count + m;
    }
    read_statement(r);
    for (size_t p = 0; p < rubric->point_count; p++) texts_weigh(arena, r, &r->points[p]);
    for (size_t m = 0; m < rubric->misconception_count; m++) texts_weigh(arena, r, &r->misconceptions[m]);
}

const EvidenceReader *evidence_reader(Arena *arena, Stemmer *stemmer, const Rubric *rubric, const char *statement) {
    EvidenceReader *r = ARENA_NEW(arena, EvidenceReader);
    *r = (EvidenceReader){.rubric = rubric, .statement = passage_of(arena, stemmer, statement)};
    TextList *points = ARENA_MANY(arena, TextList, rubric->point_count),
             *others = ARENA_MANY(arena, TextList, rubric->misconception_count);
    size_t kinds = r->statement->kind_count;
    for (size_t p = 0; p < rubric->point_count; p++) {
        const RubricPoint *point = &rubric->points[p];
        points[p] = texts_of(arena, stemmer, point->phrasings, point->phrasing_count, point->says);
        kinds += points[p].kinds;
    }
    for (size_t m = 0; m < rubric->misconception_count; m++) {
        const RubricMisconception *other = &rubric->misconceptions[m];
        others[m] = texts_of(arena, stemmer, other->phrasings, other->phrasing_count, NULL);
        kinds += others[m].kinds;
    }
    r->vocables = ARENA_MANY(arena, Vocable, kinds);
    r->slot_count = table_size(kinds);
    r->slots = ARENA_MANY(arena, uint32_t, r->slot_count);
    r->points = ARENA_MANY(arena, PointTexts, rubric->point_count);
    r->misconceptions = ARENA_MANY(arena, PointTexts, rubric->misconception_count);
    r->asked = figures_read(arena, &r->statement->tokens);
    r->artefact = rubric->artefact ? copies_of(arena, rubric->artefact) : NULL;
    read_texts(arena, stemmer, r, points, others);
    count_points(r);
    index_vocabulary(arena, r);
    return r;
}
