/* lexicon - compiles WordNet and the aliases of the field into C tables (src/words/table.h).
 *
 *     lexicon OUT.c WORDNET_FOLDER ALIASES
 *
 * Of WordNet 3.0 (wndb(5WN); Debian's wordnet-base; its licence is in /usr/share/doc/wordnet-base/copyright and asks that its notice be kept,
 * which OUT.c does) it takes: for each lemma of one word, its first senses in order of frequency (index.*), the synsets they name, and the synsets
 * that these point to as hypernyms, as similar adjectives, or by derivation (data.*); the irregular forms (*.exc); and how many of the 117,659
 * glosses hold a stem, from which comes the idf of general English:
 *
 *     idf = log((N + 1) / (df + 1)) / log(N + 1), 0 for a word that is in every gloss, 1 for one that is in none
 *
 * (Sparck Jones 1972, scaled to 0..1). Words are brought to their base and stemmed as src/words/ does it: Snowball's English stemmer. In ALIASES a
 * line is a group, `a | b | c`: phrases that mean the same in this field. Build-time only; whatever is not as expected ends with exit code 1, a
 * message and no OUT.c. */
#include "base/arena.h"
#include "base/hash.h"
#include "words/table.h"
#include "words/wordclass.h"

#include <ctype.h>
#include <libstemmer.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLOTS = 1 << 18, MOST_SENSES = 4, LINE = 1 << 16, MOST_FORMS = 16384, MOST_ALIASES = 8192, MOST_SYNSETS = 1 << 18 };

typedef struct {
    char *text;
    uint32_t concepts[TABLE_CONCEPTS];
    uint32_t glosses, last_gloss, offset;
    uint16_t count;
} Stem;

typedef struct {
    char *text, *value;
    uint32_t group, offset;
} Pair;

typedef struct {
    long offset; /* in its file, as WordNet's pointers say it */
    char *words, *pointers, *gloss;
} Synset;

static const char *const kinds[] = {"noun", "verb", "adj", "adv"};
static const char kind_letters[] = "nvar";

static Arena *arena;
static struct sb_stemmer *stemmer;
static Stem *slots[SLOTS];
static size_t stem_count, form_count, alias_count, synset_count, kind_first[5];
static Pair forms[MOST_FORMS], aliases[MOST_ALIASES];
static Synset synsets[MOST_SYNSETS];
static const char *unfinished;

static void fail(const char *where, const char *what) {
    fprintf(stderr, "lexicon: %s: %s\n", where, what);
    if (unfinished) unlink(unfinished);
    exit(1);
}

static FILE *open_part(const char *folder, const char *name) {
    const char *path = name ? arena_printf(arena, "%s/%s", folder, name) : folder;
    FILE *file = fopen(path, "r");
    if (!file) fail(path, "cannot be opened; WordNet is in Debian's package wordnet-base");
    return file;
}

/* The next line without its newline; NULL at the end. */
static char *next_line(FILE *file, char *line, const char *where) {
    if (!fgets(line, LINE, file)) return NULL;
    size_t len = strlen(line);
    if (len + 1 == LINE) fail(where, "a line is too long");
    if (len && line[len - 1] == '\n') line[len - 1] = '\0';
    return line;
}

static int by_text(const void *a, const void *b) { return strcmp(((const Pair *)a)->text, ((const Pair *)b)->text); }

static const char *base_of(const char *word) {
    Pair key = {.text = (char *)word};
    const Pair *form = bsearch(&key, forms, form_count, sizeof *forms, by_text);
    return form ? form->value : word;
}

static const char *stem_of(const char *word) {
    const char *base = base_of(word);
    const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)base, (int)strlen(base));
    if (!stem) fail(word, "the stemmer is out of memory");
    return (const char *)stem;
}

/* The entry of a stem, made when it is new; NULL for one that is too long to be of use. */
static Stem *stem_entry(const char *text) {
    if (!*text || strlen(text) >= TABLE_WORD) return NULL;
    size_t at = hash_text(HASH_START, text) % SLOTS;
    while (slots[at] && strcmp(slots[at]->text, text) != 0) at = (at + 1) % SLOTS;
    if (slots[at]) return slots[at];
    if (++stem_count > SLOTS / 2) fail(text, "there are too many words");
    slots[at] = ARENA_NEW(arena, Stem);
    slots[at]->text = arena_strdup(arena, text);
    return slots[at];
}

static void add_concept(Stem *stem, size_t synset, Reach reach) {
    for (size_t i = 0; i < stem->count; i++) {
        if (stem->concepts[i] >> REACH_BITS != synset) continue;
        if ((stem->concepts[i] & ((1u << REACH_BITS) - 1)) > reach) stem->concepts[i] = (uint32_t)synset << REACH_BITS | reach;
        return;
    }
    if (stem->count < TABLE_CONCEPTS) stem->concepts[stem->count++] = (uint32_t)synset << REACH_BITS | reach;
}

static bool is_plain(const char *word) {
    for (const char *c = word; *c; c++)
        if (*c < 'a' || *c > 'z') return false;
    return *word != '\0';
}

static void read_forms(const char *folder) {
    char line[LINE];
    for (size_t k = 0; k < 4; k++) {
        FILE *file = open_part(folder, arena_printf(arena, "%s.exc", kinds[k]));
        while (next_line(file, line, kinds[k])) {
            char *rest = line, *form = strsep(&rest, " "), *base = strsep(&rest, " ");
            if (!base) fail(line, "an irregular form has no base");
            if (!is_plain(form) || !is_plain(base)) continue;
            if (form_count == MOST_FORMS) fail(line, "there are too many irregular forms");
            forms[form_count++] = (Pair){.text = arena_strdup(arena, form), .value = arena_strdup(arena, base)};
        }
        fclose(file);
    }
    qsort(forms, form_count, sizeof *forms, by_text);
    size_t kept = 0;
    for (size_t i = 0; i < form_count; i++)
        if (kept == 0 || strcmp(forms[kept - 1].text, forms[i].text) != 0) forms[kept++] = forms[i];
    form_count = kept;
}

/* A line of data.*: offset, file number, kind, words, pointers, frames, | and the gloss. */
static void read_synset(char *line, Synset *synset) {
    char *bar = strstr(line, " | ");
    if (!bar) fail(line, "a synset has no gloss");
    synset->gloss = arena_strdup(arena, bar + 3);
    char *rest = line;
    synset->offset = atol(strsep(&rest, " "));
    strsep(&rest, " ");
    strsep(&rest, " ");
    if (!rest) fail(line, "a synset has no words");
    long count = strtol(rest, NULL, 16);
    synset->words = arena_strndup(arena, rest, (size_t)(bar - rest));
    for (long field = 0; field < 1 + 2 * count; field++)
        if (!strsep(&rest, " ")) fail(line, "a synset's words end early");
    if (!rest) fail(line, "a synset has no pointers");
    synset->pointers = arena_strndup(arena, rest, (size_t)(bar - rest));
}

static void read_data(const char *folder) {
    char line[LINE];
    for (size_t k = 0; k < 4; k++) {
        FILE *file = open_part(folder, arena_printf(arena, "data.%s", kinds[k]));
        kind_first[k] = synset_count;
        while (next_line(file, line, kinds[k])) {
            if (line[0] == ' ') continue; /* the licence */
            if (synset_count == MOST_SYNSETS) fail(kinds[k], "there are too many synsets");
            read_synset(line, &synsets[synset_count++]);
        }
        fclose(file);
    }
    kind_first[4] = synset_count;
}

/* The number of the synset at an offset of that kind's file, in which they ascend. */
static size_t synset_at(char kind, long offset) {
    const char *letter = strchr(kind_letters, kind == 's' ? 'a' : kind);
    if (!letter || !kind) fail("data", "a pointer leads to no kind of word");
    size_t low = kind_first[letter - kind_letters], high = kind_first[letter - kind_letters + 1];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (synsets[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == kind_first[letter - kind_letters + 1] || synsets[low].offset != offset) fail("data", "a pointer leads nowhere");
    return low;
}

/* Which of the synset's words, from 1, the lemma is. */
static long word_number(const Synset *synset, const char *lemma) {
    char *copy = arena_strdup(arena, synset->words), *rest = copy;
    long count = strtol(strsep(&rest, " "), NULL, 16);
    for (long n = 1; n <= count && rest; n++) {
        char *word = strsep(&rest, " ");
        word[strcspn(word, "(")] = '\0';
        if (strcasecmp(word, lemma) == 0) return n;
        strsep(&rest, " ");
    }
    return 0;
}

static void follow_pointers(Stem *stem, const Synset *synset, const char *lemma) {
    char *copy = arena_strdup(arena, synset->pointers), *rest = copy;
    long own = word_number(synset, lemma), count = atol(strsep(&rest, " "));
    for (long p = 0; p < count; p++) {
        char *symbol = strsep(&rest, " "), *offset = strsep(&rest, " "), *kind = strsep(&rest, " "), *ends = strsep(&rest, " ");
        if (!ends || strlen(ends) != 4) fail(synset->gloss, "a pointer is broken");
        long from = strtol((char[]){ends[0], ends[1], '\0'}, NULL, 16);
        bool derived = strcmp(symbol, "+") == 0 && (from == 0 || from == own);
        if (derived)
            add_concept(stem, synset_at(kind[0], atol(offset)), REACH_DERIVED);
        else if (strcmp(symbol, "&") == 0)
            add_concept(stem, synset_at(kind[0], atol(offset)), REACH_SIMILAR);
        else if (symbol[0] == '@')
            add_concept(stem, synset_at(kind[0], atol(offset)), REACH_KIND);
    }
}

/* A line of index.*: lemma, kind, senses, pointers, their symbols, senses again, tagged senses, offsets. */
static void read_lemma(char *line) {
    char *rest = line, *lemma = strsep(&rest, " "), *kind = strsep(&rest, " "), *senses = strsep(&rest, " ");
    char *symbols = strsep(&rest, " ");
    if (!symbols) fail(line, "a lemma ends early");
    if (!is_plain(lemma)) return;
    Stem *stem = stem_entry(stem_of(lemma));
    for (long i = 0; i < atol(symbols) + 2; i++) strsep(&rest, " ");
    for (long i = 0; stem && i < atol(senses) && i < MOST_SENSES; i++) {
        char *offset = strsep(&rest, " ");
        if (!offset) fail(lemma, "its senses end early");
        size_t synset = synset_at(kind[0], atol(offset));
        add_concept(stem, synset, REACH_OWN);
        follow_pointers(stem, &synsets[synset], lemma);
    }
}

static void read_index(const char *folder) {
    char line[LINE];
    for (size_t k = 0; k < 4; k++) {
        FILE *file = open_part(folder, arena_printf(arena, "index.%s", kinds[k]));
        while (next_line(file, line, kinds[k]))
            if (line[0] != ' ') read_lemma(line);
        fclose(file);
    }
}

/* Cuts the next run of letters and digits out of *rest, in lower case; NULL when there is none. */
static char *next_word(char **rest) {
    char *at = *rest;
    while (*at && !((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9'))) at++;
    if (!*at) return NULL;
    char *start = at;
    for (; (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9'); at++)
        if (*at >= 'A' && *at <= 'Z') *at = (char)(*at + 'a' - 'A');
    *rest = *at ? at + 1 : at;
    *at = '\0';
    return start;
}

/* ---- What follows what ---- */

static double follows[CLASS_COUNT][CLASS_COUNT], leads[CLASS_COUNT], ends[CLASS_COUNT], neighbours;

static void count_pair(int a, int b) {
    follows[a][b]++;
    leads[a]++;
    ends[b]++;
    neighbours++;
}

/* A part of a gloss between quotation marks, semicolons and brackets is taken for a sentence; shorter ones than three words say nothing. */
static void count_sentence(char *text) {
    int classes[LINE / 2];
    size_t count = 0;
    for (char *at = text; *at;) {
        while (*at && !isalnum((unsigned char)*at)) at++;
        char *start = at, word[TABLE_WORD];
        while (isalnum((unsigned char)*at) || (*at == '\'' && at > start && isalpha((unsigned char)at[1]))) at++;
        size_t len = (size_t)(at - start);
        if (!len || len >= sizeof word) continue;
        for (size_t i = 0; i < len; i++) word[i] = (char)tolower((unsigned char)start[i]);
        word[len] = '\0';
        classes[count++] = wordclass_of(word);
    }
    if (count < 3) return;
    count_pair(CLASS_START, classes[0]);
    for (size_t i = 0; i + 1 < count; i++) count_pair(classes[i], classes[i + 1]);
    count_pair(classes[count - 1], CLASS_END);
}

static void count_neighbours(void) {
    for (size_t s = 0; s < synset_count; s++) {
        char *copy = arena_strdup(arena, synsets[s].gloss), *rest = copy;
        for (char *part; (part = strsep(&rest, ";\"()"));) count_sentence(part);
    }
}

/* log p(b|a) / p(b), with three pairs by chance added to each row, in -3..3. */
static void write_follow(FILE *out) {
    fprintf(out, "const signed char table_follow[] = {");
    for (int a = 0; a < CLASS_COUNT; a++) {
        for (int b = 0; b < CLASS_COUNT; b++) {
            double chance = (ends[b] + 0.5) / neighbours, given = (follows[a][b] + 3 * chance) / (leads[a] + 3);
            double information = log(given / chance);
            information = information < -3 ? -3 : information > 3 ? 3 : information;
            fprintf(out, "%d,", (int)lround(information * TABLE_FOLLOW_UNIT));
        }
        fputc('\n', out);
    }
    fprintf(out, "};\n");
}

static void count_glosses(void) {
    for (size_t s = 0; s < synset_count; s++) {
        char *rest = synsets[s].gloss;
        for (char *word; (word = next_word(&rest));) {
            Stem *stem = stem_entry(stem_of(word));
            if (!stem || stem->last_gloss == s + 1) continue;
            stem->last_gloss = (uint32_t)s + 1;
            stem->glosses++;
        }
    }
}

/* A group's phrase, as stems with blanks between them. */
static char *read_phrase(char *text, const char *where) {
    char phrase[ALIAS_PHRASE] = "";
    int words = 0;
    for (char *word; (word = next_word(&text)); words++) {
        const char *stem = stem_of(word);
        if (words == ALIAS_WORDS || strlen(phrase) + strlen(stem) + 2 > sizeof phrase) fail(where, "a phrase is too long");
        if (words) strcat(phrase, " ");
        strcat(phrase, stem);
    }
    if (!words) fail(where, "a phrase is empty");
    return arena_strdup(arena, phrase);
}

static void read_aliases(const char *path) {
    char line[LINE];
    FILE *file = open_part(path, NULL);
    for (uint32_t group = 1; next_line(file, line, path);) {
        if (line[0] == '#' || !line[0]) continue;
        const char *where = arena_strdup(arena, line);
        for (char *rest = line, *phrase; (phrase = strsep(&rest, "|"));) {
            if (alias_count == MOST_ALIASES) fail(path, "there are too many phrases");
            aliases[alias_count++] = (Pair){.text = read_phrase(phrase, where), .value = (char *)where, .group = group};
        }
        group++;
    }
    fclose(file);
    qsort(aliases, alias_count, sizeof *aliases, by_text);
    size_t kept = 0;
    for (size_t i = 0; i < alias_count; i++) {
        if (kept == 0 || strcmp(aliases[kept - 1].text, aliases[i].text) != 0)
            aliases[kept++] = aliases[i];
        else if (aliases[kept - 1].group != aliases[i].group)
            fail(aliases[i].value, arena_printf(arena, "'%s' is in two groups", aliases[i].text));
    }
    alias_count = kept;
}

/* ---- The tables ---- */

static uint32_t pool_len;

static uint32_t write_text(FILE *out, const char *text) {
    uint32_t at = pool_len;
    fprintf(out, "\"%s\\0\"\n", text);
    pool_len += (uint32_t)strlen(text) + 1;
    return at;
}

static int by_stem(const void *a, const void *b) { return strcmp((*(Stem *const *)a)->text, (*(Stem *const *)b)->text); }

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The stems that are worth a place, sorted: a word of WordNet's own, or in two glosses at least. */
static Stem **sorted_stems(size_t *count) {
    Stem **sorted = ARENA_MANY(arena, Stem *, stem_count);
    *count = 0;
    for (size_t i = 0; i < SLOTS; i++)
        if (slots[i] && (slots[i]->count || slots[i]->glosses > 1)) sorted[(*count)++] = slots[i];
    qsort(sorted, *count, sizeof *sorted, by_stem);
    return sorted;
}

static void write_pairs(FILE *out, const char *type, const char *name, const Pair *pairs, size_t count, const uint32_t *values) {
    fprintf(out, "const %s %s[] = {", type, name);
    for (size_t i = 0; i < count; i++) fprintf(out, "{%u,%u},\n", pairs[i].offset, values ? values[i] : pairs[i].group);
    fprintf(out, "{0,0}};\n");
}

static void write_stems(FILE *out, Stem **sorted, size_t count) {
    fprintf(out, "const uint32_t table_concepts[] = {");
    for (size_t i = 0; i < count; i++) {
        qsort(sorted[i]->concepts, sorted[i]->count, sizeof *sorted[i]->concepts, by_number);
        for (size_t c = 0; c < sorted[i]->count; c++) fprintf(out, "%u,", sorted[i]->concepts[c]);
        if (sorted[i]->count) fputc('\n', out);
    }
    fprintf(out, "0};\nconst TableStem table_stems[] = {");
    uint32_t first = 0;
    for (size_t i = 0; i < count; first += sorted[i]->count, i++) {
        double idf = log(((double)synset_count + 1) / (sorted[i]->glosses + 1.0)) / log((double)synset_count + 1);
        fprintf(out, "{%u,%u,%u,%u},\n", sorted[i]->offset, first, sorted[i]->count, (unsigned)(idf * 65535 + 0.5));
    }
    fprintf(out, "{0,0,0,0}};\n");
}

static void write_tables(FILE *out) {
    size_t count;
    Stem **sorted = sorted_stems(&count);
    fprintf(out, "/* Made by tools/lexicon. WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.\n * THIS "
                 "SOFTWARE AND DATABASE IS PROVIDED "
                 "\"AS IS\" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED; its licence:\n"
                 " * https://wordnet.princeton.edu/license-and-commercial-use */\n#include \"words/table.h\"\n\nconst char "
                 "table_pool[] =\n");
    uint32_t *bases = ARENA_MANY(arena, uint32_t, form_count + 1);
    for (size_t i = 0; i < count; i++) sorted[i]->offset = write_text(out, sorted[i]->text);
    for (size_t i = 0; i < form_count; i++) {
        forms[i].offset = write_text(out, forms[i].text);
        bases[i] = write_text(out, forms[i].value);
    }
    for (size_t i = 0; i < alias_count; i++) aliases[i].offset = write_text(out, aliases[i].text);
    fprintf(out, ";\n");
    write_pairs(out, "TableForm", "table_forms", forms, form_count, bases);
    write_pairs(out, "TableAlias", "table_aliases", aliases, alias_count, NULL);
    write_stems(out, sorted, count);
    write_follow(out);
    fprintf(out, "const size_t table_stem_count = %zu, table_form_count = %zu, table_alias_count = %zu;\n", count, form_count,
            alias_count);
}

int main(int argc, char **argv) {
    if (argc != 4) fail("usage", "lexicon OUT.c WORDNET_FOLDER ALIASES");
    arena = arena_new();
    stemmer = sb_stemmer_new("english", "UTF_8");
    if (!stemmer) fail("english", "libstemmer has no such stemmer");
    read_forms(argv[2]);
    read_data(argv[2]);
    read_index(argv[2]);
    count_neighbours();
    count_glosses();
    read_aliases(argv[3]);
    FILE *out = fopen(argv[1], "w");
    if (!out) fail(argv[1], "cannot be written");
    unfinished = argv[1];
    write_tables(out);
    if (ferror(out) | fclose(out)) fail(argv[1], "could not be written whole");
    sb_stemmer_delete(stemmer);
    arena_free(arena);
    return 0;
}
