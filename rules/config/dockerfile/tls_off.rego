# METADATA
# title: Certificates are not checked
# description: Downloads of the build, or what the program fetches later, may come from anyone on the way.
# custom:
#   id: SKD012
#   severity: HIGH
#   attack: Whoever sits between the build and the server answers in its place.
#   principle: verified sources
#   controls: [cis-docker-4.11]
#   recommended_action: Leave the option out; add the certificate that is missing to the trust store.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.tls_off

import rego.v1

import data.lib.docker
import data.lib.shell

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"run", "env"}
	found := regex.find_n(shell.unchecked, docker.text(cmd), 1)[0]
	res := result.new(sprintf("%s: certificates are not checked", [found]), cmd)
}
