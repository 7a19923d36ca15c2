# METADATA
# title: A version of the API that is gone
# description: Current versions of Kubernetes no longer know this kind in this version; the object cannot be created, so what it protects is not protected, and it holds up the upgrade.
# custom:
#   id: SKK119
#   severity: MEDIUM
#   attack: The cluster stays on an old version with known holes, or a policy is missing after the upgrade.
#   principle: current versions
#   controls: [nsa-6.1]
#   recommended_action: Write the object in the version that replaced it.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.api_removed

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.removed

deny contains res if {
	old := removed.apis[input.apiVersion][input.kind]
	res := result.new(sprintf("%s of %s was removed in Kubernetes %s; use %s", [k8s.who, input.apiVersion, old.since, old.use]), input.apiVersion)
}
