#!/bin/sh
# Charts: what helm prints is judged at the lines of the templates; a helm that is not there, fails, hangs, floods, lies or
# wants more than it may. helm is a script here; the real one is in tests/oracle/helm.sh.
# shellcheck disable=SC2016 # backquotes in messages
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
t=$tmp/t
mkdir -p "$t/charts/web/templates" "$t/charts/web/charts/sub/templates" "$t/charts/web/crds" "$tmp/bin"
printf 'apiVersion: v2\nname: web\nversion: 1.0.0\n' >"$t/charts/web/Chart.yaml"
printf 'apiVersion: v2\nname: sub\nversion: 1.0.0\n' >"$t/charts/web/charts/sub/Chart.yaml"
echo 'replicas: 1' >"$t/charts/web/values.yaml"
cat >"$t/charts/web/templates/web.yaml" <<'K'
{{- if .Values.enabled }}
{{/* a comment
     of two lines */}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "web.name" . }}
  labels:
    {{- include "web.labels" . | nindent 4 }}
spec:
  template:
    spec:
      containers:
        {{- range .Values.containers }}
        - name: {{ .name }}
          image: "{{ .image }}:{{ .tag }}"
          {{- with .securityContext }}
          securityContext:
            {{- toYaml . | nindent 12 }}
          {{- end }}
        {{- end }}
      hostNetwork: {{ .Values.hostNetwork }}
{{- end }}
K
cat >"$t/charts/web/charts/sub/templates/pod.yaml" <<'K'
apiVersion: v1
kind: Pod
metadata: {name: sub}
spec:
  hostPID: true
  containers: [{name: a, image: "a:1"}]
K
helm() { # a program of that name, on stdin
    cat >"$tmp/bin/helm"
    chmod 755 "$tmp/bin/helm"
}
scan() { PATH="$tmp/bin:$PATH" "$sekisho" scan config "$t" -q -o json >"$tmp/json"; }
at() { jq -r --arg r "$1" '.findings[] | select(.name == $r) | .places[] | "\(.path):\(.line) \(.what)"' "$tmp/json" | sort; }
all() { jq -r '.findings[] | .places[] | "\(.path):\(.line) \(.what)"' "$tmp/json" | sort; }
warning() { jq -r '.warnings[] | "\(.path): \(.what)"' "$tmp/json"; }

PATH=/usr/bin:/bin "$sekisho" scan config "$t" -q -o json >"$tmp/json"
is 'no helm: incomplete' $? 3
is 'and what to do' "$(warning)" 'charts/web/Chart.yaml: chart not rendered: the program helm is not there; install it, or run `helm template` and scan what it prints'

helm <<'H'
#!/bin/sh
cat <<'K'
---
# Source: web/charts/sub/templates/pod.yaml
apiVersion: v1
kind: Pod
metadata: {name: sub}
spec:
  hostPID: true
  containers: [{name: a, image: "a:1"}]
---
# Source: web/templates/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: release-name-web
  labels:
    app: web
    release: release-name
spec:
  template:
    spec:
      containers:
        - name: one
          image: "one:1"
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
        - name: two
          image: "two:1"
          securityContext:
            readOnlyRootFilesystem: true
            privileged: true
      hostNetwork: true
---
# Source: web/templates/gone.yaml
apiVersion: v1
kind: Pod
metadata: {name: gone}
spec: {hostIPC: true, containers: [{name: a, image: "a:1"}]}
K
H
scan
is 'rendered' $? 0
is 'privileged: at the action that printed it, in the second turn of the loop' "$(at SKK001)" \
    'charts/web/templates/web.yaml:19 Deployment release-name-web: container two is privileged (in charts/web, rendered)'
has 'a subchart: its own template' "$(all)" 'charts/web/charts/sub/templates/pod.yaml:5 Pod sub'
has 'the line of a plain key' "$(at SKK002)" 'charts/web/templates/web.yaml:'
has 'a source that is not in the chart' "$(all)" 'charts/web/templates/gone.yaml:null Pod gone'

# What helm gets, and what it may do.
helm <<'H'
#!/bin/sh
top=${3%/*}
{
    echo "args: $*"
    echo "env: $(env | cut -d= -f1 | sort | tr '\n' ' ')"
    cat "$3/values.yaml" "$3/templates/web.yaml" >/dev/null && echo 'reads the chart'
    cat "$top/values0.yaml"
    cat /etc/passwd >/dev/null 2>&1 || echo 'no passwd'
    cat /proc/1/environ >/dev/null 2>&1 || echo 'no proc'
    (echo x >"$3/templates/new.yaml") 2>/dev/null || echo 'no write to the chart'
    (echo x >"$3/values.yaml") 2>/dev/null || echo 'no change of the chart'
    (echo x >/tmp/sekisho-helm-was-here) 2>/dev/null || echo 'no write elsewhere'
    echo x >"$HOME/x" && cat "$HOME/x" >/dev/null && echo 'writes to its home'
    python3 -c 'print("python runs")'
    python3 -c 'import socket; socket.socket()' 2>/dev/null || echo 'no socket'
    ls "$3/link" >/dev/null 2>&1 || echo 'no link'
} >"$HOME/said"
printf 'apiVersion: v1\nkind: Said\nsaid: >-\n  '
tr '\n' ';' <"$HOME/said" | sed "s|$top|TOP|g"
H
ln -s /etc/passwd "$t/charts/web/link"
echo 'a: from-file' >"$tmp/v.yaml"
PATH="$tmp/bin:$PATH" SECRET=1 "$sekisho" config render "$t/charts/web" --helm-values "$tmp/v.yaml" --helm-set 'a.b=c d' >"$tmp/out"
is 'render' $? 0
said=$(cat "$tmp/out")
has 'arguments' "$said" 'args: template release-name TOP/chart --include-crds --values=TOP/values0.yaml --set=a.b=c d'
has 'no environment of ours' "$said" 'env: GOMAXPROCS GOMEMLIMIT HELM_CACHE_HOME HELM_CONFIG_HOME HELM_DATA_HOME HELM_PLUGINS HOME KUBECONFIG'
is 'no secret' "$(echo "$said" | grep -c SECRET)" 0
for w in 'reads the chart' 'python runs' 'no change of the chart' 'a: from-file' 'no passwd' 'no proc' 'no write to the chart' 'no write elsewhere' 'writes to its home' 'no socket' 'no link'; do
    has "confined: $w" "$said" "$w"
done
is 'nothing stays' "$(find /tmp -maxdepth 1 -name 'sekisho-helm-*' -newer "$tmp/v.yaml" | wc -l)" 0
rm "$t/charts/web/link"

fails() { # name words
    scan
    is "$1: incomplete" $? 3
    has "$1" "$(warning)" "$2"
}
helm <<'H'
#!/bin/sh
echo 'WARNING: something' >&2
printf 'Error: execution error at (web/templates/web.yaml:3:4): \033[31mname is required\n' >&2
exit 1
H
fails 'a value is missing' '--helm-values FILE and --helm-set K=V; helm: execution error at (web/templates/web.yaml:3:4):  [31mname is required'
helm <<'H'
#!/bin/sh
echo 'Error: An error occurred while checking for chart dependencies. You may need to run `helm dependency build` to fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: redis' >&2
exit 1
H
fails 'dependencies' 'run `helm dependency build`; helm: An error occurred while checking for chart dependencies. You may need to run `helm dependency build` to fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: redis'
helm <<'H'
#!/bin/sh
echo 'Error: library charts are not installable' >&2
exit 1
H
scan
is 'a library chart makes nothing: complete' $? 0
helm <<'H'
#!/bin/sh
kill -SEGV $$
H
fails 'a crash' 'it died by signal 11'
helm <<'H'
#!/bin/sh
exec yes 'a: b'
H
fails 'a flood' 'more than 67108864 bytes of output'
helm <<'H'
#!/bin/sh
printf 'a: [\001\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {hostNetwork: true}\n---\n- &a [*a]\n'
H
scan
is 'garbage: incomplete' $? 3
has 'and what stands beside it is judged' "$(all)" 'Pod x'
printf 'not a program' >"$tmp/bin/helm"
fails 'no program' 'cannot be run'
mkdir -p "$XDG_CONFIG_HOME/sekisho"
echo '[config]
helm = "/nonexistent/helm"' >"$XDG_CONFIG_HOME/sekisho/config.toml"
fails 'a program that is configured' '/nonexistent/helm'
rm "$XDG_CONFIG_HOME/sekisho/config.toml"
"$sekisho" scan config "$t" --helm-set x >/dev/null 2>&1
is 'a wrong value' $? 2
"$sekisho" scan config "$t" --helm-values "$tmp/none" >/dev/null 2>&1
is 'no such file of values' $? 2
mkdir -p "$tmp/plain"
printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: "{{ .Values.x }}"}\n' >"$tmp/plain/p.yaml"
"$sekisho" scan config "$tmp/plain" -q -o json >"$tmp/json"
is 'a template outside of a chart' $? 3
end helm
