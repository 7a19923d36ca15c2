# METADATA
# title: Nothing restarts a program that hangs
# description: Without a liveness probe a program that hangs (a deadlock, a full pool) stays so until someone looks.
# custom:
#   id: SKK050
#   severity: LOW
#   attack: One request that makes the program hang is an outage until someone is called.
#   principle: availability
#   recommended_action: Add a livenessProbe that asks the process alone, with a startupProbe where the start is slow.
#   kinds: [CloneSet, Pod, Rollout]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.liveness

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind in {"Deployment", "StatefulSet", "DaemonSet", "Rollout", "CloneSet"}
	some x in k8s.whole
	x.field == "containers"
	count(x.c.ports) > 0
	not k8s.has_key(x.c, "livenessProbe")
	res := result.new(sprintf("%s has ports, but no liveness probe", [k8s.at(x)]), x.c)
}
