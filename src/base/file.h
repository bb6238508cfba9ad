/* file.h - files, bounded in size, with errors that name the path. Scoped cleanup for descriptors. */
#ifndef VIVA_BASE_FILE_H
#define VIVA_BASE_FILE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/* The whole file on the arena, NUL-terminated; `*len` (may be NULL) gets its length. A file of more than `limit` bytes is
 * ERR_TOO_LARGE, one that is not there ERR_NOT_FOUND; NULL then. Only regular files are read. */
char *file_read(Arena *arena, const char *path, size_t limit, size_t *len, Error *error);

/* Replaces the file as a whole: a temporary file beside it, fsync, rename. `mode` as in open(2). */
bool file_write(const char *path, const void *bytes, size_t len, unsigned mode, Error *error);

bool file_exists(const char *path);
bool file_is_directory(const char *path);

/* Makes the directory and its parents (mode for those it makes). */
bool file_make_directories(const char *path, unsigned mode, Error *error);

/* The names in a directory, sorted, without "." and ".." and hidden ones; NULL-terminated. */
char **file_list(Arena *arena, const char *path, size_t *count, Error *error);

/* "a/b" on the arena. */
char *file_join(Arena *arena, const char *folder, const char *name);

/* The folder of the running program, with links resolved; NULL if the kernel does not say. */
char *file_program_folder(Arena *arena);

void fd_cleanup(int *fd);
#define FD_SCOPED __attribute__((cleanup(fd_cleanup)))

#endif
