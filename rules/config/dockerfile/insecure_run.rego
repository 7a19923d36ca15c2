# METADATA
# title: A step of the build runs without a sandbox
# description: RUN --security=insecure has all capabilities of the builder, which mostly is root of the machine.
# custom:
#   id: SKD054
#   severity: HIGH
#   attack: A command of the build, or a package it fetches, takes the build machine over.
#   principle: least privilege
#   controls: []
#   recommended_action: Leave the flag out; do that step outside of the build.
#   fix_may_break: the step may need what the sandbox forbids
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.insecure_run

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.run
	"--security=insecure" in cmd.Flags
	res := result.fix(result.new("RUN --security=insecure", cmd), [{"op": "replace", "at": cmd, "old": "--security=insecure ", "new": ""}])
}
