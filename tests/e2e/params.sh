#!/bin/sh
# data.params: what the shipped rules let the user choose by --rules-data.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
mkdir -p "$tmp/p" "$tmp/d/params"
printf 'FROM debian:12.8\nRUN apt-get install -y curl\nUSER 1\n' >"$tmp/p/Dockerfile"
ids() { "$sekisho" scan config "$tmp/p" -q -o json "$@" | jq -r '[.findings[].name | select(. == "SKD014" or . == "SKD039")] | join(" ")'; }
is 'off by themselves' "$(ids)" ''
printf 'params: {registries: [registry.example], pin_packages: true}\nlib: {docker: 3}\n' >"$tmp/all.yaml"
is 'registries and versions of packages; nothing else of the file is ours' "$(ids --rules-data "$tmp/all.yaml")" 'SKD014 SKD039'
echo '{"registries": ["docker.io"]}' >"$tmp/d/params/data.json"
is 'below a folder params' "$(ids --rules-data "$tmp/d")" ''
echo '{"registries": ["ghcr.io/"]}' >"$tmp/d/params/data.json"
is 'another registry' "$(ids --rules-data "$tmp/d")" 'SKD014'
printf 'params: {registries: [\n' >"$tmp/broken.yaml"
"$sekisho" scan config "$tmp/p" -q --rules-data "$tmp/broken.yaml" >/dev/null 2>"$tmp/err"
is 'a broken file is wrong usage' $? 2
has 'and named' "$(cat "$tmp/err")" 'broken.yaml'
end params
