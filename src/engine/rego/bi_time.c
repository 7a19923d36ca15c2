// Builtins: time, in nanoseconds since 1970; layouts as Go's time package has them.
#include "engine/rego/bi.h"

#include <stdio.h>
#include <string.h>

#define NS INT64_C(1000000000)

struct civil {
    int64_t year;
    int month, day, hour, min, sec, weekday, yday;
    int64_t ns;      // of the second
    int32_t offset;  // seconds east of UTC
    struct str zone; // abbreviation
};

// Days since 1970-01-01 and back (proleptic Gregorian): Howard Hinnant, "chrono-Compatible
// Low-Level Date Algorithms".
static int64_t days_from(int64_t y, int m, int d)
{
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
    int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void from_days(int64_t z, struct civil *t)
{
    z += 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    t->day = (int)(doy - (153 * mp + 2) / 5 + 1);
    t->month = (int)(mp < 10 ? mp + 3 : mp - 9);
    t->year = yoe + era * 400 + (t->month <= 2);
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static struct civil civil_of(int64_t ns, int32_t offset, struct str zone)
{
    struct civil t = {.offset = offset, .zone = zone};
    int64_t sec = floor_div(ns, NS);
    t.ns = ns - sec * NS;
    sec += offset;
    int64_t day = floor_div(sec, 86400), rest = sec - day * 86400;
    from_days(day, &t);
    t.hour = (int)(rest / 3600);
    t.min = (int)(rest / 60 % 60);
    t.sec = (int)(rest % 60);
    t.weekday = (int)(((day + 4) % 7 + 7) % 7);
    t.yday = (int)(day - days_from(t.year, 1, 1)) + 1;
    return t;
}

static rego_ret ns_result(struct rego_call *c, __int128 ns)
{
    if (ns < INT64_MIN || ns > INT64_MAX)
        return rego_call_fail(c, "time outside of valid range");
    return rego_int(c->a, (int64_t)ns);
}

static __int128 ns_from(const struct civil *t)
{
    __int128 sec = days_from(t->year, t->month, t->day);
    sec = sec * 86400 + t->hour * 3600 + t->min * 60 + t->sec - t->offset;
    return sec * NS + t->ns;
}

BI(now_ns)
{
    (void)args;
    return rego_int(c->a, c->now_ns);
}

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};
static const char *const days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                   "Thursday", "Friday", "Saturday"};

static const struct {
    const char *name, *layout;
} layouts[] = {
    {"ANSIC", "Mon Jan _2 15:04:05 2006"},
    {"UnixDate", "Mon Jan _2 15:04:05 MST 2006"},
    {"RubyDate", "Mon Jan 02 15:04:05 -0700 2006"},
    {"RFC822", "02 Jan 06 15:04 MST"},
    {"RFC822Z", "02 Jan 06 15:04 -0700"},
    {"RFC850", "Monday, 02-Jan-06 15:04:05 MST"},
    {"RFC1123", "Mon, 02 Jan 2006 15:04:05 MST"},
    {"RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700"},
    {"RFC3339", "2006-01-02T15:04:05Z07:00"},
    {"RFC3339Nano", "2006-01-02T15:04:05.999999999Z07:00"},
};

static struct str layout_of(struct str s)
{
    for (size_t i = 0; i < COUNT_OF(layouts); i++)
        if (str_eq(s, str_from(layouts[i].name)))
            return str_from(layouts[i].layout);
    return s;
}

enum piece {
    P_END,
    P_TEXT,
    P_LONG_MONTH,
    P_MONTH,
    P_NUM_MONTH,
    P_ZERO_MONTH,
    P_LONG_DAY,
    P_DAY_NAME,
    P_DAY,
    P_UNDER_DAY,
    P_ZERO_DAY,
    P_YDAY,
    P_UNDER_YDAY,
    P_HOUR,
    P_HOUR12,
    P_ZERO_HOUR12,
    P_MIN,
    P_ZERO_MIN,
    P_SEC,
    P_ZERO_SEC,
    P_YEAR,
    P_SHORT_YEAR,
    P_PM,
    P_LOWER_PM,
    P_ZONE,
    P_Z,
    P_OFFSET,
    P_FRAC0,
    P_FRAC9,
};

// Longest first where one begins with another.
static const struct {
    const char *text;
    uint8_t piece;
} pieces[] = {
    {"January", P_LONG_MONTH},
    {"Jan", P_MONTH},
    {"Monday", P_LONG_DAY},
    {"Mon", P_DAY_NAME},
    {"MST", P_ZONE},
    {"2006", P_YEAR},
    {"002", P_YDAY},
    {"__2", P_UNDER_YDAY},
    {"_2006", P_TEXT},
    {"_2", P_UNDER_DAY},
    {"01", P_ZERO_MONTH},
    {"02", P_ZERO_DAY},
    {"03", P_ZERO_HOUR12},
    {"04", P_ZERO_MIN},
    {"05", P_ZERO_SEC},
    {"06", P_SHORT_YEAR},
    {"15", P_HOUR},
    {"PM", P_PM},
    {"pm", P_LOWER_PM},
    {"Z07:00:00", P_Z},
    {"Z070000", P_Z},
    {"Z07:00", P_Z},
    {"Z0700", P_Z},
    {"Z07", P_Z},
    {"-07:00:00", P_OFFSET},
    {"-070000", P_OFFSET},
    {"-07:00", P_OFFSET},
    {"-0700", P_OFFSET},
    {"-07", P_OFFSET},
    {"1", P_NUM_MONTH},
    {"2", P_DAY},
    {"3", P_HOUR12},
    {"4", P_MIN},
    {"5", P_SEC},
};

// The next piece of a layout; plain text one character at a time.
static enum piece next_piece(struct str *layout, struct str *text)
{
    if (!layout->n)
        return P_END;
    char first = layout->p[0];
    if ((first == '.' || first == ',') && layout->n > 1 &&
        (layout->p[1] == '0' || layout->p[1] == '9')) {
        size_t n = 1;
        while (n < layout->n && layout->p[n] == layout->p[1])
            n++;
        if (!ch_is_digit(str_at(*layout, n))) {
            *text = str_head(*layout, n);
            *layout = str_skip(*layout, n);
            return text->p[1] == '0' ? P_FRAC0 : P_FRAC9;
        }
    }
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct str p = str_from(pieces[i].text);
        if (!str_starts(*layout, p))
            continue;
        if (pieces[i].piece == P_TEXT) { // "_2006" is a sign and a year
            break;
        }
        if ((pieces[i].piece == P_MONTH || pieces[i].piece == P_DAY_NAME) &&
            str_at(*layout, 3) >= 'a' && str_at(*layout, 3) <= 'z')
            continue;
        *text = p;
        *layout = str_skip(*layout, p.n);
        return (enum piece)pieces[i].piece;
    }
    *text = str_head(*layout, 1);
    *layout = str_skip(*layout, 1);
    return P_TEXT;
}

static void add_offset(struct sk_buf *b, struct str form, int32_t offset)
{
    bool z = str_take(&form, S("Z")) || !str_take(&form, S("-"));
    if (z && offset == 0) {
        sk_buf_add_char(b, 'Z');
        return;
    }
    int32_t o = offset < 0 ? -offset : offset;
    bool colon = str_has_char(form, ':');
    sk_buf_fmt(b, "%c%02d", offset < 0 ? '-' : '+', o / 3600);
    if (form.n > 2)
        sk_buf_fmt(b, "%s%02d", colon ? ":" : "", o / 60 % 60);
    if (form.n > 5)
        sk_buf_fmt(b, "%s%02d", colon ? ":" : "", o % 60);
}

static void add_frac(struct sk_buf *b, struct str form, int64_t ns, bool trim)
{
    char digits[16];
    size_t n = form.n - 1 < 9 ? form.n - 1 : 9;
    snprintf(digits, sizeof digits, "%09lld", (long long)ns);
    while (trim && n > 0 && digits[n - 1] == '0')
        n--;
    if (n == 0)
        return;
    sk_buf_add_char(b, form.p[0]);
    sk_buf_add(b, (struct str){digits, n});
}

static void add_date(struct sk_buf *b, enum piece p, const struct civil *t)
{
    switch ((unsigned)p) {
    case P_LONG_MONTH: sk_buf_fmt(b, "%s", months[t->month - 1]); break;
    case P_MONTH: sk_buf_fmt(b, "%.3s", months[t->month - 1]); break;
    case P_NUM_MONTH: sk_buf_fmt(b, "%d", t->month); break;
    case P_ZERO_MONTH: sk_buf_fmt(b, "%02d", t->month); break;
    case P_LONG_DAY: sk_buf_fmt(b, "%s", days[t->weekday]); break;
    case P_DAY_NAME: sk_buf_fmt(b, "%.3s", days[t->weekday]); break;
    case P_DAY: sk_buf_fmt(b, "%d", t->day); break;
    case P_UNDER_DAY: sk_buf_fmt(b, "%2d", t->day); break;
    case P_ZERO_DAY: sk_buf_fmt(b, "%02d", t->day); break;
    case P_YDAY: sk_buf_fmt(b, "%03d", t->yday); break;
    case P_UNDER_YDAY: sk_buf_fmt(b, "%3d", t->yday); break;
    case P_YEAR: sk_buf_fmt(b, "%04lld", (long long)t->year); break;
    default: sk_buf_fmt(b, "%02lld", (long long)(t->year % 100)); break;
    }
}

static void add_clock(struct sk_buf *b, enum piece p, const struct civil *t)
{
    int h12 = t->hour % 12 ? t->hour % 12 : 12;
    switch ((unsigned)p) {
    case P_HOUR: sk_buf_fmt(b, "%02d", t->hour); break;
    case P_HOUR12: sk_buf_fmt(b, "%d", h12); break;
    case P_ZERO_HOUR12: sk_buf_fmt(b, "%02d", h12); break;
    case P_MIN: sk_buf_fmt(b, "%d", t->min); break;
    case P_ZERO_MIN: sk_buf_fmt(b, "%02d", t->min); break;
    case P_SEC: sk_buf_fmt(b, "%d", t->sec); break;
    case P_ZERO_SEC: sk_buf_fmt(b, "%02d", t->sec); break;
    case P_PM: sk_buf_add(b, t->hour >= 12 ? S("PM") : S("AM")); break;
    default: sk_buf_add(b, t->hour >= 12 ? S("pm") : S("am")); break;
    }
}

static void format(struct sk_buf *b, struct str layout, const struct civil *t)
{
    struct str text;
    for (enum piece p; (p = next_piece(&layout, &text)) != P_END;) {
        if (p == P_TEXT)
            sk_buf_add(b, text);
        else if (p == P_ZONE && t->zone.n)
            sk_buf_add(b, t->zone);
        else if (p == P_ZONE)
            add_offset(b, S("-0700"), t->offset);
        else if (p == P_Z || p == P_OFFSET)
            add_offset(b, text, t->offset);
        else if (p == P_FRAC0 || p == P_FRAC9)
            add_frac(b, text, t->ns, p == P_FRAC9);
        else if (p == P_YEAR || p == P_SHORT_YEAR || p < P_HOUR)
            add_date(b, p, t);
        else
            add_clock(b, p, t);
    }
}

static bool digits(struct str *s, size_t min, size_t max, int *ret)
{
    size_t n = 0;
    int v = 0;
    while (n < max && ch_is_digit(str_at(*s, n)))
        v = v * 10 + (s->p[n++] - '0');
    *s = str_skip(*s, n);
    *ret = v;
    return n >= min;
}

static bool name_of(struct str *s, const char *const *names, int n, size_t len, int *ret)
{
    for (int i = 0; i < n; i++) {
        struct str name = str_from(names[i]);
        if (len)
            name = str_head(name, len);
        if (str_eq_nocase(str_head(*s, name.n), name)) {
            *s = str_skip(*s, name.n);
            *ret = i;
            return true;
        }
    }
    return false;
}

static bool parse_offset(struct str *s, struct str form, int32_t *ret)
{
    int h, m = 0, sec = 0, sign = 1;
    bool z = form.p[0] == 'Z', colon = str_has_char(form, ':');
    form = str_skip(form, 1);
    *ret = 0;
    if (z && str_take(s, S("Z")))
        return true;
    if (str_take(s, S("-")))
        sign = -1;
    else if (!str_take(s, S("+")))
        return false;
    if (!digits(s, 2, 2, &h) || h > 24)
        return false;
    if (form.n > 2 && ((colon && !str_take(s, S(":"))) || !digits(s, 2, 2, &m) || m > 59))
        return false;
    if (form.n > 5 && ((colon && !str_take(s, S(":"))) || !digits(s, 2, 2, &sec) || sec > 59))
        return false;
    *ret = sign * (h * 3600 + m * 60 + sec);
    return true;
}

static bool parse_frac(struct str *s, int64_t *ret)
{
    int64_t ns = 0, unit = NS / 10;
    if (!str_take(s, S(".")) && !str_take(s, S(",")))
        return false;
    if (!ch_is_digit(str_at(*s, 0)))
        return false;
    for (; ch_is_digit(str_at(*s, 0)); *s = str_skip(*s, 1), unit /= 10)
        ns += unit * (s->p[0] - '0');
    *ret = ns;
    return true;
}

struct parsing {
    struct civil t;
    bool pm, has_pm;
    int yday;
};

static bool parse_date(struct str *s, enum piece p, struct parsing *x)
{
    int v = 0;
    bool ok;
    switch ((unsigned)p) {
    case P_LONG_MONTH:
        ok = name_of(s, months, 12, 0, &v);
        x->t.month = v + 1;
        return ok;
    case P_MONTH:
        ok = name_of(s, months, 12, 3, &v);
        x->t.month = v + 1;
        return ok;
    case P_LONG_DAY: return name_of(s, days, 7, 0, &v);
    case P_DAY_NAME: return name_of(s, days, 7, 3, &v);
    case P_NUM_MONTH: return digits(s, 1, 2, &x->t.month) && x->t.month >= 1 && x->t.month <= 12;
    case P_ZERO_MONTH: return digits(s, 2, 2, &x->t.month) && x->t.month >= 1 && x->t.month <= 12;
    case P_UNDER_DAY: (void)str_take(s, S(" ")); return digits(s, 1, 2, &x->t.day);
    case P_DAY: return digits(s, 1, 2, &x->t.day);
    case P_ZERO_DAY: return digits(s, 2, 2, &x->t.day);
    case P_YDAY: return digits(s, 3, 3, &x->yday) && x->yday > 0;
    case P_UNDER_YDAY:
        while (str_take(s, S(" ")))
            ;
        return digits(s, 1, 3, &x->yday) && x->yday > 0;
    case P_YEAR:
        ok = digits(s, 4, 4, &v);
        x->t.year = v;
        return ok;
    default:
        ok = digits(s, 2, 2, &v);
        x->t.year = v >= 69 ? 1900 + v : 2000 + v;
        return ok;
    }
}

static bool parse_clock(struct str *s, struct str layout, enum piece p, struct parsing *x)
{
    switch ((unsigned)p) {
    case P_HOUR: return digits(s, 2, 2, &x->t.hour) && x->t.hour < 24;
    case P_HOUR12: return digits(s, 1, 2, &x->t.hour) && x->t.hour <= 12;
    case P_ZERO_HOUR12: return digits(s, 2, 2, &x->t.hour) && x->t.hour <= 12;
    case P_MIN: return digits(s, 1, 2, &x->t.min) && x->t.min < 60;
    case P_ZERO_MIN: return digits(s, 2, 2, &x->t.min) && x->t.min < 60;
    case P_SEC:
    case P_ZERO_SEC:
        if (!digits(s, p == P_SEC ? 1 : 2, 2, &x->t.sec) || x->t.sec >= 60)
            return false;
        // a fraction may follow even when the layout has none
        if (ch_is_digit(str_at(*s, 1)) && (str_at(*s, 0) == '.' || str_at(*s, 0) == ',') &&
            !(layout.n > 1 && (layout.p[0] == '.' || layout.p[0] == ',') &&
              (layout.p[1] == '0' || layout.p[1] == '9')))
            return parse_frac(s, &x->t.ns);
        return true;
    default:
        x->has_pm = true;
        x->pm = str_eq_nocase(str_head(*s, 2), S("PM"));
        bool ok = x->pm || str_eq_nocase(str_head(*s, 2), S("AM"));
        *s = str_skip(*s, 2);
        return ok;
    }
}

// Abbreviations other than UTC stand for no offset that is known here: they count as UTC.
static bool parse_zone(struct str *s)
{
    size_t n = 0;
    while (n < 5 && str_at(*s, n) >= 'A' && str_at(*s, n) <= 'Z')
        n++;
    *s = str_skip(*s, n);
    return n >= 3;
}

static int month_days(int64_t y, int m)
{
    int64_t next = m == 12 ? days_from(y + 1, 1, 1) : days_from(y, m + 1, 1);
    return (int)(next - days_from(y, m, 1));
}

static bool parse_time(struct str layout, struct str s, __int128 *ret)
{
    struct parsing x = {.t = {.year = 0, .month = 1, .day = 1}};
    struct str text;
    for (enum piece p; (p = next_piece(&layout, &text)) != P_END;) {
        bool ok = true;
        if (p == P_TEXT)
            ok = str_take(&s, text);
        else if (p == P_ZONE)
            ok = parse_zone(&s);
        else if (p == P_Z || p == P_OFFSET)
            ok = parse_offset(&s, text, &x.t.offset);
        else if (p == P_FRAC0)
            ok = parse_frac(&s, &x.t.ns);
        else if (p == P_FRAC9)
            ok = !ch_is_digit(str_at(s, 1)) || (s.p[0] != '.' && s.p[0] != ',') ||
                 parse_frac(&s, &x.t.ns);
        else if (p == P_YEAR || p == P_SHORT_YEAR || p < P_HOUR)
            ok = parse_date(&s, p, &x);
        else
            ok = parse_clock(&s, layout, p, &x);
        if (!ok)
            return false;
    }
    if (s.n)
        return false;
    if (x.has_pm && x.pm && x.t.hour < 12)
        x.t.hour += 12;
    else if (x.has_pm && !x.pm && x.t.hour == 12)
        x.t.hour = 0;
    if (x.yday) {
        from_days(days_from(x.t.year, 1, 1) + x.yday - 1, &x.t);
    }
    if (x.t.day < 1 || x.t.day > month_days(x.t.year, x.t.month))
        return false;
    *ret = ns_from(&x.t);
    return true;
}

BI(time_parse)
{
    __int128 ns;
    if (!parse_time(layout_of(bi_str(args[0])), bi_str(args[1]), &ns))
        return rego_call_fail(c, "parsing time \"" STR_FMT "\": does not fit the layout",
                              STR_ARG(bi_str(args[1])));
    return ns_result(c, ns);
}

BI(time_parse_rfc3339)
{
    __int128 ns;
    if (!parse_time(layout_of(S("RFC3339")), bi_str(args[0]), &ns))
        return rego_call_fail(c, "parsing time \"" STR_FMT "\": not RFC 3339",
                              STR_ARG(bi_str(args[0])));
    return ns_result(c, ns);
}

// Go's ParseDuration: [-+]?([0-9]*(\.[0-9]*)?[a-z]+)+
BI(time_duration)
{
    static const struct {
        const char *name;
        int64_t ns;
    } units[] = {{"ns", 1},       {"us", 1000}, {"µs", 1000},   {"μs", 1000},
                 {"ms", 1000000}, {"s", NS},    {"m", 60 * NS}, {"h", 3600 * NS}};
    struct str s = bi_str(args[0]);
    __int128 total = 0;
    bool minus = str_take(&s, S("-"));
    if (!minus)
        (void)str_take(&s, S("+"));
    bool ok = s.n > 0;
    if (str_eq(s, S("0")))
        return rego_int(c->a, 0);
    while (ok && s.n) {
        struct str whole = str_take_digits(&s), frac = {0};
        if (str_take(&s, S(".")))
            frac = str_take_digits(&s);
        size_t n = 0, k = 0;
        while (n < s.n && s.p[n] != '.' && !ch_is_digit((unsigned char)s.p[n]))
            n++;
        while (k < COUNT_OF(units) && !str_eq(str_head(s, n), str_from(units[k].name)))
            k++;
        s = str_skip(s, n);
        uint64_t w = 0;
        ok = (whole.n || frac.n) && k < COUNT_OF(units) && (!whole.n || str_to_u64(whole, &w));
        if (!ok)
            break;
        total += (__int128)w * units[k].ns;
        long double part = 0, scale = 1;
        for (size_t i = 0; i < frac.n && i < 18; i++)
            part += (frac.p[i] - '0') * (scale /= 10);
        total += (int64_t)(part * units[k].ns + 1e-9L);
        ok = total <= (__int128)INT64_MAX + minus;
    }
    if (!ok)
        return rego_call_fail(c, "time: invalid duration \"" STR_FMT "\"",
                              STR_ARG(bi_str(args[0])));
    return ns_result(c, minus ? -total : total);
}

// ns, or [ns, zone], or [ns, zone, layout]
static bool moment(struct rego_call *c, const struct rego_val *v, int64_t *ns, struct civil *t,
                   struct str *layout)
{
    const struct rego_val *n = v->kind == REGO_ARRAY && v->n ? v->items[0] : v;
    struct str zone = {0}, abbr = S("UTC");
    int32_t offset = 0;
    *layout = (struct str){0};
    for (size_t i = 1; v->kind == REGO_ARRAY && i < v->n; i++)
        if (v->items[i]->kind != REGO_STRING) {
            rego_bi_bad(c, 1, v->items[i], "string");
            return false;
        }
    if (n->kind != REGO_NUMBER) {
        rego_call_fail(c,
                       "operand 1 must be either number (ns) or [number (ns), string (tz)] but "
                       "got %s",
                       rego_kind_name(v));
        return false;
    }
    if (!rego_val_i64(n, ns)) {
        rego_call_fail(c, "timestamp too big");
        return false;
    }
    if (v->kind == REGO_ARRAY && v->n > 1)
        zone = bi_str(v->items[1]);
    if (v->kind == REGO_ARRAY && v->n > 2)
        *layout = bi_str(v->items[2]);
    bool utc = !zone.n || str_eq(zone, S("UTC")) || str_eq(zone, S("Local"));
    if (!utc && !rego_zone_at(c->a, zone, floor_div(*ns, NS), &offset, &abbr)) {
        rego_call_fail(c, "unknown time zone " STR_FMT, STR_ARG(zone));
        return false;
    }
    *t = civil_of(*ns, offset, abbr);
    return true;
}

static rego_ret numbers(struct rego_call *c, const int64_t *n, size_t count)
{
    const struct rego_val *v[8];
    for (size_t i = 0; i < count; i++)
        v[i] = rego_int(c->a, n[i]);
    return rego_array(c->a, v, count);
}

BI(time_format)
{
    int64_t ns;
    struct civil t;
    struct str layout;
    SK_BUF_SCRATCH(b, 1 << 20);
    if (!moment(c, args[0], &ns, &t, &layout))
        return NULL;
    format(&b, layout_of(layout.n ? layout : S("RFC3339Nano")), &t);
    return rego_bi_buf(c, &b);
}

BI(time_date)
{
    int64_t ns;
    struct civil t;
    struct str layout;
    if (!moment(c, args[0], &ns, &t, &layout))
        return NULL;
    return numbers(c, (int64_t[]){t.year, t.month, t.day}, 3);
}

BI(time_clock)
{
    int64_t ns;
    struct civil t;
    struct str layout;
    if (!moment(c, args[0], &ns, &t, &layout))
        return NULL;
    return numbers(c, (int64_t[]){t.hour, t.min, t.sec}, 3);
}

BI(time_weekday)
{
    int64_t ns;
    struct civil t;
    struct str layout;
    if (!moment(c, args[0], &ns, &t, &layout))
        return NULL;
    return rego_str(c->a, str_from(days[t.weekday]));
}

BI(time_add_date)
{
    int64_t ns, y, m, d;
    struct civil t;
    struct str layout;
    if (!moment(c, args[0], &ns, &t, &layout) || !rego_bi_i64(c, 2, args[1], &y) ||
        !rego_bi_i64(c, 3, args[2], &m) || !rego_bi_i64(c, 4, args[3], &d))
        return NULL;
    const int64_t far = 1000000;
    if (y > far || y < -far || m > far || m < -far || d > far * 100 || d < -far * 100)
        return rego_call_fail(c, "time outside of valid range");
    int64_t month = t.month - 1 + m;
    t.year += y + floor_div(month, 12);
    t.month = (int)(month - floor_div(month, 12) * 12) + 1;
    int64_t day = days_from(t.year, t.month, 1) + t.day - 1 + d;
    from_days(day, &t);
    return ns_result(c, ns_from(&t));
}

BI(time_diff)
{
    int64_t ns[2];
    struct civil t[2];
    struct str layout;
    for (int i = 0; i < 2; i++)
        if (!moment(c, args[i], &ns[i], &t[i], &layout))
            return NULL;
    // the second one in the zone of the first
    const struct rego_val *ns_zone[2] = {args[1]->kind == REGO_ARRAY ? args[1]->items[0] : args[1],
                                         args[0]->kind == REGO_ARRAY && args[0]->n > 1
                                             ? args[0]->items[1]
                                             : rego_str(c->a, S("UTC"))};
    if (!moment(c, rego_array(c->a, ns_zone, 2), &ns[1], &t[1], &layout))
        return NULL;
    const struct civil *a = &t[ns[0] > ns[1]], *b = &t[ns[0] <= ns[1]];
    int64_t d[6] = {b->year - a->year, b->month - a->month, b->day - a->day,
                    b->hour - a->hour, b->min - a->min,     b->sec - a->sec};
    const int64_t full[6] = {0, 12, month_days(a->year, a->month), 24, 60, 60};
    for (int i = 5; i > 0; i--)
        if (d[i] < 0) {
            d[i] += full[i];
            d[i - 1]--;
        }
    return numbers(c, d, 6);
}
