/* Compiles templates/page.* into C: html_compile OUTPUT page.html page.css page.js. The page's policy names style and
   script by the hash of their bytes, so that nothing but these two can run, whatever a file holds. */
#include "base/buf.h"
#include "base/file.h"

#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>

enum { PARTS = 3 };

static const struct {
    const char *name;
    bool is_hashed;
} parts[PARTS] = {
    {"html_page_template", false}, {"html_page_style", true}, {"html_page_script", true}};

/* Line by line, as an array: a string literal may not be as long as a page. */
static void add_bytes(Buf *out, Span text)
{
    for (size_t i = 0; i < text.len; i++)
        buf_format(out, "%d,%s", text.ptr[i], i % 24 == 23 ? "\n" : "");
}

/* "sha256-" and the hash in base 64. */
static Span hash_of(Arena *arena, Span text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint8_t hash[SHA256_DIGEST_LENGTH + 1] = {0};
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, (const uint8_t *)text.ptr, text.len);
    SHA256Final(hash, &context);
    Buf out = buf_in(arena);
    buf_add(&out, SPAN("sha256-"));
    for (size_t i = 0; i < SHA256_DIGEST_LENGTH; i += 3) {
        uint32_t bits = (uint32_t)hash[i] << 16 | (uint32_t)hash[i + 1] << 8;
        bits |= i + 2 < SHA256_DIGEST_LENGTH ? hash[i + 2] : 0;
        for (int shift = 18; shift >= 0; shift -= 6)
            buf_add_byte(&out, digits[bits >> shift & 63]);
    }
    buf_cut(&out, out.len - 1); /* 32 bytes end one short of a group of three */
    buf_add_byte(&out, '=');
    return buf_span(&out);
}

static bool compile(Arena *arena, const char *path, size_t part, Buf *out)
{
    Span text;
    int error = file_read(arena, path, &text);
    if (error) {
        fprintf(stderr, "%s: %s\n", path, strerror(-error));
        return false;
    }
    buf_format(out, "static const char bytes_%zu[] = {\n", part);
    add_bytes(out, text);
    buf_format(out, "0};\nconst Span %s = {bytes_%zu, %zu};\n", parts[part].name, part, text.len);
    if (parts[part].is_hashed)
        buf_format(out, "const Span %s_hash = {\"%s\", %zu};\n", parts[part].name,
                   hash_of(arena, text).ptr, hash_of(arena, text).len);
    return true;
}

int main(int argc, char **argv)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    bool is_good = argc == PARTS + 2;
    buf_add(&out,
            SPAN("/* Made by render/html_compile.c from templates/; changes here are lost. */\n"
                 "#include \"render/html_page.h\"\n\n"));
    for (size_t i = 0; i < PARTS && is_good; i++)
        is_good = compile(arena, argv[i + 2], i, &out);
    int error = is_good ? file_write(argv[1], buf_span(&out)) : 0;
    if (error)
        fprintf(stderr, "%s: %s\n", argv[1], strerror(-error));
    arena_free(arena);
    return is_good && !error ? EXIT_SUCCESS : EXIT_FAILURE;
}
