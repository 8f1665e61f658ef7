/* upgrade: what an upgrade brought and left, for people and as its ledger. */
#ifndef STEMMA_RENDER_UPGRADE_H
#define STEMMA_RENDER_UPGRADE_H

#include "merge/upgrade.h"
#include "render/view.h"

/* A line for each file that something is to be said about, and one with the sums. */
Span upgrade_text(Arena *arena, const Upgraded *files, size_t count, const View *view);

/* stemma-upgrade/1 */
Span upgrade_json(Arena *arena, const Upgraded *files, size_t count);

#endif
