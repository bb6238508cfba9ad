/* viva today: what to do now, and why; what comes on the days after is `viva plan`. */
#include "cli/cli.h"
#include "cli/desk.h"
#include "cli/plan.h"

#include <stdio.h>

static void print_readiness(Arena *arena, const json_t *readiness) {
    if (!json_is_true(json_object_get(readiness, "told"))) {
        printf("Readiness: too early to tell.\n");
        return;
    }
    printf("Readiness: some %s unseen questions at the bar (between %.0f and %.0f).\n",
           desk_share(arena, json_number_value(json_object_get(readiness, "share"))),
           100 * json_number_value(json_object_get(readiness, "low")), 100 * json_number_value(json_object_get(readiness, "high")));
}

static void print_today(Arena *arena, const json_t *today) {
    const json_t *plan = json_object_get(today, "plan"), *left = json_object_get(plan, "days_left"),
                 *items = json_object_get(plan, "items");
    int used = (int)json_integer_value(json_object_get(plan, "used")),
        minutes = (int)json_integer_value(json_object_get(plan, "minutes"));
    if (json_is_integer(left)) printf("%d days to the interview.\n", (int)json_integer_value(left));
    print_readiness(arena, json_object_get(today, "readiness"));
    printf("\nToday: %d of %d minutes done.\n", used, minutes);
    for (size_t i = 0; i < json_array_size(items); i++) plan_print_item(json_array_get(items, i));
    if (json_array_size(items) == 0)
        printf(used >= minutes && minutes ? "  That was today's plan.\n" : "  Nothing is planned for today.\n");
    if (json_is_true(json_object_get(plan, "measure_due")))
        printf("\nA measurement is due: twelve sealed probes, in the browser under Progress.\n");
    if (!json_is_true(json_object_get(plan, "set")))
        printf("\nNo date and no role are set; `viva plan --date 2026-12-20 --role ml-engineer --minutes 40` sets them.\n");
}

int command_today(Arena *arena, int argc, char **argv) {
    Wishes wishes = {0};
    bool as_json = false;
    const Option options[] = {{"json", NULL, "print JSON", NULL, &as_json},
                              {"db", "URL", "the database", &wishes.db, NULL},
                              {"bank", "DIR", "the bank", &wishes.bank, NULL}};
    int rest, status;
    if (!command_begin("today", options, sizeof options / sizeof *options, argc, argv, 0, 0, &rest, &status)) return status;
    Error error = {0};
    Desk desk;
    json_t *today = desk_open(arena, &wishes, &desk, &error) ? coach_today(desk.coach, desk.learner, &error) : NULL;
    desk_close(&desk);
    if (!today) return tell_error(&error, as_json);
    if (as_json) {
        print_json(today);
        return EXIT_FINE;
    }
    print_today(arena, today);
    json_decref(today);
    return EXIT_FINE;
}
