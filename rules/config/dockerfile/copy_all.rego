# METADATA
# title: The whole build context is copied to the root of the image
# description: Whatever lies in the folder, now or later, becomes part of the image, and may replace its files.
# custom:
#   id: SKD046
#   severity: LOW
#   attack: A file with a password that a developer left in the folder is shipped.
#   principle: nothing superfluous
#   controls: [cis-docker-4.10]
#   recommended_action: Copy the files that are needed into a folder of their own, and keep a .dockerignore.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.copy_all

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"copy", "add"}
	docker.in_image(cmd)
	not docker.has_flag(cmd, "--from=")
	some source in array.slice(cmd.Value, 0, count(cmd.Value) - 1)
	source in {".", "./", "./.", "*", "./*"}
	cmd.Value[count(cmd.Value) - 1] in {"/", "//", "/root", "/root/", "/etc", "/etc/"}
	res := result.new(sprintf("the whole context is copied to %s", [cmd.Value[count(cmd.Value) - 1]]), cmd)
}
