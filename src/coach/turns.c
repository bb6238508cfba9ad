/* Turns: who is judged next, fairly, however many wait.
 *
 * The rule: among the learners who have something waiting, the one with the fewest judgements under way goes first, then the one whose waiting turn came
 * first; nobody has more than TURNS_AT_ONCE under way. So nobody waits behind somebody's second turn, and nobody starves: what a learner has under way comes to
 * an end, and from then on only the turns that came before go first.
 *
 * A learner who waits or is being judged is an entry of a hash table, with a list of the turns that wait, in order of arrival. Those who may start one stand
 * in a heap, ordered by the rule; each of add, next, done and put back moves one learner in it, which is O(log learners). A turn that was put back waits in a
 * list of its own, ordered by time, and arrives anew when its time has come.
 *
 * Places: if nobody were done meanwhile, turn k of a learner (from 0) with b under way would start with b + k under way, so that the rule sorts all turns by
 * (b + k, arrival). One walk along the list of arrivals counts the turns of each b + k, a second one numbers them: O(turns), and only when somebody asks after
 * something has changed. Those that were put back come last. */
#include "coach/turns.h"

#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Entry Entry;
typedef struct Waiter Waiter;

/* A turn and its links: `next` of the same learner, or in the list of those put back; before and after in order of arrival. */
struct Entry {
    Turn turn;
    Waiter *waiter;
    Entry *next, *before, *after;
    uint64_t arrival;
    int64_t until;
    size_t nth, place, told; /* nth of those of its learner that wait, from 0; told 0: never */
    char texts[];
};

/* A learner with a turn that waits, was put back or is being judged. */
struct Waiter {
    Waiter *next; /* of the same bucket */
    uint64_t hash;
    Entry *first, *last; /* those that wait for nothing but their turn */
    size_t under_way, runs, turns, counted;
    size_t heap_place; /* from 1; 0: not in the heap */
    char learner[];
};

struct Turns {
    Waiter **buckets;
    size_t bucket_count, waiter_count;
    Waiter **heap; /* heap[1] goes first */
    size_t heap_count, heap_room;
    Entry *first, *last; /* in order of arrival */
    Entry *put_back;     /* soonest first */
    size_t waiting;
    uint64_t arrivals;
    bool stale;     /* places are to be counted anew */
    size_t *levels; /* for counting */
    size_t level_room;
};

static void *grow(void *at, size_t count, size_t size) {
    void *more = reallocarray(at, count, size);
    if (!more) {
        fprintf(stderr, "viva: out of memory (asked for %zu times %zu bytes)\n", count, size);
        abort();
    }
    return more;
}

static void *make(size_t size) { return memset(grow(NULL, 1, size), 0, size); }

/* --- the heap of those who may start ------------------------------------------------------------------------------------ */

static bool goes_before(const Waiter *a, const Waiter *b) {
    if (a->under_way != b->under_way) return a->under_way < b->under_way;
    return a->first->arrival < b->first->arrival;
}

static void heap_set(Turns *turns, size_t place, Waiter *waiter) {
    turns->heap[place] = waiter;
    waiter->heap_place = place;
}

/* Moves a waiter from `place` up or down to where it belongs. */
static void heap_settle(Turns *turns, size_t place, Waiter *waiter) {
    for (; place > 1 && goes_before(waiter, turns->heap[place / 2]); place /= 2) heap_set(turns, place, turns->heap[place / 2]);
    for (size_t child; (child = 2 * place) <= turns->heap_count; place = child) {
        if (child < turns->heap_count && goes_before(turns->heap[child + 1], turns->heap[child])) child++;
        if (!goes_before(turns->heap[child], waiter)) break;
        heap_set(turns, place, turns->heap[child]);
    }
    heap_set(turns, place, waiter);
}

static void heap_remove(Turns *turns, Waiter *waiter) {
    size_t place = waiter->heap_place;
    Waiter *last = turns->heap[turns->heap_count--];
    waiter->heap_place = 0;
    if (last != waiter) heap_settle(turns, place, last);
}

/* Called whenever what a waiter has under way or first in its list is another: puts it where it belongs in the heap, or out of it. */
static void heap_update(Turns *turns, Waiter *waiter) {
    bool may_start = waiter->first && waiter->under_way < TURNS_AT_ONCE;
    turns->stale = true;
    if (!may_start) {
        if (waiter->heap_place) heap_remove(turns, waiter);
        return;
    }
    if (!waiter->heap_place) {
        if (++turns->heap_count >= turns->heap_room) {
            turns->heap_room = 2 * turns->heap_count + 16;
            turns->heap = grow(turns->heap, turns->heap_room, sizeof *turns->heap);
        }
        waiter->heap_place = turns->heap_count;
    }
    heap_settle(turns, waiter->heap_place, waiter);
}

/* --- learners ------------------------------------------------------------------------------------------------------------ */

static Waiter **waiter_link(const Turns *turns, uint64_t hash, const char *learner) {
    Waiter **link = &turns->buckets[hash % turns->bucket_count];
    while (*link && ((*link)->hash != hash || strcmp((*link)->learner, learner) != 0)) link = &(*link)->next;
    return link;
}

static void more_buckets(Turns *turns, size_t count) {
    Waiter **old = turns->buckets;
    size_t old_count = turns->bucket_count;
    turns->buckets = memset(grow(NULL, count, sizeof *old), 0, count * sizeof *old);
    turns->bucket_count = count;
    for (size_t i = 0; i < old_count; i++) {
        for (Waiter *waiter = old[i], *next; waiter; waiter = next) {
            Waiter **bucket = &turns->buckets[waiter->hash % count];
            next = waiter->next;
            waiter->next = *bucket;
            *bucket = waiter;
        }
    }
    free(old);
}

static Waiter *waiter_of(Turns *turns, const char *learner) {
    uint64_t hash = hash_text(HASH_START, learner);
    Waiter **link = waiter_link(turns, hash, learner);
    if (*link) return *link;
    size_t size = strlen(learner) + 1;
    Waiter *waiter = *link = make(sizeof *waiter + size);
    waiter->hash = hash;
    memcpy(waiter->learner, learner, size);
    if (++turns->waiter_count > turns->bucket_count) more_buckets(turns, 2 * turns->bucket_count);
    return waiter;
}

/* --- arriving ------------------------------------------------------------------------------------------------------------ */

static Entry *entry_new(Waiter *waiter, const Turn *turn) {
    size_t id = strlen(turn->id) + 1, question = strlen(turn->question) + 1;
    Entry *entry = make(sizeof *entry + id + question);
    entry->turn = (Turn){.learner = waiter->learner,
                         .id = memcpy(entry->texts, turn->id, id),
                         .question = memcpy(entry->texts + id, turn->question, question),
                         .is_run = turn->is_run};
    entry->waiter = waiter;
    return entry;
}

/* Joins the end of its learner's list and of all arrivals. */
static void arrive(Turns *turns, Entry *entry) {
    Waiter *waiter = entry->waiter;
    entry->arrival = ++turns->arrivals;
    entry->next = entry->after = NULL;
    entry->before = turns->last;
    *(turns->last ? &turns->last->after : &turns->first) = entry;
    turns->last = entry;
    *(waiter->first ? &waiter->last->next : &waiter->first) = entry;
    waiter->last = entry;
    waiter->runs += entry->turn.is_run;
    heap_update(turns, waiter);
}

static void arrive_again(Turns *turns, int64_t now) {
    for (Entry *entry; (entry = turns->put_back) && entry->until <= now;) {
        turns->put_back = entry->next;
        arrive(turns, entry);
    }
}

Turns *turns_new(void) {
    Turns *turns = make(sizeof *turns);
    more_buckets(turns, 64);
    return turns;
}

static void free_waiter(Waiter *waiter) {
    for (Entry *entry = waiter->first, *next; entry; entry = next) {
        next = entry->next;
        free(entry);
    }
    free(waiter);
}

void turns_free(Turns *turns) {
    if (!turns) return;
    for (Entry *entry = turns->put_back, *next; entry; entry = next) {
        next = entry->next;
        free(entry);
    }
    for (size_t i = 0; i < turns->bucket_count; i++) {
        for (Waiter *waiter = turns->buckets[i], *next; waiter; waiter = next) {
            next = waiter->next;
            free_waiter(waiter);
        }
    }
    free(turns->buckets);
    free(turns->heap);
    free(turns->levels);
    free(turns);
}

bool turns_add(Turns *turns, const Turn *turn) {
    Waiter *waiter = waiter_of(turns, turn->learner);
    if (turn->is_run && waiter->runs >= TURNS_RUNS) return false; /* it waits, so that the waiter is not a new one */
    waiter->turns++;
    turns->waiting++;
    arrive(turns, entry_new(waiter, turn));
    return true;
}

/* --- leaving ------------------------------------------------------------------------------------------------------------- */

const Turn *turns_next(Turns *turns, int64_t now, int64_t *wake) {
    arrive_again(turns, now);
    *wake = turns->put_back ? turns->put_back->until : 0;
    if (turns->heap_count == 0) return NULL;
    Waiter *waiter = turns->heap[1];
    Entry *entry = waiter->first;
    waiter->first = entry->next;
    waiter->runs -= entry->turn.is_run;
    waiter->under_way++;
    entry->told = 0;
    *(entry->before ? &entry->before->after : &turns->first) = entry->after;
    *(entry->after ? &entry->after->before : &turns->last) = entry->before;
    turns->waiting--;
    heap_update(turns, waiter);
    return &entry->turn;
}

/* turns_next gives the first member of an entry. */
static Entry *entry_of(const Turn *turn) { return (Entry *)(uintptr_t)turn; }

void turns_done(Turns *turns, const Turn *turn) {
    Entry *entry = entry_of(turn);
    Waiter *waiter = entry->waiter;
    free(entry);
    waiter->under_way--;
    heap_update(turns, waiter);
    if (--waiter->turns > 0) return;
    *waiter_link(turns, waiter->hash, waiter->learner) = waiter->next;
    turns->waiter_count--;
    free(waiter);
}

void turns_put_back(Turns *turns, const Turn *turn, int64_t until) {
    Entry *entry = entry_of(turn), **link = &turns->put_back;
    while (*link && (*link)->until <= until) link = &(*link)->next;
    entry->until = until;
    entry->next = *link;
    *link = entry;
    turns->waiting++;
    entry->waiter->under_way--;
    heap_update(turns, entry->waiter);
}

/* --- places -------------------------------------------------------------------------------------------------------------- */

size_t turns_waiting(const Turns *turns) { return turns->waiting; }

static size_t level_of(const Entry *entry) { return entry->waiter->under_way + entry->nth; } /* b + k */

/* How many turns there are of each level, in levels[level + 1]. Returns how many levels there are. */
static size_t count_levels(Turns *turns) {
    size_t most = turns->waiting + TURNS_AT_ONCE + 1;
    if (most + 1 > turns->level_room)
        turns->levels = grow(turns->levels, turns->level_room = 2 * (most + 1), sizeof *turns->levels);
    memset(turns->levels, 0, (most + 1) * sizeof *turns->levels);
    for (Entry *entry = turns->first; entry; entry = entry->after) entry->waiter->counted = 0;
    for (Entry *entry = turns->first; entry; entry = entry->after) {
        entry->nth = entry->waiter->counted++;
        turns->levels[level_of(entry) + 1]++;
    }
    return most;
}

static void count_places(Turns *turns) {
    if (!turns->stale) return;
    size_t levels = count_levels(turns), placed = 0;
    for (size_t i = 1; i < levels; i++) turns->levels[i] += turns->levels[i - 1];
    for (Entry *entry = turns->first; entry; entry = entry->after, placed++) entry->place = ++turns->levels[level_of(entry)];
    for (Entry *entry = turns->put_back; entry; entry = entry->next) entry->place = ++placed;
    turns->stale = false;
}

static size_t place_in(const Entry *first, const char *learner, const char *id) {
    for (const Entry *entry = first; entry; entry = entry->next)
        if (strcmp(entry->turn.id, id) == 0 && strcmp(entry->turn.learner, learner) == 0) return entry->place;
    return 0;
}

size_t turns_place(Turns *turns, const char *learner, const char *id) {
    const Waiter *waiter = *waiter_link(turns, hash_text(HASH_START, learner), learner);
    if (!waiter) return 0;
    count_places(turns);
    size_t place = place_in(waiter->first, learner, id);
    return place ? place : place_in(turns->put_back, learner, id);
}

static size_t tell_if_moved(Entry *entry, TurnsTell *tell, void *self) {
    if (entry->told == entry->place) return 0;
    entry->told = entry->place;
    tell(self, &entry->turn, entry->place);
    return 1;
}

size_t turns_tell(Turns *turns, TurnsTell *tell, void *self) {
    size_t told = 0;
    count_places(turns);
    for (Entry *entry = turns->first; entry; entry = entry->after)
        if (entry->nth < TURNS_TOLD) told += tell_if_moved(entry, tell, self);
    for (Entry *entry = turns->put_back; entry; entry = entry->next) told += tell_if_moved(entry, tell, self);
    return told;
}
