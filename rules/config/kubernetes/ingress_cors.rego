# METADATA
# title: Every web site may use the visitors' login
# description: enable-cors without cors-allow-origin allows every origin, with credentials (both are the defaults of ingress-nginx).
# custom:
#   id: SKK104
#   severity: MEDIUM
#   attack: A page that a visitor opens reads his data with his cookies.
#   principle: least privilege
#   recommended_action: Name the origins in cors-allow-origin, or set cors-allow-credentials to false.
#   kinds: [Ingress]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.ingress_cors

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "Ingress"
	k8s.annotations["nginx.ingress.kubernetes.io/enable-cors"] == "true"
	object.get(k8s.annotations, "nginx.ingress.kubernetes.io/cors-allow-origin", "*") == "*"
	object.get(k8s.annotations, "nginx.ingress.kubernetes.io/cors-allow-credentials", "true") != "false"
	res := result.new(sprintf("%s allows every origin", [k8s.who]), k8s.annotations["nginx.ingress.kubernetes.io/enable-cors"])
}
