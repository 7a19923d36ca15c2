#!/bin/sh
# The main job on an image that is made here, so that every expected value can be read off the
# commands of make_image and make_feeds in lib.sh.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
make_image "$tmp/layout"
make_feeds "$tmp/feeds"
"$sekisho" db update --from "$tmp/feeds" -q
is 'db update' $? 0
has 'db status' "$("$sekisho" db status)" 'facts about 2 CVEs'
has 'db verify' "$("$sekisho" db verify)" 'ok: all digests'

scan() { "$sekisho" scan "$@" -q -o json; }
q() { jq -r "$1" "$tmp/out.json"; }
scan "$tmp/layout" >"$tmp/out.json"
is 'exit code of a complete scan' $? 0
is 'findings' "$(q '[.findings[]|select(.kind=="vulnerability").name]|sort|join(" ")')" 'CVE-2019-10744 CVE-2021-23337 CVE-2023-45853 CVE-2023-5678'
is 'components: minimist was removed by a whiteout' "$(q '[.components[].name]|sort|join(" ")')" 'libssl3 lodash zlib1g'
is 'exploited first' "$(q '.findings[0].name+" "+.findings[0].exploit')" 'CVE-2021-23337 CISA KEV, ransomware'
is 'vendor severity' "$(q '.findings[]|select(.name=="CVE-2023-5678")|.severity+" by "+.severity_source')" 'low by debian'
is 'status of the vendor' "$(q '.findings[]|select(.name=="CVE-2023-45853")|.severity+", "+.advisory.status')" 'negligible, will not fix'
is 'fixed version' "$(q '.findings[]|select(.name=="CVE-2019-10744")|.fixed')" 4.17.12
is 'layer that upgraded the package' "$(q '.components[]|select(.name=="libssl3")|.layer')" 2
is 'layer of an untouched package' "$(q '.components[]|select(.name=="zlib1g")|.layer')" 0
is 'layer of a library' "$(q '.components[]|select(.name=="lodash")|.layer')" 1
is 'history line of it' "$(q '.target.layers[1].created_by')" 'RUN npm ci'
is 'base image by the history' "$(q '[.target.layers[].base|tostring]|join(" ")')" 'true false false'
is 'what to do' "$(q '.actions[]|select(.kind=="library")|.text')" 'lodash 4.17.10 -> 4.17.21'
is 'digest' "$(q .target.digest)" "$manifest"
id=$(q '.findings[]|select(.name=="CVE-2019-10744")|.id')
has 'explain' "$("$sekisho" explain "$id")" '< 4.17.12'

# The same image in its other forms gives the same findings.
want=$(q '[.findings[].id]|sort|join(" ")')
for form in "$tmp/layout:v1" "$tmp/layout@$manifest" docker.tar docker.tar.gz docker.tar.zst oci.tar; do
    case $form in
    docker.tar) skopeo copy -q "oci:$tmp/layout:v1" "docker-archive:$tmp/docker.tar:x/app:1" || skip 'no skopeo' ;;
    docker.tar.gz) gzip -c "$tmp/docker.tar" >"$tmp/docker.tar.gz" ;;
    docker.tar.zst) zstd -q -c "$tmp/docker.tar" >"$tmp/docker.tar.zst" ;;
    oci.tar) tar -C "$tmp/layout" -cf "$tmp/oci.tar" . ;;
    esac
    f=$form
    [ -f "$tmp/$form" ] && f=$tmp/$form
    scan "$f" --no-cache >"$tmp/out.json"
    is "the same findings in $form" "$(q '[.findings[].id]|sort|join(" ")')" "$want"
done
is 'tag of the archive' "$(scan "$tmp/docker.tar:x/app:1" | jq -r .target.ref)" docker.io/x/app:1
scan "$tmp/docker.tar:nope" >/dev/null 2>"$tmp/err"
is 'a tag that is not there' $? 2

# Gates and filters.
"$sekisho" scan "$tmp/layout" -q --fail-on critical >/dev/null
is '--fail-on critical' $? 1
"$sekisho" scan "$tmp/layout" -q --only exploited --fail-on critical >/dev/null
is '--only exploited leaves no critical' $? 0
is '--ignore-unfixed' "$(scan "$tmp/layout" --ignore-unfixed | jq '[.findings[]|select(.kind=="vulnerability")]|length')" 3
is '--severity high' "$(scan "$tmp/layout" --severity high | jq '[.findings[]|select(.kind=="vulnerability")]|length')" 2
"$sekisho" scan "$tmp/layout" -q -o sarif="$tmp/a.sarif" -o cyclonedx="$tmp/a.cdx" -o table >"$tmp/table"
is 'several outputs' "$(jq '[.runs[0].results[]|select(.ruleId|startswith("CVE"))]|length' "$tmp/a.sarif") $(jq '.vulnerabilities|length' "$tmp/a.cdx")" '4 4'
has 'table' "$(cat "$tmp/table")" 'WHAT TO DO'
is 'sbom' "$("$sekisho" sbom "$tmp/layout" | jq '[.components[]|select(.type=="library")]|length')" 3
for bad in '--severity huge' '-o nothing' '--nope'; do
    # shellcheck disable=SC2086 # words
    "$sekisho" scan "$tmp/layout" $bad >/dev/null 2>&1
    is "wrong usage: $bad" $? 2
done
"$sekisho" scan ./nothing-here >/dev/null 2>"$tmp/err"
is 'a path that does not exist' $? 2
has 'says so' "$(cat "$tmp/err")" 'no such file'

# Damage: a warning with its place, incomplete, exit code 3; never a crash.
damage() { # name
    cp -r "$tmp/layout" "$tmp/damaged"
    eval "$2"
    scan "$tmp/damaged" >"$tmp/out.json" 2>"$tmp/err"
    code=$?
    is "$1: exit code" "$code" 3
    has "$1: says so" "$(q '[.warnings[].what]|join(" ")' 2>/dev/null)$(cat "$tmp/err")" "$3"
    rm -rf "$tmp/damaged"
}
# shellcheck disable=SC2016,SC2154 # expanded by damage(); set by make_image
{
    b='$tmp/damaged/blobs/sha256'
    damage 'cut layer' "truncate -s 200 $b/$layer1" 'cut short'
    damage 'missing layer' "rm $b/$layer1" 'No such file'
    damage 'changed layer' "printf x | gzip -c >>$b/$layer1" 'digest'
    damage 'garbage layer' "head -c 3000 /dev/urandom >$b/$layer1" 'tar'
}
is 'a damaged layer does not lose the others' "$(scan "$tmp/layout" | jq '[.findings[]|select(.kind=="vulnerability")]|length')" 4

# A folder.
mkdir -p "$tmp/src/sub"
printf '{"name":"x","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"x","version":"1.0.0","dependencies":{"lodash":"4.17.10"}},"node_modules/lodash":{"version":"4.17.10"}}}' >"$tmp/src/sub/package-lock.json"
scan "$tmp/src" >"$tmp/out.json"
is 'folder: findings' "$(q '[.findings[].name]|sort|join(" ")')" 'CVE-2019-10744 CVE-2021-23337'
is 'folder: the same fingerprints as in the image' "$(q '.findings[]|select(.name=="CVE-2019-10744")|.id')" "$id"
is 'folder: place' "$(q '.components[]|select(.name=="lodash")|.paths[0]')" sub/package-lock.json
# What no data can judge is said, and the scan is not complete.
mkdir -p "$tmp/suse/etc" "$tmp/suse/var/lib/dpkg"
printf 'ID=debian\nVERSION_ID="11"\n' >"$tmp/suse/etc/os-release"
printf 'Package: a\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n\n' >"$tmp/suse/var/lib/dpkg/status"
out=$("$sekisho" scan "$tmp/suse" -q)
is 'a release without data' $? 3
has 'and it is named' "$out" 'not judged: deb packages of debian:11 (1)'

# The way from what the project asks for to what has the hole.
mkdir "$tmp/way"
echo '{"name":"w","lockfileVersion":3,"packages":{"":{"name":"w","dependencies":{"a":"1"}},"node_modules/a":{"version":"1.0.0","dependencies":{"b":"2"}},"node_modules/b":{"version":"2.0.0","dependencies":{"lodash":"4"}},"node_modules/lodash":{"version":"4.17.10"}}}' >"$tmp/way/package-lock.json"
"$sekisho" scan "$tmp/way" -q -o json >"$tmp/way.json"
has 'the dependency path' "$("$sekisho" explain "$(jq -r '.findings[0].id' "$tmp/way.json")")" 'brought by  a 1.0.0 > b 2.0.0 > lodash 4.17.10'
end scan
