#include "test.h"

#include "config/config.h"
#include "core/buf.h"
#include "core/limits.h"

// What the query says, as JSON; "undefined", or "!" and the message.
static struct str answer(struct arena *a, const char *query)
{
    struct cfg_host *host = cfg_host_new(a);
    const struct rego_config config = {.host = host};
    const struct rego_options o = {.strict_builtins = true};
    struct rego *r = rego_new(a, &config);
    struct rego_query q;
    struct sk_err err = {0};
    SK_BUF_SCRATCH(b, SK_MB);
    cfg_add_builtins(r);
    int rc = rego_query(r, a, str_from(query), &o, &q, &err);
    cfg_host_done(host);
    if (rc < 0)
        return str_fmt(a, "!%s", err.msg);
    if (!q.n_results)
        return S("undefined");
    rego_to_json(&b, q.results[0].values[0], 0);
    return str_dup(a, sk_buf_str(&b));
}

// By hand: ranges from RFC 1918, 3927, 4193, 6598; counts are powers of two; fields of a result as Trivy's
// documentation of custom checks lists them. tests/oracle/libraries.sh runs the library that these are for.
TEST(config_builtins)
{
    static const struct {
        const char *query, *want;
    } rows[] = {
        {"cidr.count_addresses(\"10.0.0.0/8\")", "16777216"},
        {"cidr.count_addresses(\"10.1.2.3\")", "1"},
        {"cidr.count_addresses(\"::/0\")", "18446744073709551615"},
        {"cidr.count_addresses(\"2001:db8::/66\")", "4611686018427387904"},
        {"cidr.count_addresses(\"*\") - 1", "18446744073709551614"},
        {"cidr.count_addresses(\"10.0.0.0/33\")", "0"},
        {"cidr.count_addresses(\"nonsense\")", "0"},
        {"cidr.is_public(\"8.8.8.8\")", "true"},
        {"cidr.is_public(\"172.31.255.255\")", "false"},
        {"cidr.is_public(\"172.32.0.0\")", "true"},
        {"cidr.is_public(\"100.64.0.0/10\")", "false"},
        {"cidr.is_public(\"100.64.0.0/9\")", "true"},
        {"cidr.is_public(\"169.254.169.254/32\")", "false"},
        {"cidr.is_public(\"0.0.0.0/0\")", "true"},
        {"cidr.is_public(\"Internet\")", "true"},
        {"cidr.is_public(\"fd00::1\")", "false"},
        {"cidr.is_public(\"2001:4860::/32\")", "true"},
        {"cidr.is_public(\"10.0.0.1-10.0.0.9\")", "false"},
        {"cidr.is_public(\"10.0.0.1 - 11.0.0.1\")", "true"},
        {"cidr.is_public(\"\")", "false"},
        {"isManaged({\"__defsec_metadata\": {\"managed\": false}})", "false"},
        {"isManaged({\"a\": 1})", "true"},
        {"isManaged(\"text\")", "true"},
        {"result.new(\"m\", {\"StartLine\": 3, \"EndLine\": 5, \"Path\": \"Dockerfile\"})",
         "{\"endline\":5,\"explicit\":false,\"filepath\":\"Dockerfile\",\"fskey\":\"\","
         "\"managed\":true,\"msg\":\"m\",\"parent\":null,\"resource\":\"\","
         "\"sourceprefix\":\"\",\"startline\":3}"},
        {"result.new(\"m\", {\"__defsec_metadata\": {\"startline\": 1, \"endline\": 2, "
         "\"resource\": \"r\", \"explicit\": true, \"parent\": {\"startline\": "
         "7}}}).parent.startline",
         "7"},
        {"result.new(\"m\", \"no object\").startline", "0"},
        {"squealer.scan_string(`export GREETING=\"Hello\"`)",
         "{\"description\":\"\",\"transgressionFound\":false}"},
        {"squealer.scan_string(`export DB_PASSWORD=\"correct-horse\"`).transgressionFound", "true"},
        {"squealer.scan_string(`export DB_PASSWORD=\"$FROM_OUTSIDE\"`).transgressionFound",
         "false"},
        {"sh.parse_commands(\"A=1 b 'c d' && export X=1; e | f\")",
         "[[\"b\",\"'c d'\"],[\"e\"],[\"f\"]]"},
        {"sh.parse_commands(\"\")", "[]"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct str got = answer(&a, rows[i].query);
        CHECK(str_eq(got, str_from(rows[i].want)), "row %zu (%s): got %.*s", i, rows[i].query,
              (int)got.n, got.p);
    }
    ARENA_SCRATCH(a);
    struct str bad = answer(&a, "sh.parse_commands(\"'\")");
    CHECK(str_has(bad, S("not a shell script: line 1")), "got %.*s", (int)bad.n, bad.p);
}
