# METADATA
# title: Programs are looked for where anyone may write
# description: A PATH with a dot, an empty part or /tmp, or LD_PRELOAD there, runs what somebody put into that folder.
# custom:
#   id: SKD081
#   severity: MEDIUM
#   attack: Whoever can write one file there has it run in the place of a program or a library.
#   principle: least privilege
#   controls: []
#   recommended_action: Name folders of root only.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.search_path

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.of("env")
	docker.in_image(cmd)
	some pair in docker.pairs(cmd)
	pair[0] in {"PATH", "LD_LIBRARY_PATH", "LD_PRELOAD", "PYTHONPATH"}
	value := trim(pair[1], `"'`)
	regex.match(`(^|:)(\.|/tmp|/var/tmp|/dev/shm)(/|:|$)`, value)
	res := result.new(sprintf("%s=%s", [pair[0], value]), cmd)
}

deny contains res if {
	some cmd in docker.of("env")
	docker.in_image(cmd)
	some pair in docker.pairs(cmd)
	pair[0] == "PATH"
	regex.match(`^:.|::|.:$`, trim(pair[1], `"'`))
	res := result.new(sprintf("PATH has an empty part: %s", [pair[1]]), cmd)
}
