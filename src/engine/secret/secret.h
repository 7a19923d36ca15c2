// engine/secret/secret.h - secrets in text: rules in gitleaks' TOML format, judged all at once.
//
// sec_rules_load() reads rules into an immutable set; a sec_scanner (one for each thread) finds what
// they describe in a buffer or a stream. Two engines give the same findings: one of ours
// (Aho-Corasick over literals), and Hyperscan for the set that is built in.
//
// To add a rule: rules/secret/<group>.toml, with its examples; `make unit T=sec_` tries them.
// To add a check that a token's own checksum is right: checksum.c and its table.
//
// Keys: those of gitleaks 8 (id, description, regex, path, secretGroup, entropy, keywords, tags,
// skipReport, required, allowlists, extend, and the older [allowlist]); ours besides: severity,
// checksum, precise (placeholders are no secrets; on in built-in rules), dictionary (neither are words), examples. Text is bytes, see re.h.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"
#include "core/stream.h"

enum {
    SEC_MAX_RULES = 10000,
    SEC_MAX_KEYWORDS = 1000,   // of one rule
    SEC_MAX_CONFIG = 16 << 20, // bytes of one rule file
    SEC_MAX_FINDINGS = 20000,  // of one file; the rest is counted as lost: incomplete
    SEC_WINDOW = 512 << 10,    // files are read in such pieces; keywords count within one
    SEC_OVERLAP = 64 << 10,    // and a match is found when it is not longer than this
    SEC_MAX_DEPTH = 8,         // decodings inside each other
};

enum sec_severity { SEC_LOW = 1, SEC_MEDIUM, SEC_HIGH, SEC_CRITICAL };
enum sec_checksum {
    SEC_NO_CHECKSUM,
    SEC_SUM_GITHUB,
    SEC_SUM_NPM,
    SEC_SUM_LUHN,
    SEC_SUM_JWT,
    SEC_SUM_PEM
};

struct sec_rule { // what is public of a rule
    struct str id, description;
    struct str *tags;
    size_t n_tags;
    enum sec_severity severity;
    bool skip_report; // only there for others that require it
};

struct sec_rules;
struct sec_load_options {
    const struct sec_rules *base; // what [extend] useDefault means; NULL = none
    // Machine code for the expressions: three times faster, but not to be had in a confined worker.
    bool jit;
    bool builtin;        // precision filters are on unless a rule says otherwise
    struct str database; // Hyperscan's, for exactly these rules; empty = our own engine
    bool keep_examples;
};
// `path` for messages. Everything lives in `perm`, of which the set is a part. A rule that cannot be
// read is an error: a rule that is silently missing would be a hole.
int sec_rules_load(struct arena *perm, struct str path, struct str toml,
                   const struct sec_load_options *o, const struct sec_rules **ret,
                   struct sk_err *err) SK_MUST;
size_t sec_rules_count(const struct sec_rules *r);
const struct sec_rule *sec_rules_at(const struct sec_rules *r, size_t i);
// [extend] path = "...": the caller reads that file and gives it as `base`. Empty = none.
struct str sec_rules_extends(struct arena *a, struct str toml);

// The rules that are built in (see rules/secret/), compiled. ~20 ms with `jit`.
int sec_builtin(struct arena *perm, bool jit, const struct sec_rules **ret,
                struct sk_err *err) SK_MUST;
struct str sec_builtin_toml(void);

struct sec_example { // for tests: what a rule's own examples say
    size_t rule;
    struct str text;
    struct str path; // may be empty
    bool secret;     // does it hold one?
};
size_t sec_rules_examples(const struct sec_rules *r, const struct sec_example **ret);
// "{{hex:32}}" and its like in examples, see generate.c.
struct str sec_generate(struct arena *a, struct str pattern);

struct sec_finding {
    uint32_t rule;
    uint64_t off, end;   // the match in the input (of what was encoded: the encoded text)
    struct str match;    // borrowed until the callback returns; decoded
    struct str secret;   // part of match
    uint64_t secret_off; // where it begins in the input; `off` for decoded text
    uint64_t line, col;  // of the match; 1-based, columns in bytes
    uint64_t last_line;  // where it ends
    double entropy;      // bits a byte, of the secret
    const char *decoded; // "base64", "hex", "percent"; NULL as written
    bool verified;       // the token's own checksum is right
    bool silent;         // private: only there for others that require it
};

struct sec_scan_options {
    struct str path;   // for rules and allowlists that look at it
    struct str commit; // the same; may be empty
    unsigned decode_depth;
    bool ignore_allow_comments;
    void (*found)(void *ctx, const struct sec_finding *f);
    void (*warn)(void *ctx, const char *what); // incomplete
    void *ctx;
};

struct sec_scanner;
struct sec_scanner *sec_scanner_new(struct arena *perm, const struct sec_rules *r);
void sec_scanner_free(struct sec_scanner *s); // what is not in the arena; NULL is fine
// Use our own engine even when there is a database: for the test that both agree.
void sec_scanner_own_engine(struct sec_scanner *s);

// All findings, in the order of their places, one rule after another in each window.
void sec_scan(struct sec_scanner *s, struct str data, const struct sec_scan_options *o);
// The same in bounded memory, for a stream of any length.
int sec_scan_stream(struct sec_scanner *s, struct sk_stream *in, const struct sec_scan_options *o,
                    struct sk_err *err) SK_MUST;

// "AK...7Q (20 bytes)": what may be shown of a secret. Short ones show less.
struct str sec_redact(struct arena *a, struct str secret);
double sec_entropy(struct str s);
