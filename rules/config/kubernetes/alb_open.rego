# METADATA
# title: An AWS load balancer open to the internet without a filter
# description: internet-facing without inbound-cidrs and without a web application firewall lets everyone try everything.
# custom:
#   id: SKK105
#   severity: LOW
#   attack: Scanners and bots reach the program unfiltered.
#   principle: smaller attack surface
#   controls: [nsa-2.2]
#   recommended_action: Set alb.ingress.kubernetes.io/wafv2-acl-arn or inbound-cidrs, or the scheme internal.
#   kinds: [Ingress]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.alb_open

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "Ingress"
	k8s.annotations["alb.ingress.kubernetes.io/scheme"] == "internet-facing"
	every key in ["alb.ingress.kubernetes.io/inbound-cidrs", "alb.ingress.kubernetes.io/wafv2-acl-arn", "alb.ingress.kubernetes.io/waf-acl-id", "alb.ingress.kubernetes.io/security-groups"] {
		not k8s.annotations[key]
	}
	res := result.new(sprintf("%s is open to the internet without a filter", [k8s.who]), k8s.annotations["alb.ingress.kubernetes.io/scheme"])
}
