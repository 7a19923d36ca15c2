#!/usr/bin/env python3
"""secrets.py GITLEAKS SEKISHO MODULE [SEED [ROUNDS]]: the same rules over the same files, by gitleaks and by us.

Random rule files in all keys of the format over random texts made of what their expressions match; then gitleaks' own
default rules over its own source (MODULE: full of examples) and over Go's, unmodified. A finding is a rule, a file, a
line and a secret (its SHA-256: we show no more). Decoding and archives are off: their results differ on purpose.

Where gitleaks 8.30 contradicts its own documentation, the random files keep away: in folders a global allowlist with
condition AND skips files by their path alone; a finding on a last line without a line feed counts the whole file as its
line (for allow comments and regexTarget "line"); "^" of a regexTarget "line" stands before the line feed of the line before.
"""
import hashlib, json, os, random, shutil, subprocess, sys, tempfile

gitleaks, sekisho, module = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
rounds = int(sys.argv[5]) if len(sys.argv) > 5 else 30
rng = random.Random(seed)
passed = failed = skipped = 0
WORDS = ["key", "token", "pass", "zeta", "acme", "id", "secret", "x9", "Kuro", "sama"]


def sha(s):
    return hashlib.sha256(s.encode("utf-8", "surrogateescape")).hexdigest()


# ---- expressions: each node gives a pattern and a text that it matches ----

def lit():
    w = rng.choice(WORDS) + rng.choice(["", "_", "-", "=", ":"])
    return w, lambda: w


def cls():
    p, chars = rng.choice([("[a-z]", "abcdefz"), ("[0-9]", "0123456789"), ("[A-Fa-f0-9]", "09afAF3c"), ("\\w", "aZ_9"),
                           ("[^\\s\"']", "a$9%Z"), ("\\d", "0123456789"), (".", "a ;9"), ("[\\w.-]", "a.-_9")])
    lo = rng.randint(1, 6)
    hi = lo + rng.randint(0, 6)
    q = rng.choice(["{%d,%d}" % (lo, hi), "{%d}" % lo, "+", "{%d,}" % lo, "{%d,%d}?" % (lo, hi)])
    return p + q, lambda: "".join(rng.choice(chars) for _ in range(lo + (rng.randint(0, hi - lo) if q[-1] != "}" or "," in q else 0)))


def node(depth):
    kind = rng.randint(0, 9)
    if depth == 0 or kind < 3:
        return lit()
    if kind < 6:
        return cls()
    if kind < 8:
        parts = [node(depth - 1) for _ in range(rng.randint(1, 3))]
        opening = rng.choice(["(", "(?:", "(", "(?i:"])
        return opening + "".join(p for p, _ in parts) + ")", lambda: "".join(s() for _, s in parts)
    if kind == 8:
        a, b = node(depth - 1), node(depth - 1)
        return "(" + a[0] + "|" + b[0] + ")", lambda: rng.choice([a, b])[1]()
    p, s = rng.choice([("\\s{0,3}", " "), ("\\s?=\\s?", " = "), ("[ \\t]*", "  "), ("\\n?", "\n"), ("[\"']?", '"')])
    return p, lambda: s


def expression():
    parts = [lit()] + [node(2) for _ in range(rng.randint(1, 4))] + [cls()]
    if rng.random() < 0.2:
        rng.shuffle(parts)
    p = "".join(x for x, _ in parts)
    p = rng.choice(["", "(?i)", "\\b", "", "(?m)^"]) + p + rng.choice(["", "\\b", "(?:[\\s;'\"]|$)", ""])
    return p, lambda: "".join(s() for _, s in parts)


# ---- rule files ----

def q(s):
    return "'''" + s + "'''"


def quoted(items):
    return "[" + ", ".join(json.dumps(i) for i in items) + "]"


def allowlist(table, samples, extra=""):
    out = ["[[%s]]" % table if table.endswith("s") else "[%s]" % table]
    keys = rng.sample(["regexes", "stopwords", "paths", "commits"], rng.randint(1, 3))
    if rng.random() < 0.5:
        out.append("condition = " + json.dumps(rng.choice(["AND", "OR", "and", "&&", "||"])))
    if rng.random() < 0.6:
        out.append("regexTarget = " + json.dumps(rng.choice(["match", "line", "secret"])))
    if "regexes" in keys:
        out.append("regexes = [%s]" % ", ".join(q(rng.choice(["[0-9]{4}", "(?i)z", "a$", "acme.*[af]", "key", "9"])) for _ in range(rng.randint(1, 2))))
    if "stopwords" in keys:
        out.append(rng.choice(["stopwords", "stopWords"]) + " = " + quoted(rng.sample(["Z", "af", "99", "acme", "kuro", "qqq"], 2)))
    if table in ("allowlist", "allowlists") and "paths" in keys and any("AND" in o.upper() or "&&" in o for o in out):
        keys = ["stopwords"]
        out.append('stopwords = ["Z", "af"]')
    if "paths" in keys:
        out.append("paths = [%s]" % q(rng.choice(["b/", "\\.cfg$", "a\\.txt", "nothing"])))
    if "commits" in keys:
        out.append('commits = ["abcdef1234567890"]')
    return "\n".join(out) + "\n" + extra


def rule_file():
    samples, out, ids = [], ['title = "random"\n'], []
    for i in range(rng.randint(2, 7)):
        p, s = expression()
        samples.append(s)
        rid = rng.choice(["rule-%d", "generic-%d", "r%d"]) % i
        ids.append(rid)
        out.append("[[rules]]\nid = %s\ndescription = \"d\"\nregex = %s\n" % (json.dumps(rid), q(p)))
        if rng.random() < 0.7:
            out.append("keywords = %s\n" % quoted(rng.sample(WORDS, rng.randint(1, 3))))
        if rng.random() < 0.4:
            out.append("entropy = %s\n" % rng.choice(["1.5", "2", "2.5", "3.0", "3.3"]))
        if rng.random() < 0.3 and "(" in p.replace("(?", ""):
            out.append("secretGroup = 1\n")
        if rng.random() < 0.2:
            out.append("path = %s\n" % q(rng.choice(["\\.txt$", "^b/", "(?i)A\\.TXT"])))
        if rng.random() < 0.15:
            out.append("skipReport = true\n")
        if rng.random() < 0.4:
            out.append(allowlist("rules.allowlists", samples))
        elif rng.random() < 0.2:
            out.append(allowlist("rules.allowlist", samples))
        if i and rng.random() < 0.3:
            near = rng.choice(["", "withinLines = %d\n" % rng.randint(0, 4), "withinLines = 2\nwithinColumns = %d\n" % rng.randint(0, 30)])
            out.append("[[rules.required]]\nid = %s\n%s" % (json.dumps(rng.choice(ids[:-1])), near))
    if rng.random() < 0.2:
        out.append("[[rules]]\nid = \"path-only\"\npath = %s\n" % q("\\.cfg$"))
    if rng.random() < 0.4:
        if rng.random() < 0.5:
            out.append(allowlist("allowlist", samples))
        else:
            out.append(allowlist("allowlists", samples, "targetRules = %s\n" % quoted([rng.choice(ids)]) if rng.random() < 0.5 else ""))
    return "\n".join(out), samples


def text(samples):
    lines = []
    for _ in range(rng.randint(5, 60)):
        line = rng.choice(["", "", "    ", "x = ", "# ", "acme "])
        for _ in range(rng.randint(0, 3)):
            line += rng.choice([rng.choice(samples)(), rng.choice(WORDS), " ", " = ", "noise9 ", '"'])
        if rng.random() < 0.03:
            line += " gitleaks:allow"
        lines.append(line)
    return "\n".join(lines) + "\n"


# ---- both programs ----

def theirs(folder, config):
    out = os.path.join(folder, "..", "theirs.json")
    r = subprocess.run([gitleaks, "dir", ".", "-c", config, "-r", out, "-f", "json", "--no-banner", "-l", "error", "--exit-code", "0",
                        "--max-decode-depth", "0"], cwd=folder, capture_output=True, text=True)
    if r.returncode:
        return None, r.stderr
    with open(out) as f:
        found = json.load(f)
    # A rule about paths alone has no secret; of a group that is empty, our secret is the match.
    path = lambda x: x["Match"].startswith("file detected: ")
    return {(x["RuleID"], x["File"], 1 if path(x) else x["StartLine"], sha(x["File"] if path(x) else x["Secret"] or x["Match"]))
            for x in found}, ""


def ours(folder, config):
    r = subprocess.run([sekisho, "scan", "secrets", ".", "-q", "--rules", config, "--decode", "0", "-o", "json"], cwd=folder,
                       capture_output=True, text=True, env=dict(os.environ, XDG_CACHE_HOME="/nonexistent"))
    if r.returncode not in (0, 3):
        return None, r.stderr
    return {(f["name"], p["path"], p.get("line", 1), f["secret_sha256"]) for f in json.loads(r.stdout)["findings"] for p in f["places"]}, ""


def compare(what, folder, config, known=lambda finding: False):
    global passed, failed, skipped
    a, why = theirs(folder, config)
    b, why_us = ours(folder, config)
    if a is None and b is None:
        skipped += 1
        return
    if a is None or b is None:
        failed += 1
        print("FAILED: %s: only %s takes it: %s" % (what, "sekisho" if a is None else "gitleaks", (why or why_us).strip()[:300]))
        return
    diff = [x for x in a ^ b if not known(x)]
    if diff:
        failed += 1
        print("FAILED: %s: %d and %d findings" % (what, len(a), len(b)))
        for x in sorted(diff)[:6]:
            print("  only %s: %s" % ("gitleaks" if x in a else "sekisho", x))
    else:
        passed += 1
    return len(a)


with tempfile.TemporaryDirectory() as tmp:
    total = 0
    for n in range(rounds):
        folder = os.path.join(tmp, "r%d" % n, "t")
        os.makedirs(folder + "/b")
        config = os.path.join(tmp, "r%d" % n, "rules.toml")
        rules, samples = rule_file()
        with open(config, "w") as f:
            f.write(rules)
        for name in ["a.txt", "b/a.txt", "b/c.cfg"]:
            with open(os.path.join(folder, name), "w") as f:
                f.write(text(samples))
        total += compare("random %d of seed %d" % (n, seed), folder, config) or 0
        if os.environ.get("KEEP", "").endswith("/%d" % n):  # KEEP=DIR/7: look at number 7 afterwards
            shutil.copytree(os.path.join(tmp, "r%d" % n), os.environ["KEEP"])
    print("%d findings in %d random rule files" % (total, rounds))
    default = os.path.join(module, "config", "gitleaks.toml")
    goroot = subprocess.run(["go", "env", "GOROOT"], capture_output=True, text=True).stdout.strip()
    for what, folder in [("gitleaks' rules over its own source", module), ("gitleaks' rules over Go's", goroot + "/src/crypto")]:
        copy = os.path.join(tmp, "".join(c if c.isalnum() else "-" for c in what), "t")
        packed = (".zip", ".gz", ".tar", ".xz", ".zst", ".bz2", ".gitleaksignore", ".gitleaks.toml")
        shutil.copytree(folder, copy, ignore=lambda d, names: [x for x in names if x.endswith(packed)])
        print(what + ":", compare(what, copy, default), "findings")
print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
sys.exit(failed > 0)
