#!/bin/sh
# The rego commands as people use them: flags, exit codes, closing lines.
set -eu
. tests/e2e/lib.sh
dir=$tmp/rules
mkdir "$dir"
cat >"$dir/shop.rego" <<'R'
package shop

deny contains msg if {
	some item in input.items
	item.price > 10
	msg := sprintf("%s is dear", [item.name])
}
R
cat >"$dir/shop_test.rego" <<'R'
package shop_test

import data.shop

test_dear if "pen is dear" in shop.deny with input as {"items": [{"name": "pen", "price": 11}]}

test_each[name] if {
	some name, n in {"ten": 10, "one": 1}
	count(shop.deny) == 0 with input as {"items": [{"name": name, "price": n}]}
}

test_wrong if {
	print("seen", count(shop.deny))
	false
}
R
printf '{"items": [{"name": "bag", "price": 50}]}' >"$dir/input.json"
is eval "$($sekisho rego eval -d "$dir/shop.rego" -i "$dir/input.json" -f raw data.shop.deny)" '["bag is dear"]'
code=0; $sekisho rego eval -d "$dir/shop.rego" --fail data.shop.nothing >/dev/null || code=$?
is 'eval --fail' "$code" 1
code=0; out=$($sekisho rego test "$dir" 2>&1) || code=$?
is 'test: exit code' "$code" 1
is 'test: closing line' "$(echo "$out" | grep '^PASS')" 'PASS: 3/4'
is 'test: output of print' "$(echo "$out" | grep seen)" '  seen 0'
is 'test -r' "$($sekisho rego test "$dir" -r 'test_(dear|each)')" 'PASS: 3/3'
is 'test --coverage' "$($sekisho rego test "$dir/shop.rego" "$dir/shop_test.rego" -r 'test_(dear|each)' --coverage | jq -r '.files | to_entries[] | select(.key | endswith("shop.rego")) | .value.coverage' | awk '{printf "%.2f", $1}')" '100.00'
is check "$($sekisho rego check "$dir")" ''
printf 'package p\n\na if {\n\tb := nothing.at.all(1)\n\tb\n}\n' >"$dir/bad.rego"
code=0; out=$($sekisho rego check "$dir/bad.rego" 2>&1) || code=$?
is 'check: exit code' "$code" 1
is 'check: place' "$(echo "$out" | sed -n 2p)" "$dir/bad.rego:4:7: rego_type_error: undefined function nothing.at.all"
is 'parse' "$($sekisho rego parse "$dir/shop.rego" | head -1)" 'module'
is 'parse as JSON' "$($sekisho rego parse -f json "$dir/shop.rego" | jq -r .kind)" 'module'
is 'eval: a table' "$($sekisho rego eval -f pretty 'x = [1, "é"][_]' | sed -n 5p)" '| "é" |'
is 'eval --package --import' "$($sekisho rego eval -d "$dir/shop.rego" -i "$dir/input.json" --package shop -f values deny; $sekisho rego eval -d "$dir/shop.rego" --import 'data.shop as s' -f raw 'count(s)')" '[
  [
    "bag is dear"
  ]
]
1'
code=0; out=$($sekisho rego eval --timeout 200ms 'count({x | some i in numbers.range(1, 100000); some j in numbers.range(1, 1000); x := i * j; x < 0})') || code=$?
is 'eval --timeout' "$code $(echo "$out" | jq -r '.errors[0].code')" '2 eval_cancel_error'
code=0; out=$($sekisho rego eval --partial 'data.x' 2>&1) || code=$?
is 'what is not there says so' "$code $(echo "$out" | head -1)" '2 sekisho: --partial: there is no partial evaluation'
is 'eval --coverage' "$($sekisho rego eval -d "$dir/shop.rego" -i "$dir/input.json" --coverage data.shop.deny | jq -r '.coverage.coverage')" 100
is 'data at a place' "$($sekisho rego eval -d "a.b:$dir/input.json" -f raw 'count(data.a.b.items)')" 1
is 'test --count' "$($sekisho rego test "$dir/shop.rego" "$dir/shop_test.rego" -r test_dear --count 3 | grep -c '^PASS: 1/1')" 3
is 'bench' "$($sekisho rego bench -d "$dir/shop.rego" -i "$dir/input.json" --seconds 0 -f json data.shop.deny | jq -r 'keys | join(" ")')" 'Extra MemBytes N T'
code=0; $sekisho rego check --v0-v1 "$dir/shop.rego" >/dev/null 2>&1 || code=$?
is 'check --v0-v1: if and contains are no v0' "$code" 1
end rego
