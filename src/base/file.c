#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void fd_cleanup(int *fd) {
    if (*fd >= 0) close(*fd);
}

char *file_join(Arena *arena, const char *folder, const char *name) {
    size_t len = strlen(folder);
    const char *slash = len > 0 && folder[len - 1] == '/' ? "" : "/";
    return arena_printf(arena, "%s%s%s", folder, slash, name);
}

bool file_exists(const char *path) {
    struct stat st;
    return stat(path, &st) == 0;
}

bool file_is_directory(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

char *file_read(Arena *arena, const char *path, size_t limit, size_t *len, Error *error) {
    FD_SCOPED int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        error_errno(error, errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_INVALID, path, "cannot open %s", path);
        return NULL;
    }
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        error_set(error, ERR_INVALID, path, "%s is not a regular file", path);
        return NULL;
    }
    if ((uint64_t)st.st_size > limit) {
        error_set(error, ERR_TOO_LARGE, path, "%s has %lld bytes; at most %zu are read", path, (long long)st.st_size, limit);
        return NULL;
    }
    size_t size = (size_t)st.st_size, got = 0;
    char *data = arena_alloc(arena, size + 1);
    while (got < size) {
        ssize_t n = read(fd, data + got, size - got);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            error_errno(error, ERR_INTERNAL, path, "cannot read %s", path);
            return NULL;
        }
        if (n == 0) break;
        got += (size_t)n;
    }
    data[got] = 0;
    if (len) *len = got;
    return data;
}

static bool write_all(int fd, const char *at, size_t len) {
    while (len > 0) {
        ssize_t n = write(fd, at, len);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

bool file_write(const char *path, const void *bytes, size_t len, unsigned mode, Error *error) {
    char temporary[PATH_MAX];
    if (snprintf(temporary, sizeof temporary, "%s.%ld.part", path, (long)getpid()) >= (int)sizeof temporary)
        return error_set(error, ERR_INVALID, path, "the path is too long: %s", path);
    FD_SCOPED int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, (mode_t)mode);
    if (fd < 0) return error_errno(error, ERR_INTERNAL, path, "cannot write %s", temporary);
    if (!write_all(fd, bytes, len) || fsync(fd) != 0 || rename(temporary, path) != 0) {
        error_errno(error, ERR_INTERNAL, path, "cannot write %s", path);
        unlink(temporary);
        return false;
    }
    return true;
}

bool file_make_directories(const char *path, unsigned mode, Error *error) {
    char part[PATH_MAX];
    size_t len = strlen(path);
    if (len == 0 || len >= sizeof part) return error_set(error, ERR_INVALID, path, "not a usable folder name: '%s'", path);
    memcpy(part, path, len + 1);
    for (size_t i = 1; i <= len; i++) {
        if (part[i] != '/' && part[i] != 0) continue;
        char kept = part[i];
        part[i] = 0;
        if (mkdir(part, (mode_t)mode) != 0 && errno != EEXIST)
            return error_errno(error, ERR_INTERNAL, path, "cannot make the folder %s", part);
        part[i] = kept;
    }
    return file_is_directory(path) || error_set(error, ERR_INVALID, path, "%s is there, but is not a folder", path);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

char **file_list(Arena *arena, const char *path, size_t *count, Error *error) {
    DIR *dir = opendir(path);
    if (!dir) {
        error_errno(error, errno == ENOENT ? ERR_NOT_FOUND : ERR_INVALID, path, "cannot list %s", path);
        return NULL;
    }
    size_t n = 0, room = 16;
    char **names = ARENA_MANY(arena, char *, room + 1);
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.') continue;
        if (n == room) {
            char **more = ARENA_MANY(arena, char *, 2 * room + 1);
            memcpy(more, names, n * sizeof *names);
            names = more;
            room *= 2;
        }
        names[n++] = arena_strdup(arena, entry->d_name);
    }
    closedir(dir);
    names[n] = NULL;
    if (n > 1) qsort(names, n, sizeof *names, by_name);
    if (count) *count = n;
    return names;
}

char *file_program_folder(Arena *arena) {
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n <= 0) return NULL;
    path[n] = 0;
    char *slash = strrchr(path, '/');
    if (!slash) return NULL;
    *slash = 0;
    return arena_strdup(arena, path[0] ? path : "/");
}
