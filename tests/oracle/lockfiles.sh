#!/bin/bash
# lockfiles.sh: what the lock file parsers read, against the package managers themselves.
# npm, pnpm, yarn, uv, poetry, pipenv and go are asked when they are there; the rest is skipped and
# said so. UNIT = a built unit program.
set -u
unit=$(realpath "${UNIT:-build/debug/unit}")
golden=$(realpath tests/golden/inventory)
[ -x "$unit" ] || { echo "no $unit: make unit first"; exit 2; }
# The package managers themselves, as their registries have them; what cannot be had is skipped below.
. tests/lib/python.sh
js=$PWD/build/oracle/js
if [ ! -f "$js/ready" ] && command -v npm >/dev/null; then
    timeout 300 npm install --silent --no-fund --no-audit --prefix "$js" pnpm7@npm:pnpm@7 pnpm8@npm:pnpm@8 \
        pnpm9@npm:pnpm@9 yarn@1.22.22 @yarnpkg/cli-dist@4.5.0 >/dev/null 2>&1 && : >"$js/ready"
fi
for v in 7 8 9; do
    [ -f "$js/node_modules/pnpm$v/bin/pnpm.cjs" ] && PNPM="${PNPM:-} $js/node_modules/pnpm$v/bin/pnpm.cjs"
done
[ -x "$js/node_modules/.bin/yarn" ] && YARN=$js/node_modules/yarn/bin/yarn.js
[ -n "$python" ] && PATH=$PWD/$(dirname "$python"):$PATH
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail=0 passed=0 skipped=0

# ours FOLDER PARSER -> "name version" lines; components of the project itself are left out
ours() {
    INV_DUMP=$1 "$unit" inv_golden | awk -v p="$2" '
        $1 == "==" { on = $2 == p; next }
        on && /^[a-z]+ [^ ]+ [^ ]+/ && $1 != "said" && $4 !~ /root/ { print $2 " " $3 }' | sort -u
}
compare() { # what, file with the oracle's lines, file with ours
    if [ ! -s "$2" ]; then
        echo "skipped: $1 (its tool said nothing)"
        skipped=$((skipped + 1))
    elif cmp -s "$2" "$3"; then
        echo "ok: $1, $(wc -l <"$3") components"
        passed=$((passed + 1))
    else
        echo "DIFFERS: $1"
        diff "$2" "$3" | head -20
        fail=$((fail + 1))
    fi
}
have() { command -v "$1" >/dev/null || { echo "skipped: no $1"; skipped=$((skipped + 1)); return 1; }; }
copy() { rm -rf "$tmp/case" && cp -r "$1" "$tmp/case" && rm -f "$tmp/case/expected"; }

# name and version of every node below a tree of {dependencies: {alias: {name, version}}}
cat >"$tmp/tree.js" <<'J'
const seen = new Set();
const local = new Set(['shop', 'a', 'b', '@shop/a', '@shop/b', 'local']);
function walk(deps) {
  for (const [key, d] of Object.entries(deps || {})) {
    const name = d.name || d.from || key;
    if (d.version && !d.missing && !local.has(name) && !/^(link|file|workspace):/.test(d.version))
      seen.add(name + ' ' + d.version);
    walk(d.dependencies); walk(d.devDependencies); walk(d.optionalDependencies);
  }
}
let text = '';
process.stdin.on('data', (c) => (text += c)).on('end', () => {
  const root = JSON.parse(text);
  for (const r of Array.isArray(root) ? root : [root])
    for (const k of ['dependencies', 'devDependencies', 'optionalDependencies']) walk(r[k]);
  console.log([...seen].join('\n'));
});
J

if have npm && have node; then
    for v in v1 v2 v3; do
        copy "$golden/npm_lock/$v"
        (cd "$tmp/case" && npm ls --all --json --long --package-lock-only 2>/dev/null) |
            node "$tmp/tree.js" | LC_ALL=C.UTF-8 sort -u >"$tmp/want"
        ours "$tmp/case" npm_lock >"$tmp/got"
        compare "npm $v" "$tmp/want" "$tmp/got"
    done
fi
for pnpm in ${PNPM:-pnpm}; do # installs what its lock file says, and lists what it installed
    if ! have "$pnpm" || ! have node; then continue; fi
    version=$("$pnpm" --version)
    folder=$golden/pnpm_lock/pnpm${version%%.*}
    [ -d "$folder" ] || { echo "skipped: no lock file of pnpm ${version%%.*}"; continue; }
    copy "$folder"
    ours "$tmp/case" pnpm_lock >"$tmp/got"
    (cd "$tmp/case" && printf 'packages:\n  - "packages/*"\n' >pnpm-workspace.yaml &&
        timeout 200 "$pnpm" install --frozen-lockfile --ignore-scripts >/dev/null 2>&1 &&
        "$pnpm" ls -r --json --depth 99 2>/dev/null || echo '[]') |
        node "$tmp/tree.js" | sort -u | grep . >"$tmp/want"
    compare "pnpm ${version%%.*}" "$tmp/want" "$tmp/got"
done
if have "${YARN:-yarn}"; then
    copy "$golden/yarn_lock/classic"
    (cd "$tmp/case" && "${YARN:-yarn}" list --json --no-progress 2>/dev/null) |
        grep -o '"name":"@\?[^"@]*@[0-9][^"]*","children"' |
        sed 's/"name":"\(.*\)@\([^@"]*\)","children"/\1 \2/' | grep -v -e '^local ' -e '^@shop/' | sort -u >"$tmp/want"
    ours "$tmp/case" yarn_lock | sed 's/^string-width /width /' | sort -u >"$tmp/got"
    compare "yarn 1" "$tmp/want" "$tmp/got"
fi
berry=$js/node_modules/@yarnpkg/cli-dist/bin/yarn.js
if [ -f "$berry" ] && have node; then
    copy "$golden/yarn_lock/berry"
    (cd "$tmp/case" && YARN_ENABLE_TELEMETRY=0 YARN_GLOBAL_FOLDER="$tmp/yarn" node "$berry" info -A -R --json 2>/dev/null) |
        sed -n 's/.*"value":"\(@\?[^"@]*\)@\(npm\|patch\|virtual\)[^"]*".*"Version":"\([^"]*\)".*/\1 \3/p' | sort -u >"$tmp/want"
    ours "$tmp/case" yarn_lock >"$tmp/got"
    compare "yarn 4" "$tmp/want" "$tmp/got"
fi
# "Name[extra]==1.0 ; marker" or "name 1.0" -> "name 1.0", the name as PEP 503 has it
norm() {
    awk '{ sub(/ *;.*/, ""); sub(/\[[^]]*\]/, ""); sub(/ *=+ */, " ")
           n = tolower($1); gsub(/[-_.]+/, "-", n); if ($2 != "") print n " " $2 }' | sort -u
}
if have "${UV:-uv}"; then
    copy "$golden/uv_lock/workspace"
    (cd "$tmp/case" && "${UV:-uv}" export --frozen --all-packages --all-extras --all-groups --no-hashes \
        --no-header --no-annotate --no-editable 2>/dev/null) | grep '==' | norm >"$tmp/want"
    ours "$tmp/case" uv_lock >"$tmp/got"
    compare "uv" "$tmp/want" "$tmp/got"
fi
if have python3; then # pip's own reader of requirements files
    copy "$golden/requirements/uv_export"
    (cd "$tmp/case" && python3 -c '
from pip._internal.network.session import PipSession
from pip._internal.req import parse_requirements
for r in parse_requirements("requirements.txt", session=PipSession()):
    if not r.is_editable: print(r.requirement)' 2>/dev/null) | norm >"$tmp/want"
    ours "$tmp/case" requirements >"$tmp/got"
    compare "requirements" "$tmp/want" "$tmp/got"
fi
for poetry in ${POETRY:-poetry}; do
    have "$poetry" || continue
    major=$("$poetry" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    copy "$golden/poetry_lock/poetry$major"
    (cd "$tmp/case" && "$poetry" show --all --no-ansi 2>/dev/null) |
        sed 's/ (!)//' | awk '{ print $1 " " $2 }' | norm >"$tmp/want"
    ours "$tmp/case" poetry_lock >"$tmp/got"
    compare "poetry $major" "$tmp/want" "$tmp/got"
done
if have pipenv; then
    copy "$golden/pipfile_lock/pipenv"
    (cd "$tmp/case" && PIPENV_IGNORE_VIRTUALENVS=1 pipenv requirements --dev 2>/dev/null) | grep '==' | norm >"$tmp/want"
    ours "$tmp/case" pipfile_lock >"$tmp/got"
    compare "pipenv" "$tmp/want" "$tmp/got"
fi
if have go; then
    copy "$golden/go_mod/tidy"
    (cd "$tmp/case" && GOFLAGS=-mod=mod GOTOOLCHAIN=local go list -m -f \
        '{{if not .Main}}{{with .Replace}}{{.Path}} {{.Version}}{{else}}{{.Path}} {{.Version}}{{end}}{{end}}' all 2>/dev/null) |
        sort -u >"$tmp/all"
    ours "$tmp/case" go_mod >"$tmp/got"
    comm -12 "$tmp/all" "$tmp/got" >"$tmp/want" # Go also lists what no package is taken from
    compare "go.mod" "$tmp/want" "$tmp/got"
fi
echo "lockfiles: $passed passed, $fail failed, $skipped skipped"
[ "$fail" = 0 ]
