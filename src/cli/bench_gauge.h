/* bench_gauge.h - what this process and the box under it hold at this moment, as the kernel tells it. */
#ifndef VIVA_CLI_BENCH_GAUGE_H
#define VIVA_CLI_BENCH_GAUGE_H

#include <sys/types.h>

#define GAUGES(X)                            \
    X(GAUGE_RSS, "rss", "_mb")               \
    X(GAUGE_BOX_RSS, "box_rss", "_mb")       \
    X(GAUGE_ZYGOTE_RSS, "zygote_rss", "_mb") \
    X(GAUGE_FDS, "fds", "")                  \
    X(GAUGE_CGROUPS, "cgroups", "")          \
    X(GAUGE_PROCESSES, "processes", "")      \
    X(GAUGE_ZOMBIES, "zombies", "")          \
    X(GAUGE_FILES, "files", "")

typedef enum {
#define X(code, name, unit) code,
    GAUGES(X)
#undef X
        GAUGE_COUNT
} Gauge;

/* "rss" and its unit as the end of a name: "_mb" or "". */
const char *gauge_name(Gauge gauge);
const char *gauge_unit(Gauge gauge);

typedef struct {
    double value
        [GAUGE_COUNT]; /* resident memory in MB: of viva, of viva-box, of the zygotes together; descriptors of viva and viva-box; folders of
                                  the box's control groups (0 where it has none); processes below viva, zombies among them; files below `folder` */
    pid_t box;         /* viva-box, 0 when it does not run just now */
} Sample;

/* Takes a sample; `folder` is the data folder. Not for two threads at once. What other processes do meanwhile is not held back. */
void gauge_read(const char *folder, Sample *sample);

#endif
