# METADATA
# title: An admission check that a label turns off
# description: An objectSelector that leaves out objects with a label lets whoever writes the object put that label on it.
# custom:
#   id: SKK117
#   severity: LOW
#   attack: A pod with the label is not checked.
#   principle: policy
#   recommended_action: Exempt whole namespaces by kubernetes.io/metadata.name, or check in the webhook who asks.
#   kinds: [ValidatingWebhookConfiguration]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.webhook_bypass

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ValidatingWebhookConfiguration"
	some w in input.webhooks
	some e in w.objectSelector.matchExpressions
	e.operator in {"NotIn", "DoesNotExist"}
	res := result.new(sprintf("%s: %v is turned off by the label %v", [k8s.who, object.get(w, "name", "webhook"), e.key]), e)
}
