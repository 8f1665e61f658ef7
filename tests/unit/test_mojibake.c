/* mojibake: damage is made here by encoding and decoding, as it was in life, and must be undone; genuine text must stay. */
#include "check.h"

#include "text/codepage.h"
#include "text/mojibake.h"
#include "text/utf8.h"

#include <time.h>

/* The bytes of UTF-8 read in a one-byte encoding. */
static Span damaged(Arena *arena, Span text, Codepage page)
{
    Buf out = buf_in(arena);
    for (size_t i = 0; i < text.len; i++) {
        uint8_t byte = (uint8_t)text.ptr[i];
        utf8_add(&out, byte < 0x80 ? byte : codepage_point(page, byte));
    }
    return buf_span(&out);
}

static Span repaired(Arena *arena, Span text)
{
    RepairVec repairs = {0};
    return mojibake_repair(arena, text, &repairs);
}

static const char *const texts[] = {
    "□ Check — “quoted” and ‘single’, it’s done… • one → two ≤ three ≥ four ≠ five",
    "✅ Do ❌ Don’t ⚠️ Careful 🚨 Alarm 💡 Idea 👨‍💻 Coder",
    "├── src/\n│   └── main.c\n└── docs/ ═══ ▶ ★ ☐ ✓",
    "Le café est situé à côté de l’école; où était-il?",
    "Größe und Maß für Übungen, „schöne“ Äpfel",
    "¿Qué pasó? ¡Mañana! El niño comió jamón",
    "São ações em português: não, coração, você",
    "Işık çok güzel, şeker ve ğ harfi değil",
    "Zażółć gęślą jaźń, příliš žluťoučký kůň",
    "Привет, мир! Это проверка русских слов",
    "Γειά σου Κόσμε, αυτό είναι δοκιμή",
    "数据库设计与优化，代码审查。",
    "テストを実行してください。カタカナ",
    "한국어 문서를 작성합니다",
    "25°C ±5 µm £100 €50 ¥30 ©2024 ®™ §4 ½",
    "na\u00EFve fa\u00E7ade \u00E6sthetic \u0153uvre",
};

static void check_repair(const char *what, Arena *arena, const char *text, Span broken)
{
    RepairVec repairs = {0};
    Span now = mojibake_repair(arena, broken, &repairs);
    check_text(what, span_of(text), now);
    size_t at = 0;
    Buf rebuilt = buf_in(arena);
    for (size_t i = 0; i < repairs.len; i++) { /* the repairs say what was done */
        const Repair *repair = &repairs.at[i];
        assert_true(repair->offset >= at && repair->was.ptr == broken.ptr + repair->offset);
        buf_add(&rebuilt, span_range(broken, at, repair->offset));
        buf_add(&rebuilt, repair->now);
        at = repair->offset + repair->was.len;
    }
    buf_add(&rebuilt, span_from(broken, at));
    check_text("by its repairs", now, buf_span(&rebuilt));
}

static void damage_is_undone(void **state)
{
    (void)state;
    static const char *const names[] = {"Windows-1252", "Latin-1", "Mac Roman"};
    for (int page = 0; page < CODEPAGE_COUNT; page++)
        for (size_t i = 0; i < COUNT_OF(texts); i++) {
            Arena *arena = arena_new();
            Span once = damaged(arena, span_of(texts[i]), (Codepage)page);
            check_repair(names[page], arena, texts[i], once);
            Span twice = damaged(arena, once, (Codepage)page);
            check_repair("twice", arena, texts[i], twice);
            arena_free(arena);
        }
}

static void damage_is_named(void **state)
{
    (void)state;
    static const MojibakeKind kinds[] = {MOJIBAKE_CP1252, MOJIBAKE_LATIN1, MOJIBAKE_MAC_ROMAN};
    Arena *arena = arena_new();
    for (int page = 0; page < CODEPAGE_COUNT; page++) {
        RepairVec repairs = {0};
        mojibake_repair(arena, damaged(arena, SPAN("a ✅ b"), (Codepage)page), &repairs);
        assert_int_equal(repairs.len, 1);
        assert_int_equal(repairs.at[0].offset, 2);
        assert_int_equal(repairs.at[0].kind, kinds[page]);
        check_text("now", SPAN("✅"), repairs.at[0].now);
        assert_true(strlen(mojibake_name(repairs.at[0].kind)) > 0);
    }
    arena_free(arena);
}

static void clean_and_damaged_text_may_touch(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    static const char *const clean[] = {"’", "✅", "—", "数", "é", "“"};
    for (size_t i = 0; i < COUNT_OF(clean); i++) {
        Buf text = buf_in(arena), wanted = buf_in(arena);
        Span sign = damaged(arena, SPAN("□"), CODEPAGE_MAC_ROMAN);
        buf_add(&text, span_of(clean[i]));
        buf_add(&text, sign);
        buf_add(&text, span_of(clean[i]));
        buf_format(&wanted, "%s□%s", clean[i], clean[i]);
        check_repair(clean[i], arena, wanted.ptr, buf_span(&text));
    }
    arena_free(arena);
}

/* As they stand in real files, with the half of a character that each kind of damage would need. */
static void genuine_text_stays(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "L’été, c’était l’école «Étude» —Él dijo: «¡Sí!» ‘Émile’ “Über”",
        "„Spaß“, „Größe“, der Buchstabe „Ä“ und „Ö“… ‚Öl‘",
        "“CAFÉ” ‘CAFÉ’ CAFÉ™ CAFÉ® (café…”) déjà… »voilà« «à»",
        "MAÇÃ” NÃO AÇÃO Ã É Â Ê português",
        "hâlâ…” hâlâ’ Türkçe İstanbul’a ığdır ŞİŞLİ",
        "ÀÂÄÉÈÊËÏÎÔÙÛÜŸÇŒÆ àâäéèêëïîôùûüÿçœæ ÁÉÍÓÚÑÜ [A-Za-zÀ-ÖØ-öø-ÿ]",
        "2√π ≈π σ√∑ x≤y ¬p ∂f/∂x ∆π ±5 3×½ 10÷2",
        "Привет: «мир» — это… №5",
        "数据库「设计」，『中文』—— ……",
        "한국어 “문서” テスト・カタカナー",
        "Nestlé® L’Oréal™ Ø±0.5 5€ £5 ¥30 § 4 ¶ •",
        "✅ ⚠️ 🚨 → ← ≤ ≥ □ ☐ — – … • ’ “ ” 👨‍💻",
        "smörgåsbord Åse Ærø Ísland ðæþ Þór",
        "«»‹›„“”‚‘’…–—•·†‡°ªº",
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        RepairVec repairs = {0};
        Span text = span_of(rows[i]);
        check_text("genuine", text, mojibake_repair(arena, text, &repairs));
        assert_int_equal(repairs.len, 0);
    }
    arena_free(arena);
}

/* ... and when the file has damage elsewhere. */
static void genuine_text_stays_beside_damage(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "L’été «Étude» —Él ‘Émile’ “Über”",
        "„Spaß“ „Ä“ und „Ö“… ‚Öl‘",
        "hâlâ…” “CAFÉ” »voilà«",
    };
    Arena *arena = arena_new();
    for (int page = 0; page < CODEPAGE_COUNT; page++)
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
            Buf text = buf_in(arena), wanted = buf_in(arena);
            buf_add(&text, damaged(arena, SPAN("✅ →"), (Codepage)page));
            buf_format(&text, " %s", rows[i]);
            buf_format(&wanted, "✅ → %s", rows[i]);
            check_repair("beside damage", arena, wanted.ptr, buf_span(&text));
        }
    arena_free(arena);
}

/* What is left of an emoji when each of its UTF-16 units is cut to a byte. */
static Span cut(Arena *arena, Span text)
{
    Buf out = buf_in(arena);
    for (size_t at = 0; at < text.len;) {
        int32_t c = utf8_next(text, &at);
        if (c > 0xFFFF) {
            utf8_add(&out, (0xD800 + ((c - 0x10000) >> 10)) & 0xFF);
            c = 0xDC00 + ((c - 0x10000) & 0x3FF);
        }
        utf8_add(&out, c & 0xFF);
    }
    return buf_span(&out);
}

static void cut_emoji_are_restored(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "## 🎯 Goals\n",         "## 🎨 Design\n",       "# 📋 Plan\n",  "## 🚨 Rules\n",
        "## 🧠 Memory\n",     "## 💭 Style\n",        "## 🚀 Next\n", "### 🔄 Process\n",
        "- 📱 Mobile\n",         "- **📊** Data\n",      "🎓 Teach\n",   "## **🧠 Memory**\n",
        "text with 🚀 inside\n", "## 🛡️ Safety\n", "> 📋 Quote\n",
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Span broken = cut(arena, span_of(rows[i]));
        RepairVec repairs = {0};
        check_text("cut", span_of(rows[i]), mojibake_repair(arena, broken, &repairs));
        assert_int_equal(repairs.len, 1);
        assert_int_equal(repairs.at[0].kind, MOJIBAKE_LOW_BYTES);
    }
    arena_free(arena);
}

static void what_is_no_cut_emoji_stays(void **state)
{
    (void)state;
    static const char *const rows[] = {
        ">à la fin\n",           /* a quote in French */
        "- >à propos\n",         /* one in a list */
        "- price <£5 or >¥30\n", /* comparisons */
        "x =é y <é> \n",
        "a <± b\n",
        "## =Ñ Two stop signs or a roll\n", /* U+1F4D1 or U+1F6D1 */
        "p <° q\n",
        "| a | >¥ | b |\n",
        "class=é\n",
        "## <¯\\_(x)_/¯>\n",
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Arena *arena = arena_new();
        check_text("stays", span_of(rows[i]), repaired(arena, span_of(rows[i])));
        arena_free(arena);
    }
}

static void bad_bytes_and_controls_stay(void **state)
{
    (void)state;
    static const Span rows[] = {
        SPAN("\xFF\xFE\x80"),
        SPAN("caf\xE9 \xC3"),
        SPAN("é\x80\0\x01 ="),
        SPAN("=\xC2"),
        SPAN("é =\0 x"),
        SPAN("\xE2\x82"),
        SPAN(""),
        SPAN("plain"),
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Arena *arena = arena_new();
        check_text("stays", rows[i], repaired(arena, rows[i]));
        arena_free(arena);
    }
}

static void long_runs_end(void **state)
{
    (void)state;
    static const char *const pieces[] = {"Ã", "Ã©", "â€™", "â", "漢", "√", "=é", "ðŸ", "„ÅÅ", "’é"};
    clock_t start = clock();
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        Arena *arena = arena_new();
        Buf text = buf_in(arena);
        while (text.len < 1000 * 1000)
            buf_add(&text, span_of(pieces[i]));
        repaired(arena, buf_span(&text));
        arena_free(arena);
    }
    assert_true(clock() - start < 30 * CLOCKS_PER_SEC);
}

typedef struct Survey {
    size_t files, restored;
} Survey;

/* A file is mended, damaged as a whole, and mended again. Lines never come or go. */
static void survey_file(void *context, const char *path)
{
    Survey *survey = context;
    Arena *arena = arena_new();
    Span bytes;
    assert_int_equal(file_read(arena, path, &bytes), 0);
    Span text = repaired(arena, bytes);
    check_text(path, text, repaired(arena, text)); /* mended is mended */
    for (int page = 0; page < CODEPAGE_COUNT && utf8_check(text) == text.len; page++) {
        survey->files++;
        survey->restored += span_eq(text, repaired(arena, damaged(arena, text, (Codepage)page)));
    }
    arena_free(arena);
}

static void real_files_are_restored(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *corpus = shared_path(arena, "data/corpus");
    if (!corpus)
        skip();
    Survey survey = {0};
    assert_int_equal(file_walk(arena, corpus, survey_file, &survey), 0);
    arena_free(arena);
    printf("%zu of %zu damaged files restored\n", survey.restored, survey.files);
    assert_true(survey.restored * 1000 >= survey.files * 980);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damage_is_undone),
        cmocka_unit_test(damage_is_named),
        cmocka_unit_test(clean_and_damaged_text_may_touch),
        cmocka_unit_test(genuine_text_stays),
        cmocka_unit_test(genuine_text_stays_beside_damage),
        cmocka_unit_test(cut_emoji_are_restored),
        cmocka_unit_test(what_is_no_cut_emoji_stays),
        cmocka_unit_test(bad_bytes_and_controls_stay),
        cmocka_unit_test(long_runs_end),
        cmocka_unit_test(real_files_are_restored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
