# METADATA
# title: The history of the repository is copied into the image
# description: .git holds every version of every file, also what was removed for good reasons.
# custom:
#   id: SKD073
#   severity: MEDIUM
#   attack: Secrets of old commits, addresses and names are read out of the image.
#   principle: nothing superfluous
#   controls: [cis-docker-4.10]
#   recommended_action: "Leave .git out (.dockerignore), or mount it: RUN --mount=type=bind,source=.git,target=.git."
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.copy_git

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"copy", "add"}
	docker.in_image(cmd)
	some source in array.slice(cmd.Value, 0, count(cmd.Value) - 1)
	regex.match(`(^|/)\.(git|svn|hg)/?$`, source)
	res := result.new(sprintf("%s is copied", [source]), cmd)
}
