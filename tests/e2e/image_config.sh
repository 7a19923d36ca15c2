#!/bin/sh
# A built image as documents: its history as a Dockerfile, and the facts about its files, against what image_facts.py put
# into it (the expected lines were checked by hand). The layer cache gives the same; a cut layer is said.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
python3 tests/e2e/image_facts.py "$tmp/a.tar"
cat >"$tmp/facts.rego" <<'R'
# METADATA
# title: facts
# custom:
#   id: USR001
#   severity: LOW
#   input:
#     selector:
#       - type: image
package user.facts
import rego.v1
line(f) := sprintf("%s %s %s %d %d %d gone=%v %s", [f.path, concat(",", f.kinds), f.perm, f.size, f.files, f.layer, object.get(f, "deleted_in", 0), f.what])
deny contains result.new(line(f), f) if some f in input.files
deny contains result.new(sprintf("user %s %d %d %s %v", [u.name, u.uid, u.gid, u.password, u.login]), u) if some u in input.users
deny contains result.new(sprintf("group %s %d %v", [g.name, g.gid, g.members]), g) if some g in input.groups
deny contains result.new(sprintf("image %s %s %s base=%d layers=%d more=%d User=%s Entrypoint=%v Labels=%v", [input.ref, input.os, input.architecture, input.base.layers, count(input.layers), input.more_files, input.config.User, input.config.Entrypoint, input.config.Labels]), input.config)
R
cat >"$tmp/history.rego" <<'R'
# METADATA
# title: history
# custom:
#   id: USR002
#   severity: LOW
#   input:
#     selector:
#       - type: dockerfile
package user.history
import rego.v1
deny contains result.new(sprintf("%d %s %v json=%v layer=%d base=%v", [c.StartLine, c.Cmd, c.Value, c.JSON, c.Layer, c.Base]), c) if some c in input.Stages[_].Commands
R
facts() { jq -r --arg r "$1" '.findings[] | select(.name == $r) | .places[].what' "$2" | LC_ALL=C sort; }
"$sekisho" scan config "$tmp/a.tar" -q --rules "$tmp/facts.rego" --rules "$tmp/history.rego" -o json >"$tmp/json"
is 'judged' $? 0
facts USR001 "$tmp/json" >"$tmp/got"
cat >"$tmp/want" <<'W'
/app/.env credential 644 3 1 2 gone=0 environment with secrets
/app/.git vcs 0 9 2 2 gone=0 git
/app/Dockerfile build_file 644 6 1 2 gone=0 
/app/core core_dump 600 18 1 2 gone=0 
/app/id_rsa credential,private_key 600 36 1 2 gone=0 an SSH key
/app/key.pem private_key 600 56 1 2 gone=3 encrypted
/app/tool setuid 4755 1 1 2 gone=0 
/root/.aws/credentials credential 600 10 1 2 gone=3 AWS credentials
/root/.cache/pip package_cache 0 10 1 2 gone=0 pip cache
/root/.npmrc credential 600 17 1 2 gone=0 npm configuration
/srv/open world_writable 777 0 1 1 gone=0 
/srv/open/f world_writable 666 1 1 1 gone=0 
/tmp tmp 0 1 1 2 gone=0 
/usr/bin/su setuid 4755 3 1 1 gone=0 
/usr/bin/wall setgid 2755 3 1 1 gone=0 
/usr/share/doc doc 0 1 1 1 gone=0 doc
/var/lib/apt/lists package_cache 0 150 2 1 gone=3 apt lists
/var/log/dpkg.log log 644 1 1 1 gone=0 
group root 0 []
group wheel 10 ["root", "nopass"]
image shop/front:1.2 linux amd64 base=1 layers=3 more=0 User=1000 Entrypoint=null Labels={}
user daemon 1 1 locked false
user nopass 1000 1000 empty true
user root 0 0 locked true
user root 5 -1 locked true
user toor 0 0 set true
W
is 'files, users and groups' "$(diff "$tmp/want" "$tmp/got")" ''
facts USR002 "$tmp/json" | sort -n >"$tmp/got"
cat >"$tmp/want" <<'W'
0 from ["base"] json=false layer=0 base=false
0 from ["scratch", "AS", "base"] json=false layer=0 base=true
1 add ["file:abc", "/"] json=false layer=1 base=true
2 cmd ["bash"] json=true layer=0 base=true
3 env ["MSG", "hello world", "="] json=false layer=0 base=false
4 run ["curl -s https://x/i.sh | bash"] json=false layer=2 base=false
5 expose ["22/tcp", "80/tcp"] json=false layer=0 base=false
6 healthcheck ["CMD", "curl -f x || exit 1"] json=false layer=0 base=false
7 shell ["/bin/bash", "-o", "pipefail", "-c"] json=true layer=0 base=false
8 run ["rm -rf /var/lib/apt/lists"] json=false layer=3 base=false
10 user ["1000"] json=false layer=0 base=false
W
is 'the history as a Dockerfile' "$(diff "$tmp/want" "$tmp/got")" ''
is 'a password hash is nowhere' "$(grep -c '[$]x[$]y' "$tmp/json")" 0
is 'a finding of the history' "$(jq -c '.findings[] | select(.name == "SKD004") | .places[0] | [.path, .line, .layer, .created_by]' "$tmp/json")" \
    '["image history",4,1,"RUN curl -s https://x/i.sh | bash"]'
is 'one of the base image' "$(jq -c '.findings[] | select(.name == "SKM018") | [.in_base, (.places[0] | [.path, .line, .layer, .base])]' "$tmp/json")" '[true,["/etc/passwd",2,0,true]]'
"$sekisho" scan config "$tmp/a.tar" -q --rules "$tmp/facts.rego" -o json >"$tmp/again"
is 'the cache gives the same' "$(facts USR001 "$tmp/again" | md5sum)" "$(facts USR001 "$tmp/json" | md5sum)"
make_feeds "$tmp/feeds"
"$sekisho" db update -q --from "$tmp/feeds"
has 'sekisho scan judges it, too' "$("$sekisho" scan "$tmp/a.tar" -q -o json | jq -r '.findings[].name')" 'SKD004'
is 'a text says where it comes from' "$("$sekisho" scan config "$tmp/a.tar" --all | grep -c '(base image: ADD file:abc in /)')" "$(jq '[.findings[].places[] | select(.base and .created_by == "ADD file:abc in /")] | length' "$tmp/again" | awk '{print $1 - 14}')"
end image_config
