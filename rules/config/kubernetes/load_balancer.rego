# METADATA
# title: A load balancer that the whole internet reaches
# description: A Service of the type LoadBalancer gets a public address unless an annotation says internal; without loadBalancerSourceRanges everyone may connect.
# custom:
#   id: SKK094
#   severity: MEDIUM
#   attack: Scanners find the port within minutes and try what the program has for holes.
#   principle: smaller attack surface
#   controls: [nsa-2.2]
#   recommended_action: Make it internal (service.beta.kubernetes.io/aws-load-balancer-scheme internal) and put an Ingress in front, or name the ranges that may connect.
#   kinds: [Service]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.load_balancer

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.network

deny contains res if {
	network.public
	not network.admin_port
	res := result.new(sprintf("%s is open to the internet", [k8s.who]), input.spec)
}
