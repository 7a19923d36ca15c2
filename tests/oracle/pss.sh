#!/bin/sh
# pss.sh: the rules of pss-baseline and pss-restricted against the Pod Security admission of Kubernetes itself. See pss.py.
set -eu
command -v go >/dev/null || { echo "skipped: no go"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
mkdir -p build/oracle
(cd tests/oracle/pss && go build -o ../../../build/oracle/pss .) >build/oracle/pss.log 2>&1 ||
    { echo "skipped: Pod Security admission cannot be fetched"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
make -s build/debug/sekisho
exec python3 tests/oracle/pss.py build/debug/sekisho build/oracle/pss
