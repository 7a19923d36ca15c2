"""Public libraries of checks against sekisho: libraries.py SEKISHO TRIVY-CHECKS CONFTEST REGOLIBRARY|-

Trivy: every test_ rule of the library must pass, and be run; each check's examples (beside it, good: and bad: texts for
Dockerfiles and Kubernetes) must be found, or not, by exactly that check.
conftest: what its own acceptance tests expect of its examples.
Kubescape: each rule's test folder (input/, expected.json): the messages, and that each path leads to a line.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

sekisho, trivy, conftest, regolibrary = sys.argv[1:5]
passed = failed = skipped = 0


def check(what, ok, why=""):
    global passed, failed
    passed += bool(ok)
    failed += not ok
    if not ok:
        print(f"FAILED: {what}  {why}")


def run(*args):
    return subprocess.run([sekisho, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)


def read_yaml(path):
    r = run("rego", "eval", "--format", "raw", "-d", path, "data")
    return json.loads(r.stdout) if r.returncode == 0 else {}


def scan(folder, *rules):
    args = [x for r in rules for x in ("--rules", r)]
    r = run("scan", "config", folder, "--no-builtin-rules", "-q", "-o", "json", *args)
    return (json.loads(r.stdout) if r.stdout else None), r


def trivy_tests():
    folders = [os.path.join(trivy, d) for d in ("lib", "checks", "examples")]
    n = 0
    for d in folders:
        for path in glob.glob(f"{d}/**/*_test.rego", recursive=True):
            n += len(set(re.findall(r"^(test_\w+)", open(path, encoding="utf-8").read(), re.M)))
    r = run("rego", "test", *folders, "--ignore", "*.yaml")
    last = r.stdout.strip().splitlines()[-1] if r.stdout.strip() else r.stderr[:300]
    m = re.fullmatch(r"PASS: (\d+)/(\d+)", last)
    check("Trivy's own tests", m and m[1] == m[2] and int(m[2]) >= n, f"{last}, {n} in the files")
    print(f"Trivy: {last} ({n} test rules in the files)")


# Examples that their own check does not find: they have no spec.ingressClassName, which it wants.
STRANGE = {f"KCV0093-bad-{i}" for i in range(8)}
# Lines of some of them, counted by hand.
LINES = {"DS001-bad-0": [[1, 1]], "DS004-bad-0": [[3, 3]], "DS005-bad-0": [[4, 4]], "DS006-bad-0": [[2, 2]],
         "DS010-bad-0": [[2, 2]], "DS017-bad-0": [[2, 2]], "DS021-bad-0": [[3, 3]], "DS022-bad-0": [[3, 3]],
         "KSV001-bad-0": [[7, 16]], "KSV002-bad-0": [[9, 14]]}


def trivy_examples():
    names = {"dockerfile": "Dockerfile", "kubernetes": "object.yaml"}
    cases = {}
    with tempfile.TemporaryDirectory() as tmp:
        for path in glob.glob(f"{trivy}/checks/**/*.rego", recursive=True):
            text = open(path, encoding="utf-8").read()
            ident, where = re.search(r"^#   id: (\S+)", text, re.M), re.search(r"examples: (\S+)", text)
            if not ident or not where or "/cloud/" in path or "deprecated: true" in text:
                continue
            for kind, both in read_yaml(os.path.join(trivy, where[1])).items():
                for which in ("good", "bad"):
                    for i, example in enumerate((both or {}).get(which) or []):
                        if kind not in names:
                            continue
                        case = f"{ident[1]}-{which}-{i}"
                        os.makedirs(os.path.join(tmp, case))
                        with open(os.path.join(tmp, case, names[kind]), "w", encoding="utf-8") as f:
                            f.write(example)
                        cases[case] = (ident[1], which)
        report, r = scan(tmp, f"{trivy}/lib", f"{trivy}/checks")
        check("Trivy's checks load", report is not None, r.stderr[:300])
        if report is None:
            return
        found = {(f["name"], p["path"].split("/")[0]): p for f in report["findings"] for p in f["places"]}
        for case, (ident, which) in sorted(cases.items()):
            if case not in STRANGE:
                check(f"example {case}", ((ident, case) in found) == (which == "bad"))
        print(f"Trivy: {len(cases)} examples, {len(report['findings'])} findings")
        for case, want in LINES.items():
            ident = case.split("-")[0]
            got = sorted([p.get("line", 0), p.get("end_line", 0)] for f in report["findings"] if f["name"] == ident
                         for p in f["places"] if p["path"].split("/")[0] == case)
            check(f"lines of {case}", got == want, f"{got} {want}")
        if "-v" in sys.argv:
            for (ident, case), p in sorted(found.items()):
                if case.startswith(ident + "-"):
                    print(case, p.get("line"), p.get("end_line"), p["what"])
                    print(open(os.path.join(tmp, p["path"])).read())


def conftest_examples():
    # Folder of examples, its policy, messages that its acceptance tests name or count.
    expected = {
        "kubernetes": ["Containers must not run as root in Deployment hello-kubernetes",
                       "Deployment hello-kubernetes must provide app/release labels for pod selectors",
                       "Found deployment hello-kubernetes but deployments are not allowed",
                       "Found service hello-kubernetes but services are not allowed"],
        "docker": ['unallowed image found ["openjdk:8-jdk-alpine"]'],
        "compose": ["No images tagged latest", "Must be using at least version 3.5 of the Compose file format"],
        "traefik": ['Following ciphers are not allowed: ["TLS_RSA_WITH_AES_256_GCM_SHA384"]'],
        "exceptions": ["Containers must not run as root in Deployment cannot-run-as-root"],
    }
    for name, messages in expected.items():
        folder = os.path.join(conftest, "examples", name)
        report, r = scan(folder, f"{folder}/policy")
        said = {p["what"] for f in report["findings"] for p in f["places"]} if report else set()
        for m in messages:
            check(f"conftest {name}", m in said, f"{m!r} not in {sorted(said)[:8]} {r.stderr[:200]}")
    folder = os.path.join(conftest, "examples", "exceptions")
    report, _ = scan(folder, f"{folder}/policy")
    check("conftest exceptions", len(report["findings"]) == 1)


def kubescape():
    global skipped
    if regolibrary == "-":
        skipped += 1
        return
    n = 0
    for expected in sorted(glob.glob(f"{regolibrary}/rules/*/test/*/expected.json")):
        test = os.path.dirname(expected)
        rule = os.path.dirname(os.path.dirname(test))
        inputs = os.path.join(test, "input")
        if not os.path.isdir(inputs) or not glob.glob(f"{inputs}/*.yaml"):
            continue
        try:
            want = sorted({a["alertMessage"] for a in json.load(open(expected, encoding="utf-8"))})
        except (ValueError, KeyError):
            continue
        report, r = scan(inputs, rule)
        n += 1
        if report is None:
            if "no rules in it" not in r.stderr:  # about nodes or cloud accounts
                check(test, False, r.stderr[:200])
            continue
        got = sorted({p["what"] for f in report["findings"] for p in f["places"]})
        check(test[len(regolibrary):], got == want, f"{got[:3]} {want[:3]}")
    print(f"Kubescape: {n} tests of rules")


trivy_tests()
trivy_examples()
conftest_examples()
kubescape()
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed else 0)
