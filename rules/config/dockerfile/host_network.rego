# METADATA
# title: A step of the build uses the network of the host
# description: RUN --network=host reaches what listens on the build machine only, the metadata service of the cloud included.
# custom:
#   id: SKD055
#   severity: MEDIUM
#   attack: A package that is installed reads the role of the build machine.
#   principle: least privilege
#   controls: []
#   recommended_action: Leave the flag out.
#   fix_may_break: the step may need the network of the host
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.host_network

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.run
	"--network=host" in cmd.Flags
	res := result.fix(result.new("RUN --network=host", cmd), [{"op": "replace", "at": cmd, "old": "--network=host ", "new": ""}])
}
