/* runtime.h - what a stack runs in: which program becomes its zygote, and who says what that program needs. */
#ifndef VIVA_BOX_RUNTIME_H
#define VIVA_BOX_RUNTIME_H

#include <stdbool.h>
#include <stddef.h>

enum { RUNTIME_PATH = 4096, RUNTIME_ARGUMENTS = 9 };

/* Texts live in the struct, which must not move. */
typedef struct {
    char folder[RUNTIME_PATH];             /* bound as ROOT_HARNESS */
    char script[RUNTIME_PATH + 16];        /* of the probe */
    const char *probe[RUNTIME_ARGUMENTS];  /* prints what to bind (root.c); run outside, before there is a root. NULL-terminated */
    const char *stacks[RUNTIME_ARGUMENTS]; /* prints "NAME<tab>STATE<tab>SAYS" for each of its stacks. NULL-terminated */
    const char *arguments[RUNTIME_ARGUMENTS]; /* becomes the zygote, inside. NULL-terminated */
} BoxRuntime;

/* The runtime of `stack`. `harness` is the folder of Python's harness, as viva-box was told; the other runtimes are its neighbours. False with
 * what is missing in `says`. */
bool runtime_of(BoxRuntime *runtime, const char *stack, const char *harness, const char *python, char *says, size_t size);

#endif
