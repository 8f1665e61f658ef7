/* The template compiler: makes templates/NAME.md part of the program. The build runs it as
       template-compiler OUTPUT.c TEMPLATE.md... */
#include "base/buf.h"
#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

/* "templates/agent.md" -> "agent" */
static Span name_of(Span path)
{
    Span name = file_name(path);
    return span_range(name, 0, span_find_byte(name, '.', 0));
}

static bool add_template(Buf *out, const char *path, int number)
{
    Span text;
    int error = file_read(out->arena, path, &text);
    if (error) {
        fprintf(stderr, "%s: %s\n", path, strerror(-error));
        return false;
    }
    buf_format(out, "static const char bytes_%d[] = {\n", number);
    for (size_t i = 0; i < text.len; i++)
        buf_format(out, "%d,%s", text.ptr[i], i % 24 == 23 ? "\n" : "");
    buf_add(out, SPAN("0};\n"));
    return true;
}

static void add_table(Buf *out, char **paths, int count)
{
    buf_add(out, SPAN("\nconst BuiltinTemplate builtin_templates[] = {\n"));
    for (int i = 0; i < count; i++) {
        Span name = name_of(span_of(paths[i]));
        buf_format(out, "    {{\"%.*s\", %zu}, {bytes_%d, sizeof bytes_%d - 1}},\n", SPAN_ARG(name),
                   name.len, i, i);
    }
    buf_format(out, "};\nconst size_t builtin_template_count = %d;\n", count);
}

int main(int argc, char **argv)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    bool is_good = argc > 2;
    buf_add(&out, SPAN("/* Made by compose/compile.c from templates/; changes here are lost. */\n"
                       "#include \"compose/builtin.h\"\n\n"));
    for (int i = 2; i < argc && is_good; i++)
        is_good = add_template(&out, argv[i], i - 2);
    if (is_good)
        add_table(&out, argv + 2, argc - 2);
    int error = is_good ? file_write(argv[1], buf_span(&out)) : 0;
    if (error)
        fprintf(stderr, "%s: %s\n", argv[1], strerror(-error));
    arena_free(arena);
    return is_good && !error ? EXIT_SUCCESS : EXIT_FAILURE;
}
