/* The probes that are likeliest to matter soon: those of questions that rounds ask, by how probably the learner would miss them on the day.
 *
 * A probe is worth (rounds that ask its question) x (chance of missing it). Of a card that chance is what FSRS says for the day, else what the ratings say. They are taken one by
 * one, and each takes something from the others of its topic, so that fifteen probes are not all of one. */
#include "coach/likely.h"

#include <string.h>

static const double OF_SAME_TOPIC = 0.6, PAGE = 0.5;

/* How many rounds ask each question of the bank; by its place there. */
static void count_rounds(const Bank *bank, const Question *const *questions, size_t count, double *rounds) {
    size_t set_count;
    const Set *sets = bank_sets(bank, &set_count);
    for (size_t s = 0; s < set_count; s++)
        for (size_t q = 0; sets[s].kind == SET_ROUND && sets[s].questions[q]; q++)
            for (size_t i = 0; i < count; i++) rounds[i] += strcmp(questions[i]->slug, sets[s].questions[q]) == 0;
}

/* A page is asked as often as a question of its topic, and half as surely. */
static void count_pages(const Question *const *questions, size_t count, double *rounds) {
    for (size_t p = 0; p < count; p++) {
        double sum = 0, of_topic = 0;
        if (questions[p]->type != TYPE_PAGE) continue;
        for (size_t i = 0; i < count; i++) {
            if (questions[i]->type == TYPE_PAGE || strcmp(questions[i]->topic, questions[p]->topic) != 0) continue;
            sum += rounds[i];
            of_topic++;
        }
        rounds[p] = of_topic > 0 ? PAGE * sum / of_topic : 0;
    }
}

static double missed(const LikelyWanted *wanted, const CardRow *card, const Item *item) {
    if (!card) return 1 - knowledge_chance(&wanted->profile->knowledge, item);
    int32_t days = wanted->interview - card->day;
    return 1 - fsrs_recall(wanted->weights, card->stability, days > 0 ? days : 0);
}

size_t likely_probes(Coach *coach, Arena *arena, const LikelyWanted *wanted, size_t most, LikelyProbe *out) {
    size_t count, room = 0, open = 0, taken = 0;
    const Question *const *all = bank_probed(coach->bank, &count);
    double *rounds = ARENA_MANY(arena, double, count), left[KNOWLEDGE_TOPICS];
    count_rounds(coach->bank, all, count, rounds);
    count_pages(all, count, rounds);
    for (size_t i = 0; i < count; i++) room += all[i]->probe_count;
    LikelyProbe *probes = ARENA_MANY(arena, LikelyProbe, room);
    for (size_t i = 0; i < count; i++) {
        Item item;
        if (rounds[i] <= 0 || !item_of(coach->bank, all[i], true, &item) ||
            (all[i]->type != TYPE_PAGE && !question_for_role(all[i], wanted->profile->plan.role)))
            continue;
        for (size_t p = 0; p < all[i]->probe_count; p++) {
            const Probe *probe = &all[i]->probes[p];
            const CardRow *card = probe->sealed ? NULL : card_of(wanted->cards, wanted->card_count, all[i]->uuid, probe->id);
            if (probe->sealed || (card && card->day == wanted->today && card->due > wanted->today)) continue;
            probes[open++] = (LikelyProbe){all[i], probe, card, item.topic, rounds[i] * missed(wanted, card, &item)};
        }
    }
    for (int t = 0; t < KNOWLEDGE_TOPICS; t++) left[t] = 1;
    for (; taken < most && taken < open; taken++) {
        size_t best = taken;
        for (size_t i = taken + 1; i < open; i++)
            if (probes[i].worth * left[probes[i].topic] > probes[best].worth * left[probes[best].topic]) best = i;
        out[taken] = probes[best];
        probes[best] = probes[taken];
        left[out[taken].topic] *= OF_SAME_TOPIC;
    }
    return taken;
}
