#include "doc/recover.h"

#include "base/buf.h"
#include "doc/margin.h"
#include "doc/smuggle.h"

/* So many fields are given to libyaml one by one when the whole is not readable; the rest are read by hand. */
enum { CHUNK_LIMIT = 500 };

/* Keys of dialogue that runs on at the margin; in agent files they are never fields. */
static const char *const dialogue_keys[] = {"user", "assistant", "human", "commentary", "system"};

static bool is_capital(Span key)
{
    return key.ptr[0] >= 'A' && key.ptr[0] <= 'Z';
}

/* Harnesses' fields are single words, in small letters if the first one is; `Context: ...` at the margin is dialogue
   that ran on. What comes first is a field whatever it looks like. */
static bool is_field_key(Span key, Span first)
{
    if (!first.len)
        return true;
    for (size_t i = 0; i < sizeof dialogue_keys / sizeof *dialogue_keys; i++)
        if (span_eq(key, span_of(dialogue_keys[i])))
            return false;
    return span_find_byte(key, ' ', 0) == key.len && (!is_capital(key) || is_capital(first));
}

static bool is_blank_line(const Lines *lines, uint32_t n)
{
    return span_is_blank(lines_line(lines, n));
}

static uint32_t indent_of(const Lines *lines, uint32_t n)
{
    uint32_t column;
    margin_indent(lines_line(lines, n), &column);
    return column;
}

/* Indentation of the first line that says something: that of all keys. */
static uint32_t base_indent(const Lines *lines)
{
    for (uint32_t n = 0; n < lines->count; n++) {
        Span text = span_trim(lines_line(lines, n));
        if (text.len && text.ptr[0] != '#')
            return indent_of(lines, n);
    }
    return 0;
}

/* ---- retried: one-line values quoted ---- */

/* Is the quoted, bracketed or block value that starts with `text` whole, or does it only look like one? */
static bool closes_itself(Span text, char close)
{
    size_t at = 1;
    for (; at < text.len && text.ptr[at] != close; at++)
        at += text.ptr[at] == '\\' && close == '"';
    if (at >= text.len)
        return false;
    Span tail = span_trim(span_from(text, at + 1));
    return !tail.len || tail.ptr[0] == '#';
}

static bool is_block_header(Span text)
{
    size_t at = 1;
    while (at < text.len && strchr("+-123456789", text.ptr[at]) && text.ptr[at])
        at++;
    Span tail = span_trim(span_from(text, at));
    return !tail.len || tail.ptr[0] == '#';
}

static bool is_name(Span text)
{
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at];
        bool is_word = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
        if (!is_word)
            return false;
    }
    return text.len > 0;
}

/* Would YAML take this value for something else than text? */
static bool wants_quotes(Span value)
{
    switch (value.ptr[0]) {
    case '"':
    case '\'':
        return !closes_itself(value, value.ptr[0]);
    case '[':
        return !closes_itself(value, ']');
    case '{':
        return !closes_itself(value, '}');
    case '|':
    case '>':
        return !is_block_header(value);
    case '*':
    case '&':
        return !is_name(span_from(value, 1));
    case '-':
    case '?':
        return value.len == 1 || value.ptr[1] == ' ';
    case '@':
    case '`':
    case '%':
    case '!':
    case ',':
    case ']':
    case '}':
        return true;
    default:
        return span_find(value, SPAN(": "), 0) < value.len || span_ends(value, SPAN(":"));
    }
}

static bool is_followed(const Lines *lines, uint32_t n, uint32_t base)
{
    for (n++; n < lines->count && is_blank_line(lines, n); n++)
        ;
    return n < lines->count && indent_of(lines, n) > base;
}

/* The one-line value on line `n` that has to be quoted; empty when there is none. */
static Span value_to_quote(const Lines *lines, uint32_t n, uint32_t base)
{
    Span line = lines_line(lines, n), key;
    size_t from = indent_of(lines, n) == base ? yaml_key_end(line, &key) : 0;
    Span value = span_trim(span_from(line, from ? from : line.len));
    bool is_wanted = value.len && wants_quotes(value) && !is_followed(lines, n, base);
    return is_wanted ? value : SPAN("");
}

static void add_quoted(Buf *text, Span value)
{
    buf_add_byte(text, '"');
    for (size_t at = 0; at < value.len; at++) {
        if (value.ptr[at] == '"' || value.ptr[at] == '\\')
            buf_add_byte(text, '\\');
        buf_add_byte(text, value.ptr[at]);
    }
    buf_add_byte(text, '"');
}

static Span quote_values(Arena *arena, const Lines *lines, uint32_t base, Span *quoted)
{
    Buf text = buf_in(arena);
    for (uint32_t n = 0; n < lines->count; n++) {
        Span line = lines_line(lines, n);
        quoted[n] = value_to_quote(lines, n, base);
        if (quoted[n].len) {
            buf_add(&text, span_range(line, 0, (size_t)(quoted[n].ptr - line.ptr)));
            if (quoted[n].ptr > line.ptr && quoted[n].ptr[-1] == ':')
                buf_add_byte(&text, ' ');
            add_quoted(&text, quoted[n]);
        } else {
            buf_add(&text, line);
        }
        buf_add_byte(&text, '\n');
    }
    return buf_span(&text);
}

static bool has_dialogue(const Yaml *yaml)
{
    for (size_t i = 1; i < yaml->fields.len; i++)
        if (!is_field_key(yaml->fields.at[i].key, yaml->fields.at[0].key))
            return true;
    return false;
}

/* What was quoted only to be read is plain text as the file has it. */
static bool retry(Arena *arena, const Lines *lines, Yaml *yaml)
{
    Span *quoted = ARENA_ARRAY(arena, Span, (size_t)lines->count + 1);
    Lines copy = lines_index(arena, quote_values(arena, lines, base_indent(lines), quoted));
    if (copy.count != lines->count || !yaml_read(arena, &copy, yaml) || has_dialogue(yaml))
        return false;
    for (size_t i = 0; i < yaml->fields.len; i++) {
        Field *field = &yaml->fields.at[i];
        if (!quoted[field->lines.start].len)
            continue;
        field->quote = QUOTE_PLAIN;
        field->value = quoted[field->lines.start];
    }
    return true;
}

/* ---- by lines ---- */

static Lines lines_between(Arena *arena, const Lines *lines, Range range)
{
    return lines_index(arena, lines_range(lines, range));
}

/* A block scalar that libyaml refuses: its lines without their indentation. */
static Span block_text(Arena *arena, const Lines *chunk)
{
    Buf text = buf_in(arena);
    uint32_t indent = NONE;
    for (uint32_t n = 1; n < chunk->count; n++)
        if (!is_blank_line(chunk, n) && indent_of(chunk, n) < indent)
            indent = indent_of(chunk, n);
    for (uint32_t n = 1; n < chunk->count; n++) {
        Span line = lines_line(chunk, n);
        buf_add(&text, span_from(line, margin_skip(line, indent == NONE ? 0 : indent)));
        buf_add_byte(&text, '\n');
    }
    return buf_span(&text);
}

/* Plain text over several lines is folded as YAML does: a line end is a space, a blank line a line end. */
static Span folded_text(Arena *arena, const Lines *chunk, Span first)
{
    Buf text = buf_in(arena);
    size_t blank = 0;
    buf_add(&text, span_trim(first));
    for (uint32_t n = 1; n < chunk->count; n++) {
        Span line = span_trim(lines_line(chunk, n));
        if (!line.len) {
            blank++;
            continue;
        }
        if (text.len && !blank)
            buf_add_byte(&text, ' ');
        buf_add_times(&text, '\n', blank);
        buf_add(&text, line);
        blank = 0;
    }
    return buf_span(&text);
}

static void read_by_hand(Arena *arena, const Lines *chunk, Field *field)
{
    Span line = lines_line(chunk, 0);
    size_t from = yaml_key_end(line, &field->key);
    Span first = span_trim(span_from(line, from));
    bool is_block =
        first.len && (first.ptr[0] == '|' || first.ptr[0] == '>') && is_block_header(first);
    field->quote = is_block ? QUOTE_LITERAL : QUOTE_PLAIN;
    field->value = is_block ? block_text(arena, chunk) : folded_text(arena, chunk, first);
    field->shape = field->value.len ? FIELD_SCALAR : FIELD_NULL;
    field->source = span_from(chunk->text, from);
}

static void read_chunk(Arena *arena, const Lines *lines, bool may_parse, Field *field, Yaml *whole)
{
    Lines chunk = lines_between(arena, lines, field->lines);
    Lines readable = smuggle_bytes(arena, &chunk);
    Yaml yaml;
    bool is_read = may_parse &&
                   (yaml_read(arena, &readable, &yaml) || retry(arena, &readable, &yaml)) &&
                   yaml.fields.len == 1;
    if (!is_read) {
        read_by_hand(arena, &chunk, field);
        return;
    }
    Range range = field->lines;
    yaml_settle(arena, &chunk, &yaml);
    *field = yaml.fields.at[0];
    field->lines = range;
    if (readable.text.ptr != chunk.text.ptr)
        smuggle_back(arena, field);
    if (yaml.has_aliases && !whole->has_aliases) {
        whole->has_aliases = true;
        whole->alias_line = range.start + yaml.alias_line;
    }
}

static void read_by_lines(Arena *arena, const Lines *lines, Yaml *yaml)
{
    uint32_t base = base_indent(lines);
    Span key, first = SPAN("");
    for (uint32_t n = 0; n < lines->count; n++) {
        if (indent_of(lines, n) != base || !yaml_key_end(lines_line(lines, n), &key) ||
            !is_field_key(key, first))
            continue;
        first = first.len ? first : key;
        vec_add(arena, &yaml->fields, (Field){.lines = {n, lines->count}});
        if (yaml->fields.len > 1)
            yaml->fields.at[yaml->fields.len - 2].lines.end = n;
    }
    for (size_t i = 0; i < yaml->fields.len; i++)
        read_chunk(arena, lines, i < CHUNK_LIMIT, &yaml->fields.at[i], yaml);
}

FrontMode recover_fields(Arena *arena, const Lines *lines, Yaml *yaml)
{
    if (retry(arena, lines, yaml)) {
        yaml_settle(arena, lines, yaml);
        return FRONT_RETRIED;
    }
    *yaml = (Yaml){0};
    read_by_lines(arena, lines, yaml);
    return FRONT_BY_LINES;
}
