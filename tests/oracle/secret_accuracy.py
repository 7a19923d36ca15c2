#!/usr/bin/env python3
"""secret_accuracy.py EXAMPLES SEKISHO GITLEAKS|- NOISE...: precision and recall on a labelled corpus.

Every example of our rules (EXAMPLES prints them, made up anew each run) is planted into a real source file, one to a file,
as it would stand there: on a line of its own, indented, in a comment, in a file with CRLF. The label is the line. The
same files without plants are the noise: what is found there is counted as false, though some of it is somebody's real
test key; a decoy that another rule takes may be right, too (an unknown token named "api_key" is one). Prints the table of docs/secrets.md and fails below what that promises.
"""
import json, os, random, subprocess, sys, tempfile

examples, sekisho, gitleaks, noise = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3], sys.argv[4:]
rng = random.Random(7)
MOST = int(os.environ.get("NOISE_MB", "12")) * 1000000
RECALL, PER_MB = 0.98, 0.5  # promised: of plants; false findings of severity low or more in a megabyte
TEXT = (".py", ".go", ".js", ".ts", ".c", ".h", ".rb", ".java", ".sh", ".md", ".txt", ".json", ".yaml", ".yml", ".html", ".css")


def run(args, cwd):
    return subprocess.run(args, cwd=cwd, capture_output=True, text=True, env=dict(os.environ, XDG_CACHE_HOME="/nonexistent"))


def by_sekisho(folder):
    r = run([sekisho, "scan", "secrets", ".", "-q", "-o", "json"], folder)
    found = json.loads(r.stdout)["findings"]
    return [(p["path"], p.get("line", 1), p.get("end_line", 1), f["name"], f["severity"]) for f in found for p in f["places"]]


def by_gitleaks(folder):
    out = os.path.join(folder, "..", "theirs.json")
    run([os.path.abspath(gitleaks), "dir", ".", "-r", out, "-f", "json", "--no-banner", "-l", "error", "--exit-code", "0"], folder)
    with open(out) as f:
        return [(x["File"], x["StartLine"], x["EndLine"], x["RuleID"], "high") for x in json.load(f)]


files = [os.path.join(d, n) for top in noise for d, _, names in os.walk(top) for n in names if n.endswith(TEXT)]
files = sorted(f for f in files if "/test" not in f and "_test." not in f and os.path.getsize(f) < 200000)
cells = subprocess.run([examples, "--examples"], capture_output=True, check=True).stdout.split(b"\0")[:-1]
rows = [cells[i:i + 4] for i in range(0, len(cells), 4)]
with tempfile.TemporaryDirectory() as tmp:
    plants, decoys, clean = {}, {}, os.path.join(tmp, "clean", "t")
    size = 0
    for n, f in enumerate(rng.sample(files, len(files))):
        if size > MOST:
            break
        to = os.path.join(clean, "d%d" % (n // 500), "%d_%s" % (n, os.path.basename(f)))
        os.makedirs(os.path.dirname(to), exist_ok=True)
        with open(f, "rb") as i, open(to, "wb") as o:
            data = i.read()
            o.write(data)
            size += len(data)
    planted = os.path.join(tmp, "planted", "t")
    for n, (rule, yes, path, text) in enumerate(rows):
        path = path.decode()
        with open(rng.choice(files), "rb") as f:
            lines = f.read().replace(b"\r", b"").split(b"\n")[:400]
        how = rng.choice(["line", "line", "indent", "comment", "crlf"])
        if b"\n" in text or path or text.startswith(b"sensitive_value"):
            how = "line"
        text = {"indent": b"    " + text, "comment": b"// " + text}.get(how, text)
        at = rng.randint(0, len(lines))
        lines[at:at] = text.split(b"\n")
        name = os.path.join("p%d" % n, path or "src/x%s" % rng.choice([".py", ".go", ".js", ".conf", ".rb"]))
        os.makedirs(os.path.dirname(os.path.join(planted, name)), exist_ok=True)
        with open(os.path.join(planted, name), "wb") as f:
            f.write((b"\r\n" if how == "crlf" else b"\n").join(lines))
        (plants if yes == b"yes" else decoys)[name] = (rule.decode(), at + 1, at + 1 + text.count(b"\n"))
    n = sum(len(names) for _, _, names in os.walk(clean))
    print("%d true secrets and %d decoys planted; noise: %d files, %.1f MB" % (len(plants), len(decoys), n, size / 1e6))
    print("\n| | found of the true | same rule said so | decoys taken | noise, low or more | per MB | generic rules' part |\n|---|---|---|---|---|---|---|")
    ok = True
    for who, scan in [("sekisho", by_sekisho), ("gitleaks", by_gitleaks)]:
        if who == "gitleaks" and gitleaks == "-":
            continue
        got = {}
        for path, first, last, rule, _ in scan(planted):
            got.setdefault(path, []).append((first, last, rule))
        hit = lambda name, row: [r for a, b, r in got.get(name, []) if a <= row[2] and b >= row[1]]
        found = [n for n, row in plants.items() if hit(n, row)]
        same = [n for n in found if plants[n][0] in hit(n, plants[n])]
        taken = [n for n, row in decoys.items() if hit(n, row)]
        false = [x for x in scan(clean) if x[4] not in ("negligible", "unknown")]
        generic = [x for x in false if "generic" in x[3] or x[3] == "sensitive-value"]
        print("| %s | %d (%.1f %%) | %d | %d (%.1f %%) | %d | %.2f | %d |" % (
            who, len(found), 100 * len(found) / len(plants), len(same), len(taken), 100 * len(taken) / len(decoys), len(false),
            len(false) / (size / 1e6), len(generic)))
        if who == "sekisho":
            ok = len(found) >= RECALL * len(plants) and len(false) <= PER_MB * size / 1e6
            missed = [(plants[n], n) for n in plants if n not in found]
            if os.environ.get("SHOW"):
                for m in missed[:40]:
                    print("missed", m)
                for t in taken[:40]:
                    print("taken", decoys[t], hit(t, decoys[t]))
                for x in false[:60]:
                    print("noise", x)
print("\n%d passed, %d failed, 0 skipped" % (ok, not ok))
sys.exit(not ok)
