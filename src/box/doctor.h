/* doctor.h - what this machine can isolate, told as JSON. */
#ifndef VIVA_BOX_DOCTOR_H
#define VIVA_BOX_DOCTOR_H

#include "box/box.h"

/* Tries every wall, and every stack, and prints {"stands":bool,"walls":[{"name","stands","says"}],"stacks":[{"name","state","says"}]} to standard output. The exit code
 * for main: 0 when code can be confined here. */
int doctor_run(const BoxSettings *settings);

#endif
