#include "align/fingerprint.h"

#include "base/buf.h"
#include "doc/inline.h"

/* Between the parts of one text: keys and values, cells. */
static const char PART = '\x1f';

/* ---- what emphasis and links leave behind ---- */

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/* A run of * _ ~ that may open or close emphasis. */
typedef struct Sign {
    char byte;
    uint32_t len;
    bool is_paired;
} Sign;

typedef VEC(Sign) SignVec;

enum { SIGN_LIMIT = 256 };

/* A closing run pairs with the last open one of its kind. */
static void take_sign(Arena *arena, SignVec *signs, Sign sign, bool can_open, bool can_close)
{
    for (size_t i = signs->len; can_close && i-- > 0;) {
        Sign *open = &signs->at[i];
        if (open->is_paired || open->byte != sign.byte || open->len != sign.len)
            continue;
        open->is_paired = true;
        return;
    }
    if (signs->len < SIGN_LIMIT && (can_open || can_close))
        vec_add(arena, signs, sign);
}

static size_t run_length(Span text, size_t at)
{
    size_t end = at;
    while (end < text.len && text.ptr[end] == text.ptr[at])
        end++;
    return end - at;
}

/* Past the code span that starts at `at`, or past its signs alone. */
static size_t skip_code(Span text, size_t at)
{
    size_t run = run_length(text, at);
    Span ticks = span_range(text, at, at + run);
    size_t close = span_find(text, ticks, at + run);
    return close < text.len && run < 4 ? close + run : at + run;
}

/* What a plain reading drops and is no mere markup: targets of links, and signs that pair with no other (`*.md`). */
static void add_residue(Arena *arena, Buf *out, Span text)
{
    SignVec signs = {0};
    for (size_t at = 0; at < text.len;) {
        char byte = text.ptr[at];
        if (byte == '\\') {
            at += 2;
        } else if (byte == '`') {
            at = skip_code(text, at);
        } else if (byte == ']' && at + 1 < text.len && text.ptr[at + 1] == '(') {
            size_t end = span_find_byte(text, ')', at);
            buf_add(out, span_range(text, at, end));
            at = end;
        } else if (byte == '*' || byte == '_' || byte == '~') {
            size_t run = run_length(text, at);
            bool can_close = at && !is_space(text.ptr[at - 1]);
            bool can_open = at + run < text.len && !is_space(text.ptr[at + run]);
            take_sign(arena, &signs, (Sign){byte, (uint32_t)run, false}, can_open, can_close);
            at += run;
        } else {
            at++;
        }
    }
    for (size_t i = 0; i < signs.len; i++)
        if (!signs.at[i].is_paired || signs.at[i].byte == '~')
            buf_add_times(out, signs.at[i].byte, signs.at[i].len);
}

static const bool is_markup[256] = {
    ['*'] = true, ['_'] = true,  ['~'] = true, ['`'] = true, ['['] = true,
    [']'] = true, ['\\'] = true, ['&'] = true, ['!'] = true,
};

static bool has_markup(Span text)
{
    for (size_t at = 0; at < text.len; at++)
        if (is_markup[(uint8_t)text.ptr[at]])
            return true;
    return false;
}

static void add_squeezed(Buf *out, Span text)
{
    text = span_trim(text);
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        while (at < text.len &&
               (!is_space(text.ptr[at]) || (text.ptr[at] == ' ' && !is_space(text.ptr[at + 1]))))
            at++;
        buf_add(out, span_range(text, from, at));
        for (from = at; at < text.len && is_space(text.ptr[at]);)
            at++;
        if (at > from)
            buf_add_byte(out, ' ');
    }
}

Span fingerprint_squeeze(Arena *arena, Span text)
{
    Buf out = buf_in(arena);
    add_squeezed(&out, text);
    return buf_span(&out);
}

static void add_inline(Arena *arena, Buf *out, Span text)
{
    if (!has_markup(text)) {
        add_squeezed(out, text);
        return;
    }
    add_squeezed(out, inline_plain(arena, text));
    size_t len = out->len;
    buf_add_byte(out, PART);
    add_residue(arena, out, text);
    if (out->len == len + 1)
        buf_cut(out, len);
}

/* ---- units ---- */

static void add_heading(Arena *arena, Buf *out, const Doc *doc, const Unit *unit)
{
    const Section *section = &doc->sections[unit->section];
    bool is_tag = section->kind == SECTION_TAG;
    add_inline(arena, out, is_tag ? unit->info : section->title);
}

static void add_text(Arena *arena, Buf *out, const Doc *doc, const Unit *unit)
{
    (void)doc;
    if (unit->task)
        buf_add_byte(out, unit->task);
    if (unit->key_style != KEY_NONE) {
        add_inline(arena, out, unit->key);
        buf_add_byte(out, PART);
    }
    add_inline(arena, out, unit->key_style != KEY_NONE ? unit->value : unit->text);
}

static void add_row(Arena *arena, Buf *out, const Doc *doc, const Unit *unit)
{
    (void)doc;
    for (size_t i = 0; i < unit->row->cells.len; i++) {
        add_inline(arena, out, unit->row->cells.at[i]);
        buf_add_byte(out, PART);
    }
}

static void add_code(Arena *arena, Buf *out, const Doc *doc, const Unit *unit)
{
    (void)arena, (void)doc;
    buf_add(out, span_trim(unit->info));
    buf_add_byte(out, PART);
    buf_add(out, unit->text);
}

static void add_block(Arena *arena, Buf *out, const Doc *doc, const Unit *unit)
{
    (void)arena, (void)doc;
    add_squeezed(out, unit->text);
}

/* Quote signs at the start of a line are markup. */
static void add_quote(Arena *arena, Buf *out, const Doc *doc, const Unit *unit)
{
    (void)doc;
    Buf inner = buf_in(arena);
    for (size_t at = 0; at < unit->text.len;) {
        size_t end = span_find_byte(unit->text, '\n', at);
        Span line = span_trim_start(span_range(unit->text, at, end));
        while (line.len && line.ptr[0] == '>')
            line = span_trim_start(span_from(line, 1));
        buf_add(&inner, line);
        buf_add_byte(&inner, '\n');
        at = end + 1;
    }
    add_inline(arena, out, buf_span(&inner));
}

static void add_nothing(Arena *arena, Buf *out, const Doc *doc, const Unit *unit)
{
    (void)arena, (void)out, (void)doc, (void)unit;
}

/* Paragraphs and items are one sort: a list made of paragraphs says the same. */
static const struct {
    char sort;
    void (*add)(Arena *arena, Buf *out, const Doc *doc, const Unit *unit);
} kinds[] = {
    [UNIT_HEADING] = {'h', add_heading}, [UNIT_PARAGRAPH] = {'t', add_text},
    [UNIT_ITEM] = {'t', add_text},       [UNIT_ROW] = {'r', add_row},
    [UNIT_CODE] = {'c', add_code},       [UNIT_QUOTE] = {'q', add_quote},
    [UNIT_HTML] = {'x', add_block},      [UNIT_RULE] = {'-', add_nothing},
};

Span fingerprint_text(Arena *arena, const Doc *doc, uint32_t unit)
{
    const Unit *u = &doc->units[unit];
    Buf out = buf_in(arena);
    buf_add_byte(&out, kinds[u->kind].sort);
    kinds[u->kind].add(arena, &out, doc, u);
    return buf_span(&out);
}

/* ---- trees ---- */

static uint32_t intern_ids(Intern *trees, const IndexVec *ids, size_t from)
{
    return intern_id(trees,
                     (Span){(const char *)(ids->at + from), (ids->len - from) * sizeof *ids->at});
}

static bool is_closing(const Doc *doc, uint32_t unit)
{
    const Unit *u = &doc->units[unit];
    const Section *section = &doc->sections[u->section];
    return u->kind == UNIT_HTML && section->kind == SECTION_TAG && unit + 1 == section->units.end &&
           span_starts(u->text, SPAN("</"));
}

/* A text to the letter, and how often each document holds it. */
typedef struct Letter {
    char sort; /* of the first unit that has it */
    uint32_t times[2];
    uint32_t said; /* NONE until it is asked for */
} Letter;

/* Most texts stand in both documents to the letter, as often in the one as in the other: they need not be read to know that
   they say the same. */
typedef struct Printer {
    Fingerprints *f;
    Intern *texts;
    VEC(Letter) letters;  /* by text */
    uint32_t *text_of[2]; /* by unit; NONE for what is no prose */
    Intern *said;
    IndexVec id_of_said; /* by text of `said` */
} Printer;

static uint32_t new_said(Fingerprints *f, Span text)
{
    vec_add(f->arena, &f->said, text);
    return (uint32_t)f->said.len - 1;
}

static uint32_t said_anew(Printer *printer, const Doc *doc, uint32_t unit)
{
    Fingerprints *f = printer->f;
    Span text = fingerprint_text(f->arena, doc, unit);
    uint32_t id = intern_id(printer->said, text);
    if (id == printer->id_of_said.len)
        vec_add(f->arena, &printer->id_of_said, new_said(f, text));
    return printer->id_of_said.at[id];
}

static bool is_letter_by_letter(const Unit *unit)
{
    bool is_prose = unit->kind == UNIT_PARAGRAPH || unit->kind == UNIT_ITEM;
    return unit->kind == UNIT_ROW || (is_prose && !unit->task);
}

static void count_texts(Printer *printer, int side, const Doc *doc)
{
    printer->text_of[side] = ARENA_ARRAY(printer->f->arena, uint32_t, doc->unit_count);
    for (uint32_t u = 0; u < doc->unit_count; u++) {
        const Unit *unit = &doc->units[u];
        uint32_t text = is_letter_by_letter(unit) ? intern_id(printer->texts, unit->text) : NONE;
        char sort = kinds[unit->kind].sort;
        if (text == printer->letters.len)
            vec_add(printer->f->arena, &printer->letters, (Letter){sort, {0, 0}, NONE});
        if (text != NONE && printer->letters.at[text].sort != sort)
            text = NONE;
        if (text != NONE)
            printer->letters.at[text].times[side]++;
        printer->text_of[side][u] = text;
    }
}

static uint32_t said_by(Printer *printer, int side, const Doc *doc, uint32_t unit)
{
    uint32_t text = printer->text_of[side][unit];
    if (text == NONE)
        return said_anew(printer, doc, unit);
    Letter *letter = &printer->letters.at[text];
    if (letter->said == NONE)
        letter->said = letter->times[0] == letter->times[1] ? new_said(printer->f, (Span){0})
                                                            : said_anew(printer, doc, unit);
    return letter->said;
}

/* From the last unit to the first, so that what a unit holds has its id before it. */
static void print_units(Printer *printer, int side, const Doc *doc, UnitPrint *prints)
{
    Fingerprints *f = printer->f;
    IndexVec ids = {0};
    for (uint32_t u = doc->unit_count; u-- > 0;) {
        prints[u].said = said_by(printer, side, doc, u);
        prints[u].weight = (uint32_t)doc->units[u].text.len + 1;
        prints[u].is_closing = is_closing(doc, u);
        ids.len = 0;
        vec_add(f->arena, &ids, prints[u].said);
        for (uint32_t c = u + 1; c < doc->units[u].end; c = doc->units[c].end)
            vec_add(f->arena, &ids, prints[c].tree);
        prints[u].tree = intern_ids(f->trees, &ids, 0);
    }
}

static void print_place(const Doc *doc, uint32_t section, SectionPrint *prints)
{
    uint32_t parent = doc->sections[section].parent;
    bool is_top = parent == NONE || prints[parent].host == 0;
    prints[section].host = doc_is_title(doc, section) ? 0 : section;
    prints[section].parent = is_top ? NONE : parent;
}

/* What stands below the title: units of its own and whole subsections, in order. */
static void print_content(Fingerprints *f, const Doc *doc, uint32_t section, IndexVec *ids,
                          const UnitPrint *units, SectionPrint *prints)
{
    const Section *s = &doc->sections[section];
    SectionPrint *print = &prints[section];
    uint32_t below = section + 1, u = s->units.start + (s->unit != NONE);
    ids->len = 0;
    vec_add(f->arena, ids, s->unit == NONE ? NONE : units[s->unit].said);
    while (u < s->units.end) {
        if (below < s->end && doc->sections[below].units.start <= u) {
            vec_add(f->arena, ids, prints[below].tree);
            print->weight += prints[below].weight;
            u = doc->sections[below].units.end;
            below = doc->sections[below].end;
            continue;
        }
        if (!units[u].is_closing) {
            if (doc->units[u].parent == NONE)
                vec_add(f->arena, ids, units[u].tree);
            print->weight += units[u].weight;
        }
        u++;
    }
    print->content = intern_ids(f->trees, ids, 1);
    print->tree = intern_ids(f->trees, ids, 0);
}

void fingerprint_docs(Arena *arena, Fingerprints *f, Pairing *pairing)
{
    IndexVec ids = {0};
    Printer printer = {.f = f, .texts = intern_new(f->arena), .said = intern_new(f->arena)};
    count_texts(&printer, PAIR_OLD, pairing->docs[PAIR_OLD]);
    count_texts(&printer, PAIR_NEW, pairing->docs[PAIR_NEW]);
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++) {
        const Doc *doc = pairing->docs[side];
        UnitPrint *units = ARENA_ARRAY(arena, UnitPrint, doc->unit_count);
        SectionPrint *sections = ARENA_ARRAY(arena, SectionPrint, doc->section_count);
        print_units(&printer, side, doc, units);
        for (uint32_t s = 0; s < doc->section_count; s++)
            print_place(doc, s, sections);
        for (uint32_t s = doc->section_count; s-- > 0;)
            print_content(f, doc, s, &ids, units, sections);
        pairing->unit_prints[side] = units;
        pairing->section_prints[side] = sections;
    }
}
