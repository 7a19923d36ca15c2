// core/time.h - the one type for a moment: milliseconds since 1970-01-01T00:00:00Z, UTC.
#pragma once
#include "core/str.h"

struct arena;

typedef int64_t sk_time;
#define SK_TIME_NONE INT64_MIN
#define SK_DAY_MS ((sk_time)86400000)

sk_time sk_now(void);     // wall clock
int64_t sk_mono_ms(void); // monotonic, for durations

// RFC 3339 ("2024-01-31T12:00:00.5Z", offset or Z) or a date alone ("2024-01-31", midnight).
bool sk_time_parse(struct str s, sk_time *ret);
struct str sk_time_text(struct arena *a, sk_time t); // "2024-01-31T12:00:00Z"
struct str sk_date_text(struct arena *a, sk_time t); // "2024-01-31"
// From calendar fields (proleptic Gregorian, month 1-12, day 1-31).
sk_time sk_time_from_date(int year, int month, int day);
