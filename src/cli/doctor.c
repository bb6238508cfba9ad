/* viva doctor: what this machine can isolate, what is missing and how to get it. */
#include "cli/cli.h"
#include "cli/house.h"

#include <stdio.h>
#include <string.h>

static void print_walls(const json_t *walls) {
    size_t i;
    json_t *wall;
    json_array_foreach(walls, i, wall)
        printf("  %s %-18s %s\n", json_is_true(json_object_get(wall, "stands")) ? "yes" : "NO ",
               json_string_value(json_object_get(wall, "name")), json_string_value(json_object_get(wall, "says")));
}

static void print_stacks(const json_t *stacks) {
    size_t i;
    json_t *stack;
    json_array_foreach(stacks, i, stack)
        printf("  %-8s %-8s %s\n", json_string_value(json_object_get(stack, "name")),
               json_string_value(json_object_get(stack, "state")), json_string_value(json_object_get(stack, "says")));
}

static bool all_stand(const json_t *walls) {
    size_t i;
    json_t *wall;
    bool all = true;
    json_array_foreach(walls, i, wall) all = all && json_is_true(json_object_get(wall, "stands"));
    return all;
}

int command_doctor(Arena *arena, int argc, char **argv) {
    Wishes wishes = {0};
    bool as_json = false;
    const Option options[] = {
        {"json", NULL, "print JSON", NULL, &as_json},
        {"bank", "DIR", "the bank", &wishes.bank, NULL},
        {"python", "PATH", "the interpreter that runs the code", &wishes.python, NULL},
    };
    int rest, status;
    if (!command_begin("doctor", options, sizeof options / sizeof *options, argc, argv, 0, 0, &rest, &status)) return status;
    Error error = {0};
    House house;
    if (!house_find(arena, &wishes, &house, &error)) return tell_error(&error, as_json);
    char *text = box_doctor(arena, &house.box, &error);
    json_error_t parse;
    json_t *box = text ? json_loads(text, 0, &parse) : NULL;
    if (!box) {
        if (text) error_set(&error, ERR_INTERNAL, house.box.box, "viva-box --doctor did not answer in JSON: %s", parse.text);
        return tell_error(&error, as_json);
    }
    const json_t *walls = json_object_get(box, "walls");
    status = all_stand(walls) ? EXIT_FINE : EXIT_NO;
    if (as_json) {
        json_object_set_new(box, "python", json_pack("{s:s, s:s}", "path", house.box.python, "chosen", house.python_says));
        json_object_set_new(box, "places", json_pack("{s:s, s:s, s:s}", "bank", house.bank, "data", house.data, "db", house.db));
        print_json(box);
        return status;
    }
    printf("Walls around code that runs\n");
    print_walls(walls);
    printf("\nInterpreter: %s (%s)\n", house.box.python, house.python_says);
    print_stacks(json_object_get(box, "stacks"));
    printf("\nBank: %s\nData: %s\nDatabase: %s\n", house.bank, house.data, house.db);
    json_decref(box);
    return status;
}
