/* flow: marked text wrapped into a column. What is removed and added is coloured or, without colours, put in [- -] and
   {+ +}; in HTML it is in its elements. Everything is in its visible form. */
#ifndef STEMMA_RENDER_FLOW_H
#define STEMMA_RENDER_FLOW_H

#include "diff/diff.h"
#include "render/term.h"

typedef enum FlowMark {
    FLOW_SAME = RUN_SAME,
    FLOW_REMOVED = RUN_REMOVED, /* among other text: with signs where there are no colours */
    FLOW_ADDED = RUN_ADDED,
    FLOW_OLD, /* a line that is removed as a whole: no signs */
    FLOW_NEW,
    FLOW_DIM
} FlowMark;

/* A line that is ready to be shown, and its columns. */
typedef struct FlowLine {
    Span text;
    size_t columns;
} FlowLine;

typedef VEC(FlowLine) FlowLineVec;

typedef struct Flow {
    Arena *arena;
    const View *view; /* NULL: HTML */
    size_t width;     /* columns of a line; 0: no limit */
    bool keeps_lines; /* line feeds and blanks are text, as in code; else they only part words */
    FlowLineVec lines;
    Buf line;
    size_t used;   /* columns of the line so far */
    size_t blanks; /* wanted before the next word */
    FlowMark mark; /* that is open */
} Flow;

Flow flow_start(Arena *arena, const View *view, size_t width, bool keeps_lines);
void flow_add(Flow *flow, FlowMark mark, Span text);

/* Ends the line, and with it the text of the flow. */
/* A line of a file as it stands, inner blanks and all; false, and nothing was added, when it does not fit. */
bool flow_line(Flow *flow, FlowMark mark, Span line);

void flow_end(Flow *flow);

/* Runs with long stretches that are the same cut down to what is near a change; of `keeps_lines` by whole lines. Cuts
   are marked by an ellipsis. */
void flow_excerpt(Arena *arena, const RunVec *runs, bool keeps_lines, RunVec *excerpt);

#endif
