/* viva progress: where the learner stands, each number with its doubt; without a basis it says so. */
#include "cli/cli.h"
#include "cli/desk.h"

#include <stdio.h>

static void print_level(const char *title, const json_t *level) {
    if (json_is_true(json_object_get(level, "told")))
        printf("  %-34s %3.0f   (%.0f to %.0f)\n", title, 100 * json_number_value(json_object_get(level, "chance")),
               100 * json_number_value(json_object_get(level, "low")), 100 * json_number_value(json_object_get(level, "high")));
    else
        printf("  %-34s   ?   too early to tell\n", title);
}

static void print_rounds(const json_t *rounds) {
    printf("\nReadiness: of 100 unseen questions of a round, so many at the bar\n");
    for (size_t i = 0; i < json_array_size(rounds); i++) {
        const json_t *row = json_array_get(rounds, i), *raise = json_object_get(row, "raise");
        if (json_is_true(json_object_get(row, "told")))
            printf("  %-34s %3.0f   (%.0f to %.0f)%s%s\n", json_string_value(json_object_get(row, "title")),
                   100 * json_number_value(json_object_get(row, "share")), 100 * json_number_value(json_object_get(row, "low")),
                   100 * json_number_value(json_object_get(row, "high")), json_is_object(raise) ? "   most to gain: " : "",
                   json_is_object(raise) ? json_string_value(json_object_get(raise, "title")) : "");
        else
            printf("  %-34s   ?   too early to tell\n", json_string_value(json_object_get(row, "title")));
    }
}

static void print_progress(const json_t *progress) {
    const json_t *skills = json_object_get(progress, "skills"), *topics = json_object_get(progress, "topics"),
                 *memory = json_object_get(progress, "memory"), *calibration = json_object_get(progress, "calibration"),
                 *gain = json_object_get(progress, "gain");
    printf("Skills: of 100 questions of middle difficulty, so many right\n");
    for (size_t i = 0; i < json_array_size(skills); i++)
        print_level(json_string_value(json_object_get(json_array_get(skills, i), "key")),
                    json_object_get(json_array_get(skills, i), "level"));
    printf("\nTopics\n");
    for (size_t i = 0; i < json_array_size(topics); i++)
        print_level(json_string_value(json_object_get(json_array_get(topics, i), "title")),
                    json_object_get(json_array_get(topics, i), "level"));
    print_rounds(json_object_get(json_object_get(progress, "readiness"), "rounds"));
    printf("\nMemory: %d cards", (int)json_integer_value(json_object_get(memory, "cards")));
    if (json_integer_value(json_object_get(memory, "cards")))
        printf(", %.0f of 100 known today, %.0f in thirty days without a review",
               100 * json_number_value(json_object_get(memory, "recall")),
               100 * json_number_value(json_object_get(memory, "recall_unreviewed")));
    const json_t *said = json_object_get(calibration, "said");
    printf(".\nCalibration: %d forecasts", (int)json_integer_value(json_object_get(said, "count")));
    if (json_integer_value(json_object_get(said, "count")))
        printf(", Brier score %.2f", json_number_value(json_object_get(said, "brier")));
    printf(". %s\n", json_string_value(json_object_get(calibration, "advice")));
    const json_t *change = json_object_get(gain, "change");
    if (json_is_object(change))
        printf("Gain on sealed probes: %+.0f of 100 (%+.0f to %+.0f).\n", 100 * json_number_value(json_object_get(change, "share")),
               100 * json_number_value(json_object_get(change, "low")), 100 * json_number_value(json_object_get(change, "high")));
    else
        printf("Gain on sealed probes: too few measurements to tell.\n");
}

int command_progress(Arena *arena, int argc, char **argv) {
    Wishes wishes = {0};
    bool as_json = false;
    const Option options[] = {{"json", NULL, "print JSON", NULL, &as_json},
                              {"db", "URL", "the database", &wishes.db, NULL},
                              {"bank", "DIR", "the bank", &wishes.bank, NULL}};
    int rest, status;
    if (!command_begin("progress", options, sizeof options / sizeof *options, argc, argv, 0, 0, &rest, &status)) return status;
    Error error = {0};
    Desk desk;
    json_t *progress = desk_open(arena, &wishes, &desk, &error) ? coach_progress(desk.coach, desk.learner, &error) : NULL;
    desk_close(&desk);
    if (!progress) return tell_error(&error, as_json);
    if (as_json) {
        print_json(progress);
        return EXIT_FINE;
    }
    print_progress(progress);
    json_decref(progress);
    return EXIT_FINE;
}
