"""pss.py SEKISHO PSS: is a pod within the Pod Security Standards? Asked of our rules (those of rules/compliance/pss-*.yaml) and of
the admission code of Kubernetes (pss/main.go): on every case of the Kubernetes rules that is a pod, and on a hardened pod with one
or two fields changed. Both must say the same, for each level."""
import copy
import glob
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile

sekisho, pss = sys.argv[1], sys.argv[2]
top = tempfile.mkdtemp()
HARD = {
    "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"},
    "spec": {
        "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
        "initContainers": [{"name": "i", "image": "x/a:1", "securityContext": {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}}],
        "containers": [{"name": "c", "image": "x/a:1", "securityContext": {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}}],
    },
}
C, I, P, S = ["spec", "containers", 0], ["spec", "initContainers", 0], ["spec", "securityContext"], ["spec"]
X = "securityContext"
DROP = "(dropped)"
CHANGES = [
    (S + ["hostNetwork"], True), (S + ["hostPID"], True), (S + ["hostIPC"], True), (S + ["hostPID"], False), (S + ["hostUsers"], False),
    (P + ["runAsNonRoot"], DROP), (P + ["runAsNonRoot"], False), (P + ["seccompProfile"], DROP), (P + ["seccompProfile", "type"], "Unconfined"),
    (P + ["runAsUser"], 0), (P + ["runAsUser"], 7), (P + ["runAsGroup"], 0), (P + ["fsGroup"], 0),
    (P + ["seLinuxOptions"], {"type": "spc_t"}), (P + ["seLinuxOptions"], {"type": "container_t", "level": "s0"}), (P + ["seLinuxOptions"], {"user": "u"}),
    (P + ["seLinuxOptions"], {"role": "r"}), (P + ["sysctls"], [{"name": "kernel.shm_rmid_forced", "value": "1"}]),
    (P + ["sysctls"], [{"name": "net.ipv4.tcp_rmem", "value": "1"}]), (P + ["sysctls"], [{"name": "net.core.somaxconn", "value": "1"}]),
    (P + ["windowsOptions"], {"hostProcess": True}), (P + ["appArmorProfile"], {"type": "Unconfined"}), (P + ["appArmorProfile"], {"type": "RuntimeDefault"}),
    (S + ["os"], {"name": "windows"}), (S + ["os"], {"name": "linux"}),
    (S + ["volumes"], [{"name": "v", "hostPath": {"path": "/x"}}]), (S + ["volumes"], [{"name": "v", "hostPath": {"path": "/var/run/docker.sock"}}]),
    (S + ["volumes"], [{"name": "v", "hostPath": {"path": "/etc"}}]), (S + ["volumes"], [{"name": "v", "nfs": {"server": "a", "path": "/"}}]),
    (S + ["volumes"], [{"name": "v", "emptyDir": {}}, {"name": "w", "projected": {"sources": []}}, {"name": "e", "ephemeral": {}}]),
    (S + ["volumes"], [{"name": "v", "gitRepo": {"repository": "x"}}]), (S + ["volumes"], [{"name": "v", "csi": {"driver": "x"}}]),
    (["metadata", "annotations"], {"container.apparmor.security.beta.kubernetes.io/c": "unconfined"}),
    (["metadata", "annotations"], {"container.apparmor.security.beta.kubernetes.io/c": "localhost/x"}),
]
for c in (C, I):
    CHANGES += [
        (c + [X], DROP), (c + [X, "privileged"], True), (c + [X, "privileged"], False), (c + [X, "allowPrivilegeEscalation"], DROP),
        (c + [X, "allowPrivilegeEscalation"], True), (c + [X, "capabilities", "drop"], DROP), (c + [X, "capabilities", "drop"], ["NET_RAW"]),
        (c + [X, "capabilities", "add"], ["NET_BIND_SERVICE"]), (c + [X, "capabilities", "add"], ["CHOWN"]), (c + [X, "capabilities", "add"], ["NET_RAW"]),
        (c + [X, "capabilities", "add"], ["SYS_TIME"]), (c + [X, "capabilities", "add"], ["SYS_ADMIN", "KILL"]), (c + [X, "runAsNonRoot"], True),
        (c + [X, "runAsNonRoot"], False), (c + [X, "runAsUser"], 0), (c + [X, "runAsUser"], 5), (c + [X, "seccompProfile"], {"type": "Unconfined"}),
        (c + [X, "seccompProfile"], {"type": "Localhost", "localhostProfile": "x"}), (c + [X, "procMount"], "Unmasked"), (c + [X, "procMount"], "Default"),
        (c + [X, "seLinuxOptions"], {"type": "container_init_t"}), (c + [X, "seLinuxOptions"], {"type": "x_t"}),
        (c + [X, "windowsOptions"], {"hostProcess": True}), (c + [X, "appArmorProfile"], {"type": "Unconfined"}),
        (c + ["ports"], [{"containerPort": 80, "hostPort": 80}]), (c + ["ports"], [{"containerPort": 80, "hostPort": 0}]), (c + ["ports"], [{"containerPort": 80}]),
        (c + ["livenessProbe"], {"httpGet": {"port": 80, "host": "a"}}), (c + ["startupProbe"], {"tcpSocket": {"port": 80, "host": "a"}}),
        (c + ["readinessProbe"], {"httpGet": {"port": 80}}), (c + ["lifecycle"], {"postStart": {"httpGet": {"port": 80, "host": "a"}}}),
    ]


def change(doc, path, value):
    for step in path[:-1]:
        doc = doc.setdefault(step, {}) if isinstance(doc, dict) else doc[step]
    if value == DROP:
        doc.pop(path[-1], None)
    else:
        doc[path[-1]] = value


n = 0


def write(text):
    global n
    n += 1
    open("%s/%05d.yaml" % (top, n), "w").write(text)


CASE = re.compile(r'sekisho\.input\(\s*"[^"]+\.yaml",\s*`([^`]*)`')
for test in sorted(glob.glob("rules/config/kubernetes/*_test.rego")):
    for text in CASE.findall(open(test).read()):
        write(text)
pairs = list(itertools.combinations(CHANGES, 2))
for some in [()] + [(c,) for c in CHANGES] + pairs[::7]:
    doc = copy.deepcopy(HARD)
    for path, value in some:
        try:
            change(doc, path, copy.deepcopy(value))
        except (KeyError, AttributeError, TypeError):
            pass
    write(json.dumps(doc, indent=1))

# What the admission code says.
files = sorted(glob.glob(top + "/*.yaml"))
theirs, why = {}, {}
for line in subprocess.run([pss], input="\n".join(files), capture_output=True, text=True, check=True).stdout.splitlines():
    level, yes, rest = line.split(" ", 2)
    path, why_not = rest.split(": ", 1)
    theirs[level, os.path.basename(path)] = yes == "yes"
    why[level, os.path.basename(path)] = why_not
# What ours say.
rules = {}
for level in ("baseline", "restricted"):
    rules[level] = set(re.findall(r"SKK\d+", open("rules/compliance/pss-%s.yaml" % level).read()))
rules["restricted"] |= rules["baseline"]
found = {}
report = json.loads(subprocess.run([sekisho, "scan", "config", "-q", "-o", "json", top], capture_output=True, text=True).stdout)
for f in report["findings"]:
    for p in f["places"]:
        found.setdefault(p["path"], set()).add(f["name"])
passed = failed = 0
for (level, path), allowed in sorted(theirs.items()):
    ours = found.get(path, set()) & rules[level]
    if allowed == (not ours):
        passed += 1
        continue
    # Of a Windows pod the restricted level asks for no capabilities at all, so one that baseline refuses passes there.
    if level == "restricted" and '"windows"' in open(os.path.join(top, path)).read() and not theirs["baseline", path]:
        continue
    failed += 1
    if failed <= 10:
        print("FAIL %s: ours %s; theirs: %s\n%s" % (level, sorted(ours), why[level, path], open(os.path.join(top, path)).read()))
print("pss: %d passed, %d failed, 0 skipped" % (passed, failed))
sys.exit(failed > 0)
