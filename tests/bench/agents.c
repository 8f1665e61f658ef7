#include "agents.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    VOCABULARY = 60000,
    COMMON_LINES = 3000, /* lines that are in many files */
    SUBJECT_WORDS = 150,
    SECTIONS = 9,
    SECTION_LINES = 9,
    LINE_WORDS = 11,
    A_FOLDER = 500
};

static const char *const little_words[] = {
    "the", "and",  "to",  "of",   "a",    "for", "with", "in",   "is",  "that",
    "on",  "be",   "as",  "or",   "by",   "are", "this", "from", "it",  "when",
    "not", "your", "you", "each", "into", "all", "any",  "at",   "can", "an"};

enum { LITTLE_WORDS = sizeof little_words / sizeof *little_words };

static uint64_t state;

static uint32_t any(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33);
}

static uint32_t below(uint32_t limit)
{
    return any() % limit;
}

typedef struct Text {
    char bytes[32 * 1024];
    size_t len;
} Text;

static void put(Text *text, const char *bytes)
{
    size_t len = strlen(bytes);
    if (text->len + len > sizeof text->bytes)
        abort();
    memcpy(text->bytes + text->len, bytes, len);
    text->len += len;
}

/* A rare word has more syllables than a common one. */
static void put_word(Text *text, uint32_t word)
{
    static const char *const parts[] = {"ba",  "cen", "di",  "for", "gu",  "kal", "le", "mi",
                                        "nor", "pu",  "rat", "se",  "tic", "vo",  "wu", "zan"};
    do
        put(text, parts[word % 16]);
    while (word /= 16);
}

/* Words as their frequencies are in any language: rank times frequency is the same (Zipf 1935). */
static uint32_t any_word(void)
{
    return (uint32_t)exp(log(VOCABULARY) * (any() % 65536) / 65536.0);
}

/* Well mixed (splitmix64), so that two subjects have no more words in common than chance gives them. */
static uint32_t subject_word(uint32_t subject, uint32_t i)
{
    uint64_t x = ((uint64_t)subject << 32 | i) + UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)((x ^ x >> 31) % VOCABULARY);
}

/* A third little words, a third the subject's, a third any. */
static void put_words(Text *text, uint64_t seed, uint32_t subject, int count)
{
    state = seed * UINT64_C(0x9E3779B97F4A7C15) + 7;
    for (int i = 0; i < count; i++) {
        uint32_t kind = below(100);
        if (i)
            put(text, " ");
        if (kind < 35)
            put(text, little_words[below(LITTLE_WORDS)]);
        else if (kind < 75)
            put_word(text, subject_word(subject, below(SUBJECT_WORDS) * below(SUBJECT_WORDS) /
                                                     SUBJECT_WORDS));
        else
            put_word(text, any_word());
    }
    put(text, "\n");
}

/* What a file is made of: whose text, with what changed, about whose subject. */
typedef struct Plan {
    uint32_t text, subject;
    bool is_edited, is_short, has_name; /* has_name: of the subject */
} Plan;

static Plan plan_of(uint32_t n)
{
    state = n * UINT64_C(0x9E3779B97F4A7C15) + 1;
    uint32_t kind = below(100), earlier = n ? below(n) : 0;
    Plan plan = {n, n, false, false, true};
    if (n == 0 || kind < 55)
        return plan;
    plan.subject = earlier;
    plan.has_name = kind % 2;
    if (kind < 90)
        plan.text = earlier;
    plan.is_edited = kind >= 70 && kind < 85;
    plan.is_short = kind >= 85 && kind < 90;
    return plan;
}

/* A copy is one of the first text, not of another copy. */
static uint32_t original(uint32_t n)
{
    for (uint32_t text = plan_of(n).text; text != n; text = plan_of(n).text)
        n = text;
    return n;
}

static uint32_t subject_of(uint32_t n)
{
    for (n = original(n); plan_of(n).subject != n; n = original(n))
        n = plan_of(n).subject;
    return n;
}

static void put_front(Text *text, uint32_t n, const Plan *plan)
{
    uint32_t named = plan->has_name ? plan->subject : n;
    put(text, "---\nname: ");
    put_word(text, subject_word(named, 0));
    put(text, "-");
    put_word(text, subject_word(named, 1));
    put(text, plan->text == n ? "-expert" : "-specialist");
    put(text, "\ndescription: ");
    put_words(text, plan->has_name ? plan->text : n, plan->subject, 30);
    put(text, "tools: Read, Grep, Bash\nmodel: sonnet\n---\n");
}

static void put_section(Text *text, uint32_t n, const Plan *plan, uint64_t section)
{
    put(text, "\n## ");
    put_words(text, plan->text * UINT64_C(64) + section, plan->subject, 3);
    put(text, "\n");
    for (uint64_t line = 0; line < SECTION_LINES; line++) {
        uint64_t number = section * SECTION_LINES + line;
        bool is_new = plan->is_edited && (number + n) % 10 == 0;
        uint64_t seed = (is_new ? UINT64_C(1) << 40 | n : plan->text) * 1000 + number;
        state = seed;
        put(text, "- ");
        if (below(12) == 0)
            put_words(text, UINT64_C(1) << 60 | below(COMMON_LINES), 0, LINE_WORDS);
        else
            put_words(text, seed, plan->subject, LINE_WORDS);
    }
}

static void compose(Text *text, uint32_t n)
{
    Plan plan = plan_of(n);
    plan.text = original(n);
    plan.subject = subject_of(n);
    text->len = 0;
    put_front(text, n, &plan);
    for (uint64_t section = 0; section < (plan.is_short ? SECTIONS / 2 : SECTIONS); section++)
        put_section(text, n, &plan, section);
}

static void fail(const char *path)
{
    perror(path);
    exit(2);
}

void agents_make_folder(const char *path)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        fail(path);
}

static void write_file(const char *path, uint32_t n)
{
    static Text text;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
    if (fd < 0 && errno == EEXIST)
        return;
    compose(&text, n);
    if (fd < 0 || write(fd, text.bytes, text.len) != (ssize_t)text.len || close(fd) != 0)
        fail(path);
}

void agents_make(const char *folder, uint32_t count)
{
    char path[8192];
    agents_make_folder(folder);
    for (uint32_t n = 0; n < count; n++) {
        snprintf(path, sizeof path, "%s/%06u", folder, n / A_FOLDER);
        if (n % A_FOLDER == 0)
            agents_make_folder(path);
        snprintf(path, sizeof path, "%s/%06u/agent%u.md", folder, n / A_FOLDER, n);
        write_file(path, n);
    }
}
