# METADATA
# title: WORKDIR is a folder of the system
# description: Relative paths of later instructions then write into a folder that programs of the system use.
# custom:
#   id: SKD082
#   severity: LOW
#   attack: A file of the application replaces a setting or a program of the system.
#   principle: least surprise
#   controls: []
#   recommended_action: Use a folder of the application's own, /app or /srv for example.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.workdir_system

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.of("workdir")
	docker.in_image(cmd)
	path := trim_right(trim(cmd.Value[0], `"'`), "/")
	regex.match(`^/(bin|boot|dev|etc|lib|lib64|proc|run|sbin|sys|usr|usr/(bin|lib|sbin)|var/(lib|run|log))$`, path)
	res := result.new(sprintf("WORKDIR %s", [path]), cmd)
}
