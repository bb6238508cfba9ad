/* What Markdown turns into, and what it never turns into. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "text/markdown.h"

#include <stdio.h>

static Arena *arena;

static int new_arena(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}

static int free_arena(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

static const char *html(const char *text) {
    Error error = {0};
    const char *out = markdown_html(arena, text, strlen(text), &error);
    if (!out) fail_msg("%s", error.message);
    return out;
}

static void assert_html(const char *text, const char *expected) { assert_string_equal(html(text), expected); }

static void blocks_and_spans_become_html(void **state) {
    (void)state;
    assert_html("One *two* **three** `f(x)`\nfour", "<p>One <em>two</em> <strong>three</strong> <code>f(x)</code>\nfour</p>\n");
    assert_html("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
    assert_html("3. a\n4. b\n", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n");
    assert_html("> q\n\n---\n", "<blockquote>\n<p>q</p>\n</blockquote>\n<hr>\n");
    assert_html("a  \nb\n", "<p>a<br>\nb</p>\n");
    assert_html("```python\nx < 1\n```\n", "<pre><code class=\"language-python\">x &lt; 1\n</code></pre>\n");
    assert_html("``` \"><b\nx\n```\n", "<pre><code>x\n</code></pre>\n");
    assert_html("| a | b |\n|---|--:|\n| 1 | 2 |\n",
                "<table>\n<thead>\n<tr><th>a</th><th align=\"right\">b</th></tr>\n</thead>\n<tbody>\n"
                "<tr><td>1</td><td align=\"right\">2</td></tr>\n</tbody>\n</table>\n");
    assert_html("", "");
}

static void raw_html_is_text(void **state) {
    (void)state;
    assert_html("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n");
    assert_html("<script>\nalert(1)\n</script>\n", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>\n");
    assert_html("&lt;b&gt; &#60;i&#62; &copy; AT&T", "<p>&lt;b&gt; &lt;i&gt; &copy; AT&amp;T</p>\n");
    assert_html("a <!-- b --> \"c\"", "<p>a &lt;!-- b --&gt; &quot;c&quot;</p>\n");
}

#define OUT " rel=\"noopener noreferrer\" target=\"_blank\">"

static void links_go_only_where_they_may(void **state) {
    (void)state;
    assert_html("[a](https://e.org/?x=1&y=2)", "<p><a href=\"https://e.org/?x=1&amp;y=2\"" OUT "a</a></p>\n");
    assert_html("<http://e.org> [m](MAILTO:a@b.c)",
                "<p><a href=\"http://e.org\"" OUT "http://e.org</a> <a href=\"MAILTO:a@b.c\"" OUT "m</a></p>\n");
    assert_html("[t](https://e.org \"a \\\"q\\\" <b>\")",
                "<p><a href=\"https://e.org\" title=\"a &quot;q&quot; &lt;b&gt;\"" OUT "t</a></p>\n");
    assert_html("[h](#trade-offs)", "<p><a href=\"#md-trade-offs\">h</a></p>\n");
    const char *refused[] = {
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](&#1;javascript:a)",
        "[x](data:text/html,a)",
        "[x](vbscript:a)",
        "[x](//e.org)",
        "[x](page.html)",
        "[x](/absolute)",
        "[x](#)",
        "[x]()",
        "[x](<https://a b>)",
        "[x](file:///etc/passwd)",
        "[x][r]\n\n[r]: javascript:a",
        "[x](https&#58;//e.org&#10;)",
        "[x](httpsx://e.org)",
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) assert_string_equal(html(refused[i]), "<p>x</p>\n");
    assert_null(strstr(html("<javascript:alert(1)>"), "<a"));
}

static void images_leave_their_text(void **state) {
    (void)state;
    assert_html("![a *b* $c$](https://e.org/x.png)", "<p>a <em>b</em> $c$</p>\n");
    assert_html("[![a](https://e.org/x.png)](https://e.org)", "<p><a href=\"https://e.org\"" OUT "a</a></p>\n");
}

#define TEX(t) "<span class=\"math\">" t "</span>"

static void mathematics_keeps_its_tex(void **state) {
    (void)state;
    assert_html("$x_1 y_2$", "<p>" TEX("x_1 y_2") "</p>\n");
    assert_html("$\\mathbb{E}[X](t) < \\{a\\} \\\\ *b* `c`$", "<p>" TEX("\\mathbb{E}[X](t) &lt; \\{a\\} \\\\ *b* `c`") "</p>\n");
    assert_html("**$a$** *b $c$*", "<p><strong>" TEX("a") "</strong> <em>b " TEX("c") "</em></p>\n");
    assert_html("$a\nb$", "<p>" TEX("a\nb") "</p>\n");
    assert_html("| $|x|$ |\n|---|\n| $a_i$ |\n",
                "<table>\n<thead>\n<tr><th>" TEX("|x|") "</th></tr>\n</thead>\n<tbody>\n"
                                                        "<tr><td>" TEX("a_i") "</td></tr>\n</tbody>\n</table>\n");
    assert_html("$5 \\$ 6$", "<p>" TEX("5 \\$ 6") "</p>\n");
    assert_html("[$x$](https://e.org)", "<p><a href=\"https://e.org\"" OUT TEX("x") "</a></p>\n");
}

static void display_mathematics_is_a_block_of_its_own(void **state) {
    (void)state;
    assert_html("$$\na < b\n$$", "<div class=\"math\">\na &lt; b\n</div>\n");
    assert_html("before $$a$$ after", "<p>before </p>\n<div class=\"math\">a</div>\n<p>after</p>\n");
    assert_html("- $$a$$\n", "<ul>\n<li><div class=\"math\">a</div>\n</li>\n</ul>\n");
    assert_html("# T $$a$$", "<h1 id=\"md-t\">T " TEX("a") "</h1>\n");
    assert_html("*x $$a$$*", "<p><em>x " TEX("a") "</em></p>\n");
}

static void money_and_code_keep_their_dollars(void **state) {
    (void)state;
    assert_html("\\$5 and \\$6", "<p>$5 and $6</p>\n");
    assert_html("$5 and $6 but $a$", "<p>$5 and $6 but " TEX("a") "</p>\n");
    assert_html("`$a$` ``$b`$``", "<p><code>$a$</code> <code>$b`$</code></p>\n");
    assert_html("```sh\necho $a $b$c$\n```\n$x$\n",
                "<pre><code class=\"language-sh\">echo $a $b$c$\n</code></pre>\n<p>" TEX("x") "</p>\n");
    assert_html("- ```\n  $a$\n  ```\n- $b$\n", "<ul>\n<li><pre><code>$a$\n</code></pre>\n</li>\n<li>" TEX("b") "</li>\n</ul>\n");
    assert_html("$a\n\nb$", "<p>$a</p>\n<p>b$</p>\n");
    assert_html("US$5 and US$6", "<p>US$5 and US$6</p>\n");
    assert_html("\x02"
                "0\x03 $a$",
                "<p>0 " TEX("a") "</p>\n");
}

static void headings_have_stable_ids(void **state) {
    (void)state;
    assert_html("## Trade-offs & *more*\n## Trade-offs, more\n",
                "<h2 id=\"md-trade-offs-more\">Trade-offs &amp; <em>more</em></h2>\n<h2 id=\"md-trade-offs-more-2\">Trade-offs, "
                "more</h2>\n");
    assert_html("# \xC3\x9C"
                "ber\n#\n",
                "<h1 id=\"md-\xC3\x9C"
                "ber\">\xC3\x9C"
                "ber</h1>\n<h1></h1>\n");
}

static void size_depth_and_encoding_are_bounded(void **state) {
    (void)state;
    Error error = {0};
    char *big = arena_alloc(arena, MARKDOWN_LIMIT + 2);
    memset(big, 'a', MARKDOWN_LIMIT + 1);
    assert_non_null(markdown_html(arena, big, MARKDOWN_LIMIT, &error));
    assert_null(markdown_html(arena, big, MARKDOWN_LIMIT + 1, &error));
    assert_int_equal(error.code, ERR_TOO_LARGE);
    assert_null(markdown_html(arena, "\xFF", 1, &error));
    assert_int_equal(error.code, ERR_INVALID);
    memset(big, '>', 499);
    assert_null(markdown_html(arena, big, 500, &error));
    assert_non_null(strstr(error.message, "deep"));
}

static void a_line_can_be_shown_without_its_paragraph(void **state) {
    (void)state;
    Error error = {0};
    assert_string_equal(markdown_inline(arena, "a *b* $c$", 9, &error), "a <em>b</em> " TEX("c"));
    assert_string_equal(markdown_inline(arena, "a\n\nb", 4, &error), "<p>a</p>\n<p>b</p>\n");
    assert_string_equal(markdown_inline(arena, "- a", 3, &error), "<ul>\n<li>a</li>\n</ul>\n");
    assert_string_equal(markdown_inline(arena, "", 0, &error), "");
}

static void html_is_balanced_where_the_parser_is_not(void **state) {
    (void)state;
    assert_html("[](*)*", "<p></p>\n");
    assert_html("*[a](*)* b", "<p><em>a* b</em></p>\n");
}

static char told[2000];

static void say(void *self, int line, const char *message) {
    (void)self;
    size_t used = strlen(told);
    snprintf(told + used, sizeof told - used, "%d: %.30s\n", line, message);
}

static void an_author_is_told_what_has_no_effect(void **state) {
    (void)state;
    told[0] = 0;
    const char *text = "Fine $a$ `<b>` [x](https://e.org)\n\n$$\nx\n$$\n\nsome <b>bold</b>\nthis costs $5\n"
                       "![pic](x.png)\n[y](other.md)\n\n<div>\n\n```\n<i> $3\n```\n";
    markdown_lint(text, strlen(text), say, NULL);
    assert_string_equal(told, "8: a '$' that opens no mathematic\n"
                              "7: raw HTML is shown as text; use\n"
                              "9: an image is not shown, only it\n"
                              "10: the link to 'other.md' is not \n"
                              "12: raw HTML is shown as text; use\n");
}

static void documents_are_cut_at_headings_outside_code(void **state) {
    (void)state;
    size_t count;
    const char *text =
        "before\n## One ##\n\n  indented\n```py\n## not a heading\n```\n### deeper\n##Two\n## Three\n\n# Top\nout\n## Four\n";
    MarkdownSection *sections = markdown_sections(arena, text, 2, &count);
    assert_int_equal(count, 3);
    assert_string_equal(sections[0].title, "One");
    assert_int_equal(sections[0].line, 2);
    assert_string_equal(sections[0].body, "  indented\n```py\n## not a heading\n```\n### deeper\n##Two");
    assert_string_equal(sections[1].title, "Three");
    assert_string_equal(sections[1].body, "");
    assert_string_equal(sections[2].title, "Four");
    assert_int_equal(sections[2].line, 14);
    assert_int_equal((markdown_sections(arena, "", 2, &count), count), 0);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, new_arena, free_arena)
    const struct CMUnitTest tests[] = {
        TEST(blocks_and_spans_become_html),
        TEST(raw_html_is_text),
        TEST(links_go_only_where_they_may),
        TEST(images_leave_their_text),
        TEST(mathematics_keeps_its_tex),
        TEST(display_mathematics_is_a_block_of_its_own),
        TEST(money_and_code_keep_their_dollars),
        TEST(headings_have_stable_ids),
        TEST(size_depth_and_encoding_are_bounded),
        TEST(a_line_can_be_shown_without_its_paragraph),
        TEST(html_is_balanced_where_the_parser_is_not),
        TEST(an_author_is_told_what_has_no_effect),
        TEST(documents_are_cut_at_headings_outside_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
