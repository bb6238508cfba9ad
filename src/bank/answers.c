/* answers/NAME.md: answers of known quality. Front matter says what each is; the rest is what somebody typed. */
#include "bank/reader.h"

#include <string.h>

static bool is_point(const Rubric *rubric, const char *id, Audience audience, bool *other_audience) {
    for (size_t i = 0; i < rubric->point_count; i++) {
        if (strcmp(rubric->points[i].id, id) != 0) continue;
        *other_audience = !rubric->points[i].for_audience[audience];
        return true;
    }
    return false;
}

static void check_makes(YamlCheck *check, const YamlNode *tree, const Rubric *rubric, const KnownAnswer *answer) {
    const YamlNode *list = yaml_get(tree, "makes");
    for (size_t i = 0; answer->makes[i]; i++) {
        bool other = false;
        if (!is_point(rubric, answer->makes[i], answer->audience, &other))
            yaml_error(check, list->items[i], "rubric.yaml has no point '%.60s'", answer->makes[i]);
        else if (other)
            yaml_error(check, list->items[i], "the point '%.60s' is not for a %s", answer->makes[i],
                       audience_name(answer->audience));
    }
    list = yaml_get(tree, "misconceptions");
    for (size_t i = 0; answer->misconceptions[i]; i++) {
        bool known = false;
        for (size_t m = 0; m < rubric->misconception_count; m++)
            known |= strcmp(rubric->misconceptions[m].id, answer->misconceptions[i]) == 0;
        if (!known) yaml_error(check, list->items[i], "rubric.yaml has no misconception '%.60s'", answer->misconceptions[i]);
    }
}

/* Where the front matter ends: the byte behind its closing line; 0: there is none. */
static size_t front_end(const char *text) {
    if (strncmp(text, "---\n", 4) != 0) return 0;
    const char *end = strstr(text + 3, "\n---\n");
    return end ? (size_t)(end - text) + 5 : 0;
}

static void read_answer(Reader *r, const File *file, KnownAnswer *answer) {
    static const char *const bands[] = {"wrong", "weak", "partial", "strong", NULL}, *const audiences[] = {"peer", "stakeholder",
                                                                                                           NULL};
    size_t body = front_end(file->text);
    answer->file = file->name + strlen("answers/");
    answer->path = file->path;
    if (!body) {
        notes_error(r->notes, file->path, 1, "an answer opens with front matter: ---, band, audience and makes, ---");
        return;
    }
    char *front = arena_strndup(r->arena, file->text, body - 4);
    memcpy(front, "#--", 3); /* a comment, so that lines keep their numbers */
    Error error = {0};
    const YamlNode *tree = yaml_parse(r->arena, file->path, front, strlen(front), &error);
    if (!tree) {
        notes_from_error(r->notes, file->path, &error);
        return;
    }
    YamlCheck check = notes_yaml(r->notes, file->path);
    yaml_known_keys(&check, tree, "the front matter of an answer",
                    (const char *const[]){"band", "audience", "makes", "misconceptions", NULL});
    int band = yaml_choice(&check, tree, "band", YAML_REQUIRED, bands),
        audience = yaml_choice(&check, tree, "audience", YAML_REQUIRED, audiences);
    answer->band = band < 0 ? BAND_WRONG : (Band)band;
    answer->audience = audience < 0 ? AUDIENCE_PEER : (Audience)audience;
    answer->makes = yaml_texts(&check, tree, "makes", YAML_REQUIRED, NULL);
    answer->misconceptions = yaml_texts(&check, tree, "misconceptions", YAML_OPTIONAL, NULL);
    answer->text = file->text + body;
    const Rubric *rubric = r->question->rubric;
    if (!rubric || band < 0 || audience < 0) return;
    if (!rubric->for_audience[answer->audience])
        yaml_error(&check, yaml_get(tree, "audience"), "'audiences' of rubric.yaml has no %s", audience_name(answer->audience));
    check_makes(&check, tree, rubric, answer);
    if (!answer->text[strspn(answer->text, " \t\r\n")])
        notes_error(r->notes, file->path, 0, "the answer is empty; type one against the clock");
}

/* Each band for the first audience, and one or more for every other. */
static void check_complete(Reader *r) {
    const Question *q = r->question;
    bool bands[AUDIENCE_COUNT][BAND_COUNT] = {{false}}, any[AUDIENCE_COUNT] = {false};
    for (size_t i = 0; i < q->answer_count; i++)
        bands[q->answers[i].audience][q->answers[i].band] = any[q->answers[i].audience] = true;
    Audience first = q->rubric->for_audience[AUDIENCE_PEER] ? AUDIENCE_PEER : AUDIENCE_STAKEHOLDER;
    for (size_t b = 0; b < BAND_COUNT; b++)
        if (!bands[first][b])
            notes_error(r->notes, reader_path(r, "answers/"), 0, "there is no answer of band %s for a %s; type one",
                        band_name((Band)b), audience_name(first));
    if (q->rubric->for_audience[AUDIENCE_STAKEHOLDER] && !any[AUDIENCE_STAKEHOLDER])
        notes_error(r->notes, reader_path(r, "answers/"), 0, "there is no answer for a stakeholder; type one");
}

void read_answers(Reader *r) {
    size_t before = r->notes->errors, count = 0;
    KnownAnswer *answers = ARENA_MANY(r->arena, KnownAnswer, r->folder.count);
    for (size_t i = 0; i < r->folder.count; i++) {
        const File *file = &r->folder.files[i];
        size_t len = strlen(file->name);
        if (strncmp(file->name, "answers/", 8) != 0) continue;
        if (!file->text || len < 4 || strcmp(file->name + len - 3, ".md") != 0) {
            notes_warning(r->notes, file->path, 0, "nobody reads this file; answers end in .md");
            continue;
        }
        read_answer(r, file, &answers[count++]);
    }
    if (count == 0)
        notes_error(r->notes, reader_path(r, "answers/"), 0, "the folder is missing or empty; type answers of each band");
    r->question->answers = answers;
    r->question->answer_count = count;
    if (count && r->question->rubric && r->notes->errors == before) check_complete(r);
}
