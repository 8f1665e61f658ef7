#include "style/schema.h"

#include "text/guess.h"

#include <stdarg.h>
#include <stdio.h>

/* ---- problems ---- */

void problems_add(Arena *arena, Problems *problems, Problem problem)
{
    if (problems->list.len >= SCHEMA_PROBLEMS)
        problems->suppressed++;
    else
        vec_add(arena, &problems->list, problem);
}

static void note(Schema *schema, const yaml_mark_t *mark, Span message)
{
    Problem problem = {(uint32_t)mark->line + 1, (uint32_t)mark->column + 1, message};
    problems_add(schema->arena, schema->problems, problem);
}

void schema_complain(Schema *schema, const yaml_node_t *node, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    note(schema, &node->start_mark, arena_copy(schema->arena, span_of(text)));
}

/* "a, b or c" */
static Span listed(Arena *arena, const Span *names, size_t count)
{
    Buf out = buf_in(arena);
    for (size_t i = 0; i < count; i++) {
        buf_add(&out, !i ? SPAN("") : i + 1 < count ? SPAN(", ") : SPAN(" or "));
        buf_add(&out, names[i]);
    }
    return buf_span(&out);
}

static Span guessed(Arena *arena, Span typed, const Span *names, size_t count)
{
    Guess guess = {.typed = typed};
    for (size_t i = 0; i < count; i++)
        guess_offer(&guess, names[i]);
    return guess.best.len ? arena_format(arena, "; did you mean '%.*s'?", SPAN_ARG(guess.best))
                          : SPAN("");
}

Span schema_hint(Arena *arena, Span typed, const Span *names, size_t count)
{
    Span hint = guessed(arena, typed, names, count);
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++)
        bytes += names[i].len;
    if (hint.len || !count || bytes > SCHEMA_HINT)
        return hint;
    return arena_format(arena, "; write %.*s", SPAN_ARG(listed(arena, names, count)));
}

Span problems_text(Arena *arena, Span name, const Problems *problems)
{
    Buf out = buf_in(arena);
    for (size_t i = 0; i < problems->list.len; i++) {
        const Problem *problem = &problems->list.at[i];
        buf_format(&out, "%.*s:%u:%u: %.*s\n", SPAN_ARG(name), problem->line, problem->column,
                   SPAN_ARG(problem->message));
    }
    if (problems->suppressed)
        buf_format(&out, "%.*s: %zu more of them\n", SPAN_ARG(name), problems->suppressed);
    return buf_span(&out);
}

/* ---- reading a file ---- */

static const char *depth_problem(yaml_event_type_t type, uint32_t *depth)
{
    if (type == YAML_ALIAS_EVENT)
        return "aliases are not read here; write the value out";
    if (type == YAML_SEQUENCE_START_EVENT || type == YAML_MAPPING_START_EVENT)
        return ++*depth > SCHEMA_DEPTH ? "this is nested too deeply" : NULL;
    if (type == YAML_SEQUENCE_END_EVENT || type == YAML_MAPPING_END_EVENT)
        --*depth;
    return NULL;
}

static void start_parser(yaml_parser_t *parser, Span yaml)
{
    if (!yaml_parser_initialize(parser))
        arena_out_of_memory(0);
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(parser, (const unsigned char *)(yaml.len ? yaml.ptr : ""),
                                 yaml.len);
}

/* What libyaml says in its own terms, and what to do about it. */
static const struct {
    const char *says, *remedy;
} remedies[] = {
    {"mapping values are not allowed", "put a text with ': ' into quotes"},
    {"block sequence entries are not allowed", "begin the list on a line of its own"},
    {"did not find expected ',' or", "close the bracket, or put a comma between the entries"},
    {"did not find expected node content", "close the bracket"},
    {"did not find expected key", "indent keys that belong together alike"},
    {"did not find expected '-' indicator", "indent the entries of a list alike"},
    {"could not find expected ':'", "put a colon and a space behind the key"},
    {"found unexpected end of stream", "close the quote"},
    {"found unexpected document indicator", "close the quote"},
    {"cannot start any token", "indent with spaces, and put what starts with a sign into quotes"},
    {"found unknown escape", "write the text in single quotes"},
    {"control characters are not allowed", "leave them out"},
    {"UTF-8", "save the file as UTF-8"},
    {"found undefined tag handle", "put the text into quotes"},
};

static Span parser_problem(Arena *arena, const yaml_parser_t *parser)
{
    const char *says = parser->problem ? parser->problem : "this is not YAML";
    for (size_t i = 0; i < sizeof remedies / sizeof *remedies; i++)
        if (strstr(says, remedies[i].says))
            return arena_format(arena, "%s; %s", says, remedies[i].remedy);
    return arena_copy(arena, span_of(says));
}

/* Of bytes that are no text libyaml tells the offset alone. */
static yaml_mark_t problem_mark(const yaml_parser_t *parser, Span yaml)
{
    if (parser->error != YAML_READER_ERROR)
        return parser->problem_mark;
    yaml_mark_t mark = {0};
    for (size_t at = 0; at < parser->problem_offset && at < yaml.len; at++) {
        bool is_end = yaml.ptr[at] == '\n';
        mark.line += is_end;
        mark.column = is_end ? 0 : mark.column + (((uint8_t)yaml.ptr[at] & 0xC0) != 0x80);
    }
    return mark;
}

/* Before anything is built of it: libyaml's own loader follows a file to any depth. */
static bool is_sound(Schema *schema, Span yaml)
{
    static const yaml_mark_t start;
    yaml_parser_t parser;
    uint32_t depth = 0;
    bool is_end = false, is_good = true;
    if (yaml.len > SCHEMA_BYTES) {
        note(schema, &start, SPAN("the file is larger than 1 MiB; split it"));
        return false;
    }
    start_parser(&parser, yaml);
    while (is_good && !is_end) {
        yaml_event_t event;
        is_good = yaml_parser_parse(&parser, &event);
        if (!is_good) {
            yaml_mark_t mark = problem_mark(&parser, yaml);
            note(schema, &mark, parser_problem(schema->arena, &parser));
            break;
        }
        const char *problem = depth_problem(event.type, &depth);
        if (problem)
            note(schema, &event.start_mark, span_of(problem));
        is_good = !problem;
        is_end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return is_good;
}

static void demand_end(Schema *schema, yaml_parser_t *parser)
{
    yaml_document_t second;
    if (!yaml_parser_load(parser, &second))
        return;
    const yaml_node_t *root = yaml_document_get_root_node(&second);
    if (root)
        schema_complain(schema, root, "a second document starts here; only one is read");
    yaml_document_delete(&second);
}

bool schema_read(Arena *arena, Span yaml, SchemaReader root, void *target, Problems *problems)
{
    Schema schema = {.arena = arena, .target = target, .problems = problems};
    yaml_parser_t parser;
    size_t before = problems->list.len + problems->suppressed;
    if (!is_sound(&schema, yaml))
        return false;
    start_parser(&parser, yaml);
    if (yaml_parser_load(&parser, &schema.document)) {
        const yaml_node_t *node = yaml_document_get_root_node(&schema.document);
        if (node)
            root(&schema, node, 0);
        else
            note(&schema, &schema.document.start_mark, SPAN("the file is empty"));
        if (node)
            demand_end(&schema, &parser);
        yaml_document_delete(&schema.document);
    }
    yaml_parser_delete(&parser);
    return problems->list.len + problems->suppressed == before;
}

/* ---- values ---- */

static const yaml_node_t *node_at(Schema *schema, int index)
{
    return yaml_document_get_node(&schema->document, index);
}

static Span scalar_of(const yaml_node_t *node)
{
    return (Span){(const char *)node->data.scalar.value, node->data.scalar.length};
}

static bool has_text(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE && node->data.scalar.length;
}

Span schema_text(Schema *schema, const yaml_node_t *node)
{
    if (has_text(node))
        return arena_copy(schema->arena, scalar_of(node));
    schema_complain(schema, node, "text is expected here");
    return SPAN("?");
}

Span schema_text_or_empty(Schema *schema, const yaml_node_t *node)
{
    bool is_empty = node->type == YAML_SCALAR_NODE && !node->data.scalar.length;
    return is_empty ? SPAN("") : schema_text(schema, node);
}

bool schema_bool(Schema *schema, const yaml_node_t *node)
{
    Span text = schema_text(schema, node);
    if (has_text(node) && !span_eq(text, SPAN("true")) && !span_eq(text, SPAN("false")))
        schema_complain(schema, node, "true or false is expected, not '%.*s'", SPAN_ARG(text));
    return span_eq(text, SPAN("true"));
}

size_t schema_choice(Schema *schema, const yaml_node_t *node, const Span *names)
{
    Span text = schema_text(schema, node);
    size_t count = 0;
    for (; names[count].len; count++)
        if (span_eq(text, names[count]))
            return count;
    if (!has_text(node))
        return 0;
    Span list = listed(schema->arena, names, count);
    Span hint = guessed(schema->arena, text, names, count);
    schema_complain(schema, node, "%.*s is expected, not '%.*s'%.*s", SPAN_ARG(list),
                    SPAN_ARG(text), SPAN_ARG(hint));
    return 0;
}

uint32_t schema_number(Schema *schema, const yaml_node_t *node)
{
    enum { MOST = 100 * 1000 * 1000 };
    Span text = schema_text(schema, node);
    uint32_t number = 0;
    for (size_t i = 0; has_text(node) && i < text.len; i++) {
        bool is_digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        number = is_digit && number < MOST ? number * 10 + (uint32_t)(text.ptr[i] - '0') : 0;
        if (!number || number > MOST) {
            schema_complain(schema, node, "a whole number above 0 is expected, not '%.*s'",
                            SPAN_ARG(text));
            return 1;
        }
    }
    return has_text(node) ? number : 1;
}

Span schema_id(Schema *schema, const yaml_node_t *node)
{
    Span id = schema_text(schema, node);
    for (size_t i = 0; has_text(node) && i < id.len; i++) {
        char c = id.ptr[i];
        bool is_good = (c >= 'a' && c <= 'z') || (i && ((c >= '0' && c <= '9') || c == '-'));
        if (!is_good) {
            schema_complain(schema, node,
                            "a name has lower-case letters, digits and hyphens: '%.*s'",
                            SPAN_ARG(id));
            break;
        }
    }
    return id;
}

static bool has_too_many(Schema *schema, const yaml_node_t *node, ptrdiff_t count)
{
    if (count > SCHEMA_ENTRIES)
        schema_complain(schema, node, "more than %d entries", SCHEMA_ENTRIES);
    return count > SCHEMA_ENTRIES;
}

void schema_list(Schema *schema, const yaml_node_t *node, SchemaReader read)
{
    if (node->type != YAML_SEQUENCE_NODE) {
        schema_complain(schema, node, "a list is expected here");
        return;
    }
    const yaml_node_item_t *start = node->data.sequence.items.start;
    const yaml_node_item_t *end = node->data.sequence.items.top;
    if (has_too_many(schema, node, end - start))
        return;
    for (const yaml_node_item_t *item = start; item < end; item++)
        read(schema, node_at(schema, *item), (size_t)(item - start));
}

/* ---- mappings ---- */

static bool is_mapping(Schema *schema, const yaml_node_t *node)
{
    if (node->type != YAML_MAPPING_NODE) {
        schema_complain(schema, node, "a mapping is expected here");
        return false;
    }
    return !has_too_many(schema, node,
                         node->data.mapping.pairs.top - node->data.mapping.pairs.start);
}

static void complain_unknown(Schema *schema, const yaml_node_t *key, Span name,
                             const SchemaKey *keys, size_t count)
{
    Span *names = ARENA_ARRAY(schema->arena, Span, count);
    for (size_t i = 0; i < count; i++)
        names[i] = span_of(keys[i].name);
    Span hint = schema_hint(schema->arena, name, names, count);
    schema_complain(schema, key, "unknown key '%.*s'%.*s", SPAN_ARG(name), SPAN_ARG(hint));
}

static void read_pair(Schema *schema, const yaml_node_pair_t *pair, const SchemaKey *keys,
                      size_t count, uint64_t *seen)
{
    const yaml_node_t *key = node_at(schema, pair->key);
    Span name = schema_text(schema, key);
    size_t row = 0;
    while (row < count && !span_eq(name, span_of(keys[row].name)))
        row++;
    if (row == count) {
        complain_unknown(schema, key, name, keys, count);
    } else if (*seen >> row & 1) {
        schema_complain(schema, key, "the key '%.*s' stands here twice", SPAN_ARG(name));
    } else {
        *seen |= (uint64_t)1 << row;
        keys[row].read(schema, node_at(schema, pair->value), row);
    }
}

void schema_mapping(Schema *schema, const yaml_node_t *node, const SchemaKey *keys, size_t count)
{
    uint64_t seen = 0;
    if (!is_mapping(schema, node))
        return;
    const yaml_node_pair_t *end = node->data.mapping.pairs.top;
    for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < end; pair++)
        read_pair(schema, pair, keys, count, &seen);
    for (size_t row = 0; row < count; row++)
        if (!(seen >> row & 1) && !keys[row].is_optional)
            schema_complain(schema, node, "the key '%s' is missing", keys[row].name);
}

void schema_short_mapping(Schema *schema, const yaml_node_t *node, const SchemaKey *keys,
                          size_t count)
{
    if (node->type == YAML_SCALAR_NODE)
        keys->read(schema, node, 0);
    else
        schema_mapping(schema, node, keys, count);
}

/* Of two of them the second would win without a word. */
static void check_once(Schema *schema, const yaml_node_t *node, const yaml_node_pair_t *pair)
{
    const yaml_node_t *key = node_at(schema, pair->key);
    for (const yaml_node_pair_t *before = node->data.mapping.pairs.start; before < pair; before++) {
        const yaml_node_t *other = node_at(schema, before->key);
        bool is_same = key->type == YAML_SCALAR_NODE && other->type == YAML_SCALAR_NODE &&
                       span_eq(scalar_of(key), scalar_of(other));
        if (is_same) {
            schema_complain(schema, key, "the key '%.*s' stands here twice",
                            SPAN_ARG(scalar_of(key)));
            return;
        }
    }
}

void schema_pairs(Schema *schema, const yaml_node_t *node,
                  void (*read)(Schema *schema, const yaml_node_t *key, const yaml_node_t *value))
{
    if (!is_mapping(schema, node))
        return;
    const yaml_node_pair_t *end = node->data.mapping.pairs.top;
    for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < end; pair++) {
        check_once(schema, node, pair);
        read(schema, node_at(schema, pair->key), node_at(schema, pair->value));
    }
}

const yaml_node_t *schema_find(Schema *schema, const yaml_node_t *node, Span key)
{
    if (node->type != YAML_MAPPING_NODE)
        return NULL;
    const yaml_node_pair_t *end = node->data.mapping.pairs.top;
    for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < end; pair++) {
        const yaml_node_t *name = node_at(schema, pair->key);
        if (name->type == YAML_SCALAR_NODE && span_eq(scalar_of(name), key))
            return node_at(schema, pair->value);
    }
    return NULL;
}
