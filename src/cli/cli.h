/* cli.h - the commands, one a file, in one table (commands.c) that also makes the help.
 *
 * A command returns the exit status: 0 done, 1 a clear "no" (not accepted, findings), 2 it could not be done. */
#ifndef VIVA_CLI_CLI_H
#define VIVA_CLI_CLI_H

#include "base/arena.h"
#include "base/error.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { EXIT_FINE = 0, EXIT_NO = 1, EXIT_FAILED = 2 };

/* One option of a command: "--name" or "--name VALUE". */
typedef struct {
    const char *name;  /* "listen" */
    const char *value; /* "ADDR:PORT", or NULL for a switch */
    const char *help;
    const char **text; /* where a value goes; of a repeated option the last counts */
    bool *on;          /* where a switch goes */
} Option;

typedef struct {
    const char *name, *arguments, *summary;
    int (*run)(Arena *arena, int argc, char **argv);
} Command;

/* All commands; ends with a name that is NULL. */
extern const Command commands[];

/* Reads the options; what is no option is left in argv[0..*rest). "--" ends them. With --help the help is printed and *helped is set. False with
 * a message that names the option and the nearest known one. */
bool options_parse(const Command *command, const Option *options, size_t count, int argc, char **argv, int *rest, bool *helped,
                   Error *error);

const Command *command_named(const char *name);
void command_usage(const Command *command, const Option *options, size_t count);

/* The frame of a command: reads the options, and ends with help or an error when that is what was asked or what came. Returns true to go on. */
bool command_begin(const char *name, const Option *options, size_t count, int argc, char **argv, int min, int max, int *rest,
                   int *status);

/* Tells an error on the face that was asked for (standard error, or JSON on standard output); returns EXIT_FAILED. */
int tell_error(const Error *error, bool as_json);

/* Prints the document with a newline and drops it. */
void print_json(json_t *json);

int command_serve(Arena *arena, int argc, char **argv);
int command_try(Arena *arena, int argc, char **argv);
int command_answer(Arena *arena, int argc, char **argv);
int command_bank(Arena *arena, int argc, char **argv);
int command_today(Arena *arena, int argc, char **argv);
int command_plan(Arena *arena, int argc, char **argv);
int command_progress(Arena *arena, int argc, char **argv);
int command_review(Arena *arena, int argc, char **argv);
int command_export(Arena *arena, int argc, char **argv);
int command_import(Arena *arena, int argc, char **argv);
int command_delete(Arena *arena, int argc, char **argv);
int command_rebuild(Arena *arena, int argc, char **argv);
int command_doctor(Arena *arena, int argc, char **argv);
int command_bench(Arena *arena, int argc, char **argv);

#endif
