#!/bin/sh
# shell.sh: the splitter of shell scripts against mvdan.cc/sh, built by go into build/oracle, on our cases and on the
# scripts of this machine. See shell.py.
set -eu
version=v3.14.1
command -v go >/dev/null || { echo "skipped: no go"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
mkdir -p build/oracle/shell
peer=$PWD/build/oracle/shell/peer
if [ ! -x "$peer" ]; then
    cp tests/oracle/shell/main.go build/oracle/shell/
    (cd build/oracle/shell && { [ -f go.mod ] || go mod init peer; } && go get "mvdan.cc/sh/v3@$version" && go build -o peer .) \
        >build/oracle/shell.log 2>&1 ||
        { echo "skipped: mvdan.cc/sh cannot be fetched"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
fi
make -s build/debug/sekisho
exec python3 tests/oracle/shell.py "$peer" build/debug/sekisho "$@"
