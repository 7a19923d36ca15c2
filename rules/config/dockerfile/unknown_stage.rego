# METADATA
# title: COPY --from names a stage that is not there
# description: A name that is no earlier stage is taken as an image from the public registry.
# custom:
#   id: SKD049
#   severity: MEDIUM
#   attack: Someone publishes an image under the mistyped name, and its files are in the next build.
#   principle: trusted sources
#   controls: [cis-docker-4.2]
#   recommended_action: Name an earlier stage, or an image with its registry and version.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.unknown_stage

import rego.v1

import data.lib.docker

earlier(cmd, name) if min(docker.stages_named[lower(name)]) < cmd.Stage

earlier(cmd, name) if {
	regex.match(`^[0-9]+$`, name)
	to_number(name) < cmd.Stage
}

deny contains res if {
	some cmd in docker.of("copy")
	some flag in cmd.Flags
	startswith(flag, "--from=")
	name := substring(flag, count("--from="), -1)
	not regex.match(`[$/:@.]`, name)
	not earlier(cmd, name)
	res := result.new(sprintf("%s is no earlier stage", [name]), cmd)
}
