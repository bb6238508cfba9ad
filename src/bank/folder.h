/* folder.h - the files of one question, read once: what is in them, and a hash over all of it. Private to this room. */
#ifndef VIVA_BANK_FOLDER_H
#define VIVA_BANK_FOLDER_H

#include "bank/notes.h"

typedef struct {
    const char *name;  /* inside the folder: "submissions/wrong/leave_one_out.py" */
    const char *path;  /* for messages: the folder's path and the name */
    const char *text;  /* terminated; NULL for a file that is no text of ours (a table, a picture) */
    const char *bytes; /* what is hashed; gone afterwards where text is NULL */
    size_t len;
} File;

typedef struct {
    const char *path;
    File *files; /* sorted by name, as strcmp */
    size_t count;
    char hash[65]; /* BLAKE2b-256, hex, over each file's name, length and bytes in this order */
} Folder;

/* Reads the folder and those inside it, four deep. Skipped, and not hashed: hidden names, __pycache__ and editors' copies ("x~").
 * Noted as errors: links, special files, too many or too large files, Markdown, YAML or Python that is not UTF-8. False when the
 * folder cannot be read. */
bool folder_read(Folder *folder, const char *path, Arena *arena, Notes *notes);

/* The same of the files alone whose names begin with `prefix`; folders inside are left alone. */
bool folder_read_some(Folder *folder, const char *path, const char *prefix, Arena *arena, Notes *notes);

/* The file of that name, or NULL. */
const File *folder_file(const Folder *folder, const char *name);

/* True when files stand under "name/". */
bool folder_has(const Folder *folder, const char *name);

#endif
