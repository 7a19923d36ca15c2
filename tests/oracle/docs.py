#!/usr/bin/env python3
"""Compares the document readers with Python's json, tomllib and PyYAML on generated input.

usage: tests/oracle/docs.py [rounds [seed [format...]]]   after `make`; builds its driver in build/oracle
       tests/oracle/docs.py vectors > tests/data/val/toml.jsonl
What is not installed is skipped, and counted as skipped.
"""
import glob, json, math, os, random, subprocess, sys

FILES = {
    "json": ['{"a":[1,-2.5e3,true,null,"x\\u00e9\\n"],"b":{"c":{}}}', '[[],{},"",0,-0,1E+2,"\\ud83d\\ude00"]'],
    "yaml_strings": ["a: 1\nb:\n  - x\n  - {k: v, l: [1, 2]}\nc: |\n  text\n   more\nd: >-\n  fold\n  ed\n",
             "- 'it''s'\n- \"a\\tb\\u0041\"\n- k: &x [1]\n  l: *x\n-\n  - deep\n? q\n"],
    "toml": [
        'title = "T"\n[owner]\nname = \'x\'\ndob = 1979-05-27T07:32:00-08:00\n[[p]]\nn=1\n[[p]]\nn=2\n[p.q]\nz=[1,2,]\n',
        'a.b.c = 1\na.b.d = 0x1F\n[a.e]\nx = {y = 1, z.w = [ { q = 1 }, {} ]}\n[a.e.f]\nt = 1_000.5e-3\n',
        's = """\nline \\\n   next\n"q" \\u00e9"""\nl = \'\'\'\nraw \\ \'\'\'\ni = +inf\nn = -nan\nd = 2001-01-01 10:00:00.5\nt = 07:32:00\n',
        '[a.b.c]\nz=9\n[a]\nb.x=1\n[[a.l]]\n[[a.l]]\n[a.l.m]\nk=1\n["quoted.key".\'x\']\n"" = 1\n1979-05-27 = 1\n3.14 = "pi"\n# c\n',
        'x = [1,\n # c\n 2, "a", [true, false]]\no = 0o17\nb = 0b101\nn = -0\nf = -0.0\ne = 5e+22\nld = 1979-05-27\n',
        '[fruit]\napple.color = "red"\napple.taste.sweet = true\n[fruit.apple.texture]\nsmooth = true\n',
    ],
}
TOKENS = {
    "json": list('{}[]:,"\\0123456789eE+-. \n') + ["true", "null", "\\u00e9", "\\ud800", '"k":', "\x00", "é", "\x7f"],
    "yaml_strings": list("{}[]:,'\"#&|>-? \n") + ["- ", "k: ", "\n  ", "&x ", "*x", "---\n", "é", "\t"],
    "toml": list("{}[]=.,'\"#\\_+-:T \n\r\t0123456789abxoe") + ["[a]\n", "[[p]]\n", "[a.b]\n", "a.b = 1\n", "\n", '"""', "'''",
        "\\u0041", "inf", "nan", "true", "x = 1\n", "[p.q]\n", "{a=1}", "é", "\x00", "p = []\n", "2001-02-29", "\\U00110000"],
}


def mutate(rnd, text, tokens):
    for _ in range(rnd.choice([0, 1, 1, 1, 2, 3])):
        at = rnd.randrange(len(text) + 1)
        how = rnd.random()
        if how < 0.4:
            text = text[:at] + rnd.choice(tokens) + text[at:]
        elif how < 0.6:
            text = text[:at] + text[at + rnd.choice([1, 1, 2, 5]):]
        elif how < 0.8:
            text = text[:at] + rnd.choice(tokens) + text[at + 1:]
        else:
            lines = text.split("\n")
            i, j = rnd.randrange(len(lines)), rnd.randrange(len(lines))
            lines.insert(i, lines[j]) if how < 0.9 else lines.__setitem__(i, lines[j])
            text = "\n".join(lines)
    return text


def plain(v):
    """The form both sides are compared in."""
    if isinstance(v, dict):
        return {k: plain(x) for k, x in v.items()}
    if isinstance(v, list):
        return [plain(x) for x in v]
    if isinstance(v, bool) or v is None:
        return v
    if isinstance(v, (int, float)):
        return "number " + repr(float(v) + 0.0) if abs(v) < 1e300 else "number large"
    return v if isinstance(v, str) else str(v)


def no_constant(name):
    raise ValueError(name)


def json_oracle(text):
    v = json.loads(text, parse_constant=no_constant)
    return plain(v)


def toml_fix(mine, theirs):
    """Our dates, inf and nan are strings as written: read them as tomllib does."""
    import tomllib
    if isinstance(theirs, dict) and isinstance(mine, dict):
        return {k: toml_fix(v, theirs.get(k)) for k, v in mine.items()}
    if isinstance(theirs, list) and isinstance(mine, list) and len(mine) == len(theirs):
        return [toml_fix(a, b) for a, b in zip(mine, theirs)]
    if isinstance(mine, str) and not isinstance(theirs, str):
        return tomllib.loads("x = " + mine)["x"]
    return mine


def yaml_oracle(text):
    import yaml
    docs = yaml.load_all(text, Loader=yaml.BaseLoader)
    return plain(next(docs, None))


def fix_surrogates(v):
    if isinstance(v, dict):
        return {fix_surrogates(k): fix_surrogates(x) for k, x in v.items()}
    if isinstance(v, list):
        return [fix_surrogates(x) for x in v]
    return "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in v) if isinstance(v, str) else v


def build():
    os.makedirs("build/oracle", exist_ok=True)
    libs = "-lyaml -lexpat -lcrypto -lz -lzstd -llzma -lbz2 -lisal -lm -ldl -lpthread".split()
    objs = glob.glob("build/debug/src/core/*.o")
    subprocess.check_call([os.environ.get("CC", "cc").split()[-1], "-std=gnu17", "-D_GNU_SOURCE", "-g", "-Isrc", "-Itests/unit",
                           "tests/oracle/docs_dump.c", "tests/unit/val_dump.c", *objs, "-o", "build/oracle/docs_dump", *libs])
    return subprocess.Popen(["build/oracle/docs_dump"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def ask(proc, fmt, raw):
    proc.stdin.write(b"%s %d\n" % (fmt.encode(), len(raw)) + raw)
    proc.stdin.flush()
    kind, _, rest = proc.stdout.readline().decode("utf-8").rstrip("\n").partition(" ")
    return kind == "ok", rest


def compare(fmt, text, ok, answer):
    """None when both agree, else what differs."""
    try:
        if fmt == "json":
            theirs = fix_surrogates(json_oracle(text))
        elif fmt == "toml":
            import tomllib
            theirs = tomllib.loads(text)
        else:
            theirs = yaml_oracle(text)
    except RecursionError:
        return None
    except Exception as e:  # the oracle's own errors are of many types
        lax = fmt == "yaml_strings"  # and laxer in other places
        return f"oracle says {e}, we read {answer[:200]}" if ok and not lax else None
    if not ok and fmt == "yaml_strings":
        return None  # libyaml's scanner is stricter about tabs and {k:, ...}
    if not ok:
        return f"we say {answer}, oracle reads {theirs}"
    mine = None if answer in ("none", "") else json.loads(answer)
    if fmt == "toml":
        mine = toml_fix(mine, theirs)
    if fmt == "yaml_strings" and theirs == "" and mine is None:
        return None
    return None if plain(mine) == plain(theirs) else f"we {plain(mine)}\n  oracle {plain(theirs)}"


def canonical(v):
    """As tests/unit/val_dump.c writes; None for what cannot be written so."""
    if isinstance(v, dict):
        parts = [(canonical(k), canonical(x)) for k, x in v.items()]
        return "{" + ",".join(k + ":" + x for k, x in parts) + "}"
    if isinstance(v, list):
        return "[" + ",".join(canonical(x) for x in v) + "]"
    if isinstance(v, str):
        return '"' + "".join("\\" + c if c in '"\\' else "\\u%04x" % ord(c) if c < " " or c == "\x7f" else c for c in v) + '"'
    if isinstance(v, bool):
        return "true" if v else "false"
    if isinstance(v, int) and abs(v) < 2**63:
        return str(v)
    if isinstance(v, float) and math.isfinite(v):
        return "%.17g" % v
    raise ValueError("a date, inf or nan")


def vectors(seed, count):
    """Rows for tests/data/val/toml.jsonl: what tomllib makes of generated documents."""
    import tomllib
    rnd, kinds = random.Random(seed), {True: 0, False: 0}
    while min(kinds.values()) < count // 2:
        text = mutate(rnd, rnd.choice(FILES["toml"]), TOKENS["toml"])
        if "\r" in text:
            continue
        try:
            want = tomllib.loads(text)
        except Exception:
            want = None
        try:
            want = canonical(want) if want is not None else None
        except ValueError:
            continue
        good = want is not None
        if kinds[good] < count // 2:
            kinds[good] += 1
            print(json.dumps({"in": text, "want": want}))


def main():
    if sys.argv[1:2] == ["vectors"]:
        return vectors(7, 240)
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    rnd = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    only = sys.argv[3:]
    proc, skipped, failed, n = build(), 0, 0, 0
    for fmt, module in (("json", "json"), ("toml", "tomllib"), ("yaml_strings", "yaml")):
        if only and fmt not in only:
            continue
        try:
            __import__(module)
        except ImportError:
            print(f"skipped: {fmt}: no Python module {module}")
            skipped += 1
            continue
        shown = 0
        for _ in range(rounds):
            text = mutate(rnd, rnd.choice(FILES[fmt]), TOKENS[fmt])
            ok, answer = ask(proc, fmt, text.encode())
            n += 1
            why = compare(fmt, text, ok, answer)
            if why:
                failed += 1
                shown += 1
                if shown <= 8:
                    print(f"DIFFERS {fmt} {text!r}\n  {why}")
    print(f"docs oracle: {n} compared, {failed} differ, {skipped} skipped")
    return failed != 0


sys.exit(main())
