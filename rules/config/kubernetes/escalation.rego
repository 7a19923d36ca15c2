# METADATA
# title: Processes may gain more privileges
# description: Without allowPrivilegeEscalation false a setuid program in the image gives its caller more than the container was given.
# custom:
#   id: SKK004
#   severity: MEDIUM
#   attack: Whoever runs code as an ordinary user in the container becomes root in it through sudo, su or a hole in a setuid program.
#   principle: least privilege
#   controls: [cis-kubernetes-5.6.3, cis-kubernetes-5.2.6, cis-eks-4.2.5, nsa-1.2, pss-restricted]
#   recommended_action: Set securityContext.allowPrivilegeEscalation to false.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.escalation

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.linux
	object.get(x.c, ["securityContext", "allowPrivilegeEscalation"], true) != false
	not k8s.is_privileged(x.c)
	not admin(x.c)
	res := k8s.set(
		result.new(sprintf("%s does not forbid privilege escalation", [k8s.at(x)]), x.c),
		x.c, ["securityContext", "allowPrivilegeEscalation"], false,
	)
}

# With SYS_ADMIN it cannot be forbidden: SKK006 says so.
admin(c) if {
	some name in c.securityContext.capabilities.add
	trim_prefix(upper(name), "CAP_") in {"SYS_ADMIN", "ALL"}
}
