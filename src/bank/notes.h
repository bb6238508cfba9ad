/* notes.h - what is wrong with the files of a bank, gathered while they are read. Private to this room.
 *
 * Each thread that reads has its own notes; they are joined and sorted at the end, so that the same files always give the same
 * list. */
#ifndef VIVA_BANK_NOTES_H
#define VIVA_BANK_NOTES_H

#include "bank/bank.h"
#include "text/yaml.h"

typedef struct {
    const char *path;
    int line, column; /* 0: the file or folder as a whole */
    bool warning;
    const char *message;
} Note;

typedef struct {
    Arena *arena; /* of the messages */
    Note *items;
    size_t count, room;
    size_t errors;
} Notes;

void notes_error(Notes *notes, const char *path, int line, const char *format, ...) __attribute__((format(printf, 4, 5)));
void notes_warning(Notes *notes, const char *path, int line, const char *format, ...) __attribute__((format(printf, 4, 5)));
void notes_add(Notes *notes, Note note);

/* Adds the error of a function that failed on `path`; the error's own `where` tells the place when it begins with the path. */
void notes_from_error(Notes *notes, const char *path, const Error *error);

/* Adds all of `more`, whose messages must live as long as `notes`. */
void notes_join(Notes *notes, const Notes *more);

/* The notes by path, line and column as findings on the arena. */
Finding *notes_findings(const Notes *notes, Arena *arena, size_t *count);

/* A YamlCheck that tells these notes about `path`. */
YamlCheck notes_yaml(Notes *notes, const char *path);

/* Notes as warnings what Markdown would not show: of a page, whose lines are those of the file; of a text in YAML, at its place.
 * NULL is allowed. */
void notes_lint_page(Notes *notes, const char *path, const char *text, size_t len);
void notes_lint(Notes *notes, const char *path, const YamlNode *node);

#endif
