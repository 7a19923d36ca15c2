#!/bin/sh
# rules.sh: the shipped rules and their cases under opa itself, built by go into build/oracle. See rules.py.
set -eu
version=v1.4.2
command -v go >/dev/null || { echo "skipped: no go"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
mkdir -p build/oracle
opa=$PWD/build/oracle/opa
if [ ! -x "$opa" ]; then
    GOBIN=$PWD/build/oracle GOFLAGS=-mod=mod go install "github.com/open-policy-agent/opa@$version" >build/oracle/opa.log 2>&1 ||
        { echo "skipped: opa cannot be fetched"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
fi
make -s build/debug/sekisho
exec python3 tests/oracle/rules.py "$opa" build/debug/sekisho
