"""licence.py SEKISHO FOLDER: are our readings of SPDX expressions what license-expression makes of them?

Random expressions over the SPDX list become the `license` of npm packages; what `sekisho licences` prints must be equivalent (as a
Boolean function of licences), and what the library refuses we must not call certain. Also: does ids.def know every id that the
library's index knows? Prints one line for each check."""
import json
import os
import random
import re
import subprocess
import sys

from license_expression import get_spdx_licensing

sekisho, folder = sys.argv[1:]
rows = re.findall(r'LIC_ID\("([^"]+)", (\w+), \d, \d, "([^"]*)"\)', open("src/engine/licence/ids.def").read())
exceptions = re.findall(r'LIC_EXCEPTION\("([^"]+)", \w+, "([^"]*)"\)', open("src/engine/licence/exceptions.def").read())
spdx = get_spdx_licensing()
known = {k for k in spdx.known_symbols if not k.startswith("LicenseRef-")}
ours = {r[0] for r in rows} | {e[0] for e in exceptions}
# Ids that the library spells in another case, or that the list of our .def had not yet or has no more.
missing = sorted(k for k in known if k.lower() not in {o.lower() for o in ours})
print("%s ids of the library that we do not know: %d %s" % ("ok  " if len(missing) <= 15 else "FAIL", len(missing), " ".join(missing[:15])))

rng = random.Random(7)
plain = [r[0] for r in rows if not r[2] and r[0] in known]
with_ok = [e[0] for e in exceptions if not e[1] and e[0] in known]


def expression(depth):
    x = rng.random()
    if depth == 0 or x < 0.35:
        t = rng.choice(plain)
        if rng.random() < 0.15:
            t += " WITH " + rng.choice(with_ok)
        elif rng.random() < 0.1 and not t.endswith(("-only", "-or-later")):
            t += "+"
        return t
    op = rng.choice([" AND ", " OR ", " and ", " or "])
    parts = [expression(depth - 1) for _ in range(rng.randint(2, 3))]
    s = op.join(parts)
    return "(" + s + ")" if rng.random() < 0.6 else s


cases = [expression(3) for _ in range(300)]
bad = ["MIT AND", "(MIT", "MIT OR OR ISC", "AND", "MIT ISC", "NoSuchLicence-1.0", "MIT WITH ISC"]
for i, c in enumerate(cases + bad):
    d = os.path.join(folder, "node_modules", "p%d" % i)
    os.makedirs(d)
    json.dump({"name": "p%d" % i, "version": "1.0.0", "license": c}, open(os.path.join(d, "package.json"), "w"))
out = json.loads(subprocess.run([sekisho, "licences", folder, "-o", "json"], capture_output=True, check=False).stdout)
got = {}
for x in out["licences"]["items"]:
    if "component" in x:
        got[out["components"][x["component"]]["name"]] = x
failed = 0
for i, c in enumerate(cases):
    mine = got["p%d" % i]["expression"]
    # "A+" of an id without "-or-later" is one symbol for us as for the library's parser.
    a, b = spdx.parse(c.replace("+", "")), spdx.parse(mine.replace("+", ""))
    if not spdx.is_equivalent(a, b) or (("+" in c) != ("+" in mine) and "-or-later" not in mine):
        failed += 1
        print("FAIL %s -> %s" % (c, mine))
print("%s %d random expressions are equivalent" % ("FAIL" if failed else "ok  ", len(cases) - failed))
for i, c in enumerate(bad):
    x = got["p%d" % (len(cases) + i)]
    try:
        refused = bool(spdx.validate(c).errors)
    except Exception:  # it raises for some
        refused = True
    certain = all(e["certain"] for e in x["evidence"])
    print("%s '%s': refused by the library, and not certain here" % ("ok  " if refused and not certain else "FAIL", c))
