# METADATA
# title: An audit policy that writes nothing
# description: A first rule with level None that matches everything leaves no line for any request.
# custom:
#   id: SKK140
#   severity: MEDIUM
#   attack: An attacker's requests leave no trace.
#   principle: accountability
#   controls: [cis-kubernetes-3.2.1, cis-kubernetes-3.2.2, nsa-5.1]
#   recommended_action: End the policy with a rule of level Metadata, and leave out only what is noise (by user, verb or resource).
#   kinds: [Policy]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.audit_policy

import rego.v1

narrow(rule) if {
	some field in ["users", "userGroups", "verbs", "resources", "namespaces", "nonResourceURLs"]
	count(rule[field]) > 0
}

deny contains res if {
	input.kind == "Policy"
	startswith(input.apiVersion, "audit.k8s.io/")
	rule := input.rules[0]
	rule.level == "None"
	not narrow(rule)
	res := result.new("the first rule leaves every request out", rule)
}

deny contains res if {
	input.kind == "Policy"
	startswith(input.apiVersion, "audit.k8s.io/")
	count(object.get(input, "rules", [])) == 0
	res := result.new("the audit policy has no rules", input.kind)
}
