/* plan.h - an item of the plan in the terminal. */
#ifndef VIVA_CLI_PLAN_H
#define VIVA_CLI_PLAN_H

#include <jansson.h>

/* Two lines: minutes and what, then why. */
void plan_print_item(const json_t *item);

#endif
