// cli/rego_common.h - what the `rego` commands share: loading files as opa does.
#pragma once
#include "cli/cli.h"
#include "engine/rego/rego.h"

#define CLI_REGO_LOAD_OPTIONS                                                                      \
    {"data", 'd', "PATH", NULL, "Rules or data, a file or folder (repeatable)"},                   \
        {"bundle", 'b', "DIR", NULL, "The same as --data"},                                        \
        {"ignore", 0, "PATTERN", NULL, "Names of files and folders to leave out"},                 \
        {"v0-compatible", 0, NULL, NULL, "Read modules as Rego v0"},                               \
    {                                                                                              \
        "strict", 'S', NULL, NULL, "Unused variables and imports are errors"                       \
    }

struct cli_rego {
    struct cli *c;
    struct rego *rego;
    size_t n_files;
    bool failed; // errors were printed
};

// An engine for the options of `c`; files come with the functions below. Errors are printed.
void cli_rego_open(struct cli_rego *l, struct cli *c);
// A file or folder: *.rego as modules, *.json, *.yaml and *.yml as data below their folders.
bool cli_rego_load(struct cli_rego *l, struct str path);
bool cli_rego_load_options(struct cli_rego *l); // --data and --bundle
bool cli_rego_compile(struct cli_rego *l);
// --input FILE or --stdin-input; *ret is NULL when neither is given.
bool cli_rego_input(struct cli_rego *l, const struct rego_val **ret);
void cli_rego_print_errors(const struct rego *r);          // to stderr, as opa prints them
void cli_rego_errors(const struct cli_rego *l, bool json); // of the last call, to stdout
