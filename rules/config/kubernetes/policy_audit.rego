# METADATA
# title: A policy that only reports
# description: A policy in audit mode writes a report and lets the object in.
# custom:
#   id: SKK118
#   severity: LOW
#   attack: What the policy forbids is deployed all the same.
#   principle: policy
#   controls: [cis-kubernetes-5.2.1, nsa-1.2]
#   recommended_action: Turn it to Deny (Enforce) once the report is empty.
#   kinds: [ClusterPolicy, Policy, ValidatingAdmissionPolicyBinding]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.policy_audit

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ValidatingAdmissionPolicyBinding"
	not "Deny" in input.spec.validationActions
	res := result.new(sprintf("%s does not deny", [k8s.who]), input.spec.validationActions)
}

deny contains res if {
	startswith(input.apiVersion, "kyverno.io/")
	input.kind in {"ClusterPolicy", "Policy"}
	action := input.spec.validationFailureAction
	lower(action) == "audit"
	res := result.new(sprintf("%s only reports", [k8s.who]), action)
}

deny contains res if {
	startswith(input.apiVersion, "constraints.gatekeeper.sh/")
	input.spec.enforcementAction in {"dryrun", "warn"}
	res := result.new(sprintf("%s only reports", [k8s.who]), input.spec.enforcementAction)
}
