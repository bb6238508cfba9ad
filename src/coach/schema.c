/* The tables of a SQL question as they stand beside the statement: names, types, what each column is, and the first rows of the example.
 *
 * A cell is text as SQL would write it (a text in quotes, NULL as the word), so that nobody has to guess whether '7' is a number. */
#include "coach/inside.h"

#include <string.h>
#include <strings.h>

enum { FIRST_ROWS = 5 };

static bool is_text(const TableColumn *column) { return strncasecmp(column->type, "TEXT", 4) == 0 || !*column->type; }

static json_t *row_json(Arena *arena, const Table *table, size_t row) {
    json_t *cells = json_array();
    for (size_t i = 0; i < table->column_count; i++) {
        const char *cell = table->cells[row * table->column_count + i];
        const char *text = !cell ? "NULL" : is_text(&table->columns[i]) ? arena_printf(arena, "'%s'", cell) : cell;
        json_array_append_new(cells, json_string(text));
    }
    return cells;
}

static json_t *columns_json(const Table *table) {
    json_t *columns = json_array();
    for (size_t i = 0; i < table->column_count; i++) {
        const TableColumn *column = &table->columns[i];
        json_array_append_new(columns,
                              json_pack("{s:s, s:s, s:s}", "name", column->name, "type", column->type, "says", column->says));
    }
    return columns;
}

json_t *tables_json(Arena *arena, const Question *question) {
    json_t *tables = json_array();
    for (size_t i = 0; i < question->table_count; i++) {
        const Table *table = &question->tables[i];
        json_t *rows = json_array();
        for (size_t row = 0; row < table->row_count && row < FIRST_ROWS; row++)
            json_array_append_new(rows, row_json(arena, table, row));
        json_array_append_new(tables, json_pack("{s:s, s:s, s:o, s:o, s:I}", "name", table->name, "says", table->says, "columns",
                                                columns_json(table), "rows", rows, "row_count", (json_int_t)table->row_count));
    }
    return tables;
}
