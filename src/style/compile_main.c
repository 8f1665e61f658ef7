/* The style compiler: reads templates/NAME.yaml, checks them, and writes them as C tables. The build runs it as
       style-compiler OUTPUT.c STYLE.yaml...
   A style may extend those named before it. A mistake stops the build with file:line:column and what is wrong. */
#include "base/file.h"
#include "style/compile_emit.h"
#include "style/read.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct Compiler {
    Arena *arena;
    Style *styles;
    size_t count; /* read so far */
    Buf out;
} Compiler;

static const Style *find_style(void *context, Span name)
{
    const Compiler *c = context;
    for (size_t i = 0; i < c->count; i++)
        if (span_eq(c->styles[i].name, name))
            return &c->styles[i];
    return NULL;
}

/* False when the file cannot be read or has mistakes. */
static bool compile_file(Compiler *c, const char *path)
{
    Span bytes;
    Problems problems = {0};
    int error = file_read(c->arena, path, &bytes);
    if (error) {
        fprintf(stderr, "%s: %s\n", path, strerror(-error));
        return false;
    }
    const Style *style = style_read(c->arena, bytes, find_style, c, &problems);
    if (!style) {
        fputs(problems_text(c->arena, span_of(path), &problems).ptr, stderr);
        return false;
    }
    c->styles[c->count] = *style;
    emit_tables(&c->out, c->styles, c->count++);
    return true;
}

int main(int argc, char **argv)
{
    Arena *arena = arena_new();
    size_t count = argc > 2 ? (size_t)argc - 2 : 0;
    Compiler c = {arena, ARENA_ARRAY(arena, Style, count), 0, buf_in(arena)};
    bool is_good = count > 0;
    buf_add(&c.out,
            SPAN("/* Made by style/compile_main.c from templates/; changes here are lost. */\n"
                 "#include \"style/builtin.h\"\n\n"));
    for (size_t i = 0; i < count; i++)
        is_good &= compile_file(&c, argv[i + 2]);
    if (is_good)
        emit_styles(&c.out, c.styles, count);
    int error = is_good ? file_write(argv[1], buf_span(&c.out)) : 0;
    if (error)
        fprintf(stderr, "%s: %s\n", argv[1], strerror(-error));
    arena_free(arena);
    return is_good && !error ? EXIT_SUCCESS : EXIT_FAILURE;
}
