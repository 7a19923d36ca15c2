# METADATA
# title: An admission check that is skipped when it does not answer
# description: With failurePolicy Ignore objects are let in unchecked while the webhook is down, slow or overloaded.
# custom:
#   id: SKK115
#   severity: MEDIUM
#   attack: Someone makes the webhook slow, and creates what it would have refused.
#   principle: fail closed
#   controls: [nsa-1.2]
#   recommended_action: Set failurePolicy to Fail, with two replicas and a namespaceSelector that leaves out its own namespace and kube-system.
#   fix_may_break: objects are refused while the webhook does not answer
#   kinds: [MutatingAdmissionPolicy, ValidatingAdmissionPolicy, ValidatingWebhookConfiguration]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.webhook_fail_open

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ValidatingWebhookConfiguration"
	some w in input.webhooks
	w.failurePolicy == "Ignore"
	res := fix(result.new(sprintf("%s: %v is skipped when it does not answer", [k8s.who, object.get(w, "name", "webhook")]), w.failurePolicy), w)
}

deny contains res if {
	input.kind in {"ValidatingAdmissionPolicy", "MutatingAdmissionPolicy"}
	input.spec.failurePolicy == "Ignore"
	res := k8s.set(result.new(sprintf("%s is skipped when it cannot be evaluated", [k8s.who]), input.spec.failurePolicy), input.spec, ["failurePolicy"], "Fail")
}

# Fail on everything can lock the cluster: then someone must look first.
fix(res, w) := k8s.set(res, w, ["failurePolicy"], "Fail") if narrow(w)

fix(res, w) := res if not narrow(w)

narrow(w) if count(w.namespaceSelector) > 0
