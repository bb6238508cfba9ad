/* viva-box - runs a stranger's Python where it can do no harm.
 *
 *   viva-box --runtime DIR --python PATH [--slots N] [--spares N] [--recycle N]     serves viva on descriptor 3 (docs/wire.md) and ends with it
 *   viva-box --runtime DIR --python PATH --doctor        says what this machine can isolate, as JSON
 *
 * A small program of its own so that what holds privileges can be read in one sitting: it opens no network, reads no file of a learner's or
 * an author's, and parses nothing but fixed headers. What it starts is described in box.h; docs/security.md has the whole. */
#include "base/log.h"
#include "box/box.h"
#include "box/doctor.h"
#include "box/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { SPARES = 12, RECYCLE = 10000 /* children of a zygote */ };

static const char usage[] = "usage: viva-box --runtime DIR --python PATH [--slots N] [--spares N] [--recycle N] [--doctor]\n"
                            "Started by viva, which talks to it on descriptor 3. --doctor says what this machine can isolate.\n";

static bool read_options(int count, char **arguments, BoxSettings *settings, bool *doctor) {
    static const struct option options[] = {{"runtime", required_argument, NULL, 'r'},
                                            {"python", required_argument, NULL, 'p'},
                                            {"slots", required_argument, NULL, 's'},
                                            {"spares", required_argument, NULL, 'k'},
                                            {"recycle", required_argument, NULL, 'n'},
                                            {"doctor", no_argument, NULL, 'd'},
                                            {0}};
    for (int option; (option = getopt_long(count, arguments, "", options, NULL)) != -1;) {
        if (option == 'r')
            settings->runtime = optarg;
        else if (option == 'p')
            settings->python = optarg;
        else if (option == 's')
            settings->slots = atoi(optarg);
        else if (option == 'k')
            settings->spares = atoi(optarg);
        else if (option == 'n')
            settings->recycle = atoi(optarg);
        else if (option == 'd')
            *doctor = true;
        else
            return false;
    }
    if (settings->slots <= 0) settings->slots = (int)sysconf(_SC_NPROCESSORS_ONLN);
    if (settings->slots < 1) settings->slots = 1;
    if (settings->slots > BUSY_CELLS) settings->slots = BUSY_CELLS;
    if (settings->recycle <= 0) settings->recycle = RECYCLE;
    if (settings->spares <= 0) settings->spares = SPARES;
    if (settings->spares > SPARES) settings->spares = SPARES;
    return settings->runtime && settings->python && settings->python[0] == '/';
}

/* Ends with whoever started us: by the kernel's signal, and by the end of file on descriptor 3. */
static void die_with_parent(void) {
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGINT, SIG_IGN); /* Ctrl-C reaches the whole group: viva decides when we end */
    signal(SIGTERM, SIG_DFL);
}

static int serve(const BoxSettings *settings) {
    static Box box; /* zeroed, and too large for the stack */
    char says[800];
    if (fcntl(BOX_CLIENT_FD, F_GETFD) < 0) {
        log_error("viva-box: descriptor %d is not open: viva starts this program, nobody else does", BOX_CLIENT_FD);
        return 2;
    }
    sys_close_from(BOX_CLIENT_FD + 1);
    die_with_parent();
    box.settings = *settings;
    for (int i = 0; i < CELLS; i++) box.cells[i].state = CELL_FREE;
    if (!house_enter(&box, says, sizeof says)) {
        group_house_close(&box.groups);
        BoxEnvelope lost = {.kind = BOX_MSG_LOST, .length = (uint32_t)strlen(says)}; /* session 0: all of it */
        if (!sys_send(BOX_CLIENT_FD, &lost, sizeof lost, NULL, 0) || !sys_send(BOX_CLIENT_FD, says, lost.length, NULL, 0))
            log_error("viva-box: code cannot be confined here, so none is run: %s", says);
        return 1;
    }
    viva_open(&box);
    zygotes_init(&box);
    loop_run(&box);
    zygotes_stop(&box);
    cells_stop(&box);
    group_house_close(&box.groups);
    return 0;
}

int main(int count, char **arguments) {
    BoxSettings settings = {0};
    bool doctor = false;
    if (!read_options(count, arguments, &settings, &doctor)) {
        fputs(usage, stderr);
        return 2;
    }
    return doctor ? doctor_run(&settings) : serve(&settings);
}
