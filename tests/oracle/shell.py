"""The splitter of shell scripts against mvdan.cc/sh: shell.py PEER SEKISHO.

Cases: tests/data/shell/*.sh, each also cut after every line, and every shell script that this machine has in /usr/bin,
/etc and dpkg's maintainer scripts. Compared are the commands, word by word, as bash reads them.

Meant to differ, and left out of the comparison:
- blanks, ends of lines and ; inside of substitutions: the peer prints them anew, we keep what is written;
- the place of commands in the body of a here-document: the peer has them right after the command, we where they stand;
- strange.sh: the peer refuses or rewrites it, bash runs it;
- scripts that the peer refuses (no bash, or a here-document without an end): we may still split them.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

peer, sekisho = sys.argv[1], sys.argv[2]


def is_script(path):
    try:
        with open(path, "rb") as f:
            head = f.read(64)
    except OSError:
        return False
    return bool(re.match(rb"#! ?/(usr/)?bin/(env )?(ba|da)?sh\b", head)) and os.path.getsize(path) < 1 << 20


def canonical(words):
    """A word with a substitution without what printing changes; others as they are."""
    out = []
    for w in words:
        if "$(" in w or "`" in w or "(" in w:
            w = re.sub(r"\\?`([^`]*)\\?`", r"$(\1)", w)
            w = re.sub(r"(\\\n|[\s;])+", "", w)
        out.append(w.replace("\\\n", ""))
    return out


def cases(tmp):
    for path in sorted(set(glob.glob("tests/data/shell/*.sh")) - {"tests/data/shell/strange.sh"}):
        yield path
        lines = open(path, encoding="utf-8").read().splitlines(keepends=True)
        for n in range(1, len(lines)):
            cut = os.path.join(tmp, f"{os.path.basename(path)}.{n}")
            with open(cut, "w", encoding="utf-8") as f:
                f.writelines(lines[:n])
            yield cut
    for pattern in ("/usr/bin/*", "/usr/sbin/*", "/etc/init.d/*", "/var/lib/dpkg/info/*.p*"):
        for path in sorted(glob.glob(pattern)):
            if is_script(path):
                yield path


def main():
    failed = passed = refused = accepted = 0
    with tempfile.TemporaryDirectory() as tmp:
        paths = list(cases(tmp))
        theirs = [json.loads(x) for x in subprocess.run(
            [peer], input="\n".join(paths), stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()]
        texts = {}
        for p in paths:
            data = open(p, "rb").read()
            try:
                texts[p] = data.decode()
            except UnicodeDecodeError:
                continue
        given = os.path.join(tmp, "input.json")
        json.dump(texts, open(given, "w", encoding="utf-8"))
        ours = json.loads(subprocess.run(
            [sekisho, "rego", "eval", "-i", given, "--format", "raw",
             "{p: x | some p, t in input; x := sh.parse_commands(t)}"],
            stdout=subprocess.PIPE, text=True, check=True).stdout)
    for t in theirs:
        path = t["path"]
        if path not in texts:
            continue
        if t.get("error"):
            refused += 1
            accepted += path in ours
            if "-v" in sys.argv and path in ours:
                print("accepted:", path, t["error"])
            continue
        mine, want = ours.get(path), [canonical(c) for c in t["commands"]]
        if mine is not None:
            mine = [canonical(c) for c in mine]
        if mine == want or (mine and "<<" in texts[path] and sorted(mine) == sorted(want)):
            passed += 1
            continue
        failed += 1
        print(f"FAIL {path}")
        if mine is None:
            print("  we refuse it")
            continue
        for a, b in zip(mine + [None], want + [None]):
            if a != b:
                print(f"  ours   {a}\n  theirs {b}")
                break
    print(f"{len(theirs)} scripts, {refused} of them refused by the peer, {accepted} of these split by us")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed or passed < 20 else 0


sys.exit(main())
