// core/base.h - compiler attributes and tiny macros. May include nothing of ours.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SK_MUST __attribute__((warn_unused_result))
#define SK_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define SK_CLEANUP(fn) __attribute__((cleanup(fn)))
#define SK_UNUSED __attribute__((unused))
#define SK_NORETURN __attribute__((noreturn))
#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))
