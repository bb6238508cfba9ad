/* How somebody would try to fool a reader who counts words. Chance is a small generator with a fixed seed, so that a run can be repeated:
 * splitmix64 (Steele, Lea and Flood 2014). */
#include "words/decoys.h"
#include "base/buf.h"
#include "base/hash.h"
#include "words/table.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9E3779B97F4A7C15ULL;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
    return z ^ z >> 31;
}

static char **split_words(Arena *arena, const char *text, size_t *count) {
    char *rest = arena_strdup(arena, text), **words = ARENA_MANY(arena, char *, strlen(text) / 2 + 1);
    *count = 0;
    for (char *word; (word = strsep(&rest, " "));)
        if (*word) words[(*count)++] = word;
    return words;
}

static const char *join_words(Arena *arena, char **words, size_t count) {
    Buf out = buf_new(arena);
    for (size_t i = 0; i < count; i++) buf_printf(&out, "%s%s", i ? " " : "", words[i]);
    return out.data;
}

const char *decoy_shuffled(Arena *arena, const char *reference, size_t round) {
    size_t count;
    char **words = split_words(arena, reference, &count);
    uint64_t state = hash_text(HASH_START, reference) + round;
    for (size_t i = count; i > 1; i--) {
        size_t j = next_random(&state) % i;
        char *word = words[i - 1];
        words[i - 1] = words[j];
        words[j] = word;
    }
    return join_words(arena, words, count);
}

static bool is_one_of(const char *word, const char *const *names) {
    for (; *names; names++)
        if (strcmp(word, *names) == 0) return true;
    return false;
}

/* `more` put behind the first auxiliary; NULL where there is none. */
static const char *behind_auxiliary(Arena *arena, const char *text, const char *more) {
    static const char *const auxiliaries[] = {"is",  "are",  "was",    "were", "can", "will",  "does",  "do",
                                              "has", "have", "should", "must", "may", "would", "could", NULL};
    size_t count;
    char **words = split_words(arena, text, &count);
    for (size_t i = 0; i < count; i++) {
        if (!is_one_of(words[i], auxiliaries)) continue;
        words[i] = arena_printf(arena, "%s %s", words[i], more);
        return join_words(arena, words, count);
    }
    return NULL;
}

const char *decoy_negated(Arena *arena, const char *reference, size_t round) {
    bool tried = round >= DECOY_TRIED;
    switch (round % 3) {
    case 0:
        return behind_auxiliary(arena, reference, tried ? "not" : "never");
    case 1:
        return arena_printf(arena, tried ? "It is not true that %s" : "It is not the case that %s", reference);
    default:
        return arena_printf(arena, tried ? "I do not think that %s" : "Nobody would say that %s", reference);
    }
}

static const char *keys_at_random(Arena *arena, uint64_t state) {
    Buf out = buf_new(arena);
    for (size_t i = 0; i < 60; i++) buf_char(&out, "asdfghjklqwertyuiopzxcvbnm    "[next_random(&state) % 30]);
    return out.data;
}

/* Words that have nothing to do with each other, out of the tables. */
static const char *words_at_random(Arena *arena, uint64_t state, size_t count) {
    Buf out = buf_new(arena);
    while (count > 0) {
        const char *stem = table_pool + table_stems[next_random(&state) % table_stem_count].text;
        if (strlen(stem) < 3 || strlen(stem) > 9) continue;
        buf_printf(&out, "%s%s", out.len ? " " : "", stem);
        count--;
    }
    return out.data;
}

/* The first half of one text and the second half of another: so that what is learned is not the few texts themselves. */
static const char *halves(Arena *arena, const char *first, const char *second) {
    size_t first_count, second_count;
    char **words = split_words(arena, first, &first_count), **behind = split_words(arena, second, &second_count);
    const char *front = join_words(arena, words, (first_count + 1) / 2),
               *back = join_words(arena, behind + second_count / 2, second_count - second_count / 2);
    return arena_printf(arena, "%s %s", front, back);
}

const char *decoy_empty(Arena *arena, size_t round) {
    static const char *const fitted[] = {
        "ok",
        "good",
        "maybe",
        "table",
        "no",
        "nothing",
        "I do not know this one",
        "not sure at all",
        "idk, sorry",
        "It is difficult to say.",
        "Great question, thank you very much!",
        "perfect solution, ten out of ten",
        "because it is what it is",
        "hello, how are you today",
        "it helps a lot",
        "You should know that best.",
        "This is important and there are many ways to see it.",
        "I have used this often at work and it was always fine.",
        "sed ut perspiciatis unde omnis iste natus error sit voluptatem accusantium",
        "The cat sleeps all day on the sofa in the kitchen.",
        "My brother plays football on Saturdays.",
        "The bus to the airport stops behind the old theatre at seven.",
        "We painted the garden fence green last summer.",
        "She bought a red coat, two pairs of shoes and a hat.",
        "In winter the lake freezes and children run over the ice.",
        "He opened the letter, read it twice and put it back on the shelf.",
        "The first thing in the morning is a cup of tea with milk.",
        "A doctor told him to walk more and to eat less sugar.",
        "Three old men were talking about the price of fish.",
        "The museum is closed on Mondays, but the tower is open.",
        "They moved to a bigger house because the family grew.",
        "Every year the river takes a little more of the bank away.",
        "The teacher asked the class to turn to the next page.",
        "If it rains tomorrow, the match will be played another day.",
        "Put the onions into the pan before you add the rice.",
        "The band played until midnight and nobody wanted to leave.",
    };
    static const char *const tried[] = {
        "fine",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore.",
        "banana",
        "no idea",
        "I like pizza with cheese",
        "yes",
        "excellent answer, full marks",
        "The train to the coast leaves at noon from platform four.",
        "cloud spoon yellow walking music twelve",
        "I would say it depends",
    };
    bool trying = round >= DECOY_TRIED;
    size_t count = trying ? sizeof tried / sizeof *tried : sizeof fitted / sizeof *fitted,
           which = round % (count + (trying ? 1 : 5));
    if (which == count) return keys_at_random(arena, round);
    if (which > count) return words_at_random(arena, round, 1 + (which - count) * (which - count));
    uint64_t state = round;
    if (trying) return tried[which];
    return round / (count + 5) % 2 ? halves(arena, fitted[which], fitted[next_random(&state) % count]) : fitted[which];
}

const char *decoy_padded(Arena *arena, const char *answer, size_t round) {
    static const char *const stories[] = {
        "My grandmother used to bake bread every Sunday morning before the whole family walked down to the river, where my cousins "
        "caught small fish and "
        "my uncle told us about winters so cold that the milk froze on the doorstep; in the evening everybody sat around the "
        "kitchen stove, ate soup "
        "with potatoes and leeks, and sang until we fell asleep.",
        "The ferry leaves the harbour at dawn, when gulls still sleep on the roofs and the cafe opens its blue shutters. Tourists "
        "carry suitcases over "
        "the cobbles, a priest feeds pigeons, two boys kick a ball against the church. Somebody laughs, the bells ring, and slowly "
        "the island wakes, "
        "smelling of coffee, salt, oranges and warm stone, as it has done for many summers past.",
    };
    const char *story = stories[round % 2];
    return round % 4 < 2 ? arena_printf(arena, "%s %s", answer, story) : arena_printf(arena, "%s %s", story, answer);
}
