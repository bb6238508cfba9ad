/* lexicon.h - what is known of a word before any question is asked: its stem, how common it is, what it means, what else it is called.
 *
 * Stems are Snowball's for English (Porter 2, https://snowballstem.org/algorithms/english/stemmer.html) of the word's base form; idf is that of the
 * glosses of WordNet 3.0; meanings are its synsets (Miller 1995). The tables are compiled (tools/lexicon.c): no file is read, and all functions but
 * the stemmer's are pure and thread-safe. */
#ifndef VIVA_WORDS_LEXICON_H
#define VIVA_WORDS_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stemmer, and what it has looked up lately; one a thread. The caller owns it. */
typedef struct Stemmer Stemmer;
Stemmer *stemmer_new(void);
void stemmer_free(Stemmer *stemmer);

/* The stem of a word in lower case, terminated, in the stemmer until its next use: "matrices" gives "matrix", "can't" "can't". */
const char *stemmer_stem(Stemmer *stemmer, const char *word);

typedef struct {
    bool known;               /* a word of general English, or of science, that WordNet has or uses */
    float idf;                /* 0..1; 1 where it is not known */
    const uint32_t *concepts; /* in ascending order; see table.h */
    size_t count;
} WordSense;

/* What the table has on a stem. */
WordSense lexicon_sense(const char *stem);

/* All that the tables have on a word in lower case. */
typedef struct {
    const char *stem; /* stemmer_stem of the word, without a genitive's 's */
    uint64_t key;     /* hash_text of the stem */
    WordSense sense;  /* lexicon_sense of the stem */
    bool is_function_word, is_negator;
    bool begins_alias; /* lexicon_alias_begins of the stem */
} WordFacts;

/* In the stemmer until its next use. It keeps what it found for some thousand words: the tables never change, so that nothing in it can be out of date, and a word that
 * falls on another's place takes it. */
const WordFacts *stemmer_facts(Stemmer *stemmer, const char *word);

/* How alike two words are by WordNet, 0..1: 0.9 for a synset in common (synonyms, and words of one family), 0.75 for adjectives that are beside each
 * other, 0.6 where one is a kind of the other, 0 otherwise. */
double lexicon_likeness(const WordSense *a, const WordSense *b);

/* The same by one concept (of the same synset) of each: what lexicon_likeness takes the largest of. */
double lexicon_reach_likeness(uint32_t a, uint32_t b);

/* The group of a phrase of stems with blanks between them, from 1, in the table of aliases (src/words/aliases); 0 for none. */
uint32_t lexicon_alias(const char *phrase);

/* Whether a phrase of the table may begin with this stem; spares looking for the longer ones. */
bool lexicon_alias_begins(const char *stem);

/* a, the, of, it, is, ...: words that carry no content of their own. `word` is in lower case, not stemmed. */
bool lexicon_is_function_word(const char *word);

/* not, never, without, ..., and whatever ends in n't. */
bool lexicon_is_negator(const char *word);

#endif
