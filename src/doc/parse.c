#include "doc/parse.h"

#include "text/utf8.h"

#include <stdalign.h>

/* cmark asks for memory without saying on whose behalf; each thread parses one text at a time. */
static _Thread_local Arena *memory;

/* Before each piece its size, which growing it needs. */
typedef struct Piece {
    alignas(max_align_t) size_t size;
} Piece;

static void *piece_new(size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX - sizeof(Piece))
        arena_out_of_memory(SIZE_MAX);
    Piece *piece = arena_alloc(memory, 1, sizeof *piece + bytes);
    piece->size = bytes;
    return piece + 1;
}

static void *piece_grow(void *old, size_t size)
{
    if (!old)
        return piece_new(1, size);
    Piece *piece = (Piece *)old - 1;
    if (size <= piece->size)
        return old;
    if (size > SIZE_MAX - sizeof *piece)
        arena_out_of_memory(SIZE_MAX);
    piece = arena_grow(memory, piece, sizeof *piece + piece->size, sizeof *piece + size);
    piece->size = size;
    return piece + 1;
}

static void piece_free(void *piece)
{
    (void)piece;
}

/* Unless bad bytes are replaced, cmark does not find the end of HTML that has some; where there are none, looking for them
   once is cheaper than its way, line by line. */
cmark_node *parse_commonmark(Arena *arena, Span text)
{
    static cmark_mem allocator = {piece_new, piece_grow, piece_free};
    memory = arena;
    bool is_valid = utf8_check(text) == text.len;
    cmark_parser *parser = cmark_parser_new_with_mem(
        is_valid ? CMARK_OPT_DEFAULT : CMARK_OPT_VALIDATE_UTF8, &allocator);
    cmark_parser_feed(parser, text.ptr, text.len);
    cmark_node *root = cmark_parser_finish(parser);
    memory = NULL;
    return root;
}
