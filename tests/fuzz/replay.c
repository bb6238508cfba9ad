/* Feeds every file of the folders given as arguments to a fuzz target, once. What the fuzzer found stays found: this runs in
 * every check, with any compiler. */
#include "base/file.h"

#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv) {
    size_t inputs = 0;
    for (int i = 1; i < argc; i++) {
        ARENA_SCOPED Arena *arena = arena_new();
        Error error = {0};
        char **names = file_list(arena, argv[i], NULL, &error);
        for (; names && *names; names++, inputs++) {
            size_t len;
            const char *bytes = file_read(arena, file_join(arena, argv[i], *names), 16 << 20, &len, &error);
            if (!bytes) break;
            LLVMFuzzerTestOneInput((const uint8_t *)bytes, len);
        }
        if (error.code) {
            fprintf(stderr, "replay: %s\n", error.message);
            return 1;
        }
    }
    printf("%zu passed, 0 failed\n", inputs);
    return inputs == 0;
}
