# METADATA
# title: Seccomp is set by an annotation that nothing reads
# description: The annotations seccomp.security.alpha.kubernetes.io have had no effect since Kubernetes 1.27; the pod runs without the profile that it seems to have.
# custom:
#   id: SKK030
#   severity: LOW
#   attack: A hole in a system call that the profile was to forbid becomes a way out of the container.
#   principle: smaller attack surface
#   controls: [nsa-1.3]
#   recommended_action: Set securityContext.seccompProfile.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.seccomp_annotation

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some p in k8s.pods
	some key, value in p.metadata.annotations
	contains(key, "seccomp.security.alpha.kubernetes.io/")
	not p.spec.securityContext.seccompProfile
	res := result.new(sprintf("%s sets %s, which has no effect", [k8s.who, key]), value)
}
