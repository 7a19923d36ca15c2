"""helm.py HELM SEKISHO CHARTS: charts rendered by `helm template` and by `sekisho config render`: the same objects; and each
value stands at a line of a template that has its key, or an action that could have printed it."""
import os, re, subprocess, sys, tempfile
from kustomize import difference, read_cases
import yaml

helm, sekisho, path = sys.argv[1:4]


class Loader(yaml.SafeLoader):
    """As Kubernetes reads, for what both programs print: dates are strings."""


for first, rules in list(Loader.yaml_implicit_resolvers.items()):
    Loader.yaml_implicit_resolvers[first] = [r for r in rules if not r[0].endswith((":timestamp", ":value"))]


def objects(text):
    return sorted((str((d["kind"], d["metadata"].get("name"))), d) for d in yaml.load_all(text, Loader) if d and "kind" in d)


def place_fault(line, top):
    """The line of the template has the key of the value, or an action."""
    m = re.match(r'\s*(?:"?([^":]+)"?:)?.* # (\S+):(\d+)$', line)
    if not m:
        return None if line in ("---", "") or line.endswith("-") else f"no place: {line}"
    key, file, no = m[1], m[2], int(m[3])
    template = open(os.path.join(top, file)).read().split("\n")[no - 1]
    kind_of_block = line.split(" # ")[0].rstrip().endswith((":", "-"))
    if kind_of_block or "{{" in template or (key or "-").strip("- ") in template:
        return None
    return f"{line!r} is not from {template!r}"


passed = failed = 0
with tempfile.TemporaryDirectory() as made:
    subprocess.run([helm, "create", os.path.join(made, "web")], check=True, capture_output=True)
    cases = dict(read_cases(open(path).read()))
    charts = [(n, os.path.join(made, n), a) for n, (a, files) in cases.items()]
    for n, (a, files) in cases.items():
        for f, text in files.items():
            p = os.path.join(made, n, f)
            os.makedirs(os.path.dirname(p), exist_ok=True)
            open(p, "w").write(text)
    charts += [("helm create", os.path.join(made, "web"), ""),
               ("helm create, all on", os.path.join(made, "web"), "--set ingress.enabled=true --set autoscaling.enabled=true --set podSecurityContext.fsGroup=1 --set volumes[0].name=x --set volumes[0].emptyDir.medium=Memory --set nodeSelector.a=b")]
    for name, top, args in charts:
        args = (args or "").split()
        theirs = subprocess.run([helm, "template", top, "--include-crds", *args], capture_output=True, text=True)
        ours = subprocess.run([sekisho, "config", "render", top, "--places"] + [a.replace("--set", "--helm-set") for a in args],
                              capture_output=True, text=True, env={**os.environ, "PATH": os.path.dirname(helm) + ":" + os.environ["PATH"]})
        why = None
        if theirs.returncode or ours.returncode:
            why = f"helm: {theirs.stderr} sekisho: {ours.stderr}"
        else:
            a, b = objects(theirs.stdout), objects(ours.stdout)
            why = f"objects: {[x[0] for x in a]}, {[x[0] for x in b]}" if [x[0] for x in a] != [x[0] for x in b] else None
            for (k, x), (_, y) in zip(a, b) if not why else ():
                why = why or difference(x, y, k)
            for line in ours.stdout.split("\n") if not why else ():
                why = why or place_fault(line, top)
        if why:
            failed += 1
            print(f"FAILED: {name}: {why}")
        else:
            passed += 1
print(f"helm: {passed} passed, {failed} failed, 0 skipped")
sys.exit(failed > 0)
