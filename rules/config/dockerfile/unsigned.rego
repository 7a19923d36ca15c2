# METADATA
# title: Signatures of packages are not checked
# description: Packages that nobody verified may come from anyone on the way.
# custom:
#   id: SKD007
#   severity: HIGH
#   attack: Whoever controls a mirror or the way to it puts programs into the image that run as root in the build.
#   principle: verified sources
#   controls: [cis-docker-4.11, cis-docker-4.12]
#   recommended_action: Leave the option out; add the key that is missing.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.unsigned

import rego.v1

import data.lib.docker
import data.lib.shell

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"run", "env"}
	found := regex.find_n(shell.unsigned, docker.text(cmd), 1)[0]
	res := result.new(sprintf("%s: packages are not verified", [found]), cmd)
}
