#!/bin/sh
# Rules of the user that would never end, or take all memory: the scan ends, says so, and loses nothing else.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
mkdir "$tmp/d" "$tmp/r"
for i in 1 2 3 4 5; do
    printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: p%s}\nspec:\n  containers: [{name: a, image: "a:1", securityContext: {privileged: true}}]\n' $i >"$tmp/d/p$i.yaml"
done
rule() { # name body
    cat >"$tmp/r/$1.rego" <<R
# METADATA
# title: $1
# custom:
#   id: U-$1
#   severity: LOW
#   input:
#     selector:
#       - type: kubernetes
package user.$1

import rego.v1

$2
R
}
rule loops 'deny contains "x" if {
	some i in numbers.range(1, 10000)
	some j in numbers.range(1, 10000)
	i * j < 0
}'
rule memory 'deny contains "x" if {
	s := concat("", ["a" | some i in numbers.range(1, 300000)])
	some j in numbers.range(1, 10000)
	count(split(s, "")) < j - 20000
}'
rule paths 'g := {n: {m | some j in numbers.range(1, 30); m := sprintf("n%d", [j])} |
	some i in numbers.range(1, 30)
	n := sprintf("n%d", [i])
}

deny contains "x" if count(graph.reachable_paths(g, {"n1"})) < 0'
rule text 's0 := "aaaaaaaaaaaaaaaa"

d(s) := concat("", [s | some i in numbers.range(1, 64)])

deny contains "x" if count(d(d(d(d(d(d(d(s0)))))))) < 0'
rule good 'deny contains "seen" if input.kind == "Pod"'
rule late 'deny contains sprintf("%d", [count(input.spec.containers)]) if input.kind == "Pod"'
start=$(date +%s)
timeout 300 "$sekisho" scan config "$tmp/d" -q --rules "$tmp/r" -o json >"$tmp/json"
is 'it ends, incomplete' $? 3
is 'in time' "$([ $(($(date +%s) - start)) -lt 200 ] && echo yes)" yes
said=$(jq -r '.warnings[].what' "$tmp/json")
for r in loops memory paths text; do
    is "$r is named once for each file until it is not asked any more" "$(echo "$said" | grep -c "rule U-$r failed: .*eval_limit_error")" 3
    has "$r is said to be off" "$(echo "$said" | grep "U-$r")" 'it is not asked about the files that follow'
done
for r in U-good U-late SKK001; do
    is "$r misses no file" "$(jq --arg r "$r" '[.findings[] | select(.name == $r)] | length' "$tmp/json")" 5
done
end hostile_rules
