/* scan_parts: what the views of a scan have in common: how files, families and amounts are called. */
#ifndef STEMMA_RENDER_SCAN_PARTS_H
#define STEMMA_RENDER_SCAN_PARTS_H

#include "scan/collection.h"

/* Bytes that all paths start with, up to and with a slash. */
size_t scan_common_folder(const Collection *collection);

/* A name comes out of a file and may be as long as that: more columns of it are not shown. */
enum { SCAN_NAME_COLUMNS = 120 };

/* What a family is called: the name that most of its files have, or the name of its voice's file. */
Span scan_family_name(Arena *arena, const Collection *collection, const Cluster *cluster);

/* "17 files with 9 texts, variants of one agent" */
Span scan_family_kind(Arena *arena, const Cluster *cluster);

/* Why its tree hangs at the root: "voice", "the oldest". */
const char *scan_root(const Cluster *cluster);

uint64_t scan_saving(const Cluster *cluster);

/* "4254 bytes", "198 kB". */
Span scan_amount(Arena *arena, uint64_t bytes);

/* The reasons of a pair in one line. */
Span scan_reasons(Arena *arena, const Pair *pair);

/* Which of the files a harness loads, in a few words. */
Span scan_loads(Arena *arena, const SameName *same);

/* "3 files", "1 file" */
Span scan_count(Arena *arena, size_t count, const char *one, const char *many);

#endif
