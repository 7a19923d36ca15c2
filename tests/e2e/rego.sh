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
end rego
