#!/bin/sh
# cvss.sh: our CVSS scores against Red Hat's `cvss` for Python, on random vectors of every version.
# Run from the top folder.
. tests/lib/python.sh
unit=${UNIT:-build/debug/unit}
[ -n "$python" ] || { echo 'skipped: no Python package cvss'; echo 'cvss: 0 passed, 0 failed, 1 skipped'; exit 0; }
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
$python tests/oracle/cvss_vectors.py "$tmp/vectors" "$tmp/want"
CVSS_VECTORS=$tmp/vectors "$unit" cvss_oracle | grep -E '^(score|refused)' >"$tmp/got"
n=$(wc -l <"$tmp/want")
[ "$(wc -l <"$tmp/got")" = "$n" ] || { echo "we answered $(wc -l <"$tmp/got") of $n"; echo 'cvss: 0 passed, 1 failed, 0 skipped'; exit 1; }
# A version counts as one case.
paste -d'\t' "$tmp/vectors" "$tmp/want" "$tmp/got" | awk -F'\t' '
    {kind = substr($1, 1, 5) == "CVSS:" ? "v" substr($1, 6, 3) : "v2"; all[kind]++}
    $2 != $3 {print $1 ": cvss says " $2 ", we say " $3; bad[kind]++}
    END {
        for (k in all) {
            print k ": " all[k] - bad[k] " of " all[k] " vectors agree"
            if (bad[k]) failed++; else passed++
        }
        printf "cvss: %d passed, %d failed, 0 skipped\n", passed, failed
        exit failed > 0
    }' >"$tmp/out"
code=$?
tail -30 "$tmp/out"
exit $code
