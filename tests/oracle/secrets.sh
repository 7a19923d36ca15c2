#!/bin/sh
# secrets.sh [SEED [ROUNDS]]: the secret engine against gitleaks, built by go into build/oracle. See secrets.py.
set -eu
version=v8.30.1
command -v go >/dev/null || { echo "skipped: no go"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
mkdir -p build/oracle
if [ ! -x build/oracle/gitleaks ]; then
    GOBIN=$PWD/build/oracle GOFLAGS=-mod=mod go install "github.com/zricethezav/gitleaks/v8@$version" >build/oracle/gitleaks.log 2>&1 ||
        { echo "skipped: gitleaks cannot be fetched"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
fi
make -s build/debug/sekisho
module=$(go env GOMODCACHE)/github.com/zricethezav/gitleaks/v8@$version
exec python3 tests/oracle/secrets.py build/oracle/gitleaks build/debug/sekisho "$module" "$@"
