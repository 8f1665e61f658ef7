/* book: a recipe with all that it extends and takes in, read from their files. Paths in a recipe are relative to its folder and do
   not lead out of it, neither by `..` nor by links. Whatever is wrong is noted with its place. */
#ifndef STEMMA_COMPOSE_BOOK_H
#define STEMMA_COMPOSE_BOOK_H

#include "compose/recipe.h"
#include "compose/slots.h"

typedef struct BookFile {
    Span path; /* as seen from the working folder */
    Span bytes;
    Lines lines;
    Problems problems;
} BookFile;

/* A file that a recipe names as a source. */
typedef struct BookSource {
    RecipeText name;
    Span path;
    bool has_vars;
} BookSource;

typedef VEC(BookSource) BookSourceVec;

/* What names mean in a section: its recipe's sources and variables. */
typedef struct BookScope {
    BookSourceVec sources;
    VEC(RecipeVar) vars;
    BindingVec bindings; /* of the variables */
} BookScope;

/* A section of the whole, with what its names mean. */
typedef struct BookPart {
    const RecipePart *part;
    const BookScope *scope;
} BookPart;

/* What a recipe leaves out or replaces of its sources: an address, and for `set` a text. */
typedef struct BookEdit {
    const RecipeText *address, *text; /* text NULL: it is left out */
    const BookScope *scope;
} BookEdit;

typedef struct Book {
    Arena *arena;
    VEC(BookFile) files; /* the first is the recipe itself */
    Recipe *recipe;      /* it and what it extends, as one */
    const BookScope *scope;
    VEC(BookPart) parts; /* those of recipes that are taken in among them */
    VEC(BookEdit) edits;
    bool no_repair; /* sources are taken as they are, damaged text and all */
    bool has_problems;
    size_t complaints;
} Book;

/* Reads the recipe at `path`. 0, or -errno when that file itself cannot be read; mistakes are in the book. */
int book_open(Arena *arena, const char *path, Book *book);

void book_complain(Book *book, RecipePlace place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Are there so many mistakes that looking for more is no use? */
bool book_is_full(const Book *book);

/* The path that `text` names, as seen from the working folder; an empty span after a complaint. */
Span book_path(Book *book, const RecipeText *text);

/* NULL when there is none of that name. */
const BookSource *book_source(const BookScope *scope, Span name);

/* All mistakes as lines of `path:line:column: message`. */
Span book_problems(const Book *book);

#endif
