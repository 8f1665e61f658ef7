/* The public functions about templates. */
#include "stemma_inner.h"

#include "base/file.h"
#include "compose/builtin.h"
#include "compose/template.h"
#include "render/template_view.h"
#include "render/term.h"
#include "text/guess.h"

#include <errno.h>

struct stemma_template {
    Arena *arena;
    const Template *inner;
};

static int open_file(stemma_template *opened, const char *path, stemma_error *error)
{
    Span bytes;
    Problems problems = {0};
    int code = file_read(opened->arena, path, &bytes);
    if (code)
        return inner_fail_file(error, code, path, false);
    Span name = arena_copy(opened->arena, span_of(path));
    opened->inner = template_read(opened->arena, name, bytes, &problems);
    return opened->inner ? 0 : inner_fail_problems(error, path, &problems);
}

static int open_builtin(stemma_template *opened, const char *name, stemma_error *error)
{
    Guess guess = {.typed = span_of(name)};
    Problems problems = {0};
    const Span *bytes = template_builtin(span_of(name));
    if (bytes) {
        Span kept = arena_copy(opened->arena, span_of(name));
        opened->inner = template_read(opened->arena, kept, *bytes, &problems);
        return opened->inner ? 0 : inner_fail_problems(error, name, &problems);
    }
    for (size_t i = 0; i < builtin_template_count; i++)
        guess_offer(&guess, builtin_templates[i].name);
    if (guess.best.len)
        return inner_fail(error, -EINVAL, "no template '%s'; did you mean '%.*s'?", name,
                          SPAN_ARG(guess.best));
    return inner_fail(
        error, -EINVAL,
        "no template '%s'; 'stemma new --list' lists them, and a file is named by its "
        "path",
        name);
}

int stemma_template_open(const char *name, stemma_template **result, stemma_error *error)
{
    Arena *arena = arena_new();
    stemma_template *opened = ARENA_NEW(arena, stemma_template);
    opened->arena = arena;
    int code = inner_is_path(span_of(name), SPAN(".md")) ? open_file(opened, name, error)
                                                         : open_builtin(opened, name, error);
    if (code)
        arena_free(arena);
    *result = code ? NULL : opened;
    return code;
}

void stemma_template_free(stemma_template *from)
{
    if (from)
        arena_free(from->arena);
}

size_t stemma_template_slot_count(const stemma_template *from)
{
    return from->inner->slots.len;
}

stemma_slot stemma_template_slot(const stemma_template *from, size_t slot)
{
    const TemplateSlot *inner = &from->inner->slots.at[slot];
    return (stemma_slot){inner->name.ptr, inner->about.ptr,
                         inner->has_fallback ? inner->fallback.ptr : NULL};
}

stemma_text stemma_template_list(const stemma_view *view)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    View inner = inner_view(view);
    for (size_t i = 0; i < builtin_template_count; i++) {
        Problems none = {0};
        buf_add(&out, i ? SPAN("\n") : SPAN(""));
        template_view_show(
            &out,
            template_read(arena, builtin_templates[i].name, builtin_templates[i].bytes, &none),
            &inner);
    }
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}

stemma_text stemma_template_show(const stemma_template *from, const stemma_view *view)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    View inner = inner_view(view);
    template_view_show(&out, from->inner, &inner);
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}

stemma_text stemma_template_path(const stemma_template *from, const char *name)
{
    Arena *arena = arena_new();
    BindingVec bindings = {0};
    vec_add(arena, &bindings, (Binding){SPAN("name"), span_of(name)});
    stemma_text path = inner_text(slot_expand(arena, from->inner->file, &bindings, SLOT_IN_LINE));
    arena_free(arena);
    return path;
}

/* ---- filling ---- */

static int read_values(Arena *arena, const char *const *set, size_t count, BindingVec *values,
                       stemma_error *error)
{
    for (size_t i = 0; i < count; i++) {
        Span text = span_of(set[i]);
        size_t equals = span_find_byte(text, '=', 0);
        if (equals == text.len || !equals)
            return inner_fail(error, -EINVAL, "'%s' is no value; write slot=value", set[i]);
        vec_add(arena, values,
                (Binding){span_trim(span_range(text, 0, equals)), span_from(text, equals + 1)});
    }
    return 0;
}

int stemma_template_fill(const stemma_template *from, const char *const *set, size_t set_count,
                         const stemma_style *style, stemma_text *agent, stemma_text *path,
                         stemma_error *error)
{
    Arena *arena = arena_new();
    BindingVec values = {0};
    int code = read_values(arena, set, set_count, &values, error);
    if (!code) {
        Filled filled = template_fill(arena, from->inner, &values, inner_style(style));
        if (filled.problem.len) {
            code = inner_fail(error, -EINVAL, "%.*s", SPAN_ARG(filled.problem));
        } else {
            *agent = inner_text(filled.bytes);
            *path = inner_text(filled.file);
        }
    }
    arena_free(arena);
    return code;
}
