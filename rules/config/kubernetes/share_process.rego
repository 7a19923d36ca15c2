# METADATA
# title: The containers of the pod see each other's processes
# description: With shareProcessNamespace each container sees the others' command lines and environment, and their file systems below /proc.
# custom:
#   id: SKK040
#   severity: LOW
#   attack: Code in a sidecar reads the secrets of the main program.
#   principle: isolation
#   controls: [nsa-1.2]
#   recommended_action: Leave shareProcessNamespace out; debug with an ephemeral container.
#   fix_may_break: containers that signal or inspect each other fail
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.share_process

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some spec in k8s.specs
	spec.shareProcessNamespace == true
	res := k8s.remove(result.new(sprintf("%s shares processes between its containers", [k8s.who]), spec.shareProcessNamespace), spec, ["shareProcessNamespace"])
}
