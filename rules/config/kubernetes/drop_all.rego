# METADATA
# title: Capabilities are not dropped
# description: A container starts with fourteen capabilities, of which most programs need none.
# custom:
#   id: SKK007
#   severity: LOW
#   attack: Code in a container that runs as root forges packets, changes owners or takes other users' rights.
#   principle: least privilege
#   controls: [cis-kubernetes-5.6.3, cis-kubernetes-5.2.10, nsa-1.2, pss-restricted]
#   recommended_action: Set securityContext.capabilities.drop to [ALL].
#   fix_may_break: a program that changes users or owners, or binds low ports, fails
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.drop_all

import rego.v1

import data.lib.kubernetes as k8s

drops(c) if {
	some name in c.securityContext.capabilities.drop
	upper(name) == "ALL"
}

deny contains res if {
	some x in k8s.linux
	not drops(x.c)
	not k8s.is_privileged(x.c)
	res := k8s.set(
		result.new(sprintf("%s does not drop all capabilities", [k8s.at(x)]), x.c),
		x.c, ["securityContext", "capabilities", "drop"], ["ALL"],
	)
}
