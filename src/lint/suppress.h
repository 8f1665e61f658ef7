/* suppress: comments in a file that silence rules. `<!-- stemma: ignore RULE, RULE -->` (in front matter `# stemma: ...`)
   speaks of its own line and the next that is not blank; `ignore-file` of the whole file. */
#ifndef STEMMA_LINT_SUPPRESS_H
#define STEMMA_LINT_SUPPRESS_H

#include "lint/lint.h"

/* Takes out the findings that comments silence, and adds one for each name in them that is no rule's. */
void suppress_by_comments(Lint *lint);

#endif
