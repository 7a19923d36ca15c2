# METADATA
# title: A mounted secret is written into the image
# description: The mount is gone after the step, but the copy stays in the layer.
# custom:
#   id: SKD056
#   severity: HIGH
#   attack: Whoever can pull the image has the secret.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: Use it where it is mounted, by target= or env=; do not copy it or print it into a file.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.secret_mount

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.run
	docker.in_image(cmd)
	some part in cmd.Script
	some word in part.Words
	some m in cmd.Mounts
	m.type == "secret"
	contains(word, object.get(m, "target", "/run/secrets/"))
	some file in written(part)
	not regex.match(`^/(dev|tmp|run)/`, file)
	not removed(cmd, file)
	res := result.new(sprintf("a mounted secret goes to %s, which is in the layer", [file]), cmd)
}

written(part) := [r.Target | some r in part.Redirects; startswith(r.Op, ">")] if not part.Words[0] in {"cp", "mv", "install"}

written(part) := [part.Words[count(part.Words) - 1]] if part.Words[0] in {"cp", "mv", "install"}

removed(cmd, file) if {
	some words in cmd.Commands
	words[0] == "rm"
	file in words
}
