// cli/config.h - the configuration file (config.toml) and what the environment says of proxies.
#pragma once
#include "cli/cli.h"
#include "net/net.h"

// [registry."docker.io"]            mirrors = ["mirror.example:5000"]
// [config]                          rules = ["/etc/sekisho/rules"]   skip_rules = ["SKK012"]   builtin_rules = true   helm = "/opt/helm"
// [licences]                        policy = "/etc/sekisho/licences.toml"
// [db]                              from = "/mnt/feeds"    public_key = "/etc/sekisho/db.pem"
struct cli_config {
    struct net_config net;
    struct str *mirrors; // "registry=mirror", in the order of trying
    size_t n_mirrors, cap_mirrors;
    struct str db_from, db_public_key;
    struct str licence_policy;      // a file; with one, `scan` judges licences, too
    struct str *rules, *skip_rules; // files and folders; ids
    size_t n_rules, cap_rules, n_skip_rules, cap_skip_rules;
    bool no_builtin_rules;
    struct str helm; // the program
};

// A missing file is an empty configuration; a wrong one is SK_EUSAGE with file, line and cause.
int cli_config_read(struct cli *c, struct cli_config *ret, struct sk_err *err);
