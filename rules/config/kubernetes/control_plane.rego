# METADATA
# title: The pod may run on control plane nodes
# description: On those nodes lie the keys of the cluster; a break out there is the whole cluster.
# custom:
#   id: SKK060
#   severity: MEDIUM
#   attack: A hole in an ordinary program becomes access to etcd and the API server's keys.
#   principle: isolation
#   controls: [nsa-3.1]
#   recommended_action: Leave the toleration out; agents that must run on every node belong into a namespace of their own, hardened.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.control_plane

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some spec in k8s.specs
	some t in spec.tolerations
	t.key in {"node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master", "node-role.kubernetes.io/etcd"}
	input.kind != "DaemonSet"
	res := result.new(sprintf("%s tolerates %s", [k8s.who, t.key]), t)
}
