# METADATA
# title: The shell of the system is replaced
# description: Scripts of packages then run in another shell than the one they were made for; SHELL changes it for the build only.
# custom:
#   id: SKD069
#   severity: LOW
#   attack: A script of a package goes on where it should have stopped.
#   principle: least surprise
#   controls: []
#   recommended_action: Write SHELL ["/bin/bash", "-c"].
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.shell_link

import rego.v1

import data.lib.docker

deny contains res if {
	some c in docker.calls
	c.name in {"ln", "mv", "cp"}
	regex.match(`^(/usr)?/bin/sh$`, c.args[count(c.args) - 1])
	res := result.new(sprintf("%s replaces /bin/sh", [c.name]), c.at)
}
