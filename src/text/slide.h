/* slide: where a change is said to stand when it could stand in several places. */
#ifndef STEMMA_TEXT_SLIDE_H
#define STEMMA_TEXT_SLIDE_H

#include "text/seq.h"

/* Which elements of each side the other has not; one more of each, behind the last, is false. Moves each run of them to where
   the other side has one too, else as far down as it goes. */
void slide_settle(Seq old, bool *is_old_changed, Seq new, bool *is_new_changed);

#endif
