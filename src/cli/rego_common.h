// cli/rego_common.h - what the `rego` commands share: loading files as opa does.
#pragma once
#include "cli/cli.h"
#include "engine/rego/rego.h"

#define CLI_REGO_LOAD_OPTIONS                                                                      \
    {"data", 'd', "PATH", NULL, "Rules or data, a file or folder, or at.what:PATH (repeatable)"},  \
        {"bundle", 'b', "DIR", NULL,                                                               \
         "The same as --data; bundles that are archives are not read"},                            \
        CLI_REGO_COMPILE_OPTIONS
#define CLI_REGO_COMPILE_OPTIONS                                                                   \
    {"ignore", 0, "PATTERN", NULL, "Names of files and folders to leave out (a,b or repeated)"},   \
        {"v0-compatible", 0, NULL, NULL, "Read modules as Rego v0"},                               \
        {"strict", 'S', NULL, NULL, "Unused variables and imports are errors"},                    \
        {"schema", 's', "PATH", NULL,                                                              \
         "Accepted for opa's sake: types are not checked by schemas"},                             \
        {"capabilities", 0, "FILE", NULL, NULL, "what is there cannot be chosen"},                 \
    {                                                                                              \
        "target", 't', "rego", "rego", "Accepted for opa's sake; there is no WebAssembly"          \
    }
#define CLI_REGO_QUERY_OPTIONS                                                                     \
    {"input", 'i', "FILE", NULL, "The input document, JSON or YAML"},                              \
        {"stdin-input", 'I', NULL, NULL, "Read the input document from stdin"},                    \
        {"stdin", 0, NULL, NULL, "Read the query from stdin"},                                     \
        {"package", 0, "NAME", NULL, "The query may use the names of this package"},               \
        {"import", 0, "PATH", NULL, "An import of the query: data.shop as s (repeatable)"},        \
        {"partial", 'p', NULL, NULL, NULL, "there is no partial evaluation"},                      \
    {                                                                                              \
        "unknowns", 'u', "PATH", NULL, NULL, "there is no partial evaluation"                      \
    }

struct cli_rego {
    struct cli *c;
    struct rego *rego;
    size_t n_files, max_errors;
    bool failed; // errors were printed
};

// An engine for the options of `c`; files come with the functions below. Errors are printed.
void cli_rego_open(struct cli_rego *l, struct cli *c);
void cli_rego_open_as(struct cli_rego *l, struct cli *c, bool v0, bool v1_only);
// A file or folder: *.rego as modules, *.json, *.yaml and *.yml as data below their folders.
bool cli_rego_load(struct cli_rego *l, struct str path);
bool cli_rego_load_options(struct cli_rego *l); // --data and --bundle
bool cli_rego_compile(struct cli_rego *l);
// What a query says besides its text: --package, --import, --timeout. -1, or an exit code.
int cli_rego_query_options(struct cli_rego *l, struct rego_options *o);
// The query: the argument, or with --stdin what comes from there. -1, or an exit code.
int cli_rego_query_text(struct cli_rego *l, struct str *ret);
// "1.5s", "200ms", "2m" in milliseconds.
bool cli_rego_duration(struct str s, int64_t *ret_ms);
// {"files": {...}, "coverage": percent, ...} as members of the object that is open.
struct sk_json_out;
double cli_rego_add_cover(struct cli_rego *l, struct sk_json_out *w, const struct rego_cover *c);
int64_t cli_rego_now_ns(void);
// --input FILE or --stdin-input; *ret is NULL when neither is given.
bool cli_rego_input(struct cli_rego *l, const struct rego_val **ret);
void cli_rego_print_errors(const struct rego *r);          // to stderr, as opa prints them
void cli_rego_errors(const struct cli_rego *l, bool json); // of the last call, to stdout
