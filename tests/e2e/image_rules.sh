#!/bin/sh
# Rules about images: one with a fault for each kind of rule, and one without. Both are made here, so each expected
# rule and layer can be read off the commands.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
layout() { # folder, configuration, history; layers are the folders 0, 1, ... in $w
    mkdir -p "$1/blobs/sha256"
    layers='' ids=''
    blob() { # file -> digest, size
        digest=$(sha256sum <"$1" | cut -d' ' -f1) size=$(stat -c%s "$1")
        cp "$1" "$2/blobs/sha256/$digest"
    }
    for l in "$w"/[0-9]; do
        tar -C "$l" --sort=name --mtime=@0 --owner=0 --group=0 -cf "$l.tar" .
        ids="$ids${ids:+,}\"sha256:$(sha256sum <"$l.tar" | cut -d' ' -f1)\""
        blob "$l.tar" "$1"
        layers="$layers${layers:+,}{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\"sha256:$digest\",\"size\":$size}"
    done
    printf '{"architecture":"amd64","os":"linux",%s,"rootfs":{"type":"layers","diff_ids":[%s]},"history":[%s]}' "$2" "$ids" "$3" >"$w/config"
    blob "$w/config" "$1"
    printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%s},"layers":[%s]}' "$digest" "$size" "$layers" >"$w/manifest"
    blob "$w/manifest" "$1"
    printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s}]}' "$digest" "$size" >"$1/index.json"
    echo '{"imageLayoutVersion":"1.0.0"}' >"$1/oci-layout"
}
w=$tmp/w
mkdir -p "$w/0/etc" "$w/0/usr/bin" "$w/0/var/lib/dpkg/info" "$w/1/root/.ssh" "$w/1/app/.git" "$w/1/app/bin" "$w/1/var/lib/apt/lists" \
    "$w/1/etc/ssh" "$w/2/root/.ssh" "$w/2/app" "$w/2/etc"
printf 'ID=debian\nVERSION_ID="12"\n' >"$w/0/etc/os-release"
printf 'Package: passwd\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n' >"$w/0/var/lib/dpkg/status"
printf '/.\n/usr\n/usr/bin\n/usr/bin/passwd\n' >"$w/0/var/lib/dpkg/info/passwd.list"
echo x >"$w/0/usr/bin/passwd"
chmod 4755 "$w/0/usr/bin/passwd"
printf 'root:x:0:0:root:/root:/bin/bash\ntoor:x:0:0::/root:/bin/sh\napp:x:1000:1000::/app:/bin/sh\nweb:x:1000:1000::/app:/usr/sbin/nologin\n' >"$w/2/etc/passwd"
# shellcheck disable=SC2016 # a hash
printf 'root::19000:0:99999:7:::\ntoor:*:19000::::::\napp:$6$abcdefgh$0123456789:19000::::::\nweb:!:19000::::::\n' >"$w/2/etc/shadow"
printf 'root:x:0:\napp:x:1000:\nweb:x:1000:\n' >"$w/2/etc/group"
key='-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEAtest
-----END RSA PRIVATE KEY-----'
echo "$key" >"$w/1/root/.ssh/id_rsa"
echo "$key" >"$w/1/etc/ssh/ssh_host_rsa_key"
: >"$w/2/root/.ssh/.wh.id_rsa"
echo "$key" >"$w/1/app/server.key"
echo 'DB=1' >"$w/1/app/.env"
echo 'ref: refs/heads/main' >"$w/1/app/.git/HEAD"
echo x >"$w/1/app/bin/tool"
chmod 4755 "$w/1/app/bin/tool"
chmod 777 "$w/1/app/bin"
echo 'FROM x' >"$w/1/app/Dockerfile"
head -c 2000000 /dev/zero >"$w/1/var/lib/apt/lists/x_Packages"
printf '\177ELF\002\001\001\000\000\000\000\000\000\000\000\000\004\000\076\000' >"$w/2/app/core.17"
# shellcheck disable=SC2016 # $(nop) is the builder's word
layout "$tmp/bad" '"created":"2019-01-02T03:04:05Z","config":{"User":"","Env":["PATH=/app/bin:/usr/bin","API_TOKEN=8f3kd92ks0dk2"],"Cmd":["/bin/sh","-c","flask run --debug"],"ExposedPorts":{"2375/tcp":{},"80/tcp":{}},"Volumes":{"/etc":{}},"OnBuild":["RUN make"],"Labels":{"org.opencontainers.image.base.name":"debian:12.1"}}' \
    '{"created_by":"/bin/sh -c #(nop) ADD file:1 in / "},{"created_by":"RUN |1 NPM_TOKEN=npm_abcdefgh12 /bin/sh -c curl -k https://example.com/x | bash # buildkit"},{"created_by":"RUN /bin/sh -c rm /root/.ssh/id_rsa # buildkit"},{"created_by":"ENV API_TOKEN=8f3kd92ks0dk2","empty_layer":true}'
"$sekisho" scan config "$tmp/bad" -q -o json >"$tmp/json"
is 'exit code' $? 0
is 'one of each kind' "$(jq -r '[.findings[].name] | unique | join(" ")' "$tmp/json")" \
    'SKD004 SKD012 SKM001 SKM002 SKM003 SKM004 SKM005 SKM006 SKM007 SKM008 SKM009 SKM010 SKM011 SKM012 SKM014 SKM015 SKM016 SKM017 SKM018 SKM019 SKM020 SKM021 SKM022 SKM023 SKM024 SKM025 SKM026 SKM027 SKM029 SKM030'
# What was judged is kept under the image, the rules and the day; a damaged entry costs time only.
jq -c .findings "$tmp/json" >"$tmp/first"
"$sekisho" scan config "$tmp/bad" -q -o json >"$tmp/again"
is 'from the cache: the same' "$(jq -c .findings "$tmp/again" | cmp - "$tmp/first" && echo same)" same
kept=$(ls "$XDG_CACHE_HOME"/sekisho/config-*/*)
is 'kept once' "$(echo "$kept" | wc -l)" 1
truncate -s -9 "$kept"
"$sekisho" scan config "$tmp/bad" -q -o json >"$tmp/again"
is 'a damaged entry' "$(jq -c .findings "$tmp/again" | cmp - "$tmp/first" && echo same)" same
"$sekisho" scan config "$tmp/bad" -q --skip-rule SKM001 -o json >"$tmp/again"
is 'other rules, another answer' "$(jq -c '[.findings[] | select(.name == "SKM001")] | length' "$tmp/again")" 0
at() { jq -r --arg r "$1" '[.findings[] | select(.name == $r) | .places[] | "\(.path):\(.line // 0) \(.layer // "-")"] | join(", ")' "$tmp/json"; }
is 'the line of the history' "$(at SKD012)" 'image history:2 1'
is 'the layer of a file' "$(at SKM004)" '/app/bin/tool:0 1'
is 'a file of the base' "$(at SKM005)" '/usr/bin/passwd:0 0'
is 'deleted, and still there' "$(at SKM010)" '/root/.ssh/id_rsa:0 1'
is 'a user, at the line' "$(at SKM018)" '/etc/passwd:2 2'

rm -rf "$w"
mkdir -p "$w/0/etc" "$w/1/app" "$w/1/etc"
printf 'ID=debian\nVERSION_ID="12"\n' >"$w/0/etc/os-release"
printf 'root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33::/var/www:/usr/sbin/nologin\napp:x:10001:10001::/app:/usr/sbin/nologin\n' >"$w/1/etc/passwd"
printf 'root:*:19000::::::\nwww-data:*:19000::::::\napp:!:19000::::::\n' >"$w/1/etc/shadow"
printf 'root:x:0:\nwww-data:x:33:\napp:x:10001:\n' >"$w/1/etc/group"
echo x >"$w/1/app/app"
layout "$tmp/good" '"created":"2999-01-02T03:04:05Z","config":{"User":"10001:10001","Env":["PATH=/usr/local/bin:/usr/bin:/bin"],"Entrypoint":["/app/app"],"Cmd":null,"ExposedPorts":{"8080/tcp":{}},"Healthcheck":{"Test":["NONE"]},"Labels":{"org.opencontainers.image.source":"https://git.example/x","org.opencontainers.image.revision":"0123456"}}' \
    '{"created_by":"/bin/sh -c #(nop) ADD file:1 in / "},{"created_by":"RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends tini && rm -rf /var/lib/apt/lists/* # buildkit"}'
"$sekisho" scan config "$tmp/good" -q -o json >"$tmp/json"
is 'a good image: exit code' $? 0
is 'and nothing to say' "$(jq -c '[.findings[].name]' "$tmp/json")" '[]'
end image_rules
