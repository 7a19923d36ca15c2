# shellcheck shell=sh
# tests/e2e/lib.sh - what the end-to-end tests share. Source it from the top folder.
passed=0 failed=0 skipped=0
sekisho=$PWD/build/debug/sekisho
[ -x "$sekisho" ] || make -s build/debug/sekisho
tmp=$(mktemp -d /tmp/sekisho-e2e-XXXXXX)
export XDG_CACHE_HOME="$tmp/cache" XDG_DATA_HOME="$tmp/data" XDG_CONFIG_HOME="$tmp/config" HOME="$tmp/home"
mkdir -p "$HOME"
trap 'kill $pids 2>/dev/null || :; rm -rf "$tmp"' EXIT
pids=
is() { # what got want
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n  got:  %s\n  want: %s\n' "$1" "$2" "$3"
    fi
}
has() { # what text part
    case $2 in
    *"$3"*) passed=$((passed + 1)) ;;
    *)
        failed=$((failed + 1))
        printf 'FAILED: %s\n  "%s" is not in:\n%s\n' "$1" "$3" "$2"
        ;;
    esac
}
skip() { # why
    skipped=$((skipped + 1))
    echo "skipped: $1"
}
end() { # name
    echo "$1: $passed passed, $failed failed, $skipped skipped"
    [ "$failed" = 0 ]
}
# A small image as an OCI layout: $1 layout. Layer 0: Debian 12 with openssl 3.0.11-1~deb12u1 and zlib1g. Layer 1: lodash 4.17.10 and minimist
# 0.0.8 in node_modules. Layer 2: openssl upgraded, minimist removed.
make_image() {
    w=$tmp/work
    rm -rf "$w" && mkdir -p "$w/0/etc" "$w/0/var/lib/dpkg" "$w/1/app/node_modules/lodash" \
        "$w/1/app/node_modules/minimist" "$w/2/var/lib/dpkg" "$w/2/app/node_modules" "$1/blobs/sha256"
    printf 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n' >"$w/0/etc/os-release"
    pkg() { printf 'Package: %s\nStatus: install ok installed\nArchitecture: amd64\nSource: %s\nVersion: %s\n\n' "$1" "$2" "$3"; }
    { pkg libssl3 openssl 3.0.11-1~deb12u1; pkg zlib1g zlib 1:1.2.13.dfsg-1; } >"$w/0/var/lib/dpkg/status"
    { pkg libssl3 openssl 3.0.11-1~deb12u2; pkg zlib1g zlib 1:1.2.13.dfsg-1; } >"$w/2/var/lib/dpkg/status"
    echo '{"name":"lodash","version":"4.17.10"}' >"$w/1/app/node_modules/lodash/package.json"
    echo '{"name":"minimist","version":"0.0.8"}' >"$w/1/app/node_modules/minimist/package.json"
    : >"$w/2/app/node_modules/.wh.minimist"
    layers='' ids=''
    for l in 0 1 2; do
        tar -C "$w/$l" --sort=name --mtime=@0 --owner=0 --group=0 -cf "$w/$l.tar" .
        id=$(sha256sum <"$w/$l.tar" | cut -d' ' -f1)
        gzip -n -c "$w/$l.tar" >"$w/$l.gz"
        d=$(sha256sum <"$w/$l.gz" | cut -d' ' -f1)
        cp "$w/$l.gz" "$1/blobs/sha256/$d"
        ids="$ids${ids:+,}\"sha256:$id\""
        layers="$layers${layers:+,}{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:$d\",\"size\":$(stat -c%s "$w/$l.gz")}"
        eval "layer$l=$d"
    done
    blob() { # text -> digest, size
        printf '%s' "$1" >"$w/blob"
        digest=$(sha256sum <"$w/blob" | cut -d' ' -f1) size=$(stat -c%s "$w/blob")
        cp "$w/blob" "$2/blobs/sha256/$digest"
    }
    blob "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"User\":\"1000\",\"Labels\":{\"org.opencontainers.image.base.name\":\"debian:12.1\",\"org.opencontainers.image.source\":\"https://git.example/x\",\"org.opencontainers.image.revision\":\"1\"}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[$ids]},\"history\":[{\"created_by\":\"/bin/sh -c #(nop) ADD file:1 in / \"},{\"created_by\":\"/bin/sh -c #(nop)  CMD [\\\"bash\\\"]\",\"empty_layer\":true},{\"created_by\":\"RUN /bin/sh -c npm ci # buildkit\"},{\"created_by\":\"RUN /bin/sh -c apt-get upgrade -y # buildkit\"}]}" "$1"
    config="{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"sha256:$digest\",\"size\":$size}"
    blob "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":$config,\"layers\":[$layers]}" "$1"
    manifest=sha256:$digest
    printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s","size":%s,"annotations":{"org.opencontainers.image.ref.name":"v1"}}]}' "$manifest" "$size" >"$1/index.json"
    echo '{"imageLayoutVersion":"1.0.0"}' >"$1/oci-layout"
}
# Feeds for it, in $1: two holes in lodash (one exploited), one in minimist, one in each Debian package.
make_feeds() {
    mkdir -p "$1/data"
    osv() { # id cve package introduced fixed severity
        printf '{"id":"%s","aliases":["%s"],"modified":"2024-01-01T00:00:00Z","summary":"A hole in %s","affected":[{"package":{"ecosystem":"npm","name":"%s"},"ranges":[{"type":"SEMVER","events":[{"introduced":"%s"},{"fixed":"%s"}]}]}],"database_specific":{"severity":"%s"}}' "$1" "$2" "$3" "$3" "$4" "$5" "$6" >"$feeds/data/$1.json"
    }
    feeds=$1
    osv GHSA-jf85-cpcp-j695 CVE-2019-10744 lodash 0 4.17.12 CRITICAL
    osv GHSA-35jh-r3h4-6jhm CVE-2021-23337 lodash 0 4.17.21 HIGH
    osv GHSA-xvch-5gv4-984h CVE-2021-44906 minimist 0 0.2.4 CRITICAL
    cat >"$1/debian.json" <<'J'
{"openssl":{"CVE-2023-5363":{"description":"Incorrect cipher key length","releases":{"bookworm":{"status":"resolved","fixed_version":"3.0.11-1~deb12u2","urgency":"high"}}},
 "CVE-2023-5678":{"description":"Slow DH","releases":{"bookworm":{"status":"resolved","fixed_version":"3.0.13-1~deb12u1","urgency":"low"}}}},
 "zlib":{"CVE-2023-45853":{"description":"Integer overflow in MiniZip","releases":{"bookworm":{"status":"open","urgency":"unimportant","nodsa":"Minor issue","nodsa_reason":"ignored"}}}}}
J
    printf 'cveID,vendorProject,product,vulnerabilityName,dateAdded,shortDescription,requiredAction,dueDate,knownRansomwareCampaignUse\nCVE-2021-23337,x,y,"a ""quoted"", name",2024-01-02,z,w,2024-02-01,Known\n' >"$1/known_exploited_vulnerabilities.csv"
    printf '#model_version:v1,score_date:2024-01-01\ncve,epss,percentile\nCVE-2019-10744,0.04,0.9\n' >"$1/epss_scores-current.csv"
}
