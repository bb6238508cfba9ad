/* Entries stand in a plain array that is searched by key: hundreds of questions, looked up once a judgement. The least recently used ones
 * leave memory when there are too many; the disk keeps them. Fresh batches are never written anywhere.
 *
 * A learner never waits for the background: if both need the same batch at once, both make it, and the later one is dropped. Two learners
 * who need the same batch at once do the same; it happens once after a change of a question. */
#include "judge/larder.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "judge/trial.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { IN_MEMORY = 128, WITH_FRESH = 32, READY = 4, KEY = 65, FORMAT = 1, URGENT = 4, NICENESS = 10 };
enum { RUNTIME_FILE_LIMIT = 16 << 20, CACHE_FILE_LIMIT = 256 << 20, CACHE_DAYS = 60, STACK_WAIT_SECONDS = 2 };

typedef struct {
    char key[KEY];
    Batch *fixed;
    Batch *ready[READY];
    size_t ready_count;
    int64_t used;
} Entry;

typedef enum { STAGE_RUN, STAGE_REFILL, STAGE_WHOLE, STAGE_FRESH } Stage;

typedef struct {
    const Question *question;
    Stage stage;
    int priority; /* lower first */
    uint64_t number;
} Task;

struct Larder {
    Judge *judge;
    char *cache; /* or NULL */
    unsigned char harness[32];
    pthread_mutex_t lock;
    pthread_cond_t wake;
    Entry *entries;
    size_t entry_count;
    Task *tasks;
    size_t task_count, task_capacity;
    uint64_t numbered;
    bool stopping;
    pthread_t keeper;
};

/* ---- keys and files ---- */

static void key_of(const Larder *larder, const Question *question, char *key) {
    const char *says = "";
    unsigned char digest[32];
    crypto_generichash_state state;
    box_stack_state(larder->judge->box, stack_name(question->run.stack), &says);
    if (!says) says = "";
    crypto_generichash_init(&state, NULL, 0, sizeof digest);
    crypto_generichash_update(&state, (const unsigned char *)question->hash, strlen(question->hash) + 1);
    crypto_generichash_update(&state, larder->harness, sizeof larder->harness);
    crypto_generichash_update(&state, (const unsigned char *)says, strlen(says) + 1);
    crypto_generichash_update(&state, &(unsigned char){FORMAT}, 1);
    crypto_generichash_final(&state, digest, sizeof digest);
    sodium_bin2hex(key, KEY, digest, sizeof digest);
}

static char *cache_path(Arena *arena, const Larder *larder, const char *key) {
    return arena_printf(arena, "%s/%s.cbor", larder->cache, key);
}

static Batch *read_cached(const Larder *larder, const Question *question, const char *key) {
    if (!larder->cache) return NULL;
    ARENA_SCOPED Arena *arena = arena_new();
    Error error;
    size_t len;
    char *path = cache_path(arena, larder, key), *bytes = file_read(arena, path, CACHE_FILE_LIMIT, &len, &error);
    if (!bytes) {
        if (error.code != ERR_NOT_FOUND) log_warning("%s", error.message);
        return NULL;
    }
    Batch *batch = batch_decode(question, bytes, len);
    if (!batch) log_warning("%s is damaged and is made again", path);
    return batch;
}

void larder_save(Larder *larder, const Question *question, Batch *batch) {
    if (!larder->cache) return;
    ARENA_SCOPED Arena *arena = arena_new();
    char key[KEY];
    size_t len;
    Error error;
    key_of(larder, question, key);
    char *bytes = batch_encode(arena, batch, &len);
    if (len > CACHE_FILE_LIMIT) return;
    if (!file_write(cache_path(arena, larder, key), bytes, len, 0600, &error)) log_warning("%s", error.message);
}

/* What nobody has written for two months belongs to questions or libraries that have changed since. */
static void prune(const Larder *larder) {
    ARENA_SCOPED Arena *arena = arena_new();
    Error error;
    size_t count;
    char **names = file_list(arena, larder->cache, &count, &error);
    if (!names) return log_warning("%s", error.message);
    for (size_t i = 0; i < count; i++) {
        struct stat stat;
        char *path = file_join(arena, larder->cache, names[i]), *ending = strrchr(names[i], '.');
        bool ours = ending && strcmp(ending, ".cbor") == 0 && strlen(names[i]) == KEY + 4;
        if (!ours || lstat(path, &stat) != 0 || time(NULL) - stat.st_mtime < (time_t)CACHE_DAYS * 86400) continue;
        if (unlink(path) != 0) log_warning("cannot remove %s: %s", path, strerror(errno));
    }
}

/* The names and bytes of the files in the folder and one level below it. */
static bool hash_folder(crypto_generichash_state *state, Arena *arena, const char *folder, bool below, Error *error) {
    size_t count;
    char **names = file_list(arena, folder, &count, error);
    if (!names) return false;
    for (size_t i = 0; i < count; i++) {
        char *path = file_join(arena, folder, names[i]);
        bool inside = file_is_directory(path), compiled = strcmp(names[i], "__pycache__") == 0;
        size_t len;
        if (inside && (!below || compiled)) continue;
        if (inside && !hash_folder(state, arena, path, false, error)) return false;
        if (inside) continue;
        char *bytes = file_read(arena, path, RUNTIME_FILE_LIMIT, &len, error);
        if (!bytes) return false;
        crypto_generichash_update(state, (const unsigned char *)names[i], strlen(names[i]) + 1);
        crypto_generichash_update(state, (const unsigned char *)bytes, len);
    }
    return true;
}

/* A hash over the harness, so that another version of it finds nothing of this one's. */
static bool hash_harness(Larder *larder, const char *runtime, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof larder->harness);
    if (!hash_folder(&state, arena, runtime, true, error)) return false;
    if (!hash_folder(&state, arena, file_join(arena, runtime, "../sql"), false, error)) return false;
    crypto_generichash_final(&state, larder->harness, sizeof larder->harness);
    return true;
}

static bool open_cache(Larder *larder, const char *cache, Error *error) {
    if (!cache) return true;
    if (!file_make_directories(cache, 0700, error)) return false;
    if (chmod(cache, 0700) != 0) return error_errno(error, ERR_INTERNAL, cache, "cannot make the cache %s private", cache);
    larder->cache = strdup(cache);
    prune(larder);
    return true;
}

/* ---- entries, under the lock ---- */

static Entry *find(Larder *larder, const char *key) {
    for (size_t i = 0; i < larder->entry_count; i++)
        if (strcmp(larder->entries[i].key, key) == 0) return &larder->entries[i];
    return NULL;
}

static void unreference(Batch *batch) {
    if (batch && --batch->references == 0) batch_free(batch);
}

static void drop_fresh(Entry *entry) {
    while (entry->ready_count > 0) unreference(entry->ready[--entry->ready_count]);
}

static void drop(Larder *larder, Entry *entry) {
    unreference(entry->fixed);
    drop_fresh(entry);
    *entry = larder->entries[--larder->entry_count];
}

/* The entry that was used longest ago, of those with fresh batches or of all; NULL unless there are more than `most`. */
static Entry *oldest(Larder *larder, bool with_fresh, size_t most) {
    Entry *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < larder->entry_count; i++) {
        Entry *entry = &larder->entries[i];
        if (with_fresh && entry->ready_count == 0) continue;
        count++;
        if (!found || entry->used < found->used) found = entry;
    }
    return count > most ? found : NULL;
}

static Entry *entry_for(Larder *larder, const char *key) {
    Entry *entry = find(larder, key);
    if (!entry) {
        Entry *spare = oldest(larder, false, IN_MEMORY - 1);
        if (spare) drop(larder, spare);
        entry = &larder->entries[larder->entry_count++];
        *entry = (Entry){0};
        memcpy(entry->key, key, KEY);
    }
    entry->used = clock_monotonic();
    return entry;
}

/* Takes over the batch, or drops it where there is one already; a reference to the one that stays. */
static Batch *put_fixed(Larder *larder, const char *key, Batch *batch) {
    pthread_mutex_lock(&larder->lock);
    Entry *entry = entry_for(larder, key);
    if (entry->fixed)
        unreference(batch);
    else
        entry->fixed = batch;
    Batch *fixed = entry->fixed;
    fixed->references++;
    pthread_mutex_unlock(&larder->lock);
    return fixed;
}

static Batch *get_fixed(Larder *larder, const char *key) {
    pthread_mutex_lock(&larder->lock);
    Entry *entry = find(larder, key);
    Batch *fixed = entry ? entry->fixed : NULL;
    if (fixed) {
        fixed->references++;
        entry->used = clock_monotonic();
    }
    pthread_mutex_unlock(&larder->lock);
    return fixed;
}

void larder_release(Larder *larder, Batch *batch) {
    if (!batch) return;
    pthread_mutex_lock(&larder->lock);
    unreference(batch);
    pthread_mutex_unlock(&larder->lock);
}

static Batch *fixed_batch(Larder *larder, const Question *question, bool background, Error *error) {
    char key[KEY];
    if (!trial_ready(larder->judge, stack_name(question->run.stack), error)) return NULL; /* its versions are part of the key */
    key_of(larder, question, key);
    Batch *batch = get_fixed(larder, key);
    if (batch) return batch;
    batch = read_cached(larder, question, key);
    if (!batch) {
        batch = batch_fixed(larder->judge, question, background, error);
        if (batch) larder_save(larder, question, batch);
    }
    return batch ? put_fixed(larder, key, batch) : NULL;
}

Batch *larder_fixed(Larder *larder, const Question *question, Error *error) { return fixed_batch(larder, question, false, error); }

Batch *larder_peek(Larder *larder, const Question *question) {
    char key[KEY];
    key_of(larder, question, key);
    return get_fixed(larder, key);
}

/* ---- tasks ---- */

static void queue(Larder *larder, const Question *question, Stage stage, int priority) {
    pthread_mutex_lock(&larder->lock);
    bool known = false;
    for (size_t i = 0; i < larder->task_count && !known; i++)
        known = larder->tasks[i].question == question && larder->tasks[i].stage == stage;
    if (!known && larder->task_count == larder->task_capacity) {
        larder->task_capacity = larder->task_capacity ? 2 * larder->task_capacity : 64;
        larder->tasks = realloc(larder->tasks, larder->task_capacity * sizeof *larder->tasks);
        if (!larder->tasks) abort();
    }
    if (!known) larder->tasks[larder->task_count++] = (Task){question, stage, priority, larder->numbered++};
    pthread_cond_broadcast(&larder->wake);
    pthread_mutex_unlock(&larder->lock);
}

void larder_prepare(Larder *larder, const Question *const *questions, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (questions[i]->type != TYPE_IMPLEMENTATION || questions[i]->run.mode == MODE_TESTS) continue;
        queue(larder, questions[i], STAGE_RUN, i < URGENT ? 0 : 2);
        queue(larder, questions[i], STAGE_WHOLE, i < URGENT ? 1 : 3);
        if (i < WITH_FRESH) queue(larder, questions[i], STAGE_FRESH, i < URGENT ? 2 : 4);
    }
}

static bool wants_fresh(Larder *larder, const Question *question) {
    char key[KEY];
    key_of(larder, question, key);
    pthread_mutex_lock(&larder->lock);
    Entry *entry = find(larder, key);
    bool wants = question->run.fresh > 0 && (!entry || entry->ready_count < READY);
    pthread_mutex_unlock(&larder->lock);
    return wants;
}

static void put_fresh(Larder *larder, const Question *question, Batch *batch) {
    char key[KEY];
    key_of(larder, question, key);
    pthread_mutex_lock(&larder->lock);
    Entry *entry = entry_for(larder, key);
    if (entry->ready_count < READY)
        entry->ready[entry->ready_count++] = batch;
    else
        unreference(batch);
    Entry *spare = oldest(larder, true, WITH_FRESH);
    if (spare) drop_fresh(spare);
    pthread_mutex_unlock(&larder->lock);
}

Batch *larder_fresh(Larder *larder, const Question *question, Error *error) {
    char key[KEY];
    if (!trial_ready(larder->judge, stack_name(question->run.stack), error)) return NULL;
    key_of(larder, question, key);
    pthread_mutex_lock(&larder->lock);
    Entry *entry = find(larder, key);
    Batch *batch = entry && entry->ready_count > 0 ? entry->ready[0] : NULL; /* the oldest: the most is known about it */
    if (batch) memmove(entry->ready, entry->ready + 1, --entry->ready_count * sizeof *entry->ready);
    pthread_mutex_unlock(&larder->lock);
    queue(larder, question, STAGE_REFILL, 0);
    return batch ? batch : batch_fresh(larder->judge, question, false, error);
}

/* ---- the background ---- */

static bool learn_fixed(Larder *larder, const Question *question, WrongScope scope, Error *error) {
    Batch *batch = fixed_batch(larder, question, true, error);
    if (!batch) return false;
    bool known = batch_knows_wrong(batch, scope),
         ok = known || batch_learn_wrong(larder->judge, question, batch, scope, true, error);
    double *times = malloc((batch->accepted_count + 1) * sizeof *times);
    if (!times) abort();
    batch_times(batch, times);
    if (ok && scope == WRONG_ALL && times[0] < 0) {
        ok = batch_learn_times(larder->judge, question, batch, error);
        known = false;
    }
    free(times);
    if (ok && !known) larder_save(larder, question, batch);
    larder_release(larder, batch);
    return ok;
}

/* A ready batch that does not know the wrong files yet, with a reference to it; NULL: there is none. */
static Batch *ignorant(Larder *larder, const Question *question) {
    char key[KEY];
    Batch *found = NULL;
    key_of(larder, question, key);
    pthread_mutex_lock(&larder->lock);
    Entry *entry = find(larder, key);
    for (size_t i = 0; entry && i < entry->ready_count && !found; i++)
        if (!batch_knows_wrong(entry->ready[i], WRONG_ALL)) found = entry->ready[i];
    if (found) found->references++;
    pthread_mutex_unlock(&larder->lock);
    return found;
}

/* First batches, so that nobody has to wait for one; then what the wrong files do with them. A batch may be taken meanwhile: what is learnt about it is
 * of use then too. */
static bool make_fresh(Larder *larder, const Question *question, Error *error) {
    for (;;) {
        if (wants_fresh(larder, question)) {
            Batch *batch = batch_fresh(larder->judge, question, true, error);
            if (!batch) return false;
            put_fresh(larder, question, batch);
            continue;
        }
        Batch *batch = ignorant(larder, question);
        if (!batch) return true;
        bool learnt = batch_learn_wrong(larder->judge, question, batch, WRONG_ALL, true, error);
        larder_release(larder, batch);
        if (!learnt) return false;
    }
}

static bool work(Larder *larder, const Task *task, Error *error) {
    switch (task->stage) {
    case STAGE_RUN:
        return learn_fixed(larder, task->question, WRONG_VISIBLE, error);
    case STAGE_WHOLE:
        return learn_fixed(larder, task->question, WRONG_ALL, error);
    case STAGE_REFILL:
    case STAGE_FRESH:
        break;
    }
    return make_fresh(larder, task->question, error);
}

/* A task whose stack is not there (yet) waits its turn without being in the way of the others. */
static bool can_start(const Larder *larder, const Task *task) {
    return box_stack_state(larder->judge->box, stack_name(task->question->run.stack), NULL) == STACK_READY;
}

/* Under the lock: the index of the next task, or task_count. */
static size_t next_task(const Larder *larder) {
    size_t best = larder->task_count;
    for (size_t i = 0; i < larder->task_count; i++) {
        const Task *task = &larder->tasks[i], *other = best < larder->task_count ? &larder->tasks[best] : NULL;
        bool sooner =
            !other || task->priority < other->priority || (task->priority == other->priority && task->number < other->number);
        if (sooner && can_start(larder, task)) best = i;
    }
    return best;
}

static bool take_task(Larder *larder, Task *task) {
    pthread_mutex_lock(&larder->lock);
    size_t at;
    while (!larder->stopping && (at = next_task(larder)) == larder->task_count) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += STACK_WAIT_SECONDS;
        if (larder->task_count == 0)
            pthread_cond_wait(&larder->wake, &larder->lock);
        else
            pthread_cond_timedwait(&larder->wake, &larder->lock, &until);
    }
    bool taken = !larder->stopping;
    if (taken) {
        *task = larder->tasks[at];
        larder->tasks[at] = larder->tasks[--larder->task_count];
    }
    pthread_mutex_unlock(&larder->lock);
    return taken;
}

static void *keep(void *self) {
    Larder *larder = self;
    Task task;
    setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), NICENESS);
    while (take_task(larder, &task)) {
        Error error;
        if (work(larder, &task, &error) || !judge_idle(larder->judge)) continue;
        log_warning("%s cannot be prepared: %s", task.question->slug, error.message);
    }
    return NULL;
}

Larder *larder_open(Judge *judge, const char *cache, const char *runtime, Error *error) {
    if (sodium_init() < 0) {
        error_set(error, ERR_INTERNAL, NULL, "libsodium does not start");
        return NULL;
    }
    Larder *larder = calloc(1, sizeof *larder);
    if (!larder) abort();
    larder->judge = judge;
    larder->entries = calloc(IN_MEMORY, sizeof *larder->entries);
    if (!larder->entries) abort();
    pthread_mutex_init(&larder->lock, NULL);
    pthread_cond_init(&larder->wake, NULL);
    bool ready = hash_harness(larder, runtime, error) && open_cache(larder, cache, error);
    if (ready && pthread_create(&larder->keeper, NULL, keep, larder) == 0) return larder;
    if (ready) error_set(error, ERR_INTERNAL, NULL, "cannot start the thread that prepares cases");
    free(larder->cache);
    free(larder->entries);
    free(larder);
    return NULL;
}

void larder_close(Larder *larder) {
    pthread_mutex_lock(&larder->lock);
    larder->stopping = true;
    pthread_cond_broadcast(&larder->wake);
    pthread_mutex_unlock(&larder->lock);
    pthread_join(larder->keeper, NULL);
    while (larder->entry_count > 0) drop(larder, &larder->entries[0]);
    pthread_cond_destroy(&larder->wake);
    pthread_mutex_destroy(&larder->lock);
    free(larder->tasks);
    free(larder->entries);
    free(larder->cache);
    free(larder);
}
