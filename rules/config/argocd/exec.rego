# METADATA
# title: Argo CD's web page opens shells
# description: exec.enabled lets whoever has the right run commands in pods of every cluster from a browser.
# custom:
#   id: SKA017
#   severity: MEDIUM
#   attack: A taken over session of the web page is a shell in production.
#   principle: smaller attack surface
#   recommended_action: Set exec.enabled to "false".
#   fix_may_break: nobody can open shells in the web page any more
#   kinds: [ConfigMap]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.exec

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	value := k8s.setting("argocd-cm", "exec.enabled")
	value in {"true", true}
	res := k8s.set(result.new(sprintf("%s opens shells", [k8s.who]), value), input, ["data", "exec.enabled"], "false")
}
