/* watch.h - what the processes of a cell use, counted from outside through /proc, for machines without control groups. */
#ifndef VIVA_BOX_WATCH_H
#define VIVA_BOX_WATCH_H

#include "box/box.h"

/* CPU time so far, microseconds: of the control group, or of the processes that live and those that were waited for. */
int64_t watch_cpu(Session *session);
/* Memory now, kB above what a child starts with, of all processes together; 0 when there is a group that counts it. */
uint64_t watch_memory(const Session *session);

/* Everything in the cell goes on at the lowest priority. */
void watch_lower(const Session *session);

/* How long the child has waited for a processor so far, microseconds: what a busy machine took from it. 0 where the kernel does not count it. */
int64_t watch_queued(const Session *session);

#endif
