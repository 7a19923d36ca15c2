#!/usr/bin/env python3
"""documents.py READERS SEKISHO [SEED [ROUNDS]]: generated documents, read by us and by the Go program of this folder.

Dockerfiles: the same instructions, words, flags, heredocs and lines as BuildKit's parser finds; and where it can build the file,
the same ENV, LABEL, USER, EXPOSE, VOLUME and STOPSIGNAL of the last stage once variables are replaced, unless we say that a word
is unknown, which we may say only of what depends on an ARG without a value.

HCL: what conftest's parser makes of it, and what it refuses.

YAML: what Kubernetes makes of it. Two differences are meant: keys are text as they are written (theirs makes "true" of the key y), and
!!binary stays as it is written.
"""
import json, os, random, re, subprocess, sys, tempfile

readers, sekisho = sys.argv[1:3]
seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 400
rnd = random.Random(seed)
passed = failed = 0


def theirs(what, texts):
    return json.loads(subprocess.run([readers, what], input=json.dumps(texts), capture_output=True, text=True, check=True).stdout)


def ours(path, texts):
    """The documents of each text; None where the reader refuses."""
    with tempfile.TemporaryDirectory() as tmp:
        with open(f"{tmp}/q.rego", "w") as f:
            f.write("package q\nimport rego.v1\nr := {i: d | some i, t in input; d := sekisho.inputs(%s, t)}\n" % json.dumps(path))
        with open(f"{tmp}/in.json", "w") as f:
            json.dump(texts, f)
        out = subprocess.run([sekisho, "rego", "eval", "-d", f"{tmp}/q.rego", "-i", f"{tmp}/in.json", "data.q.r", "--format", "raw"],
                             capture_output=True, text=True, check=True).stdout
    got = json.loads(out)
    return [got.get(str(i)) for i in range(len(texts))]


def check(ok, what, text, want, got):
    global passed, failed
    if ok:
        passed += 1
        return
    failed += 1
    if failed < 8:
        print(f"FAIL {what}\n--- text\n{text}\n--- theirs\n{json.dumps(want)}\n--- ours\n{json.dumps(got)}")


# ---- Dockerfiles ----

WORDS = ["a", "b/c", "/x y", '"q r"', "'s t'", "\\$A", "a\\ b", "$A", "${B}", "${A:-d}", "${N:-d e}", "${A:+z}", "${N:+z}", "${N-u}", "${A-u}", "${E:-x}", "${E-x}",
         "${P#*/}", "${P##*/}", "${P%/*}", "${P%%/*}", "${P#?us}", "${P/b*/X}", "${P//\\//_}", "${P/u?r/Y}", "${A:-${B}}", '"$A $B"', "'$A'", "x$A-y", "${N}", "$N",
         "${A+${B:-c}}", "$", "$$", "$1", "${P%n*}", "${P//l/L}", '"\\""', "é", "<a", "a=b", "${P#\\*}", "k\\", "``", "#h", "$A$B"]


def word():
    return "".join(rnd.choice(WORDS) for _ in range(rnd.choice([1, 1, 1, 2])))


def plain():
    return rnd.choice(["curl -s x", "apt-get update", "echo hi", "a b  c", 'x "y z"', "[ -f x ]", '["a", "b"]', '["a" , "b\\n"]', "[]", '["a", 1]', "{{ x }}", "'", "a\\ b", "\t x", "true # no comment"])


def pair():
    return f"{rnd.choice(['A', 'B', 'C', 'E', 'P', 'Z_9'])}={rnd.choice([word(), word(), '', '/usr/local/bin'])}"


def joined(s):
    """Now and then over several lines."""
    if rnd.random() < 0.3:
        i = s.find(" ")
        return s[: i + 1] + "\\" + rnd.choice(["", " ", "\t"]) + "\n" + rnd.choice(["", "# c\n", "  # c\n", "\n"]) + rnd.choice(["", "  ", "\t"]) + s[i + 1 :]
    return s


def instruction(structure):
    kind = rnd.choice(["RUN", "run", "ENV", "ENV", "ENV", "LABEL", "LABEL", "ARG", "ARG", "USER", "EXPOSE", "VOLUME", "WORKDIR", "COPY", "ADD", "CMD", "ENTRYPOINT", "HEALTHCHECK",
                       "ONBUILD", "SHELL", "STOPSIGNAL", "MAINTAINER", "HEREDOC", "HEREDOC", "comment"])
    flags = rnd.choice(["", "", "", "--from=x ", "--chown=1:2 --chmod=755 ", '--x="a b" ', "-- ", "--mount=type=cache,target=/x "]) if structure else ""
    if kind == "comment":
        return rnd.choice(["# c", "", "  # c", "\t"])
    if kind.upper() == "RUN":
        return joined(f"{kind} {flags}{plain()}")
    if kind in ("ENV", "LABEL"):
        return joined(f"{kind} {flags}" + (" ".join(pair() for _ in range(rnd.choice([1, 1, 2, 3]))) if rnd.random() < 0.8 else f"{rnd.choice('ABCP')} {word()} {word()}"))
    if kind == "ARG":
        return joined("ARG " + rnd.choice([pair(), "N", "B", f"N {pair()}"]))
    if kind == "EXPOSE":
        return "EXPOSE " + rnd.choice(["80", "80 443/tcp", "$N", "8${D}0 22", "53/udp", "${W}"])
    if kind == "STOPSIGNAL":
        return "STOPSIGNAL " + rnd.choice(["SIGTERM", "9", "${S:-SIGINT}"])
    if kind in ("COPY", "ADD"):
        return joined(f"{kind} {flags}" + rnd.choice([f"{word()} {word()}", "a b c/", '["a b", "c"]', "x /y"])) if structure else "WORKDIR /"
    if kind in ("CMD", "ENTRYPOINT", "SHELL"):
        return joined(f"{kind} {plain()}") if structure else f'{kind} ["a", "b"]'
    if kind == "HEALTHCHECK":
        return f"HEALTHCHECK {flags}" + rnd.choice(["NONE", "CMD curl x", 'CMD ["a"]', "CMD  a  b"]) if structure else "HEALTHCHECK NONE"
    if kind == "ONBUILD":
        return "ONBUILD " + rnd.choice(["RUN x", "COPY a b", "ENV a=b c=d", "run [\"a\"]", "RUN <<E\nx\nE"]) if structure else "ONBUILD RUN x"
    if kind == "HEREDOC":
        name = rnd.choice(["EOF", "E2", "'EOF'", '"EOF"', "-EOF", "-'E'", " EOF", "E\\OF"])
        end = name.strip("- ").replace("'", "").replace('"', "").replace("\\", "")
        body = rnd.choice(["x\ny\n", "", "\tx $A\n", "RUN no\n", "#!/bin/sh\nx\n", "a \\\nb\n"])
        tab = "\t" if name.startswith("-") and rnd.random() < 0.5 else ""
        head = rnd.choice(["RUN <<%s", "RUN cat <<%s > x", "RUN 3<<%s x", "COPY <<%s /x"]) if structure else "RUN <<%s"
        two = structure and rnd.random() < 0.2
        return head % name + (" <<F" if two else "") + f"\n{body}{tab}{end}" + ("\nf\nF" if two else "")
    return f"{kind} {word()} {word() if rnd.random() < 0.2 else ''}"


def file(structure):
    lines = []
    if rnd.random() < 0.2:
        lines.append(rnd.choice(["# syntax=docker/dockerfile:1", "# escape=\\", "#escape=`", "# check=skip=all", "# Syntax = x\n# escape = \\", "\ufeff# escape=`", "", "# just words"]))
    for _ in range(rnd.choice([0, 0, 1, 2])):
        lines.append("ARG " + rnd.choice(["A=1", "B=${A}2", "N", "W=80 E=", "P=/usr/lib/bin", "D", "S=SIGHUP"]))
    stages = rnd.choice([1, 1, 2, 3])
    for i in range(stages):
        base = rnd.choice(["scratch"] + [f"s{k}" for k in range(i)])
        lines.append(f"FROM {base} {rnd.choice(['AS', 'as'])} s{i}")
        lines += [instruction(structure) for _ in range(rnd.randrange(1, 7))]
    return rnd.choice(["\n", "\n", "\n", "\r\n"]).join(lines) + rnd.choice(["", "\n", "\n\n"])


def same_nodes(want, doc):
    got = [c for c in doc["Args"]] + [c for s in doc["Stages"] for c in s["Commands"]]
    if len(got) != len(want):
        return False
    for w, g in zip(want, got):
        heredocs = w["Heredocs"] or []
        if w["Raw"] == [""]:  # what they ignore
            w["Raw"] = []
        text = w["Original"] + "".join("\n" + h["Content"] + h["Name"] for h in heredocs)
        if (w["Cmd"], w["SubCmd"], w["JSON"], w["Raw"], w["Flags"], w["StartLine"], w["EndLine"], text) != \
                (g["Cmd"], g["SubCmd"], g["JSON"], g["Raw"], g["Flags"], g["StartLine"], g["EndLine"], g["Original"]):
            return False
        if heredocs != g.get("Heredocs", []):
            return False
    return True


def dockerfile_structure(n):
    texts = [file(True) for _ in range(n)]
    for text, want, got in zip(texts, theirs("dockerfile", texts), ours("Dockerfile", texts)):
        nodes = want.get("nodes")
        # Without FROM, or with something in front of it, there is no image: not read, or with a warning.
        if nodes is None or not got:
            continue
        check(same_nodes(nodes, got[0]), "Dockerfile: instructions", text, nodes, got[0])


def last_config(doc):
    """The image's configuration by our words: name -> (value, unknown)."""
    by_name = {}
    for s in doc["Stages"]:
        words = s["Commands"][0]["Value"]
        c = dict(by_name.get(words[0], {}))
        for cmd in s["Commands"]:
            for p in cmd.get("Pairs", []) if cmd["Cmd"] in ("env", "label") else []:
                c[cmd["Cmd"], p["Name"]] = (p["Value"], p["Unknown"])
            if cmd["Cmd"] in ("user", "stopsignal"):
                c[cmd["Cmd"]] = (cmd["Value"][0], cmd["Unknown"][0])
            if cmd["Cmd"] in ("expose", "volume"):
                for v, u in zip(cmd["Value"], cmd["Unknown"]):
                    c[cmd["Cmd"], v] = (v, u)
        by_name[words[2]] = c
    return c


def dockerfile_values(n):
    texts = [file(False) for _ in range(n)]
    built = 0
    for text, want, got in zip(texts, theirs("dockerfile", texts), ours("Dockerfile", texts)):
        config = want.get("config")
        if not config or not got:
            continue
        built += 1
        c = last_config(got[0])
        known = all(not u for _, u in c.values())
        env = dict(e.split("=", 1) for e in config["env"])
        bad = []
        for key, (value, unknown) in c.items():
            if unknown:
                if '"Value": null' not in json.dumps(got[0]):  # no ARG without a value
                    bad.append(key)
                continue
            if key[0] == "env" and env.get(key[1]) != value:
                bad.append(key)
            if key[0] == "label" and config["labels"].get(key[1]) != value:
                bad.append(key)
            if key == "user" and config["user"] != value or key == "stopsignal" and config["stop"] != value:
                bad.append(key)
            if key[0] == "volume" and value not in config["volumes"]:
                bad.append(key)
            if key[0] == "expose" and (value if "/" in value else value + "/tcp") not in config["ports"]:
                bad.append(key)
        if known and set(env) - {"PATH"} != {k[1] for k in c if k[0] == "env"} - {"PATH"}:
            bad.append("other names")
        check(not bad, f"Dockerfile: values of {bad}", text, config, {str(k): v for k, v in c.items()})
    check(built > n // 20, f"Dockerfiles that can be built: {built} of {n}", "", None, None)


# ---- HCL ----

NAMES = ["a", "b-c", "_x", "count", "for_each", "é"]
LITERALS = ["1", "-2", "1.50", "007", "1e3", "2.5E-2", "true", "false", "null", "!true", '""', '"x"', '"a\\nb\\t\\"q\\" \\u00e9"', '"$${x} %%{y}"', "[]", "{}", "12345678901234567890",
            '"é 日"', '"$"', '"100%"', '"$x"', "-1.0"]
WRAPS = ["var.x", "a.b.c[0].d", "a[*].b", "a.*.b", "f()", "f(1, \"x\")", "f(a...)", "1 + 2", "a == b && !c", "a ? b : c", "a ? 1 : [2, 3]", "-a", "[for x in y : x]", "[for k, v in y : k if v > 1]",
         "{for k, v in y : k => v...}", "x[\"k\"]", "provider::a::f(1)", "a.b * 3 % 2 >= 1 || d", "f(<<E\nx ${y}\nE\n)", "f(\n  1,\n  2,\n)", "a.0.b", "(1 + 2) * 3"]
TEMPLATES = ['"${a}"', '"x${a.b}y"', '"${a}${b}"', '"%{if a}x%{else}y%{endif}"', '"%{for x in y}${x}%{endfor}"', '"a ${~ b ~} c"', '"${f("x")}"', '"${"in"}"', '"${1}"', '"x ${"y"}"', "<<E\nline\n  ${a}\nE",
             "<<-E\n    a\n      b\n\n    c ${d}\n  E", "<<E\nE", "<<-E\n\ta\n\tb\n\tE", "<<E\n$${x} \\n \"\nE"]


def h_expr(depth):
    r = rnd.random()
    if depth and r < 0.15:
        sep = rnd.choice([", ", ",\n", " ,# c\n"])
        return "[" + rnd.choice(["", "\n"]) + sep.join(h_expr(depth - 1) for _ in range(rnd.randrange(4))) + rnd.choice(["", ""]) + "]"
    if depth and r < 0.3:
        sep = rnd.choice([", ", "\n", ",\n"])
        keys = rnd.sample(["a", '"b"', "c-d", '"e f"', "1", "k.l", '"g${x}"', "true", "null"], rnd.randrange(4))
        return "{" + rnd.choice([" ", "\n"]) + sep.join(f"{k} {rnd.choice('=:')} {h_expr(depth - 1)}" for k in keys) + rnd.choice([" ", "\n"]) + "}"
    return rnd.choice(LITERALS if r < 0.6 else WRAPS if r < 0.8 else TEMPLATES)


def h_body(depth, single=False):
    lines, names = [], rnd.sample(NAMES, rnd.randrange(4))
    for n in names:
        lines.append(f"{n} = {h_expr(2)}" + rnd.choice(["", "", " # c", " // c", " /* c */"]))
    for _ in range(rnd.randrange(3) if depth else 0):
        labels = "".join(rnd.choice([f' "{x}"', f" {x}"]) for x in rnd.choice([[], [], ["l"], ["l", "m"]]))
        kind = rnd.choice(["block", "resource", "locals"]) + str(len(labels.split()))
        lines.append(kind + labels + rnd.choice([" {}", " { z = 1 }", " {\n" + h_body(depth - 1) + "\n}", "{\n}"]))
    if rnd.random() < 0.3:
        lines.insert(rnd.randrange(len(lines) + 1), rnd.choice(["# c", "/* a\nb */", "", "// x"]))
    rnd.shuffle(lines) if rnd.random() < 0.3 else None
    return rnd.choice(["\n", "\n", "\n\n"]).join(lines)


H_TOKENS = list("{}[]()=:,.\"$%#\n ?+-*/<>!&|~") + ["${", "%{", "for ", " in ", "=>", "...", "<<E\n", "E\n", "a", "1", "\\", "if ", "//", "/*", "*/", "é", "\r\n"]


def mutate(text, tokens):
    for _ in range(rnd.choice([1, 1, 2, 3])):
        at = rnd.randrange(len(text) + 1)
        text = text[:at] + rnd.choice([rnd.choice(tokens), ""]) + text[at + rnd.choice([0, 0, 1, 3]):]
    return text


def numbers(v):
    """Numbers by value: ours keep their spelling."""
    if isinstance(v, dict):
        return {k: numbers(x) for k, x in v.items()}
    if isinstance(v, list):
        return [numbers(x) for x in v]
    if isinstance(v, str):
        return v.replace("%{else}%{endif}", "%{endif}")
    return float(v) if isinstance(v, (int, float)) and not isinstance(v, bool) else v


def hcl_documents(n):
    texts = [h_body(2) + rnd.choice(["", "\n"]) for _ in range(n)]
    for text, want, got in zip(texts, theirs("hcl", texts), ours("x.tf", texts)):
        doc = want.get("doc")
        if doc is None:
            check(got is None or got == [], "HCL: refused by them: " + want["error"], text, want, got)
        else:
            check(bool(got) and numbers(got[0]) == numbers(doc), "HCL: values", text, doc, got)


# What they refuse and we take: what a name or number is (one syntax, no evaluation), ...
def hcl_damage(n):
    texts = [mutate(h_body(2) + "\n", H_TOKENS) for _ in range(n)]
    same = lax = 0
    for text, want, got in zip(texts, theirs("hcl", texts), ours("x.tf", texts)):
        doc = want.get("doc")
        if doc is None:
            lax += bool(got)
            same += not got
            if got and os.environ.get("SHOW"):
                print("LAX", want["error"][:150], "\n" + text + "\n----")
        else:
            check(bool(got) and numbers(got[0]) == numbers(doc), "HCL, changed: values", text, doc, got)
    check(same > 5 * lax, f"HCL: of what they refuse we refuse {same} and take {lax}", "", None, None)


# ---- YAML as Kubernetes reads it ----

SCALARS = ["y", "n", "Y", "N", "yes", "No", "on", "OFF", "true", "False", "TRUE", "tRue", "null", "~", "Null", "nULL", "", "0", "-0", "+1", "010", "08", "0o17", "0x1F", "-0x10", "0b101", "1_000", "_1", "1__2",
           "1.5", "1.", ".5", "-.5", "1e3", "1E+2", "1e400", "1.10", "1.2.3", "12:30", "12:30:45", "2001-12-14", "2001-12-14t21:59:43.10-05:00", "=", "<<x", "100m", "1Gi", "0.1", "'yes'", '"no"', "'010'", "a b",
           "a # c", "a#c", "-1", "- x", "1,000", "0x", "0xg", "0b2", "0o8", "9223372036854775807", "9223372036854775808", "18446744073709551616", "-9223372036854775809", "é", "!!str 1", "!!str yes", "!!int '5'",
           "!!float 3", "!!bool 'yes'", "!!null ''", "!foo bar", "&a x", "|\n  x\n  y\n", ">-\n  x\n  y\n", "|+\n  x\n\n", "|2\n    x\n", '"a\\n\\u00e9\\x41\\\n  b"', "'it''s'", "%x", "a: b", "@x", "`x", "[a, b", "{a: 1}", "[1, yes, ~]", "{a, b}",
           "[]", "{}", "[a,]", "? x", "*a", "1 2", "\ta", "a\t", "-", "--", "---", "...", "#", "x:", ":x", "::", "a:b", "-a", "?a", "6.02e23", "0.0", "-.inf", ".NaN", "+.5", "0e0", "1e", "0777", "0_7", "+0x1f", "0X1F"]


def y_block(depth, indent):
    lines, pad = [], "  " * indent
    for k in rnd.sample(["a", "b", "'c d'", "e-f", "key", '"q"', "x.y/z"], rnd.randrange(1, 4)):
        r = rnd.random()
        if depth and r < 0.3:
            lines += [f"{pad}{k}:{rnd.choice(['', ' ', ' # c', ' &x' + str(indent)])}", *y_block(depth - 1, indent + 1)]
        elif depth and r < 0.5:
            lines += [f"{pad}{k}:"] + [f"{pad}{rnd.choice(['', '  '])}- {y_scalar(indent + 2)}" for _ in range(1)]
        else:
            lines.append(f"{pad}{k}: {y_scalar(indent + 1)}")
    return lines


def y_scalar(indent):
    return rnd.choice(SCALARS).replace("\n", "\n" + "  " * indent)


def y_document():
    if rnd.random() < 0.2:
        return rnd.choice(["base: &b {a: 1, b: yes}\nx:\n  <<: *b\n  b: 2\n", "b: &b {a: 1}\nc: &c {a: 2, d: 3}\nx: {<<: [*c, *b], e: *b}\n", "a: &x [1, *x]\n", "x: &a\n  k: v\nw: *a\nz:\n  <<: *a\n",
                           "a: 1\na: 2\n", "- a\n- b: c\n  d: e\n-\n  - f\n", "? a\n: b\n", "%YAML 1.1\n---\na: yes\n", "--- {a: 1}\n", "a: 'x\n\n  y'\n", "a: x\n  y\n  z\n"])
    return "\n".join(y_block(2, 0)) + rnd.choice(["\n", "", "\n# end\n"])


def same_yaml(want, got):
    return json.dumps(numbers(want), sort_keys=True) == json.dumps(numbers(got), sort_keys=True)


def odd_key(v):
    """A key that is text to us, and a number or a truth value to them."""
    if isinstance(v, list):
        return any(odd_key(x) for x in v)
    return isinstance(v, dict) and any(re.match(r"(?i)[-+.\d]|(y|n|yes|no|on|off|true|false|null|~)?$", k) or odd_key(x) for k, x in v.items())


# Of damaged YAML libyaml and their parser refuse not quite the same.
def yaml_damage(n):
    texts = [mutate(y_document(), list("{}[]:,-?&*!|>'\"%@` #\n\t") + ["  ", "- ", ": "]) for _ in range(n)]
    same = other = 0
    for text, want, got in zip(texts, theirs("yaml", texts), ours("x.yaml", texts)):
        if "\n---" in text or "\n..." in text:
            continue
        if want.get("doc") is not None and got:
            check(odd_key(got[0]) or same_yaml(want["doc"], got[0]), "YAML, changed: values", text, want["doc"], got)
        elif "yaml: line" in want.get("error", "") or want.get("doc") is not None:
            same, other = same + (not got and "error" in want), other + (bool(got) or "doc" in want)
    check(other * 10 < same, f"YAML: {same} refused by both, {other} by one", "", None, None)


def yaml_documents(n):
    texts = [f"v: {s}\n" for s in SCALARS] + [y_document() for _ in range(n)]
    read = 0
    for text, want, got in zip(texts, theirs("yaml", texts), ours("x.yaml", texts)):
        doc = want.get("doc")
        if "\n---" in text or "\n..." in text:
            continue  # more than one document
        if "doc" not in want:
            check("yaml: line" not in want["error"] or "already set" in want["error"] or not got, "YAML: refused by them: " + want["error"], text, want, got)
            continue
        read += 1
        check((not got) if doc is None else bool(got) and same_yaml(doc, got[0]), "YAML: values", text, doc, got)
    check(read > n / 2, f"YAML: {read} read", "", None, None)


yaml_documents(rounds)
yaml_damage(rounds)
hcl_documents(rounds)
hcl_damage(rounds)
dockerfile_structure(rounds)
dockerfile_values(rounds * 2)
print(f"documents: {passed} passed, {failed} failed, 0 skipped")
sys.exit(failed > 0)
