#include "compose/book.h"

#include "base/file.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { DEEPEST = 16, FILES = 100, PARTS = 2000 };

/* A recipe that is being read, and those on whose behalf. */
typedef struct Chain {
    const struct Chain *above;
    uint32_t file;
    uint32_t depth;
} Chain;

/* ---- problems ---- */

static int by_place(const void *a, const void *b)
{
    const Problem *left = a, *right = b;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    if (left->column != right->column)
        return left->column < right->column ? -1 : 1;
    return span_cmp(left->message, right->message);
}

void book_complain(Book *book, RecipePlace place, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    book->has_problems = true;
    Problem problem = {place.line, place.column, arena_copy(book->arena, span_of(text))};
    Problems *problems = &book->files.at[place.file].problems;
    for (size_t i = 0; i < problems->list.len; i++)
        if (by_place(&problems->list.at[i], &problem) == 0)
            return; /* two outputs may have one style that is wrong */
    book->complaints++;
    problems_add(book->arena, problems, problem);
}

bool book_is_full(const Book *book)
{
    return book->complaints >= SCHEMA_PROBLEMS;
}

Span book_problems(const Book *book)
{
    Buf out = buf_in(book->arena);
    for (size_t i = 0; i < book->files.len; i++) {
        const Problems *problems = &book->files.at[i].problems;
        if (problems->list.len)
            qsort(problems->list.at, problems->list.len, sizeof *problems->list.at, by_place);
        buf_add(&out, problems_text(book->arena, book->files.at[i].path, problems));
    }
    return buf_span(&out);
}

/* ---- paths ---- */

static bool has_controls(Span path)
{
    for (size_t i = 0; i < path.len; i++)
        if ((unsigned char)path.ptr[i] < 0x20 || path.ptr[i] == 0x7F)
            return true;
    return false;
}

Span book_path(Book *book, const RecipeText *text)
{
    if (has_controls(text->value)) {
        book_complain(book, text->place, "a path has no control characters");
        return SPAN("");
    }
    const char *recipe = book->files.at[text->place.file].path.ptr;
    Span normal = {0};
    bool is_good = file_normalize(book->arena, text->value, &normal);
    const char *path = is_good ? file_beside(book->arena, recipe, normal) : "";
    if (is_good && file_is_inside(book->arena, recipe, path))
        return span_of(path);
    book_complain(
        book, text->place,
        "'%.*s' leads out of the recipe's folder; keep the file in it, or the recipe above "
        "both",
        SPAN_ARG(text->value));
    return SPAN("");
}

/* ---- one recipe on another ---- */

static void take_vars(Arena *arena, Recipe *recipe, const Recipe *base)
{
    for (size_t i = 0; i < base->vars.len; i++) {
        bool is_own = false;
        for (size_t k = 0; k < recipe->vars.len; k++)
            is_own |= span_eq(recipe->vars.at[k].name.value, base->vars.at[i].name.value);
        if (!is_own)
            vec_add(arena, &recipe->vars, base->vars.at[i]);
    }
}

static void take_sources(Arena *arena, Recipe *recipe, const Recipe *base)
{
    for (size_t i = 0; i < base->sources.len; i++) {
        bool is_own = false;
        for (size_t k = 0; k < recipe->sources.len; k++)
            is_own |= span_eq(recipe->sources.at[k].name.value, base->sources.at[i].name.value);
        if (!is_own)
            vec_add(arena, &recipe->sources, base->sources.at[i]);
    }
}

static void take_fields(Arena *arena, Recipe *recipe, const Recipe *base)
{
    for (size_t i = 0; i < base->fields.len; i++) {
        bool is_own = false;
        for (size_t k = 0; k < recipe->fields.len; k++)
            is_own |= span_eq(recipe->fields.at[k].key.value, base->fields.at[i].key.value);
        if (!is_own)
            vec_add(arena, &recipe->fields, base->fields.at[i]);
    }
}

static void take_text(RecipeText *text, const RecipeText *base)
{
    if (!recipe_has(text))
        *text = *base;
}

/* What `recipe` does not say itself is as in `base`; where the results go is each recipe's own affair. */
static void extend(Arena *arena, Recipe *recipe, const Recipe *base)
{
    take_text(&recipe->style, &base->style);
    take_text(&recipe->title, &base->title);
    take_text(&recipe->fields_from, &base->fields_from);
    take_vars(arena, recipe, base);
    take_sources(arena, recipe, base);
    take_fields(arena, recipe, base);
    for (size_t i = 0; i < base->drop.len; i++)
        vec_add(arena, &recipe->drop, base->drop.at[i]);
    for (size_t i = 0; i < base->set.len; i++)
        vec_add(arena, &recipe->set, base->set.at[i]);
    if (!recipe->has_parts) {
        recipe->parts.len = 0;
        for (size_t i = 0; i < base->parts.len; i++)
            vec_add(arena, &recipe->parts, base->parts.at[i]);
    }
    recipe->has_ledger = recipe->has_ledger || (base->has_ledger && !recipe->no_ledger);
}

static Recipe *read_recipe(Book *book, const char *path, const Chain *above);

static bool is_cycle(const Book *book, const Chain *chain, const char *path)
{
    for (; chain; chain = chain->above)
        if (file_same(book->files.at[chain->file].path.ptr, path))
            return true;
    return false;
}

/* "a.recipe.yaml -> b.recipe.yaml -> " */
static Span way_to(const Book *book, const Chain *chain)
{
    Span way = SPAN("");
    for (; chain; chain = chain->above)
        way = arena_format(book->arena, "%.*s -> %.*s", SPAN_ARG(book->files.at[chain->file].path),
                           SPAN_ARG(way));
    return way;
}

/* The recipe that another one names, or NULL after a complaint. */
static Recipe *read_named(Book *book, const RecipeText *name, const Chain *chain)
{
    Span path = book_path(book, name);
    if (!path.len)
        return NULL;
    if (is_cycle(book, chain, path.ptr)) {
        book_complain(book, name->place, "the recipes go round in a circle: %.*s%.*s",
                      SPAN_ARG(way_to(book, chain)), SPAN_ARG(path));
        return NULL;
    }
    if (chain->depth == DEEPEST || book->files.len == FILES) {
        book_complain(book, name->place, "too many recipes name one another");
        return NULL;
    }
    size_t files = book->files.len;
    Recipe *recipe = read_recipe(book, path.ptr, chain);
    if (!recipe && book->files.len == files)
        book_complain(book, name->place, "'%.*s' cannot be read: %s", SPAN_ARG(path),
                      strerror(errno));
    return recipe;
}

/* NULL when the file cannot be read, as errno says, or has mistakes. */
static Recipe *read_recipe(Book *book, const char *path, const Chain *above)
{
    Span bytes;
    int code = file_read(book->arena, path, &bytes);
    if (code) {
        errno = -code;
        return NULL;
    }
    uint32_t file = (uint32_t)book->files.len;
    vec_add(book->arena, &book->files,
            (BookFile){.path = arena_copy(book->arena, span_of(path)),
                       .bytes = bytes,
                       .lines = lines_index(book->arena, bytes)});
    Problems problems = {0};
    Recipe *recipe = recipe_read(book->arena, bytes, file, &problems);
    book->files.at[file].problems = problems;
    book->has_problems |= !recipe;
    if (!recipe || !recipe_has(&recipe->extends))
        return recipe;
    Chain chain = {above, file, above ? above->depth + 1 : 0};
    const Recipe *base = read_named(book, &recipe->extends, &chain);
    if (!base)
        return NULL;
    extend(book->arena, recipe, base);
    return recipe;
}

/* ---- names ---- */

const BookSource *book_source(const BookScope *scope, Span name)
{
    for (size_t i = 0; i < scope->sources.len; i++)
        if (span_eq(scope->sources.at[i].name.value, name))
            return &scope->sources.at[i];
    return NULL;
}

/* A recipe that takes another one in has a say in its variables. */
static const BookScope *scope_of(Book *book, const Recipe *recipe, const BookScope *outer)
{
    BookScope *scope = ARENA_NEW(book->arena, BookScope);
    for (size_t i = 0; outer && i < outer->vars.len; i++)
        vec_add(book->arena, &scope->vars, outer->vars.at[i]);
    for (size_t i = 0; i < recipe->vars.len; i++)
        vec_add(book->arena, &scope->vars, recipe->vars.at[i]);
    for (size_t i = 0; i < scope->vars.len; i++)
        vec_add(book->arena, &scope->bindings,
                (Binding){scope->vars.at[i].name.value, scope->vars.at[i].value.value});
    for (size_t i = 0; i < recipe->sources.len; i++) {
        const RecipeSource *source = &recipe->sources.at[i];
        Span path = book_path(book, &source->path);
        vec_add(book->arena, &scope->sources, (BookSource){source->name, path, source->has_vars});
    }
    return scope;
}

/* ---- sections ---- */

static void add_parts(Book *book, const Recipe *recipe, const BookScope *scope, const Chain *chain);

/* The sections of another recipe, with what names mean there. */
static void take_in(Book *book, const RecipePart *part, const BookScope *scope, const Chain *chain)
{
    const Recipe *other = read_named(book, &part->recipe, chain);
    if (!other)
        return;
    Chain next = {chain, other->file, chain->depth + 1};
    add_parts(book, other, scope_of(book, other, scope), &next);
}

static void add_edits(Book *book, const Recipe *recipe, const BookScope *scope)
{
    for (size_t i = 0; i < recipe->drop.len; i++)
        vec_add(book->arena, &book->edits, (BookEdit){&recipe->drop.at[i], NULL, scope});
    for (size_t i = 0; i < recipe->set.len; i++)
        vec_add(book->arena, &book->edits,
                (BookEdit){&recipe->set.at[i].address, &recipe->set.at[i].text, scope});
}

static void add_parts(Book *book, const Recipe *recipe, const BookScope *scope, const Chain *chain)
{
    add_edits(book, recipe, scope);
    for (size_t i = 0; i < recipe->parts.len; i++) {
        const RecipePart *part = &recipe->parts.at[i];
        if (recipe_has(&part->recipe)) {
            take_in(book, part, scope, chain);
        } else if (book->parts.len < PARTS) {
            vec_add(book->arena, &book->parts, (BookPart){part, scope});
        } else {
            book_complain(book, part->place, "more than %d sections in all", PARTS);
            return;
        }
    }
}

int book_open(Arena *arena, const char *path, Book *book)
{
    *book = (Book){.arena = arena};
    book->recipe = read_recipe(book, path, NULL);
    if (!book->files.len)
        return -errno;
    if (!book->recipe)
        return 0;
    Chain chain = {NULL, 0, 0};
    book->scope = scope_of(book, book->recipe, NULL);
    add_parts(book, book->recipe, book->scope, &chain);
    return 0;
}
