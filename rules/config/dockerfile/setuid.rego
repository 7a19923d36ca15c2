# METADATA
# title: A program gets the setuid or setgid bit
# description: Whoever starts it has the rights of its owner, mostly root.
# custom:
#   id: SKD023
#   severity: MEDIUM
#   attack: A hole in that program makes root of an ordinary user of the container.
#   principle: least privilege
#   controls: [cis-docker-4.8]
#   recommended_action: Leave the bit out; give the single capability with setcap, or run the step before USER.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.setuid

import rego.v1

import data.lib.docker

deny contains res if {
	not docker.built
	some cmd in docker.run
	docker.in_image(cmd)
	regex.match(`chmod\s+(-\S+\s+)*(0?[246][0-7]{3}|[ug]+\+[rwx]*s)\s`, docker.text(cmd))
	res := result.new("chmod sets the setuid or setgid bit", cmd)
}

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"copy", "add"}
	docker.in_image(cmd)
	some flag in cmd.Flags
	regex.match(`^--chmod=0?[2-7][0-7]{3}$`, flag)
	not regex.match(`^--chmod=0?1`, flag)
	res := result.new("the copied files have the setuid or setgid bit", cmd)
}
