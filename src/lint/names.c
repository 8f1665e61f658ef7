#include "lint/names.h"

#include "base/file.h"
#include "lint/rules.h"

/* ---- parts of a path ---- */

static Span without_file(Span path)
{
    size_t len = file_folder(path).len;
    return span_range(path, 0, len ? len - 1 : 0);
}

/* "reviewer" of "x/reviewer.agent.md". */
static Span stem_of(Span path)
{
    static const Span endings[] = {SPAN(".agent.md"), SPAN(".md"), SPAN(".mdc")};
    Span file = file_name(path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (span_ends(file, endings[i]))
            return span_range(file, 0, file.len - endings[i].len);
    return (Span){0};
}

Span names_scope(Span path)
{
    static const Span pieces[] = {SPAN("/agents/"), SPAN("/agent/"), SPAN("/skills/")};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t last = path.len;
        for (size_t at = span_find(path, pieces[i], 0); at < path.len;
             at = span_find(path, pieces[i], at + 1))
            last = at;
        if (last < path.len)
            return span_range(path, 0, last + pieces[i].len - 1);
    }
    return without_file(path);
}

/* ---- the rules ---- */

static bool is_strict_name(Span name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
            return false;
    }
    return true;
}

static bool is_odd(const Harness *harness, Span name)
{
    if (harness->has_strict_names)
        return !is_strict_name(name);
    return name.ptr[0] == '-' || span_find_byte(name, ':', 0) < name.len;
}

/* Lower case, hyphens for what is neither letter nor digit: "UI Designer" is ui-designer. */
static Span slug_of(Arena *arena, Span name)
{
    Span slug = arena_copy(arena, name);
    char *at = (char *)slug.ptr;
    for (size_t i = 0; i < slug.len; i++) {
        char c = at[i];
        bool is_upper = c >= 'A' && c <= 'Z';
        bool is_word = is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c & 0x80;
        at[i] = is_upper ? (char)(c + ('a' - 'A')) : is_word ? c : '-';
    }
    return slug;
}

/* The last word of a slug before `end`, which becomes its start; empty when there is none. */
static Span word_before(Span slug, size_t *end)
{
    while (*end && (slug.ptr[*end - 1] == '-' || slug.ptr[*end - 1] == '_'))
        --*end;
    size_t last = *end;
    while (*end && slug.ptr[*end - 1] != '-' && slug.ptr[*end - 1] != '_')
        --*end;
    return span_range(slug, *end, last);
}

/* Folders and teams in front tell where the agent is from: both design-ui-designer and design__team__ui-designer are
   ui-designer. The words of the one stand in the other in their order, and both end alike. */
static bool has_words(Span whole, Span part)
{
    size_t whole_end = whole.len, part_end = part.len;
    Span word = word_before(part, &part_end), there = word_before(whole, &whole_end);
    if (!span_eq(word, there))
        return false;
    while ((word = word_before(part, &part_end)).len) {
        do
            there = word_before(whole, &whole_end);
        while (there.len && !span_eq(there, word));
        if (!there.len)
            return false;
    }
    return true;
}

static bool is_same_name(Arena *arena, Span a, Span b)
{
    a = slug_of(arena, a);
    b = slug_of(arena, b);
    return span_eq(a, b) || has_words(a, b) || has_words(b, a);
}

static void check_place(Lint *lint, Span name, uint32_t line)
{
    Span path = lint->setting.path, stem = stem_of(path), folder = file_name(without_file(path));
    if (lint->setting.harness->naming == NAME_IS_FILE && stem.len &&
        !is_same_name(lint->arena, stem, name))
        lint_find(lint, DIAG_NAME_NOT_FILE, line, 0, "the name is '%.*s', the file's is '%.*s'",
                  SPAN_ARG(lint_shown(lint->arena, name)), SPAN_ARG(stem));
    if (lint->setting.harness->naming == NAME_IS_FOLDER && folder.len && !span_eq(folder, name))
        lint_find(lint, DIAG_NAME_NOT_FOLDER, line, 0, "the name is '%.*s', the folder's is '%.*s'",
                  SPAN_ARG(lint_shown(lint->arena, name)), SPAN_ARG(folder));
}

/* Where nothing but the contents says that it is an agent, its file may be called anything. */
static bool lies_among_agents(const Lint *lint)
{
    Span path = lint->setting.path;
    return !lint->setting.is_guess || span_find(path, SPAN("/agents/"), 0) < path.len;
}

void check_names(Lint *lint)
{
    const Field *field = lint_field(lint->doc, SPAN("name"));
    Span name = lint_scalar(field);
    if (!lint->setting.harness || !lies_among_agents(lint) || !name.len)
        return;
    uint32_t line = lint_key_line(lint->doc, field) + 1;
    if (is_odd(lint->setting.harness, name))
        lint_find(lint, DIAG_NAME_ODD, line, 0, "'%.*s' is no name for %s",
                  SPAN_ARG(lint_shown(lint->arena, name)), lint->setting.harness->title);
    check_place(lint, name, line);
}
