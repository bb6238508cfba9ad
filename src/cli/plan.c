/* viva plan: what stands on which day until the interview; and setting the day, the role and the minutes. */
#include "cli/plan.h"

#include "cli/cli.h"
#include "cli/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const titles[][2] = {
    {"reviews", "Reviews"},
    {"diagnostic", "Diagnostic, a part of five minutes"},
    {"likely", "The fifteen likeliest probes"},
    {"projects", "Your past projects, once through"},
    {"stories", "Your stories, aloud"},
    {"news", "Latest developments; then stop"},
};

void plan_print_item(const json_t *item) {
    const char *kind = json_string_value(json_object_get(item, "kind")),
               *title = json_string_value(json_object_get(json_object_get(item, "question"), "title"));
    const json_t *topic = json_object_get(item, "topic");
    int minutes = (int)json_integer_value(json_object_get(item, "minutes")),
        part = (int)json_integer_value(json_object_get(item, "part")),
        parts = (int)json_integer_value(json_object_get(item, "parts"));
    for (size_t i = 0; !title && i < sizeof titles / sizeof *titles; i++)
        if (strcmp(titles[i][0], kind) == 0) title = titles[i][1];
    printf("  %3d min  ", minutes);
    if (strcmp(kind, "page") == 0) printf("Read: ");
    printf("%s", title ? title : json_string_value(json_object_get(topic, "title")));
    if (parts > 1) printf(" (part %d of %d)", part, parts);
    printf("\n           %s\n", json_string_value(json_object_get(item, "why")));
}

static void print_plan(const json_t *plan) {
    const json_t *days = json_object_get(plan, "days"), *interview = json_object_get(plan, "interview");
    if (json_is_string(interview))
        printf("Interview on %s, %d days from now.\n", json_string_value(interview),
               (int)json_integer_value(json_object_get(plan, "days_left")));
    else
        printf("No date is set; these are the next four weeks.\n");
    for (size_t d = 0; d < json_array_size(days); d++) {
        const json_t *day = json_array_get(days, d), *items = json_object_get(day, "items");
        if (json_array_size(items) == 0) continue;
        printf("\n%s  %d of %d minutes\n", json_string_value(json_object_get(day, "date")),
               (int)json_integer_value(json_object_get(day, "planned")), (int)json_integer_value(json_object_get(day, "minutes")));
        for (size_t i = 0; i < json_array_size(items); i++) plan_print_item(json_array_get(items, i));
    }
}

/* What was given in place of what is set. */
static json_t *wanted(const json_t *now, const char *date, const char *role, const char *minutes, Error *error) {
    json_t *body = json_pack("{s:O, s:O, s:O}", "interview", json_object_get(now, "interview"), "role",
                             json_object_get(now, "role"), "week", json_object_get(now, "week"));
    if (*date) json_object_set_new(body, "interview", strcmp(date, "none") == 0 ? json_null() : json_string(date));
    if (*role) json_object_set_new(body, "role", strcmp(role, "none") == 0 ? json_null() : json_string(role));
    if (!*minutes) return body;
    char *end;
    long n = strtol(minutes, &end, 10);
    if (*end || n < 0 || n > 600) {
        json_decref(body);
        error_set(error, ERR_INVALID, "--minutes", "--minutes wants a number from 0 to 600, not '%.40s'", minutes);
        return NULL;
    }
    json_t *week = json_array();
    for (int i = 0; i < 7; i++) json_array_append_new(week, json_integer(n));
    json_object_set_new(body, "week", week);
    return body;
}

int command_plan(Arena *arena, int argc, char **argv) {
    Wishes wishes = {0};
    bool as_json = false;
    const char *date = "", *role = "", *minutes = "";
    const Option options[] = {
        {"date", "DAY", "sets the day of the interview: 2026-12-20, or none", &date, NULL},
        {"role", "KEY", "sets the role, as ml-engineer, or none", &role, NULL},
        {"minutes", "N", "sets the minutes of every day; other minutes by weekday are set in the browser", &minutes, NULL},
        {"json", NULL, "print JSON", NULL, &as_json},
        {"db", "URL", "the database", &wishes.db, NULL},
        {"bank", "DIR", "the bank", &wishes.bank, NULL}};
    int rest, status;
    if (!command_begin("plan", options, sizeof options / sizeof *options, argc, argv, 0, 0, &rest, &status)) return status;
    Error error = {0};
    Desk desk;
    json_t *plan = desk_open(arena, &wishes, &desk, &error) ? coach_plan(desk.coach, desk.learner, &error) : NULL;
    if (plan && (*date || *role || *minutes)) {
        json_t *body = wanted(plan, date, role, minutes, &error);
        json_decref(plan);
        plan = body ? coach_plan_set(desk.coach, desk.learner, body, &error) : NULL;
        json_decref(body);
    }
    desk_close(&desk);
    if (!plan) return tell_error(&error, as_json);
    if (as_json) {
        print_json(plan);
        return EXIT_FINE;
    }
    print_plan(plan);
    json_decref(plan);
    return EXIT_FINE;
}
