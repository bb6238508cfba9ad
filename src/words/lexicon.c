/* Binary searches in the compiled tables. Function words are a hand-kept list, since no count of glosses tells that "my" or "please" say nothing
 * about a subject; it holds pronouns, articles, prepositions, conjunctions, auxiliaries, and the words that only steer a sentence or only
 * nod ("fine", "ok"). */
#include "words/lexicon.h"

#include "words/table.h"

#include <libstemmer.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const function_words[] = {
    "a",      "about",   "above",   "actually", "after", "again",   "all",       "also",   "although", "am",      "an",
    "and",    "answer",  "any",     "are",      "as",    "at",      "basically", "be",     "because",  "been",    "before",
    "being",  "below",   "between", "both",     "but",   "by",      "can",       "cool",   "could",    "did",     "do",
    "does",   "doing",   "done",    "down",     "dunno", "during",  "each",      "either", "etc",      "even",    "every",
    "fine",   "for",     "from",    "further",  "good",  "great",   "had",       "haha",   "has",      "have",    "having",
    "he",     "hello",   "hence",   "her",      "here",  "hers",    "him",       "his",    "how",      "however", "i",
    "idk",    "if",      "in",      "into",     "is",    "it",      "its",       "itself", "just",     "let",     "like",
    "lol",    "may",     "maybe",   "me",       "might", "more",    "most",      "much",   "must",     "my",      "nice",
    "of",     "off",     "ok",      "okay",     "on",    "one",     "ones",      "only",   "or",       "other",   "others",
    "our",    "ours",    "out",     "over",     "own",   "perhaps", "please",    "quite",  "rather",   "really",  "same",
    "shall",  "she",     "should",  "since",    "so",    "some",    "such",      "sure",   "than",     "thanks",  "that",
    "the",    "their",   "theirs",  "them",     "then",  "there",   "therefore", "these",  "they",     "this",    "those",
    "though", "through", "thus",    "to",       "too",   "under",   "until",     "up",     "upon",     "us",      "very",
    "via",    "was",     "we",      "well",     "were",  "what",    "when",      "where",  "whereas",  "whether", "which",
    "while",  "who",     "whom",    "whose",    "why",   "will",    "with",      "within", "would",    "yeah",    "yep",
    "yet",    "you",     "your",    "yours",
};

static const char *const negators[] = {
    "aint", "arent",  "cannot", "cant", "doesnt", "dont",    "hardly",  "isnt",  "neither", "never",
    "no",   "nobody", "none",   "nor",  "not",    "nothing", "nowhere", "wasnt", "without", "wont",
};

struct Stemmer {
    struct sb_stemmer *snowball;
};

static int by_name(const void *key, const void *item) { return strcmp(key, *(const char *const *)item); }

bool lexicon_is_function_word(const char *word) {
    return bsearch(word, function_words, sizeof function_words / sizeof *function_words, sizeof *function_words, by_name) != NULL;
}

bool lexicon_is_negator(const char *word) {
    size_t len = strlen(word);
    if (len > 3 && strcmp(word + len - 3, "n't") == 0) return true;
    return bsearch(word, negators, sizeof negators / sizeof *negators, sizeof *negators, by_name) != NULL;
}

static int by_stem(const void *key, const void *item) { return strcmp(key, table_pool + ((const TableStem *)item)->text); }
static int by_form(const void *key, const void *item) { return strcmp(key, table_pool + ((const TableForm *)item)->text); }
static int by_phrase(const void *key, const void *item) { return strcmp(key, table_pool + ((const TableAlias *)item)->text); }

Stemmer *stemmer_new(void) {
    Stemmer *stemmer = malloc(sizeof *stemmer);
    if (stemmer) stemmer->snowball = sb_stemmer_new("english", "UTF_8");
    if (!stemmer || !stemmer->snowball) {
        fprintf(stderr, "viva: libstemmer gives no stemmer for English\n");
        abort();
    }
    return stemmer;
}

void stemmer_free(Stemmer *stemmer) {
    if (!stemmer) return;
    sb_stemmer_delete(stemmer->snowball);
    free(stemmer);
}

const char *stemmer_stem(Stemmer *stemmer, const char *word) {
    const TableForm *form = bsearch(word, table_forms, table_form_count, sizeof *table_forms, by_form);
    const char *base = form ? table_pool + form->value : word;
    const sb_symbol *stem = sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)base, (int)strlen(base));
    return stem ? (const char *)stem : word;
}

WordSense lexicon_sense(const char *stem) {
    const TableStem *found = bsearch(stem, table_stems, table_stem_count, sizeof *table_stems, by_stem);
    if (!found) return (WordSense){.idf = 1};
    return (WordSense){
        .known = true, .idf = (float)found->idf / 65535.0f, .concepts = table_concepts + found->concepts, .count = found->count};
}

static double reach_likeness(uint32_t a, uint32_t b) {
    static const double both[4][4] = {
        {0.9, 0.9, 0.75, 0.6},
        {0.9, 0.8, 0, 0},
        {0.75, 0, 0, 0},
        {0.6, 0, 0, 0},
    };
    const uint32_t mask = (1u << REACH_BITS) - 1;
    return both[a & mask][b & mask];
}

double lexicon_likeness(const WordSense *a, const WordSense *b) {
    double best = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        uint32_t x = a->concepts[i] >> REACH_BITS, y = b->concepts[j] >> REACH_BITS;
        if (x == y) {
            double likeness = reach_likeness(a->concepts[i], b->concepts[j]);
            if (likeness > best) best = likeness;
        }
        i += x <= y;
        j += y <= x;
    }
    return best;
}

uint32_t lexicon_alias(const char *phrase) {
    const TableAlias *found = bsearch(phrase, table_aliases, table_alias_count, sizeof *table_aliases, by_phrase);
    return found ? found->value : 0;
}

bool lexicon_alias_begins(const char *stem) {
    size_t low = 0, high = table_alias_count, len = strlen(stem);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(table_pool + table_aliases[middle].text, stem) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const char *first = low < table_alias_count ? table_pool + table_aliases[low].text : "";
    return strncmp(first, stem, len) == 0 && (first[len] == '\0' || first[len] == ' ');
}
