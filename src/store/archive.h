/* archive.h - all that is kept of a learner, out of the database and in again; and forgetting it.
 *
 * An archive is one JSON object: {"format": "viva-archive", "version": 1, and a list for each of archive_tables}. A row is an object with the columns
 * of sql/ in their order, without learner_id; what is JSON in the database is JSON in the archive. Ids and times stay as they are, so that
 * taking an archive in and writing it again gives the same bytes. What follows from the log (reviews, cards) is not part of it, and neither is
 * how the learner signs in.
 *
 * Each call is one transaction: an archive is of one moment, and an import or a removal happens whole or not at all. */
#ifndef VIVA_STORE_ARCHIVE_H
#define VIVA_STORE_ARCHIVE_H

#include "base/buf.h"
#include "store/store.h"

#include <jansson.h>

#define ARCHIVE_FORMAT "viva-archive"
enum { ARCHIVE_VERSION = 1 };

/* The tables, in the order of the archive, which is that of the references between them; ends with NULL. */
extern const char *const archive_tables[];

/* Adds the archive to `out`: a row a line. ERR_NOT_FOUND where there is no such learner. */
bool archive_write(Store *store, const char *learner, Buf *out, Error *error);

/* Adds one table as CSV (text/csv.h) with a header: texts as they are, JSON as text. ERR_NOT_FOUND where there is no such table. */
bool archive_write_csv(Store *store, const char *learner, const char *table, Buf *out, Error *error);

/* Takes the rows of an archive in as the learner's own. ERR_INVALID, with a JSON pointer, for what is no archive; ERR_STALE where the learner has a
 * history already, or the database holds one of the rows. Tables and columns that it lacks are an error as well, those that nobody knows too. */
bool archive_read(Store *store, const char *learner, const json_t *archive, size_t *rows, Error *error);

/* Removes everything about a learner but the learner itself, who stays signed in with the settings of a newcomer. The pages of an SQLite file
 * are overwritten (src/db); what stands in copies of the file made earlier is out of reach. */
bool learner_forget(Store *store, const char *learner, Error *error);

#endif
