/* viva: the program. Finds the command and hands over. */
#include "cli/cli.h"

#include "bank/bank.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static void usage(FILE *out) {
    fprintf(out,
            "usage: viva COMMAND [OPTION]...\n\nPractise machine-learning interviews: real questions, code that really runs.\n\n");
    for (const Command *command = commands; command->name; command++) fprintf(out, "  %-8s %s\n", command->name, command->summary);
    fprintf(out, "\n`viva COMMAND --help` tells more, and viva(1) tells all.\n");
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        usage(stderr);
        return EXIT_FAILED;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("viva %s\n", VIVA_VERSION);
        return EXIT_FINE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        usage(stdout);
        return EXIT_FINE;
    }
    const Command *command = command_named(argv[1]);
    if (!command) {
        const char *names[16];
        size_t count = 0;
        for (const Command *c = commands; c->name && count < 16; c++) names[count++] = c->name;
        const char *near = nearest_name(argv[1], names, count);
        fprintf(stderr,
                near ? "viva: there is no command '%s': did you mean '%s'?\n" : "viva: there is no command '%s'; see viva --help\n",
                argv[1], near);
        return EXIT_FAILED;
    }
    ARENA_SCOPED Arena *arena = arena_new();
    return command->run(arena, argc - 2, argv + 2);
}
