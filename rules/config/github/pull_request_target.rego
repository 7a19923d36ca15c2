# METADATA
# title: Code of a pull request runs with secrets
# description: pull_request_target, workflow_run and issue_comment run with the secrets and the write token of the repository; checking out the head of a fork gives them to its author.
# custom:
#   id: SKG003
#   severity: CRITICAL
#   attack: Anyone opens a pull request with a changed build script, which sends the secrets away.
#   principle: separate data from code
#   controls: [owasp-cicd-4]
#   recommended_action: Use pull_request; or do not check out and run code of the head.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.pull_request_target

import rego.v1

import data.lib.github

head := `github\.(event\.pull_request\.head|head_ref|event\.workflow_run\.(head_sha|head_branch|head_commit)|event\.pull_request\.merge_commit_sha|event\.issue\.number|event\.number|event\.pull_request\.number)|refs/pull/`

deny contains res if {
	some t in (github.triggers & {"pull_request_target", "workflow_run", "issue_comment"})
	some p in github.placed
	github.is_checkout(p.step)
	with_head(p.step["with"])
	not closed(p.job)
	res := result.new(sprintf("the head of a pull request is checked out under %s", [t]), p.step)
}

with_head(w) if regex.match(head, w.ref)

with_head(w) if regex.match(`github\.event\.(pull_request\.head|workflow_run\.head_repository)`, w.repository)

deny contains res if {
	some t in (github.triggers & {"pull_request_target", "workflow_run", "issue_comment"})
	some p in github.placed
	regex.match(`gh\s+pr\s+checkout\s|git\s+(fetch|pull)\s[^\n]*pull/`, p.step.run)
	not closed(p.job)
	res := result.new(sprintf("the head of a pull request is checked out under %s", [t]), p.step)
}

# Only for one's own branches, or after somebody looked at it.
closed(job) if regex.match(`head\.repo\.full_name\s*==\s*github\.repository|head_repository\.full_name\s*==\s*github\.repository|workflow_run\.event\s*==\s*'push'|!\s*github\.event\.pull_request\.head\.repo\.fork|head\.repo\.fork\s*==\s*false`, job["if"])

closed(job) if job.environment
