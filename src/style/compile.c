/* The style compiler: reads templates/NAME.yaml, checks them, and writes them as C tables. The build runs it as
       style-compiler OUTPUT.c STYLE.yaml...
   A mistake in a style stops the build with file:line:column and what is wrong. */
#include "style/compile.h"

#include "base/file.h"
#include "style/style.h"
#include "text/pattern.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

const MarkupFlag markup_flags[] = {
    {"widen_fences", "widen-fences"},
    {"space_tags", "space-tags"},
    {"number_lists", "number-lists"},
    {"pad_tables", "pad-tables"},
    {"repair", "repair"},
    {"trim_colons", "trim-colons"},
    {"strict_levels", "strict-levels"},
    {"single_spaces", "single-spaces"},
    {"trim_code", "trim-code"},
};
const size_t markup_flag_count = sizeof markup_flags / sizeof *markup_flags;

_Static_assert(sizeof(Markup) == sizeof markup_flags / sizeof *markup_flags,
               "every flag of Markup has a row in markup_flags");

typedef struct Compiler {
    Arena *arena;
    const char *path;
    yaml_document_t document;
    DraftStyle style;
    unsigned errors;
} Compiler;

__attribute__((format(printf, 3, 4))) static void complain(Compiler *c, const yaml_mark_t *mark,
                                                           const char *format, ...)
{
    fprintf(stderr, "%s:%zu:%zu: ", c->path, mark->line + 1, mark->column + 1);
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    c->errors++;
}

/* ---- values ---- */

static yaml_node_t *node_at(Compiler *c, int index)
{
    return yaml_document_get_node(&c->document, index);
}

static Span read_text(Compiler *c, const yaml_node_t *node)
{
    if (node->type == YAML_SCALAR_NODE && node->data.scalar.length)
        return arena_copy(c->arena,
                          (Span){(const char *)node->data.scalar.value, node->data.scalar.length});
    complain(c, &node->start_mark, "text is expected here");
    return SPAN("?");
}

static bool read_bool(Compiler *c, const yaml_node_t *node)
{
    Span text = read_text(c, node);
    if (!span_eq(text, SPAN("true")) && !span_eq(text, SPAN("false")))
        complain(c, &node->start_mark, "true or false is expected, not '%.*s'", SPAN_ARG(text));
    return span_eq(text, SPAN("true"));
}

/* Names stand on command lines and in stable output. */
static Span read_id(Compiler *c, const yaml_node_t *node)
{
    Span id = read_text(c, node);
    for (size_t i = 0; i < id.len; i++)
        if (!((id.ptr[i] >= 'a' && id.ptr[i] <= 'z') || (id.ptr[i] == '-' && i))) {
            complain(c, &node->start_mark, "a name has lower-case letters and hyphens: '%.*s'",
                     SPAN_ARG(id));
            break;
        }
    return id;
}

typedef void (*Reader)(Compiler *c, const yaml_node_t *node, size_t row);

static void read_list(Compiler *c, const yaml_node_t *node, Reader read)
{
    if (node->type != YAML_SEQUENCE_NODE) {
        complain(c, &node->start_mark, "a list is expected here");
        return;
    }
    const yaml_node_item_t *start = node->data.sequence.items.start;
    const yaml_node_item_t *end = node->data.sequence.items.top;
    for (const yaml_node_item_t *item = start; item < end; item++)
        read(c, node_at(c, *item), (size_t)(item - start));
}

typedef struct Key {
    const char *name;
    Reader read; /* gets the key's row in its table */
    bool is_optional;
} Key;

static void read_pair(Compiler *c, const yaml_node_pair_t *pair, const Key *keys, size_t count,
                      uint64_t *seen)
{
    const yaml_node_t *key = node_at(c, pair->key);
    Span name = read_text(c, key);
    size_t row = 0;
    while (row < count && !span_eq(name, span_of(keys[row].name)))
        row++;
    if (row == count) {
        complain(c, &key->start_mark, "unknown key '%.*s'", SPAN_ARG(name));
    } else if (*seen >> row & 1) {
        complain(c, &key->start_mark, "the key '%.*s' stands here twice", SPAN_ARG(name));
    } else {
        *seen |= (uint64_t)1 << row;
        keys[row].read(c, node_at(c, pair->value), row);
    }
}

static void read_mapping(Compiler *c, const yaml_node_t *node, const Key *keys, size_t count)
{
    if (node->type != YAML_MAPPING_NODE) {
        complain(c, &node->start_mark, "a mapping is expected here");
        return;
    }
    uint64_t seen = 0;
    const yaml_node_pair_t *end = node->data.mapping.pairs.top;
    for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < end; pair++)
        read_pair(c, pair, keys, count, &seen);
    for (size_t row = 0; row < count; row++)
        if (!(seen >> row & 1) && !keys[row].is_optional)
            complain(c, &node->start_mark, "the key '%s' is missing", keys[row].name);
}

/* ---- the parts of a style ---- */

static void read_flag(Compiler *c, const yaml_node_t *node, size_t row)
{
    c->style.markup |= (uint64_t)read_bool(c, node) << row;
}

/* Every flag is to be given, so that a style says what it does not ask for. */
static void read_markup(Compiler *c, const yaml_node_t *node, size_t row)
{
    (void)row;
    Key keys[sizeof markup_flags / sizeof *markup_flags];
    for (size_t i = 0; i < markup_flag_count; i++)
        keys[i] = (Key){markup_flags[i].key, read_flag, false};
    read_mapping(c, node, keys, markup_flag_count);
}

static void read_field(Compiler *c, const yaml_node_t *node, size_t row)
{
    (void)row;
    Span field = read_text(c, node);
    for (size_t i = 0; i < c->style.fields.len; i++)
        if (span_eq(field, c->style.fields.at[i]))
            complain(c, &node->start_mark, "the field '%.*s' stands here twice", SPAN_ARG(field));
    vec_add(c->arena, &c->style.fields, field);
}

static void read_fields(Compiler *c, const yaml_node_t *node, size_t row)
{
    (void)row;
    read_list(c, node, read_field);
}

static DraftConcept *last_concept(Compiler *c)
{
    return &c->style.concepts.at[c->style.concepts.len - 1];
}

static void read_concept_id(Compiler *c, const yaml_node_t *node, size_t row)
{
    (void)row;
    Span id = read_id(c, node);
    for (size_t i = 0; i + 1 < c->style.concepts.len; i++)
        if (span_eq(id, c->style.concepts.at[i].id))
            complain(c, &node->start_mark, "the concept '%.*s' stands here twice", SPAN_ARG(id));
    last_concept(c)->id = id;
}

static void read_pattern(Compiler *c, const yaml_node_t *node, Span source)
{
    Span error;
    if (!pattern_new(c->arena, source, &error))
        complain(c, &node->start_mark, "%.*s", SPAN_ARG(error));
    DraftAlias alias = {source, (uint32_t)c->style.concepts.len - 1, node};
    vec_add(c->arena, &c->style.patterns, alias);
}

static void read_alias(Compiler *c, const yaml_node_t *node, size_t row)
{
    (void)row;
    Span text = read_text(c, node);
    if (text.len > 2 && text.ptr[0] == '/' && text.ptr[text.len - 1] == '/') {
        read_pattern(c, node, span_range(text, 1, text.len - 1));
        return;
    }
    Span folded = style_fold_title(c->arena, text);
    if (!folded.len || folded.len > UINT16_MAX)
        complain(c, &node->start_mark, "no title: '%.*s'", SPAN_ARG(text));
    DraftAlias alias = {folded, (uint32_t)c->style.concepts.len - 1, node};
    vec_add(c->arena, &c->style.aliases, alias);
}

static void read_aliases(Compiler *c, const yaml_node_t *node, size_t row)
{
    (void)row;
    read_list(c, node, read_alias);
}

/* The title itself is the first alias. */
static void read_concept_title(Compiler *c, const yaml_node_t *node, size_t row)
{
    last_concept(c)->title = read_text(c, node);
    read_alias(c, node, row);
}

static void read_repeatable(Compiler *c, const yaml_node_t *node, size_t row)
{
    (void)row;
    last_concept(c)->is_repeatable = read_bool(c, node);
}

static void read_deep(Compiler *c, const yaml_node_t *node, size_t row)
{
    (void)row;
    last_concept(c)->is_deep = read_bool(c, node);
}

/* In the order of SectionRole. */
static const char *const roles[] = {"none", "process", "check", "limit", "output"};

static void read_role(Compiler *c, const yaml_node_t *node, size_t row)
{
    (void)row;
    Span text = read_text(c, node);
    for (unsigned i = 0; i < sizeof roles / sizeof *roles; i++)
        if (span_eq(text, span_of(roles[i]))) {
            last_concept(c)->role = i;
            return;
        }
    complain(c, &node->start_mark, "no role: '%.*s'", SPAN_ARG(text));
}

static void read_hint(Compiler *c, const yaml_node_t *node, size_t row)
{
    (void)row;
    Span text = read_text(c, node), folded = style_fold_title(c->arena, text);
    if (!span_eq(text, folded) || span_find_byte(text, ' ', 0) < text.len)
        complain(c, &node->start_mark, "a hint is one folded word, not '%.*s'", SPAN_ARG(text));
    DraftAlias hint = {folded, (uint32_t)c->style.concepts.len - 1, node};
    vec_add(c->arena, &c->style.hints, hint);
}

static void read_hints(Compiler *c, const yaml_node_t *node, size_t row)
{
    (void)row;
    read_list(c, node, read_hint);
}

static void read_concept(Compiler *c, const yaml_node_t *node, size_t row)
{
    static const Key keys[] = {
        {"id", read_concept_id, false},  {"title", read_concept_title, false},
        {"deep", read_deep, true},       {"repeatable", read_repeatable, true},
        {"role", read_role, true},       {"hints", read_hints, true},
        {"aliases", read_aliases, true},
    };
    (void)row;
    vec_add(c->arena, &c->style.concepts, (DraftConcept){.id = SPAN("?"), .title = SPAN("?")});
    read_mapping(c, node, keys, sizeof keys / sizeof *keys);
}

static void read_concepts(Compiler *c, const yaml_node_t *node, size_t row)
{
    (void)row;
    read_list(c, node, read_concept);
    if (c->style.concepts.len > UINT16_MAX)
        complain(c, &node->start_mark, "too many concepts");
}

static void read_name(Compiler *c, const yaml_node_t *node, size_t row)
{
    (void)row;
    c->style.name = read_id(c, node);
}

static void read_style(Compiler *c)
{
    static const Key keys[] = {
        {"name", read_name, false},
        {"markup", read_markup, false},
        {"fields", read_fields, false},
        {"concepts", read_concepts, false},
    };
    const yaml_node_t *root = yaml_document_get_root_node(&c->document);
    if (root)
        read_mapping(c, root, keys, sizeof keys / sizeof *keys);
    else
        complain(c, &c->document.start_mark, "the file is empty");
}

/* ---- checks of the whole ---- */

static int by_text(const void *a, const void *b)
{
    const DraftAlias *one = a, *other = b;
    int order = span_cmp(one->text, other->text);
    if (order)
        return order;
    size_t line = one->node->start_mark.line, other_line = other->node->start_mark.line;
    return line < other_line ? -1 : line > other_line;
}

/* A title that means two things means neither; one that is given twice hides that folding already unites them. */
static void sort_aliases(Compiler *c)
{
    DraftAliasVec *aliases = &c->style.aliases;
    if (aliases->len)
        qsort(aliases->at, aliases->len, sizeof *aliases->at, by_text);
    for (size_t i = 1; i < aliases->len; i++) {
        const DraftAlias *alias = &aliases->at[i], *before = alias - 1;
        if (span_eq(alias->text, before->text))
            complain(c, &alias->node->start_mark,
                     "this alias is folded to '%.*s', as is the one in line %zu, concept '%.*s'",
                     SPAN_ARG(alias->text), before->node->start_mark.line + 1,
                     SPAN_ARG(c->style.concepts.at[before->concept].id));
    }
}

static void compile_document(Compiler *c, yaml_parser_t *parser, Buf *out)
{
    if (!yaml_parser_load(parser, &c->document)) {
        complain(c, &parser->problem_mark, "%s", parser->problem ? parser->problem : "not YAML");
        return;
    }
    read_style(c);
    sort_aliases(c);
    if (!c->errors)
        emit_tables(out, &c->style);
    yaml_document_delete(&c->document);
}

/* False when the file cannot be read or has mistakes. `style` comes with its number. */
static bool compile_file(Arena *arena, const char *path, Buf *out, DraftStyle *style)
{
    Compiler c = {.arena = arena, .path = path, .style = *style};
    Span bytes;
    int error = file_read(arena, path, &bytes);
    if (error) {
        fprintf(stderr, "%s: %s\n", path, strerror(-error));
        return false;
    }
    yaml_parser_t parser;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.ptr, bytes.len);
    compile_document(&c, &parser, out);
    yaml_parser_delete(&parser);
    *style = c.style;
    return !c.errors;
}

int main(int argc, char **argv)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    size_t count = argc > 2 ? (size_t)argc - 2 : 0;
    DraftStyle *styles = ARENA_ARRAY(arena, DraftStyle, count);
    bool is_good = count > 0;
    buf_add(&out, SPAN("/* Made by style/compile.c from templates/; changes here are lost. */\n"
                       "#include \"style/builtin.h\"\n\n"));
    for (size_t i = 0; i < count; i++) {
        styles[i].number = i;
        is_good &= compile_file(arena, argv[i + 2], &out, &styles[i]);
    }
    if (is_good)
        emit_styles(&out, styles, count);
    int error = is_good ? file_write(argv[1], buf_span(&out)) : 0;
    if (error)
        fprintf(stderr, "%s: %s\n", argv[1], strerror(-error));
    arena_free(arena);
    return is_good && !error ? EXIT_SUCCESS : EXIT_FAILURE;
}
