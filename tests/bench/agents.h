/* agents: a generator of collections that are like real ones: of each hundred files fifty-five are unrelated but for some lines
   that everybody uses, fifteen have the text of another under another name, fifteen the text with a tenth of its lines
   rewritten, five such a text shortened to half, ten are written anew about another one's subject and have its name, or
   nearly. A file has 7 kB, 900 words and 300 distinct ones, as real agents do. The same number gives the same file. */
#ifndef STEMMA_TESTS_AGENTS_H
#define STEMMA_TESTS_AGENTS_H

#include <stdint.h>

/* Makes files 0 to count - 1 below `folder`, 500 a folder; those that are there are left. Ends the program where it cannot. */
void agents_make(const char *folder, uint32_t count);

void agents_make_folder(const char *path);

#endif
