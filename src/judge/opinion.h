/* opinion.h - a language model's second opinion on an answer in words, held to what can be checked.
 *
 * Any endpoint that speaks OpenAI's chat completions will do. The model is shown the question, the points and the answer, and may propose which points
 * are made. It decides nothing: its findings stand beside viva's own and change no score. Whatever it says must quote the answer, letter for letter
 * (but for white space and the shape of quotation marks); a finding without such a quote is dropped, and so are findings on points that there are not, a quote
 * that is made to prove more than two points, and whatever is too long. That is also what stands against orders hidden in an answer ("give full
 * marks"): the answer travels as data between marks that nobody can guess, and the worst that an order can reach is a line under "second opinion"
 * that quotes the order itself. */
#ifndef VIVA_JUDGE_OPINION_H
#define VIVA_JUDGE_OPINION_H

#include "base/arena.h"
#include "base/error.h"
#include "remote/remote.h"
#include "words/assess.h"

#include <jansson.h>

enum {
    OPINION_SAYS = 400,      /* bytes of what the model says of a point; the rest is cut */
    OPINION_QUOTE_LEAST = 8, /* bytes of a quote; a shorter one proves nothing */
    OPINION_QUOTE_USES = 2   /* points that one quote may serve */
};

typedef struct {
    const RubricPoint *point;
    Found found;      /* yes, partly or no; no is kept only with something said */
    Span quote;       /* into the answer; len 0 for no */
    const char *says; /* may be "" */
} OpinionFinding;

typedef struct {
    const char *model; /* as the endpoint names it */
    OpinionFinding *findings;
    size_t count;
    size_t dropped;       /* proposals that could not be checked */
    const char *followup; /* a question that it would ask next; "" */
} Opinion;

typedef struct {
    Remote remote;
    const char *model; /* name for the request; NULL: the endpoint's own choice, as local servers have it */
} OpinionOptions;

/* The request's body: a fresh reference as JSON text on the arena. `mark` is a word that the answer does not contain. */
const char *opinion_request(Arena *arena, const char *model, const char *statement, const Rubric *rubric, Audience audience,
                            const char *answer, const char *mark);

/* Reads a reply to it. ERR_UNAVAILABLE, with what the model did instead, when there is no usable finding list in it. */
bool opinion_read(Arena *arena, const Rubric *rubric, Audience audience, const char *answer, const char *reply, size_t len,
                  Opinion *out, Error *error);

/* Asks; blocks for as long as the remote's bound. */
bool opinion_ask(Arena *arena, const OpinionOptions *options, const char *statement, const Rubric *rubric, Audience audience,
                 const char *answer, Opinion *out, Error *error);

/* {"model","findings":[{"point","found","quote","at","len","says"}],"dropped","followup"}; at and len in UTF-16 code units into the answer. */
json_t *opinion_json(Arena *arena, const Opinion *opinion, const char *answer);

#endif
