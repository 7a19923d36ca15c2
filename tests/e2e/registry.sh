#!/bin/sh
# Images from Debian's docker-registry on loopback: without authentication, with basic and with token authentication;
# multi-platform, by digest, Docker schema 2, zstd layers; mirrors; and a front that answers 429 and 503, breaks off in
# the middle of a layer, changes a byte of one, and sends clients elsewhere for blobs.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
for tool in docker-registry skopeo htpasswd openssl; do
    command -v $tool >/dev/null || { skip "no $tool"; end registry; exit 0; }
done
make_image "$tmp/oci"
make_feeds "$tmp/feeds"
$sekisho db update -q --from "$tmp/feeds"

port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
mkdir -p "$tmp/reg" "$tmp/store"
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$tmp/reg/key.pem" -out "$tmp/reg/cert.pem" -days 2 -subj /CN=sekisho 2>/dev/null
htpasswd -Bbn kuroko hidden >"$tmp/reg/htpasswd" 2>/dev/null
config() { # port auth: the storage is the same for all
    printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: "127.0.0.1:%s", secret: x}\n%s\n' "$tmp/store" "$1" "$2"
}
p_none=$(port) p_basic=$(port) p_token=$(port)
config "$p_none" '' >"$tmp/reg/none.yml"
config "$p_basic" "auth: {htpasswd: {realm: basic, path: $tmp/reg/htpasswd}}" >"$tmp/reg/basic.yml"
config "$p_token" "auth: {token: {realm: REALM, service: the registry, issuer: sekisho test, rootcertbundle: $tmp/reg/cert.pem}}" >"$tmp/reg/token.yml"
for kind in none basic token; do
    docker-registry serve "$tmp/reg/$kind.yml" >"$tmp/reg/$kind.log" 2>&1 &
    pids="$pids $!"
done
start_front() { # name upstream-port -> $front
    mkdir -p "$tmp/$1"
    cp "$tmp/reg/key.pem" "$tmp/reg/cert.pem" "$tmp/$1/"
    echo plain >"$tmp/$1/mode"
    python3 tests/e2e/registry.py "127.0.0.1:$2" "$tmp/$1" &
    pids="$pids $!"
    for _ in $(seq 50); do [ -s "$tmp/$1/front" ] && break; sleep 0.1; done
    front=127.0.0.1:$(cat "$tmp/$1/front")
}
start_front fnone "$p_none"; f_none=$front
start_front fbasic "$p_basic"; f_basic=$front
start_front ftoken "$p_token"; f_token=$front
for _ in $(seq 50); do curl -s -o /dev/null "http://127.0.0.1:$p_none/v2/" && break; sleep 0.1; done

push() { skopeo copy -q --insecure-policy --dest-tls-verify=false "$@"; }
push "oci:$tmp/oci:v1" "docker://127.0.0.1:$p_none/shop/app:v1"
push --format v2s2 "oci:$tmp/oci:v1" "docker://127.0.0.1:$p_none/shop/app:schema2"
push --dest-compress-format zstd --dest-force-compress-format "oci:$tmp/oci:v1" "docker://127.0.0.1:$p_none/shop/app:zstd" 2>/dev/null ||
    push --dest-compress-format zstd "oci:$tmp/oci:v1" "docker://127.0.0.1:$p_none/shop/app:zstd"
# A layer large enough to break off in: noise beside the package database.
mkdir -p "$tmp/big"
make_image "$tmp/big"
mkdir -p "$tmp/noise/var/lib/dpkg" "$tmp/noise/etc"
cp "$tmp/work/0/etc/os-release" "$tmp/noise/etc/"
head -c 60000 /dev/urandom >"$tmp/noise/etc/noise"
cp "$tmp/work/0/var/lib/dpkg/status" "$tmp/noise/var/lib/dpkg/"
one_layer() { # folder layout
    mkdir -p "$2/blobs/sha256"
    tar -C "$1" -cf "$tmp/l.tar" .
    gzip -n -c "$tmp/l.tar" >"$tmp/l.gz"
    d=$(sha256sum <"$tmp/l.gz" | cut -d' ' -f1)
    cp "$tmp/l.gz" "$2/blobs/sha256/$d"
    blob "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"User\":\"1000\",\"Labels\":{\"org.opencontainers.image.source\":\"https://git.example/x\",\"org.opencontainers.image.revision\":\"1\"}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:$(sha256sum <"$tmp/l.tar" | cut -d' ' -f1)\"]}}" "$2"
    blob "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"sha256:$digest\",\"size\":$size},\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:$d\",\"size\":$(stat -c%s "$tmp/l.gz")}]}" "$2"
    printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s,"annotations":{"org.opencontainers.image.ref.name":"v1"}}]}' "$digest" "$size" >"$2/index.json"
    echo '{"imageLayoutVersion":"1.0.0"}' >"$2/oci-layout"
}
one_layer "$tmp/noise" "$tmp/noisy"
push "oci:$tmp/noisy:v1" "docker://127.0.0.1:$p_none/shop/noisy:v1"

names() { # image options... -> findings, and the exit code in $code
    out=$($sekisho scan image "$@" -q --plain-http --no-cache -o json 2>"$tmp/err")
    code=$?
    echo "$out" | jq -c '[.findings[] | select(.kind != "configuration").name] | sort' 2>/dev/null
}
check() { # what image want-code options...
    what=$1 image=$2 want=$3
    shift 3
    got=$(names "$image" "$@"; echo "$code")
    is "$what" "$got" "$all
$want"
}
all='["CVE-2019-10744","CVE-2021-23337","CVE-2023-45853","CVE-2023-5678"]'
check 'the layout itself' "$tmp/oci" 0
check 'without authentication' "$f_none/shop/app:v1" 0
check 'Docker schema 2' "$f_none/shop/app:schema2" 0
check 'zstd or gzip as pushed' "$f_none/shop/app:zstd" 0
manifest=$(curl -s -H 'Accept: application/vnd.oci.image.manifest.v1+json' -D - -o /dev/null "http://127.0.0.1:$p_none/v2/shop/app/manifests/v1" | tr -d '\r' | sed -n 's/^Docker-Content-Digest: //Ip')
check 'by digest' "$f_none/shop/app@$manifest" 0
# An index of two platforms, of which only ours exists as an image.
size=$(curl -s -H 'Accept: application/vnd.oci.image.manifest.v1+json' "http://127.0.0.1:$p_none/v2/shop/app/manifests/v1" | wc -c)
curl -s -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' "http://127.0.0.1:$p_none/v2/shop/app/manifests/schema2" >"$tmp/schema2"
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.docker.distribution.manifest.v2+json","digest":"sha256:%s","size":%s,"platform":{"os":"linux","architecture":"s390x"}},{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s","size":%s,"platform":{"os":"linux","architecture":"arm64","variant":"v8"}}]}' \
    "$(sha256sum <"$tmp/schema2" | cut -d' ' -f1)" "$(wc -c <"$tmp/schema2")" "$manifest" "$size" >"$tmp/index"
curl -s -o /dev/null -X PUT -H 'Content-Type: application/vnd.oci.image.index.v1+json' --data-binary "@$tmp/index" "http://127.0.0.1:$p_none/v2/shop/app/manifests/multi"
check 'one platform of an index' "$f_none/shop/app:multi" 0 --platform linux/arm64
names "$f_none/shop/app:multi" --platform linux/riscv64 >/dev/null
has 'a platform that is not there: the others are named' "$(cat "$tmp/err")" 's390x'
names "$f_none/shop/nothing:v1" >/dev/null
has 'an image that is not there' "$(cat "$tmp/err")" 'shop/nothing'

# Credentials.
mkdir -p "$HOME/.docker"
names "$f_basic/shop/app:v1" >/dev/null
is 'basic authentication without credentials' $? 0
has 'says what to do' "$(cat "$tmp/err")" 'docker login'
auth=$(printf kuroko:hidden | base64)
printf '{"auths":{"%s":{"auth":"%s"},"%s":{"auth":"%s"}}}' "$f_basic" "$auth" "$f_token" "$auth" >"$HOME/.docker/config.json"
check 'basic authentication' "$f_basic/shop/app:v1" 0
check 'token authentication' "$f_token/shop/app:v1" 0
has 'layers are asked for with the token' "$(grep -c 'blobs.*auth=Bearer' "$tmp/ftoken/log")" 4
printf '{"auths":{"%s":{"auth":"%s"}}}' "$f_token" "$(printf kuroko:wrong | base64)" >"$HOME/.docker/config.json"
names "$f_token/shop/app:v1" >/dev/null
has 'a wrong password' "$(cat "$tmp/err")" '401'
mkdir -p "$tmp/bin" "$tmp/dockerdir"
cat >"$tmp/bin/docker-credential-box" <<'S'
#!/bin/sh
[ "$1" = get ] && [ "$(cat)" = "$BOX_SERVER" ] || { echo "no box for this server"; exit 1; }
echo '{"Username":"kuroko","Secret":"hidden"}'
S
chmod +x "$tmp/bin/docker-credential-box"
rm "$HOME/.docker/config.json"
printf '{"credHelpers":{"%s":"box"}}' "$f_basic" >"$tmp/dockerdir/config.json"
export PATH="$tmp/bin:$PATH" DOCKER_CONFIG="$tmp/dockerdir" BOX_SERVER="$f_basic"
check 'a credential helper, with its environment, from DOCKER_CONFIG' "$f_basic/shop/app:v1" 0
BOX_SERVER=other names "$f_basic/shop/app:v1" >/dev/null
has 'what the helper complains of is shown' "$(cat "$tmp/err")" 'no box for this server'
unset DOCKER_CONFIG

# A registry that has a bad day.
noisy_all='["CVE-2023-45853","CVE-2023-5363","CVE-2023-5678"]'
for mode in 429 503 reset; do
    echo $mode >"$tmp/fnone/mode"
    is "$mode: goes on" "$(names "$f_none/shop/noisy:v1"; echo "$code")" "$noisy_all
0"
done
has 'a broken layer is resumed where it broke' "$(grep blobs "$tmp/fnone/log")" 'range=bytes=15000-'
echo wrong >"$tmp/fnone/mode"
names "$f_none/shop/noisy:v1" >"$tmp/out"
is 'a layer that is not what its digest says: not complete' "$(names "$f_none/shop/noisy:v1" >/dev/null; echo "$code")" 3
has 'and it is said' "$($sekisho scan image "$f_none/shop/noisy:v1" -q --plain-http --no-cache 2>&1)" 'digest'
echo always503 >"$tmp/fnone/mode"
names "$f_none/shop/noisy:v1" >/dev/null
has 'a registry that never answers' "$(cat "$tmp/err")" '503'
printf '{"auths":{"%s":{"auth":"%s"}}}' "$f_basic" "$auth" >"$HOME/.docker/config.json"
echo redirect >"$tmp/fbasic/mode"
check 'blobs elsewhere' "$f_basic/shop/app:v1" 0
is 'credentials stay with their host' "$(grep '^other' "$tmp/fbasic/log" | grep -v -c 'auth=-')" 0
is 'and blobs came from there' "$(grep -c '^other' "$tmp/fbasic/log")" 4

# Mirrors: the first that has the image; the registry itself last.
mkdir -p "$XDG_CONFIG_HOME/sekisho"
echo plain >"$tmp/fnone/mode"
printf '[registry."registry.example"]\nmirrors = ["http://127.0.0.1:9", "http://%s"]\n' "$f_none" >"$XDG_CONFIG_HOME/sekisho/config.toml"
check 'a mirror' registry.example/shop/app:v1 0

# Plain HTTP only when asked.
$sekisho scan image "$f_none/shop/app:v1" -q >/dev/null 2>"$tmp/err"
has 'no plain HTTP unasked' "$(cat "$tmp/err")" '--plain-http'
end registry
