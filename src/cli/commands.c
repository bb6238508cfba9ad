/* The table of commands, and what all of them share: options, help, errors. */
#include "cli/cli.h"

#include "bank/bank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const Command commands[] = {
    {"serve", "[--listen ADDR:PORT] [--db URL] [--bank DIR] [--python PATH] [--model URL] [--speech URL]",
     "runs the app and prints the address to open", command_serve},
    {"try", "SLUG FILE [--json] [--record]", "judges a code file; FILE - is standard input", command_try},
    {"answer", "SLUG [FILE] [--audience peer|stakeholder] [--stage ID] [--json] [--record]",
     "feedback on an answer in words; without FILE it is typed", command_answer},
    {"bank", "check [PATH] [--mutants] [--json] | list [--json] | disputes [--json]",
     "proves the bank, lists it, or tells which points learners see otherwise", command_bank},
    {"today", "[--json] [--db URL] [--bank DIR]", "what to do now, and why", command_today},
    {"plan", "[--date DAY] [--role KEY] [--minutes N] [--json] [--db URL] [--bank DIR]",
     "what stands on which day until the interview; sets the day, the role and the minutes", command_plan},
    {"progress", "[--json] [--db URL] [--bank DIR]", "where you stand, each number with its doubt", command_progress},
    {"review", "[--likely] [--json] [--db URL] [--bank DIR]", "a session of what is due today, a probe at a time; --json lists it",
     command_review},
    {"export", "[FILE] [--csv DIR] [--calendar FILE] [--anki FILE] [--db URL]",
     "all that is kept of you, as one JSON file or as tables; without FILE to standard output", command_export},
    {"import", "FILE [--json] [--db URL]", "takes an export in, where there is no history yet", command_import},
    {"delete", "[--yes] [--db URL]", "removes all that is kept of you", command_delete},
    {"rebuild", "[--json] [--db URL]", "makes what was derived from the log anew, from the log", command_rebuild},
    {"doctor", "[--json]", "what this machine can isolate, what is missing and how to get it", command_doctor},
    {"bench", "run|api|fair|soak|words|rubric|memory|mastery [--minutes N] [--data FILE] [--json]",
     "measures this machine, side by side with the baselines", command_bench},
    {NULL, NULL, NULL, NULL},
};

const Command *command_named(const char *name) {
    for (const Command *command = commands; command->name; command++)
        if (strcmp(command->name, name) == 0) return command;
    return NULL;
}

void command_usage(const Command *command, const Option *options, size_t count) {
    printf("usage: viva %s %s\n\n%s\n", command->name, command->arguments, command->summary);
    if (count) printf("\n");
    for (size_t i = 0; i < count; i++) {
        char left[64];
        snprintf(left, sizeof left, "--%s %s", options[i].name, options[i].value ? options[i].value : "");
        printf("  %-24s %s\n", left, options[i].help);
    }
    printf("  %-24s %s\n\nMore in viva(1).\n", "--help", "this text");
}

static const Option *option_named(const Option *options, size_t count, const char *name, size_t len) {
    for (size_t i = 0; i < count; i++)
        if (strlen(options[i].name) == len && strncmp(options[i].name, name, len) == 0) return &options[i];
    return NULL;
}

static bool unknown_option(const Option *options, size_t count, const char *given, Error *error) {
    const char *names[32];
    size_t n = 0;
    for (; n < count && n < 32; n++) names[n] = options[n].name;
    const char *near = nearest_name(given + 2, names, n);
    return error_set(error, ERR_INVALID, given,
                     near ? "there is no option %s: did you mean --%s?" : "there is no option %s; see --help", given, near);
}

/* Takes the option at argv[*at]; *at ends on the last word it used. */
static bool take_option(const Option *options, size_t count, int argc, char **argv, int *at, Error *error) {
    const char *word = argv[*at] + 2, *equals = strchr(word, '=');
    const Option *option = option_named(options, count, word, equals ? (size_t)(equals - word) : strlen(word));
    if (!option) return unknown_option(options, count, argv[*at], error);
    if (!option->value) {
        if (equals) return error_set(error, ERR_INVALID, argv[*at], "--%s takes no value", option->name);
        *option->on = true;
        return true;
    }
    if (!equals && *at + 1 >= argc)
        return error_set(error, ERR_INVALID, argv[*at], "--%s wants a value: %s", option->name, option->value);
    *option->text = equals ? equals + 1 : argv[++*at];
    return true;
}

bool options_parse(const Command *command, const Option *options, size_t count, int argc, char **argv, int *rest, bool *helped,
                   Error *error) {
    *rest = 0;
    *helped = false;
    bool ended = false;
    for (int i = 0; i < argc; i++) {
        if (!ended && strcmp(argv[i], "--") == 0) {
            ended = true;
        } else if (!ended && (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)) {
            command_usage(command, options, count);
            *helped = true;
            return true;
        } else if (!ended && strncmp(argv[i], "--", 2) == 0) {
            if (!take_option(options, count, argc, argv, &i, error)) return false;
        } else {
            argv[(*rest)++] = argv[i];
        }
    }
    return true;
}

static bool wants_json(const Option *options, size_t count) {
    const Option *json = option_named(options, count, "json", 4);
    return json && *json->on;
}

bool command_begin(const char *name, const Option *options, size_t count, int argc, char **argv, int min, int max, int *rest,
                   int *status) {
    const Command *command = command_named(name);
    Error error = {0};
    bool helped = false;
    *status = EXIT_FINE;
    bool fine = options_parse(command, options, count, argc, argv, rest, &helped, &error);
    if (helped) return false;
    if (fine && (*rest < min || *rest > max))
        fine = error_set(&error, ERR_INVALID, NULL, "usage: viva %s %s", command->name, command->arguments);
    if (!fine) *status = tell_error(&error, wants_json(options, count));
    return fine;
}

void print_json(json_t *json) {
    char *text = json_dumps(json, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
    puts(text);
    free(text);
    json_decref(json);
}

int tell_error(const Error *error, bool as_json) {
    if (as_json)
        print_json(json_pack("{s:{s:s, s:s, s:s}}", "error", "code", error_name(error->code), "message", error->message, "where",
                             error->where));
    else
        fprintf(stderr, "viva: %s\n", error->message);
    return EXIT_FAILED;
}
