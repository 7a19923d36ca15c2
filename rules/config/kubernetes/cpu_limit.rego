# METADATA
# title: No limit of processor time on a program that strangers may load
# description: A pod that is reachable through a port and has no cpu limit can use every idle core; the request alone only protects its neighbours' share.
# custom:
#   id: SKK046
#   severity: LOW
#   attack: Work that an attacker starts (mining, regular expressions) runs at the speed of the whole node and the bill of the cloud.
#   principle: availability
#   controls: [nsa-3.5]
#   recommended_action: Set resources.limits.cpu well above the usual load, or a LimitRange or ResourceQuota on the namespace.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.cpu_limit

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.whole
	x.field == "containers"
	count(x.c.ports) > 0
	some port in x.c.ports
	port.hostPort > 0
	not k8s.has_path(x.c, ["resources", "limits", "cpu"])
	res := result.new(sprintf("%s has no cpu limit and takes a port of the node", [k8s.at(x)]), x.c)
}

deny contains res if {
	some x in k8s.whole
	x.field == "containers"
	x.pod.hostNetwork == true
	count(x.c.ports) > 0
	not k8s.has_path(x.c, ["resources", "limits", "cpu"])
	res := result.new(sprintf("%s has no cpu limit and listens on the node", [k8s.at(x)]), x.c)
}
