#!/bin/sh
# reports.sh: are our outputs what their schemas say? CycloneDX 1.6 by its published schema, our JSON by
# docs/schema/report-1.json (closed: a field it does not name is an error), SARIF 2.1.0 by Microsoft's SARIF
# Multitool with the SARIF schema and GitHub's own rules (GHAS). Run from the top folder.
. tests/e2e/lib.sh
. tests/lib/python.sh
make_image "$tmp/image"
make_feeds "$tmp/feeds"
mkdir "$tmp/empty" "$tmp/odd" "$tmp/out"
echo "deny = ['MIT']" >"$tmp/p.toml"
printf '{"name":"x\\u0001\\ud800<&>","version":"1","lockfileVersion":3,"packages":{"node_modules/lodash":{"version":"4.17.10"}}}' >"$tmp/odd/package-lock.json"
printf 'requests==\n\377\376broken' >"$tmp/odd/requirements.txt"
$sekisho db update -q --from "$tmp/feeds" --db "$tmp/a.db"
$sekisho db update -q --from examples/feeds --db "$tmp/b.db"
if [ -d ../shared/feeds ]; then
    $sekisho db update -q --from ../shared/feeds --db "$tmp/c.db"
else
    skip 'no ../shared/feeds'
fi
run() { # name target options...
    name=$1 target=$2
    shift 2
    $sekisho scan "$target" -q "$@" -o "json=$tmp/out/$name.json" -o "sarif=$tmp/out/$name.sarif" \
        -o "cyclonedx=$tmp/out/$name.cdx" >/dev/null 2>"$tmp/err"
    is "$name: exit code 0 or 3" "$(case $? in 0 | 3) echo yes ;; esac)" yes
}
for db in a b c; do
    [ -f "$tmp/$db.db" ] || continue
    run "image-$db" "$tmp/image" --all --db "$tmp/$db.db"
    run "shop-$db" examples/shop --all --db "$tmp/$db.db"
    run "empty-$db" "$tmp/empty" --db "$tmp/$db.db"
    run "odd-$db" "$tmp/odd" --db "$tmp/$db.db"
    run "some-$db" examples/shop --severity high --ignore-unfixed --db "$tmp/$db.db"
    run "licences-$db" examples/shop --licence-policy "$tmp/p.toml" --no-secrets --db "$tmp/$db.db"
done
$sekisho sbom examples/shop -q >"$tmp/out/sbom.cdx"
count() { # output of reports.py
    echo "$1" | grep FAIL
    passed=$((passed + $(echo "$1" | grep -c '^ok')))
    failed=$((failed + $(echo "$1" | grep -c -v '^ok')))
}
if [ -n "$python" ]; then
    count "$($python tests/oracle/reports.py cyclonedx "$tmp"/out/*.cdx 2>&1)"
    count "$($python tests/oracle/reports.py report "$tmp"/out/*.json 2>&1)"
else
    skip 'no Python packages for the schemas'
fi
multitool=build/oracle/sarif/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
if [ ! -f "$multitool" ] && [ "$(uname -m)" = x86_64 ] && command -v npm >/dev/null; then
    timeout 300 npm install --silent --no-fund --no-audit --prefix build/oracle/sarif @microsoft/sarif-multitool-linux@5.7.0 >/dev/null 2>&1
fi
if [ -f "$multitool" ]; then
    chmod +x "$multitool"
    export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
    for rules in Sarif Ghas; do
        # SARIF2005 asks for the tool's home page, SARIF2010 and 2011 for copies of the source in the log.
        said=$("$multitool" validate --rule-kind $rules --level 'Error;Warning' -o "$tmp/log.sarif" "$tmp"/out/*.sarif 2>&1)
        rm -f "$tmp/log.sarif"
        is "$rules rules: nothing to say" "$(echo "$said" | grep -E ': (error|warning) ' | grep -v SARIF2005)" ''
        has "$rules rules: it looked" "$said" 'Analysis completed successfully'
    done
else
    skip 'no SARIF Multitool'
fi
end reports
