#!/bin/sh
# How much the rules for Kubernetes say of whole manifests: nothing of hardened ones, nothing high of plain ones, each cause once of bad
# ones. Checked by hand.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
m=tests/data/manifests
"$sekisho" scan config $m/hardened -q -o json >"$tmp/json"
is 'hardened: whole' $? 0
is 'hardened: documents' "$(jq '.findings | length' "$tmp/json") of $("$sekisho" scan config $m/hardened -q | grep -o '[0-9]* documents')" '0 of 15 documents'
"$sekisho" scan config $m/plain.yaml -q -o json >"$tmp/json"
is 'plain: nothing is high' "$(jq -r '[.findings[] | select(.severity == "high" or .severity == "critical")] | length' "$tmp/json")" 0
is 'plain: what the Deployment lacks' "$(jq -r '.findings[] | select(.package == "Deployment demo") | .name' "$tmp/json" | sort -u | tr '\n' ' ')" \
    'SKK004 SKK005 SKK007 SKK008 SKK010 SKK011 SKK042 SKK043 SKK045 SKK141 '
"$sekisho" scan config $m/sloppy.yaml -q -o json >"$tmp/json"
is 'sloppy: the worst' "$(jq -r '.findings[] | select(.severity == "high" or .severity == "critical") | .name + " " + (.places[0].line | tostring)' "$tmp/json" | sort | tr '\n' ';')" \
    'SKK001 18;SKK002 11;SKK006 54;SKK015 33;SKK016 20;SKK016 52;SKK017 12;SKK019 27;SKK020 26;SKK021 28;SKK095 39;'
is 'sloppy: one finding a volume' "$(jq -r '[.findings[] | select(.name | test("SKK0(03|19|20|21)"))] | length' "$tmp/json")" 3
cp $m/plain.yaml "$tmp/plain.yaml"
"$sekisho" fix -q --risky --write "$tmp/plain.yaml"
"$sekisho" scan config "$tmp/plain.yaml" -q -o json >"$tmp/json"
is 'plain, fixed: what is left is not for a program to decide' "$(jq -r '.findings[].name' "$tmp/json" | sort -u | tr '\n' ' ')" 'SKK008 SKK009 SKK042 SKK043 SKK045 SKK141 '
end manifests
