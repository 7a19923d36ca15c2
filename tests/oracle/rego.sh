#!/bin/sh
# rego.sh [SEED [PROGRAMS]]: `sekisho rego` against opa, built by go into build/oracle. See rego.py.
set -eu
version=$(scripts/get-opa 2>&1) || { echo "skipped: $version"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
make -s build/debug/sekisho
cases=$(go env GOMODCACHE)/github.com/open-policy-agent/opa@$version/v1/test/cases/testdata
[ -d "$cases" ] || cases=-
exec python3 tests/oracle/rego.py build/oracle/opa build/debug/sekisho "$cases" "$@"
