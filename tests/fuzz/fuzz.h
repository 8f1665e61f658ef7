/* fuzz: what every target shares. A target is one function that takes any bytes and aborts where a law is broken; libFuzzer
   drives it where it was built with -Dfuzz=true, and replay.c drives it over files in every run of the tests. */
#ifndef STEMMA_TESTS_FUZZ_H
#define STEMMA_TESTS_FUZZ_H

#include "stemma.h"

#include <stdint.h>

enum { MOST_PARTS = 3 };

/* libFuzzer's name for a target. Gives 0, or -1 for bytes that are not worth keeping. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Stops the run, after a line that says which law was broken. */
void fuzz_fail(const char *law);

/* One input as several: parts end at lines of five percent signs. Gives how many there are, at least 1 and at most `most`. */
size_t fuzz_split(const uint8_t *bytes, size_t len, stemma_text parts[], size_t most);

/* Writes a file in the folder of the run, which is made and entered at the first call and goes with its files at the end. At
   most MOST_PARTS names; they are kept. Without the sync that the library's own writing waits for. */
void fuzz_put(const char *name, stemma_text text);

bool fuzz_same(stemma_text a, stemma_text b);

#endif
