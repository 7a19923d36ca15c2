"""kustomize.py KUSTOMIZE SEKISHO CASES: every tree of CASES built by both, and the objects compared as values."""
import os, re, subprocess, sys, tempfile
import yaml


class Loader(yaml.SafeLoader):
    """As Kubernetes reads: dates and base-60 numbers are strings. Both programs quote what YAML 1.1 would take."""


for first, rules in list(Loader.yaml_implicit_resolvers.items()):
    Loader.yaml_implicit_resolvers[first] = [r for r in rules if not r[0].endswith((":timestamp", ":value"))]


def read_cases(text):
    cases, texts, name, file = {}, {}, None, None
    for line in text.split("\n"):
        if m := re.match(r"=== (@?\S+)(?: (.*))?$", line):
            name, file = m[1], None
            if name[0] == "@":
                texts[name] = []
            else:
                cases[name] = (m[2], {})
        elif name and name[0] == "@":
            texts[name].append(line)
        elif m := re.match(r"--- (\S+)$", line):
            file = m[1]
            cases[name][1][file] = []
        elif file:
            cases[name][1][file].append(line)
    for _, files in cases.values():
        for f, lines in files.items():
            files[f] = "\n".join(texts[lines[0]] if lines and lines[0] in texts else lines) + "\n"
    return cases


def objects(text):
    out = {}
    for d in yaml.load_all(text, Loader):
        m = d.get("metadata", {})
        out[(d["apiVersion"], d["kind"], m.get("namespace"), m.get("name"))] = d
    return out


def difference(a, b, at=""):
    if type(a) is dict and type(b) is dict:
        for k in sorted(set(a) | set(b), key=str):
            if k not in a or k not in b:
                return f"{at}/{k}: only in {'sekisho' if k in b else 'kustomize'}: {a.get(k, b.get(k))!r}"
            if d := difference(a[k], b[k], f"{at}/{k}"):
                return d
    elif type(a) is list and type(b) is list and len(a) == len(b):
        for i, (x, y) in enumerate(zip(a, b)):
            if d := difference(x, y, f"{at}/{i}"):
                return d
    elif type(a) is not type(b) or a != b:
        return f"{at}: kustomize {a!r}, sekisho {b!r}"
    return None


def main(kustomize, sekisho, path, *only):
    passed = failed = 0
    for name, (folder, files) in read_cases(open(path).read()).items():
        if only and name not in only:
            continue
        with tempfile.TemporaryDirectory() as top:
            for f, text in files.items():
                p = os.path.join(top, f)
                os.makedirs(os.path.dirname(p), exist_ok=True)
                with open(p, "w") as out:
                    out.write(text)
            at = os.path.join(top, folder)
            theirs = subprocess.run([kustomize, "build", at], capture_output=True, text=True)
            ours = subprocess.run([sekisho, "config", "render", at], capture_output=True, text=True)
        why = None
        if theirs.returncode:
            why = "kustomize fails: " + theirs.stderr
        elif ours.returncode:
            why = "sekisho fails: " + ours.stderr
        else:
            a, b = objects(theirs.stdout), objects(ours.stdout)
            if set(a) != set(b):
                why = f"objects: kustomize {sorted(map(str, set(a) - set(b)))}, sekisho {sorted(map(str, set(b) - set(a)))}"
            for k in a if not why else ():
                why = why or difference(a[k], b[k], "/".join(str(x) for x in k[1:]))
        if why:
            failed += 1
            print(f"FAILED: {name}: {why}")
        else:
            passed += 1
    print(f"kustomize: {passed} passed, {failed} failed, 0 skipped")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
