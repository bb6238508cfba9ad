/* Furnishes the cell, gives everything up, and waits.
 *
 * The mount namespace is a copy of the zygote's: the read-only template. On it goes one tmpfs, capped in bytes and inodes, whose two
 * halves are /desk (where the learner starts) and /tmp; so that the cap is one for both. Then init drops its privileges and blocks in read() until viva-box is gone or
 * kills it, which ends every process of the cell: a process namespace dies with its process 1. Orphans are reaped by the kernel, because
 * SIGCHLD is ignored. Signals from inside do not reach process 1.
 *
 * A failure is told by its errno in place of INIT_STANDS. */
#include "box/init.h"

#include "box/box.h"
#include "box/sys.h"
#include "box/walls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/prctl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool furnish(uint64_t disk_bytes) {
    char options[128];
    snprintf(options, sizeof options, "size=%llu,nr_inodes=4096,mode=755", (unsigned long long)disk_bytes);
    const unsigned long safe = MS_NOSUID | MS_NODEV;
    return mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 && mount("tmpfs", "/desk", "tmpfs", safe, options) == 0 &&
           mkdir("/desk/tmp", 01777) == 0 && mkdir("/desk/desk", 01777) == 0 && chmod("/desk/tmp", 01777) == 0 &&
           chmod("/desk/desk", 01777) == 0 && mount("/desk/tmp", "/tmp", NULL, MS_BIND, NULL) == 0 &&
           mount("/desk/desk", "/desk", NULL, MS_BIND, NULL) == 0 && (!wall_stands(WALL_NAMESPACES) || sethostname("box", 3) == 0);
}

/* The raw calls change this thread only, which is all there is; libc's would want to signal others. */
static bool become(uid_t id) { return syscall(SYS_setresgid, id, id, id) == 0 && syscall(SYS_setresuid, id, id, id) == 0; }

static bool give_up(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && sys_keep_capabilities(0) &&
           prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0;
}

/* The clone has every descriptor of viva-box, its own end of our line among them: as long as we held that, we would not see viva-box
 * end. All go but the line (3) and the group's files (behind it). */
static void keep_descriptors(int line, int *procs) {
    enum { ASIDE = 512 };
    int kept = 4;
    line = fcntl(line, F_DUPFD, ASIDE);
    for (int i = 0; i < GROUP_CONTROLLERS; i++) procs[i] = procs[i] < 0 ? -1 : fcntl(procs[i], F_DUPFD, ASIDE);
    dup2(line, 3);
    for (int i = 0; i < GROUP_CONTROLLERS; i++)
        if (procs[i] >= 0) procs[i] = dup2(procs[i], kept++);
    sys_close_from(kept);
}

void init_run(int line, uint64_t disk_bytes, bool own_uid, const int *group_procs) {
    char word = 0;
    int procs[GROUP_CONTROLLERS];
    memcpy(procs, group_procs, sizeof procs);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    signal(SIGCHLD, SIG_IGN);
    keep_descriptors(line, procs);
    if (read(3, &word, 1) != 1 || word != INIT_GO) _exit(1); /* the maps stand when it comes */
    bool stands = group_enter(procs) && (!wall_stands(WALL_NAMESPACES) ||
                                         unshare(CLONE_NEWCGROUP) == 0); /* the group is the top of what can be seen from inside */
    sys_close_from(4);
    stands = stands && (!own_uid || become(INSIDE_INIT)) && furnish(disk_bytes) && give_up();
    word = stands ? INIT_STANDS : (char)(errno > 0 && errno < 'A' ? errno : 1);
    if (write(3, &word, 1) != 1 || !stands) _exit(1);
    close(0), close(1), close(2);
    while (read(3, &word, 1) > 0) continue;
    _exit(0);
}
