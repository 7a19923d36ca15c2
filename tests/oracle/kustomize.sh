#!/bin/sh
# kustomize.sh [CASE...]: trees of tests/data/kustomize/cases.txt built by kustomize (by go into build/oracle) and by
# `sekisho config render`, compared as values. See kustomize.py.
set -eu
version=v5.8.0
command -v go >/dev/null || { echo "skipped: no go"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
mkdir -p build/oracle
kustomize=$PWD/build/oracle/kustomize
if [ ! -x "$kustomize" ]; then
    GOBIN=$PWD/build/oracle GOFLAGS=-mod=mod go install "sigs.k8s.io/kustomize/kustomize/v5@$version" >build/oracle/kustomize.log 2>&1 ||
        { echo "skipped: kustomize cannot be fetched"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
fi
# shellcheck source=tests/lib/python.sh
. tests/lib/python.sh
[ -n "$python" ] || { echo "skipped: no python packages"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
make -s build/debug/sekisho
exec "$python" tests/oracle/kustomize.py "$kustomize" build/debug/sekisho tests/data/kustomize/cases.txt "$@"
