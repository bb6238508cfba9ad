/* How long a bank of 1,000 questions takes to load, and a search in it.
 *
 * The bank is made by copying the real questions (the folder is the argument) under new slugs, titles and uuids into a temporary
 * folder, so sizes and shapes are those of real content. Prints one JSON object with figures: wall time, and processor time of
 * all threads, which says more on a busy machine. Exits 1 when no load keeps within the promised 300 ms. */
#include "bank/bank.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/random.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { QUESTIONS = 1000, LOADS = 9, SEARCHES = 200, PROMISED_MS = 300 };

static void fail(const Error *error) {
    fprintf(stderr, "bench_bank: %s\n", error->message);
    exit(2);
}

static const char *words[] = {"forest",    "ridge",    "gradient", "boosting", "calibration", "drift",
                              "embedding", "sampling", "kernel",   "cluster",  "threshold",   "lasso",
                              "beam",      "dropout",  "outlier",  "folds",    "prior",       "tokens"};

/* The list behind `requires:`, with each slug that of the copy made in the same round. */
static const char *required(Arena *arena, const char *list, size_t round) {
    const char *all = "", *end = list + strcspn(list, "\n");
    while (list < end) {
        size_t name = strspn(list, "abcdefghijklmnopqrstuvwxyz0123456789-/"), other = name ? 0 : 1;
        all = name ? arena_printf(arena, "%s%.*s-%zu", all, (int)name, list, round) : arena_printf(arena, "%s%c", all, *list);
        list += name + other;
    }
    return arena_printf(arena, "%s%s", all, end);
}

/* question.yaml with another uuid and title. */
static const char *renamed(Arena *arena, const char *yaml, size_t number, size_t round) {
    char id[UUID_SIZE];
    uuid7(clock_now(&(Clock){clock_system().now, NULL}), id);
    id[14] = '4';
    const char *title = strstr(yaml, "\ntitle:"), *type = strstr(yaml, "\ntype:");
    size_t n = sizeof words / sizeof *words;
    const char *requires = strstr(type ? type : yaml, "\nrequires: [");
    if (requires) {
        const char *list = requires + strlen("\nrequires: ");
        yaml = type =
            arena_printf(arena, "%.*s%s", (int)(list - (type ? type : yaml)), type ? type : yaml, required(arena, list, round));
    }
    return arena_printf(arena, "uuid: %s\ntitle: \"The %s of the %s, number %zu\"%s", id, words[number % n], words[number / n % n],
                        number, title && type ? type : yaml);
}

static void copy_folder(Arena *arena, const char *from, const char *to, size_t number, size_t round) {
    Error error = {0};
    if (!file_make_directories(to, 0700, &error)) fail(&error);
    char **names = file_list(arena, from, NULL, &error);
    for (; names && *names; names++) {
        const char *source = file_join(arena, from, *names), *target = file_join(arena, to, *names);
        if (file_is_directory(source)) {
            copy_folder(arena, source, target, number, round);
            continue;
        }
        size_t len;
        const char *text = file_read(arena, source, 1 << 24, &len, &error);
        if (text && strcmp(*names, "question.yaml") == 0) len = strlen(text = renamed(arena, text, number, round));
        FILE *file = text ? fopen(target, "wb") : NULL;
        if (!file || fwrite(text, 1, len, file) != len || fclose(file) != 0) fail(&error);
    }
}

static void make_bank(const Bank *real, const char *real_folder, const char *folder) {
    size_t count;
    const Question *const *questions = bank_questions(real, &count);
    Error error = {0};
    if (count == 0) fail(&(Error){.message = "the bank to copy has no questions"});
    for (size_t i = 0; i < QUESTIONS; i++) {
        ARENA_SCOPED Arena *arena = arena_new();
        const Question *q = questions[i % count];
        copy_folder(arena, q->folder, arena_printf(arena, "%s/%s/%s-%zu", folder, q->topic, q->slug, i / count), i, i / count);
    }
    ARENA_SCOPED Arena *arena = arena_new();
    const char *lists[] = {"topics.yaml", "roles.yaml"};
    for (size_t i = 0; i < 2; i++) {
        size_t len;
        const char *text = file_read(arena, file_join(arena, real_folder, lists[i]), 1 << 20, &len, &error);
        if (!text || !file_write(file_join(arena, folder, lists[i]), text, len, 0600, &error)) fail(&error);
    }
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw) {
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double load_ms(const char *folder, Bank **kept) {
    Error error = {0};
    int64_t start = clock_monotonic();
    Bank *bank = bank_load(folder, &error);
    double ms = (double)(clock_monotonic() - start) / 1e3;
    size_t count, findings;
    if (!bank) fail(&error);
    bank_questions(bank, &count);
    bank_findings(bank, &findings);
    if (count != QUESTIONS) fail(&(Error){.message = "not all questions were loaded"});
    bank_free(*kept);
    *kept = bank;
    return ms;
}

static double processor_ms(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

static double search_ms(const Bank *bank, const char *text) {
    int64_t start = clock_monotonic();
    for (int i = 0; i < SEARCHES; i++) {
        ARENA_SCOPED Arena *arena = arena_new();
        size_t count;
        bank_search(bank, arena, &(BankFilter){.text = text}, &count);
    }
    return (double)(clock_monotonic() - start) / 1e3 / SEARCHES;
}

int main(int argc, char **argv) {
    Error error = {0};
    char folder[] = "/tmp/viva-bench-bank-XXXXXX";
    Bank *real = argc == 2 ? bank_load(argv[1], &error) : NULL;
    if (!real) fail(argc == 2 ? &error : &(Error){.message = "usage: bench_bank BANK"});
    if (!mkdtemp(folder)) fail(&(Error){.message = "cannot make a temporary folder"});
    make_bank(real, argv[1], folder);
    bank_free(real);
    double times[LOADS];
    Bank *bank = NULL;
    double processor = processor_ms();
    for (int i = 0; i < LOADS; i++) times[i] = load_ms(folder, &bank);
    processor = (processor_ms() - processor) / LOADS;
    double first = times[0];
    qsort(times, LOADS, sizeof *times, by_size);
    printf("{\"bench\":\"bank\",\"figures\":{\"questions\":%d,\"load_ms_first\":%.1f,\"load_ms_p50\":%.1f,\"load_ms_best\":%.1f,"
           "\"load_cpu_ms\":%.1f,\"search_word_ms\":%.3f,\"search_typos_ms\":%.3f}}\n",
           QUESTIONS, first, times[LOADS / 2], times[0], processor, search_ms(bank, "gradient"),
           search_ms(bank, "stochastik gradeint boostng"));
    bank_free(bank);
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return times[0] > PROMISED_MS;
}
