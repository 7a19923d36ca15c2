# METADATA
# title: An Ingress with TLS that answers without it, too
# description: With ssl-redirect false a request over HTTP is answered over HTTP.
# custom:
#   id: SKK100
#   severity: LOW
#   attack: Someone on the way keeps a visitor on HTTP and reads along.
#   principle: encryption
#   controls: [nsa-2.2]
#   recommended_action: Set the annotation to true or leave it out.
#   fix_may_break: clients without TLS are no longer answered
#   kinds: [Ingress]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.ingress_redirect

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.network

deny contains res if {
	network.ingress
	count(input.spec.tls) > 0
	some key in ["nginx.ingress.kubernetes.io/ssl-redirect", "nginx.ingress.kubernetes.io/force-ssl-redirect"]
	value := k8s.annotations[key]
	value in {"false", false}
	key == "nginx.ingress.kubernetes.io/ssl-redirect"
	res := k8s.set(result.new(sprintf("%s does not lead to TLS", [k8s.who]), value), input.metadata, ["annotations", key], "true")
}
