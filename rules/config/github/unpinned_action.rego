# METADATA
# title: An action is not pinned to a commit
# description: A tag or branch of an action can be moved to other code, which then runs with the tokens of the workflow.
# custom:
#   id: SKG001
#   severity: MEDIUM
#   attack: Whoever takes over the account of the action's author moves its tags and reads the secrets of every workflow that uses it.
#   principle: reproducible builds
#   controls: [owasp-cicd-3, owasp-cicd-8]
#   recommended_action: Name the full commit, with the version as a comment, and let a bot move both.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.unpinned_action

import rego.v1

import data.lib.github

uses := array.concat(github.step, [j | some j in input.jobs; j.uses])

deny contains res if {
	some s in uses
	not regex.match(`^(\./|\.\./|docker://)|\$\{\{`, s.uses)
	not regex.match(`@[0-9a-f]{40}([0-9a-f]{24})?$`, s.uses)
	not trusted(s.uses)
	res := result.new(sprintf("%s is not pinned to a commit", [s.uses]), s.uses)
}

# Versions of the platform's own actions: it runs the jobs anyway.
trusted(u) if regex.match(`^(actions|github)/.*@v?[0-9]`, u)
