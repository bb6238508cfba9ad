/* A tmpfs with bind mounts, all read-only.
 *
 * What to bind is the runtime's business: its probe (probe.py, viva-sql --probe) runs outside, once, before any of this, and prints a line for each folder or file ("bind /usr/lib/python3.11")
 * and each symbolic link on the way to it ("link /lib usr/lib"). The lines are checked (absolute, no "..") and carried out here. Besides them
 * there are the harness, four devices, a /proc and a /sys that hold nothing but one processor, and the mount points /tmp and /desk, which every cell fills with a tmpfs of its own.
 *
 * The order is bubblewrap's: a tmpfs over /tmp becomes the root, the old root appears below it as /old, the new one grows at /new out of
 * /old's parts, becomes the root in turn, and the old one is let go. Nothing outside ever sees any of it. */
#include "box/root.h"

#include "box/sys.h"
#include "box/walls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_SIZE = 4096, PROBE_LIMIT = 1 << 20 };

static const char *const devices[] = {"null", "zero", "urandom", "random"};

/* What a child may read besides what the probe names. */
static const char *const own_reads[] = {ROOT_HARNESS, "/etc/passwd", "/etc/group",   "/proc/cpuinfo", "/sys/devices/system/cpu",
                                        "/dev/null",  "/dev/zero",   "/dev/urandom", "/dev/random"};

static bool fail(char *says, size_t size, const char *what, const char *path) {
    snprintf(says, size, "%s %s: %s", what, path, strerror(errno));
    return false;
}

/* Runs the probe and collects what it prints. */
static bool ask_probe(const char *const *probe, Bytes *out, char *says, size_t size) {
    int ends[2], status = 0;
    if (pipe2(ends, O_CLOEXEC) != 0) return fail(says, size, "pipe for", probe[0]);
    pid_t pid = fork();
    if (pid < 0) return fail(says, size, "fork for", probe[0]);
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        execv(probe[0], (char *const *)(uintptr_t)probe);
        _exit(127);
    }
    close(ends[1]);
    while (out->len < PROBE_LIMIT && bytes_read(out, ends[0], PROBE_LIMIT) > 0) continue;
    close(ends[0]);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
    bytes_add(out, "", 1);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
    snprintf(says, size, "%s could not say what it needs (it ended with %d): %.300s", probe[0],
             WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), out->data);
    return false;
}

/* Makes the folders above `path`, which starts with '/', below the current folder. */
static bool make_parents(const char *path) {
    char part[PATH_SIZE];
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        snprintf(part, sizeof part, ".%.*s", (int)(slash - path), path);
        if (mkdir(part, 0755) != 0 && errno != EEXIST) return false;
    }
    return true;
}

/* Read-only for everything below, also what was mounted there before us. */
static bool seal(const char *path, uint64_t attributes) {
    struct mount_attr attr = {.attr_set = attributes};
    return syscall(SYS_mount_setattr, AT_FDCWD, path, AT_RECURSIVE, &attr, sizeof attr) == 0;
}

static bool bind(const char *from, const char *to, uint64_t attributes) {
    char source[PATH_SIZE + 8], target[PATH_SIZE + 8];
    struct stat info;
    snprintf(source, sizeof source, "/old%s", from);
    snprintf(target, sizeof target, ".%s", to);
    if (!make_parents(to) || stat(source, &info) != 0) return false;
    if (S_ISDIR(info.st_mode)) {
        if (mkdir(target, 0755) != 0 && errno != EEXIST) return false;
    } else {
        int fd = open(target, O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
        if (fd < 0) return false;
        close(fd);
    }
    return mount(source, target, NULL, MS_BIND | MS_REC, NULL) == 0 && seal(target, attributes);
}

static bool is_sound(const char *path) {
    return path[0] == '/' && strlen(path) < PATH_SIZE / 2 && !strstr(path, "/../") && strcmp(path, "/") != 0;
}

/* "bind PATH" or "link PATH TARGET", separated by a tab. */
static bool follow_line(char *line, Bytes *reads, char *says, size_t size) {
    char *path = strchr(line, '\t');
    char *target = path ? strchr(path + 1, '\t') : NULL;
    if (path) *path++ = '\0';
    if (target) *target++ = '\0';
    if (path && is_sound(path) && strcmp(line, "bind") == 0) {
        bytes_add(reads, path, strlen(path) + 1);
        if (!wall_stands(WALL_NAMESPACES)) return true; /* it is there */
        return bind(path, path, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV) || fail(says, size, "binding", path);
    }
    if (path && target && is_sound(path) && strcmp(line, "link") == 0) {
        char name[PATH_SIZE];
        snprintf(name, sizeof name, ".%s", path);
        return (make_parents(path) && (symlink(target, name) == 0 || errno == EEXIST)) || fail(says, size, "linking", path);
    }
    snprintf(says, size, "the probe printed a line that is none of ours: %.100s", line);
    return false;
}

static bool write_file(const char *path, const char *text) {
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);
    if (fd < 0) return false;
    bool wrote = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    close(fd);
    return wrote;
}

/* Libraries ask how many processors there are (torch's ends the process when nobody answers): one, like the first of this machine. */
static bool describe_processor(void) {
    static const char *const files[] = {"possible", "present", "online"};
    static char text[8192];
    if (!make_parents("/sys/devices/system/cpu/") || !sys_read_at(AT_FDCWD, "/old/proc/cpuinfo", text, sizeof text)) return false;
    char *end = strstr(text, "\n\n");
    if (end) end[1] = '\0';
    bool done = write_file("proc/cpuinfo", text);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[64];
        snprintf(path, sizeof path, "sys/devices/system/cpu/%s", files[i]);
        done = done && write_file(path, "0\n");
    }
    return done;
}

/* Everything but the interpreter: the current folder is the new root. */
static bool furnish_walled(char *says, size_t size) {
    static const char *const folders[] = {"proc", "dev", "tmp", "desk", "etc"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (mkdir(folders[i], 0755) != 0) return fail(says, size, "making", folders[i]);
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
        char path[64];
        snprintf(path, sizeof path, "/dev/%s", devices[i]);
        if (!bind(path, path, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC)) return fail(says, size, "binding", path);
    }
    if (!write_file("etc/passwd", "root:x:0:0:root:/:/\nlearner:x:1000:1000:learner:/desk:/\n") ||
        !write_file("etc/group", "root:x:0:\nlearner:x:1000:\n"))
        return fail(says, size, "writing", "/etc/passwd");
    return describe_processor() || fail(says, size, "writing", "/proc/cpuinfo");
}

/* Without the wall of namespaces: all that the host has, as it is there, and folders for what cells mount. */
static bool furnish_open(char *says, size_t size) {
    DIR *host = opendir("/old");
    bool done = host && mkdir("tmp", 0755) == 0 && mkdir("desk", 0755) == 0;
    for (struct dirent *entry; done && (entry = readdir(host));) {
        char path[300], source[310], target[PATH_SIZE];
        snprintf(path, sizeof path, "/%s", entry->d_name);
        snprintf(source, sizeof source, "/old%s", path);
        if (entry->d_name[0] == '.' || strcmp(path, "/tmp") == 0 || strcmp(path, "/desk") == 0) continue;
        ssize_t len = readlink(source, target, sizeof target - 1);
        if (len >= 0) target[len] = '\0';
        done = len >= 0 ? symlink(target, path + 1) == 0 : bind(path, path, 0);
    }
    if (host) closedir(host);
    return done || fail(says, size, "binding", "all of the host");
}

static bool furnish(const char *runtime, Bytes *reads, char *says, size_t size) {
    for (size_t i = 0; i < sizeof own_reads / sizeof *own_reads; i++) bytes_add(reads, own_reads[i], strlen(own_reads[i]) + 1);
    if (!(wall_stands(WALL_NAMESPACES) ? furnish_walled(says, size) : furnish_open(says, size))) return false;
    return bind(runtime, ROOT_HARNESS, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV) ||
           fail(says, size, "binding", runtime);
}

/* The tmpfs becomes the root, with the old one at /old and an empty /new that is a mount of its own. */
static bool step_aside(void) {
    return mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755") == 0 && mkdir("/tmp/new", 0755) == 0 &&
           mkdir("/tmp/old", 0755) == 0 && syscall(SYS_pivot_root, "/tmp", "/tmp/old") == 0 && chdir("/") == 0 &&
           mount("/new", "/new", NULL, MS_BIND | MS_REC, NULL) == 0 && chdir("/new") == 0;
}

static bool move_in(void) {
    struct mount_attr attr = {.attr_set = MOUNT_ATTR_RDONLY};
    return syscall(SYS_pivot_root, ".", ".") == 0 && umount2(".", MNT_DETACH) == 0 && chdir("/") == 0 &&
           syscall(SYS_mount_setattr, AT_FDCWD, "/", 0, &attr, sizeof attr) == 0;
}

bool root_enter(const char *folder, const char *const *probe, Bytes *reads, char *says, size_t size) {
    Bytes lines = {0};
    if (!ask_probe(probe, &lines, says, size)) return false;
    umask(022);
    if (!step_aside()) return fail(says, size, "a tmpfs as root", "");
    if (!furnish(folder, reads, says, size)) return false;
    char *rest = NULL;
    for (char *line = strtok_r(lines.data, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        if (!follow_line(line, reads, says, size)) return false;
    bytes_free(&lines);
    return move_in() || fail(says, size, "moving into the new root", "");
}
