# METADATA
# title: Anyone starts the workflow by a comment
# description: issue_comment runs for comments of everybody, with the secrets of the repository, and nothing here asks who wrote it.
# custom:
#   id: SKG019
#   severity: MEDIUM
#   attack: A stranger writes the command and starts a deployment or a build with secrets.
#   principle: authentication
#   controls: [owasp-cicd-1]
#   recommended_action: Ask for author_association (OWNER, MEMBER, COLLABORATOR) or the permission of the sender in the condition of the job.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.comment_command

import rego.v1

import data.lib.github

asks := `author_association|sender\.login|github\.actor|permission|triggering_actor|comment\.user|'Bot'`

deny contains res if {
	count(github.triggers & {"issue_comment", "discussion_comment"}) > 0
	some name, job in input.jobs
	not regex.match(asks, object.get(job, "if", ""))
	powerful(job)
	not regex.match(`(?i)author_association|permission|membership|collaborator`, json.marshal(job.steps))
	not needs_check(job)
	res := result.new(sprintf("job %s runs for comments of everybody", [name]), job)
}

powerful(job) if {
	some found in regex.find_n(`secrets\.[A-Za-z_]+`, json.marshal(job), -1)
	found != "secrets.GITHUB_TOKEN"
}

powerful(job) if {
	some s in job.steps
	github.is_checkout(s)
	regex.match(`pull|head`, s["with"].ref)
}

powerful(job) if {
	some value in object.get(job, "permissions", object.get(input, "permissions", {}))
	value == "write"
	some s in job.steps
	s.run
}

needed(job) := [job.needs] if is_string(job.needs)

needed(job) := job.needs if is_array(job.needs)

# A job before this one that looks at who it was.
needs_check(job) if {
	some other in needed(job)
	regex.match(`(?i)author_association|permission|membership|collaborator`, json.marshal(input.jobs[other]))
}
