/* What this program needs of the file system: its own folder is bound by viva-box, so only the shared libraries that the loader mapped, and the
 * loader itself.
 *
 * The loader opens them by the names it knows ("/lib64/ld-linux-x86-64.so.2"), which lead through links; each link on the way is printed as one, so
 * that the names work in the new root too. */
#include "sql.h"

#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINKS = 16 };

static bool sound = true;

/* Prints the links on the way to `path`, then the file at their end. */
static void need(const char *path) {
    char now[PATH_MAX], target[PATH_MAX], next[2 * PATH_MAX];
    snprintf(now, sizeof now, "%s", path);
    for (int links = 0; links < LINKS; links++) {
        bool followed = false;
        for (char *slash = now; slash && !followed; slash = strchr(slash + 1, '/')) {
            char *end = strchr(slash + 1, '/'), kept = '\0';
            if (end) kept = *end, *end = '\0';
            ssize_t len = readlink(now, target, sizeof target - 1);
            if (len > 0) {
                target[len] = '\0';
                printf("link\t%s\t%s\n", now, target);
                char *last = strrchr(now, '/');
                int above = target[0] == '/' ? 0 : (int)(last - now) + 1;
                snprintf(next, sizeof next, "%.*s%s%s%s", above, now, target, end ? "/" : "", end ? end + 1 : "");
                followed = true;
            }
            if (end) *end = kept;
        }
        if (!followed) {
            printf("bind\t%s\n", now);
            return;
        }
        if (strlen(next) >= sizeof now) break;
        memcpy(now, next, strlen(next) + 1);
    }
    fprintf(stderr, "%s leads through too many links\n", path);
    sound = false;
}

static int need_object(struct dl_phdr_info *object, size_t size, void *self) {
    (void)size, (void)self;
    if (object->dlpi_name[0] == '/') need(object->dlpi_name);
    return 0;
}

int probe_print(void) {
    dl_iterate_phdr(need_object, NULL);
    return sound && fflush(stdout) == 0 ? 0 : 1;
}
