# What the rules for workflows and actions of GitHub share.
package lib.github

import rego.v1

# Steps of jobs, and of composite actions (their job is empty): {"step", "job"}.
placed := array.concat(
	[{"step": s, "job": job} | some job in input.jobs; some s in job.steps],
	[{"step": s, "job": {}} | some s in input.runs.steps],
)

step := [p.step | some p in placed]

triggers := {input.on} if is_string(input.on)

triggers := {t | some t in input.on} if is_array(input.on)

triggers := object.keys(input.on) if is_object(input.on)

# Started by people from outside, with the secrets of the repository.
privileged := triggers & {"pull_request_target", "workflow_run", "issue_comment", "issues", "discussion", "discussion_comment", "pull_request_review", "pull_request_review_comment", "fork"}

uses(s, name) if startswith(lower(s.uses), concat("", [name, "@"]))

# The script of a step: of a shell, or of actions/github-script.
script(s) := s.run

script(s) := s["with"].script if uses(s, "actions/github-script")

# Texts that people from outside write.
contexts := `github\.(head_ref\b|event\.(pull_request|issue|discussion)\.(title|body|head\.(ref|label|repo\.(default_branch|description|homepage)))|event\.(comment|review|review_comment)\.body|event\.(head_commit|commits[^}]*)\.(message|author\.(name|email)|committer\.(name|email))|event\.pages[^}]*\.(page_name|title)|event\.workflow_run\.(head_branch|display_title|head_commit\.(message|author\.(name|email))|head_repository\.description|pull_requests[^}]*\.head\.ref)|event\.(client_payload|changes)\b)|toJSON\(\s*(github|github\.event|github\.event\.(issue|pull_request|comment|review|discussion|head_commit|commits))\s*\)`

# Expressions that give a number, a truth or a digest in place of the text.
harmless := `(contains|startsWith|endsWith|hashFiles)\(|[!=]=`

expressions(text) := {regex.replace(e, `\['([A-Za-z_]+)'\]`, ".$1") | some e in regex.find_n(`\$\{\{[^}]*\}\}`, text, -1)}

untrusted(text) := {e | some e in expressions(text); regex.match(contexts, e); not regex.match(harmless, e)}

# Variables around a step that hold such a text.
untrusted_names(p) := {name |
	some env in [object.get(input, "env", {}), object.get(p.job, "env", {}), object.get(p.step, "env", {})]
	some name, value in env
	is_string(value)
	count(untrusted(value)) > 0
}

is_checkout(s) if uses(s, "actions/checkout")

# Conditions of jobs and steps.
conditions := array.concat(
	[c | some j in input.jobs; c := j["if"]; is_string(c)],
	[c | some s in step; c := s["if"]; is_string(c)],
)

# To name a step in a message.
name(s) := s.name

name(s) := s.uses if not s.name

name(s) := "a script" if {
	not s.name
	not s.uses
}
