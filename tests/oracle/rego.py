#!/usr/bin/env python3
"""Compares `sekisho rego` with the real opa.

usage: rego.py OPA SEKISHO CASES [seed [programs]]
  the files tests/data/rego/*.txt: what they expect is what opa answers
  the conformance cases that come with opa's module (CASES), but for the differences listed below
  random programs and inputs
Prints differences, then "N passed, N failed, N skipped".
"""
import glob, json, os, random, re, subprocess, sys, tempfile

OPA, OURS, CASES = sys.argv[1:4]
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else 20261124  # the same each time: a run repeats
PROGRAMS = int(sys.argv[5]) if len(sys.argv) > 5 else 150
count = {"passed": 0, "failed": 0, "skipped": 0}
tmp = tempfile.mkdtemp()

# What differs on purpose, or is not there; each a part of a conformance case's folder or note.
KNOWN = {
    "providers-aws": "AWS request signing: no pure function of rules that judge documents",
    "jsonschema/test-json-match_schema.yaml json_match_schema/invalid": "what is wrong is said in our words",
    "json_verify_schema/invalid": "what is wrong is said in our words",
    "graphql": "GraphQL builtins are not there",
    "globsmatch": "regex.globs_match is not there",
    "netlookupipaddr": "refused",
    "cryptoparsersaprivatekeys": "private keys are not parsed",
    "cryptox509parsersaprivatekey": "private keys are not parsed",
    "cryptox509parsekeypair": "private keys are not parsed",
    "cryptox509parsecertificaterequest": "certificate requests are not parsed",
    "cryptox509parseandverifycertificates": "chains are not verified",
    "regoparsemodule": "rego.parse_module is not there",
    "rendertemplate/complex": "only fields in templates",
    "time caching": "needs test.sleep of opa's own tests",
    "data/toplevel integer": "keys of JSON are strings",
    "data/nested integer": "keys of JSON are strings",
    "base/virtual: conflicts": "opa refuses to load data over rules; here rules win",
    "input set": "a set is no JSON input",
    "float too big": "numbers keep their digits",
    "extra data after pem": "text after a certificate is not looked at",
    "cycle_1022_3": "opa ends paths at a node met again in an order of its own",
    "arity 0": "opa.runtime is refused",
}


def diff(name, ours, theirs, program):
    if ours == theirs:
        count["passed"] += 1
        return
    count["failed"] += 1
    if count["failed"] < int(os.environ.get("SHOW", "15")):
        print("FAIL", name, "\n  ours ", str(ours)[:600], "\n  opa  ", str(theirs)[:600], "\n" + program[:3000])


def norm(x):
    if isinstance(x, float) or (isinstance(x, int) and abs(x) > 1 << 63):  # opa rounds to 64 bits
        x = float("%.12g" % x)
        return int(x) if abs(x) < 1 << 53 and x == int(x) else x
    if isinstance(x, dict):
        return {k: norm(v) for k, v in x.items()}
    return [norm(v) for v in x] if isinstance(x, list) else x


def run(program, modules, query, data, given, extra=()):
    args = [program, *(["rego"] if program == OURS else []), "eval", "--format", "json", *extra]
    for i, m in enumerate(modules):
        path = f"{tmp}/m{i}.rego"
        open(path, "w").write(m)
        args += ["-d", path]
    for flag, name, doc in (("-d", "data", data), ("-i", "input", given)):
        if doc is not None:
            path = f"{tmp}/{name}.json"
            open(path, "w").write(doc if isinstance(doc, str) else json.dumps(doc, default=str))
            args += [flag, path]
    try:
        p = subprocess.run(args + ["--", query], capture_output=True, text=True, timeout=60)
    except subprocess.TimeoutExpired:
        return {"died": "timeout"}
    if p.returncode < 0:
        return {"died": p.returncode}
    try:
        return json.loads(p.stdout) if p.stdout.strip() else {"errors": [{"code": "none", "message": p.stderr}]}
    except json.JSONDecodeError:
        return {"errors": [{"code": "unreadable", "message": p.stdout[:200]}]}


def values(out):
    if out.get("died"):
        return ("died", out["died"])
    if out.get("errors"):
        return ("error", out["errors"][0]["code"])
    rows = [json.dumps([norm(e["value"]) for e in r["expressions"]], sort_keys=True) for r in out.get("result", [])]
    return ("values", sorted(rows))


def own_cases():
    for path in sorted(glob.glob("tests/data/rego/*.txt")):
        for text in open(path).read().split("\n=== ")[1:]:
            name, _, rest = text.partition("\n")
            parts, modules = {}, []
            for part in ("\n" + rest).split("\n--- ")[1:]:
                kind, _, body = part.partition("\n")
                modules.append(body) if kind == "module" else parts.__setitem__(kind, body.strip())
            strict = ("--strict-builtin-errors",) if parts.get("want", "").startswith("error") else ()
            if name.startswith("v0"):
                strict += ("--v0-compatible",)
            if "(not as opa)" in name:
                count["skipped"] += 1
                continue
            args = (modules, parts["query"], parts.get("data"), parts.get("input"), strict)
            diff(f"{path}: {name}", values(run(OURS, *args)), values(run(OPA, *args)), text)


def conformance():
    try:
        import yaml
    except ImportError:
        print("skipped: no PyYAML for the conformance cases")
        count["skipped"] += 1
        return
    for version in ("v1", "v0"):
        for path in sorted(glob.glob(f"{CASES}/{version}/**/*.yaml", recursive=True)):
            for c in (yaml.load(open(path), Loader=yaml.CSafeLoader) or {}).get("cases", []):
                note = path + " " + c["note"]
                if any(k in note for k in KNOWN) or "input_term" in c:
                    count["skipped"] += 1
                    continue
                extra = ("--v0-compatible",) if version == "v0" else ()
                if c.get("strict_error"):
                    extra += ("--strict-builtin-errors",)
                out = run(OURS, c.get("modules") or [], c["query"], c.get("data"), c.get("input") if "input" in c else None, extra)
                if c.get("want_error_code") or c.get("want_error"):
                    diff(note, "error" if out.get("errors") else out, "error", str(c))
                elif out.get("errors") or out.get("died"):
                    diff(note, out, "a result", str(c))
                elif "want_result" in c:
                    got = [r.get("bindings", {}) for r in out.get("result", [])]
                    want = c["want_result"] or []
                    if c.get("sort_bindings"):
                        by = lambda v: json.dumps(v, sort_keys=True, default=str)
                        fix = lambda rows: [{k: sorted(v, key=by) if isinstance(v, list) else v for k, v in r.items()} for r in rows]
                        got, want = fix(got), fix(want)
                    text = lambda rows: sorted(json.dumps(norm(json.loads(json.dumps(r, default=str))), sort_keys=True) for r in rows)
                    diff(note, text(got), text(want), str(c))
                else:
                    count["passed"] += 1


class Maker:
    """Random programs that mean something: numbers, strings, arrays and objects, walked and compared."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.fresh = 0

    def pick(self, *xs):
        return self.r.choice(xs)

    def doc(self, depth=3):
        kind = self.r.randrange(8 if depth else 5)
        if kind == 0:
            return self.pick(None, True, False)
        if kind in (1, 2):
            return self.pick(0, 1, 2, 3, -7, 2.5, 10**20)
        if kind in (3, 4):
            return self.pick("a", "b", "key", "", "x y", "é", "10")
        if kind in (5, 6):
            return {self.pick("a", "b", "c", "items", "é"): self.doc(depth - 1) for _ in range(self.r.randrange(4))}
        return [self.doc(depth - 1) for _ in range(self.r.randrange(4))]

    def literal(self):
        return json.dumps(self.doc(1), ensure_ascii=False)

    def var(self, scope):
        return self.r.choice(scope) if scope and self.r.random() < 0.8 else self.literal()

    def new(self):
        self.fresh += 1
        return f"v{self.fresh}"

    def any(self, scope):
        """A term of which opa's type checker knows nothing."""
        return self.r.choice(scope) if scope and self.r.random() < 0.6 else self.path(scope)

    def path(self, scope):
        base = self.pick("input", "input", "input.a", "input.items", "data.doc", self.r.choice(scope) if scope else "input")
        for _ in range(self.r.randrange(3)):
            base += self.pick(".a", ".b", ".items", "[0]", "[1]", "[_]", '["c"]')
        return base

    def term(self, scope, depth=2):
        k = self.r.randrange(12 if depth else 3)
        if k == 0:
            return self.literal()
        if k in (1, 2):
            return self.var(scope)
        if k == 3:
            return self.path(scope)
        if k == 4:
            return f"[{self.term(scope, depth - 1)}, {self.term(scope, depth - 1)}]"
        if k == 5:
            return '{"k": %s, "l": %s}' % (self.term(scope, depth - 1), self.term(scope, depth - 1))
        if k == 6:
            return "{%s, %s}" % (self.term(scope, depth - 1), self.term(scope, depth - 1))
        if k == 7:
            x = self.new()
            return "[%s | %s]" % (x, "; ".join(self.body(list(scope), x, 2)))
        if k == 8:
            x = self.new()
            return "{%s | %s}" % (x, "; ".join(self.body(list(scope), x, 2)))
        if k == 9:
            f = self.pick("count", "is_string", "type_name", "json.marshal", "is_number", "object.keys", "sum", "max", "sort", "to_number", "upper", "strings.reverse", "abs", "round")
            return f"{f}({self.any(scope)})"
        if k == 10:
            f = self.pick('sprintf("%%v", [%s])', "object.get(input, %s, 7)", 'split("a.b.c", %s)', "array.concat([1], %s)", "format_int(%s, 10)", 'concat(",", %s)')
            return f % self.any(scope)
        return "(%s %s %s)" % (self.any(scope), self.pick("+", "-", "*", "/", "%", "&", "|"), self.any(scope))

    def body(self, scope, goal, n):
        """Literals that end with `goal` bound."""
        out = []
        for _ in range(self.r.randrange(n + 1)):
            k = self.r.randrange(9)
            if k == 0:
                x = self.new()
                out.append(f"{x} := {self.term(scope)}")
            elif k == 1:
                x, y = self.new(), self.new()
                out.append(f"some {x}, {y} in {self.path(scope)}")
                scope.append(y)
            elif k == 2:
                x = self.new()
                out.append(f"{x} := {self.path(scope)}")
                scope.append(x)
            elif k == 3:
                out.append(f"{self.any(scope)} {self.pick('==', '!=', '<', '>=')} {self.term(scope)}")
            elif k == 4:
                out.append(f"not {self.any(scope)} {self.pick('==', '<')} {self.any(scope)}".replace("[_]", "[0]"))
            elif k == 5:
                x, y = self.new(), self.new()
                out.append(f"some {x}, {y}")
                out.append(f"[{x}, {y}] = {self.any(scope)}")
                scope += [x, y]
            elif k == 6:
                out.append(f"{self.term(scope)} in {self.path(scope)}")
            elif k == 7:
                x = self.new()
                out.append(f"every {x} in {self.path(scope).replace('[_]', '')} {{ {x} != {self.any(scope).replace('[_]', '')} }}")
            else:
                x = self.new()
                out.append(f"{x} := data.t.f({self.any(scope)})" if self.functions else f"{x} := {self.literal()}")
        out.append(f"{goal} := {self.term(scope)}")
        return out

    def rule(self, i):
        kind = self.r.randrange(9)
        self.functions = True
        x, k = self.new(), self.new()
        if i == 0: # one definition: opa's index may hide a conflict of two
            cond = self.pick("is_number(a)", "is_string(a)", "is_object(a)", "a != 1", "a > 2")
            return f"f(a) := x if {{ {cond}; x := [a, {self.literal()}] }} else := {self.literal()}\n"
        body = "\n\t".join(self.body([], x, 4))
        if kind == 0:
            return f"r{i} contains {x} if {{\n\t{body}\n}}\n"
        if kind == 1:
            return f"r{i} := [{x} |\n\t{body}\n]\n"
        if kind == 2:
            return f"default r{i} := {self.literal()}\n\nr{i} := count({{{x} |\n\t{body}\n}})\n"
        if kind == 3:
            doc = json.dumps(self.doc(), ensure_ascii=False)
            return f"r{i} contains {x} if {{\n\t{body}\n}}\n\nw{i} := y if {{ y := r{i} with input as {doc} }}\n"
        if kind == 4:  # a chain of else
            other, last = "\n\t".join(self.body([], x, 3)), self.literal()
            return f"r{i} := y if {{\n\tl := [{x} |\n\t{body}\n]\n\ty := l[0]\n}} else := y if {{\n\tl := [{x} |\n\t{other}\n]\n\ty := l[1]\n}} else := {last}\n"
        if kind == 5:  # a partial object; keys that differ in type
            return f"r{i}[{k}] := v if {{\n\tsome {k}, v in {self.path([]).replace('[_]', '[0]')}\n\tcount([{x} |\n\t{body}\n]) >= 0\n}}\n"
        if kind == 6:  # `with` on a function of OPA, on one of ours and on a rule
            what = self.pick("count as g", "data.t.f as g", f"data.doc as {self.literal()}", "data.t.f as 7", "type_name as \"k\"")
            return f"r{i} := [{x} |\n\t{body}\n]\n\ng(a) := [\"g\", a]\n\nw{i} := y if {{ y := [r{i}, data.t.f(1)] with {what} }}\n" if i == 1 else f"r{i} := [{x} |\n\t{body}\n]\n"
        if kind == 7:  # walk, and paths of variables
            return f"r{i} contains [p, v] if {{ walk({self.pick('input', 'data.doc', 'input.a')}, [p, v]); is_{self.pick('number', 'string', 'null')}(v) }}\n"
        if kind == 8:  # variables in any place of a reference, and a comprehension in one
            return f"r{i} contains [a, b, {x}] if {{\n\tsome a, b\n\t{x} := input[a][b]\n\tcount([y | y := [z | z := input[a][_]][_]; y == {x}]) > 0\n}}\n"
        return f"r{i}[{k}] contains {x} if {{\n\tsome {k} in [\"p\", \"q\"]\n\t{body}\n}}\n"


def random_programs():
    print(f"seed {SEED}")
    agreed_values = 0
    for n in range(PROGRAMS):
        m = Maker(SEED + n)
        program = "package t\n\n" + "\n".join(m.rule(i) for i in range(4))
        given, data = m.doc(4), {"doc": m.doc(3)}
        theirs = values(run(OPA, [program], "data.t", data, given))
        ours = values(run(OURS, [program], "data.t", data, given))
        if ours[0] == theirs[0] == "error":
            count["passed"] += 1
            continue
        if theirs[0] == "error" and theirs[1] == "rego_type_error":
            count["skipped"] += 1  # opa's type checker refuses what can never hold; we evaluate it
            continue
        agreed_values += ours == theirs and ours[0] == "values"
        text = f"seed {SEED + n}\n{program}\ninput {json.dumps(given, ensure_ascii=False)}\ndata {json.dumps(data, ensure_ascii=False)}"
        diff(f"program {SEED + n}", ours, theirs, text)
    print(f"random programs with equal values: {agreed_values}")


def pattern(r, depth=3):
    """A random regular expression, mostly valid."""
    k = r.randrange(14 if depth else 5)
    if k < 3:
        return r.choice("abcxyzA0 é.")
    if k == 3:
        return r.choice([r"\d", r"\w", r"\s", r"\W", r"\pL", r"\p{Greek}", r"[[:alpha:]]", "[^a-c]", "[a-cx]", r"[\d-]", r"\.", r"\x41", "[é-ü]", r"\PN"])
    if k == 4:
        return r.choice(["^", "$", r"\b", r"\B", r"\A", r"\z", "(?i)", "(?s)", "(?m)", ".", "\\Qa.b\\E"])
    if k in (5, 6):
        return pattern(r, depth - 1) + r.choice(["*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}?", "{,2}", "{2,}"])
    if k in (7, 8):
        return "(" + pattern(r, depth - 1) + ")"
    if k == 9:
        return r.choice(["(?:", "(?P<n%d>" % r.randrange(9), "(?i:", "(?s-m:"]) + pattern(r, depth - 1) + ")"
    if k == 10:
        return pattern(r, depth - 1) + "|" + pattern(r, depth - 1)
    return pattern(r, depth - 1) + pattern(r, depth - 1)


def loops(r, depth=4):
    """Loops in loops over what may be empty: which of several matches is taken."""
    k = r.randrange(10 if depth else 2)
    if k < 2:
        return r.choice(["a", "b", "", "^", "$", r"\b", "."])
    if k < 7:
        return r.choice(["(", "(", "(", "(?:"]) + loops(r, depth - 1) + ")" + r.choice(["*", "+", "?", "*?", "+?", "??", "{0,2}", "{2,}?", "{1,}", "{2}", "{0}"])
    if k == 7:
        return loops(r, depth - 1) + "|" + loops(r, depth - 1)
    return loops(r, depth - 1) + loops(r, depth - 1)


def text(r):
    return "".join(r.choice("aaabbcxyzAZ019 .é\nλ-_") for _ in range(r.randrange(14)))


def layout(r):
    parts = ["2006", "06", "01", "1", "Jan", "January", "02", "2", "_2", "002", "Mon", "Monday", "15", "03", "3", "PM", "pm", "04", "4", "05", "5", ".000", ".999", "Z07:00", "-0700", "MST", "Z0700", "-07:00", " ", "-", "/", ":", "T", "at "]
    return "".join(r.choice(parts) for _ in range(r.randrange(1, 7)))


def verb(r):
    return "%" + "".join(r.sample("+- 0", r.randrange(3))) + r.choice(["", "", "5", "12", "3.2", ".3", "08"]) + r.choice("vvdsqxXobUefgtT%")


def number(r):
    return r.choice([0, 1, -1, 7, 255, -12345, 2**53 + 1, 2**63 - 1, 0.1, 2.5, -3.75, 1e-7, 1e21, 123456.789, 0.30000000000000004, 1 / 3])


# JSON Schema without what several branches say (which of them is quoted is a choice), and without pattern, which opa 1.4.2 leaves out.
KEYWORDS = {
    "type": lambda r, sub: r.choice(["integer", "number", "string", "object", "array", "null", "boolean", ["string", "null"], "text"] if r.random() < 0.9 else ["object"]),
    "enum": lambda r, sub: [1, "a", {"a": 1}],
    "const": lambda r, sub: r.choice([1, "a", {"a": 1}]),
    "properties": lambda r, sub: {"a": sub(), "b": sub()},
    "patternProperties": lambda r, sub: {"^a": sub()},
    "additionalProperties": lambda r, sub: r.choice([True, False, sub()]),
    "propertyNames": lambda r, sub: {"maxLength": 1},
    "required": lambda r, sub: r.choice([["a"], ["a", "c"]]),
    "dependencies": lambda r, sub: {"a": ["b"]},
    "minProperties": lambda r, sub: r.choice([1, 2]),
    "maxProperties": lambda r, sub: r.choice([0, 1]),
    "items": lambda r, sub: r.choice([sub(), [sub(), sub()]]),
    "additionalItems": lambda r, sub: r.choice([True, False, sub()]),
    "minItems": lambda r, sub: r.choice([1, 2]),
    "maxItems": lambda r, sub: r.choice([0, 1]),
    "uniqueItems": lambda r, sub: True,
    "minLength": lambda r, sub: r.choice([1, 2, -1]),
    "maxLength": lambda r, sub: 2,
    "minimum": lambda r, sub: r.choice([1, 2.5]),
    "maximum": lambda r, sub: r.choice([1, 2.5]),
    "exclusiveMinimum": lambda r, sub: r.choice([1, 2.5]),
    "multipleOf": lambda r, sub: r.choice([2, 0.5]),
}


def glob_pattern(r):
    return "".join(r.choice(["a", "b", ".", "*b", ".**b", "[ab]", "[!a]", "[a-c]", "{a,b}", ":", "/"]) for _ in range(r.randrange(6)))


def bulk():
    """Builtins with random arguments, thousands of calls in one evaluation."""
    r = random.Random(SEED)
    zone = lambda: r.choice(["", "UTC", "America/New_York", "Europe/Berlin", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo"])
    ns = lambda: r.randrange(-10**18, 4 * 10**18)
    any_text = lambda: r.choice([text(r), "a b", "<&>", "é", "", "x:y", "- a", "yes", "1e3", "null", "#c", "a #b", "'q'", '"', "a\nb\n", "~", "2024-01-01"])
    doc = lambda d=2: r.choice([any_text(), number(r), True, None]) if d == 0 or r.random() < 0.4 else [doc(d - 1) for _ in range(r.randrange(3))] if r.random() < 0.5 else {any_text(): doc(d - 1) for _ in range(r.randrange(3))}
    small = lambda: r.choice([1, 2.5, -3, "a", "abc", True, None, [1, 2], [1, 1], {"a": 1}, {"a": "x", "b": [1]}, {"ab": {"a": 3}}, []])

    def schema(d=2):
        s = {}
        for k in r.sample(sorted(KEYWORDS), r.randrange(1, 4)):
            s[k] = KEYWORDS[k](r, (lambda: schema(d - 1)) if d else lambda: {})
        return s

    calls = {
        "regex.find_all_string_submatch_n(c[0], c[1], -1)": lambda: [pattern(r), text(r)],
        "regex.find_all_string_submatch_n(c[0], c[1], -1) # loops\n": lambda: [loops(r), "".join(r.choice("aab b") for _ in range(r.randrange(6)))],
        "regex.match(c[0], c[1])": lambda: [pattern(r), text(r)],
        "regex.is_valid(c[0])": lambda: [pattern(r)],
        "regex.split(c[0], c[1])": lambda: [pattern(r), text(r)],
        "regex.replace(c[1], c[0], c[2])": lambda: [pattern(r), text(r), r.choice(["-", "<$1>", "${1}x", "$0$0", "$$", "$n1", "$"])],
        "sprintf(c[0], c[1])": lambda: [" ".join(verb(r) for _ in range(r.randrange(1, 3))), [r.choice([number(r), any_text(), [1, "a"], {"k": None}, True]) for _ in range(r.randrange(1, 3))]],
        "time.format([c[0], c[1], c[2]])": lambda: [ns(), zone(), layout(r)],
        "time.parse_ns(c[0], c[1])": lambda: (lambda f: [f, r.choice(["2024-02-03", "03 Feb 24", "2024-02-03T04:05:06Z", "2024-02-30T04:05:06.5+02:00", "4:05PM"])])(r.choice(["2006-01-02", "02 Jan 06", "RFC3339", "3:04PM", layout(r)])),
        "[time.date([c[0], c[1]]), time.clock([c[0], c[1]]), time.weekday([c[0], c[1]])]": lambda: [ns(), zone()],
        "time.diff([c[0], c[2]], [c[1], c[2]])": lambda: [ns(), ns(), zone()],
        "time.add_date(c[0], c[1], c[2], c[3])": lambda: [ns(), r.randrange(-9, 9), r.randrange(-20, 20), r.randrange(-99, 99)],
        "time.parse_duration_ns(c[0])": lambda: ["".join(r.choice(["1h", "2.5m", "-3s", "10ms", "7us", "1.5", "h", "0"]) for _ in range(r.randrange(1, 3)))],
        "glob.match(c[0], c[1], c[2])": lambda: [glob_pattern(r), r.choice([["."], [], [":", "/"]]), "".join(r.choice("aabbc..:/") for _ in range(r.randrange(1, 7)))],
        "c[0] + c[1]": lambda: [number(r), number(r)],
        "c[0] * c[1]": lambda: [number(r), number(r)],
        "c[0] / c[1]": lambda: [number(r), number(r)],
        "c[0] - c[1]": lambda: [number(r), number(r)],
        "c[0] % c[1]": lambda: [r.randrange(-99, 99), r.randrange(-9, 9)],
        "[round(c[0]), ceil(c[0]), floor(c[0]), abs(c[0]), format_int(c[0], 16)]": lambda: [number(r)],
        "[x | y := json.match_schema(c[0], c[1]); some x in [y[0], {[e.type, e.field] | some e in y[1]}]]": lambda: [small() if (v := small()) is None else v if isinstance(v, dict) else {"a": v}, schema()],
        "json.verify_schema(c[0])[0]": lambda: [schema()],
        "json.marshal(c[0])": lambda: [doc(3)],
        "yaml.unmarshal(yaml.marshal(c[0]))": lambda: [doc(3)],
        "sort(c)": lambda: [doc(2) for _ in range(5)],
        "[lower(c[0]), upper(c[0]), trim_space(c[0]), trim(c[0], c[1]), indexof(c[0], c[1]), split(c[0], c[1]), replace(c[0], c[1], \"-\"), strings.reverse(c[0]), substring(c[0], 1, 2)]": lambda: [text(r), r.choice(["a", "b", "é", "ab"])],
        "strings.replace_n({\"a\": \"1\", \"ab\": \"2\", \"é\": \"\"}, c[0])": lambda: [text(r)],
        "semver.compare(c[0], c[1])": lambda: [r.choice(["1.0.0", "1.0.0-a.1", "1.0.0-a.b", "1.0.0-1", "2.1.3+b", "1.0.0-rc.10", "01.0.0"]) for _ in range(2)],
        "units.parse(c[0])": lambda: [r.choice(["1", "10m", "2.5Ki", "1G", "-3M", "x", "5 K", "1e3", "12Ei"])],
        "units.parse_bytes(c[0])": lambda: [r.choice(["1", "10kb", "2.5KiB", "1G", "-3M", "x", "5 K", "1.5mb"])],
        "object.union(c[0], c[1])": lambda: [{k: doc(1) for k in "ab"}, {k: doc(1) for k in "bc"}],
        "json.patch(c[0], [{\"op\": c[1], \"path\": c[2], \"value\": 1}])": lambda: [{"a": [1, {"b": 2}], "c": {}}, r.choice(["add", "remove", "replace", "test"]), r.choice(["/a/0", "/a/-", "/a/1/b", "/c/d", "/x", "/a/7"])],
        "net.cidr_contains(c[0], c[1])": lambda: [r.choice(["10.0.0.0/8", "10.1.0.0/16", "::/0", "fe80::/10", "1.2.3.4/32", "x"]) for _ in range(2)],
        "net.cidr_merge(c)": lambda: ["10.%d.%d.0/%d" % (r.randrange(2), r.randrange(4), r.choice([22, 23, 24])) for _ in range(4)],
        "urlquery.decode(urlquery.encode(c[0]))": lambda: [text(r)],
        "bits.xor(c[0], bits.and(c[1], bits.negate(c[0])))": lambda: [r.randrange(-2**60, 2**60), r.randrange(-300, 300)],
        "numbers.range(c[0], c[1])": lambda: [r.randrange(-5, 5), r.randrange(-5, 5)],
    }
    for call, make in calls.items():
        cases = [make() for _ in range(400)]
        query = "[[i, x] | some i, c in data.cases; x := %s]" % call
        outs = [run(program, [], query, {"cases": cases}, None) for program in (OURS, OPA)]
        if any(o.get("errors") or o.get("died") or not o.get("result") for o in outs):
            diff(call, outs[0].get("errors", outs[0].get("died", "values")), outs[1].get("errors", "values"), "")
            continue
        ours, theirs = ({i: x for i, x in o["result"][0]["expressions"][0]["value"]} for o in outs)
        for i, case in enumerate(cases):
            a, b = norm(ours.get(i, "undefined")), norm(theirs.get(i, "undefined"))
            diff(f"{call} #{i}", a, b, json.dumps(case, ensure_ascii=False))


FLAGS_RULES = """package p

import rego.v1

a if input.x == 1

b contains x if some x in [1, 2, 3]

never if {
	input.none == 1
	some i in numbers.range(1, 100000)
	i < 0
}
"""
FLAGS = [  # what both programs print to stdout, byte for byte, and how they end
    [["-f", f, q]]
    for f in ("json", "pretty", "values", "bindings", "raw", "discard")
    for q in ("x = [1,2][_]", "1; 2", "1", "false", "false; true", "x := {\"a\": [1, {\"b\": 2}]}", "data.p", "data.p.b", "input.zz", "x := 1; y = [2, 3][_]; x + y",
              "\"é\"", "{1, 2}", "[]; {}", "x := \"" + "y" * 100 + "\"", "data.p.b[x]")
] + [
    [[f, q]] for f in ("--fail", "--fail-defined") for q in ("{}", "[]", "false", "null", "1", "set()", "input.x", "1 = 2", "false; true", "data.p.never", "data.p.a", "1/0")
] + [
    [["--package", "p", "-f", "json", "b"]],
    [["--package", "p", "-f", "pretty", "a"]],
    [["--import", "data.p", "-f", "values", "p.b"]],
    [["--import", "data.p.b as c", "-f", "values", "c"]],
    [["-d", "q.r:DATA", "-f", "values", "data.q"]],
    [["-f", "json", "--ignore", "x*,*.rego", "data"]],
    [["-f", "pretty", "--pretty-limit", "5", "x := [\"abcdefghij\"]"]],
    [["-t", "rego", "-f", "raw", "1 + 1"]],
    [["-O", "0", "-f", "raw", "1 + 1"]],
    [["--timeout", "10s", "-f", "raw", "1 + 1"]],
]


def flags():
    """What users of opa type, and what they get."""
    folder = f"{tmp}/flags"
    os.makedirs(folder)
    open(f"{folder}/p.rego", "w").write(FLAGS_RULES)
    open(f"{folder}/data.json", "w").write('{"k": [1]}')
    open(f"{folder}/input.json", "w").write('{"x": 1}')
    for (args,) in FLAGS:
        args = [a.replace("DATA", f"{folder}/data.json") for a in args]
        got = []
        for program in (OURS, OPA):
            word = [program, *(["rego"] if program == OURS else []), "eval", "-d", folder, "-i", f"{folder}/input.json", *args]
            p = subprocess.run(word, capture_output=True, text=True, timeout=60)
            got.append((p.returncode, p.stdout))
        diff("eval " + " ".join(args), got[0], got[1], "")


own_cases()
flags()
bulk()
if PROGRAMS:
    random_programs()
if CASES != "-":
    conformance()
for reason in sorted(set(KNOWN.values())):
    print("known:", reason)
print("%(passed)d passed, %(failed)d failed, %(skipped)d skipped" % count)
sys.exit(count["failed"] > 0)
