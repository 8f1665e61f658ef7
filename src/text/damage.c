#include "text/damage.h"

#include "text/emoji.h"
#include "text/utf8.h"

#include <utf8proc.h>

/* ---- what characters are ---- */

/* How a character goes with the others of a word. */
typedef enum Fit {
    FIT_LETTER,
    FIT_PUNCTUATION, /* may stand right after a word, or, when it leads, right before one */
    FIT_MARK,        /* may stand right after a word: a trade mark, a degree, a footnote sign */
    FIT_MISFIT       /* does neither */
} Fit;

typedef struct FitException {
    const char *characters;
    Fit fit;
} FitException;

/* Where the Unicode category says something else: signs that are punctuation or letters by category, and letters that
   hardly anybody writes. */
static const FitException exceptions[] = {
    {"®©™°²³¹ªº§¶†‡", FIT_MARK},
    {"ƒˆ˜ˇ¡¿", FIT_MISFIT},
};

/* As the second character of a sequence these would follow a letter without a space. */
static const char *const openers = "‚„‹";

/* Signs of formulas that do stand together: √π is a root, not a damaged letter. */
static const char *const formula = "√≈∆πµΩ∞∑∏∫∂±≤≥≠";

static bool holds(const char *characters, int32_t code_point)
{
    Span set = span_of(characters);
    for (size_t at = 0; at < set.len;)
        if (utf8_next(set, &at) == code_point)
            return true;
    return false;
}

static bool is_between(int32_t c, utf8proc_category_t first, utf8proc_category_t last)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category >= first && category <= last;
}

static bool is_letter(int32_t c)
{
    return is_between(c, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO);
}

static bool is_latin(int32_t c)
{
    return c < 0x250 && is_letter(c);
}

static Fit fit_of(int32_t c, bool is_lead)
{
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
        if (holds(exceptions[i].characters, c))
            return exceptions[i].fit;
    if (!is_lead && holds(openers, c))
        return FIT_MISFIT;
    if (is_letter(c))
        return FIT_LETTER;
    bool is_punctuation = is_between(c, UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PO) ||
                          is_between(c, UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_ZS);
    return is_punctuation ? FIT_PUNCTUATION : FIT_MISFIT;
}

static bool has_fit(const Damage *damage, Fit fit)
{
    for (int i = 0; i < damage->len; i++)
        if (fit_of(damage->points[i], i == 0) == fit)
            return true;
    return false;
}

/* ---- reading ---- */

bool damage_is_halfway(int32_t c)
{
    return (c >= 0x80 && c < 0xA0) || c == 0xAD || c == 0xF8FF;
}

/* Of the format characters only the joiner of emoji; U+FFFD is itself what is left of something lost. */
static bool is_sensible(int32_t c)
{
    if (c == 0x200D || emoji_is(c))
        return true;
    return c != 0xFFFD && is_between(c, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_ZS);
}

static int length_of(int lead)
{
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* The next character as a byte of the code page, or -1. */
static int take(Span text, Damage *damage, int i)
{
    if (damage->end >= text.len)
        return -1;
    damage->points[i] = utf8_next(text, &damage->end);
    return codepage_byte(damage->page, damage->points[i]);
}

bool damage_read(Span text, size_t at, Codepage page, bool is_halfway, Damage *damage)
{
    *damage = (Damage){.end = at, .page = page};
    int byte = take(text, damage, 0);
    damage->len = length_of(byte);
    if (!damage->len)
        return false;
    for (int i = 0; i < damage->len; i++) {
        if (i > 0)
            byte = take(text, damage, i);
        if (byte < 0)
            return false;
        damage->bytes[i] = (uint8_t)byte;
    }
    size_t end = 0;
    damage->decoded = utf8_next((Span){(const char *)damage->bytes, (size_t)damage->len}, &end);
    if (is_halfway && damage_is_halfway(damage->decoded))
        return true;
    return damage->decoded >= 0 && is_sensible(damage->decoded);
}

/* ---- judging ---- */

static bool is_formula(const Damage *damage)
{
    for (int i = 0; i < damage->len; i++)
        if (!holds(formula, damage->points[i]))
            return false;
    return true;
}

/* From Latin-1 and its like C2 and C3 show as Â and Ã. They come of the commonest damage and end no word. */
static bool is_common(const Damage *damage)
{
    return damage->page != CODEPAGE_MAC_ROMAN && damage->bytes[0] <= 0xC3;
}

/* Letters, punctuation and marks only, which writers do put together. What gives it away is the case of the letters,
   Â and Ã out of a word, or a word that goes on. */
static bool is_odd_writing(const Damage *damage, int32_t before, int32_t after)
{
    bool is_capital = utf8proc_category(damage->points[0]) == UTF8PROC_CATEGORY_LU;
    if (is_capital && utf8proc_category(before) == UTF8PROC_CATEGORY_LL)
        return true;
    if (is_common(damage) && before < 0x80 && !is_letter(before))
        return true;
    bool is_dashed = utf8proc_category(damage->points[damage->len - 1]) == UTF8PROC_CATEGORY_PD;
    return damage->page != CODEPAGE_MAC_ROMAN && damage->bytes[0] <= 0xC5 && is_letter(after) &&
           (!is_dashed || is_common(damage));
}

/* E2 leads to the signs that prompt files are full of: quotes, dashes, arrows, boxes, check marks. Only a word's last â
   with closing punctuation is left in doubt. */
static bool is_sign(const Damage *damage, int32_t before)
{
    if (damage->bytes[0] != 0xE2 ||
        !is_between(damage->decoded, UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_CF))
        return false;
    bool ends_word = is_letter(before) && fit_of(damage->points[0], true) == FIT_LETTER;
    return !ends_word || has_fit(damage, FIT_MARK) || has_fit(damage, FIT_MISFIT);
}

/* In text that this code page is known to have damaged: what is genuine there is a word between typographic quotes,
   dashes and dots. */
static bool is_no_typography(const Damage *damage)
{
    return !has_fit(damage, FIT_PUNCTUATION) || is_common(damage) ||
           (damage->len == 3 && damage->page == CODEPAGE_MAC_ROMAN);
}

bool damage_is_sure(const Damage *damage, int32_t before, int32_t after, bool is_expected)
{
    if (damage->len == DAMAGE_LONGEST || is_sign(damage, before))
        return true;
    if (is_expected && is_no_typography(damage))
        return true;
    if (is_formula(damage))
        return is_latin(before) || is_latin(after);
    return has_fit(damage, FIT_MISFIT) || is_odd_writing(damage, before, after);
}

typedef struct PointRange {
    int32_t first, last;
} PointRange;

/* The scripts between are never met as one letter, and their lead bytes are common characters: ’ before a vowel would
   be Armenian. */
static const PointRange may_stand_alone[] = {
    {0xA0, 0x24F},    {0x370, 0x45F},   {0x1E00, 0x1EFF}, {0x2000, 0x2BFF},   {0x3000, 0x9FFF},
    {0xAC00, 0xD7A3}, {0xFE0F, 0xFE0F}, {0xFF01, 0xFFEE}, {0x1F000, 0x1FAFF},
};

bool damage_may_stand_alone(const Damage *damage)
{
    for (size_t i = 0; i < sizeof may_stand_alone / sizeof *may_stand_alone; i++)
        if (damage->decoded >= may_stand_alone[i].first &&
            damage->decoded <= may_stand_alone[i].last)
            return true;
    return false;
}

bool damage_is_loose_mark(const Damage *damage)
{
    return damage->decoded != 0xFE0F &&
           is_between(damage->decoded, UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_ME);
}
