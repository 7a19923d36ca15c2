#!/bin/sh
# go_binaries.sh: what go_binary reads from real programs, against `go version -m`.
# Builds one small module for several systems, stripped and not. Needs go and a built unit program.
set -eu
unit=${UNIT:-build/debug/unit}
command -v go >/dev/null || { echo "skipped: no go"; exit 0; }
[ -x "$unit" ] || { echo "no $unit: make unit first"; exit 2; }
unit=$(realpath "$unit")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/src" "$dir/tree"
cd "$dir/src"
cat >go.mod <<'M'
module example.invalid/shop/worker

go 1.20

require golang.org/x/text v0.3.7
M
cat >main.go <<'M'
package main

import (
	"fmt"

	"golang.org/x/text/language"
)

var version = "dev"

func main() { fmt.Println(version, language.English) }
M
export GOFLAGS=-mod=mod GOTOOLCHAIN=local
go mod download golang.org/x/text >/dev/null 2>&1 || { echo "skipped: the module cannot be fetched"; exit 0; }
fail=0
for target in linux/amd64 linux/arm64 linux/386 linux/s390x linux/mips darwin/arm64 darwin/amd64 windows/amd64 windows/386; do
    for flags in "" "-s -w" "-s -w -X main.version=1.4.2" "-s -w -buildid="; do
        rm -f "$dir"/tree/*
        bin=$dir/tree/worker.exe
        CGO_ENABLED=0 GOOS=${target%/*} GOARCH=${target#*/} nice go build -p 2 -ldflags="$flags" -o "$bin" . ||
            { echo "cannot build $target"; fail=1; continue; }
        chmod 755 "$bin"
        go version -m "$bin" | awk -F'\t' -v f="$flags" '
            NR == 1 { n = split($1, w, " go"); print "stdlib " w[n] }
            $2 == "dep" { print $3 " " $4 }
            $2 == "mod" { v = $4; if (f ~ /version=/ && v == "(devel)") v = "v1.4.2"; print $3 " " v }' |
            sort >"$dir/want"
        INV_DUMP=$dir/tree "$unit" inv_golden | awk '/^golang / { print $2 " " $3 }' | sort >"$dir/got"
        cmp -s "$dir/want" "$dir/got" || { echo "differs: $target '$flags'"; diff "$dir/want" "$dir/got" || :; fail=1; }
    done
done
[ $fail = 0 ] && echo "ok: go programs of 9 targets, 4 ways of linking each"
exit $fail
