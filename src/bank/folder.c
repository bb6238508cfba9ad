/* One pass: each folder is opened once and its files are read relative to it, which spares the kernel the long paths; then the
 * names are sorted, so that the hash does not depend on the order in which the file system lists them. Texts (Markdown, YAML,
 * Python, SQL, CSV, plain text) stay on the bank's arena, since the questions point into them; everything else is kept only until it is
 * hashed. */
#include "bank/folder.h"

#include "base/file.h"
#include "text/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST = 4, MOST_FILES = 500, TEXT_LIMIT = 1 << 20, DATA_LIMIT = 16 << 20, WHOLE_LIMIT = 64 << 20 };

typedef struct {
    Folder *folder;
    Arena *arena;
    Arena *scratch; /* for what is no text; made when there is some */
    Notes *notes;
    const char *prefix; /* of the names that are read, in the folder itself; NULL: all, and folders too */
    size_t room, bytes;
    bool full;
} Walk;

static bool skipped(const char *name) {
    return name[0] == '.' || strcmp(name, "__pycache__") == 0 || name[strlen(name) - 1] == '~';
}

static char *joined(Arena *arena, const char *a, const char *between, const char *b) {
    size_t len_a = strlen(a), len_between = strlen(between), len_b = strlen(b);
    char *text = arena_alloc(arena, len_a + len_between + len_b + 1);
    memcpy(text, a, len_a);
    memcpy(text + len_a, between, len_between);
    memcpy(text + len_a + len_between, b, len_b);
    return text;
}

static bool is_text(const char *name) {
    static const char *const endings[] = {".md", ".yaml", ".py", ".txt", ".sql", ".csv", ".svg"};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (strcmp(dot, endings[i]) == 0) return true;
    return false;
}

/* A table is text where it is UTF-8; what else it may be, its reader decides. */
static bool is_table(const char *name) {
    const char *dot = strrchr(name, '.');
    return dot && strcmp(dot, ".csv") == 0;
}

/* ---- one file ---- */

static bool read_all(int fd, char *into, size_t size) {
    for (size_t got = 0; got < size;) {
        ssize_t n = read(fd, into + got, size - got);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        got += (size_t)n;
    }
    return true;
}

/* The file's bytes, terminated; NULL after a note. */
static char *read_bytes(Walk *walk, int dir, const char *name, const char *path, bool text, size_t *len) {
    FD_SCOPED int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        notes_error(walk->notes, path, 0, "the file cannot be read: %s", fd < 0 ? strerror(errno) : "not a regular file");
        return NULL;
    }
    size_t limit = text && !is_table(name) ? TEXT_LIMIT : DATA_LIMIT, size = (size_t)st.st_size;
    if (size > limit || walk->bytes + size > WHOLE_LIMIT) {
        notes_error(walk->notes, path, 0, "the file has %zu bytes; at most %zu are read of one, and %d of a question", size, limit,
                    WHOLE_LIMIT);
        return NULL;
    }
    if (!text && !walk->scratch) walk->scratch = arena_new();
    char *bytes = arena_alloc(text ? walk->arena : walk->scratch, size + 1);
    if (!read_all(fd, bytes, size)) {
        notes_error(walk->notes, path, 0, "the file changed, or failed, while it was read; try again");
        return NULL;
    }
    walk->bytes += size;
    *len = size;
    return bytes;
}

static int line_of(const char *text, size_t offset) {
    int line = 1;
    for (size_t i = 0; i < offset; i++) line += text[i] == '\n';
    return line;
}

static void add_file(Walk *walk, int dir, const char *entry, const char *name, const char *path) {
    Folder *folder = walk->folder;
    size_t bad;
    if (folder->count == MOST_FILES) {
        if (!walk->full)
            notes_error(walk->notes, folder->path, 0, "more than %d files in one question; remove what is not part of it",
                        MOST_FILES);
        walk->full = true;
        return;
    }
    if (folder->count == walk->room) {
        walk->room = walk->room ? 2 * walk->room : 32;
        File *more = ARENA_MANY(walk->arena, File, walk->room);
        if (folder->count) memcpy(more, folder->files, folder->count * sizeof *more);
        folder->files = more;
    }
    File file = {.name = name, .path = path};
    file.bytes = read_bytes(walk, dir, entry, path, is_text(name), &file.len);
    if (!file.bytes) return;
    if (is_text(name) && utf8_valid(file.bytes, file.len, &bad)) file.text = file.bytes;
    if (is_text(name) && !file.text && !is_table(name))
        notes_error(walk->notes, path, line_of(file.bytes, bad), "not valid UTF-8 text (byte %zu of the file); save it as UTF-8",
                    bad);
    folder->files[folder->count++] = file;
}

/* ---- the folder ---- */

/* The entry's kind without a stat where the file system tells it. */
static unsigned char kind_of(const struct dirent *entry, int dir) {
    struct stat st;
    if (entry->d_type != DT_UNKNOWN) return entry->d_type;
    return fstatat(dir, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 ? (unsigned char)IFTODT(st.st_mode) : DT_UNKNOWN;
}

static bool gather(Walk *walk, int above, const char *entry_name, const char *path, const char *prefix, int depth) {
    int fd = openat(above, entry_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (!dir) {
        notes_error(walk->notes, path, 0, "the folder cannot be read: %s", strerror(errno));
        if (fd >= 0) close(fd);
        return false;
    }
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (skipped(entry->d_name)) continue;
        if (walk->prefix && strncmp(entry->d_name, walk->prefix, strlen(walk->prefix)) != 0) continue;
        const char *below = joined(walk->arena, path, "/", entry->d_name), *name = joined(walk->arena, prefix, "", entry->d_name);
        unsigned char kind = kind_of(entry, fd);
        if (kind == DT_REG)
            add_file(walk, fd, entry->d_name, name, below);
        else if (kind != DT_DIR)
            notes_error(walk->notes, below, 0, "links and special files are not read; put the file itself here");
        else if (depth == DEEPEST)
            notes_error(walk->notes, below, 0, "folders are nested more than %d deep; move this up", DEEPEST);
        else
            gather(walk, fd, entry->d_name, below, joined(walk->arena, name, "/", ""), depth + 1);
    }
    closedir(dir);
    return true;
}

static int by_name(const void *a, const void *b) { return strcmp(((const File *)a)->name, ((const File *)b)->name); }

static void hash_files(Folder *folder) {
    crypto_generichash_state hash;
    unsigned char digest[32], size[8];
    crypto_generichash_init(&hash, NULL, 0, sizeof digest);
    for (size_t i = 0; i < folder->count; i++) {
        File *file = &folder->files[i];
        for (int k = 0; k < 8; k++) size[k] = (unsigned char)((uint64_t)file->len >> (8 * k));
        crypto_generichash_update(&hash, (const unsigned char *)file->name, strlen(file->name) + 1);
        crypto_generichash_update(&hash, size, sizeof size);
        crypto_generichash_update(&hash, (const unsigned char *)file->bytes, file->len);
    }
    crypto_generichash_final(&hash, digest, sizeof digest);
    sodium_bin2hex(folder->hash, sizeof folder->hash, digest, sizeof digest);
}

bool folder_read(Folder *folder, const char *path, Arena *arena, Notes *notes) {
    return folder_read_some(folder, path, NULL, arena, notes);
}

bool folder_read_some(Folder *folder, const char *path, const char *prefix, Arena *arena, Notes *notes) {
    *folder = (Folder){.path = path};
    Walk walk = {.folder = folder, .arena = arena, .notes = notes, .prefix = prefix};
    bool readable = gather(&walk, AT_FDCWD, path, path, "", 0);
    if (folder->count > 1) qsort(folder->files, folder->count, sizeof *folder->files, by_name);
    hash_files(folder);
    arena_free(walk.scratch);
    return readable;
}

const File *folder_file(const Folder *folder, const char *name) {
    if (folder->count == 0) return NULL;
    File key = {.name = name};
    return bsearch(&key, folder->files, folder->count, sizeof key, by_name);
}

bool folder_has(const Folder *folder, const char *name) {
    size_t len = strlen(name);
    for (size_t i = 0; i < folder->count; i++)
        if (strncmp(folder->files[i].name, name, len) == 0 && folder->files[i].name[len] == '/') return true;
    return false;
}
