"""cvss_vectors.py VECTORS WANT: random vectors (fixed seed), one a line, and what the package `cvss` scores them."""
import random
import sys

from cvss import CVSS2, CVSS3, CVSS4, CVSSError
from cvss.constants4 import METRICS_VALUE_NAMES as V4

V2 = {"AV": "LAN", "AC": "HML", "Au": "MSN", "C": "NPC", "I": "NPC", "A": "NPC"}
V3 = {"AV": "NALP", "AC": "LH", "PR": "NLH", "UI": "NR", "S": "UC", "C": "HLN", "I": "HLN", "A": "HLN"}
V4_BASE = ["AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA"]
rnd = random.Random(20)


def pick(table, keys):
    return "/".join(k + ":" + rnd.choice(list(table[k])) for k in keys)


def v4(extra):
    keys = list(V4_BASE) + [k for k in V4 if k not in V4_BASE and rnd.random() < extra]
    v = "CVSS:4.0/" + pick(V4, keys)
    if rnd.random() < 0.02:  # what must be refused: a metric lost, or a value that does not exist
        v = v.replace("/" + rnd.choice(keys[1:]) + ":", "/", 1) if rnd.random() < 0.5 else v[:-1] + "Q"
    return v


rows = [(CVSS2, pick(V2, V2)) for _ in range(1500)]
rows += [(CVSS3, "CVSS:3.%d/" % rnd.randrange(2) + pick(V3, V3)) for _ in range(5000)]
rows += [(CVSS4, v4(rnd.choice([0, 0.1, 0.5, 0.9]))) for _ in range(20000)]
with open(sys.argv[1], "w") as vectors, open(sys.argv[2], "w") as want:
    for kind, vector in rows:
        try:
            said = "score %.1f" % kind(vector).scores()[0]
        except CVSSError:
            said = "refused"
        vectors.write(vector + "\n")
        want.write(said + "\n")
