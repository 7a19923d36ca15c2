# METADATA
# title: A probe or hook names a host
# description: The kubelet, not the pod, makes these requests; with host it asks any address that the node reaches.
# custom:
#   id: SKK037
#   severity: LOW
#   attack: Who may write the pod lets the node call services that pods cannot reach (the metadata service, the loopback of the node).
#   principle: isolation
#   controls: [pss-baseline]
#   recommended_action: Leave host out; the kubelet then asks the pod itself.
#   fix_may_break: the probe then asks the pod in place of that host
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.probe_host

import rego.v1

import data.lib.kubernetes as k8s

requests(c) := array.concat(
	[c[p][t] | some p in ["livenessProbe", "readinessProbe", "startupProbe"]; some t in ["httpGet", "tcpSocket"]],
	[c.lifecycle[h][t] | some h in ["postStart", "preStop"]; some t in ["httpGet", "tcpSocket"]],
)

deny contains res if {
	some x in k8s.containers
	some r in requests(x.c)
	r.host != ""
	res := k8s.remove(result.new(sprintf("%s lets the kubelet ask %v", [k8s.at(x), r.host]), r.host), r, ["host"])
}
