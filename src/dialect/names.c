#include "dialect/inner.h"

#include "base/file.h"
#include "text/chars.h"
#include "text/utf8.h"

/* ---- reading ---- */

/* The agent is called as the folder is, not as the file. */
static bool is_fixed_name(Span file)
{
    return span_eq(file, SPAN("SKILL.md")) || span_eq(file, SPAN("AGENTS.md"));
}

/* "reviewer" of "x/reviewer.agent.md" and of "reviewer/SKILL.md". */
static Span name_of_path(Span path)
{
    static const Span endings[] = {SPAN(".agent.md"), SPAN(".md"), SPAN(".mdc"), SPAN(".toml")};
    Span file = file_name(path);
    if (is_fixed_name(file))
        return file.len < path.len ? file_name(span_range(path, 0, path.len - file.len - 1))
                                   : (Span){0};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (span_ends(file, endings[i]))
            return span_range(file, 0, file.len - endings[i].len);
    return (Span){0};
}

/* A name in the file wins over that of the file, where both are there. */
void names_read(Conversion *c)
{
    const HarnessField *row = harness_meaning(c->agent.speech, MEANING_NAME);
    const Field *field = row ? field_find(&c->agent.fields, span_of(row->key)) : NULL;
    bool has_name = field && field->shape == FIELD_SCALAR && !span_is_blank(field->value);
    c->agent.name = has_name ? span_trim(field->value) : name_of_path(c->doc->source.name);
    bool is_odd = field && (field->shape == FIELD_LIST || field->shape == FIELD_OPAQUE);
    if (is_odd)
        remark(c, DIAG_CONVERT_VALUE, field, (Span){0},
               "'%.*s' is no text; the agent is called as its file is", SPAN_ARG(field->key));
    if (c->wish->name.len)
        c->agent.name = c->wish->name;
    bool is_mended = false;
    c->agent.name = text_mended(c->arena, c->agent.name, &is_mended);
    if (is_mended)
        remark(c, DIAG_CONVERT_TEXT, field, (Span){0}, "the name holds bytes that are not UTF-8");
}

/* ---- spelling ---- */

/* What a name may be made of, beside small letters of ASCII, digits and hyphens. */
typedef struct Alphabet {
    bool capitals, underscores, dots, scripts;
} Alphabet;

static const Alphabet skill_names = {0}, gemini_names = {.underscores = true},
                      qwen_names = {.capitals = true, .underscores = true, .scripts = true},
                      file_names = {true, true, true, true};

static const Alphabet *const alphabets[HARNESS_COUNT] = {
    [HARNESS_SKILL] = &skill_names,
    [HARNESS_GEMINI_AGENT] = &gemini_names,
    [HARNESS_QWEN_AGENT] = &qwen_names,
};

static bool is_allowed(int32_t c, const Alphabet *alphabet)
{
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        return true;
    if (c >= 'A' && c <= 'Z')
        return alphabet->capitals;
    if (c < 0x80)
        return (c == '_' && alphabet->underscores) || (c == '.' && alphabet->dots);
    return alphabet->scripts && !chars_is_space(c) && !chars_is_punctuation(c);
}

/* Everything else becomes hyphens, one where several meet and none at the ends. */
static Span hyphenate(Arena *arena, Span name, const Alphabet *alphabet)
{
    Buf out = buf_in(arena);
    bool is_owed = false;
    for (size_t at = 0; at < name.len;) {
        size_t start = at;
        if (!is_allowed(utf8_next(name, &at), alphabet)) {
            is_owed = out.len > 0;
            continue;
        }
        if (is_owed)
            buf_add_byte(&out, '-');
        is_owed = false;
        buf_add(&out, span_range(name, start, at));
    }
    return buf_span(&out);
}

/* Nobody calls an agent by two lines. */
static bool has_control(Span name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] < 0x20 || name.ptr[i] == 0x7F)
            return true;
    return false;
}

/* As it is where that can be; else in small letters and hyphens. Empty when nothing of it can stand. */
static Span spell(Arena *arena, Span name, const Alphabet *alphabet)
{
    if (!alphabet && has_control(name))
        alphabet = &file_names;
    if (!alphabet || span_eq(hyphenate(arena, name, alphabet), name))
        return name;
    return hyphenate(arena, utf8_fold(arena, name), alphabet);
}

/* ---- paths ---- */

/* A name that leads out of the folder, or hides the file. */
static bool is_unsafe(Span name)
{
    bool is_path =
        span_find_byte(name, '/', 0) < name.len || span_find_byte(name, '\\', 0) < name.len;
    return is_path || has_control(name) || span_starts(name, SPAN("."));
}

static void make_path(Conversion *c, Span name)
{
    Span file = spell(c->arena, name, &file_names), pattern = span_of(c->to->path);
    if (!name.len)
        c->path_problem = SPAN("the agent has no name");
    else if (is_unsafe(name) || is_unsafe(c->agent.name))
        c->path_problem = arena_format(c->arena, "the name '%.*s' would be a path",
                                       SPAN_ARG(remark_shown(c->arena, c->agent.name)));
    else if (!file.len)
        c->path_problem = arena_format(c->arena, "the name '%.*s' has no letters for a file's name",
                                       SPAN_ARG(remark_shown(c->arena, name)));
    if (c->path_problem.len)
        return;
    size_t star = span_find_byte(pattern, '*', 0);
    c->path = arena_format(c->arena, "%.*s%.*s%s", (int)star, pattern.ptr, SPAN_ARG(file),
                           pattern.ptr + star + 1);
}

/* ---- writing ---- */

static const Field *source_field(const Conversion *c)
{
    const HarnessField *row = harness_meaning(c->agent.speech, MEANING_NAME);
    return row ? field_find(&c->agent.fields, span_of(row->key)) : NULL;
}

/* As it was written, where it is the same. */
static Field name_field(const Conversion *c, const char *key, Span name)
{
    const Field *from = source_field(c);
    Field field = field_string(key, name);
    if (from && span_eq(from->value, name))
        field = *from;
    else if (from)
        field.comments = from->comments;
    field.key = span_of(key);
    return field;
}

static void tell_spelling(Conversion *c, Span spelled)
{
    if (!span_eq(spelled, c->agent.name))
        remark(c, DIAG_CONVERT_NEAR, source_field(c), (Span){0},
               "the name '%.*s' is written '%.*s', as %s must have it",
               SPAN_ARG(remark_shown(c->arena, c->agent.name)), SPAN_ARG(spelled), c->to->title);
}

static void add_title(Conversion *c)
{
    const HarnessField *row = harness_meaning(c->speech, MEANING_TITLE);
    if (!row || field_find(&c->agent.fields, span_of(row->key)))
        return;
    vec_add(c->arena, &c->out, field_string(row->key, c->agent.name));
    way_add(c, source_field(c), span_of(row->key));
}

static void leave_to_file(Conversion *c)
{
    if (c->path.len)
        remark(c, DIAG_CONVERT_NAME, source_field(c), (Span){0},
               "the name is that of the file: %.*s", SPAN_ARG(c->path));
    else
        remark(c, DIAG_CONVERT_FIELD, source_field(c), (Span){0},
               "the name should be that of the file, but %.*s", SPAN_ARG(c->path_problem));
}

void names_write(Conversion *c)
{
    const HarnessField *row = harness_meaning(c->speech, MEANING_NAME);
    const Alphabet *alphabet = alphabets[c->to - harnesses];
    Span spelled = spell(c->arena, c->agent.name, alphabet);
    bool is_by_file = c->to->naming == NAME_BY_FILE;
    make_path(c, is_by_file || !spelled.len ? c->agent.name : spelled);
    if (!c->agent.name.len)
        return;
    if (is_by_file) {
        leave_to_file(c);
        return;
    }
    if (!spelled.len)
        spelled = c->agent.name;
    tell_spelling(c, spelled);
    if (row) {
        vec_add(c->arena, &c->out, name_field(c, row->key, spelled));
        way_add(c, source_field(c), span_of(row->key));
    }
    if (!span_eq(spelled, c->agent.name))
        add_title(c);
}
