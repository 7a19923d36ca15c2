#!/bin/sh
# cvss.sh: our CVSS scores against Red Hat's `cvss` for Python, on random vectors of every version.
# Run from the top folder.
. tests/oracle/python.sh
unit=${UNIT:-build/debug/unit}
[ -n "$python" ] || { echo 'skipped: no Python package cvss'; echo 'cvss: 0 passed, 0 failed, 1 skipped'; exit 0; }
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
$python tests/oracle/cvss_vectors.py "$tmp/vectors" "$tmp/want"
CVSS_VECTORS=$tmp/vectors "$unit" cvss_oracle | grep -E '^(score|refused)' >"$tmp/got"
n=$(wc -l <"$tmp/want")
paste -d'\t' "$tmp/vectors" "$tmp/want" "$tmp/got" | awk -F'\t' '$2 != $3 {print $1 ": cvss says " $2 ", we say " $3}' >"$tmp/bad"
bad=$(wc -l <"$tmp/bad")
head -20 "$tmp/bad"
[ "$(wc -l <"$tmp/got")" = "$n" ] || { echo "we answered $(wc -l <"$tmp/got") of $n"; bad=$((bad + 1)); }
echo "cvss: $((n - bad)) passed, $bad failed, 0 skipped"
[ "$bad" = 0 ]
