/* three: the decision table, a row each; `|` stands for a line end. Open conflicts are shown as <ours=theirs>. */
#include "check.h"

#include "base/buf.h"
#include "merge/three.h"

#include <time.h>

static Span lines_of(Arena *arena, const char *text)
{
    Buf out = buf_in(arena);
    for (; *text; text++)
        buf_add_byte(&out, *text == '|' ? '\n' : *text);
    return buf_span(&out);
}

/* Back again, with markers as < = and >. */
static Span show(Arena *arena, Span text)
{
    Buf out = buf_in(arena);
    for (size_t at = 0; at < text.len;) {
        size_t end = span_find_byte(text, '\n', at);
        Span line = span_range(text, at, end);
        bool is_marker = span_starts(line, SPAN("<<<<<<<")) || span_starts(line, SPAN(">>>>>>>")) ||
                         span_eq(line, SPAN("======="));
        if (is_marker)
            buf_add_byte(&out, line.ptr[0]);
        else
            buf_format(&out, "%.*s|", SPAN_ARG(line));
        at = end + 1;
    }
    return buf_span(&out);
}

/* Which side is ours decides how conflicts are cut, never whether there are any. */
static void check_swapped(Arena *arena, const char *what, const Span sides[THREE_SIDES],
                          uint32_t conflicts)
{
    ThreeOptions options = {.label = {{NULL, 0}}};
    Span swapped[THREE_SIDES] = {sides[THREE_THEIRS], sides[THREE_BASE], sides[THREE_OURS]};
    ThreeMerge merge = three_merge(arena, swapped, &options);
    if ((merge.conflicts == 0) != (conflicts == 0))
        fail_msg("%s: %u conflicts, %u with the sides swapped:\n'%.*s'", what, conflicts,
                 merge.conflicts, SPAN_ARG(show(arena, merge.output)));
}

static void rows_merge_as_expected(void **state)
{
    (void)state;
    static const struct {
        const char *what, *base, *ours, *theirs, *merged;
    } rows[] = {
        {"both added items", "- a|", "- a|- one thing|", "- a|- other stuff|",
         "- a|- one thing|- other stuff|"},
        {"both added the same", "- a|", "- a|- b|", "- a|- b|", "- a|- b|"},
        {"one added more", "- a|", "- a|- b c d|", "- a|- b c d|- e f g|", "- a|- b c d|- e f g|"},
        {"alike", "- a|", "- a|- keep all the notes short|", "- a|- keep all the notes brief|",
         "- a|<- keep all the notes short|=- keep all the notes brief|>"},
        {"both added a step", "1. a|", "1. a|2. cook soup|", "1. a|2. wash hands|",
         "1. a|<2. cook soup|=2. wash hands|>"},
        {"an item before a section", "# T||- a|", "# T||- a||## S||New.|", "# T||- a|- b|",
         "# T||- a|- b||## S||New.|"},
        {"a paragraph before a section", "## A||Text.|", "## A||Text.||## S||New.|",
         "## A||Text.||More words.|", "## A||Text.||More words.||## S||New.|"},
        {"a section in a section before one beside it", "## A||Text.|", "## A||Text.||## S||New.|",
         "## A||Text.||### C||Deep down.|", "## A||Text.||### C||Deep down.||## S||New.|"},
        {"a section that would take in the other", "## A||Text.|",
         "## A||Text.||More words.||# T||Top.|", "## A||Text.||## S||New.|",
         "## A||Text.||<More words.||# T||Top.|=## S||New.|>"},
        {"both between a key and its text", "**Key**: the text|", "**Key**: mine the text|",
         "**Key**: yours the text|", "<**Key**: mine the text|=**Key**: yours the text|>"},
        {"inside an item before the next", "- a|", "- a|- new thing|", "- a||  Its story.|",
         "- a||  Its story.|- new thing|"},
        {"imports", "@a.md|@b.md|", "@b.md|", "@a.md|@c.md|", "@c.md|"},
        {"blank lines removed in the middle of what the other replaced", "||   |", "|",
         "---||---||Deep|", "---||---||Deep|"},
        {"the same with the sides swapped", "||   |", "|<rules>||Deep|", "<rules>||",
         "<rules>||<rules>||Deep|"},
        {"a blank line beside what both replaced, and a change behind it", "|Be kind to all.|||",
         "Always |- Say so.|Be kind to all.||", "X y|||Be kind to all.|Always |||model: opus|",
         "<Always |=X y|||>- Say so.|Be kind to all.|Always |||model: opus|"},
        {"blank lines removed at the end, something added before", "- aa|||", "- aa|",
         "- aa||## New||Text.||", "- aa||## New||Text.|"},
        {"two blocks of fields that would become one", "---|name: a|---||---|name: b|---|",
         "---|name: a|Then|||---|name: b|---|", "---|name: a|---||name: b|---|",
         "---|name: a|<Then|||---|=---||>name: b|---|"},
        {"an item removed, one added", "- a|- b|", "- a|", "- a|- b|- c|", "- a|- c|"},
        {"neighbours", "- aa|- bb|- cc|", "- aa x|- bb|- cc|", "- aa|- bb y|- cc|",
         "- aa x|- bb y|- cc|"},
        {"removed and edited", "- aa bb cc|- dd|", "- dd|", "- aa bb cc ee|- dd|",
         "<=- aa bb cc ee|>- dd|"},
        {"a heading renamed, a section added", "## A|Text.|", "## B|Text.|",
         "## N|New.||## A|Text.|", "## N|New.||## B|Text.|"},
        {"replaced around a blank line", "# T||aa||bb||end|", "# T||other||end|",
         "# T||aa|bb||end|",
         "# T||<other|=aa|bb|>|end|"}, /* lines that a blank one kept apart are one paragraph now */
        {"replaced around blank lines", "# T||## A||- aa bb|||- cc dd||end|",
         "# T||Gone elsewhere.||end|", "# T||## A|- aa bb||- cc dd||end|",
         "# T||Gone elsewhere.||end|"},
        {"replaced beside a blank line", "# T||## A||aa|", "# T||## B||Much.||## C||aa|",
         "# T||## A|aa|", "# T||## B||Much.||## C|aa|"},
        {"run into one that the other side rewrote", "Aa one.||Bb two.|", "Aa one.|Bb two.|",
         "Zz other.||Yy more.||Bb two.|", "<Aa one.|=Zz other.||Yy more.||>Bb two.|"},
        {"removed, and a line of dashes put below it", "Aa bb:||- cc|", "- cc|",
         "Aa bb:|---||- cc|", "<=Aa bb:|---||>- cc|"},
        {"another line of dashes below it, and edited", "Aa bb|-----|", "Aa bb cc|-----|",
         "Aa bb|---|-----|", "<Aa bb cc|-----|=Aa bb|---|>-----|"},
        {"removed, and made a heading", "Aa bb:||- cc|", "- cc|", "## Aa bb||- cc|", "- cc|"},
        {"in a tag, and a tag behind it", "<a>|- aa|</a>|", "<a>|- aa|- bb|</a>|",
         "<a>|- aa|</a>||<b>|- cc|</a>|", "<a>|- aa|- bb|</a>||<b>|- cc|</a>|"},
        {"a section removed, one added behind it", "# T||## A||aa||## C||cc|", "# T||## C||cc|",
         "# T||## A||aa||## B||bb||## C||cc|", "# T||## B||bb||## C||cc|"},
        {"a section removed, one added below it", "# T||## A||aa||## C||cc|", "# T||## C||cc|",
         "# T||## A||aa||### B||bb||## C||cc|", "# T||<=|### B||bb||>## C||cc|"},
        {"blanks at line ends in code", "```|a  |b|c  |```|", "```|a  |x|c  |```|",
         "```|a|b|c|```|", "```|a|x|c|```|"},
        {"a word and blanks at the end", "- aa bb  |", "- aa cc bb  |", "- aa bb|", "- aa cc bb|"},
        {"sentences", "One here. Two here.|", "One here now. Two here.|",
         "One here. Two here too.|",
         "<One here now. Two here.|=One here. Two here too.|>"}, /* "here." would be gone */
        {"sentences added", "One. Two.|", "Zero. One. Two.|", "One. Two. Three.|",
         "Zero. One. Two. Three.|"},
        {"two ends of a block", "Aa bb. Cc dd.", "Aa new bb. Cc dd.|", "Aa bb. Cc dd. Ee ff. |",
         "Aa new bb. Cc dd. Ee ff. |"},
        {"two ends of a block, the other way", "Aa bb. Cc dd.", "Aa bb. Cc dd. Ee ff. |",
         "Aa new bb. Cc dd.|", "Aa new bb. Cc dd. Ee ff. |"},
        {"quotes around quotes", "---|d: >|  l1|  l2|  l3|  l4|---|",
         "---|d: \"|  l1|  l2|  l3|  l4\"|---|", "---|d: >|  l1|  l2 \"so\"|  l3|  l4|---|",
         "---|<d: \"|  l1|  l2|  l3|  l4\"|=d: >|  l1|  l2 \"so\"|  l3|  l4|>---|"},
        {"negation twice", "One. Two.|", "Never zero. One. Two.|", "One. Two. Not three.|",
         "<Never zero. One. Two.|=One. Two. Not three.|>"},
        {"a set", "---|tools: A, B|---|", "---|tools: A, B, C|---|", "---|tools: A|---|",
         "---|tools: A, C|---|"},
        {"a set as a list", "---|tools:|  - A|  - B|---|", "---|tools:|  - A|  - B|  - C|---|",
         "---|tools:|  - D|  - A|  - B|---|", "---|tools:|  - D|  - A|  - B|  - C|---|"},
        {"a scalar", "---|model: a|---|", "---|model: b|---|", "---|model: c|---|",
         "---|<model: b|=model: c|>---|"},
        {"a field for another one, and one beside it", "---|a: 1|model: x|---|",
         "---|a: 1|name: n|model: x|---|", "---|a: 1|tools: T|---|",
         "---|a: 1|name: n|tools: T|---|"},
        {"a field for another one that was edited", "---|a: 1|model: x|---|",
         "---|a: 1|model: y|---|", "---|a: 1|tools: T|---|", "---|a: 1|<model: y|=tools: T|>---|"},
        {"fields that went, and another one for one of them", "---|a: 1|b: 2|c: 3|---|",
         "---|c: 3|---|", "---|a: 1|d: 4|c: 3|---|", "---|d: 4|c: 3|---|"},
        {"a field that went, and the same under another key with more in it", "---|a: 1|b: Bb|---|",
         "---|a: 1|---|", "---|a: 1|cc: Bb, Dd|---|", "---|a: 1|<=cc: Bb, Dd|>---|"},
        {"a comment gone on both sides, a value", "---|a: one two|# why|---|", "---|a: one|---|",
         "---|a: one two|---|", "---|a: one|---|"},
        {"a comment gone on both sides, fields in its place", "---|a: 1|# why|---|",
         "---|a: 1|b: 2|c: 3|---|", "---|a: 1|---|", "---|a: 1|b: 2|c: 3|---|"},
        {"no comment but a part of a value", "---|a: >|  b|  # no|---|", "---|a: >|  c|---|",
         "---|a: >|  b|---|", "---|a: >|<  c|=  b|>---|"},
        {"one new field in two places", "---|a: 1|---|", "---|a: 1|name: x|---|",
         "---|name: y|a: 1|---|", "---|<a: 1|name: x|=name: y|a: 1|>---|"},
        {"one new field in two places, indented", "  ---|  a: 1|  ---|",
         "  ---|  a: 1|  name: x|  ---|", "  ---|  name: y|  a: 1|  ---|",
         "  ---|<  a: 1|  name: x|=  name: y|  a: 1|>  ---|"},
        {"code", "```|a|b|```|", "```|a x|b|```|", "```|a|b y|```|", "```|<a x|b|=a|b y|>```|"},
        {"code beside code", "```|a|b|c|```|", "```|a|new|b|c|```|", "```|a|b x|c|```|",
         "```|a|new|b x|c|```|"},
        {"code behind code", "```|a|b|c|```|", "```|a|b x|c|```|", "```|a|b|new|c|```|",
         "```|a|b x|new|c|```|"},
        {"fences that are left open", "## A||aa|", "## A||aa||```|", "## A||aa||```sh|",
         "## A||aa||<```|=```sh|>"},
        {"a rule, and one in the middle of what the other side added", "# T||aa|", "# T||aa||---|",
         "# T||aa||bb||---||cc|", "# T||aa||---||bb||---||cc|"},
        {"a rule, and more behind the same one", "# T||aa|", "# T||aa||---|", "# T||aa||---||cc|",
         "# T||aa||---||cc|"},
        {"code in one place", "```|a|b|```|", "```|a|new|b|```|", "```|a|other|b|```|",
         "```|a|<new|=other|>b|```|"},
        {"code beside code that grew", "```|a|b|c|```|", "```|a|new|b|c|```|", "```|a|b x|y|c|```|",
         "```|a|<new|b|=b x|y|>c|```|"},
        {"a conflict behind a last line without an end",
         "# T||## A||One.||## B||Two.||## C||Old cc.|", "# T||## A||One is it",
         "# T||## A||One.||## B||Two, changed.||## C||New cc.|",
         "# T||## A||One is it|<=|## B||Two, changed.||## C||New cc.|>"},
        {"one moved a section, the other items behind it", /* whose moves come first must not matter */
         "- Conduct|## Quality|- Code|## Output|-|- Secure query executions with no risk of",
         "## Quality|## Output|- Secure query executions with no risk of|-",
         "- Code|## Output|-|- Secure query executions with no risk of|## Quality",
         "## Output|- Secure query executions with no risk of|-|## Quality|"},
        {"no newline at the end", "- a", "- a|- one", "- a|- two", "- a|- one|- two|"},
    };
    Arena *arena = arena_new();
    ThreeOptions options = {.label = {{NULL, 0}}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Span sides[THREE_SIDES] = {[THREE_OURS] = lines_of(arena, rows[i].ours),
                                   [THREE_BASE] = lines_of(arena, rows[i].base),
                                   [THREE_THEIRS] = lines_of(arena, rows[i].theirs)};
        ThreeMerge merge = three_merge(arena, sides, &options);
        check_text(rows[i].what, span_of(rows[i].merged), show(arena, merge.output));
        check_swapped(arena, rows[i].what, sides, merge.conflicts);
    }
    arena_free(arena);
}

static void versions_follow_the_policy(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        ThreeVersions policy;
        const char *base, *ours, *theirs, *merged;
    } rows[] = {
        {"off", THREE_VERSIONS_OPEN, "Version: 1.2|", "Version: 1.3|", "Version: 1.4|",
         "<Version: 1.3|=Version: 1.4|>"},
        {"numbers, not letters", THREE_VERSIONS_NEWER, "---|version: 1.2|---|",
         "---|version: 1.10|---|", "---|version: 1.9.9|---|", "---|version: 1.10|---|"},
        {"a date", THREE_VERSIONS_NEWER, "*Last updated: 2025-01-01*|",
         "*Last updated: 2025-01-31*|", "*Last updated: 2025-02-01*|",
         "*Last updated: 2025-02-01*|"},
        {"a date that does not start with the year", THREE_VERSIONS_NEWER, "Date: 01/02/2025|",
         "Date: 03/02/2025|", "Date: 02/03/2025|", "<Date: 03/02/2025|=Date: 02/03/2025|>"},
        {"a release to come", THREE_VERSIONS_NEWER, "version: 1.2|", "version: 1.3|",
         "version: 1.3-beta|", "<version: 1.3|=version: 1.3-beta|>"},
        {"ours", THREE_VERSIONS_OURS, "Version: 1.2|", "Version: 1.3|", "Version: 1.4|",
         "Version: 1.3|"},
        {"theirs", THREE_VERSIONS_THEIRS, "- **Version**: v1.2|", "- **Version**: v1.3|",
         "- **Version**: v1.4|", "- **Version**: v1.4|"},
        {"another number", THREE_VERSIONS_OURS, "Timeout: 12|", "Timeout: 13|", "Timeout: 14|",
         "<Timeout: 13|=Timeout: 14|>"},
        {"a version of something else", THREE_VERSIONS_OURS, "Node version: 12|",
         "Node version: 13|", "Node version: 14|", "<Node version: 13|=Node version: 14|>"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Span sides[THREE_SIDES] = {[THREE_OURS] = lines_of(arena, rows[i].ours),
                                   [THREE_BASE] = lines_of(arena, rows[i].base),
                                   [THREE_THEIRS] = lines_of(arena, rows[i].theirs)};
        ThreeOptions options = {.version_lines = rows[i].policy};
        ThreeMerge merge = three_merge(arena, sides, &options);
        check_text(rows[i].what, span_of(rows[i].merged), show(arena, merge.output));
    }
    arena_free(arena);
}

/* ---- hostile input ---- */

/* `count` lines; each `step`-th says something of its own. */
static Span many_lines(Arena *arena, uint32_t count, uint32_t step, const char *start,
                       const char *own)
{
    Buf out = buf_in(arena);
    for (uint32_t n = 0; n < count; n++)
        buf_format(&out, "%s %u %s\n", start, n, n % step == 0 ? own : "common to all");
    return buf_span(&out);
}

/* One line of a great many words, signs or quotes. */
static Span one_line(Arena *arena, uint32_t count, const char *part, const char *own)
{
    Buf out = buf_in(arena);
    for (uint32_t n = 0; n < count; n++)
        buf_add(&out, span_of(part));
    buf_add(&out, span_of(own));
    return buf_span(&out);
}

static double seconds_to_merge(Arena *arena, Span ours, Span base, Span theirs)
{
    Span sides[THREE_SIDES] = {[THREE_OURS] = ours, [THREE_BASE] = base, [THREE_THEIRS] = theirs};
    ThreeOptions options = {.label = {{NULL, 0}}};
    clock_t start = clock();
    ThreeMerge merge = three_merge(arena, sides, &options);
    assert_true(merge.output.len > 0);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static void hostile_input_ends(void **state)
{
    (void)state;
    static const char *const starts[] = {"-", "##", "|a|", "tools:", "```", "1.", "<tag>", "@"};
    static const char *const parts[] = {"word. ", "> ", "- ", "| ", "`", "\r", "#"};
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        Arena *arena = arena_new();
        double seconds = seconds_to_merge(arena, many_lines(arena, 9000, 3, starts[i], "our own"),
                                          many_lines(arena, 9000, 3, starts[i], "as it was"),
                                          many_lines(arena, 9000, 2, starts[i], "theirs"));
        if (seconds > 60) /* a sanitizer's; it takes a second without */
            fail_msg("lines that start with %s take %.0f seconds", starts[i], seconds);
        arena_free(arena);
    }
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        Arena *arena = arena_new();
        double seconds = seconds_to_merge(arena, one_line(arena, 100000, parts[i], "our own"),
                                          one_line(arena, 100000, parts[i], "as it was"),
                                          one_line(arena, 100000, parts[i], "theirs"));
        if (seconds > 60)
            fail_msg("a line of many '%s' takes %.0f seconds", parts[i], seconds);
        arena_free(arena);
    }
    Arena *arena = arena_new();
    double seconds = seconds_to_merge(arena, many_lines(arena, 300000, 7, "-", "our own"),
                                      many_lines(arena, 300000, 7, "-", "as it was"),
                                      many_lines(arena, 300000, 7, "-", "theirs"));
    assert_true(seconds < 60);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_merge_as_expected),
        cmocka_unit_test(versions_follow_the_policy),
        cmocka_unit_test(hostile_input_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
