/* The list is that of lexicon.c, with the commonest verbs and contractions, sorted. */
#include "words/wordclass.h"

#include "words/spelling.h"

#include <stdlib.h>
#include <string.h>

static const char *const words[] = {
    "a",       "about",   "above",   "actually", "after",   "again",   "all",     "also",      "although", "am",        "an",
    "and",     "answer",  "any",     "are",      "aren't",  "as",      "at",      "basically", "be",       "because",   "been",
    "before",  "being",   "below",   "between",  "both",    "but",     "by",      "can",       "can't",    "cannot",    "cool",
    "could",   "did",     "didn't",  "do",       "does",    "doesn't", "doing",   "don't",     "done",     "down",      "during",
    "each",    "either",  "etc",     "even",     "every",   "fine",    "for",     "from",      "further",  "get",       "good",
    "got",     "great",   "had",     "has",      "have",    "having",  "he",      "hello",     "hence",    "her",       "here",
    "hers",    "him",     "his",     "how",      "however", "i",       "i'd",     "i'll",      "i'm",      "i've",      "if",
    "in",      "into",    "is",      "isn't",    "it",      "it's",    "its",     "itself",    "just",     "know",      "let",
    "let's",   "like",    "made",    "make",     "may",     "maybe",   "me",      "might",     "more",     "most",      "much",
    "must",    "my",      "need",    "never",    "nice",    "no",      "nor",     "not",       "of",       "off",       "ok",
    "okay",    "on",      "one",     "ones",     "only",    "or",      "other",   "others",    "our",      "ours",      "out",
    "over",    "own",     "perhaps", "please",   "quite",   "rather",  "really",  "said",      "same",     "say",       "see",
    "shall",   "she",     "should",  "since",    "so",      "some",    "such",    "sure",      "take",     "than",      "thanks",
    "that",    "that's",  "the",     "their",    "theirs",  "them",    "then",    "there",     "there's",  "therefore", "these",
    "they",    "they're", "think",   "this",     "those",   "though",  "through", "thus",      "to",       "too",       "under",
    "until",   "up",      "upon",    "us",       "use",     "used",    "using",   "very",      "via",      "want",      "was",
    "wasn't",  "we",      "we'd",    "we're",    "we've",   "well",    "went",    "were",      "what",     "when",      "where",
    "whereas", "whether", "which",   "while",    "who",     "whom",    "whose",   "why",       "will",     "with",      "within",
    "won't",   "would",   "yeah",    "yep",      "yet",     "you",     "you're",  "your",      "yours",
};

/* The longest first where one ends in another; the last, "", is every other word. */
static const char *const endings[CLASS_ENDING_COUNT] = {"ing", "ed",  "ly",  "tion", "ness", "ment", "ity", "able",
                                                        "al",  "ive", "ous", "er",   "es",   "s",    ""};

_Static_assert(sizeof words / sizeof *words == CLASS_COUNT - CLASS_WORDS, "CLASS_COUNT does not fit the list");

static int by_name(const void *key, const void *item) { return words_order(key, *(const char *const *)item); }

int wordclass_of(const char *word) {
    const char *const *found = bsearch(word, words, sizeof words / sizeof *words, sizeof *words, by_name);
    if (found) return CLASS_WORDS + (int)(found - words);
    if (*word >= '0' && *word <= '9') return CLASS_NUMBER;
    size_t len = strlen(word);
    int ending = 0;
    for (; ending + 1 < CLASS_ENDING_COUNT; ending++) {
        size_t its = strlen(endings[ending]);
        if (len > its + 2 && strcmp(word + len - its, endings[ending]) == 0) break;
    }
    return CLASS_ENDINGS + ending;
}
