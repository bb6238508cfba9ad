/* tables.h - the tables of a case of a SQL question: what cases.py gives, completed from the question's schema and data. */
#ifndef VIVA_JUDGE_TABLES_H
#define VIVA_JUDGE_TABLES_H

#include "bank/bank.h"
#include "text/value.h"

/* `inputs` (dict) as a dict of table name -> DataFrame, with all tables of the schema in its order: a list of rows takes the schema's columns, a
 * DataFrame stays as it is, and a table that the case does not give has the rows of data/NAME.csv. On the arena; NULL with an error that says which case (`name`)
 * gives what does not fit. */
const Value *tables_complete(Arena *arena, const Question *question, const char *name, const Value *inputs, Error *error);

#endif
