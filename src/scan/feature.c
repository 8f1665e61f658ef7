#include "scan/feature.h"

#include "base/buf.h"
#include "base/file.h"
#include "doc/front.h"
#include "scan/hashes.h"
#include "scan/sections.h"
#include "text/words.h"

#include <strings.h>

enum { KNOWN_BITS = 16, MOST_TIMES = 255 };

/* A word that was met before. */
typedef struct Known {
    uint64_t word;
    uint32_t stem; /* 0: says nothing of its own */
} Known;

struct FeatureReader {
    Arena *arena;   /* of the reader itself and the stemmer */
    Arena *scratch; /* of one file */
    Stems *stems;
    SectionKeys *sections;
    Known *known; /* 1 << KNOWN_BITS; a later word takes the place of an earlier one */
    WordVec words;
    uint64_t *hashes; /* of the words */
};

FeatureReader *feature_reader_new(void)
{
    Arena *arena = arena_new();
    FeatureReader *reader = ARENA_NEW(arena, FeatureReader);
    reader->arena = arena;
    reader->stems = stems_new(arena);
    reader->sections = sections_new(arena);
    reader->known = ARENA_ARRAY(arena, Known, (size_t)1 << KNOWN_BITS);
    return reader;
}

void feature_reader_free(FeatureReader *reader)
{
    stems_free(reader->stems);
    arena_free(reader->arena);
}

/* ---- words ---- */

static uint32_t stem_anew(FeatureReader *reader, const Word *word)
{
    if (word->kind == WORD_NUMBER || words_is_stop(word->text))
        return 0;
    return hash_high(hash_text(stems_stem(reader->stems, word->text))) | 1;
}

static uint32_t stem_of(FeatureReader *reader, const Word *word, uint64_t hash)
{
    Known *known = &reader->known[hash >> (64 - KNOWN_BITS)];
    if (known->word != hash)
        *known = (Known){hash, stem_anew(reader, word)};
    return known->stem;
}

/* Leaves the words of `text` and their hashes in the reader. */
static void split(FeatureReader *reader, Span text)
{
    reader->words = (WordVec){0};
    words_split(reader->scratch, text, &reader->words);
    reader->hashes = ARENA_ARRAY(reader->scratch, uint64_t, reader->words.len);
    for (size_t i = 0; i < reader->words.len; i++)
        reader->hashes[i] = hash_text(reader->words.at[i].text);
}

static Tokens shingles(Arena *keep, const FeatureReader *reader)
{
    const uint64_t base = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t power = 1, rolling = 0;
    for (int i = 0; i < FEATURE_SHINGLE; i++)
        power *= base;
    uint32_t count = (uint32_t)reader->words.len, made = 0;
    uint32_t *list = ARENA_ARRAY(reader->scratch, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) {
        rolling = rolling * base + hash_mix(reader->hashes[i]);
        if (i >= FEATURE_SHINGLE)
            rolling -= hash_mix(reader->hashes[i - FEATURE_SHINGLE]) * power;
        if (i + 1 >= FEATURE_SHINGLE || i + 1 == count)
            list[made++] = hash_high(rolling);
    }
    return tokens_distinct(keep, reader->scratch, list, made);
}

/* The stems of the words that were split last, in their order and with repeats. */
static uint32_t *stems_in_order(FeatureReader *reader, uint32_t *count)
{
    uint32_t *list = ARENA_ARRAY(reader->scratch, uint32_t, reader->words.len);
    *count = 0;
    for (size_t i = 0; i < reader->words.len; i++) {
        uint32_t stem = stem_of(reader, &reader->words.at[i], reader->hashes[i]);
        if (stem)
            list[(*count)++] = stem;
    }
    return list;
}

static void count_terms(Arena *keep, FeatureReader *reader, Feature *feature)
{
    uint32_t count;
    uint32_t *list = stems_in_order(reader, &count);
    tokens_sort(reader->scratch, list, count);
    uint8_t *times = ARENA_ARRAY(reader->scratch, uint8_t, count);
    uint32_t distinct = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!distinct || list[distinct - 1] != list[i])
            list[distinct++] = list[i];
        times[distinct - 1] += times[distinct - 1] < MOST_TIMES;
    }
    feature->terms = tokens_keep(keep, list, distinct);
    uint8_t *kept = ARENA_ARRAY(keep, uint8_t, distinct);
    if (distinct)
        memcpy(kept, times, distinct);
    feature->times = kept;
}

/* ---- front matter ---- */

static Span field(const Front *front, Span key)
{
    for (size_t i = 0; i < front->fields.len; i++)
        if (span_eq(front->fields.at[i].key, key) && front->fields.at[i].shape == FIELD_SCALAR)
            return front->fields.at[i].value;
    return SPAN("");
}

/* Descriptions hold whole dialogues on one line, their line breaks spelled \n. */
static Span without_literal_breaks(Arena *arena, Span value)
{
    Buf out = buf_in(arena);
    Span literal = SPAN("\\n");
    for (size_t from = 0, at; from < value.len; from = at + literal.len) {
        at = span_find(value, literal, from);
        buf_add(&out, span_range(value, from, at));
        buf_add_byte(&out, ' ');
    }
    return buf_span(&out);
}

/* Names that say which kind of file it is, not which agent. */
static const char *const kinds_of_file[] = {"skill",  "agents", "claude",
                                            "gemini", "readme", "index"};

static bool is_kind_of_file(Span stem)
{
    for (size_t i = 0; i < sizeof kinds_of_file / sizeof *kinds_of_file; i++)
        if (stem.len == strlen(kinds_of_file[i]) &&
            strncasecmp(stem.ptr, kinds_of_file[i], stem.len) == 0)
            return true;
    return false;
}

/* agents/reviewer.agent.md is "reviewer", skills/reviewer/SKILL.md too. */
static Span name_of_path(Span path)
{
    Span last = file_name(path);
    Span stem = span_range(last, 0, span_find_byte(last, '.', 0));
    if (!is_kind_of_file(stem) || last.len == path.len)
        return stem;
    return file_name(span_range(path, 0, path.len - last.len - 1));
}

/* Words of names that say "agent" once more: a backend specialist and a backend expert are both about the back end. */
static const char *const fillers[] = {"agent",  "assistant",    "expert", "guru",       "helper",
                                      "master", "professional", "pro",    "specialist", "subagent"};

static bool is_filler(Span word)
{
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (span_eq(word, span_of(fillers[i])))
            return true;
    return false;
}

/* Leaves fillers out, unless nothing else is there. */
static bool drop_fillers(FeatureReader *reader)
{
    size_t kept = 0;
    for (size_t i = 0; i < reader->words.len; i++)
        if (!is_filler(reader->words.at[i].text)) {
            reader->words.at[kept] = reader->words.at[i];
            reader->hashes[kept++] = reader->hashes[i];
        }
    if (kept == 0 || kept == reader->words.len)
        return false;
    reader->words.len = kept;
    return true;
}

static void read_label(Arena *keep, FeatureReader *reader, Feature *feature)
{
    split(reader, feature->name.len ? feature->name : name_of_path(feature->path));
    feature->has_filler = drop_fillers(reader);
    uint32_t count;
    uint32_t *list = stems_in_order(reader, &count);
    uint32_t *label = ARENA_ARRAY(keep, uint32_t, count);
    if (count)
        memcpy(label, list, count * sizeof *label);
    feature->label = label;
    feature->label_count = count;
}

static void read_front(Arena *keep, FeatureReader *reader, const Source *source, const Front *front,
                       Feature *feature)
{
    Span name = span_trim(field(front, SPAN("name")));
    feature->name = name.len ? arena_copy(keep, name) : SPAN("");
    read_label(keep, reader, feature);
    split(reader, without_literal_breaks(reader->scratch, field(front, SPAN("description"))));
    uint32_t count;
    uint32_t *about = stems_in_order(reader, &count);
    feature->about = tokens_distinct(keep, reader->scratch, about, count);
    split(reader, lines_range(&source->text, front->lines));
    feature->front = shingles(keep, reader);
}

static uint64_t hash_of_sequence(const FeatureReader *reader)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < reader->words.len; i++)
        hash = hash_mix(hash + reader->hashes[i]) + 1;
    return hash;
}

void feature_label(Arena *keep, FeatureReader *reader, Feature *feature)
{
    reader->scratch = arena_new();
    read_label(keep, reader, feature);
    arena_free(reader->scratch);
}

Feature feature_read(Arena *keep, FeatureReader *reader, Span path, Span bytes)
{
    Feature feature = {.path = path, .bytes = bytes.len};
    reader->scratch = arena_new();
    Diags diags = {.arena = reader->scratch};
    Source source = source_read(reader->scratch, path, bytes, true, &diags);
    Front front = front_read(reader->scratch, &source, &diags);
    read_front(keep, reader, &source, &front, &feature);
    Range body = {front.lines.end, source.text.count};
    split(reader, lines_range(&source.text, body));
    feature.body_hash = hash_of_sequence(reader);
    feature.body = shingles(keep, reader);
    feature.shingles = feature.body.count;
    feature.sections = sections_read(keep, reader->scratch, reader->sections, &source.text, body);
    count_terms(keep, reader, &feature);
    arena_free(reader->scratch);
    return feature;
}

uint32_t feature_times(const Feature *feature, uint32_t term)
{
    uint32_t at = tokens_find(feature->terms, term);
    return at == NONE ? 0 : feature->times[at];
}
