#!/bin/sh
# Secrets of an image: in layers, deleted by later ones, replaced, in packages' files, in the configuration. The
# image and its tokens are made here, so each expected value can be read off the commands.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
hex() { printf '%s' "$1" | sha256sum | cut -c1-"$2"; }
ocean=dop_v1_$(hex one 64)
lab=glpat-$(hex two 20)
pulumi=pul-$(hex three 40)
linear=lin_api_$(hex four 40)
env=$(hex five 30)
arg=$(hex six 30)
layout=$tmp/layout
w=$tmp/work
mkdir -p "$layout/blobs/sha256" "$w/0/usr/share/doc/tool" "$w/0/var/lib/dpkg/info" "$w/0/etc" "$w/1/app" "$w/2/app" "$w/3/usr/share/doc/tool" "$w/3/app"
printf 'ID=debian\nVERSION_ID="12"\n' >"$w/0/etc/os-release"
printf 'Package: tool\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n\n' >"$w/0/var/lib/dpkg/status"
printf '/.\n/usr/share/doc/tool/example\n/usr/share/doc/tool/other\n/etc/tool.conf\n' >"$w/0/var/lib/dpkg/info/tool.list"
echo "a test of the package: $linear" >"$w/0/usr/share/doc/tool/example"
echo "set by hand: $pulumi" >"$w/0/etc/tool.conf"
printf 'x\nk = "%s"\n' "$ocean" >"$w/1/app/key.py"
echo "$lab" >"$w/1/app/config"
: >"$w/2/app/.wh.key.py"
echo "nothing" >"$w/2/app/config"
echo "not the package's: $lab" >"$w/3/usr/share/doc/tool/other"
echo "$ocean" >"$w/3/app/again"
layers='' ids=''
blob() { # file -> digest, size
    digest=$(sha256sum <"$1" | cut -d' ' -f1) size=$(stat -c%s "$1")
    cp "$1" "$layout/blobs/sha256/$digest"
}
for l in 0 1 2 3; do
    tar -C "$w/$l" --sort=name --mtime=@0 --owner=0 --group=0 -cf "$w/$l.tar" .
    ids="$ids${ids:+,}\"sha256:$(sha256sum <"$w/$l.tar" | cut -d' ' -f1)\""
    gzip -n -c "$w/$l.tar" >"$w/$l.gz"
    blob "$w/$l.gz"
    layers="$layers${layers:+,}{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:$digest\",\"size\":$size}"
done
history='{"created_by":"ADD base"},{"created_by":"COPY . /app"},{"created_by":"RUN |1 BUILD_TOKEN='$arg' /bin/sh -c rm app/key.py # buildkit"},{"created_by":"COPY docs"},{"created_by":"ENV DB_PASSWORD='$env'","empty_layer":true}'
printf '%s' '{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/bin","DB_PASSWORD='"$env"'","GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305"],"Labels":{"build":"'"$pulumi"'"}},"rootfs":{"type":"layers","diff_ids":['"$ids"']},"history":['"$history"']}' >"$w/config"
blob "$w/config"
printf '%s' "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"sha256:$digest\",\"size\":$size},\"layers\":[$layers]}" >"$w/manifest"
blob "$w/manifest"
printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s,"annotations":{"org.opencontainers.image.ref.name":"v1"}}]}' "$digest" "$size" >"$layout/index.json"
echo '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"

q() { jq -r "$1" "$tmp/out.json"; }
places='.places|map(.path+":"+(.line//0|tostring)+" "+(.layer//-1|tostring))|sort|join(", ")'
cd "$tmp" || exit 1
"$sekisho" scan secrets "$layout" -q -o json >"$tmp/out.json"
is 'exit code' $? 0
is 'rules' "$(q '[.findings[].name]|unique|join(" ")')" 'digitalocean-personal-access-token generic-env-secret gitlab-personal-token pulumi-access-token'
is 'one secret in two layers' "$(q '.findings[]|select(.name|startswith("digital"))|'"$places")" 'app/again:1 3, app/key.py:2 1'
has 'deleted later' "$(q '.findings[]|select(.name|startswith("digital")).places[]|select(.path=="app/key.py").what')" 'deleted in layer 3, still in layer 2 (COPY . /app)'
has 'replaced later' "$(q '.findings[]|select(.name|startswith("gitlab")).places[]|select(.path=="app/config").what')" 'replaced in layer 3, still in layer 2'
is 'not of the package, though its list has that file' "$(q '[.findings[]|select(.name|startswith("gitlab")).places[].path]|sort|join(" ")')" 'app/config usr/share/doc/tool/other'
is 'an administrator file, and a label' "$(q '.findings[]|select(.name|startswith("pulumi"))|'"$places")" 'etc/tool.conf:1 0, image-config:0 -1'
is 'the package has its own' "$(q '[.findings[]|select(.name|startswith("linear"))]|length')" 0
has 'which is said' "$(q '.warnings[].what')" "1 place that looks like a secret in files of the distribution's packages"
is 'environment' "$(q '[.findings[]|select(.name=="generic-env-secret").places[].what|sub(".*bytes[)], "; "")]|sort|join("; ")')" 'ENV DB_PASSWORD; history line 3, ARG BUILD_TOKEN; history line 5, ENV DB_PASSWORD'
want=$(q '[.findings[].id]|sort|join(" ")')

# The same in the whole scan, in each form of the image, and again from the cache.
cd "$OLDPWD" || exit 1
make_feeds "$tmp/feeds"
"$sekisho" db update --from "$tmp/feeds" -q
only='[.findings[]|select(.kind=="secret").id]|sort|join(" ")'
for form in "$layout" docker.tar docker.tar.gz oci.tar "$layout"; do
    case $form in
    docker.tar) skopeo copy -q "oci:$layout:v1" "docker-archive:$tmp/docker.tar:x/app:1" || skip 'no skopeo' ;;
    docker.tar.gz) gzip -c "$tmp/docker.tar" >"$tmp/docker.tar.gz" ;;
    oci.tar) tar -C "$layout" -cf "$tmp/oci.tar" . ;;
    esac
    f=$form
    [ -f "$tmp/$form" ] && f=$tmp/$form
    "$sekisho" scan "$f" -q -o json >"$tmp/out.json"
    is "the same in scan $form" "$(q "$only")" "$want"
    "$sekisho" scan secrets "$f" -q -o json >"$tmp/out.json"
    is "the same in scan secrets $form" "$(q "$only")" "$want"
done
is 'a layer by its digest in the cache' "$(find "$tmp/cache" -path '*secrets-*' -type f | wc -l | tr -d ' ')" 9
"$sekisho" scan "$layout" -q --no-secrets -o json >"$tmp/out.json"
is '--no-secrets' "$(q "$only")" ''
printf '[[rules]]\nid = "own"\nregex = "nothing"\n' >"$tmp/own.toml"
"$sekisho" scan secrets "$layout" -q --rules "$tmp/own.toml" -o json >"$tmp/out.json"
is 'other rules are not answered from the cache' "$(q '[.findings[].name]|unique|join(" ")')" own
# Nothing of it in any output, nor in what is kept.
for format in json table sarif cyclonedx; do
    "$sekisho" scan "$layout" -q --all -o "$format" >"$tmp/out.$format"
done
is 'no secret in outputs and cache' "$(grep -rlE "$ocean|$lab|$pulumi|$linear|$env|$arg" "$tmp"/out.* "$tmp/cache" | wc -l | tr -d ' ')" 0
is 'all places in SARIF' "$(jq '[.runs[0].results[]|select(.ruleId|startswith("digital")).locations[]]|length' "$tmp/out.sarif")" 2
end image_secrets
