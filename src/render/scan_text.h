/* scan_text: what the parts of a scan's text share. */
#ifndef STEMMA_RENDER_SCAN_TEXT_H
#define STEMMA_RENDER_SCAN_TEXT_H

#include "render/scan.h"

typedef struct ScanText {
    Buf *out;
    Arena *arena;
    const Collection *c;
    const View *view;
    bool details;
    size_t common; /* bytes that all paths start with, a folder */
} ScanText;

/* Below what all paths have in common. */
Span scan_text_path(const ScanText *text, uint32_t file);

/* Each family's tree where that fits a screen or is asked for, else a line a family. */
void scan_text_families(const ScanText *text);

#endif
