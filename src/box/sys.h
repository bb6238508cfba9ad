/* sys.h - the few system calls that libc does not wrap, and descriptors that travel between processes. */
#ifndef VIVA_BOX_SYS_H
#define VIVA_BOX_SYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* fork() with clone3's `flags`; `*pidfd` gets a descriptor of the child, `cgroup` is a folder of the v2 hierarchy for CLONE_INTO_CGROUP
 * or -1. The child is told by 0 as by fork; -1 and errno on failure. No thread of the caller but this one may matter: libc's locks are not reset. */
pid_t sys_clone(uint64_t flags, int *pidfd, int cgroup);

int sys_pidfd_signal(int pidfd, int signal);

/* Joins the mount namespace of the process. */
bool sys_enter_mounts(int pidfd);

/* Closes every descriptor from `from` on. */
void sys_close_from(int from);

/* One message with up to SYS_FDS descriptors. sys_receive gives the bytes, 0 at the end of file, -1 with errno; descriptors it did not expect
 * are closed, those missing are -1. */
enum { SYS_FDS = 8 };
bool sys_send(int socket, const void *bytes, size_t len, const int *fds, size_t count);
ssize_t sys_receive(int socket, void *bytes, size_t size, int *fds, size_t count);

/* Writes the text to a file below the folder `at` (AT_FDCWD too), at one go. */
bool sys_write_at(int at, const char *path, const char *text);
/* Reads it, NUL-terminated; false when it cannot be read. */
bool sys_read_at(int at, const char *path, char *out, size_t size);

/* Gives up every capability but those in `keep` (a bit each), in all sets, for good: also none can come back through execve. */
bool sys_keep_capabilities(uint64_t keep);

/* The highest capability of this kernel. */
int sys_last_capability(void);

#endif
