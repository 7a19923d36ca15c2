# METADATA
# title: An action is not pinned to a commit
# description: A tag or branch of an action can be moved to other code, which then runs with the tokens of the workflow.
# custom:
#   id: SKG001
#   severity: MEDIUM
#   recommended_action: Name the full commit, with the version as a comment.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.unpinned_action

import rego.v1

steps contains s if some s in input.jobs[_].steps

steps contains s if some s in input.runs.steps

uses contains u if some u in steps

uses contains j if some j in input.jobs

deny contains res if {
	some s in uses
	not startswith(s.uses, "./")
	not startswith(s.uses, "docker://")
	not regex.match(`@[0-9a-f]{40}$`, s.uses)
	not trusted(s.uses)
	res := result.new(sprintf("%s is not pinned to a commit", [s.uses]), s)
}

# The platform's own actions run the jobs anyway.
trusted(u) if regex.match(`^(actions|github)/`, u)
