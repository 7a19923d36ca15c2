#!/bin/sh
# helm.sh: charts rendered by helm (by go into build/oracle) and by `sekisho config render`, which runs the same helm
# confined. See helm.py.
set -eu
version=v3.19.2
command -v go >/dev/null || { echo "skipped: no go"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
mkdir -p build/oracle
helm=$PWD/build/oracle/helm
if [ ! -x "$helm" ]; then
    GOBIN=$PWD/build/oracle GOFLAGS=-mod=mod go install "helm.sh/helm/v3/cmd/helm@$version" >build/oracle/helm.log 2>&1 ||
        { echo "skipped: helm cannot be fetched"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
fi
# shellcheck source=tests/lib/python.sh
. tests/lib/python.sh
[ -n "$python" ] || { echo "skipped: no python packages"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
make -s build/debug/sekisho
exec "$python" tests/oracle/helm.py "$helm" "$PWD/build/debug/sekisho" tests/data/helm/charts.txt
