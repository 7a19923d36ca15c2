#!/usr/bin/env python3
"""image_facts.py FILE: an archive as docker save writes it, of three layers with what rules look for in images."""
import io, json, tarfile, hashlib, sys
def layer(entries):
    b = io.BytesIO()
    t = tarfile.open(fileobj=b, mode="w", format=tarfile.PAX_FORMAT)
    for path, mode, data, *kind in entries:
        i = tarfile.TarInfo(path); i.mode = mode
        kind = kind[0] if kind else "f"
        if kind == "d": i.type = tarfile.DIRTYPE
        elif kind == "h": i.type = tarfile.LNKTYPE; i.linkname = data; data = ""
        elif kind == "l": i.type = tarfile.SYMTYPE; i.linkname = data; data = ""
        data = data.encode() if isinstance(data, str) else data
        i.size = len(data) if kind == "f" else 0
        t.addfile(i, io.BytesIO(data))
    t.close()
    return b.getvalue()
base = layer([
 ("etc/passwd", 0o644, "root:x:0:0:root:/root:/bin/bash\ntoor:x:0:0::/root:/bin/sh\ndaemon:x:1:1::/:/usr/sbin/nologin\nnopass::1000:1000::/home/n:/bin/sh\nroot:x:5:x::/:\n"),
 ("etc/shadow", 0o640, "root:*:1::::::\ntoor:$6$x$y:1::::::\ndaemon:!:1::::::\n"),
 ("etc/group", 0o644, "root:x:0:\nwheel:x:10:root,nopass\n"),
 ("usr/bin/su", 0o4755, "ELF"), ("usr/bin/wall", 0o2755, "ELF"), ("usr/lib/x", 0o2644, "x"),
 ("tmp", 0o1777, "", "d"), ("srv/open", 0o777, "", "d"), ("srv/open/f", 0o666, "x"), ("dev/null2", 0o666, "x"),
 ("var/lib/apt/lists/a_Packages", 0o644, "p"*100), ("var/lib/apt/lists/b_Packages", 0o644, "p"*50), ("var/lib/apt/lists/lock", 0o640, ""),
 ("usr/share/doc/a/copyright", 0o644, "c"), ("var/log/dpkg.log", 0o644, "l"), ("var/log/empty.log", 0o644, ""),
])
own = layer([
 ("root/.aws/credentials", 0o600, "[default]\n"), ("root/.npmrc", 0o600, "//r/:_authToken=x"), ("app/node_modules/x/.npmrc", 0o600, "a=b"),
 ("app/key.pem", 0o600, "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nx"), ("app/cert.pem", 0o644, "-----BEGIN CERTIFICATE-----\n"), ("app/id_rsa", 0o600, "-----BEGIN OPENSSH PRIVATE KEY-----\n"),
 ("app/hard.pem", 0o600, "app/key.pem", "h"),
 ("app/.git/HEAD", 0o644, "ref"), ("app/.git/config", 0o644, "[core]"), ("app/Dockerfile", 0o644, "FROM x"), ("app/core", 0o600, b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x04\x00"), ("app/core.1", 0o600, "no"),
 ("tmp/build.tmp", 0o644, "x"), ("root/.cache/pip/http/a", 0o644, "x"*10), ("app/.env", 0o644, "A=b"), ("app/tool", 0o4755, "x"),
])
third = layer([("root/.aws/.wh.credentials", 0o600, ""), ("var/lib/apt/lists/.wh..wh..opq", 0o644, ""), ("app/.wh.key.pem", 0o600, "")])
layers = [base, own, third]
history = [
 {"created_by": "/bin/sh -c #(nop) ADD file:abc in / "}, {"created_by": "/bin/sh -c #(nop)  CMD [\"bash\"]", "empty_layer": True},
 {"created_by": "ENV MSG=hello world", "empty_layer": True, "comment": "buildkit.dockerfile.v0"},
 {"created_by": "RUN |1 T=abc /bin/sh -c curl -s https://x/i.sh | bash # buildkit"},
 {"created_by": "EXPOSE map[22/tcp:{} 80/tcp:{}]", "empty_layer": True}, {"created_by": "HEALTHCHECK &{[\"CMD-SHELL\" \"curl -f x || exit 1\"] \"30s\" \"0s\" \"0s\" \"0s\" '\\x00'}", "empty_layer": True},
 {"created_by": "SHELL [/bin/bash -o pipefail -c]", "empty_layer": True}, {"created_by": "RUN /bin/bash -o pipefail -c rm -rf /var/lib/apt/lists # buildkit"},
 {"created_by": "bazel build ...", "empty_layer": True}, {"created_by": "USER 1000", "empty_layer": True},
]
config = {"architecture": "amd64", "os": "linux", "created": "2026-01-02T03:04:05Z", "config": {"User": "1000", "Env": ["MSG=hello world"], "Cmd": ["bash"], "Entrypoint": None, "ExposedPorts": {"22/tcp": {}, "80/tcp": {}}},
 "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(l).hexdigest() for l in layers]}, "history": history}
out = tarfile.open(sys.argv[1], "w")
def add(name, data):
    i = tarfile.TarInfo(name); i.size = len(data); out.addfile(i, io.BytesIO(data))
for n, l in enumerate(layers): add(f"l{n}/layer.tar", l)
add("c.json", json.dumps(config).encode())
add("manifest.json", json.dumps([{"Config": "c.json", "RepoTags": ["shop/front:1.2"], "Layers": [f"l{n}/layer.tar" for n in range(3)]}]).encode())
out.close()
