#!/usr/bin/env python3
"""versions.py OURS TMP [SCHEME...]: the version orders and ranges against the ecosystems' own tools.

Real versions come from the feeds beside the workplace ($FEEDS, where they are) and from
tests/data/version; the rest is made from fragments and by changing a few characters, with a fixed
seed. $PAIRS sets how many pairs each order gets. Counted are sets: one order or range syntax against one tool.
"""
import ctypes, ctypes.util, glob, importlib.metadata, json, os, random, re, shutil, subprocess, sys, tarfile

OURS, TMP = sys.argv[1:3]
ONLY = sys.argv[3:]
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "versions")
PAIRS = int(os.environ.get("PAIRS", "20000"))
count = {"passed": 0, "failed": 0, "skipped": 0}

# ---- real versions

FEEDS = next((d for d in (os.environ.get("FEEDS", ""), "../shared/feeds", "../../shared/feeds") if os.path.isdir(d)), None)


def feed(name, keep):
    """Texts of the files of a feed whose path ends with `keep`."""
    path = f"{FEEDS}/{name}.tar.zst"
    if FEEDS is None or not os.path.exists(path) or not shutil.which("zstd"):
        return
    with subprocess.Popen(["zstd", "-dcq", path], stdout=subprocess.PIPE) as p:
        with tarfile.open(fileobj=p.stdout, mode="r|") as tar:
            for member in tar:
                if member.isfile() and member.name.endswith(keep):
                    yield tar.extractfile(member).read().decode("utf-8", "replace")


def osv(name, ecosystem):
    for text in feed(name, ".json"):
        for affected in json.loads(text).get("affected", []):
            if affected.get("package", {}).get("ecosystem", "").startswith(ecosystem):
                yield from affected.get("versions") or []
                for r in affected.get("ranges") or []:
                    for event in r.get("events", []) if r["type"] != "GIT" else []:
                        yield from event.values()


def grep(name, keep, pattern):
    for text in feed(name, keep):
        for m in re.findall(pattern, text, re.M):
            yield m.strip("'\" ")


REAL = {
    "deb": lambda: grep("debian-dsa-dla-lists", "list", r"^\t\[\w+\] - \S+ (\d\S*)"),
    "rpm": lambda: osv("almalinux-osv", "AlmaLinux"),
    "apk": lambda: grep("alpine-secdb-v3.3-v3.11", ".yaml", r"^ +(\d\S*-r\d+):$"),
    "semver": lambda: [*osv("ghsa-osv-sample", "npm"), *osv("rustsec-osv", "crates.io")],
    "golang": lambda: ("v" + v for v in [*osv("go-vulndb-osv", "Go"), *osv("ghsa-osv-sample", "Go")]),
    "pypi": lambda: grep("pypa-advisories", ".yaml", r"^  - ['\"]?(\d[^'\"\n]*)['\"]?$"),
    "maven": lambda: osv("ghsa-osv-sample", "Maven"),
    "gem": lambda: grep("ruby-advisory-db", ".yml", r"(?<=[>=<] )(\d[\w.-]*)"),
    "composer": lambda: grep("php-security-advisories", ".yaml", r"[<>=]+\s*([\w.+-]+)"),
    "nuget": lambda: osv("ghsa-osv-sample", "NuGet"),
    "hex": lambda: [*osv("ghsa-osv-sample", "npm"), *osv("rustsec-osv", "crates.io")],
    "pacman": lambda: osv("almalinux-osv", "AlmaLinux"),
}


def written_by_us(scheme):
    for line in open(f"tests/data/version/{'semver' if scheme == 'golang' else scheme}.txt", encoding="utf-8"):
        if line.strip() and line[0] not in "#!":
            yield from (w.strip(",") for w in line.split() if re.match(r"v?\d", w))


# ---- made versions: fragments that the grammar of the ecosystem knows, and some that it does not

SEMVER_PARTS = [".0", ".1", "-alpha", "-alpha.1", "-beta.2", "-rc.1", "-0", "-1", "-a-b", "-01a", ".beta", ".11", ".x-y", "+build.5", "+7", "-A", "-Z.z", "--"]
PARTS = {
    "deb": [".0", ".1", "~", "~rc1", "-1", "-0", "+b1", "+dfsg", "~~", "a", "Z", "-1ubuntu2", ".00", "+", ".", "1:", "-2~bpo1", "09", "z.", "+-1"],
    "rpm": [".0", ".1", "~", "~rc1", "^", "^git1", "-1.el8", "-0", ".el8_3", "a", "Z", "_2", "..", ".00", "+", "-1.fc35", "10", "0a", "^^", "~^", ".~"],
    "semver": SEMVER_PARTS,
    "golang": SEMVER_PARTS + ["-0.20200101000000-abcdef012345", "+incompatible"],
    "hex": SEMVER_PARTS,
    "pypi": [".0", ".1", "a1", "b2", "rc3", ".dev4", ".post5", "-1", "+local.1", "+2", "+ab-c", "alpha", "-beta.1", "_c2", "pre", ".preview-3", "-r4", "rev", ".00", ".10", "A", "RC", ".dev", "post0", "-dev_2", "+01", "+1a"],
    "maven": [".0", ".1", "-1", "-0", "-alpha-1", "-beta2", "a1", "b1", "m2", "-rc1", "-cr1", "-SNAPSHOT", "-sp", ".Final", ".GA", "-ga", ".RELEASE", "-jre", ".foo", "-", ".", "_2", "+7", "-20200101.120000-1", ".v2020", "-b05", ".X1", "-01", "-0-1", "sp1", "-M1", "-SP.2"],
    "gem": [".0", ".1", ".pre", ".beta1", ".rc.1", "-1", "-rc1", "a", "b2", ".a.b", ".00", ".10", "-x-y", ".A", ".0.0", ".z9", "-"],
    "composer": [".0", ".1", ".0.0", "-alpha", "-alpha1", "-beta.2", "-RC1", "RC2", "-dev", "-p1", "-pl2", "b3", "a4", ".x-dev", "-stable", "-patch1", "_beta", "+build", ".10", "-rc", "-rc-dev", "-BETA3", "-alpha2.1", "@dev"],
    "pacman": [".0", ".1", "-1", "-2", "a", "rc1", ".rc1", "_2", "..", ".00", "+3", "1:", "beta", ".a", "1", "-1.1", ".r10.gabc", "~", "0"],
    "apk": [".0", ".1", "_rc1", "_p2", "a", "-r1", "-r0", "_alpha", "_git20200101", ".01", ".10", "~ab12", "_pre", "b"],
}
CHARS = {
    "deb": "0019az~+-.:Z", "rpm": "0019az~^-._:Z", "pacman": "0019az-._:Z+", "maven": "0019abx.-_SP", "gem": "0019abz.-", "composer": "0019abp.-R",
    "pypi": "0019abcr.-_+!", "apk": "0019abz._-r", **{k: "0019abz.-+Z" for k in ("semver", "hex", "golang")},
}


class Maker:
    def __init__(self, scheme):
        self.rnd = random.Random("versions " + scheme)
        self.scheme, self.parts, self.chars = scheme, PARTS[scheme], CHARS[scheme]
        real = sorted({v for v in REAL[scheme]() if v and len(v) < 80 and not re.search(r"\s", v)})
        own = sorted(set(written_by_us(scheme)))
        self.n_real = len(real)
        self.pool = self.rnd.sample(real, min(6000, len(real))) + own * 5
        if scheme == "golang":
            self.pool = ["v" + v.lstrip("v") for v in self.pool]

    def number(self):
        r = self.rnd
        return str(r.choice([0, 0, 1, 1, 2, 3, 9, 10, 11, 99, r.randrange(1000), 20200101, r.randrange(10 ** 20)]))

    def fresh(self):
        r = self.rnd
        core = ".".join(self.number() for _ in range(3 if self.scheme in ("semver", "hex", "golang") else r.choice([1, 1, 2, 2, 3, 3, 4])))
        prefix = {"deb": "1:", "rpm": "1:", "pacman": "1:", "pypi": "1!"}.get(self.scheme, "") if r.random() < 0.06 else ""
        start = "v" if self.scheme == "golang" else prefix
        return start + core + "".join(r.choice(self.parts) for _ in range(r.choice([0, 1, 1, 2, 2, 3])))

    def change(self, v):
        r = self.rnd
        for _ in range(r.choice([1, 1, 1, 2, 3])):
            i, how = r.randrange(len(v) + 1), r.randrange(7)
            numbers = list(re.finditer(r"\d+", v))
            if how == 0 and len(v) > 1:
                v = v[:i] + v[i + 1:]
            elif how == 1:
                v = v[:i] + r.choice(self.chars) + v[i:]
            elif how == 2:
                v = v[:i] + r.choice(self.chars) + v[i + 1:]
            elif how == 3 and numbers:
                m = r.choice(numbers)
                v = v[:m.start()] + str(max(0, int(m.group()) + r.choice([-1, 1, 10]))) + v[m.end():]
            elif how == 4:
                v += r.choice(self.parts)
            elif how == 5:
                v = v[:i] + v[i:].swapcase()
            elif numbers:
                m = r.choice(numbers)
                v = v[:m.end()] + ".0" + v[m.end():]
        return v

    def version(self):
        return self.rnd.choice(self.pool) if self.rnd.random() < 0.5 else self.fresh()

    def pairs(self, n):
        for _ in range(n):
            a = self.version()
            b = self.change(a) if self.rnd.random() < 0.7 else self.version()
            yield (a, b) if self.rnd.random() < 0.5 else (b, a)

    # ---- ranges

    def partial(self, v):
        """A version for a range: often the beginning of the numbers."""
        m = re.match(r"v?\d+(\.\d+)*", v)
        if self.rnd.random() < 0.4 and m:
            n = self.rnd.randrange(1, 5)
            return ".".join(m.group().split(".")[:n])
        return v

    def clause(self, near):
        r, v = self.rnd, self.change(near) if self.rnd.random() < 0.6 else near
        if self.scheme == "semver":
            v = self.partial(v) + (r.choice([".x", ".*", ".X"]) if r.random() < 0.1 else "")
            return r.choice(["", "=", ">", ">=", "<", "<=", "^", "~", "~>", "^ ", ">= "]) + v
        if self.scheme == "pypi":
            op = r.choice(["==", "!=", ">", ">=", "<", "<=", "~=", "===", ">= "])
            return op + self.partial(v) + (".*" if op in ("==", "!=") and r.random() < 0.4 else "")
        if self.scheme == "gem":
            return r.choice(["", "=", "!=", ">", ">=", "<", "<=", "~>"]) + r.choice(["", " "]) + self.partial(v)
        if self.scheme == "composer":
            op = r.choice(["", "=", "==", "!=", "<>", ">", ">=", "<", "<=", "^", "~"])
            return op + self.partial(v) + (r.choice([".*", ".x"]) if op in ("", "!=", "==") and r.random() < 0.25 else "")
        return r.choice(["", "==", "!=", ">", ">=", "<", "<=", "~>"]) + " " + self.partial(v)  # hex

    def range(self, near):
        r = self.rnd
        if self.scheme == "maven":
            lo, hi = (self.change(near) if r.random() < 0.7 else self.version() for _ in "12")
            return r.choice([f"[{lo},{hi})", f"({lo},{hi}]", f"[{lo}]", f"[{lo},)", f"(,{hi}]", f"(,{hi})", f"(,{lo}),({lo},)"])
        if self.scheme in ("semver", "composer") and r.random() < 0.12:
            return self.partial(self.change(near)) + " - " + self.partial(self.change(near))
        ands = [self.clause(near) for _ in range(r.choice([1, 1, 1, 2, 2, 3]))]
        glue = {"semver": " ", "pypi": ",", "gem": ", ", "composer": r.choice([",", " ", ", "]), "hex": " and "}[self.scheme]
        one = glue.join(ands)
        either = {"semver": [" || ", "||"], "composer": [" || ", "|", " | "], "hex": [" or "]}.get(self.scheme)
        return one + r.choice(either) + self.clause(near) if either and r.random() < 0.2 else one

    def ranges(self, n):
        for _ in range(n):
            v = self.version()
            yield v, self.range(v)


# ---- the tools; each takes [(what, a, b)] and answers with a list of -1, 0, 1, in, out, bad, or a string: why not


def run(argv, rows, seconds=40, **more):
    text = "".join("\t".join(r) + "\n" for r in rows)
    try:
        p = subprocess.run(["timeout", str(seconds), *argv], input=text, capture_output=True, text=True, timeout=seconds + 5, **more)
    except subprocess.TimeoutExpired:
        return f"{argv[0]} did not end"
    got = p.stdout.split("\n")[:-1]
    return got if len(got) == len(rows) else f"{argv[0]} answered {len(got)} of {len(rows)}, status {p.returncode}: {p.stderr.strip()[-200:]}"


class Absent(Exception):
    pass


def need(*programs):
    for p in programs:
        if not shutil.which(p):
            raise Absent(f"no {p}")


def some_file(what, *patterns):
    for p in patterns:
        for f in sorted(glob.glob(p)):
            return f
    raise Absent(f"no {what}")


def deb_perl(rows):
    need("perl")
    some_file("Dpkg::Version (dpkg-dev)", "/usr/share/perl5/Dpkg/Version.pm")
    return run(["perl", HERE + "/dpkg.pl"], rows)


def deb_program(rows):
    need("dpkg")
    out = []
    for _, a, b in rows:
        lt, eq = (subprocess.run(["dpkg", "--compare-versions", a, op, b], capture_output=True, timeout=10) for op in ("lt", "eq"))
        warned = b"warning" in lt.stderr + eq.stderr or lt.returncode > 1
        out.append("bad" if warned else "-1" if lt.returncode == 0 else "0" if eq.returncode == 0 else "1")
    return out


def rpm_lua(rows):
    need("rpm")
    with open(f"{TMP}/pairs", "w", encoding="utf-8") as f:
        f.writelines("\t".join(r) + "\n" for r in rows)
    return run(["rpm", "-D", f"pairs {TMP}/pairs", "--eval", '%{lua:dofile("' + HERE + '/rpm.lua")}'], rows)


def npm(rows):
    need("node")
    folder = some_file("node-semver", "/usr/lib/node_modules/npm/node_modules/semver", "/usr/local/lib/node_modules/npm/node_modules/semver",
                       "/usr/share/nodejs/semver", "/usr/lib/nodejs/semver")
    return run(["node", HERE + "/semver.js", folder], rows)


def gomod(rows):
    need("go")
    root = subprocess.run(["go", "env", "GOROOT"], capture_output=True, text=True, timeout=20, check=False).stdout.strip()
    source = some_file("x/mod/semver in the go command", f"{root}/src/cmd/vendor/golang.org/x/mod/semver/semver.go")
    os.makedirs(f"{TMP}/go/semver", exist_ok=True)
    shutil.copy(source, f"{TMP}/go/semver")
    shutil.copy(HERE + "/gomod.go", f"{TMP}/go/main.go")
    with open(f"{TMP}/go/go.mod", "w", encoding="utf-8") as f:
        f.write("module oracle\n")
    return run(["go", "run", "."], rows, cwd=f"{TMP}/go", env={**os.environ, "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local"})


try:
    import packaging.specifiers as specifiers, packaging.version as version
    OLD_PACKAGING = int(importlib.metadata.version("packaging").split(".")[0]) < 26
except ImportError:
    version = None


def packaging(rows):
    if version is None or hasattr(version, "LegacyVersion"): # the older ones know no strict ranges
        raise Absent("no python packaging from 22 on")

    def one(what, a, b):
        try:
            v = version.Version(a)
            if what == "in":
                return "in" if specifiers.SpecifierSet(b).contains(v, prereleases=True) else "out"
            w = version.Version(b)
            return str((v > w) - (v < w))
        except (version.InvalidVersion, specifiers.InvalidSpecifier):
            return "bad"
    return [one(*r) for r in rows]


def maven(rows):
    need("java")
    jar = some_file("maven-artifact", os.environ.get("MAVEN_ARTIFACT", "-"), "/usr/share/maven/lib/maven-artifact-3*.jar", "/usr/share/java/maven-artifact-3*.jar")
    lang = glob.glob("/usr/share/java/commons-lang3.jar") + glob.glob("/usr/share/maven/lib/commons-lang3*.jar") + glob.glob("/usr/share/maven/lib/plexus-utils*.jar")
    if "jdk.compiler" not in subprocess.run(["java", "--list-modules"], capture_output=True, text=True, timeout=20, check=False).stdout:
        raise Absent("no compiler in this java")
    return run(["java", "-XX:TieredStopAtLevel=1", "-cp", ":".join([jar, *lang]), HERE + "/Maven.java"], rows)


def gem(rows):
    need("ruby")
    return run(["ruby", "-EUTF-8", HERE + "/gem.rb"], rows)


def composer(rows):
    need("php")
    autoload = some_file("composer/semver", "/usr/share/php/Composer/Semver/autoload.php")
    return run(["php", HERE + "/composer.php", autoload], rows)


def hex_pm(rows):
    need("elixir")
    return run(["elixir", HERE + "/hex.exs"], rows, env={**os.environ, "LC_ALL": "C.UTF-8"})


def alpm(rows):
    try:
        lib = ctypes.CDLL(ctypes.util.find_library("alpm") or "libalpm.so.13")
    except OSError as e:
        raise Absent("no libalpm") from e
    return [str((c > 0) - (c < 0)) for c in (lib.alpm_pkg_vercmp(a.encode(), b.encode()) for _, a, b in rows)]


def apk(rows):
    need("apk")
    signs = {"<": "-1", "=": "0", ">": "1"}
    return [signs.get(subprocess.run(["apk", "version", "-t", a, b], capture_output=True, text=True, timeout=10, check=False).stdout.strip(), "bad")
            for _, a, b in rows]


# ---- where we mean to differ: (scheme, what) -> [(reason, explains)]. `explains` is a function of the row
# and both answers, or a tool that answers for all rows what we must have said.



def dot_words(v):
    """".word." and ".word-" as the specification reads them: "-word"."""
    return re.sub(r"\.(?=[^\d.\[\](),-]+[.-])", "-", v)


EMPTY_LIST = r"(?i)(^|[\[(,-]|(?<=[^\d.-])(?=0))[0.]*(-|0(?=[^\d.-]))|(ga|final|release)"
PHP = [
    ("PHP's version_compare takes all numbers above 2^63 as one", lambda a, b, w, g: re.search(r"\d{19}", a) and re.search(r"\d{19}", b)),
    ("composer/semver knows 'stable' only in small letters", lambda a, b, w, g: re.search(r"(?!stable)(?i:stable)", a + " " + b)),
]
DEVIATIONS = {
    ("deb", "cmp"): [
        ("dpkg itself says what we say: Dpkg::Version takes long numbers as floating ones and lets odd colons pass",
         deb_program),
    ],
    ("rpm", "cmp"): [
        ("a version or a release that is empty is none in rpm's packages", lambda a, b, w, g: any(re.search(r"^(\d*:)?-|^\d*:$|-$", v) for v in (a, b))),
        ("a version without a release, as advisories name it, stands for all releases",
         lambda a, b, w, g: g == "0" and bool(a.rpartition("-")[0] and a[-1] != "-") != bool(b.rpartition("-")[0] and b[-1] != "-")),
    ],
    ("semver", "in"): [
        ("node-semver does not see that '>=v0.0.0' is '>=0.0.0', which it reads as no limit",
         lambda a, b, w, g: w == "out" and re.search(r">=\s*v0\.0\.0(?![-.\d])|v0\.0\.0 - ", b)),
        ("node-semver forgets the other alternatives beside one that holds for every release (>=0, *)",
         lambda a, b, w, g: "-" in a and "||" in b and any(re.fullmatch(r"(>=|\^|~>?|=)?\s*v?(0(\.0)*|[*xX])(\.[*xX])*", p.strip()) for p in b.split("||"))),
        ("node-semver cuts everything from a '+' before it looks whether a version is there",
         lambda a, b, w, g: re.search(r"(^|[\s|<>=^~v])\+", b)),
    ],
    ("pypi", "in"): [
        ("=== compares the texts as they are written; packaging normalises one side first",
         lambda a, b, w, g: "===" in b),
        ("packaging before 26: '<1.post1' leaves out pre-releases of 1, which are below 1 and so below its post-release",
         lambda a, b, w, g: w == "out" and OLD_PACKAGING and re.search(r"<[^,]*(p|r|-)", b, re.I)),
        ("packaging before 26: a wild card and ~= do not look at the epoch", lambda a, b, w, g: OLD_PACKAGING and "!" in a and re.search(r"!\d.*\*|~=.*!", b)),
        ("packaging before 26: ~= with a pre-release in another spelling than the normal one keeps one number too many",
         lambda a, b, w, g: w == "out" and OLD_PACKAGING and re.search(r"~=[^,]*[a-z]", b, re.I)),
    ],
    ("composer", "cmp"): PHP,
    ("composer", "in"): PHP + [
        ("a date has as many numbers as are written, but ^, ~ and wild cards make limits of four; we compare what both have",
         lambda a, b, w, g: re.match(r"\d{6}", a) and re.search(r"\d{6}", b)),
    ],
    ("maven", "cmp"): [
        ("a word after a dot opens a list, as the specification says, also when a dot or dash follows it",
         lambda rows: maven([(what, dot_words(a), dot_words(b)) for what, a, b in rows])),
        ("a pre-release in a list of its own is below sp and unknown words: the tool's order has a cycle there",
         lambda a, b, w, g: re.search(EMPTY_LIST, a) or re.search(EMPTY_LIST, b)),
    ],
    ("maven", "in"): [
        ("a word after a dot opens a list, as the specification says, also when a dot or dash follows it",
         lambda rows: [{"bad": "out"}.get(x, x) for x in maven([(what, dot_words(a), dot_words(b)) for what, a, b in rows])]),  # bad: empty
        ("a pre-release in a list of its own is below sp and unknown words: the tool's order has a cycle there",
         lambda a, b, w, g: re.search(EMPTY_LIST, a) or re.search(EMPTY_LIST, b)),
    ],
}


def check(scheme, what, tool, label, n):
    name = f"{scheme} {'order' if what == 'cmp' else 'ranges'} against {label}"
    maker = Maker(scheme)
    rows = [(what, *p) for p in (maker.pairs(n) if what == "cmp" else maker.ranges(n))]
    try:
        want = tool(rows)
    except Absent as e:
        count["skipped"] += 1
        print(f"skipped: {scheme} versions: {e}")
        return
    got = run([OURS], [(scheme, *r) for r in rows])
    if isinstance(want, str) or isinstance(got, str):
        count["failed"] += 1
        print(f"FAIL {name}: {want if isinstance(want, str) else got}")
        return
    same = lenient = both_bad = 0
    wrong = []
    for row, w, g in zip(rows, want, got):
        if w == "bad":
            both_bad += g == "bad"
            lenient += g != "bad"
        elif w == g:
            same += 1
        else:
            wrong.append((row, w, g))
    meant = {}
    for why, explains in DEVIATIONS.get((scheme, what), []):
        if explains.__code__.co_argcount == 1:
            said = explains([row for row, _, _ in wrong]) if wrong else []
            left = [x for x, s in zip(wrong, said) if s != x[2]] if isinstance(said, list) else wrong
        else:
            left = [(row, w, g) for row, w, g in wrong if not explains(row[1], row[2], w, g)]
        if len(left) < len(wrong):
            meant[why] = len(wrong) - len(left)
        wrong = left
    enough = same >= n // 5
    ok = not wrong and enough
    count["passed" if ok else "failed"] += 1
    print(f"{'ok  ' if ok else 'FAIL'} {name}: {same} of {n} agree, {both_bad} refused by both, {lenient} by the tool only "
          f"({maker.n_real} real versions){'' if enough else ', too few'}")
    for why, k in sorted(meant.items()):
        print(f"     {k} differ as meant: {why}")
    for row, w, g in wrong[:int(os.environ.get("SHOW", "15"))]:
        print(f"     {row[1]!r} {'?' if what == 'cmp' else 'in'} {row[2]!r}: the tool says {w}, we {g}")
    if wrong:
        print(f"     {len(wrong)} differ")


SETS = [
    ("deb", "cmp", deb_perl, "Dpkg::Version", PAIRS),
    ("deb", "cmp", deb_program, "dpkg --compare-versions", PAIRS // 50),
    ("rpm", "cmp", rpm_lua, "rpm.vercmp", PAIRS),
    ("semver", "cmp", npm, "node-semver", PAIRS),
    ("semver", "in", npm, "node-semver", PAIRS),
    ("golang", "cmp", gomod, "x/mod/semver", PAIRS),
    ("pypi", "cmp", packaging, "packaging", PAIRS),
    ("pypi", "in", packaging, "packaging", PAIRS),
    ("maven", "cmp", maven, "maven-artifact", PAIRS),
    ("maven", "in", maven, "maven-artifact", PAIRS),
    ("gem", "cmp", gem, "RubyGems", PAIRS),
    ("gem", "in", gem, "RubyGems", PAIRS),
    ("composer", "cmp", composer, "composer/semver", PAIRS),
    ("composer", "in", composer, "composer/semver", PAIRS),
    ("pacman", "cmp", alpm, "libalpm", PAIRS),
    ("hex", "cmp", hex_pm, "Elixir", PAIRS),
    ("hex", "in", hex_pm, "Elixir", PAIRS),
    ("apk", "cmp", apk, "apk-tools", PAIRS // 20),
]


def main():
    for scheme, what, tool, label, n in SETS:
        if not ONLY or scheme in ONLY:
            check(scheme, what, tool, label, n)
    if not ONLY:
        for scheme, tool in (("nuget", "no command of dotnet compares versions"), ("pub", "Debian has no dart")):
            count["skipped"] += 1
            print(f"skipped: {scheme} versions: {tool}")
    print("versions: " + ", ".join(f"{n} {k}" for k, n in count.items()))
    return count["failed"] > 0


if __name__ == "__main__":
    sys.exit(main())
