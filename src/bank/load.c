/* Reading a bank: its folders are listed, its questions read by a few threads, then everything that needs the whole bank is
 * checked.
 *
 *     list folders -> read topics, roles, sets -> read questions (threads) -> drop doubles -> check references -> sort -> index
 *
 * A thread takes the next folder from a shared counter and owns an arena and notes, so nothing is locked while reading; results
 * stand at their folder's place in the list, so the bank does not depend on who read what. Most of the time goes into opening
 * some twenty small files a question, which is why two threads pay even where the files are in memory. */
#include "bank/inside.h"
#include "bank/reader.h"
#include "words/kin.h"

#include "base/file.h"

#include <limits.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_THREADS = 4, QUESTIONS_A_THREAD = 16 };

/* One question's folder, and what became of it. */
typedef struct {
    const char *path, *slug, *topic;
    const char *name; /* "topic/slug" */
    Question *question;
    int uuid_line, requires_line;
} Job;

typedef struct {
    Bank *bank;
    Notes notes;
    Job *jobs; /* sorted by path */
    size_t count, room;
    atomic_size_t next;
} Load;

/* ---- which folders ---- */

static void add_job(Load *load, const char *path, const char *slug, const char *topic) {
    Arena *arena = load->bank->arena;
    if (load->count == load->room) {
        load->room = load->room ? 2 * load->room : 64;
        Job *more = ARENA_MANY(arena, Job, load->room);
        if (load->count) memcpy(more, load->jobs, load->count * sizeof *more);
        load->jobs = more;
    }
    load->jobs[load->count++] =
        (Job){.path = path, .slug = slug, .topic = topic, .name = arena_printf(arena, "%s/%s", topic, slug)};
}

static bool skipped(const char *name) { return strcmp(name, "__pycache__") == 0; }

static void list_topic(Load *load, const char *topic) {
    Error error = {0};
    const char *path = file_join(load->bank->arena, load->bank->folder, topic);
    char **names = file_list(load->bank->arena, path, NULL, &error);
    if (!names) notes_from_error(&load->notes, path, &error);
    for (; names && *names; names++) {
        const char *folder = file_join(load->bank->arena, path, *names);
        if (!skipped(*names) && file_is_directory(folder)) add_job(load, folder, *names, topic);
    }
}

static bool list_folders(Load *load, Error *error) {
    char **names = file_list(load->bank->arena, load->bank->folder, NULL, error);
    if (!names) return false;
    for (; *names; names++)
        if (!skipped(*names) && file_is_directory(file_join(load->bank->arena, load->bank->folder, *names)))
            list_topic(load, *names);
    return true;
}

/* ---- reading ---- */

typedef struct {
    Load *load;
    Notes notes;
} Worker;

static void *worker_read(void *self) {
    Worker *worker = self;
    Load *load = worker->load;
    for (size_t i; (i = atomic_fetch_add(&load->next, 1)) < load->count;) {
        Job *job = &load->jobs[i];
        Reader reader = {
            .arena = worker->notes.arena, .notes = &worker->notes, .lists = &load->bank->lists, .folder = {.path = job->path}};
        job->question = read_question(&reader, job->slug, job->topic);
        job->uuid_line = reader.uuid_line;
        job->requires_line = reader.requires_line;
    }
    return NULL;
}

static size_t thread_count(size_t questions) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = processors > MOST_THREADS ? MOST_THREADS : processors < 1 ? 1 : (size_t)processors;
    size_t useful = 1 + questions / QUESTIONS_A_THREAD;
    return count < useful ? count : useful;
}

static void read_questions(Load *load) {
    Bank *bank = load->bank;
    size_t count = bank->arena_count = thread_count(load->count);
    Worker workers[MOST_THREADS];
    pthread_t threads[MOST_THREADS];
    bool started[MOST_THREADS] = {false};
    bank->arenas = ARENA_MANY(bank->arena, Arena *, count);
    for (size_t i = 0; i < count; i++) {
        bank->arenas[i] = arena_new();
        workers[i] = (Worker){.load = load, .notes = {.arena = bank->arenas[i]}};
        if (i > 0) started[i] = pthread_create(&threads[i], NULL, worker_read, &workers[i]) == 0;
    }
    worker_read(&workers[0]); /* reads all when no thread could be started */
    for (size_t i = 0; i < count; i++) {
        if (started[i]) pthread_join(threads[i], NULL);
        notes_join(&load->notes, &workers[i].notes);
    }
}

/* ---- what only the whole bank can tell ---- */

static const char *yaml_path(Load *load, const Job *job) { return file_join(load->bank->arena, job->path, "question.yaml"); }

static int by_slug(const void *a, const void *b) {
    const Job *x = *(const Job *const *)a, *y = *(const Job *const *)b;
    int order = strcmp(x->slug, y->slug);
    return order ? order : strcmp(x->path, y->path);
}

static int by_uuid(const void *a, const void *b) {
    const Job *x = *(const Job *const *)a, *y = *(const Job *const *)b;
    int order = strcmp(x->question->uuid, y->question->uuid);
    return order ? order : strcmp(x->path, y->path);
}

/* The jobs whose question stands, sorted. */
static Job **standing(Load *load, int (*order)(const void *, const void *), size_t *count) {
    Job **jobs = ARENA_MANY(load->bank->arena, Job *, load->count);
    *count = 0;
    for (size_t i = 0; i < load->count; i++)
        if (load->jobs[i].question) jobs[(*count)++] = &load->jobs[i];
    if (*count > 1) qsort(jobs, *count, sizeof *jobs, order);
    return jobs;
}

/* Of several questions with one slug, or one uuid, the one whose path comes first stays. */
static void drop_doubles(Load *load) {
    size_t count;
    Job **jobs = standing(load, by_slug, &count);
    for (size_t i = 1, kept = 0; i < count; i++) {
        if (strcmp(jobs[i]->slug, jobs[kept]->slug) != 0) {
            kept = i;
            continue;
        }
        notes_error(&load->notes, jobs[i]->path, 0, "the slug '%s' is taken by %s; rename this folder", jobs[i]->slug,
                    jobs[kept]->path);
        jobs[i]->question = NULL;
    }
    jobs = standing(load, by_uuid, &count);
    for (size_t i = 1, kept = 0; i < count; i++) {
        if (strcmp(jobs[i]->question->uuid, jobs[kept]->question->uuid) != 0) {
            kept = i;
            continue;
        }
        notes_error(&load->notes, yaml_path(load, jobs[i]), jobs[i]->uuid_line,
                    "this uuid is that of %s; make a new one: python3 -c 'import uuid; print(uuid.uuid4())'", jobs[kept]->path);
        jobs[i]->question = NULL;
    }
}

static int compare_names(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* "topic/slug" of each folder, sorted, NULL-terminated. */
static const char **folder_names(Load *load) {
    const char **names = ARENA_MANY(load->bank->arena, const char *, load->count + 1);
    for (size_t i = 0; i < load->count; i++) names[i] = load->jobs[i].name;
    if (load->count > 1) qsort(names, load->count, sizeof *names, compare_names);
    return names;
}

static size_t place_of(const char *name, const char **names, size_t count) {
    const char **found = count ? bsearch(&name, names, count, sizeof name, compare_names) : NULL;
    return found ? (size_t)(found - names) : SIZE_MAX;
}

static void check_requires(Load *load, const Job *job, const char **names) {
    for (const char **name = job->question->requires; *name; name++) {
        if (strcmp(*name, job->name) == 0) {
            notes_error(&load->notes, yaml_path(load, job), job->requires_line, "the question requires itself; take '%s' out",
                        *name);
        } else if (place_of(*name, names, load->count) == SIZE_MAX) {
            const char *near = nearest_name(*name, names, load->count);
            notes_error(&load->notes, yaml_path(load, job), job->requires_line, "no question '%.100s' to require%s%s%s", *name,
                        near ? ": did you mean '" : "; write topic/slug", near ? near : "", near ? "'?" : "");
        }
    }
}

/* Where to read about a point: "topic/slug" must be a question; what has a blank was held against the question's own files and sources. */
static void check_studies(Load *load, const Job *job, const char **names) {
    const Rubric *rubric = job->question->rubric;
    for (size_t i = 0; rubric && i < rubric->point_count; i++) {
        const char *study = rubric->points[i].study;
        if (!strchr(study, '/') || strchr(study, ' ') || place_of(study, names, load->count) != SIZE_MAX) continue;
        const char *near = nearest_name(study, names, load->count);
        notes_error(&load->notes, file_join(load->bank->arena, job->path, "rubric.yaml"), rubric->points[i].study_line,
                    "no question '%.100s' to read%s%s%s", study, near ? ": did you mean '" : "; write topic/slug", near ? near : "",
                    near ? "'?" : "");
    }
}

enum { UNSEEN, ON_PATH, DONE };

/* Depth first along `requires`: what leads back to the path closes a circle. */
static void walk_requires(Load *load, Job **jobs, const char **names, unsigned char *marks, size_t at) {
    marks[at] = ON_PATH;
    for (const char **next = jobs[at]->question ? jobs[at]->question->requires : NULL; next && *next; next++) {
        size_t to = place_of(*next, names, load->count);
        if (to == SIZE_MAX || to == at) continue;
        if (marks[to] == ON_PATH)
            notes_error(&load->notes, yaml_path(load, jobs[at]), jobs[at]->requires_line,
                        "requiring '%s' closes a circle, so nobody could begin; take one of them out", *next);
        else if (marks[to] == UNSEEN)
            walk_requires(load, jobs, names, marks, to);
    }
    marks[at] = DONE;
}

static void check_circles(Load *load, const char **names) {
    Job **jobs = ARENA_MANY(load->bank->arena, Job *, load->count);
    unsigned char *marks = ARENA_MANY(load->bank->arena, unsigned char, load->count);
    for (size_t i = 0; i < load->count; i++) jobs[place_of(load->jobs[i].name, names, load->count)] = &load->jobs[i];
    for (size_t i = 0; i < load->count; i++)
        if (marks[i] == UNSEEN) walk_requires(load, jobs, names, marks, i);
}

static void check_references(Load *load) {
    const char **names = folder_names(load);
    for (size_t i = 0; i < load->count; i++)
        if (load->jobs[i].question) {
            check_requires(load, &load->jobs[i], names);
            check_studies(load, &load->jobs[i], names);
        }
    check_circles(load, names);
    const char **slugs = ARENA_MANY(load->bank->arena, const char *, load->count + 1);
    for (size_t i = 0; i < load->count; i++) slugs[i] = load->jobs[i].slug;
    lists_check_references(&load->bank->lists, slugs, names, &load->notes);
}

/* ---- the bank ---- */

static size_t topic_place(const Bank *bank, const char *topic) {
    size_t at = 0;
    while (at < bank->lists.topic_count && strcmp(bank->lists.topics[at].key, topic) != 0) at++;
    return at;
}

typedef struct {
    size_t topic; /* its place in topics.yaml */
    const Question *question;
} Placed;

static int by_bank_order(const void *a, const void *b) {
    const Placed *x = a, *y = b;
    int order = (x->topic > y->topic) - (x->topic < y->topic);
    if (order == 0) order = x->question->difficulty - y->question->difficulty;
    if (order == 0) order = strcmp(x->question->title, y->question->title);
    return order ? order : strcmp(x->question->slug, y->question->slug);
}

static void order_questions(Load *load) {
    Bank *bank = load->bank;
    Placed *placed = ARENA_MANY(bank->arena, Placed, load->count);
    for (size_t i = 0; i < load->count; i++) {
        const Question *question = load->jobs[i].question;
        if (question) placed[bank->count++] = (Placed){topic_place(bank, question->topic), question};
    }
    if (bank->count > 1) qsort(placed, bank->count, sizeof *placed, by_bank_order);
    bank->questions = ARENA_MANY(bank->arena, const Question *, bank->count);
    for (size_t i = 0; i < bank->count; i++) bank->questions[i] = placed[i].question;
}

static int question_by_slug(const void *a, const void *b) {
    return strcmp((*(const Question *const *)a)->slug, (*(const Question *const *)b)->slug);
}

static int question_by_uuid(const void *a, const void *b) {
    return strcmp((*(const Question *const *)a)->uuid, (*(const Question *const *)b)->uuid);
}

static void gather_probed(Bank *bank) {
    bank->probed = ARENA_MANY(bank->arena, const Question *, bank->count + bank->lists.topic_count);
    memcpy(bank->probed, bank->questions, bank->count * sizeof *bank->probed);
    bank->probed_count = bank->count;
    for (size_t i = 0; i < bank->lists.topic_count; i++)
        if (bank->lists.topics[i].page) bank->probed[bank->probed_count++] = bank->lists.topics[i].page;
}

static const Question **sorted_copy(Arena *arena, const Question **items, size_t count, int (*order)(const void *, const void *)) {
    const Question **copy = arena_memdup(arena, items, count * sizeof *copy);
    if (count > 1) qsort(copy, count, sizeof *copy, order);
    return copy;
}

static void join_stories(Load *load) {
    Question **all = ARENA_MANY(load->bank->arena, Question *, load->count);
    size_t count = 0;
    for (size_t i = 0; i < load->count; i++)
        if (load->jobs[i].question) all[count++] = load->jobs[i].question;
    load->bank->stories = kin_of_stories(load->bank->arena, all, count);
}

static void settle(Load *load) {
    Bank *bank = load->bank;
    join_stories(load);
    order_questions(load);
    lists_fill_sets(&bank->lists, bank->arena, bank->questions, bank->count);
    gather_probed(bank);
    bank->by_slug = sorted_copy(bank->arena, bank->questions, bank->count, question_by_slug);
    bank->by_uuid = sorted_copy(bank->arena, bank->probed, bank->probed_count, question_by_uuid);
    bank->index = search_index(bank, bank->arena);
    bank->findings = notes_findings(&load->notes, bank->arena, &bank->finding_count);
}

/* An author's folder: its slug and topic are the names on disk, its lists those of the bank around it, if there is one. */
static bool list_single(Load *load, Error *error) {
    Bank *bank = load->bank;
    char path[PATH_MAX];
    if (!realpath(bank->folder, path)) return error_errno(error, ERR_INVALID, bank->folder, "cannot open %s", bank->folder);
    char *slug = strrchr(path, '/');
    *slug = 0;
    char *topic = strrchr(path, '/');
    add_job(load, bank->folder, arena_strdup(bank->arena, slug + 1), arena_strdup(bank->arena, topic ? topic + 1 : ""));
    bank->lists =
        (Lists){.topic_keys = ARENA_MANY(bank->arena, const char *, 1), .role_keys = ARENA_MANY(bank->arena, const char *, 1)};
    const char *root = topic ? arena_strndup(bank->arena, path, (size_t)(topic - path)) : "";
    Notes unheard = {.arena = bank->arena}; /* what is wrong with those files is not this question's affair */
    if (file_exists(file_join(bank->arena, root, "topics.yaml"))) lists_read(&bank->lists, root, bank->arena, &unheard);
    return true;
}

/* The page of a topic is found by its key where probes are asked for, so no question may have that slug. */
static void read_topic_pages(Load *load) {
    Bank *bank = load->bank;
    for (size_t i = 0; i < bank->lists.topic_count; i++) {
        Topic *topic = &bank->lists.topics[i];
        const char *folder = file_join(bank->arena, bank->folder, topic->key);
        if (!*topic->key || !file_is_directory(folder)) continue;
        Reader reader = {.arena = bank->arena, .notes = &load->notes, .lists = &bank->lists, .folder = {.path = folder}};
        topic->page = read_topic_page(&reader, topic);
        for (size_t k = 0; k < load->count; k++)
            if (strcmp(load->jobs[k].slug, topic->key) == 0)
                notes_error(&load->notes, load->jobs[k].path, 0, "the slug '%s' is the key of a topic; rename this folder",
                            topic->key);
    }
}

static bool list_bank(Load *load, Error *error) {
    Bank *bank = load->bank;
    if (!list_folders(load, error)) return false;
    lists_read(&bank->lists, bank->folder, bank->arena, &load->notes);
    read_topic_pages(load);
    return true;
}

static const char *without_slash(Arena *arena, const char *folder) {
    size_t len = strlen(folder);
    while (len > 1 && folder[len - 1] == '/') len--;
    return arena_strndup(arena, folder, len);
}

Bank *bank_load(const char *folder, Error *error) {
    if (sodium_init() < 0) {
        error_set(error, ERR_INTERNAL, "", "libsodium does not start; reinstall it");
        return NULL;
    }
    Arena *arena = arena_new();
    Bank *bank = ARENA_NEW(arena, Bank);
    *bank = (Bank){.arena = arena, .folder = without_slash(arena, folder)};
    Load load = {.bank = bank, .notes = {.arena = arena}};
    bool single = file_exists(file_join(arena, bank->folder, "question.yaml"));
    if (!single && !file_exists(file_join(arena, bank->folder, "topics.yaml"))) {
        error_set(error, ERR_NOT_FOUND, folder,
                  "%s is no bank: it has no topics.yaml, nor a question.yaml; give the folder of a bank", folder);
        bank_free(bank);
        return NULL;
    }
    if (!(single ? list_single(&load, error) : list_bank(&load, error))) {
        bank_free(bank);
        return NULL;
    }
    read_questions(&load);
    drop_doubles(&load);
    if (!single) check_references(&load);
    settle(&load);
    return bank;
}

void bank_free(Bank *bank) {
    if (!bank) return;
    kin_free(bank->stories);
    for (size_t i = 0; i < bank->arena_count; i++) arena_free(bank->arenas[i]);
    arena_free(bank->arena);
}
