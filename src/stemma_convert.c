/* The public functions that convert agents from one harness to another. */
#include "stemma_inner.h"

#include "dialect/conversion.h"
#include "render/convert_view.h"
#include "render/term.h"
#include "text/guess.h"

#include <errno.h>

struct stemma_conversion {
    Conversion made; /* borrows from its document */
    ConvertWish wish;
    const char *path; /* NULL: none */
};

const Conversion *inner_conversion(const stemma_conversion *conversion)
{
    return &conversion->made;
}

/* ---- wishes ---- */

static int find_dialect(const char *name, const Harness **harness, stemma_error *error)
{
    Guess guess = {.typed = span_of(name)};
    *harness = harness_find(span_of(name));
    if (*harness)
        return 0;
    for (size_t i = 0; i < HARNESS_COUNT; i++)
        guess_offer(&guess, span_of(harnesses[i].brief));
    if (guess.best.len)
        return inner_fail(error, -EINVAL, "no dialect '%s'; did you mean '%.*s'?", name,
                          SPAN_ARG(guess.best));
    return inner_fail(error, -EINVAL, "no dialect '%s'; 'stemma convert --list' has them all",
                      name);
}

static int read_models(Arena *arena, const stemma_convert_options *options, ConvertWish *wish,
                       stemma_error *error)
{
    for (size_t i = 0; i < options->model_count; i++) {
        Span pair = arena_copy(arena, span_of(options->models[i]));
        size_t equals = span_find_byte(pair, '=', 0);
        ModelName name = {.from = span_trim(span_range(pair, 0, equals))};
        if (equals < pair.len)
            name.to = span_trim(span_from(pair, equals + 1));
        if (!name.from.len || !name.to.len)
            return inner_fail(error, -EINVAL, "'%s' names no model; write FROM=TO",
                              options->models[i]);
        vec_add(arena, &wish->models, name);
    }
    return 0;
}

static int read_wish(Arena *arena, const stemma_convert_options *options, ConvertWish *wish,
                     stemma_error *error)
{
    int code = find_dialect(options->to, &wish->to, error);
    if (code == 0 && options->from)
        code = find_dialect(options->from, &wish->from, error);
    if (code == 0 && options->name)
        wish->name = span_trim(arena_copy(arena, span_of(options->name)));
    return code ? code : read_models(arena, options, wish, error);
}

/* ---- conversions ---- */

static int fail(const Conversion *made, stemma_error *error)
{
    Span name = term_name(made->doc->source.name);
    if (!made->problem_line)
        return inner_fail(error, -EINVAL, "%.*s: %.*s", SPAN_ARG(name), SPAN_ARG(made->problem));
    return inner_fail(error, -EINVAL, "%.*s:%u:%u: %.*s", SPAN_ARG(name), made->problem_line,
                      made->problem_column, SPAN_ARG(made->problem));
}

int stemma_convert(const stemma_doc *doc, const stemma_convert_options *options,
                   stemma_conversion **conversion, stemma_error *error)
{
    Arena *arena = arena_new();
    stemma_conversion *made = ARENA_NEW(arena, stemma_conversion);
    *conversion = NULL;
    int code = inner_settled(doc->doc, error);
    if (code == 0)
        code = read_wish(arena, options, &made->wish, error);
    if (code == 0 && !convert_doc(arena, doc->doc, &made->wish, &made->made))
        code = fail(&made->made, error);
    if (code) {
        arena_free(arena);
        return code;
    }
    if (made->made.path.len)
        made->path = arena_copy(arena, made->made.path).ptr;
    *conversion = made;
    return 0;
}

void stemma_conversion_free(stemma_conversion *conversion)
{
    if (conversion)
        arena_free(conversion->made.arena);
}

stemma_text stemma_conversion_output(const stemma_conversion *conversion)
{
    return inner_text(conversion->made.bytes);
}

const char *stemma_conversion_from(const stemma_conversion *conversion)
{
    return conversion->made.from->brief;
}

int stemma_conversion_path(const stemma_conversion *conversion, const char **path,
                           stemma_error *error)
{
    *path = conversion->path;
    if (*path)
        return 0;
    return inner_fail(error, -EINVAL, "%.*s: %.*s",
                      SPAN_ARG(term_name(conversion->made.doc->source.name)),
                      SPAN_ARG(conversion->made.path_problem));
}

size_t stemma_conversion_loss_count(const stemma_conversion *conversion, stemma_severity least)
{
    size_t count = 0;
    for (size_t i = 0; i < conversion->made.remarks.len; i++) {
        const Remark *remark = &conversion->made.remarks.at[i];
        count += convert_is_loss(remark) &&
                 diag_info(remark->diag.code)->severity >= (DiagSeverity)least;
    }
    return count;
}

/* ---- telling ---- */

stemma_text stemma_conversion_remarks(const stemma_conversion *conversion, const stemma_view *view)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    View inner = inner_view(view);
    convert_text(&out, &conversion->made, &inner);
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}

stemma_text stemma_conversion_report(const stemma_conversion *const *conversions,
                                     const char *const *outputs, size_t count)
{
    Arena *arena = arena_new();
    const Conversion **inner = ARENA_ARRAY(arena, const Conversion *, count);
    for (size_t i = 0; i < count; i++)
        inner[i] = &conversions[i]->made;
    stemma_text text = inner_text(convert_json(arena, inner, outputs, count));
    arena_free(arena);
    return text;
}

const char *stemma_dialect_name(size_t index)
{
    return index < HARNESS_COUNT ? harnesses[index].brief : NULL;
}

stemma_text stemma_dialect_list(const stemma_view *view)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    View inner = inner_view(view);
    convert_list(&out, &inner);
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}
