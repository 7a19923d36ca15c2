# METADATA
# title: An admission webhook that the whole cluster depends on
# description: A webhook for every kind of object, in every namespace, with failurePolicy Fail stops the cluster (its own repair included) when it is down.
# custom:
#   id: SKK116
#   severity: LOW
#   attack: Whoever stops the webhook stops every change, also the one that would help.
#   principle: availability
#   recommended_action: Name the resources, and leave out kube-system and the webhook's own namespace by namespaceSelector.
#   kinds: [MutatingWebhookConfiguration, ValidatingWebhookConfiguration]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.webhook_broad

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind in {"ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"}
	some w in input.webhooks
	object.get(w, "failurePolicy", "Fail") == "Fail"
	count(object.get(w, "namespaceSelector", {})) == 0
	count(object.get(w, "objectSelector", {})) == 0
	some rule in w.rules
	some r in rule.resources
	r in {"*", "*/*", "pods"}
	res := result.new(sprintf("%s: %v is asked for %s of every namespace", [k8s.who, object.get(w, "name", "webhook"), r]), rule)
}
