#!/bin/sh
# make_wal.sh SQLITE OUTDIR: SQLITE (an rpmdb.sqlite) as it lies in an image whose build was cut off: rpm removed one
# package and added another, and what it wrote is in the log only. Needs rpm, rpmbuild, python3.
set -eu
out=$2; tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/db"; cp "$1" "$tmp/db/rpmdb.sqlite"
rpmbuild -bb --quiet --define "_topdir $tmp/top" late.spec
python3 - "$tmp" "$out" <<'P'
import glob, os, shutil, sqlite3, subprocess, sys
tmp, out = sys.argv[1:]
keep = sqlite3.connect(tmp + '/db/rpmdb.sqlite', isolation_level=None)
keep.execute('pragma journal_mode=wal').fetchall()
keep.execute('begin')  # a reader that stays: rpm cannot move the log into the file at its end
keep.execute('select count(*) from Packages').fetchall()
rpm = ['rpm', '--dbpath', tmp + '/db', '--nodeps', '--justdb', '--noscripts']
first = subprocess.run(['rpm', '--dbpath', tmp + '/db', '-qa', '--qf', '%{NAME}\n'], capture_output=True, text=True).stdout.split()[0]
subprocess.run(rpm + ['-e', first], check=True)
subprocess.run(rpm + ['-i'] + glob.glob(tmp + '/top/RPMS/*/*.rpm'), check=True)
for f in 'rpmdb.sqlite', 'rpmdb.sqlite-wal':
    shutil.copy(tmp + '/db/' + f, os.path.join(out, f))
P
