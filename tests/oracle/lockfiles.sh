#!/bin/bash
# lockfiles.sh: what the lock file parsers read, against the package managers themselves.
# npm, pnpm, yarn, uv, poetry, pipenv and go are asked when they are there; the rest is skipped and
# said so. UNIT = a built unit program.
set -u
unit=$(realpath "${UNIT:-build/debug/unit}")
golden=$(realpath tests/golden/inventory)
[ -x "$unit" ] || { echo "no $unit: make unit first"; exit 2; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail=0

# ours FOLDER PARSER -> "name version" lines; components of the project itself are left out
ours() {
    INV_DUMP=$1 "$unit" inv_golden | awk -v p="$2" '
        $1 == "==" { on = $2 == p; next }
        on && /^[a-z]+ [^ ]+ [^ ]+/ && $1 != "said" && $4 !~ /root/ { print $2 " " $3 }' | sort -u
}
compare() { # what, file with the oracle's lines, file with ours
    if [ ! -s "$2" ]; then
        echo "skipped: $1 (its tool said nothing)"
    elif cmp -s "$2" "$3"; then
        echo "ok: $1, $(wc -l <"$3") components"
    else
        echo "DIFFERS: $1"
        diff "$2" "$3" | head -20
        fail=1
    fi
}
have() { command -v "$1" >/dev/null || { echo "skipped: no $1"; return 1; }; }
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
if have go; then
    copy "$golden/go_mod/tidy"
    (cd "$tmp/case" && GOFLAGS=-mod=mod GOTOOLCHAIN=local go list -m -f \
        '{{if not .Main}}{{with .Replace}}{{.Path}} {{.Version}}{{else}}{{.Path}} {{.Version}}{{end}}{{end}}' all 2>/dev/null) |
        sort -u >"$tmp/all"
    ours "$tmp/case" go_mod >"$tmp/got"
    comm -12 "$tmp/all" "$tmp/got" >"$tmp/want" # Go also lists what no package is taken from
    compare "go.mod" "$tmp/want" "$tmp/got"
fi
exit $fail
