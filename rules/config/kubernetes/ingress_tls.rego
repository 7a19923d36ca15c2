# METADATA
# title: An Ingress without TLS
# description: What is sent can be read and changed on the way, cookies and passwords included.
# custom:
#   id: SKK099
#   severity: MEDIUM
#   attack: Someone on the same network takes a session.
#   principle: encryption
#   controls: [cis-eks-5.4.5, nsa-2.2]
#   recommended_action: Add spec.tls with a certificate (cert-manager), or on an AWS load balancer certificate-arn and ssl-redirect.
#   kinds: [Ingress]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.ingress_tls

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.network

deny contains res if {
	network.ingress
	count(object.get(input.spec, "tls", [])) == 0
	not network.tls_elsewhere
	res := result.new(sprintf("%s has no TLS", [k8s.who]), input.spec)
}
