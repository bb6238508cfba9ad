/* Binary searches in the compiled tables, and a place in the stemmer for what they found. Function words are a hand-kept list, since no count of glosses tells that "my" or "please" say nothing
 * about a subject; it holds pronouns, articles, prepositions, conjunctions, auxiliaries, and the words that only steer a sentence or only
 * nod ("fine", "ok"). */
#include "words/lexicon.h"

#include "base/hash.h"
#include "words/spelling.h"
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

enum {
    KEPT_WORDS = 4096, /* a power of two */
    KEPT_BYTES = 72    /* of a word and of its stem, with the NUL; longer ones are not kept */
};

typedef struct {
    char word[KEPT_BYTES], stem[KEPT_BYTES]; /* word "": nothing is kept here */
    WordFacts facts;
} Kept;

struct Stemmer {
    struct sb_stemmer *snowball;
    WordFacts unkept;       /* of the last word that was too long */
    Kept words[KEPT_WORDS]; /* each at the place of its hash */
};

static int by_name(const void *key, const void *item) { return words_order(key, *(const char *const *)item); }

bool lexicon_is_function_word(const char *word) {
    return bsearch(word, function_words, sizeof function_words / sizeof *function_words, sizeof *function_words, by_name) != NULL;
}

bool lexicon_is_negator(const char *word) {
    size_t len = strlen(word);
    if (len > 3 && strcmp(word + len - 3, "n't") == 0) return true;
    return bsearch(word, negators, sizeof negators / sizeof *negators, sizeof *negators, by_name) != NULL;
}

static int by_stem(const void *key, const void *item) { return words_order(key, table_pool + ((const TableStem *)item)->text); }
static int by_form(const void *key, const void *item) { return words_order(key, table_pool + ((const TableForm *)item)->text); }
static int by_phrase(const void *key, const void *item) { return words_order(key, table_pool + ((const TableAlias *)item)->text); }

Stemmer *stemmer_new(void) {
    Stemmer *stemmer = calloc(1, sizeof *stemmer);
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

static WordFacts facts_of(Stemmer *stemmer, const char *word) {
    char plain[KEPT_BYTES];
    size_t len = strlen(word);
    bool genitive = len > 2 && len < sizeof plain && word[len - 2] == '\'' && word[len - 1] == 's';
    if (genitive) {
        memcpy(plain, word, len - 2);
        plain[len - 2] = '\0';
    }
    const char *stem = stemmer_stem(stemmer, genitive ? plain : word);
    return (WordFacts){.stem = stem,
                       .key = hash_text(HASH_START, stem),
                       .sense = lexicon_sense(stem),
                       .is_function_word = lexicon_is_function_word(word),
                       .is_negator = lexicon_is_negator(word),
                       .begins_alias = lexicon_alias_begins(stem)};
}

const WordFacts *stemmer_facts(Stemmer *stemmer, const char *word) {
    Kept *kept = &stemmer->words[hash_text(HASH_START, word) % KEPT_WORDS];
    if (*word && words_same(kept->word, word)) return &kept->facts;
    WordFacts facts = facts_of(stemmer, word);
    if (strlen(word) >= KEPT_BYTES || strlen(facts.stem) >= KEPT_BYTES) return stemmer->unkept = facts, &stemmer->unkept;
    strcpy(kept->word, word);
    strcpy(kept->stem, facts.stem);
    kept->facts = facts;
    kept->facts.stem = kept->stem;
    return &kept->facts;
}

double lexicon_reach_likeness(uint32_t a, uint32_t b) {
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
            double likeness = lexicon_reach_likeness(a->concepts[i], b->concepts[j]);
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
        if (words_order(table_pool + table_aliases[middle].text, stem) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const char *first = low < table_alias_count ? table_pool + table_aliases[low].text : "";
    return strncmp(first, stem, len) == 0 && (first[len] == '\0' || first[len] == ' ');
}
