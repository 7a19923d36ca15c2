# METADATA
# title: Package lists stay in the layer
# description: They cost space in every pull and are out of date the day after.
# custom:
#   id: SKD011
#   severity: LOW
#   recommended_action: End the same RUN with rm -rf /var/lib/apt/lists/*, or use --mount=type=cache; apk add --no-cache.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.package_lists

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.run
	text := docker.text(cmd)
	regex.match(`apt(-get)?\s+(-\S+\s+)*update`, text)
	not contains(text, "/var/lib/apt/lists")
	not mounts(cmd)
	res := result.new("apt-get update without removing the lists", cmd)
}

deny contains res if {
	some cmd in docker.run
	text := docker.text(cmd)
	regex.match(`apk\s+(-\S+\s+)*add\s`, text)
	not contains(text, "--no-cache")
	not contains(text, "/var/cache/apk")
	not mounts(cmd)
	res := result.new("apk add without --no-cache", cmd)
}

mounts(cmd) if {
	some flag in cmd.Flags
	startswith(flag, "--mount=type=cache")
}
