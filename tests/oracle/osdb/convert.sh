#!/bin/sh
# convert.sh SQLITE OUTDIR - the same header blobs as SQLITE (an rpmdb.sqlite) in rpm's two other formats, as Debian's rpm cannot write
# them: Berkeley DB hashes of both byte orders by Berkeley DB's own db5.3_load, and ndb as rpmpkg.c lays it out.
set -eu
python3 - "$1" "$2" <<'P'
import sqlite3, struct, subprocess, sys, zlib, os
rows = list(sqlite3.connect(sys.argv[1]).execute('select hnum, blob from Packages order by hnum'))
out = sys.argv[2]
for order, name, fmt in ((1234, 'little', '<I'), (4321, 'big', '>I')):
    dump = 'VERSION=3\nformat=bytevalue\ntype=hash\ndb_pagesize=512\ndb_lorder=%d\nHEADER=END\n' % order
    pairs = [(struct.pack(fmt, 0), struct.pack(fmt, len(rows)))] + [(struct.pack(fmt, n), b) for n, b in rows]
    for k, v in pairs:
        dump += ' %s\n %s\n' % (k.hex(), v.hex())
    path = os.path.join(out, 'Packages.' + name)
    if os.path.exists(path): os.remove(path)
    subprocess.run(['db5.3_load', path], input=dump + 'DATA=END\n', text=True, check=True)
slots, blobs, block = b'', b'', 4096 // 16
for n, b in rows:
    total = (16 + len(b) + 12 + 15) // 16
    body = struct.pack('<4sIII', b'BlbS', n, 1, len(b)) + b
    body += b'\0' * (total * 16 - len(body) - 12) + struct.pack('<II4s', zlib.adler32(b), len(b), b'BlbE')
    slots += struct.pack('<4sIII', b'Slot', n, block, total)
    blobs += body
    block += total
head = struct.pack('<4sIIII', b'RpmP', 0, 1, 1, len(rows) + 1).ljust(32, b'\0')
free = struct.pack('<4sIII', b'Slot', 0, 0, 0)
page = head + slots
page += free * ((4096 - len(page)) // 16)
open(os.path.join(out, 'Packages.db'), 'wb').write(page + blobs)
P
