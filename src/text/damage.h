/* damage: two to four characters whose bytes in a code page are one valid UTF-8 sequence, and whether that can be an
   accident. Genuine text holds such neighbours too: the apostrophe and the letter of "l’été", the letter and the quote of
   „Spaß“. */
#ifndef STEMMA_TEXT_DAMAGE_H
#define STEMMA_TEXT_DAMAGE_H

#include "text/codepage.h"

enum { DAMAGE_LONGEST = 4 };

typedef struct Damage {
    size_t end;                     /* in the text */
    int32_t points[DAMAGE_LONGEST]; /* the characters as they stand */
    uint8_t bytes[DAMAGE_LONGEST];  /* the same in the code page */
    int len;
    Codepage page;
    int32_t decoded;
} Damage;

/* Reads what may be damage at `at` of `text`. What it decodes to is assigned, and neither private nor invisible, unless
   `is_halfway` lets characters pass that only stand in text damaged twice after the first repair. */
bool damage_read(Span text, size_t at, Codepage page, bool is_halfway, Damage *damage);

/* Control characters, the soft hyphen and the Apple logo, which all stand for bytes of a code page. */
bool damage_is_halfway(int32_t code_point);

/* Ordinary writing would not put these characters together between `before` and `after`. `is_expected`: the code page
   is known to have damaged other parts of the text, so that only doubtful punctuation is doubted. */
bool damage_is_sure(const Damage *damage, int32_t before, int32_t after, bool is_expected);

/* May it come by itself, with no other damage beside it? Emoji, signs, Latin, Greek, Cyrillic and East Asian characters
   may. */
bool damage_may_stand_alone(const Damage *damage);

/* A combining mark, which without a letter before it is no text; the one that asks for an emoji's picture is some. */
bool damage_is_loose_mark(const Damage *damage);

#endif
