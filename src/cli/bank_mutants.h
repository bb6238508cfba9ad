/* bank_mutants.h - `viva bank check --mutants`: how much the cases of each question see. */
#ifndef VIVA_CLI_BANK_MUTANTS_H
#define VIVA_CLI_BANK_MUTANTS_H

#include "cli/house.h"

/* Tries the mutants of these questions, one question after another, and reports them, with a line a question as soon as it is known and its survivors
 * below. Findings that stand already are told in front; an error among them is a "no". Returns the exit status. */
int bank_mutants(const Court *court, const Question *const *questions, size_t count, const Finding *findings, size_t finding_count,
                 bool as_json);

#endif
