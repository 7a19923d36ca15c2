#!/bin/sh
# documents.sh [SEED [ROUNDS]]: our readers of documents against those that others use: BuildKit's for Dockerfiles.
# See documents.py; the Go program is built in build/oracle.
set -eu
command -v go >/dev/null || { echo "skipped: no go"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
dir=$PWD/build/oracle/documents
mkdir -p "$dir"
cp tests/oracle/documents/go.mod "$dir/go.mod"
cp tests/oracle/documents/*.go "$dir"
(cd "$dir" && GOFLAGS=-mod=mod go mod tidy && GOFLAGS=-mod=mod go build -o ../readers .) >build/oracle/documents.log 2>&1 ||
    { echo "skipped: the Go modules cannot be fetched"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
make -s build/debug/sekisho
exec python3 tests/oracle/documents.py build/oracle/readers build/debug/sekisho "$@"
