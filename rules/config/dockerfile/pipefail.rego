# METADATA
# title: A failed download in a pipe goes unseen
# description: The shell looks at the last command of a pipe only; the build goes on with half a file.
# custom:
#   id: SKD025
#   severity: LOW
#   attack: A broken or cut download becomes part of the image.
#   principle: fail loudly
#   controls: []
#   recommended_action: Write SHELL ["/bin/bash", "-o", "pipefail", "-c"] before it, or set -o pipefail in the command.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.pipefail

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.own_run
	not cmd.JSON
	text := docker.text(cmd)
	regex.match(`\b(curl|wget)\s[^|;&\n]*[^|]\|\s*[^|]`, text)
	not regex.match(`pipefail`, text)
	not regex.match(`\|\s*(sudo\s+)?(-\S+\s+)*(\S*/)?((ba|z|da|a|k)?sh|python[0-9.]*|perl|ruby|node|php)\b`, text)
	not set_by_shell(cmd)
	res := result.new("curl or wget in a pipe without pipefail", cmd)
}

set_by_shell(cmd) if min(shells[cmd.Stage]) < cmd.StartLine

shells[other.Stage] contains other.StartLine if {
	some other in docker.of("shell")
	contains(docker.text(other), "pipefail")
}
