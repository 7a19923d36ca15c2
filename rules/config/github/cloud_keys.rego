# METADATA
# title: Long-lived keys of the cloud
# description: A key in the secrets works from everywhere and until somebody remembers it; a token by OIDC lives for the job.
# custom:
#   id: SKG026
#   severity: LOW
#   attack: A key that leaked once opens the account for months.
#   principle: short-lived credentials
#   controls: [owasp-cicd-6]
#   recommended_action: Use role-to-assume (workload identity) with permissions id-token write.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.cloud_keys

import rego.v1

import data.lib.github

deny contains res if {
	some s in github.step
	some action, field in {"aws-actions/configure-aws-credentials": "aws-access-key-id", "google-github-actions/auth": "credentials_json", "azure/login": "creds"}
	github.uses(s, action)
	_ = s["with"][field]
	res := result.new(sprintf("%s with %s", [action, field]), s)
}

deny contains res if {
	some env in array.concat([e | some j in input.jobs; e := j.env], [e | some s in github.step; e := s.env])
	_ = env.AWS_SECRET_ACCESS_KEY
	res := result.new("AWS_SECRET_ACCESS_KEY in the environment", env)
}
