# METADATA
# title: A workflow for pull requests of forks runs with secrets
# description: pull_request_target and workflow_run have the secrets and the token of the repository while they deal with what comes from outside.
# custom:
#   id: SKG031
#   severity: LOW
#   attack: One step more, a checkout or a cache, and the code of a stranger has them.
#   principle: least privilege
#   controls: [owasp-cicd-4]
#   recommended_action: Use pull_request where no secret is needed; else keep permissions small, and no checkout of the head.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.dangerous_trigger

import rego.v1

import data.lib.github

deny contains res if {
	some t in (github.triggers & {"pull_request_target", "workflow_run"})
	names := {s | some s in regex.find_n(`secrets\.[A-Za-z_0-9]+`, json.marshal(input.jobs), -1); s != "secrets.GITHUB_TOKEN"}
	count(names) > 0
	not regex.match(`head\.(sha|ref)|head_ref|head_sha|head_branch|refs/pull/|pr checkout`, json.marshal(input.jobs))
	res := result.new(sprintf("%s with %s", [t, concat(", ", sort(names))]), input.jobs)
}
