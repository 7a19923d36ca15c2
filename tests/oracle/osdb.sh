#!/bin/sh
# osdb.sh UNIT: do the package databases in tests/golden and on this machine read as their own tools
# read them? A tool that is missing is said, not passed over. Run from the top folder.
unit=${1:-build/debug/unit}
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
bad=0

compare() { # NAME: $tmp/want against $tmp/got
    sort "$tmp/want" -o "$tmp/want"; sort "$tmp/got" -o "$tmp/got"
    if [ ! -s "$tmp/want" ]; then echo "FAIL $1: the tool listed nothing"; bad=1
    elif diff "$tmp/want" "$tmp/got" >"$tmp/diff"; then echo "ok   $1: $(wc -l <"$tmp/want") lines"
    else echo "FAIL $1"; head -5 "$tmp/diff"; bad=1; fi
}

# NAME ADMINDIR
dpkg_case() {
    mkdir -p "$tmp/case/var/lib/dpkg"; cp "$2/status" "$tmp/case/var/lib/dpkg/"
    mkdir -p "$tmp/adm/info" "$tmp/adm/updates"; cp "$2/status" "$tmp/adm/"
    dpkg-query --admindir="$tmp/adm" -W -f '${db:Status-Status} deb ${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}\n' |
        grep -v -e '^not-installed ' -e '^config-files ' | cut -d' ' -f2- >"$tmp/want"
    INV_DUMP=$tmp/case "$unit" inv_golden | sed -n 's/^\(deb [^ ]* [^ ]*\) \[installed\] arch=\([^ ]*\) src=\([^ ]*\) srcver=\([^ ]*\) .*/\1 \2 \3 \4/p' >"$tmp/got"
    rm -rf "$tmp/case" "$tmp/adm"
    compare "$1"
}
if command -v dpkg-query >/dev/null; then
    for d in tests/golden/inventory/dpkg/*/; do dpkg_case "$d" "$d/var/lib/dpkg"; done
    [ -s /var/lib/dpkg/status ] && dpkg_case "this machine's dpkg" /var/lib/dpkg
else
    echo "skip dpkg: no dpkg-query here"
fi

# NAME DBPATH
rpm_case() {
    mkdir -p "$tmp/case/var/lib/rpm" "$tmp/adm"
    cp "$2"/[Pr]* "$tmp/case/var/lib/rpm/"; cp "$2"/[Pr]* "$tmp/adm/"
    rpm -qa --define "_db_backend $3" --dbpath "$tmp/adm" --qf 'rpm %{NAME} %|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE} %{ARCH} %{SOURCERPM} %{LICENSE}\n%{=NAME}[ %{FILENAMES}]\n' |
        grep -v -e '^rpm gpg-pubkey ' -e '^[^ ]*$' >"$tmp/want"
    INV_DUMP=$tmp/case "$unit" inv_golden |
        sed -n -e 's/^\(rpm [^ ]* [^ ]*\) \[installed\] arch=\([^ ]*\) src=\([^ ]*\) srcver=\([^ ]*\) licence=\(.*\)/\1 \2 \3-\4.src.rpm \5/' \
            -e '/^rpm/s/ \(vendor\|module\)=.*//' -e '/^rpm/p' -e 's/^owned by \([^ ]*\)[^:]*:/\1/p' >"$tmp/got"
    rm -rf "$tmp/case" "$tmp/adm"
    compare "$1"
}
if command -v rpm >/dev/null; then
    # backend: rpm's own name for it; bdb_ro is rpm's reader for Berkeley DB, which it no longer writes.
    echo 'skipped: ndb (Debian'"'"'s rpm is built without it)'
    for kind in sqlite:sqlite bdb:bdb_ro; do
        for d in tests/golden/inventory/rpm_"${kind%:*}"/*/; do
            rpm_case "$d" "$(dirname "$(find "$d" -name '[Pr]*' -type f | head -1)")" "${kind#*:}"
        done
    done
else
    echo "skip rpm: no rpm here"
fi
exit $bad
