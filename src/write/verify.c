#include "write/verify.h"

#include "text/words.h"
#include "write/titles.h"
#include "write/write.h"

#include <cmark.h>
#include <stdlib.h>

/* ---- fields ---- */

static bool is_same_value(const Field *a, const Field *b)
{
    if (a->shape != b->shape || a->items.len != b->items.len)
        return false;
    for (size_t i = 0; i < a->items.len; i++)
        if (!span_eq(a->items.at[i], b->items.at[i]))
            return false;
    if (a->shape == FIELD_OPAQUE)
        return span_eq(span_trim(a->source), span_trim(b->source));
    return a->shape != FIELD_SCALAR || span_eq(a->value, b->value);
}

static bool has_same_fields(Arena *arena, const Draft *draft, const Doc *after, Span *problem)
{
    const FieldVec *was = &draft->fields, *is = &after->front.fields;
    for (size_t i = 0; i < was->len && i < is->len; i++) {
        bool is_same =
            span_eq(was->at[i].key, is->at[i].key) && is_same_value(&was->at[i], &is->at[i]);
        if (!is_same) {
            *problem = arena_format(arena, "the field '%.*s' is not what it was",
                                    SPAN_ARG(was->at[i].key));
            return false;
        }
    }
    if (was->len != is->len)
        *problem = arena_format(arena, "%zu fields became %zu", was->len, is->len);
    return was->len == is->len;
}

/* Only bytes that YAML cannot hold excuse front matter that is not strict. */
static bool is_strict(const Doc *doc, const Doc *after, Span *problem)
{
    bool is_excused = doc->diags.count[DIAG_INVALID_UTF8] || doc->diags.count[DIAG_NUL];
    bool is_ok = after->front.mode == FRONT_NONE || after->front.mode == FRONT_STRICT;
    if (!is_ok && !is_excused)
        *problem = SPAN("the front matter is not strict YAML");
    return is_ok || is_excused;
}

/* ---- words ---- */

/* The words of a doc's units, taken one by one. */
typedef struct Words {
    Arena *arena;
    const Doc *doc;
    const Chapters *chapters; /* the order to take them in; NULL: as they stand */
    const Span *titles;       /* by unit, without what the style leaves out; NULL: as they are */
    uint32_t at_unit;         /* the next one to be split */
    uint32_t unit;            /* the one that was split last */
    WordVec list;
    size_t at;
} Words;

static void split_unit(Words *words)
{
    const Unit *unit = &words->doc->units[words->unit];
    Span title = words->chapters ? words->chapters->titles[words->unit] : (Span){0};
    if (words->titles && !title.len)
        title = words->titles[words->unit];
    bool is_row = unit->kind == UNIT_ROW;
    for (size_t i = 0; is_row && i < unit->row->cells.len; i++)
        words_split(words->arena, unit->row->cells.at[i], &words->list);
    if (!is_row)
        words_split(words->arena, title.len ? title : unit->text, &words->list);
    if (unit->kind == UNIT_CODE)
        words_split(words->arena, unit->info, &words->list);
}

static const Word *next_word(Words *words)
{
    while (words->at == words->list.len && words->at_unit < words->doc->unit_count) {
        words->at = words->list.len = 0;
        words->unit = words->chapters ? words->chapters->origins[words->at_unit] : words->at_unit;
        words->at_unit++;
        split_unit(words);
    }
    return words->at < words->list.len ? &words->list.at[words->at++] : NULL;
}

static bool has_same_words(Arena *arena, const Doc *doc, const Style *style,
                           const Chapters *chapters, const Doc *after, Span *problem)
{
    Words was = {.arena = arena,
                 .doc = doc,
                 .chapters = chapters,
                 .titles = titles_trim(arena, doc->units, doc->unit_count, style)},
          is = {.arena = arena, .doc = after};
    for (;;) {
        const Word *before = next_word(&was), *now = next_word(&is);
        if (!before && !now)
            return true;
        if (before && now && span_eq(before->text, now->text))
            continue;
        Span word = before ? before->text : now->text;
        *problem = before ? arena_format(arena, "the word '%.*s' of line %u is not where it was",
                                         SPAN_ARG(word), doc->units[was.unit].lines.start + 1)
                          : arena_format(arena, "the word '%.*s' was not there", SPAN_ARG(word));
        return false;
    }
}

/* ---- chapters ---- */

/* Every unit is there once, and only headings have a new title, one that means the same. */
static bool has_all_units(Arena *arena, const Doc *doc, const Style *style,
                          const Chapters *chapters, Span *problem)
{
    bool *is_seen = ARENA_ARRAY(arena, bool, doc->unit_count);
    for (uint32_t at = 0; chapters && at < doc->unit_count; at++) {
        uint32_t unit = chapters->origins[at];
        Span title = chapters->titles[unit];
        uint32_t meant = NONE, was = NONE;
        if (title.len) {
            meant = style_concept(style, style_fold_title(arena, title));
            was = style_concept(style, style_fold_title(arena, doc->units[unit].text));
        }
        if (is_seen[unit] || meant != was ||
            (title.len && (meant == NONE || doc->units[unit].kind != UNIT_HEADING))) {
            *problem = arena_format(arena, "the chapter of line %u is not what it was",
                                    doc->units[unit].lines.start + 1);
            return false;
        }
        is_seen[unit] = true;
    }
    return true;
}

/* ---- what CommonMark sees ---- */

/* cmark hands on blanks that say nothing. Before HTML they decide only where it stands, which the tree tells; HTML that is
   never closed takes in the blank lines at the end; and the line after a break by a backslash keeps its indentation. */
static Span without_blanks(cmark_node *node, Span text)
{
    if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK)
        return span_trim(text);
    cmark_node *before = cmark_node_previous(node);
    bool is_broken = before && cmark_node_get_type(before) == CMARK_NODE_LINEBREAK;
    return is_broken ? span_trim_start(text) : text;
}

/* It also leaves a text without a byte where it took blanks off the end of a line. */
static void drop_what_says_nothing(Arena *arena, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_TEXT)
            continue;
        Span text = span_of(cmark_node_get_literal(node)), said = without_blanks(node, text);
        if (!said.len && type == CMARK_NODE_TEXT)
            cmark_node_free(node);
        else if (said.len < text.len)
            cmark_node_set_literal(node, arena_copy(arena, said).ptr);
    }
    cmark_iter_free(iter);
}

static char *tree_of(const Doc *doc)
{
    Span body = doc_markdown(doc->arena, doc);
    cmark_node *root = cmark_parse_document(body.ptr, body.len, CMARK_OPT_VALIDATE_UTF8);
    drop_what_says_nothing(doc->arena, root);
    cmark_consolidate_text_nodes(root);
    char *tree = cmark_render_xml(root, CMARK_OPT_DEFAULT);
    cmark_node_free(root);
    return tree;
}

static bool has_same_tree(const Doc *doc, const Doc *after, Span *problem)
{
    char *was = tree_of(doc), *is = tree_of(after);
    bool is_same = strcmp(was, is) == 0;
    cmark_get_default_mem_allocator()->free(was);
    cmark_get_default_mem_allocator()->free(is);
    if (!is_same)
        *problem = SPAN("CommonMark would read the body otherwise");
    return is_same;
}

bool verify_format(Arena *arena, const Doc *doc, const Style *style, Span written,
                   DocOptions options, Span *problem)
{
    const Doc *after = doc_read(arena, doc->source.name, written, options);
    Draft draft = draft_of_doc(arena, doc, style);
    return is_strict(doc, after, problem) && has_same_fields(arena, &draft, after, problem) &&
           has_all_units(arena, doc, style, draft.chapters, problem) &&
           has_same_words(arena, doc, style, draft.chapters, after, problem) &&
           (!markup_is_neutral(&style->markup) || has_same_tree(doc, after, problem));
}
