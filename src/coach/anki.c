/* Probes as notes for Anki: what is asked in front, what is right and why behind.
 *
 * The columns are guid, Front, Back and Tags. The guid comes first, so that no row begins with the '#' of a comment. What has draws is asked with the first of them, always: a note that
 * changed its figures at each import would be another note. Options and items are shuffled as the learner meets them here (mark.h), and options are named by letters, by which the
 * back speaks of them. Sealed probes stay out. */
#include "text/anki.h"
#include "coach/inside.h"
#include "coach/likely.h"
#include "coach/mark.h"
#include "text/markdown.h"

#include <math.h>
#include <string.h>

static const char header[] = "#separator:tab\n"
                             "#html:true\n"
                             "#notetype:Basic\n"
                             "#deck:viva\n"
                             "#columns:guid\tFront\tBack\tTags\n"
                             "#guid column:1\n"
                             "#tags column:4\n";

typedef struct {
    Arena *arena;
    const Probe *probe;
    const size_t *shown;
    Buf front, back;
    Error *error;
} Note;

/* Markdown; false with the error of what cannot be rendered. */
static bool add_markdown(Note *note, Buf *out, const char *markdown) {
    const char *html = markdown_html(note->arena, markdown, strlen(markdown), note->error);
    if (html) anki_html(out, html);
    return html != NULL;
}

static bool add_inline(Note *note, Buf *out, const char *markdown) {
    const char *html = markdown_inline(note->arena, markdown, strlen(markdown), note->error);
    if (html) anki_html(out, html);
    return html != NULL;
}

/* --- a function for each kind ---------------------------------------------------------------------------------------------- */

static char letter(size_t place) { return (char)('A' + place); }

/* "<p><strong>B</strong>: its text</p>" and what it says. */
static bool add_right_option(Note *note, size_t place) {
    const ProbeOption *option = &note->probe->options[note->shown[place]];
    buf_printf(&note->back, "<p><strong>%c</strong>: ", letter(place));
    if (!add_inline(note, &note->back, option->text)) return false;
    buf_text(&note->back, "</p>\n");
    return !option->says || add_markdown(note, &note->back, option->says);
}

static bool add_options(Note *note) {
    const Probe *probe = note->probe;
    if (probe->kind == PROBE_SEVERAL) buf_text(&note->front, "<p>More than one may be right.</p>\n");
    buf_text(&note->front, "<ol type=\"A\">\n");
    for (size_t i = 0; i < probe->option_count; i++) {
        buf_text(&note->front, "<li>");
        if (!add_inline(note, &note->front, probe->options[note->shown[i]].text)) return false;
        buf_text(&note->front, "</li>\n");
        if (probe->options[note->shown[i]].right && !add_right_option(note, i)) return false;
    }
    buf_text(&note->front, "</ol>\n");
    return true;
}

/* Why the others are wrong, behind all else. */
static bool add_wrong_options(Note *note) {
    const Probe *probe = note->probe;
    for (size_t i = 0; i < probe->option_count; i++) {
        const ProbeOption *option = &probe->options[note->shown[i]];
        if (option->right || !option->says) continue;
        buf_printf(&note->back, "<p>%c: ", letter(i));
        if (!add_inline(note, &note->back, option->says)) return false;
        buf_text(&note->back, "</p>\n");
    }
    return true;
}

static void add_unit(const Note *note, Buf *out) {
    if (!note->probe->unit) return;
    buf_char(out, ' ');
    anki_text(out, note->probe->unit);
}

static bool add_number(Note *note) {
    const Probe *probe = note->probe;
    double expected = probe->draws[0].expected, tolerance = probe->absolute + probe->relative * fabs(expected);
    if (probe->unit) {
        buf_text(&note->front, "<p>In:");
        add_unit(note, &note->front);
        buf_text(&note->front, "</p>\n");
    }
    buf_printf(&note->back, "<p><strong>%.15g", expected);
    add_unit(note, &note->back);
    buf_text(&note->back, "</strong>");
    if (tolerance > 0) buf_printf(&note->back, " (± %.3g)", tolerance);
    buf_text(&note->back, "</p>\n");
    return true;
}

static void add_item(Buf *out, const char *item) {
    buf_text(out, "<li>");
    anki_text(out, item);
    buf_text(out, "</li>\n");
}

static bool add_order(Note *note) {
    buf_text(&note->front, "<ul>\n");
    buf_text(&note->back, "<ol>\n");
    for (size_t i = 0; i < note->probe->item_count; i++) {
        add_item(&note->front, note->probe->items[note->shown[i]]);
        add_item(&note->back, note->probe->items[i]);
    }
    buf_text(&note->front, "</ul>\n");
    buf_text(&note->back, "</ol>\n");
    return true;
}

static bool is_right_line(const Probe *probe, int number) {
    for (size_t i = 0; i < probe->right_line_count; i++)
        if (probe->right_lines[i] == number) return true;
    return false;
}

/* The code with its lines numbered; on the back those that are right. */
static bool add_lines(Note *note) {
    int number = 1;
    buf_text(&note->front, "<pre><code>");
    buf_text(&note->back, "<pre><code>");
    for (const char *line = note->probe->code; *line; number++) {
        size_t len = strcspn(line, "\n");
        const char *text = arena_printf(note->arena, "%2d  %.*s", number, (int)len, line);
        Buf code = buf_new(note->arena);
        anki_code(&code, text);
        buf_printf(&note->front, "%s\n", code.data);
        if (is_right_line(note->probe, number)) buf_printf(&note->back, "%s\n", code.data);
        line += len + (line[len] == '\n');
    }
    buf_text(&note->front, "</code></pre>\n");
    buf_text(&note->back, "</code></pre>\n");
    return true;
}

static bool (*const bodies[])(Note *) = {[PROBE_CHOICE] = add_options,
                                         [PROBE_SEVERAL] = add_options,
                                         [PROBE_NUMBER] = add_number,
                                         [PROBE_ORDER] = add_order,
                                         [PROBE_LINE] = add_lines};

/* --- the file -------------------------------------------------------------------------------------------------------------- */

static bool add_row(Arena *arena, const char *learner, const Question *question, const Probe *probe, Buf *out, Error *error) {
    Note note = {.arena = arena,
                 .probe = probe,
                 .shown = mark_shuffle(arena, learner, probe),
                 .front = buf_new(arena),
                 .back = buf_new(arena),
                 .error = error};
    if (!add_markdown(&note, &note.front, mark_ask(arena, probe, 0)) || !bodies[probe->kind](&note) ||
        !add_markdown(&note, &note.back, probe->says) || !add_wrong_options(&note))
        return false;
    buf_printf(out, "%s/%s\t", question->uuid, probe->id);
    anki_field(out, note.front.data);
    buf_char(out, '\t');
    anki_field(out, note.back.data);
    buf_printf(out, "\tviva %s %s\n", question->topic, question->dimension);
    return true;
}

char *coach_anki(Coach *coach, Arena *arena, const char *learner, Error *error) {
    CardRow *cards;
    size_t card_count, count;
    Buf out = buf_new(arena);
    if (!cards_of(coach, arena, learner, &cards, &card_count, error)) return NULL;
    const Question *const *all = bank_probed(coach->bank, &count);
    buf_text(&out, header);
    for (size_t i = 0; i < count; i++)
        for (size_t p = 0; p < all[i]->probe_count; p++) {
            const Probe *probe = &all[i]->probes[p];
            if (probe->sealed || !card_of(cards, card_count, all[i]->uuid, probe->id)) continue;
            if (!add_row(arena, learner, all[i], probe, &out, error)) return NULL;
        }
    return out.data;
}
