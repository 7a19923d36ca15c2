# What the rules for CircleCI share.
package lib.circleci

import rego.v1

# Steps of jobs and commands, also those below when and unless.
lists := array.concat(
	[j.steps | some j in input.jobs],
	[c.steps | some c in input.commands],
)

step := array.concat([s | some list in lists; some s in list], inner)

inner := [s |
	some list in lists
	some outer in list
	some word in ["when", "unless"]
	some s in outer[word].steps
]

# Scripts of run steps, short or long: {"text", "node"}.
script := [r | some s in step; r := run(s.run, s)]

run(r, _) := {"text": r, "node": r} if is_string(r)

run(r, s) := {"text": r.command, "node": s} if is_object(r)

executors := array.concat([j | some j in input.jobs], [e | some e in input.executors])

# Images of docker executors.
image := [i.image | some e in executors; some i in e.docker]
