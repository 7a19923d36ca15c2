#!/bin/sh
# Feeds from a mirror over HTTP on loopback: fetched once, not again while they are unchanged; a failing mirror leaves
# the old database whole.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
make_feeds "$tmp/feeds"
mkdir -p "$tmp/www"
# Every file of sources.def must be there: empty archives, but for those with content.
sed -n 's/^SOURCE("\([^"]*\)".*/\1/p' src/advisory/sources.def | while read -r f; do
    mkdir -p "$(dirname "$tmp/www/$f")"
    case $f in
    *.zip) python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1], "w").close()' "$tmp/www/$f" ;;
    *.tar.gz) tar -czf "$tmp/www/$f" -T /dev/null ;;
    *.tar.xz) tar -cJf "$tmp/www/$f" -T /dev/null ;;
    *.tar.zst) tar --zstd -cf "$tmp/www/$f" -T /dev/null ;;
    *.xml.gz) echo '<updates/>' | gzip -c >"$tmp/www/$f" ;;
    *.csv.gz) gzip -c "$tmp/feeds/epss_scores-current.csv" >"$tmp/www/$f" ;;
    known_*) echo '{"vulnerabilities":[{"cveID":"CVE-2021-23337","dateAdded":"2024-01-02"}]}' >"$tmp/www/$f" ;;
    files_exploits.csv) printf 'id,codes\n1,CVE-2019-10744;OSVDB-1\n' >"$tmp/www/$f" ;;
    debian.json) cp "$tmp/feeds/debian.json" "$tmp/www/$f" ;;
    alpine*/*.json) printf '{"distroversion":"v3.20","packages":[]}' >"$tmp/www/$f" ;;
    wolfi/*) printf '{"distroversion":"","urlprefix":"https://packages.wolfi.example","packages":[]}' >"$tmp/www/$f" ;;
    endoflife.json) printf '{"result":[]}' >"$tmp/www/$f" ;;
    *.json) printf '{}' >"$tmp/www/$f" ;;
    esac
done
python3 -c 'import sys, zipfile, glob, os
z = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED)
for f in glob.glob(sys.argv[2] + "/*.json"): z.write(f, os.path.basename(f))
z.close()' "$tmp/www/osv-npm.zip" "$tmp/feeds/data"

mkdir "$tmp/www/osv-npm"
printf '2024-05-01T00:00:00Z,GHSA-jf85-cpcp-j695\n2024-01-01T00:00:00Z,GHSA-35jh-r3h4-6jhm\n' >"$tmp/www/osv-npm/modified_id.csv"

# A server with ETags that writes down what was asked.
cat >"$tmp/server.py" <<'P'
import hashlib, http.server, os, sys, time
root, log = sys.argv[1], open(sys.argv[2], 'a')
class H(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    failed = set()
    def do_GET(self):
        if os.path.exists(root + '/.broken') and self.path.endswith('debian.json'):  # sends a piece, then sleeps
            data = open(root + self.path, 'rb').read()
            self.send_response(200); self.send_header('Content-Length', str(len(data)))
            self.send_header('ETag', '"%s"' % hashlib.md5(data).hexdigest()); self.end_headers()
            self.wfile.write(data[:200]); self.wfile.flush(); time.sleep(20); return
        path = root + self.path
        data = open(path, 'rb').read() if os.path.isfile(path) else None
        if self.path.endswith('debian.json') and self.path not in H.failed:
            H.failed.add(self.path)  # the first answer breaks off in the middle
            self.send_response(200); self.send_header('Content-Length', str(len(data)))
            self.send_header('ETag', '"%s"' % hashlib.md5(data).hexdigest()); self.end_headers()
            self.wfile.write(data[:100]); self.wfile.flush(); self.close_connection = True; return
        status, start = 200, 0
        if data is None: status, data = 404, b''
        etag = '"%s"' % hashlib.md5(data).hexdigest()
        if self.headers.get('If-None-Match') == etag: status, data = 304, b''
        rng = self.headers.get('Range')
        if status == 200 and rng and self.headers.get('If-Range', etag) == etag:
            start = int(rng.split('=')[1].split('-')[0]); status = 206
        log.write('%s %d %d\n' % (self.path, status, start)); log.flush()
        self.send_response(status)
        if status == 206: self.send_header('Content-Range', 'bytes %d-%d/%d' % (start, len(data) - 1, len(data)))
        self.send_header('ETag', etag)
        self.send_header('Content-Length', str(len(data) - start)); self.end_headers()
        self.wfile.write(data[start:])
    def log_message(self, *a): pass
s = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H)
print(s.server_address[1], flush=True)
s.serve_forever()
P
python3 "$tmp/server.py" "$tmp/www" "$tmp/log" >"$tmp/port" &
pids=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do [ -s "$tmp/port" ] && break; sleep 0.2; done
mirror=http://127.0.0.1:$(cat "$tmp/port")

"$sekisho" db update --from "$mirror" >"$tmp/out" 2>&1
is 'update from a mirror' $? 0
is 'a broken download is resumed' "$(grep -c 'debian.json 206 100' "$tmp/log")" 1
n=$(grep -c ' 200 ' "$tmp/log")
is 'every file was fetched, and the list of changes' "$n" "$(grep -c '^SOURCE' src/advisory/sources.def)"
make_image "$tmp/layout"
is 'findings' "$("$sekisho" scan "$tmp/layout" -q -o json | jq '[.findings[] | select(.kind != "configuration")]|length')" 4
: >"$tmp/log"
"$sekisho" db update --from "$mirror" -q
is 'unchanged files are not fetched again' "$(grep -c ' 200 ' "$tmp/log")" 0
cp "$XDG_DATA_HOME/sekisho/advisories.db" "$tmp/before.db"

# One record of OSV changes: it alone is fetched, and counts.
sed 's/2024-01-01/2024-06-01/; s/4.17.21/4.17.10/' "$tmp/feeds/data/GHSA-35jh-r3h4-6jhm.json" >"$tmp/www/osv-npm/GHSA-35jh-r3h4-6jhm.json"
printf '2024-06-01T00:00:00Z,GHSA-35jh-r3h4-6jhm\n2024-05-01T00:00:00Z,GHSA-jf85-cpcp-j695\n' >"$tmp/www/osv-npm/modified_id.csv"
cp "$tmp/feeds/data/GHSA-jf85-cpcp-j695.json" "$tmp/www/osv-npm/"
: >"$tmp/log"
"$sekisho" db update --from "$mirror" -q
is 'only what changed' "$(grep ' 200 ' "$tmp/log" | sort)" '/osv-npm/GHSA-35jh-r3h4-6jhm.json 200 0
/osv-npm/GHSA-jf85-cpcp-j695.json 200 0
/osv-npm/modified_id.csv 200 0'
is 'the newer issue of a record counts' "$("$sekisho" scan "$tmp/layout" -q -o json | jq -c '[.findings[] | select(.kind != "configuration").name]|sort')" '["CVE-2019-10744","CVE-2023-45853","CVE-2023-5678"]'
{ i=0; while [ $i -lt 300 ]; do echo "2024-07-01T00:00:00Z,GHSA-$i"; i=$((i + 1)); done; } >"$tmp/www/osv-npm/modified_id.csv"
: >"$tmp/log"
cp "$tmp/www/osv-pypi.zip" "$tmp/www/osv-npm.zip"
"$sekisho" db update --from "$mirror" -q
is 'too many changes: the archive' "$(grep ' 200 ' "$tmp/log" | sort)" '/osv-npm.zip 200 0
/osv-npm/modified_id.csv 200 0'
is 'records from before the archive are gone' "$(find "$XDG_DATA_HOME/sekisho/feeds/osv-npm" -name '*.json' | wc -l)" 0

# A download that is stopped in the middle is taken up by the next update.
sed -i 's/Slow DH/Slow Diffie-Hellman/' "$tmp/www/debian.json"
: >"$tmp/www/.broken"
part=$XDG_DATA_HOME/sekisho/feeds/debian.json.part
"$sekisho" db update --from "$mirror" -q 2>/dev/null &
update=$!
for _ in $(seq 100); do [ "$(stat -c %s "$part" 2>/dev/null || echo 0)" -ge 200 ] && break; sleep 0.1; done
kill $update
wait $update 2>/dev/null
is 'a piece is kept' "$(stat -c %s "$part")" 200
rm "$tmp/www/.broken"
: >"$tmp/log"
"$sekisho" db update --from "$mirror" -q
is 'and taken up' "$(grep debian.json "$tmp/log")" '/debian.json 206 200'
is 'nothing of it stays' "$(find "$XDG_DATA_HOME/sekisho/feeds" -name '*.part*' | wc -l)" 0
is 'the file is whole' "$(cmp "$XDG_DATA_HOME/sekisho/feeds/debian.json" "$tmp/www/debian.json" && echo same)" same
mv "$tmp/www/wolfi" "$tmp/www/gone"
rm -rf "$XDG_DATA_HOME/sekisho/feeds/wolfi"
"$sekisho" db update --from "$mirror" -q --db "$tmp/part.db" 2>"$tmp/err"
is 'a feed that is nowhere: incomplete' $? 3
has 'and it is named' "$(cat "$tmp/err")" 'wolfi/security.json: '
mv "$tmp/www/gone" "$tmp/www/wolfi"
"$sekisho" db update --from "$mirror" -q
is 'the others are there' "$("$sekisho" db verify --db "$tmp/part.db")" 'ok: all digests'
kill "$pids"
"$sekisho" db update --from http://127.0.0.1:9 -q 2>/dev/null
is 'a mirror that is gone: earlier copies are used' $? 0
rm -rf "$XDG_DATA_HOME/sekisho/feeds"
"$sekisho" db update --from http://127.0.0.1:9 -q 2>"$tmp/err"
is 'without copies it fails' $? 3
has 'and says that the old database stays' "$(cat "$tmp/err")" 'left as it was'
is 'the database is still whole' "$("$sekisho" db verify)" 'ok: all digests'
"$sekisho" db export "$tmp/exported.db" -q && "$sekisho" db import "$tmp/exported.db" -q --db "$tmp/imported.db"
is 'export and import' "$(cmp "$tmp/exported.db" "$tmp/imported.db" && echo same)" same
has 'the first update has nothing before it' "$("$sekisho" db diff --db "$tmp/imported.db" 2>&1)" 'no earlier database'
make_feeds "$tmp/diff"
"$sekisho" db update --from "$tmp/diff" -q --db "$tmp/diff.db"
rm "$tmp/diff/data/GHSA-xvch-5gv4-984h.json"
sed -i 's/4.17.21/4.17.22/' "$tmp/diff/data/GHSA-35jh-r3h4-6jhm.json"
sed 's/GHSA-jf85-cpcp-j695/GHSA-aaaa-bbbb-cccc/; s/CVE-2019-10744/CVE-2099-0001/' "$tmp/diff/data/GHSA-jf85-cpcp-j695.json" >"$tmp/diff/data/GHSA-aaaa-bbbb-cccc.json"
echo 'CVE-2099-0001,x,y,name,2024-01-02,z,w,2024-02-01,Unknown' >>"$tmp/diff/known_exploited_vulnerabilities.csv"
"$sekisho" db update --from "$tmp/diff" -q --db "$tmp/diff.db"
is 'db diff' "$("$sekisho" db diff --db "$tmp/diff.db" -o json | jq -c '[.exploited, (.advisories[] | [.change, .id, .severity, .package, .exploited])]')" \
    '[["CVE-2099-0001"],["new","GHSA-aaaa-bbbb-cccc","critical","npm lodash",true],["changed","GHSA-35jh-r3h4-6jhm","high","npm lodash",true],["gone","GHSA-xvch-5gv4-984h","critical","npm minimist",false]]'
is 'db diff of equals' "$("$sekisho" db diff "$tmp/diff.db" "$tmp/diff.db" | tail -1)" 'no advisory differs'
head -c 1000000 "$tmp/exported.db" | head -c 5000 >"$tmp/cut.db"
"$sekisho" db import "$tmp/cut.db" -q --db "$tmp/imported.db" 2>/dev/null
is 'a cut file is not imported' $? 3
openssl genpkey -algorithm ed25519 -out "$tmp/key.pem" 2>/dev/null && openssl pkey -in "$tmp/key.pem" -pubout -out "$tmp/pub.pem"
openssl genpkey -algorithm ed25519 2>/dev/null | openssl pkey -pubout -out "$tmp/other.pem"
"$sekisho" db update --from "$tmp/feeds" -q --db "$tmp/signed.db" --sign-key "$tmp/key.pem"
is 'signature' "$("$sekisho" db verify --db "$tmp/signed.db" --public-key "$tmp/pub.pem")" 'ok: all digests and the signature'
"$sekisho" db verify --db "$tmp/signed.db" --public-key "$tmp/other.pem" 2>/dev/null
is 'another key' $? 3
mkdir -p "$XDG_CONFIG_HOME/sekisho"
printf '[db]\npublic_key = "%s"\n' "$tmp/pub.pem" >"$XDG_CONFIG_HOME/sekisho/config.toml"
"$sekisho" scan "$tmp/layout" -q --db "$tmp/signed.db" >/dev/null
is 'a signed database with a key in the configuration' $? 0
"$sekisho" scan "$tmp/layout" -q --db "$tmp/diff.db" >/dev/null 2>"$tmp/err"
is 'one that is not signed is refused' $? 3
has 'and said' "$(cat "$tmp/err")" 'not signed'
end feeds
