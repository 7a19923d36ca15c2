#!/bin/sh
# make.sh OUT: the rpm golden. Builds two tiny packages, installs them into a new database and
# writes it with small pages, so that it has interior and overflow pages. Run in this folder; needs rpm, rpmbuild, sqlite3.
set -e
out=$1; tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
for spec in *.spec; do rpmbuild -bb --quiet --define "_topdir $tmp/top" "$spec"; done
rpm --dbpath "$tmp/db" --initdb
rpm --dbpath "$tmp/db" -i --nodeps --justdb --noscripts "$tmp"/top/RPMS/*/*.rpm
rm -f "$out"
sqlite3 "$tmp/db/rpmdb.sqlite" 'pragma journal_mode=delete; pragma page_size=512;' "vacuum into '$out'"
