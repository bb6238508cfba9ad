/* A table becomes a frame of columns of values, None where there is nothing. Fields of a CSV file are read by the column's type, as SQLite would: an INTEGER column
 * holds integers where the text is one, a REAL column numbers, everything else text. */
#include "judge/tables.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const Value null_value = {.kind = VALUE_OPAQUE, .opaque = {"NULL", "NULL"}};

static bool begins(const char *type, const char *word) { return strncasecmp(type, word, strlen(word)) == 0; }

static Value read_field(const TableColumn *column, const char *field) {
    char *end;
    if (!field) return null_value;
    errno = 0;
    if (begins(column->type, "INT")) {
        long long integer = strtoll(field, &end, 10);
        if (*field && !*end && errno == 0) return value_int(integer);
    }
    if (begins(column->type, "REAL") || begins(column->type, "DOUBLE") || begins(column->type, "FLOAT") ||
        begins(column->type, "NUMERIC")) {
        double number = strtod(field, &end);
        if (*field && !*end) return value_float(number);
    }
    return value_text(field);
}

/* A frame of `rows` rows whose columns are still to be filled: items[column][row]. */
static Value new_frame(Arena *arena, const Table *table, size_t rows, Value **items) {
    ValueFrame *frame = ARENA_NEW(arena, ValueFrame);
    Value *names = ARENA_MANY(arena, Value, table->column_count), *data = ARENA_MANY(arena, Value, table->column_count);
    for (size_t i = 0; i < table->column_count; i++) {
        ValueArray *array = ARENA_NEW(arena, ValueArray);
        size_t *shape = ARENA_NEW(arena, size_t);
        *shape = rows;
        items[i] = ARENA_MANY(arena, Value, rows);
        *array =
            (ValueArray){.dtype = DTYPE_ITEMS, .name = "object", .dimensions = 1, .shape = shape, .count = rows, .items = items[i]};
        names[i] = value_text(table->columns[i].name);
        data[i] = (Value){.kind = VALUE_ARRAY, .array = array};
    }
    Value *none = ARENA_NEW(arena, Value);
    *none = value_none();
    *frame = (ValueFrame){.rows = rows, .columns = table->column_count, .names = names, .data = data, .index_name = none};
    return (Value){.kind = VALUE_FRAME, .frame = frame};
}

static Value from_data(Arena *arena, const Table *table) {
    Value **items = ARENA_MANY(arena, Value *, table->column_count);
    Value made = new_frame(arena, table, table->row_count, items);
    for (size_t row = 0; row < table->row_count; row++)
        for (size_t i = 0; i < table->column_count; i++)
            items[i][row] = read_field(&table->columns[i], table->cells[row * table->column_count + i]);
    return made;
}

static bool is_list(const Value *value) { return value->kind == VALUE_LIST || value->kind == VALUE_TUPLE; }

/* Rows as cases.py writes them: a list of tuples or lists. */
static bool from_rows(Arena *arena, const Table *table, const Value *rows, Value *out, Error *error) {
    Value **items = ARENA_MANY(arena, Value *, table->column_count);
    *out = new_frame(arena, table, rows->list.count, items);
    for (size_t row = 0; row < rows->list.count; row++) {
        const Value *one = &rows->list.items[row];
        if (!is_list(one) || one->list.count != table->column_count)
            return error_set(error, ERR_INTERNAL, NULL, "row %zu of table %s must be a list or tuple of %zu values, one a column",
                             row + 1, table->name, table->column_count);
        for (size_t i = 0; i < table->column_count; i++)
            items[i][row] = one->list.items[i].kind == VALUE_NONE ? null_value : one->list.items[i];
    }
    return true;
}

static bool knows_table(const Question *question, const char *name) {
    for (size_t i = 0; name && i < question->table_count; i++)
        if (strcmp(question->tables[i].name, name) == 0) return true;
    return false;
}

static bool complete_one(Arena *arena, const Table *table, const Value *given, Value *out, Error *error) {
    if (!given)
        *out = from_data(arena, table);
    else if (given->kind == VALUE_FRAME)
        *out = *given;
    else if (!is_list(given))
        return error_set(error, ERR_INTERNAL, NULL, "table %s must be a list of rows or a DataFrame", table->name);
    else
        return from_rows(arena, table, given, out, error);
    return true;
}

const Value *tables_complete(Arena *arena, const Question *question, const char *name, const Value *inputs, Error *error) {
    Value *pairs = ARENA_MANY(arena, Value, 2 * question->table_count), *made = ARENA_NEW(arena, Value);
    for (size_t i = 0; i < inputs->list.count; i++) {
        const char *table = value_string(arena, &inputs->list.items[2 * i]);
        if (knows_table(question, table)) continue;
        error_set(error, ERR_INTERNAL, question->folder,
                  "case '%s' in cases.py of %s gives a table '%s' that schema.sql does not have", name, question->slug,
                  table ? table : "?");
        return NULL;
    }
    for (size_t i = 0; i < question->table_count; i++) {
        const Table *table = &question->tables[i];
        Error problem = {0};
        pairs[2 * i] = value_text(table->name);
        if (complete_one(arena, table, value_get(inputs, table->name), &pairs[2 * i + 1], &problem)) continue;
        error_set(error, ERR_INTERNAL, question->folder, "case '%s' in cases.py of %s: %s", name, question->slug, problem.message);
        return NULL;
    }
    *made = value_dict(pairs, question->table_count);
    return made;
}
