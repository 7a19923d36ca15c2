#!/bin/sh
# licence.sh: SPDX expressions against the Python package license-expression. Run from the top folder.
. tests/e2e/lib.sh
. tests/lib/python.sh
if [ -n "$python" ]; then
    said=$($python tests/oracle/licence.py "$sekisho" "$tmp/folder" 2>&1)
    echo "$said" | grep -v '^ok'
    passed=$((passed + $(echo "$said" | grep -c '^ok')))
    failed=$((failed + $(echo "$said" | grep -c -v '^ok')))
else
    skip 'no Python package license-expression'
fi
end licence
