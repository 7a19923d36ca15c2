#include "core/time.h"

#include "core/arena.h"

#include <time.h>

sk_time sk_now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    return (sk_time)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t sk_mono_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

// Days since 1970-01-01 of a civil date and back: Howard Hinnant, "chrono-Compatible Low-Level
// Date Algorithms", days_from_civil and civil_from_days.
static int64_t days_from_civil(int64_t y, int m, int d)
{
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

static void civil_from_days(int64_t z, int *y, int *m, int *d)
{
    z += 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    *d = (int)(doy - (153 * mp + 2) / 5 + 1);
    *m = (int)(mp < 10 ? mp + 3 : mp - 9);
    *y = (int)(yoe + era * 400 + (*m <= 2));
}

sk_time sk_time_from_date(int year, int month, int day)
{
    return days_from_civil(year, month, day) * SK_DAY_MS;
}

static bool take_number(struct str *s, size_t digits, int lo, int hi, int *ret)
{
    uint64_t v;
    if (!str_to_u64(str_head(*s, digits), &v) || s->n < digits || (int)v < lo || (int)v > hi)
        return false;
    *s = str_skip(*s, digits);
    *ret = (int)v;
    return true;
}

static bool take_offset(struct str *s, int *minutes)
{
    *minutes = 0;
    if (s->n == 0 || str_take(s, S("Z")) || str_take(s, S("z")))
        return s->n == 0;
    int sign = str_take(s, S("+")) ? 1 : str_take(s, S("-")) ? -1 : 0, h, m = 0;
    if (!sign || !take_number(s, 2, 0, 23, &h))
        return false;
    (void)str_take(s, S(":"));
    if (s->n && !take_number(s, 2, 0, 59, &m))
        return false;
    *minutes = sign * (h * 60 + m);
    return s->n == 0;
}

bool sk_time_parse(struct str s, sk_time *ret)
{
    int y, mo, d, h = 0, mi = 0, sec = 0, ms = 0, off = 0;
    s = str_trim(s);
    if (!take_number(&s, 4, 0, 9999, &y) || !str_take(&s, S("-")) ||
        !take_number(&s, 2, 1, 12, &mo) || !str_take(&s, S("-")) || !take_number(&s, 2, 1, 31, &d))
        return false;
    if (s.n) {
        if (!str_take(&s, S("T")) && !str_take(&s, S("t")) && !str_take(&s, S(" ")))
            return false;
        if (!take_number(&s, 2, 0, 23, &h) || !str_take(&s, S(":")) ||
            !take_number(&s, 2, 0, 59, &mi))
            return false;
        if (str_take(&s, S(":")) && !take_number(&s, 2, 0, 60, &sec))
            return false;
        if (str_take(&s, S("."))) {
            struct str frac = str_take_digits(&s);
            for (size_t i = 0, unit = 100; i < 3 && i < frac.n; i++, unit /= 10)
                ms += (frac.p[i] - '0') * (int)unit;
        }
        if (!take_offset(&s, &off))
            return false;
    }
    int64_t minutes = (int64_t)h * 60 + mi - off;
    *ret = sk_time_from_date(y, mo, d) + minutes * 60000 + (int64_t)sec * 1000 + ms;
    return true;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

struct str sk_time_text(struct arena *a, sk_time t)
{
    int y, m, d;
    int64_t days = floor_div(t, SK_DAY_MS);
    civil_from_days(days, &y, &m, &d);
    int s = (int)((t - days * SK_DAY_MS) / 1000);
    return str_fmt(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", y, m, d, s / 3600, s / 60 % 60, s % 60);
}

struct str sk_date_text(struct arena *a, sk_time t)
{
    return str_head(sk_time_text(a, t), 10);
}
