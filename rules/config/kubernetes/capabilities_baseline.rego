# METADATA
# title: Capabilities beyond the default set are added
# description: The baseline of the Pod Security Standards allows only the capabilities that a runtime gives by default.
# custom:
#   id: SKK027
#   severity: MEDIUM
#   attack: Code in the container uses what the kernel otherwise keeps from containers, such as clocks, limits, locks, logs.
#   principle: least privilege
#   controls: [cis-kubernetes-5.2.9, nsa-1.2, pss-baseline]
#   recommended_action: Drop ALL and add only what the program needs.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.capabilities_baseline

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.capabilities

deny contains res if {
	some x in k8s.containers
	not k8s.is_privileged(x.c)
	some name in x.c.securityContext.capabilities.add
	plain := capabilities.plain(name)
	not capabilities.standard[plain]
	not capabilities.dangerous[plain]
	plain != "NET_RAW"
	res := result.new(sprintf("%s adds %s", [k8s.at(x), name]), name)
}
