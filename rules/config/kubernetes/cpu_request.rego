# METADATA
# title: No share of the processors is asked for
# description: Without a request (or a limit, which counts as one) the pod gets what others leave, and the scheduler puts too much on the node.
# custom:
#   id: SKK045
#   severity: LOW
#   attack: Load in a neighbour starves the program.
#   principle: availability
#   controls: [nsa-3.5]
#   recommended_action: Set resources.requests.cpu to what the program needs under load.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.cpu_request

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.whole
	x.field == "containers"
	not k8s.has_path(x.c, ["resources", "requests", "cpu"])
	not k8s.has_path(x.c, ["resources", "limits", "cpu"])
	not k8s.has_path(x.pod, ["resources", "requests", "cpu"])
	res := result.new(sprintf("%s asks for no processor time", [k8s.at(x)]), x.c)
}
