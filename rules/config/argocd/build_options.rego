# METADATA
# title: Kustomize may read outside its folder
# description: With LoadRestrictionsNone a kustomization reads any file of the repo server, other teams' repositories and its credentials included.
# custom:
#   id: SKA023
#   severity: MEDIUM
#   attack: A kustomization puts another repository's secrets into a ConfigMap of its own.
#   principle: isolation
#   recommended_action: Leave --load-restrictor and --enable-exec out.
#   kinds: [ConfigMap]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.build_options

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ConfigMap"
	input.metadata.name == "argocd-cm"
	some key, value in input.data
	startswith(key, "kustomize.buildOptions")
	regex.match(`LoadRestrictionsNone|--enable-exec|--enable-alpha-plugins`, value)
	res := result.new(sprintf("%s: %s", [k8s.who, value]), value)
}
