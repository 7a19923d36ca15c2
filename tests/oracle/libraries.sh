#!/bin/sh
# libraries.sh: the public libraries of checks, unmodified, out of go's module cache: their own tests by `sekisho rego
# test`, their good and bad examples by `sekisho scan config --rules`. See libraries.py. REGOLIBRARY=DIR names a clone of Kubescape's
# library, which has no Go module: its rules' tests are run, too.
set -eu
trivy=v1.10.0
conftest=v0.71.1
skip() { echo "skipped: $1"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
command -v go >/dev/null || skip 'no go'
fetch() { go mod download -json "$1" 2>/dev/null | sed -n 's/^\t"Dir": "\(.*\)",*$/\1/p'; }
mkdir -p build/oracle/libraries
cd build/oracle/libraries
[ -f go.mod ] || go mod init libraries >/dev/null 2>&1
checks=$(fetch "github.com/aquasecurity/trivy-checks@$trivy")
policies=$(fetch "github.com/open-policy-agent/conftest@$conftest")
cd ../../..
[ -d "$checks" ] || skip 'trivy-checks cannot be fetched'
[ -d "$policies" ] || skip 'conftest cannot be fetched'
make -s build/debug/sekisho
exec python3 tests/oracle/libraries.py build/debug/sekisho "$checks" "$policies" "${REGOLIBRARY:--}" "$@"
