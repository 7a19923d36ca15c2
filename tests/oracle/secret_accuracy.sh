#!/bin/sh
# secret_accuracy.sh [NOISE...]: precision and recall of the built-in rules, beside gitleaks' where it is built (secrets.sh
# does). NOISE: folders with real source; SHOW=1 lists what is missed and what is noise. See secret_accuracy.py.
set -eu
make -s build/debug/sekisho build/debug/bench_secret
gitleaks=build/oracle/gitleaks
[ -x $gitleaks ] || gitleaks=-
if [ $# = 0 ]; then
    goroot=$(go env GOROOT 2>/dev/null || echo /nonexistent)
    for d in /usr/lib/python3 "$goroot/src/net" "$goroot/src/cmd/go" /usr/lib/node_modules /usr/share/nodejs; do
        [ -d "$d" ] && set -- "$@" "$d"
    done
fi
[ $# -gt 0 ] || { echo "skipped: no source to plant into"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
exec python3 tests/oracle/secret_accuracy.py build/debug/bench_secret build/debug/sekisho "$gitleaks" "$@"
