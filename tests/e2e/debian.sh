#!/bin/sh
# A real Debian, made by debootstrap, turned into images by umoci and skopeo: what we find in them is what dpkg says, in
# every form of image, and a package stays with the layer that brought it.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
for tool in debootstrap umoci skopeo dpkg-query jq; do
    command -v $tool >/dev/null || { skip "no $tool"; end debian; exit 0; }
done
[ "$(id -u)" = 0 ] || { skip 'debootstrap needs root'; end debian; exit 0; }
base=build/debian-bookworm.tar
if [ ! -f $base ]; then
    if ! timeout 600 debootstrap --variant=minbase bookworm "$tmp/root" >"$tmp/log" 2>&1; then
        tail -3 "$tmp/log"
        skip 'debootstrap could not make a Debian (no network?)'
        end debian
        exit 0
    fi
    rm -rf "$tmp"/root/var/cache/apt/archives/*.deb "$tmp"/root/var/lib/apt/lists/*
    tar -C "$tmp/root" --exclude=./dev --numeric-owner -cf $base.new . && mv $base.new $base
    rm -rf "$tmp/root"
fi
make_feeds "$tmp/feeds"
$sekisho db update -q --from "$tmp/feeds"
umoci init --layout "$tmp/oci"
umoci new --image "$tmp/oci:v1"
umoci unpack --image "$tmp/oci:v1" "$tmp/bundle" >/dev/null
tar -C "$tmp/bundle/rootfs" -xf $base
umoci repack --image "$tmp/oci:v1" --history.created_by 'ADD rootfs in /' "$tmp/bundle"
packages() { dpkg-query --admindir="$1/var/lib/dpkg" -W -f '${db:Status-Status} ${Package} ${Version} ${Architecture}\n' | sed -n 's/^installed //p' | sort; }
packages "$tmp/bundle/rootfs" >"$tmp/want1"
rm -rf "$tmp/bundle"

# The second layer: one package gone, one changed, a file put in the place of a folder.
umoci unpack --image "$tmp/oci:v1" "$tmp/bundle" >/dev/null
root=$tmp/bundle/rootfs
dpkg --root="$root" --force-all --purge tzdata >/dev/null 2>&1
sed -i '/^Package: bash$/,/^$/s/^Version: .*/Version: 5.3-1sekisho/' "$root/var/lib/dpkg/status"
rm -rf "$root/usr/share/doc" && echo none >"$root/usr/share/doc"
mkdir -p "$root/app/node_modules/lodash"
echo '{"name":"lodash","version":"4.17.10"}' >"$root/app/node_modules/lodash/package.json"
umoci repack --image "$tmp/oci:v2" --history.created_by 'RUN apt-get purge tzdata' "$tmp/bundle"
packages "$root" >"$tmp/want2"

ours() { $sekisho scan "$kind" "$1" -q -o json 2>"$tmp/err" >"$tmp/out.json"; jq -r '.components[] | select(.type == "deb") | "\(.name) \(.version) \(.arch)"' "$tmp/out.json" | sort; }
same() { # what image want
    ours "$2" >"$tmp/got"
    is "$1: as dpkg says" "$(diff "$3" "$tmp/got" | head -5)" ''
    is "$1: complete" "$(jq .incomplete "$tmp/out.json")" false
}
kind=image
same 'one layer' "$tmp/oci:v1" "$tmp/want1"
same 'two layers' "$tmp/oci:v2" "$tmp/want2"
is 'tzdata went' "$(grep -c '^tzdata ' "$tmp/want1") $(grep -c '^tzdata ' "$tmp/want2")" '1 0'
is 'what the second layer brought' "$(jq -c '[.components[] | select(.layer == 1) | .name] | sort' "$tmp/out.json")" '["bash","lodash"]'
is 'its history' "$(jq -r '.target.layers[1].created_by' "$tmp/out.json")" 'RUN apt-get purge tzdata'
copy() { skopeo copy -q --insecure-policy "oci:$tmp/oci:v2" "$@"; }
copy "docker-archive:$tmp/a.tar:shop:v2"
gzip -k "$tmp/a.tar" && zstd -q -k "$tmp/a.tar"
copy "oci-archive:$tmp/o.tar:v2"
copy --dest-compress-format zstd "oci:$tmp/zst:v2"
for form in a.tar a.tar.gz a.tar.zst o.tar zst:v2; do
    same "$form" "$tmp/$form" "$tmp/want2"
    is "$form: layers" "$(jq -c '[.components[] | select(.layer == 1) | .name] | sort' "$tmp/out.json")" '["bash","lodash"]'
done
kind=dir
same "the unpacked folder" "$root" "$tmp/want2"
end debian
