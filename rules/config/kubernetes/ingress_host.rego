# METADATA
# title: An Ingress for every host
# description: A rule without a host, or with a wildcard, answers for names that it was not meant for.
# custom:
#   id: SKK101
#   severity: LOW
#   attack: A forgotten DNS name that points here, or a forged Host header, reaches the program.
#   principle: smaller attack surface
#   controls: [nsa-2.2]
#   recommended_action: Name the hosts.
#   kinds: [Ingress]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.ingress_host

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.network

deny contains res if {
	network.ingress
	some rule in input.spec.rules
	object.get(rule, "host", "") in {"", "*"}
	res := result.new(sprintf("%s answers for every host", [k8s.who]), rule)
}

deny contains res if {
	network.ingress
	some rule in input.spec.rules
	startswith(rule.host, "*.")
	res := result.new(sprintf("%s answers for %s", [k8s.who, rule.host]), rule.host)
}
