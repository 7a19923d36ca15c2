# METADATA
# title: A public name is pointed elsewhere in the pod
# description: hostAliases with a loopback or link-local address let a trusted name mean another machine, without anyone who looks at DNS seeing it.
# custom:
#   id: SKK064
#   severity: LOW
#   attack: Requests to a trusted name go to the metadata service or to a helper in the pod.
#   principle: integrity
#   recommended_action: Use a Service or the DNS server.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.host_alias

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some spec in k8s.specs
	some a in spec.hostAliases
	startswith(a.ip, "169.254.")
	res := result.new(sprintf("%s points %v to %s", [k8s.who, object.get(a, "hostnames", []), a.ip]), a)
}
