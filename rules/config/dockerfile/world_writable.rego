# METADATA
# title: Files that everyone may write
# description: Any process in the container can change such a file, a program for example, for all others.
# custom:
#   id: SKD008
#   severity: MEDIUM
#   attack: Code that runs as an ordinary user replaces a program or a script that root runs later.
#   principle: least privilege
#   controls: [cis-docker-4.8]
#   recommended_action: Give files to the user that needs them (COPY --chown), with 755 or 644.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.world_writable

import rego.v1

import data.lib.docker

deny contains res if {
	not docker.built
	some cmd in docker.run
	docker.in_image(cmd)
	regex.match(`chmod\s+(-\S+\s+)*["']?(0?[0-7]{2}[2367]|[ugo]*[ao][ugo]*[+=][rwxXst]*w[rwxXst]*|\+w?\S*w)["']?\s|umask\s+0?000\b`, docker.text(cmd))
	not regex.match(`chmod\s+(-\S+\s+)*["']?(0?[0-7]{2}[2367]|[ugoa]*[+=][rwxXst]*)["']?\s+/(var/)?tmp/?(\s|$)`, docker.text(cmd))
	res := result.new("files become writable for everyone", cmd)
}

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"copy", "add"}
	docker.in_image(cmd)
	some flag in cmd.Flags
	regex.match(`^--chmod=[0-7]?[0-7]{2}[2367]$`, flag)
	old := substring(flag, count("--chmod="), -1)
	new := {"777": "755", "0777": "0755", "666": "644", "0666": "0644"}
	res := docker.replaced(result.new("the copied files are writable for everyone", cmd), cmd, flag, concat("", ["--chmod=", object.get(new, old, "755")]))
}
