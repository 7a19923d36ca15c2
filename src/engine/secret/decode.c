// What is written in base64, hex or with percent signs, and what it says when it is text.
//
// A decoded piece is put on a line with what stood before it on its own line, so that rules which
// want a name before the value ("password: ...") see it.
#include "engine/secret/secret_int.h"

enum {
    MIN_BASE64 = 16,
    MIN_HEX = 32,
    MIN_PERCENT = 3,
    MAX_PIECE = 256 << 10,
    BEFORE = 100,
    MAX_PIECES = 20000, // of one window
    TRY = 16,           // characters decoded before the rest is
};

enum { C_B64 = 1, C_HEX = 2 };

static const uint8_t class_of[256] = {
    ['0' ... '9'] = C_B64 | C_HEX,
    ['a' ... 'f'] = C_B64 | C_HEX,
    ['A' ... 'F'] = C_B64 | C_HEX,
    ['g' ... 'z'] = C_B64,
    ['G' ... 'Z'] = C_B64,
    ['+'] = C_B64,
    ['/'] = C_B64,
    ['-'] = C_B64,
    ['_'] = C_B64,
};

static const int8_t value_of[256] = {
    ['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,  ['H'] = 8,
    ['I'] = 9,  ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16,
    ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24,
    ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28, ['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32,
    ['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40,
    ['o'] = 41, ['p'] = 42, ['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48,
    ['w'] = 49, ['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
    ['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['+'] = 63, ['-'] = 63,
    ['/'] = 64, ['_'] = 64,
};

// Decodes to `to` (room for all of it); the number of bytes.
static size_t from_base64(struct str s, char *to)
{
    uint32_t acc = 0;
    unsigned bits = 0;
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        acc = acc << 6 | (uint32_t)(value_of[(unsigned char)s.p[i]] - 1);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            to[n++] = (char)(acc >> bits & 0xff);
        }
    }
    return n;
}

static size_t from_hex(struct str s, char *to)
{
    for (size_t i = 0; i + 1 < s.n; i += 2)
        to[i / 2] = (char)(ch_hex_value(s.p[i]) * 16 + ch_hex_value(s.p[i + 1]));
    return s.n / 2;
}

static bool is_text(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if ((c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7f || c >= 0x80)
            return false;
    }
    return n > 0;
}

struct decoder {
    struct arena *a;
    struct str text;
    struct sk_buf out;
    struct sec_decoded *ret;
};

static void begin_piece(struct decoder *d, size_t from, size_t to, const char *how)
{
    size_t a = from;
    while (a > 0 && d->text.p[a - 1] != '\n' && from - a < BEFORE)
        a--;
    sk_buf_add(&d->out, str_sub(d->text, a, from - a));
    *VEC_PUSH(d->a, d->ret->pieces, d->ret->n, d->ret->cap) =
        (struct sec_piece){from, to, d->out.n, 0, how};
}

static void end_piece(struct decoder *d, struct str decoded)
{
    sk_buf_add(&d->out, decoded);
    d->ret->pieces[d->ret->n - 1].out_to = d->out.n;
    sk_buf_add_char(&d->out, '\n');
}

static void run_piece(struct decoder *d, size_t from, size_t to, bool hex)
{
    char head[TRY];
    struct str s = str_sub(d->text, from, to - from);
    if (s.n > MAX_PIECE)
        s = str_head(s, MAX_PIECE);
    for (int kind = hex ? 1 : 0; kind >= 0; kind--) { // what is hex may be base64, too
        size_t n = kind ? from_hex(str_head(s, TRY), head) : from_base64(str_head(s, TRY), head);
        if (!is_text(head, n))
            continue;
        ARENA_SCRATCH(tmp);
        char *all = arena_new(&tmp, char, s.n + 1);
        n = kind ? from_hex(s, all) : from_base64(s, all);
        if (!is_text(all, n))
            continue;
        begin_piece(d, from, from + s.n, kind ? "hex" : "base64");
        end_piece(d, (struct str){all, n});
        return;
    }
}

static void base64_and_hex(struct decoder *d)
{
    const char *p = d->text.p;
    for (size_t i = 0; i < d->text.n && d->ret->n < MAX_PIECES; i++) {
        // From the far end of what a run needs: most texts have a gap there.
        if (i + MIN_BASE64 <= d->text.n && !class_of[(unsigned char)p[i + MIN_BASE64 - 1]]) {
            i += MIN_BASE64 - 1;
            continue;
        }
        size_t from = i, hex = 0;
        while (from > 0 && class_of[(unsigned char)p[from - 1]])
            from--;
        size_t to = from;
        for (; to < d->text.n && class_of[(unsigned char)p[to]]; to++)
            hex += class_of[(unsigned char)p[to]] >> 1;
        if (to - from >= MIN_BASE64)
            run_piece(d, from, to, hex == to - from && hex >= MIN_HEX && hex % 2 == 0);
        i = to;
    }
}

static bool is_percent(struct str s, size_t i)
{
    return str_at(s, i) == '%' && ch_is_hex(str_at(s, i + 1)) && ch_is_hex(str_at(s, i + 2));
}

// A word with several %XX in it.
static void percent(struct decoder *d)
{
    struct str t = d->text;
    for (size_t i = 0; i < t.n && d->ret->n < MAX_PIECES;) {
        ptrdiff_t at = str_find_char(str_skip(t, i), '%');
        if (at < 0)
            return;
        size_t from = i + (size_t)at, to = from, n = 0;
        if (!is_percent(t, from)) {
            i = from + 1;
            continue;
        }
        while (from > i && (unsigned char)t.p[from - 1] > ' ' && to - from < MAX_PIECE)
            from--;
        for (; to < t.n && (unsigned char)t.p[to] > ' ' && to - from < MAX_PIECE; to++)
            n += is_percent(t, to);
        if (n >= MIN_PERCENT) {
            ARENA_SCRATCH(tmp);
            char *out = arena_new(&tmp, char, to - from + 1);
            size_t k = 0;
            for (size_t j = from; j < to; j++) {
                bool coded = is_percent(t, j);
                out[k++] = coded ? (char)(ch_hex_value(t.p[j + 1]) * 16 + ch_hex_value(t.p[j + 2]))
                                 : t.p[j];
                j += coded ? 2 : 0;
            }
            begin_piece(d, from, to, "percent");
            end_piece(d, (struct str){out, k});
        }
        i = to;
    }
}

void sec_decode(struct arena *a, struct str text, struct sec_decoded *ret)
{
    struct decoder d = {.a = a, .text = text, .out = SK_BUF_INIT(8 << 20), .ret = ret};
    base64_and_hex(&d);
    percent(&d);
    ret->text = str_dup(a, sk_buf_str(&d.out));
    sk_buf_free(&d.out);
}
