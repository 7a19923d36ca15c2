"""hostile.py FOLDER: images (docker save, one layer each, but what says otherwise) and folders that mean harm, one for each
attack. Prints their names."""
import gzip
import hashlib
import io
import json
import os
import struct
import subprocess
import sys
import tarfile
import zipfile

out = sys.argv[1]
# So that only what is meant is found.
GOOD = {"config": {"User": "1000", "Labels": {"org.opencontainers.image.source": "https://git.example/x", "org.opencontainers.image.revision": "1"}}}
DPKG = b"Package: bash\nStatus: install ok installed\nArchitecture: amd64\nVersion: 5.2-1\n\n"


def entry(name, data=b"", kind=tarfile.REGTYPE, link="", size=None):
    t = tarfile.TarInfo(name)
    t.type, t.linkname, t.size = kind, link, len(data) if size is None else size
    return t, data


def tar(entries):
    b = io.BytesIO()
    with tarfile.open(fileobj=b, mode="w", format=tarfile.GNU_FORMAT) as t:
        for info, data in entries:
            t.addfile(info, io.BytesIO(data))
    return b.getvalue().rstrip(b"\0").ljust((len(b.getvalue().rstrip(b"\0")) + 511) // 512 * 512, b"\0")  # without an end


def image(name, layers, diff_ids=None):
    """docker save: plain layers, by diff_id."""
    ids = diff_ids or ["sha256:" + hashlib.sha256(l).hexdigest() for l in layers]
    config = json.dumps({"architecture": "amd64", "os": "linux", **GOOD, "rootfs": {"type": "layers", "diff_ids": ids}}).encode()
    manifest = json.dumps([{"Config": "config.json", "RepoTags": ["x:1"], "Layers": ["l%d.tar" % i for i in range(len(layers))]}]).encode()
    files = [("manifest.json", manifest), ("config.json", config)] + [("l%d.tar" % i, l) for i, l in enumerate(layers)]
    open(os.path.join(out, name), "wb").write(tar([entry(n, d) for n, d in files]))


def layout(name, layer_bytes, lie=None):
    """An OCI layout with one gzip layer; lie: another digest in the manifest."""
    root = os.path.join(out, name)
    os.makedirs(root + "/blobs/sha256")

    def blob(data, digest=None):
        d = digest or hashlib.sha256(data).hexdigest()
        open(root + "/blobs/sha256/" + d, "wb").write(data)
        return {"digest": "sha256:" + d, "size": len(data)}

    config = blob(json.dumps({"architecture": "amd64", "os": "linux", **GOOD, "rootfs": {"type": "layers", "diff_ids": ["sha256:" + "0" * 64]}}).encode())
    config["mediaType"] = "application/vnd.oci.image.config.v1+json"
    layer = blob(layer_bytes, lie)
    layer["mediaType"] = "application/vnd.oci.image.layer.v1.tar+gzip"
    manifest = blob(json.dumps({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": config, "layers": [layer]}).encode())
    manifest["mediaType"] = "application/vnd.oci.image.manifest.v1+json"
    open(root + "/index.json", "w").write(json.dumps({"schemaVersion": 2, "manifests": [manifest]}))
    open(root + "/oci-layout", "w").write('{"imageLayoutVersion":"1.0.0"}')


good = [entry("etc/os-release", b"ID=debian\nVERSION_ID=12\n"), entry("var/lib/dpkg/status", DPKG)]
big = tar(good) + entry("big", size=400 << 20)[0].tobuf(tarfile.GNU_FORMAT) + b"\0" * (400 << 20)
layout("layer-bomb", subprocess.run(["zstd", "-q", "-c", "-19", "--long=27"], input=big, capture_output=True).stdout)
layout("digest-lie", gzip.compress(tar(good)), "1" * 64)
layout("cut-gzip", gzip.compress(tar(good + [entry("x", os.urandom(50000))]))[:-20000])
image("traversal.tar", [tar(good + [entry("../../../../tmp/sekisho-was-here", b"x"), entry("/abs/../../etc/x", b"x")])])
image("link-loop.tar", [tar([entry("etc/os-release", kind=tarfile.SYMTYPE, link="../usr/lib/os-release"),
                             entry("usr/lib/os-release", kind=tarfile.SYMTYPE, link="../../etc/os-release"), good[1]])])
image("hardlink-out.tar", [tar(good + [entry("leak", kind=tarfile.LNKTYPE, link="../../../etc/shadow")])])
image("device.tar", [tar(good + [entry("var/lib/dpkg/status.d", kind=tarfile.CHRTYPE), entry("pipe", kind=tarfile.FIFOTYPE)])])
image("lying-size.tar", [tar(good) + entry("app/package-lock.json", size=1 << 40)[0].tobuf(tarfile.GNU_FORMAT) + b"{}"])
image("cut-tar.tar", [tar(good)[:1700]])
image("wrong-diff-id.tar", [tar(good)], ["sha256:" + "2" * 64])
image("many-layers.tar", [tar([entry("f%d" % i, b"x")]) for i in range(1200)])
deep = ("[" * 100000 + "]" * 100000).encode()
image("deep-json.tar", [tar(good + [entry("app/package-lock.json", deep)])])
yaml = b"lockfileVersion: '6.0'\na0: &a0 [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n" % ((i, i) + (i - 1,) * 9) for i in range(1, 12)) + b"packages: *a11\n"
image("yaml-aliases.tar", [tar(good + [entry("app/pnpm-lock.yaml", yaml)])])
os.makedirs(out + "/folder/a")
os.symlink("..", out + "/folder/a/loop")
os.symlink("/etc", out + "/folder/etc")
os.mkfifo(out + "/folder/requirements.txt")
open(out + "/folder/package-lock.json", "wb").write(deep)
open(out + "/folder/Pipfile.lock", "wb").write(b'{"default": {"a": {"version": "==1.0"}, "b": ')
open(out + "/not-an-image.tar", "wb").write(os.urandom(100000))
open(out + "/empty.tar", "wb").close()
open(out + "/zip.tar", "wb").write(zipfile.ZipFile(io.BytesIO(), "w") and struct.pack("<I", 0x04034B50) + os.urandom(200))
