#!/bin/sh
# fix.sh: `sekisho fix` on the bad cases of all rules; what it writes is read by the formats' real parsers. See fix.py.
set -eu
command -v go >/dev/null || { echo "skipped: no go"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
mkdir -p build/oracle
(cd tests/oracle/fix && go build -o ../../../build/oracle/fixcheck .) >build/oracle/fixcheck.log 2>&1 ||
    { echo "skipped: the parsers cannot be fetched"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
make -s build/debug/sekisho
exec python3 tests/oracle/fix.py build/debug/sekisho build/oracle/fixcheck
