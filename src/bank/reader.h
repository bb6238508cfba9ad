/* reader.h - one question while it is read. Private to this room.
 *
 * Each part of a question has its own reader, which fills its fields of `question` and notes what is wrong; none stops at the
 * first error. The question is fit to be served when the notes hold no error at the end. */
#ifndef VIVA_BANK_READER_H
#define VIVA_BANK_READER_H

#include "bank/folder.h"
#include "bank/lists.h"

typedef struct {
    Arena *arena;
    Notes *notes;
    const Lists *lists; /* of the bank around it, or empty ones */
    Folder folder;
    Question *question;
    int uuid_line, requires_line; /* in question.yaml, for what only the whole bank can tell; 0: not there */
} Reader;

/* The path of a file of this question, there or not, for messages. */
const char *reader_path(const Reader *r, const char *name);

/* The file, noted as missing when it is not there. NULL then, and when it is no text. */
const File *reader_need(Reader *r, const char *name);

/* The tree of a YAML file of this question; NULL when it is missing (noted if required) or broken (noted). */
const YamlNode *reader_yaml(Reader *r, const char *name, bool required);

/* Ids are [a-z0-9_]+. */
bool reader_is_id(const char *text);

/* pages.c: statement.md, hints.md, explanation.md */
void read_pages(Reader *r);

/* schema.c: schema.sql and data/NAME.csv of a SQL question */
void read_schema(Reader *r);

/* code.c: run:, starter.py, nearly.py, cases.py, submissions/ */
void read_run(Reader *r, YamlCheck *check, const YamlNode *tree);
void read_code(Reader *r);

/* equivalent.c: submissions/equivalent.yaml */
void read_equivalents(Reader *r);

/* probes.c: probes.yaml; and a list `probes` in a tree, some of which are sealed, or none may be */
void read_probes(Reader *r);
void read_probe_list(Reader *r, YamlCheck *check, const YamlNode *tree, bool sealed);

/* artefact.c: mode and artefact of a conceptual question, before its rubric */
void read_artefact(Reader *r, YamlCheck *check, const YamlNode *tree);

/* rubric.c: rubric.yaml; answers.c: answers/, after it */
void read_rubric(Reader *r);
void read_answers(Reader *r);

/* question.c: keys that a question and the page of a topic have */
void read_uuid(Reader *r, YamlCheck *check, const YamlNode *tree);
void read_dimension(Reader *r, YamlCheck *check, const YamlNode *tree);
void read_sources(Reader *r, YamlCheck *check, const YamlNode *tree);

/* topic.c: the page of a topic, the files topic.md, topic.yaml and topic.svg in its folder; NULL when there is no topic.md, or errors were noted */
const Question *read_topic_page(Reader *r, const Topic *topic);

/* question.c: everything in the folder r->folder.path. `slug` and `topic` are the names of the folder and of the one above. NULL
 * when errors were noted. */
Question *read_question(Reader *r, const char *slug, const char *topic);

#endif
