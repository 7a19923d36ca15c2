// core/scan_text.h - finding the end of a run of bytes, 16 at a time; for read_json.c only.
//
// Each takes [p, end) and returns the first byte that is not part of the run, or end. Never reads
// past end. Inline because strings of 10 bytes are the common case.
#pragma once
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

enum { SCAN_WIDTH = 16 };

#if defined(__SSE2__)
#define SCAN_WIDE 1
// The first of 16 bytes that stops a string, or 16. With `high`, bytes above 0x7f do not.
static inline unsigned scan_stop(const char *p, int high)
{
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i quote = _mm_cmpeq_epi8(x, _mm_set1_epi8('"'));
    __m128i slash = _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'));
    // compared as signed, bytes above 0x7f are below the space, too
    __m128i low = high ? _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(0x1f)), x)
                       : _mm_cmplt_epi8(x, _mm_set1_epi8(0x20));
    int mask = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, slash), low));
    return (unsigned)__builtin_ctz((unsigned)mask | 1u << SCAN_WIDTH);
}

static inline unsigned scan_no_space(const char *p)
{
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i a = _mm_cmpeq_epi8(x, _mm_set1_epi8(' ')), b = _mm_cmpeq_epi8(x, _mm_set1_epi8('\n'));
    __m128i c = _mm_cmpeq_epi8(x, _mm_set1_epi8('\r')), d = _mm_cmpeq_epi8(x, _mm_set1_epi8('\t'));
    int mask = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d)));
    return (unsigned)__builtin_ctz(~(unsigned)mask);
}
#elif defined(__ARM_NEON) && defined(__aarch64__)
#define SCAN_WIDE 1
// Position of the first byte that is 0xff in m (all are 0x00 or 0xff), or 16: NEON has no
// movemask, but narrowing by four bits leaves one nibble for each byte.
static inline unsigned scan_first(uint8x16_t m)
{
    uint8x8_t nibbles = vshrn_n_u16(vreinterpretq_u16_u8(m), 4);
    uint64_t mask = vget_lane_u64(vreinterpret_u64_u8(nibbles), 0);
    return mask ? (unsigned)__builtin_ctzll(mask) / 4 : SCAN_WIDTH;
}

static inline unsigned scan_stop(const char *p, int high)
{
    uint8x16_t x = vld1q_u8((const uint8_t *)(const void *)p);
    uint8x16_t quote = vceqq_u8(x, vdupq_n_u8('"')), slash = vceqq_u8(x, vdupq_n_u8('\\'));
    uint8x16_t low =
        high ? vcltq_u8(x, vdupq_n_u8(0x20)) : vcltq_s8(vreinterpretq_s8_u8(x), vdupq_n_s8(0x20));
    return scan_first(vorrq_u8(vorrq_u8(quote, slash), low));
}

static inline unsigned scan_no_space(const char *p)
{
    uint8x16_t x = vld1q_u8((const uint8_t *)(const void *)p);
    uint8x16_t a = vceqq_u8(x, vdupq_n_u8(' ')), b = vceqq_u8(x, vdupq_n_u8('\n'));
    uint8x16_t c = vceqq_u8(x, vdupq_n_u8('\r')), d = vceqq_u8(x, vdupq_n_u8('\t'));
    return scan_first(vmvnq_u8(vorrq_u8(vorrq_u8(a, b), vorrq_u8(c, d))));
}
#else
#define SCAN_WIDE 0
static inline unsigned scan_stop(const char *p, int high)
{
    return (void)p, (void)high, 0u;
}
static inline unsigned scan_no_space(const char *p)
{
    return (void)p, 0u;
}
#endif

static inline const char *scan_json_string(const char *p, const char *end, int high)
{
    while (SCAN_WIDE && end - p >= SCAN_WIDTH) {
        unsigned n = scan_stop(p, high);
        p += n;
        if (n < SCAN_WIDTH)
            return p;
    }
    for (; p < end; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\' || c < 0x20 || (c > 0x7f && !high))
            break;
    }
    return p;
}

// Stops at '"', '\\', control characters and bytes above 0x7f.
static inline const char *scan_json_plain(const char *p, const char *end)
{
    return scan_json_string(p, end, 0);
}

// Stops at '"', '\\' and control characters.
static inline const char *scan_json_plain_high(const char *p, const char *end)
{
    return scan_json_string(p, end, 1);
}

// Stops at everything but space, tab, line feed and carriage return.
static inline const char *scan_json_space(const char *p, const char *end)
{
    if (p < end && *p == ' ' && ++p < end && (unsigned char)*p > ' ')
        return p; // the one space behind a colon
    while (SCAN_WIDE && end - p >= SCAN_WIDTH) {
        unsigned n = scan_no_space(p);
        p += n;
        if (n < SCAN_WIDTH)
            return p;
    }
    while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
        p++;
    return p;
}
