# METADATA
# title: Commands in the log are obeyed
# description: With ACTIONS_ALLOW_UNSECURE_COMMANDS whatever is printed can set variables and the search path of later steps.
# custom:
#   id: SKG012
#   severity: HIGH
#   attack: A text from outside that is printed, a title for example, runs code in the next step.
#   principle: separate data from code
#   controls: [owasp-cicd-4]
#   recommended_action: Leave it out; write to $GITHUB_ENV and $GITHUB_PATH.
#   fix_may_break: steps that set variables by the old commands fail
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.unsecure_commands

import rego.v1

import data.lib.edit
import data.lib.github

envs := array.concat(
	[{"at": input, "env": input.env}],
	array.concat(
		[{"at": j, "env": j.env} | some j in input.jobs],
		[{"at": s, "env": s.env} | some s in github.step],
	),
) if {
	input.env
}

envs := array.concat([{"at": j, "env": j.env} | some j in input.jobs], [{"at": s, "env": s.env} | some s in github.step]) if not input.env

deny contains res if {
	some e in envs
	regex.match(`(?i)^(true|1)$`, sprintf("%v", [e.env.ACTIONS_ALLOW_UNSECURE_COMMANDS]))
	res := fixed(result.new("ACTIONS_ALLOW_UNSECURE_COMMANDS is on", e.env), e)
}

fixed(res, e) := edit.remove(res, e.at, ["env", "ACTIONS_ALLOW_UNSECURE_COMMANDS"]) if count(e.env) > 1

fixed(res, e) := edit.remove(res, e.at, ["env"]) if count(e.env) == 1
