#!/bin/sh
# versions.sh [ORDER...]: version orders and ranges against the ecosystems' own tools; see versions.py.
set -eu
make -s build/debug/unit
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
isal=
nm -u build/debug/src/core/codec_gzip*.o | grep -q isal && isal=-lisal
# shellcheck disable=SC2086 # CC may be "ccache gcc"
${CC:-cc} -std=gnu17 -D_GNU_SOURCE -g -Isrc tests/oracle/versions/ours.c build/debug/src/advisory/ver*.o build/debug/src/core/*.o \
    -o "$tmp/ours" -lyaml -lexpat -lcrypto -lz -lzstd -llzma -lbz2 -lm -ldl -lpthread $isal
timeout 100 python3 tests/oracle/versions.py "$tmp/ours" "$tmp" "$@"
