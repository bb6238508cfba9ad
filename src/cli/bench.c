/* viva bench: the measurements of this project, side by side with their baselines, in one run on one machine.
 *
 * `bench run` takes the same program and the same ten inputs four ways: a python3 started for it (cold), the same under bubblewrap, a fork of an
 * interpreter that has everything imported and does nothing (the floor), and viva's judge (warm). The four are interleaved, so that a noisy minute
 * hits all of them. `bench api` loads a real server with wrk. `bench fair` asks what endless loops cost others, `bench soak`
 * whether anything is lost or left behind in the long run, `bench words`
 * how well answers in words are marked, `bench memory` how well reviews are foreseen, `bench mastery` how well answers are, each on a file that others have recorded; they need no bank, no box and no interpreter; `bench rubric` how well the points of
 * the bank's graded answers are found. What a baseline needs and the machine lacks is said, and its figures are left out. */
#include "cli/bench.h"

#include "cli/cli.h"
#include "cli/house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double percentile(double *values, size_t count, double share) {
    if (count == 0) return 0;
    qsort(values, count, sizeof *values, by_value);
    size_t at = (size_t)(share * (double)(count - 1) + 0.5);
    return values[at < count ? at : count - 1];
}

static json_t *machine_json(void) {
    struct utsname name;
    uname(&name);
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    return json_pack("{s:s, s:s, s:i, s:i}", "kernel", name.release, "arch", name.machine, "cores",
                     (int)sysconf(_SC_NPROCESSORS_ONLN), "memory_mb", (int)((double)pages * (double)size / (1 << 20)));
}

static int print_bench(const char *name, json_t *figures, bool as_json) {
    if (as_json) {
        print_json(json_pack("{s:s, s:o, s:o}", "bench", name, "machine", machine_json(), "figures", figures));
        return EXIT_FINE;
    }
    const char *key;
    json_t *value;
    json_object_foreach(figures, key, value) printf("%-32s %12.3f\n", key, json_number_value(value));
    json_decref(figures);
    return EXIT_FINE;
}

/* The bench of that name; *held turns false when it says a clear no. */
static json_t *measure(Arena *arena, const House *house, const char *name, const char *minutes, bool *held, Error *error) {
    static const struct {
        const char *name;
        json_t *(*measure)(Arena *arena, const House *house, Error *error);
    } benches[] = {{"run", bench_run}, {"api", bench_api}, {"fair", bench_fair}};
    for (size_t i = 0; i < sizeof benches / sizeof *benches; i++)
        if (strcmp(benches[i].name, name) == 0) return benches[i].measure(arena, house, error);
    if (strcmp(name, "soak") == 0) {
        char *end;
        double length = strtod(minutes, &end);
        return bench_soak(arena, house, *minutes && !*end ? length : -1, held, error);
    }
    return error_set(error, ERR_INVALID, name, "there is no bench '%s': run, api, fair, soak, words, rubric, memory or mastery",
                     name),
           NULL;
}

int command_bench(Arena *arena, int argc, char **argv) {
    Wishes wishes = {0};
    const char *minutes = "60", *data = "", *leave_out = "qid", *fit = "", *rows = "";
    bool as_json = false, held = true, ablate = false, shipped = false;
    const Option options[] = {
        {"json", NULL, "print JSON", NULL, &as_json},
        {"minutes", "N", "soak: how long, 60 when not given", &minutes, NULL},
        {"data", "FILE",
         "words: graded answers, tab-separated (qid, question, references, answer, score); memory: reviews, CSV (card_id, "
         "review_rating, review_time); mastery: answers, CSV (student, item, skill, correct)",
         &data, NULL},
        {"leave-out", "qid", "words: what no model has seen of the answers it marks; their question", &leave_out, NULL},
        {"shipped", NULL, "words: by one model fitted on the bank's graded answers alone, instead of on the file", NULL, &shipped},
        {"ablate", NULL, "words: what each feature adds, too; takes a few minutes", NULL, &ablate},
        {"fit", "FILE", "rubric: write the weights fitted on all questions there", &fit, NULL},
        {"rows", "FILE", "words, rubric: write what was measured of every answer, of every point there, as CSV", &rows, NULL},
        {"bank", "DIR", "api, soak, rubric, words --shipped: the bank that is served, judged or learned from", &wishes.bank, NULL},
        {"python", "PATH", "the interpreter that runs the code", &wishes.python, NULL},
    };
    int rest, status;
    if (!command_begin("bench", options, sizeof options / sizeof *options, argc, argv, 1, 1, &rest, &status)) return status;
    Error error = {0};
    House house;
    if (shipped && strcmp(argv[0], "words") != 0) {
        error_set(&error, ERR_INVALID, "--shipped", "--shipped is for bench words: %s has no model", argv[0]);
        return tell_error(&error, as_json);
    }
    bool alone = strcmp(argv[0], "words") == 0 && !shipped; /* of the bench: neither a bank nor an interpreter is looked for */
    json_t *figures = strcmp(argv[0], "memory") == 0    ? bench_memory(arena, data, &error)
                      : strcmp(argv[0], "mastery") == 0 ? bench_mastery(arena, data, &error)
                      : alone                           ? bench_words(arena, data, leave_out, NULL, rows, ablate, &error)
                      : !house_find(arena, &wishes, &house, &error) ? NULL
                      : shipped                        ? bench_words(arena, data, leave_out, house.bank, rows, ablate, &error)
                      : strcmp(argv[0], "rubric") == 0 ? bench_rubric(arena, &house, fit, rows, &error)
                                                       : measure(arena, &house, argv[0], minutes, &held, &error);
    if (!figures) return tell_error(&error, as_json);
    int printed = print_bench(argv[0], figures, as_json);
    return held ? printed : EXIT_NO;
}
