#!/bin/sh
# licences.sh: sekisho licences and scan --licences: evidence, verdicts, policies, notices, documents, damage.
. tests/e2e/lib.sh
l() { # exit code in $code, output in $out
    out=$($sekisho licences "$@" 2>"$tmp/err") && code=0 || code=$?
}
j() { python3 -c "import json,sys; d=json.load(open(sys.argv[1])); print(eval(sys.argv[2]))" "$1" "$2"; }
f=$tmp/folder
mkdir -p "$f/node_modules/green/sub" "$f/node_modules/grey" "$f/node_modules/odd" "$f/lib/python3.11/site-packages/pkg-1.dist-info/licenses" \
    "$f/third_party/paint" "$f/usr/share/doc/painter" "$f/var/lib/dpkg" "$f/etc" "$f/LICENSES"
echo '{"name":"green","version":"1.2.0","license":"MIT"}' >"$f/node_modules/green/package.json"
echo '{"name":"grey","version":"2.0.0","license":"AGPL-3.0-only"}' >"$f/node_modules/grey/package.json"
echo '{"name":"odd","version":"3.0.0","license":"SEE LICENSE IN LICENSE"}' >"$f/node_modules/odd/package.json"
cp tests/data/licence/text/example.txt "$f/node_modules/odd/LICENSE"
printf 'Metadata-Version: 2.1\nName: pkg\nVersion: 1\nLicense: BSD\nClassifier: License :: OSI Approved :: BSD License\n\n' >"$f/lib/python3.11/site-packages/pkg-1.dist-info/METADATA"
echo 'SPDX-License-Identifier: BSD-3-Clause' >"$f/lib/python3.11/site-packages/pkg-1.dist-info/licenses/LICENSE"
cp tests/data/licence/text/example.txt "$f/third_party/paint/COPYING"
cp tests/data/licence/text/copyright "$f/usr/share/doc/painter/copyright"
printf 'Package: painter\nStatus: install ok installed\nArchitecture: all\nVersion: 1-1\nSource: paint\n\nPackage: painter-doc\nStatus: install ok installed\nArchitecture: all\nVersion: 1-1\nSource: paint\n\n' >"$f/var/lib/dpkg/status"
printf 'ID=debian\nVERSION_ID="12"\n' >"$f/etc/os-release"

# Without the list: names and tags work, and it is said that texts were left.
l "$f" -o "json=$tmp/a.json"
is 'no list: incomplete' "$code" 3
has 'no list: how to change it' "$(j "$tmp/a.json" "d['warnings'][0]['what']")" 'sekisho licences update'
is 'no list: the rest is there' "$(j "$tmp/a.json" "[x['expression'] for x in d['licences']['items'] if d['components'][x.get('component',0)]['name']=='grey'][0]")" AGPL-3.0-only
l update --from "$tmp/nothing"
is 'update: no such folder' "$code" 2
l update --from examples
is 'update: a folder without a list' "$code" 2
has 'update: says what it looked for' "$(cat "$tmp/err")" 'XML files of the SPDX list'
l update --from tests/data/licence/list
is 'update from XML files' "$code" 0
has 'update: says what it has' "$(cat "$tmp/err")" '2 licences and exceptions'
tar -C tests/data/licence/list -cJf "$tmp/spdx-license-list.tar.xz" src
mkdir "$tmp/feeds" && mv "$tmp/spdx-license-list.tar.xz" "$tmp/feeds"
before=$(sha256sum <"$XDG_DATA_HOME/sekisho/licences.db")
l update --from "$tmp/feeds"
is 'update from a folder with an archive' "$code" 0
is 'the same list gives the same file' "$(sha256sum <"$XDG_DATA_HOME/sekisho/licences.db")" "$before"
echo '<l><license licenseId="x"><text>' >"$tmp/bad.xml"
mkdir "$tmp/badlist" && cp "$tmp/bad.xml" "$tmp/badlist" && cp tests/data/licence/list/src/Example-1.0.xml "$tmp/badlist"
l update --from "$tmp/badlist"
is 'a damaged file of the list: incomplete' "$code" 3
has 'and named' "$(cat "$tmp/err")" bad.xml
l update --from tests/data/licence/list

item() { j "$tmp/b.json" "[x['$2'] for x in d['licences']['items'] if (d['components'][x['component']]['name'] if 'component' in x else x['path'])=='$1'][0]"; }
l "$f" -o "json=$tmp/b.json" -o "sarif=$tmp/b.sarif" -o "cyclonedx=$tmp/b.cdx" -o licences
is 'with the list: complete' "$code" 0
is 'a field' "$(item green expression)" MIT
is 'a text where the metadata point to it' "$(item odd expression)" LicenseRef-Example-1.0
is 'its place' "$(item odd "evidence'][1]['line")" 7
is 'a tag makes BSD exact' "$(item pkg expression)" BSD-3-Clause
is 'files of no component' "$(item third_party/paint expression)" LicenseRef-Example-1.0
is "Debian's own name by its text" "$(item painter expression)" '(GPL-2.0-or-later OR LicenseRef-Artistic) AND LicenseRef-Example-1.0'
is 'a sister package has the same' "$(item painter-doc expression)" "$(item painter expression)"
is 'network copyleft is to review' "$(item grey verdict)" review
has 'the table: what first' "$out" 'TO REVIEW'
has 'the table: why' "$out" 'AGPL-3.0-only: network copyleft is to review'
has 'the table: evidence' "$out" 'third_party/paint/COPYING:7'
has 'SARIF has it' "$(cat "$tmp/b.sarif")" 'licence-network'
is 'CycloneDX: an id' "$(j "$tmp/b.cdx" "[c['licenses'] for c in d['components'] if c['name']=='green'][0]")" "[{'license': {'id': 'MIT', 'acknowledgement': 'declared'}}]"
id=$(j "$tmp/b.json" "[x['id'] for x in d['findings'] if x['package']=='grey'][0]")

mkdir -p "$f/src/deep" "$f/other"
printf '// SPDX-License-Identifier: MPL-2.0\nint x;\n' >"$f/src/deep/a.c"
printf '#!/bin/sh\n# SPDX-License-Identifier: MIT OR ISC\n' >"$f/src/b.sh"
printf 'int y; // no tag\n' >"$f/other/c.c"
l "$f" -o "json=$tmp/b.json"
is 'tags of sources' "$(item src expression)" '(MIT OR ISC) AND MPL-2.0'
is 'with their lines' "$(item src "evidence'][0]['line")" 2
echo 'SPDX-License-Identifier: MPL-2.0 AND (MIT OR ISC)' >"$f/LICENSE"
l "$f" -o "json=$tmp/b.json"
is 'what the target says of itself is its own' "$(item src why)" 'the project itself'
rm -r "$f/src" "$f/other" "$f/LICENSE"

# A policy: rules first, then deny.
printf "deny = ['AGPL-*']\n[families]\nunknown = 'allow'\n" >"$tmp/p.toml"
l "$f" --licence-policy "$tmp/p.toml" --fail-on deny -o "json=$tmp/b.json"
is 'denied: 1' "$code" 1
is 'denied' "$(item grey verdict)" deny
is 'the finding keeps its name' "$(j "$tmp/b.json" "[x['id'] for x in d['findings'] if x['package']=='grey'][0]")" "$id"
has 'why' "$(item grey why)" "p.toml, 'AGPL-*' under deny"
sed -i 's/"version":"2.0.0"/"version":"2.9.0"/' "$f/node_modules/grey/package.json"
printf "deny = ['AGPL-*']\n[[rule]]\npackages = ['npm/grey@2.*']\nverdict = 'allow'\nreason = 'bought'\n" >"$tmp/p.toml"
l "$f" --licence-policy "$tmp/p.toml" --fail-on deny -o "json=$tmp/b.json"
is 'an exception by package and version' "$code $(item grey verdict) $(item grey reason)" '0 allow bought'
printf "[[rule]]\npaths = ['third_party/*']\nlicence = 'MIT'\n" >"$tmp/p.toml"
l "$f" --licence-policy "$tmp/p.toml" -o "json=$tmp/b.json"
is 'a rule says what it is' "$(item third_party/paint expression)" MIT
echo "deny = ['AGLP']" >"$tmp/p.toml"
l "$f" --licence-policy "$tmp/p.toml"
is 'a mistake in the policy: 2' "$code" 2
has 'with its line' "$(cat "$tmp/err")" "p.toml:1: 'AGLP' is no licence"
l "$f" --licence-policy "$tmp/none.toml"
is 'no such policy: 2' "$code" 2

# What has to be passed on.
l "$f" --notice "$tmp/notice"
has 'the notice names' "$(cat "$tmp/notice")" 'grey 2.9.0'
has 'the notice has texts' "$(cat "$tmp/notice")" 'Somebody Else'
is 'each text once' "$(grep -c 'Somebody Else' "$tmp/notice")" 1

# An image: its layers' texts are kept in the cache.
mkdir "$tmp/img"
make_image "$tmp/img"
w=$tmp/work/x
mkdir -p "$w/usr/share/doc" "$w/var/lib/dpkg" "$w/etc" && cp -r "$f/usr/share/doc/painter" "$w/usr/share/doc" && cp "$f/etc/os-release" "$w/etc"
ln -s painter "$w/usr/share/doc/easel"
{ cat "$f/var/lib/dpkg/status"; printf 'Package: easel\nStatus: install ok installed\nArchitecture: all\nVersion: 2\n\n'; } >"$w/var/lib/dpkg/status"
mkdir -p "$w/node_modules" && cp -r "$f/node_modules/odd" "$w/node_modules"
tar -C "$w" -cf "$tmp/work/x.tar" .
id=$(sha256sum <"$tmp/work/x.tar" | cut -d' ' -f1)
mkdir "$tmp/save" && cp "$tmp/work/x.tar" "$tmp/save/l.tar"
printf '{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' "$id" >"$tmp/save/c.json"
echo '[{"Config":"c.json","RepoTags":["x:1"],"Layers":["l.tar"]}]' >"$tmp/save/manifest.json"
tar -C "$tmp/save" -cf "$tmp/x.tar" .
for try in first cached; do
    l "$tmp/x.tar" -o "json=$tmp/b.json"
    is "image, $try" "$(item odd expression)" LicenseRef-Example-1.0
    is "a link to another package's file, $try" "$(item easel expression)" "$(item painter expression)"
done
is 'the texts are in the cache' "$(find "$XDG_CACHE_HOME" -path '*/texts-*' -type f | wc -l)" 1
$sekisho sbom "$tmp/x.tar" -q >"$tmp/s.cdx"
is 'sbom has the licence and its evidence' "$(j "$tmp/s.cdx" "[(c['licenses'],c['evidence']['licenses']) for c in d['components'] if c['name']=='odd'][0]")" \
    "([{'license': {'name': 'LicenseRef-Example-1.0', 'acknowledgement': 'concluded'}}], [{'license': {'name': 'LicenseRef-Example-1.0'}}])"

# scan: when asked for.
make_feeds "$tmp/osv"
$sekisho db update -q --from "$tmp/osv"
$sekisho scan "$f" -q --no-secrets -o "json=$tmp/c.json"
is 'scan alone has no licences' "$(j "$tmp/c.json" "'licences' in d")" False
out=$($sekisho scan "$f" -q --no-secrets --licences -o "json=$tmp/c.json" -o table)
is 'scan --licences has findings' "$(j "$tmp/c.json" "sorted({x['kind'] for x in d['findings']} & {'licence'})")" "['licence']"
has 'and says so' "$out" 'LICENCES TO REVIEW'
mkdir -p "$XDG_CONFIG_HOME/sekisho"
echo "deny = ['AGPL-*']" >"$tmp/p.toml"
printf '[licences]\npolicy = "%s"\n' "$tmp/p.toml" >"$XDG_CONFIG_HOME/sekisho/config.toml"
$sekisho scan "$f" -q --no-secrets --fail-on high -o "json=$tmp/c.json" && code=0 || code=$?
is 'a policy in the configuration asks for it' "$code $(j "$tmp/c.json" "d['licences']['denied']")" '1 1'
rm "$XDG_CONFIG_HOME/sekisho/config.toml"

# Damage.
head -c 3000 "$XDG_DATA_HOME/sekisho/licences.db" >"$tmp/cut" && cp "$tmp/cut" "$XDG_DATA_HOME/sekisho/licences.db"
l "$f"
is 'a damaged list is no silent one' "$code" 3
has 'it is named' "$(cat "$tmp/err")" licences.db
end licences
