# METADATA
# title: A load balancer that speaks old TLS
# description: The named policy of the AWS load balancer still accepts TLS 1.0 or 1.1.
# custom:
#   id: SKK106
#   severity: MEDIUM
#   attack: Someone on the way makes client and server take the old version and breaks it.
#   principle: encryption
#   controls: [nsa-2.2]
#   recommended_action: Use ELBSecurityPolicy-TLS13-1-2-2021-06 or a later one.
#   fix_may_break: clients that know old TLS only are turned away
#   kinds: [Ingress, Service]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.old_tls

import rego.v1

import data.lib.kubernetes as k8s

keys := ["alb.ingress.kubernetes.io/ssl-policy", "service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy"]

deny contains res if {
	input.kind in {"Ingress", "Service"}
	some key in keys
	policy := k8s.annotations[key]
	regex.match(`^ELBSecurityPolicy-(20[0-9-]+|TLS-1-[01]-.*|FS-20[0-9-]+|FS-1-1-.*|TLS13-1-[01]-.*)$`, policy)
	res := k8s.set(result.new(sprintf("%s uses %s", [k8s.who, policy]), policy), input.metadata, ["annotations", key], "ELBSecurityPolicy-TLS13-1-2-2021-06")
}
