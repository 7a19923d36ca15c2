#!/bin/sh
# What means harm: for each attack a named warning, an incomplete scan (or a refusal), and what can be read is read all the
# same. Nothing is written outside, nothing hangs, memory stays small.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
make_feeds "$tmp/feeds"
printf '{"bash":{"CVE-2099-0001":{"description":"A hole","releases":{"bookworm":{"status":"open","urgency":"high"}}}}}' >"$tmp/feeds/debian.json"
$sekisho db update -q --from "$tmp/feeds"
mkdir "$tmp/bad"
python3 tests/e2e/hostile.py "$tmp/bad"
# name, exit code, a part of what is said, findings that must be there all the same
attack() {
    (timeout 60 "$sekisho" scan "$tmp/bad/$1" -q --no-cache -o table="$tmp/table" -o json="$tmp/json") >"$tmp/out" 2>&1
    is "$1: exit code" $? "$2"
    cat "$tmp/table" >>"$tmp/out" 2>/dev/null
    has "$1: is named" "$(cat "$tmp/out")" "$3"
    [ -z "${4:-}" ] || is "$1: the rest is read" "$(jq -r '.findings[] | select(.kind != "configuration").name' "$tmp/json" | tr '\n' ' ')" "$4"
    rm -f "$tmp/table" "$tmp/json"
}
hole='CVE-2099-0001 '
attack layer-bomb 3 'times its size' "$hole"
attack digest-lie 3 'digest'
attack cut-gzip 3 'layer 0' "$hole"
attack traversal.tar 3 'leaves the image' "$hole"
attack link-loop.tar 3 'unknown distribution'
attack hardlink-out.tar 3 'leaves the image' "$hole"
attack device.tar 0 '' "$hole"
attack lying-size.tar 3 'layer 0' "$hole"
attack cut-tar.tar 3 'layer 0'
attack wrong-diff-id.tar 3 'digest'
attack many-layers.tar 3 'layers'
attack deep-json.tar 3 'app/package-lock.json' "$hole"
attack yaml-aliases.tar 3 'app/pnpm-lock.yaml' "$hole"
attack folder 3 'package-lock.json'
attack not-an-image.tar 3 'not-an-image.tar'
attack empty.tar 3 'empty.tar'
attack zip.tar 3 'zip.tar'
is 'nothing was written outside' "$(find /tmp -maxdepth 1 -name 'sekisho-was-here*' | wc -l)" 0
end hostile
