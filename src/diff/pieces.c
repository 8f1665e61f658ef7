#include "diff/pieces.h"

#include "base/ascii.h"
#include "text/utf8.h"
#include "text/words.h"

bool pieces_is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_ascii_word(char byte)
{
    return ascii_is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           byte == '_';
}

/* Signs stand from the first on, and from the second on scripts without spaces, each character of which is a word. */
enum { FIRST_SIGN = 0x2000, FIRST_UNSPACED = 0x2E80 };

typedef enum Sort { SORT_SIGN, SORT_LETTER, SORT_WORD } Sort;

static Sort sort_at(Span text, size_t at, size_t *next)
{
    *next = at + 1;
    if ((unsigned char)text.ptr[at] < 0x80)
        return is_ascii_word(text.ptr[at]) ? SORT_LETTER : SORT_SIGN;
    *next = at;
    int32_t c = utf8_next(text, next);
    if (c >= FIRST_UNSPACED)
        return words_any(span_range(text, at, *next)) ? SORT_WORD : SORT_SIGN;
    return c >= 0xC0 && c < FIRST_SIGN ? SORT_LETTER : SORT_SIGN;
}

/* Apostrophes inside words and the points inside numbers. */
static bool is_inside(Span text, size_t at)
{
    if (at + 1 >= text.len)
        return false;
    char sign = text.ptr[at], after = text.ptr[at + 1];
    if (sign == '\'')
        return is_ascii_word(after);
    return (sign == '.' || sign == ',') && ascii_is_digit(text.ptr[at - 1]) &&
           ascii_is_digit(after);
}

static size_t piece_end(Span text, size_t at, bool *is_word)
{
    size_t next;
    Sort sort = sort_at(text, at, &next);
    *is_word = sort != SORT_SIGN;
    if (sort != SORT_LETTER)
        return next;
    for (at = next; at < text.len;) {
        if (is_ascii_word(text.ptr[at]))
            at++;
        else if (sort_at(text, at, &next) == SORT_LETTER)
            at = next;
        else if (is_inside(text, at))
            at++;
        else
            break;
    }
    return at;
}

/* A guess of how much room a list will need. */
enum { BYTES_A_PIECE = 4 };

static void add_piece(Arena *arena, Intern *intern, Pieces *side, Piece piece)
{
    vec_add(arena, &side->pieces, piece);
    vec_add(arena, &side->ids, intern_id(intern, piece.text));
}

static size_t space_end(Span text, size_t at)
{
    bool is_break = text.ptr[at] == '\n';
    for (at++; at < text.len && pieces_is_space(text.ptr[at]) && !is_break && text.ptr[at] != '\n';)
        at++;
    return at;
}

void pieces_read(Arena *arena, Intern *intern, Span text, bool is_exact, Pieces *side)
{
    bool is_spaced = false;
    if (!is_exact)
        text = span_trim(text);
    vec_reserve(arena, &side->pieces, text.len / BYTES_A_PIECE + 1);
    vec_reserve(arena, &side->ids, text.len / BYTES_A_PIECE + 1);
    for (size_t at = 0, end; at < text.len; at = end) {
        if (pieces_is_space(text.ptr[at])) {
            end = space_end(text, at);
            is_spaced = !is_exact;
            if (is_exact)
                add_piece(arena, intern, side,
                          (Piece){.text = span_range(text, at, end), .is_blank = true});
            continue;
        }
        bool is_word;
        end = piece_end(text, at, &is_word);
        add_piece(arena, intern, side,
                  (Piece){span_range(text, at, end), is_spaced, false, is_word, false});
        is_spaced = false;
    }
}

static uint32_t count_ids(const Pieces sides[2])
{
    uint32_t count = 0;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < sides[side].ids.len; i++)
            count = sides[side].ids.at[i] >= count ? sides[side].ids.at[i] + 1 : count;
    return count;
}

void pieces_find_content(Arena *arena, Pieces sides[2])
{
    enum { UNKNOWN, CONTENT, FUNCTION };
    char *sorts = ARENA_ARRAY(arena, char, count_ids(sides));
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < sides[side].pieces.len; i++) {
            Piece *piece = &sides[side].pieces.at[i];
            char *sort = &sorts[sides[side].ids.at[i]];
            if (*sort == UNKNOWN && piece->is_word)
                *sort = words_is_stop(utf8_fold(arena, piece->text)) ? FUNCTION : CONTENT;
            piece->is_content = piece->is_word && *sort == CONTENT;
        }
}

Tally pieces_tally(const Pieces *side, Range range)
{
    Tally tally = {0, 0, 0};
    for (uint32_t i = range.start; i < range.end; i++) {
        tally.words += side->pieces.at[i].is_word;
        tally.content += side->pieces.at[i].is_content;
        tally.signs += !side->pieces.at[i].is_word && !side->pieces.at[i].is_blank;
    }
    return tally;
}
