/* embedded.h - files that are part of the program: SQL migrations, the browser app.
 *
 * tools/embed turns files into a C source that defines `const EmbeddedFile SYMBOL[]` and `const size_t SYMBOL_count`; the room that
 * owns them declares both with EMBEDDED_FILES(SYMBOL). A NUL that `len` does not count follows the bytes of each file. */
#ifndef VIVA_BASE_EMBEDDED_H
#define VIVA_BASE_EMBEDDED_H

#include <stddef.h>

typedef struct {
    const char *name; /* relative to the root that was given to tools/embed, with '/' */
    const unsigned char *bytes;
    size_t len;
} EmbeddedFile;

#define EMBEDDED_FILES(symbol)          \
    extern const EmbeddedFile symbol[]; \
    extern const size_t symbol##_count

#endif
