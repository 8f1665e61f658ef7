/* diff_docs: what is told of two texts. Each change is written as its kind, what it is, its lines (from 1; a dash for the side
   that has none) and, in an edited text, [-what went-] and {+what came+}; formatting is written as one count at the end. */
#include "diff/diff.h"

#include "base/buf.h"
#include "check.h"

#include <time.h>

typedef struct Row {
    const char *what;
    const char *old, *new;
    const char *told;
} Row;

static const Row rows[] = {
    {"nothing", "# T\n\ntext\n", "# T\n\ntext\n", ""},
    {"a word", "- polish the brass lamp\n", "- polish the tin lamp\n",
     "edited item 1 1 polish the [-brass-]{+tin+} lamp\n"},
    {"a number", "Keep at most 40 lines.\n", "Keep at most 60 lines.\n",
     "edited paragraph 1 1 !number Keep at most [-40-]{+60+} lines.\n"},
    {"a negation", "Always print the tokens.\n", "Never print the tokens.\n",
     "edited paragraph 1 1 !negation [-Always-]{+Never+} print the tokens.\n"},
    {"a statement with a negation that went", "- polish\n- never print the tokens\n", "- polish\n",
     "removed item 2 - !negation\n"},
    {"small words between two changes", "Polish the lamp of the king.\n",
     "Carry the ladder of the king.\n",
     "edited paragraph 1 1 [-Polish the lamp-]{+Carry the ladder+} of the king.\n"},
    {"a section is one change", "# T\n\n## A\n\na\n",
     "# T\n\n## A\n\na\n\n## B\n\n- b\n- c\n\n### D\n\nd\n", "added section - 7-14\n"},
    {"a section goes, but for one item that stays in its place",
     "## A\n\n- a a\n\n## B\n\n- polish the brass lamp\n- c c\n",
     "## A\n\n- a a\n- polish the brass lamp\n", "removed section 5-8 - 5,8\n"},
    {"a section moves up", "## A\n\na a\n\n## B\n\nb b\n\n## C\n\nc c\n",
     "## C\n\nc c\n\n## A\n\na a\n\n## B\n\nb b\n", "moved section 9-11 1-3\n"},
    {"the lighter of two moves", "## A\n\nmuch more text\n\n## B\n\nb\n",
     "## B\n\nb\n\n## A\n\nmuch more text\n", "moved section 5-7 1-3\n"},
    {"a section goes down a level", "## A\n\na a\n\n## B\n\nb b\n", "## A\n\na a\n\n### B\n\nb b\n",
     "moved section 5-7 5-7\nformatting 1\n"},
    {"moved and edited", "- a a\n- b b\n- c c\n- polish the brass lamp\n",
     "- polish the tin lamp\n- a a\n- b b\n- c c\n",
     "moved item 4 1\nedited item 4 1 polish the [-brass-]{+tin+} lamp\n"},
    {"renamed", "## Alpha\n\n- polish the brass lamp\n", "## Omega\n\n- polish the brass lamp\n",
     "renamed section 1-3 1-3 [-Alpha-]{+Omega+}\n"},
    {"a heading put above the sections moves nothing", "## A\n\na a\n\n## B\n\nb b\n",
     "# T\n\n## A\n\na a\n\n## B\n\nb b\n", "added section - 1\n"},
    {"a section is split", "## A\n\nfirst words\n\nsecond words\n",
     "## A\n\nfirst words\n\n## B\n\nsecond words\n", "added section - 5-7 5\n"},
    {"two sections are joined", "## A\n\nfirst words\n\n## B\n\nsecond words\n",
     "## A\n\nfirst words\n\nsecond words\n", "removed section 5-7 - 5\n"},
    {"rewrapped, other bullets, numbers and emphasis",
     "Keep all of\nit here.\n\n- a a\n\n## 1. Do\n\n1. **b** b\n",
     "Keep all\nof it here.\n\n* a a\n\n## 2. Do\n\n2. b b\n", "formatting 4\n"},
    {"a rule and a blank line", "a a\n\nb b\n", "a a\n\n\nb b\n\n---\n", "formatting 2\n"},
    {"a title that lost more than its number", "## 1. Do (all)\n\na a\n", "## 2. Do\n\na a\n",
     "renamed section 1-3 1-3 !number [-1. Do (all)-]{+2. Do+}\n"},
    {"mended text", "- caf\xc3\x83\xc2\xa9 au lait\n", "- caf\xc3\xa9 au lait\n", "formatting 1\n"},
    {"line ends", "a a\n\nb b\n", "a a\r\n\r\nb b\r\n", "formatting 1\n"},
    {"code is compared by lines and blanks", "```\na = 1\nb = 2\n```\n",
     "```\na = 1\nb  = 2\n```\n", "edited code 1-4 1-4 a = 1\nb[- -]{+  +}= 2\n\n"},
    {"a star that is no markup", "Read *.md here.\n", "Read .md here.\n",
     "edited paragraph 1 1 Read[- *-]{+ +}.md here.\n"},
    {"a new entry begins where a word does", "Use `lamp`, `violin`) now.\n",
     "Use `lamp`, `broom`, `violin`) now.\n",
     "edited paragraph 1 1 Use `lamp`,{+ `broom`,+} `violin`) now.\n"},
    {"what was written anew begins and ends with the change",
     "Read the brass lamp of the old violin player in the hall now.\n\n- end\n",
     "Read the wooden stairs and brooms in old houses by noon or later now.\n\n- end\n",
     "edited paragraph 1 1 Read the [-brass lamp of the old violin player in the hall-]{+wooden "
     "stairs and brooms in old houses by noon or later+} now.\n"},
    /* weight */
    {"another number", "Wait 5 seconds here.\n", "Wait 6 seconds here.\n",
     "edited paragraph 1 1 !number Wait [-5-]{+6+} seconds here.\n"},
    {"another limit", "Take > 5 lamps of ours.\n", "Take ≤ 5 lamps of ours.\n",
     "edited paragraph 1 1 !number Take [->-]{+≤+} 5 lamps of ours.\n"},
    {"an arrow is no limit", "Take 4 lamps of ours.\n", "Take -> 4 lamps of ours.\n",
     "edited paragraph 1 1 Take{+ ->+} 4 lamps of ours.\n"},
    {"a number that was bold", "Wait **5** seconds here.\n", "Wait 5 minutes here.\n",
     "edited paragraph 1 1 Wait [-**5** seconds-]{+5 minutes+} here.\n"},
    {"a negation less", "You can't touch the lamp.\n", "You can touch the lamp.\n",
     "edited paragraph 1 1 !negation You [-can't-]{+can+} touch the lamp.\n"},
    {"a negation that was bold", "Do **not** touch the lamp.\n", "Do not touch the violin.\n",
     "edited paragraph 1 1 Do [-**not**-]{+not+} touch the [-lamp-]{+violin+}.\n"},
    {"a negation in full", "You don\u2019t touch the lamp.\n", "You do not touch the lamp.\n",
     "edited paragraph 1 1 You [-don\u2019t-]{+do not+} touch the lamp.\n"},
    {"a negation in full and bold", "You cannot touch the lamp.\n",
     "You can **not** touch the lamp.\n",
     "edited paragraph 1 1 You [-cannot-]{+can **not**+} touch the lamp.\n"},
    {"a negation that moved", "You don't touch it or do polish it.\n",
     "You do touch it or don't polish it.\n",
     "edited paragraph 1 1 !negation You [-don't-]{+do+} touch it or [-do-]{+don't+} polish it.\n"},
    /* the document's title */
    {"a section before the title moves nothing",
     "# Keeper\n\nYou polish.\n\n## One\n\n- Sweep the wooden stairs\n- Tune it\n\n## Two\n\n- "
     "End\n",
     "## Rules\n\n- Be kind\n\n# Keeper\n\nYou polish.\n\n## One\n\n- Sweep all wooden stairs\n- "
     "Tune "
     "it\n\n## Two\n\n- End\n",
     "added section - 1-3\nedited item 7 11 Sweep [-the-]{+all+} wooden stairs\n"},
    /* text that was divided otherwise */
    {"a paragraph split", "Polish the brass lamp. Tune the violin.\n",
     "Polish the brass lamp.\n\nTune the violin.\n", "formatting 1\n"},
    {"paragraphs joined", "Polish the brass lamp.\n\nTune the violin.\n",
     "Polish the brass lamp. Tune the violin.\n", "formatting 1\n"},
    {"a paragraph that became a list",
     "Polish the brass lamp. Tune the violin. Sweep the stairs.\n",
     "Polish the brass lamp.\n\n- Tune the violin.\n- Sweep the stairs.\n", "formatting 1\n"},
    {"an item split and edited", "- Polish the brass lamp. Tune 3 violins in the hall.\n- end\n",
     "- Polish the brass lamp.\n- Tune 4 violins in the hall.\n- end\n",
     "edited item 1 1-2 !number Polish the brass lamp. Tune [-3-]{+4+} violins in the hall.\n"},
    {"split, and something short added behind it",
     "Polish the brass lamps of the hall. Tune the violin in the next room.\n",
     "Polish the brass lamps of the hall.\n\nTune the violin in the next room.\n\nSweep wide "
     "stairs.\n",
     "added paragraph - 5\nformatting 1\n"},
    {"half of it is new", "Polish the brass lamp. Tune the violin.\n",
     "Polish the brass lamp.\n\nSweep the wooden stairs.\n",
     "edited paragraph 1 1 Polish the brass lamp.[- Tune the violin.-]\n"
     "added paragraph - 3\n"},
    {"a list that became a sentence",
     "# T\n\n**Lamps:**\n- Polish the brass lamp\n- Trim every wick\n- Fill up the oil\n\nSweep "
     "the stairs by noon.\n",
     "# T\n\n**Lamps:** Polish the brass lamp, trim every wick, fill up the oil.\n\nSweep the "
     "stairs by noon.\n",
     "edited paragraph 3-6 3 **Lamps:** Polish the brass lamp[- Trim-]{+, trim+} every wick"
     "[- Fill-]{+, fill+} up the oil{+.+}\n"},
    {"a sentence that became a list",
     "# T\n\n**Lamps:** Polish the brass lamp, trim every wick, fill up the oil.\n\nSweep the "
     "stairs by noon.\n",
     "# T\n\n**Lamps:**\n- Polish the brass lamp\n- Trim every wick\n- Fill up the oil\n\nSweep "
     "the stairs by noon.\n",
     "edited paragraph 3 3-6 **Lamps:** Polish the brass lamp[-, trim-]{+ Trim+} every wick[-, "
     "fill-]{+ Fill+} up the oil[-.-]\n"},
    {"a list of which little is left is gone",
     "# T\n\n**Lamps:**\n- Polish the brass lamp\n- Trim every wick\n- Fill up the oil\n\nSweep "
     "the stairs by noon.\n",
     "# T\n\nLamps need oil in every winter, as violins need rosin and brooms need straw.\n\nSweep "
     "the stairs by noon.\n",
     "removed section 3-8 - 3\nadded paragraph - 3\n"},
    {"a list that became a sentence below another title",
     "# T\n\n## Lamps\n\n- Polish the brass lamp\n- Trim every wick\n- Fill up the oil\n\n## "
     "Stairs\n\nSweep the stairs by noon.\n",
     "# T\n\n## Evening work\n\nPolish the brass lamp, trim every wick, fill up the oil.\n\n## "
     "Stairs\n\nSweep the stairs by noon.\n",
     "renamed section 3-7 3-5 [-Lamps-]{+Evening work+}\n"
     "edited item 5-7 5 Polish the brass lamp[- Trim-]{+, trim+} every wick[- Fill-]{+, fill+} up "
     "the oil{+.+}\n"},
    {"a sentence that became a list below another title",
     "# T\n\n## Evening work\n\nPolish the brass lamp, trim every wick, fill up the oil.\n\n## "
     "Stairs\n\nSweep the stairs by noon.\n",
     "# T\n\n## Lamps\n\n- Polish the brass lamp\n- Trim every wick\n- Fill up the oil\n\n## "
     "Stairs\n\nSweep the stairs by noon.\n",
     "renamed section 3-5 3-7 [-Evening work-]{+Lamps+}\n"
     "edited paragraph 5 5-7 Polish the brass lamp[-, trim-]{+ Trim+} every wick[-, fill-]{+ "
     "Fill+} up "
     "the oil[-.-]\n"},
    {"paragraphs joined below another title",
     "# T\n\n## Work\n\nPolish the brass lamp.\n\nSweep the stairs by noon.\n\nLock the garden "
     "gate.\n",
     "# T\n\n## Evening\n\nPolish the brass lamp. Sweep the stairs by noon. Lock the garden "
     "gate.\n",
     "renamed section 3-9 3-5 [-Work-]{+Evening+}\nformatting 1\n"},
    {"what became a part of more",
     "Polish every brass lamp with soft cloth before evening guests arrive.\n\nend\n",
     "Polish every brass lamp with soft cloth before evening guests arrive. Then tune the old "
     "violin, sweep the wooden stairs, carry the ladder into the barn, lock the garden gate and "
     "write the names of all visitors into the book.\n\nmore\n\nend\n",
     "edited paragraph 1 1 Polish every brass lamp with soft cloth before evening guests arrive.{+ "
     "Then tune the old violin, sweep the wooden stairs, carry the ladder into the barn, lock the "
     "garden gate and write the names of all visitors into the book.+}\n"
     "added paragraph - 3\n"},
    {"code that lost most of its lines",
     "a a\n\n```\nlamp polish --brass --soft --cloth --evening --guests --noon\n"
     "ladder carry --into barn\ngate lock --garden\nviolin tune --old\nstairs sweep --wooden\n"
     "book write --names --visitors\n```\n",
     "a a\n\n```\nlamp polish --brass --soft --cloth --evening --guests --noon\n```\n",
     "edited code 3-10 3-5 lamp polish --brass --soft --cloth --evening --guests --noon\n"
     "[-ladder carry --into barn\n"
     "gate lock --garden\n"
     "violin tune --old\n"
     "stairs sweep --wooden\n"
     "book write --names --visitors\n"
     "-]\n"},
    {"items that became sections",
     "- **Lamp care**\n  - Polish the brass lamp\n  - Trim every wick\n- **Violin care**\n"
     "  - Tune the violin\n  - Loosen the bow after every play\n",
     "## Lamp care\n\n- Polish the brass lamp\n- Trim every wick at noon\n\n## Violin care\n\n"
     "- Loosen the bow after every play\n- Tune the violin\n",
     "edited item 3 4 Trim every wick{+ at noon+}\n"
     "moved item 5 9\n"
     "formatting 7\n"},
    {"a section that became an item",
     "## Lamp care\n\n- Polish the brass lamp\n- Trim every wick\n\n## Stairs\n\n- Sweep them\n",
     "## Stairs\n\n- Sweep them\n- **Lamp care**\n  - Polish the brass lamp\n  - Trim the wick\n",
     "edited item 4 6 Trim [-every-]{+the+} wick\n"
     "formatting 3\n"},
    {"a task that is done", "- [ ] polish\n", "- [x] polish\n",
     "edited item 1 1 [{+x+}[- -]] polish\n"},
    {"a table gains a row", "| a | b |\n|---|---|\n| x | y |\n",
     "| a | b |\n|---|---|\n| x | y |\n| z | w |\n", "added row - 4\n"},
    {"a new table is one change", "a a\n", "a a\n\n| a | b |\n|---|---|\n| x | y |\n",
     "added row - 3-5\n"},
    /* front matter */
    {"tools are a set", "---\ntools: Read, Write\n---\n", "---\ntools: Read, Bash\n---\n",
     "edited field 2 2 !rights Read[-Write-]{+Bash+}\n"},
    {"the same set in another form", "---\ntools: Read, Write\n---\n",
     "---\ntools:\n  - Write\n  - Read\n---\n", "formatting 1\n"},
    {"a short value is replaced", "---\nmodel: sonnet\n---\n", "---\nmodel: opus\n---\n",
     "edited field 2 2 !rights [-sonnet-]{+opus+}\n"},
    {"a description by its words", "---\ndescription: polish the brass lamp\n---\n",
     "---\ndescription: polish the tin lamp\n---\n",
     "edited field 2 2 polish the [-brass-]{+tin+} lamp\n"},
    {"other quotes", "---\nname: x\n---\n", "---\nname: \"x\"\n---\n", "formatting 1\n"},
    {"another key", "---\ntools: Read, Write\n---\n", "---\nallowed-tools: Read, Write\n---\n",
     "renamed field 2 2 !rights [-tools-]{+allowed-tools+}\n"},
    {"a field more", "---\nname: x\n---\n", "---\nname: x\npermissionMode: plan\n---\n",
     "added field - 3 !rights\n"},
    {"a comment is someone's text", "---\nname: x # lamp\n---\n", "---\nname: x # violin\n---\n",
     "edited field 2 2 # [-lamp-]{+violin+}\n\n"},
};

static const char *const kinds[] = {"added", "removed", "edited", "moved", "renamed", "formatting"};
static const char *const whats[] = {"field", "section", "paragraph", "item", "row",
                                    "code",  "quote",   "html",      "rule"};

static void add_lines(Buf *out, Range lines)
{
    buf_format(out, " %u", lines.start + 1);
    if (lines.end > lines.start + 1)
        buf_format(out, "-%u", lines.end);
}

/* Without the blank lines at its end. */
static void add_place(Buf *out, const Doc *doc, const Place *place)
{
    if (place->index == NONE) {
        buf_add(out, SPAN(" -"));
        return;
    }
    Range lines = place->lines;
    while (lines.end > lines.start + 1 &&
           span_is_blank(lines_line(&doc->source.text, lines.end - 1)))
        lines.end--;
    add_lines(out, lines);
}

/* The lines that are new or gone, where they are not all. */
static void add_parts(Buf *out, const Place *place)
{
    uint32_t told = 0;
    for (size_t i = 0; i < place->parts.len; i++)
        told += place->parts.at[i].end - place->parts.at[i].start;
    if (!told || told + 1 >= place->lines.end - place->lines.start)
        return;
    for (size_t i = 0; i < place->parts.len; i++)
        buf_format(out, "%c%u", i ? ',' : ' ', place->parts.at[i].start + 1);
}

static void add_change(Buf *out, const Diff *diff, const Change *change)
{
    static const char *const marks[][2] = {{"", ""}, {"[-", "-]"}, {"{+", "+}"}};
    buf_format(out, "%s %s", kinds[change->kind], whats[change->what]);
    add_place(out, diff->pairing->docs[PAIR_OLD], &change->old);
    add_place(out, diff->pairing->docs[PAIR_NEW], &change->new);
    add_parts(out, &change->old);
    add_parts(out, &change->new);
    buf_add(out, change->weighty & WEIGHTY_NUMBER ? SPAN(" !number") : SPAN(""));
    buf_add(out, change->weighty & WEIGHTY_NEGATION ? SPAN(" !negation") : SPAN(""));
    buf_add(out, change->weighty & WEIGHTY_RIGHTS ? SPAN(" !rights") : SPAN(""));
    for (size_t i = 0; i < change->runs.len; i++) {
        const Run *run = &change->runs.at[i];
        buf_format(out, "%s%s%.*s%s", i ? "" : " ", marks[run->kind][0], SPAN_ARG(run->text),
                   marks[run->kind][1]);
    }
    buf_add_byte(out, '\n');
}

static Span told(Arena *arena, Span old, Span new)
{
    Doc *docs[2] = {doc_read(arena, SPAN("old"), old, (DocOptions){0}),
                    doc_read(arena, SPAN("new"), new, (DocOptions){0})};
    Diff *diff = diff_docs(arena, docs[0], docs[1], style_find(SPAN("house")));
    Buf out = buf_in(arena);
    for (size_t i = 0; i < diff->changes.len; i++)
        if (diff->changes.at[i].kind != CHANGE_FORMATTING)
            add_change(&out, diff, &diff->changes.at[i]);
    if (diff->formatting_count)
        buf_format(&out, "formatting %u\n", diff->formatting_count);
    return buf_span(&out);
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Arena *arena = arena_new();
        Span got = told(arena, span_of(rows[i].old), span_of(rows[i].new));
        if (!span_eq(got, span_of(rows[i].told)))
            fail_msg("%s:\n%s---\n%s\nexpected:\n%s\ngot:\n%.*s", rows[i].what, rows[i].old,
                     rows[i].new, rows[i].told, SPAN_ARG(got));
        arena_free(arena);
    }
}

/* ---- made to be slow ---- */

enum { MANY = 20000, SLOWEST = 10 }; /* seconds, a sanitizer's */

static Span repeated(Arena *arena, const char *head, const char *each, uint32_t count,
                     uint32_t step)
{
    Buf out = buf_in(arena);
    buf_add(&out, span_of(head));
    for (uint32_t i = 0; i < count; i++)
        buf_format(&out, each, (i * step) % count);
    return buf_span(&out);
}

/* `each` takes a number; the new text has the numbers in another order (they have no divisor in common with MANY). */
static const struct {
    const char *what, *head, *old, *new;
    uint32_t step;
} heavy[] = {
    {"items in another order", "# T\n\n", "- item %u here\n", "- item %u here\n", 7919},
    {"each item edited", "# T\n\n", "- polish the lamp %u now\n", "- polish the violin %u now\n",
     1},
    {"sections of one title", "# T\n\n", "## E\n\n- lamp %u\n\n", "## E\n\n- violin %u\n\n", 1},
    {"lists made sentences below other titles", "# T\n\n",
     "## A %u a\n\n- polish the lamp\n- sweep the stairs\n\n",
     "## B %u b\n\nPolish the lamp, sweep the stairs\n\n", 1},
    {"each section renamed", "# T\n\n", "## A %u a\n\ntext %u\n\n", "## B %u b\n\ntext %u\n\n", 1},
    {"the same item again and again", "# T\n\n", "- item\n", "- item\n- item\n", 1},
    {"deep tags", "", "<a%u>\n", "<b%u>\n", 1},
    {"a long line", "", "word%u ", "ward%u ", 7919},
    {"many fields", "---\n", "k%u: v\n", "k%u: w\n", 7919},
    {"lists made sentences", "# T\n\n", "**L %u:**\n- polish the lamp\n- sweep the stairs\n\n",
     "**L %u:** polish the lamp, sweep the stairs\n\n", 1},
    {"items made sections", "", "- **Lamp care %u**\n  - polish\n",
     "## Lamp care %u\n\n- polish\n\n", 7919},
    {"rows", "| a | b |\n|---|---|\n", "| %u | b |\n", "| %u | c |\n", 7919},
};

static void test_heavy(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(heavy); i++) {
        Arena *arena = arena_new();
        Span old = repeated(arena, heavy[i].head, heavy[i].old, MANY, 1);
        Span new = repeated(arena, heavy[i].head, heavy[i].new, MANY, heavy[i].step);
        clock_t start = clock();
        told(arena, old, new);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (seconds > SLOWEST)
            fail_msg("%s: %.1f s", heavy[i].what, seconds);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_heavy)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
