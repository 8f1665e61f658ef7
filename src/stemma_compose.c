/* The public functions about recipes. */
#include "stemma_compose.h"

#include "base/file.h"
#include "compose/compose.h"
#include "merge/ledger.h"
#include "render/compose_view.h"
#include "render/ledger_json.h"
#include "render/term.h"
#include "stemma_inner.h"
#include "style/harness.h"

#include <errno.h>
#include <stdlib.h>

/* One output, and its ledger if it has one. */
typedef struct Result {
    const RecipeOutput *from;
    Span path, ledger_path; /* no ledger: empty */
    stemma_style *style;
    Composed composed;
    Placed placed;   /* as the file has it */
    stemma_doc *doc; /* for another harness: the result as it was composed, and what became of it */
    stemma_conversion *conversion;
} Result;

struct stemma_composition {
    Arena *arena;
    Book book;
    Composition composition;
    stemma_project *project;
    VEC(Result) results;
    VEC(stemma_file) files;
};

/* ---- where results go, and in which style ---- */

static Span output_path(stemma_composition *c, const RecipeText *text)
{
    RecipeText path = *text;
    path.value = slot_expand(c->arena, path.value, &c->book.scope->bindings, SLOT_IN_LINE);
    return book_path(&c->book, &path);
}

static Span ledger_path(stemma_composition *c, const RecipeOutput *output, Span path, bool wanted)
{
    if (recipe_has(&output->ledger))
        return output_path(c, &output->ledger);
    bool has_ledger = (c->book.recipe->has_ledger || wanted) && path.len;
    return has_ledger ? arena_format(c->arena, "%.*s.ledger.json", SPAN_ARG(path)) : SPAN("");
}

static void open_style(stemma_composition *c, Result *result)
{
    const RecipeText *own = &result->from->style,
                     *name = recipe_has(own) ? own : &c->book.recipe->style;
    stemma_error problem;
    if (!recipe_has(name))
        return;
    bool is_file =
        inner_is_path(name->value, SPAN(".yaml")) || span_ends(name->value, SPAN(".yml"));
    Span path = is_file ? book_path(&c->book, name) : name->value;
    if (path.len && stemma_style_open(path.ptr, &result->style, &problem) != 0)
        book_complain(&c->book, name->place, "%s", problem.message);
}

static const Style *style_of(const stemma_composition *c, const Result *result)
{
    if (result->style || !c->project)
        return inner_style(result->style);
    return inner_style(stemma_project_style(c->project));
}

/* ---- nothing is written over what it is made of ---- */

static const char *taken_by(stemma_composition *c, size_t number, const char *path)
{
    for (size_t i = 0; i < c->composition.ingredients.len; i++) {
        const Ingredient *ingredient = &c->composition.ingredients.at[i];
        if (ingredient->source && ingredient->source->path.len &&
            file_same(ingredient->source->path.ptr, path))
            return "is a source of it, too";
    }
    for (size_t i = 0; i < c->book.files.len; i++)
        if (file_same(c->book.files.at[i].path.ptr, path))
            return "is the recipe itself";
    for (size_t i = 0; i < number; i++) {
        const Result *other = &c->results.at[i];
        if ((other->path.len && file_same(other->path.ptr, path)) ||
            (other->ledger_path.len && file_same(other->ledger_path.ptr, path)))
            return "is written twice";
    }
    return NULL;
}

static void check_path(stemma_composition *c, size_t number, Span path, RecipePlace place)
{
    const char *reason = path.len ? taken_by(c, number, path.ptr) : NULL;
    if (reason)
        book_complain(&c->book, place, "'%.*s' %s; choose another name", SPAN_ARG(path), reason);
}

static void check_dialect(stemma_composition *c, const RecipeText *dialect)
{
    Span names[HARNESS_COUNT];
    for (size_t i = 0; i < HARNESS_COUNT; i++)
        names[i] = span_of(harnesses[i].brief);
    if (!harness_find(dialect->value)) {
        Span hint = schema_hint(c->arena, dialect->value, names, HARNESS_COUNT);
        book_complain(&c->book, dialect->place, "there is no dialect '%.*s'%.*s",
                      SPAN_ARG(dialect->value), SPAN_ARG(hint));
    }
}

static void check_result(stemma_composition *c, size_t number)
{
    const Result *result = &c->results.at[number];
    RecipePlace place = result->from->path.place;
    check_path(c, number, result->path, place);
    check_path(c, number, result->ledger_path,
               recipe_has(&result->from->ledger) ? result->from->ledger.place : place);
    if (result->path.len && result->ledger_path.len &&
        file_same(result->path.ptr, result->ledger_path.ptr))
        book_complain(&c->book, place, "'%.*s' is both output and ledger; choose another name",
                      SPAN_ARG(result->path));
    if (recipe_has(&result->from->dialect))
        check_dialect(c, &result->from->dialect);
}

static void find_results(stemma_composition *c, bool wants_ledger)
{
    const Recipe *recipe = c->book.recipe;
    for (size_t i = 0; i < recipe->outputs.len; i++) {
        Result result = {.from = &recipe->outputs.at[i]};
        result.path = output_path(c, &result.from->path);
        result.ledger_path = ledger_path(c, result.from, result.path, wants_ledger);
        open_style(c, &result);
        vec_add(c->arena, &c->results, result);
    }
}

/* Sources are read once, so one style that wants damaged text mended has it mended for all. */
static bool leaves_damage(const stemma_composition *c)
{
    bool has_repair = !c->results.len;
    for (size_t i = 0; i < c->results.len; i++)
        has_repair |= style_of(c, &c->results.at[i])->markup.repair;
    return !has_repair;
}

/* ---- results ---- */

static void add_file(stemma_composition *c, Span path, Span bytes)
{
    vec_add(c->arena, &c->files, (stemma_file){path.ptr, bytes.ptr, bytes.len});
}

/* For another harness. What it is now is told by its fields, whatever folder it goes to. */
static int convert(stemma_composition *c, Result *result, stemma_error *error)
{
    Span bytes = result->composed.written.bytes, name = file_name(result->path);
    size_t count = result->from->models.len;
    const char **models = ARENA_ARRAY(c->arena, const char *, count);
    for (size_t i = 0; i < count; i++) {
        const RecipeVar *model = &result->from->models.at[i];
        models[i] = arena_format(c->arena, "%.*s=%.*s", SPAN_ARG(model->name.value),
                                 SPAN_ARG(model->value.value))
                        .ptr;
    }
    stemma_convert_options options = {
        .to = result->from->dialect.value.ptr, .models = models, .model_count = count};
    result->doc = stemma_doc_parse(arena_format(c->arena, "%.*s, as composed", SPAN_ARG(name)).ptr,
                                   bytes.ptr, bytes.len, &(stemma_read_options){.no_repair = true});
    return stemma_convert(result->doc, &options, &result->conversion, error);
}

/* The ledger of the result as it stands in `placed`, proved. */
static int prove(stemma_composition *c, const Result *result, const Placed *placed, Ledger **ledger,
                 stemma_error *error)
{
    Span from = result->ledger_path.len ? result->ledger_path : result->path;
    *ledger = composition_ledger(c->arena, &c->composition, placed, result->path, from);
    SpanVec findings = composition_audit(c->arena, &c->composition, placed, *ledger);
    if (!findings.len)
        return 0;
    return inner_fail(error, -EBADMSG,
                      "%.*s: the result does not hold what its sources say (%.*s); please "
                      "report this",
                      SPAN_ARG(result->path), SPAN_ARG(findings.at[0]));
}

/* As it was composed, and as its file has it. */
static int place(stemma_composition *c, Result *result, Ledger **ledger, stemma_error *error)
{
    result->placed = composition_place(c->arena, &result->composed, NULL, result->from);
    int code = prove(c, result, &result->placed, ledger, error);
    if (code || !recipe_has(&result->from->dialect))
        return code;
    code = convert(c, result, error);
    if (code)
        return code;
    result->placed = composition_place(c->arena, &result->composed,
                                       inner_conversion(result->conversion), result->from);
    return result->placed.conversion ? prove(c, result, &result->placed, ledger, error) : 0;
}

static int make(stemma_composition *c, Result *result, stemma_error *error)
{
    Ledger *ledger;
    compose_write(c->arena, &c->composition, style_of(c, result), &result->composed);
    if (!result->composed.is_settled)
        return inner_fail(error, -EBADMSG,
                          "%.*s: the result does not read back as it was meant; please report this",
                          SPAN_ARG(result->path));
    int code = place(c, result, &ledger, error);
    if (code)
        return code;
    add_file(c, result->path, result->placed.composed.written.bytes);
    if (!result->ledger_path.len)
        return 0;
    Buf json = buf_in(c->arena);
    ledger_json_write(&json, ledger);
    add_file(c, result->ledger_path, buf_span(&json));
    return 0;
}

static int cook(stemma_composition *c, const stemma_compose_options *options, stemma_error *error)
{
    int code = 0;
    if (c->book.recipe) {
        find_results(c, options && options->ledger);
        c->book.no_repair = leaves_damage(c);
        compose_read(c->arena, &c->book, &c->composition);
        for (size_t i = 0; i < c->results.len; i++)
            check_result(c, i);
    }
    if (c->book.has_problems)
        return -EINVAL;
    for (size_t i = 0; i < c->results.len && !code; i++)
        code = make(c, &c->results.at[i], error);
    return code;
}

static stemma_text problems_of(const stemma_composition *c)
{
    Buf out = buf_in(c->arena);
    term_add_lines(&out, book_problems(&c->book));
    return inner_text(buf_span(&out));
}

int stemma_compose(const char *recipe, const stemma_compose_options *options,
                   stemma_composition **composition, stemma_text *problems, stemma_error *error)
{
    Arena *arena = arena_new();
    stemma_composition *c = ARENA_NEW(arena, stemma_composition);
    c->arena = arena;
    *problems = (stemma_text){0};
    *composition = NULL;
    int code = stemma_project_find(recipe, &c->project, error);
    if (!code) {
        code = book_open(arena, arena_copy(arena, span_of(recipe)).ptr, &c->book);
        code = code ? inner_fail_file(error, code, recipe, false) : cook(c, options, error);
        if (c->book.has_problems) {
            *problems = problems_of(c);
            inner_fail(error, code, "%s: has mistakes; nothing was written", recipe);
        }
    }
    if (code)
        stemma_composition_free(c);
    else
        *composition = c;
    return code;
}

void stemma_composition_free(stemma_composition *composition)
{
    if (!composition)
        return;
    for (size_t i = 0; i < composition->results.len; i++) {
        const Result *result = &composition->results.at[i];
        stemma_conversion_free(result->conversion);
        stemma_doc_free(result->doc);
        stemma_style_free(result->style);
    }
    stemma_project_free(composition->project);
    arena_free(composition->arena);
}

/* ---- what a composition shows ---- */

size_t stemma_composition_file_count(const stemma_composition *composition)
{
    return composition->files.len;
}

stemma_file stemma_composition_file(const stemma_composition *composition, size_t file)
{
    return composition->files.at[file];
}

bool stemma_composition_is_ledger(const stemma_composition *composition, size_t file)
{
    for (size_t i = 0; i < composition->results.len; i++)
        if (composition->results.at[i].ledger_path.ptr == composition->files.at[file].path)
            return true;
    return false;
}

stemma_text stemma_composition_explain(const stemma_composition *composition,
                                       const stemma_view *view)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    View inner = inner_view(view);
    for (size_t i = 0; i < composition->results.len; i++) {
        const Result *result = &composition->results.at[i];
        buf_add(&out, i ? SPAN("\n") : SPAN(""));
        compose_view(&out, &composition->composition, &result->placed.composed, result->path,
                     &inner);
    }
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}

/* What the reading found odd, in one line a source. */
static void add_source_remarks(Buf *out, const Composition *c)
{
    for (size_t i = 0; i < c->ingredients.len; i++) {
        const Doc *doc = c->ingredients.at[i].source ? c->ingredients.at[i].doc : NULL;
        size_t count = doc ? doc->diags.list.len + doc->diags.suppressed : 0;
        if (count)
            buf_format(out, "%.*s: %zu remark%s; 'stemma show %.*s' lists them\n",
                       SPAN_ARG(doc->source.name), count, count == 1 ? "" : "s",
                       SPAN_ARG(doc->source.name));
    }
}

stemma_text stemma_composition_remarks(const stemma_composition *composition,
                                       const stemma_view *view)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena), shown = buf_in(arena);
    if (!view || !view->brief)
        add_source_remarks(&out, &composition->composition);
    term_add_lines(&shown, buf_span(&out));
    for (size_t i = 0; i < composition->results.len; i++) {
        const stemma_conversion *conversion = composition->results.at[i].conversion;
        if (!conversion)
            continue;
        stemma_text lines = stemma_conversion_remarks(conversion, view);
        buf_add(&shown, (Span){lines.ptr, lines.len});
        stemma_text_free(lines);
    }
    stemma_text text = inner_text(buf_span(&shown));
    arena_free(arena);
    return text;
}

int stemma_walk_recipes(const char *path, void (*visit)(void *context, const char *path),
                        void *context, stemma_error *error)
{
    Arena *arena = arena_new();
    int code = file_walk_ending(arena, path, ".recipe.yaml", visit, context);
    arena_free(arena);
    return code ? inner_fail_file(error, code, path, false) : 0;
}
