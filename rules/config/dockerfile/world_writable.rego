# METADATA
# title: Files that everyone may write
# description: Any process in the container can change such a file, a program for example, for all others.
# custom:
#   id: SKD008
#   severity: MEDIUM
#   recommended_action: Give files to the user that needs them (COPY --chown), with 755 or 644.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.world_writable

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.run
	regex.match(`chmod\s+(-\S+\s+)*(0?777|a\+w|o\+w|ugo\+w)`, docker.text(cmd))
	res := result.new("chmod makes files writable for everyone", cmd)
}

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"copy", "add"}
	some flag in cmd.Flags
	regex.match(`^--chmod=0?777$`, flag)
	res := result.new("the copied files are writable for everyone", cmd)
}
