# METADATA
# title: No limit of processor time on a program that listens on the node
# description: A pod that takes a port of the node and has no cpu limit can use every idle core of a machine that others depend on; the request only keeps its neighbours' share.
# custom:
#   id: SKK046
#   severity: LOW
#   attack: Work that an attacker starts (mining, regular expressions) runs at the speed of the whole node and the bill of the cloud.
#   principle: availability
#   controls: [nsa-3.5]
#   recommended_action: Set resources.limits.cpu well above the usual load.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.cpu_limit

import rego.v1

import data.lib.kubernetes as k8s

listens(x) if x.pod.hostNetwork == true

listens(x) if {
	some port in x.c.ports
	port.hostPort > 0
}

# Without a request: SKK045.
deny contains res if {
	some x in k8s.whole
	x.field == "containers"
	count(x.c.ports) > 0
	listens(x)
	k8s.has_path(x.c, ["resources", "requests", "cpu"])
	not k8s.has_path(x.c, ["resources", "limits", "cpu"])
	res := result.new(sprintf("%s listens on the node and has no cpu limit", [k8s.at(x)]), x.c.resources)
}
