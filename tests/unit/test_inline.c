/* inline: keys in all their spellings, and what a reader sees of inline markup. */
#include "check.h"

#include "doc/inline.h"

typedef struct KeyRow {
    const char *text;
    KeyStyle style;
    const char *key, *value;
} KeyRow;

static const KeyRow keys[] = {
    {"**Databases**: SQL, NoSQL", KEY_BOLD_COLON_AFTER, "Databases", "SQL, NoSQL"},
    {"**Databases:** SQL", KEY_BOLD_COLON_INSIDE, "Databases", "SQL"},
    {"**Databases** : SQL", KEY_BOLD_COLON_AFTER, "Databases", "SQL"},
    {"__Databases__: SQL", KEY_BOLD_COLON_AFTER, "Databases", "SQL"},
    {"**Databases** - SQL", KEY_BOLD_DASH, "Databases", "SQL"},
    {"**Databases** \xE2\x80\x94 SQL", KEY_BOLD_DASH, "Databases", "SQL"},
    {"**Databases**\xC2\xA0\xE2\x80\x93\xC2\xA0SQL", KEY_BOLD_DASH, "Databases", "SQL"},
    {"**Databases** (SQL only) first", KEY_BOLD_PAREN, "Databases", "(SQL only) first"},
    {"**Databases\xEF\xBC\x9A** SQL", KEY_BOLD_COLON_INSIDE, "Databases", "SQL"},
    {"**Databases**:", KEY_BOLD_COLON_AFTER, "Databases", ""},
    {"**Two lines**: one\ntwo", KEY_BOLD_COLON_AFTER, "Two lines", "one\ntwo"},
    {"**Databases**", KEY_NONE, "", ""},
    {"**Use** SQL: it is there", KEY_NONE, "", ""},
    {"**Broken\nkey**: value", KEY_NONE, "", ""},
    {"****: value", KEY_NONE, "", ""},
    {"Databases: SQL, NoSQL", KEY_PLAIN_COLON, "Databases", "SQL, NoSQL"},
    {"\xE6\x95\xB0\xE6\x8D\xAE\xE5\xBA\x93\xEF\xBC\x9ASQL", KEY_PLAIN_COLON,
     "\xE6\x95\xB0\xE6\x8D\xAE\xE5\xBA\x93", "SQL"},
    {"3 tiers: web, logic, data", KEY_PLAIN_COLON, "3 tiers", "web, logic, data"},
    {"Vue Router \xE2\x80\x93 nested routes", KEY_PLAIN_DASH, "Vue Router", "nested routes"},
    {"Keep it very short \xE2\x80\x94 nobody reads on", KEY_NONE, "", ""},
    {"See http://example.org for more", KEY_NONE, "", ""},
    {"Meet at 10:30 sharp", KEY_NONE, "", ""},
    {"lower case: no key", KEY_NONE, "", ""},
    {"A sentence of far more than five words: value", KEY_NONE, "", ""},
    {"One. Two: three", KEY_NONE, "", ""},
    {"Well-known - not a key", KEY_NONE, "", ""},
    {"`make test`: runs the tests", KEY_CODE_COLON, "make test", "runs the tests"},
    {"`make test` - runs the tests", KEY_CODE_DASH, "make test", "runs the tests"},
    {"`make test` runs the tests", KEY_NONE, "", ""},
    {"`a`:b", KEY_NONE, "", ""},
    {"", KEY_NONE, "", ""},
    {"**", KEY_NONE, "", ""},
    {":", KEY_NONE, "", ""},
};

static void keys_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        Span key, value;
        KeyStyle style = inline_key(span_of(keys[i].text), &key, &value);
        check_text(keys[i].text, span_of(keys[i].key), key);
        check_text(keys[i].text, span_of(keys[i].value), value);
        if (style != keys[i].style)
            fail_msg("%s: style %d, not %d", keys[i].text, style, keys[i].style);
    }
}

typedef struct PlainRow {
    const char *text, *plain;
} PlainRow;

static const PlainRow plains[] = {
    {"nothing at all", "nothing at all"},
    {"**bold**, *slanted*, ***both*** and ~~gone~~", "bold, slanted, both and gone"},
    {"__bold__ and _slanted_ but snake_case_name", "bold and slanted but snake_case_name"},
    {"2 * 3 and ~4", "2 * 3 and ~4"},
    {"run `make *all*` now", "run make *all* now"},
    {"``a ` b`` and `open", "a ` b and `open"},
    {"[text](http://x.org/a_(b)) and ![alt](i.png)", "text and alt"},
    {"[**bold** link](x), array[0](no", "bold link, array[0](no"},
    {"[not a link] and [ref][id]", "[not a link] and [ref][id]"},
    {"\\*not bold\\* and c:\\dir", "*not bold* and c:\\dir"},
    {"a &amp; b &lt; c &#65; &#x42; &nope; &", "a & b < c A B &nope; &"},
    {"two\nlines  \nhard\\\nbreak", "two lines   hard break"},
};

static void markup_comes_off(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(plains); i++)
        check_text(plains[i].text, span_of(plains[i].plain),
                   inline_plain(arena, span_of(plains[i].text)));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(keys_are_found),
                                       cmocka_unit_test(markup_comes_off)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
