# METADATA
# title: No limits
# description: Without limits of memory and processes one service can take everything from all others.
# custom:
#   id: SKC018
#   severity: NEGLIGIBLE
#   attack: A request that makes the program grow, or fork, takes the host down.
#   principle: availability
#   controls: [cis-docker-5.11, cis-docker-5.29]
#   recommended_action: Set mem_limit and pids_limit, or deploy.resources.limits.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.limits

import rego.v1

import data.lib.compose

deny contains res if {
	some name, s in compose.whole
	missing := [what | some what, paths in {"memory": [["mem_limit"], ["deploy", "resources", "limits", "memory"]], "processes": [["pids_limit"], ["deploy", "resources", "limits", "pids"]]}; not set(s, paths)]
	count(missing) > 0
	res := result.new(sprintf("service %s has no limit of %s", [name, concat(" and ", sort(missing))]), s)
}

set(s, paths) if {
	some path in paths
	object.get(s, path, null) != null
}
