/* init.h - process 1 of a cell. */
#ifndef VIVA_BOX_INIT_H
#define VIVA_BOX_INIT_H

#include <stdbool.h>
#include <stdint.h>

/* What init says on its line when the cell is furnished. */
enum { INIT_GO = 'g', INIT_STANDS = 's' };

/* Runs in the fresh namespaces of a cell; `line` leads to viva-box, `own_uid` tells that the cell has a uid for it, `procs` are its group's. Never returns: it ends with viva-box, or is killed,
 * and everything in the cell with it. */
__attribute__((noreturn)) void init_run(int line, uint64_t disk_bytes, bool own_uid, const int *procs);

#endif
