/* The static check of a bank or of a part of it.
 *
 * A question cannot be judged alone: its slug and uuid must be unique and what it requires must exist. So the bank around it is
 * loaded, which takes a fraction of a second, and the findings below the given path are kept. A question outside of any bank is
 * checked by itself. */
#include "bank/inside.h"

#include "base/file.h"

#include <string.h>

/* The path without its last part; "." when there is none, NULL when a part is "..", where text alone cannot tell. */
static const char *above(Arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    const char *last = slash ? slash + 1 : path;
    if (strcmp(last, "..") == 0 || strcmp(last, ".") == 0) return NULL;
    if (!slash) return ".";
    return slash == path ? "/" : arena_strndup(arena, path, (size_t)(slash - path));
}

/* The folder of the bank that holds `path`: itself, or up to two above it. NULL when there is none. */
static const char *bank_around(Arena *arena, const char *path) {
    for (int up = 0; up <= 2 && path; up++, path = above(arena, path))
        if (file_exists(file_join(arena, path, "topics.yaml"))) return path;
    return NULL;
}

static const char *without_slash(Arena *arena, const char *path) {
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/') len--;
    return arena_strndup(arena, path, len);
}

const Finding *bank_check_files(const char *path, Arena *arena, size_t *count, Error *error) {
    *count = 0;
    const char *folder = without_slash(arena, path), *root = bank_around(arena, folder);
    if (!file_is_directory(folder)) {
        error_set(error, ERR_NOT_FOUND, path, "%s is no folder; give a bank, a topic or a question's folder", path);
        return NULL;
    }
    Bank *bank = bank_load(root ? root : folder, error);
    if (!bank) return NULL;
    const char *under = root && strcmp(root, ".") != 0 ? folder : NULL;
    if (root && strcmp(root, ".") == 0 && strcmp(folder, ".") != 0) under = arena_printf(arena, "./%s", folder);
    size_t under_len = under ? strlen(under) : 0;
    Finding *kept = ARENA_MANY(arena, Finding, bank->finding_count);
    for (size_t i = 0; i < bank->finding_count; i++) {
        const Finding *finding = &bank->findings[i];
        if (under && (strncmp(finding->where, under, under_len) != 0 || !strchr("/:", finding->where[under_len]))) continue;
        const char *where = arena_strdup(arena, finding->where), *message = arena_strdup(arena, finding->message);
        kept[(*count)++] = (Finding){.warning = finding->warning, .where = where, .message = message};
    }
    bank_free(bank);
    return kept;
}
