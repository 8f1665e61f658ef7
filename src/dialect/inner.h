/* inner: what the files of this folder share. */
#ifndef STEMMA_DIALECT_INNER_H
#define STEMMA_DIALECT_INNER_H

#include "base/buf.h"
#include "dialect/conversion.h"

/* ---- reading (agent.c, toml_read.c, fragment.c) ---- */

/* The agent of c->doc, which is written as c->from has it; false with a problem. */
bool agent_read(Conversion *c);

/* The first field of that key, or NULL. */
const Field *field_find(const FieldVec *fields, Span key);

bool toml_read(Conversion *c, Span text, FieldVec *fields);
void fragment_read(Arena *arena, Span text, FieldVec *fields, Span *body);

/* The keys of a map below a field; false when it is none. They borrow the field's lines. */
bool nested_read(Arena *arena, const Field *field, FieldVec *fields);

/* ---- fields (fields.c, values.c, rights.c, names.c) ---- */

/* Makes c->out of the agent's fields. */
void fields_convert(Conversion *c);

/* What a value becomes in c->speech; false: it knows no such value. */
bool value_convert(Conversion *c, const HarnessField *from, const HarnessField *to, Field *field);

/* The tools that may be used and those that may not. */
void rights_convert(Conversion *c);

/* What the wish calls that model; empty when it does not name it. */
Span value_wished_model(const Conversion *c, Span model);

/* What "may only look" is called there as a value of `field`; NULL: it has no word for it. */
const char *value_read_only(const Harness *harness);

/* The agent's name and path. */
void names_read(Conversion *c);
void names_write(Conversion *c);

Field field_text(const char *key, Span value);

/* The same for a text that must stay one: YAML would take 1.0 for a number. */
Field field_string(const char *key, Span value);

/* The text as UTF-8: each byte that is none becomes U+FFFD, of which *is_mended tells. */
Span text_mended(Arena *arena, Span text, bool *is_mended);

/* ---- writing (page.c, toml_write.c, fragment.c) ---- */

/* Makes c->bytes of c->out and the body. */
void page_write_agent(Conversion *c);
void toml_write(Buf *out, Span key, Span value);
void fragment_write(Buf *out, Span name, Span description, Span body);

/* ---- where things went (places.c) ---- */

/* `from` may be NULL: it says nothing there. */
void way_add(Conversion *c, const Field *from, Span key);
void place_add(Conversion *c, Span key, Range lines);

/* Each key of `fields` on its lines, `by` lines further down. */
void places_add(Conversion *c, const FieldVec *fields, const Range *lines, uint32_t by);

/* How many lines the text has, by what it is written with: line feeds alone. */
uint32_t line_count(Span text);

/* ---- remarks ---- */

/* A remark about `what`, which stands in the value of `field`; empty: about the field. NULL: about the file. */
void remark(Conversion *c, DiagCode code, const Field *field, Span what, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* A text as a message shows it: cut off where it is long. */
Span remark_shown(Arena *arena, Span text);

/* Nothing can be made. False. */
bool give_up(Conversion *c, uint32_t line, uint32_t column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
