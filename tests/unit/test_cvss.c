// Scores that FIRST.org's documents give for their example vectors.
#include "test.h"

#include "advisory/cvss.h"

#include <stdio.h>
#include <stdlib.h>

TEST(cvss_scores)
{
    static const struct {
        const char *vector;
        double score;
        int version;
    } rows[] = {
        // CVSS v2 guide, section 3.3
        {"AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8, 20},
        {"AV:N/AC:L/Au:N/C:C/I:C/A:C", 10.0, 20},
        {"AV:L/AC:H/Au:N/C:C/I:C/A:C", 6.2, 20},
        // CVSS v3.1 examples: CVE-2014-6271, CVE-2013-1937, CVE-2013-0375, CVE-2014-3566
        {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8, 31},
        {"CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1, 31},
        {"CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4, 31},
        {"CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1, 31},
        {"CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0, 30},
        {"CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0, 31},
        // CVSS v4.0 examples: CVE-2022-41741, CVE-2020-3549, CVE-2023-3089, CVE-2021-44714
        {"CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.3, 40},
        {"CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.7, 40},
        {"CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N/CR:H/IR:L/AR:L", 8.1, 40},
        {"CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N", 4.6, 40},
        {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0.0, 40},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct sk_err err = {0};
        double score = -1;
        int version = 0;
        CHECK(cvss_score(str_from(rows[i].vector), &score, &version, &err) == 0, "%s: %s",
              rows[i].vector, err.msg);
        CHECK(score == rows[i].score && version == rows[i].version, "%s: %.1f", rows[i].vector,
              score);
    }
}

TEST(cvss_refused)
{
    static const char *const rows[] = {
        "",
        "AV:N",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H",
        "CVSS:9.9/AV:N",
        "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:S/SI:N/SA:N", // only MSI, MSA know S
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N/ME:A",
        "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        double score;
        int version;
        CHECK(cvss_score(str_from(rows[i]), &score, &version, NULL) < 0, "%s", rows[i]);
    }
}

// CVSS_VECTORS=FILE: prints the score of each line's vector, or "refused"; tests/oracle/cvss.sh compares.
TEST(cvss_oracle)
{
    const char *name = getenv("CVSS_VECTORS");
    FILE *f = name ? fopen(name, "re") : NULL;
    char line[512];
    while (f && fgets(line, sizeof line, f)) {
        double score;
        int version;
        if (cvss_score(str_from(line), &score, &version, NULL) < 0)
            printf("refused\n");
        else
            printf("score %.1f\n", score);
    }
    if (f)
        fclose(f);
}
