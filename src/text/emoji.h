/* emoji: which characters are emoji, shown as a picture by themselves or after U+FE0F. */
#ifndef STEMMA_TEXT_EMOJI_H
#define STEMMA_TEXT_EMOJI_H

#include "base/span.h"

/* Digits, # and *, which are emoji only inside a keycap, are not. */
bool emoji_is(int32_t code_point);

#endif
