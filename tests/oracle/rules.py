"""rules.py OPA SEKISHO: the rules of rules/config are Rego that opa takes, and say the same under opa as under our engine.
opa checks them strictly, knows them as formatted, and passes every case. Our builtins are stubs there: result.new keeps message and
cause, and what sekisho.input(path, text) makes of a text is put in its place."""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

opa, sekisho = sys.argv[1], sys.argv[2]
passed, failed = 0, 0
CASE = re.compile(r'sekisho\.inputs?\(\s*"[^"]+",\s*(?:`[^`]*`|"(?:[^"\\]|\\.)*")\s*\)', re.S)
BATCH = 60  # texts of one evaluation


def say(ok, what):
    global passed, failed
    passed, failed = passed + ok, failed + (not ok)
    if not ok:
        print("FAIL " + what)


def run(*args):
    p = subprocess.run(args, capture_output=True, text=True)
    return p.returncode, p.stdout, p.stdout + p.stderr


top = tempfile.mkdtemp()
rules = os.path.join(top, "rules")
shutil.copytree("rules/config", rules)

capabilities = json.loads(run(opa, "capabilities", "--current")[1])
for name, n in (("result.new", 2), ("result.fix", 2), ("isManaged", 1), ("sekisho.input", 2), ("sekisho.inputs", 2)):
    decl = {"args": [{"type": "any"}] * n, "result": {"type": "any"}, "type": "function"}
    capabilities["builtins"].append({"name": name, "decl": decl})
with open(os.path.join(top, "capabilities.json"), "w") as f:
    json.dump(capabilities, f)
code, _, said = run(opa, "check", "--strict", "--capabilities", os.path.join(top, "capabilities.json"), rules)
say(code == 0, "opa check --strict: " + said)
code, out, said = run(opa, "fmt", "-l", rules)
say(code == 0 and not out.strip(), "opa fmt: " + said.replace(rules, "rules/config"))

files = glob.glob(rules + "/*/*.rego")
texts = sorted({m for f in files for m in CASE.findall(open(f).read())})
values = {}
for i in range(0, len(texts), BATCH):
    part = texts[i:i + BATCH]
    code, out, said = run(sekisho, "rego", "eval", "-f", "json", "[" + ", ".join(part) + "]")
    say(code == 0, "rego eval of the texts: " + said)
    for text, value in zip(part, json.loads(out)["result"][0]["expressions"][0]["value"]):
        values[text] = json.dumps(value)
for f in files:
    text = CASE.sub(lambda m: values[m.group(0)], open(f).read())
    text = text.replace("result.new(", "data.stub.new(").replace("result.fix(", "data.stub.fix(").replace("isManaged(", "data.stub.managed(")
    with open(f, "w") as out:
        out.write(text)
with open(rules + "/stub.rego", "w") as f:
    f.write('package stub\n\nnew(msg, cause) := {"msg": msg, "cause": cause}\n\nfix(res, _) := res\n\nmanaged(_) := true\n')
code, out, said = run(opa, "test", "--format", "json", rules)
results = json.loads(out) if out.startswith("[") else []
say(len(results) > 1000, "opa test: " + said[-2000:] if not results else "opa test ran %d cases" % len(results))
for r in results:
    say(not r.get("fail") and not r.get("error"), "under opa: %s.%s" % (r["package"], r["name"]))
shutil.rmtree(top)
print("rules: %d passed, %d failed, 0 skipped" % (passed, failed))
sys.exit(failed != 0)
