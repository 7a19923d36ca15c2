# METADATA
# title: A gateway takes routes from every namespace
# description: Whoever may write a route in any namespace can take a host name or path of the gateway.
# custom:
#   id: SKK107
#   severity: LOW
#   attack: Another team's route answers for the login page.
#   principle: isolation
#   controls: [nsa-2.2]
#   recommended_action: Set allowedRoutes.namespaces to Selector with a label that only you give.
#   kinds: [Gateway]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.gateway_routes

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "Gateway"
	startswith(input.apiVersion, "gateway.networking.k8s.io/")
	some l in input.spec.listeners
	l.allowedRoutes.namespaces.from == "All"
	not regex.match(`^[^*]`, object.get(l, "hostname", "*"))
	res := result.new(sprintf("%s takes routes from every namespace (%v)", [k8s.who, object.get(l, "name", "listener")]), l.allowedRoutes)
}
