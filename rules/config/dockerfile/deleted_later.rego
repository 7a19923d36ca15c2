# METADATA
# title: A file is copied in and removed by a later instruction
# description: The layer that holds it is still part of the image; only the view of the container is without it.
# custom:
#   id: SKD020
#   severity: LOW
#   attack: Whoever pulls the image takes the file out of its layer.
#   principle: nothing superfluous
#   controls: [cis-docker-4.10]
#   recommended_action: Do not copy it (.dockerignore), mount it (RUN --mount=type=bind), or use a stage of its own.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.deleted_later

import rego.v1

import data.lib.docker
import data.lib.secrets

deny contains res if {
	some copy in docker.instruction
	copy.Cmd in {"copy", "add"}
	docker.in_image(copy)
	target := copy.Value[count(copy.Value) - 1]
	count(copy.Value) == 2
	startswith(target, "/")
	not secrets.file(copy.Value[0])
	some word in paths(target, copy.Value[0])
	some [stage, line] in removed[word]
	stage == copy.Stage
	line > copy.StartLine
	res := result.new(sprintf("%s is removed in line %d and stays in the layer", [word, line]), copy)
}

removed[word] contains [c.at.Stage, c.at.StartLine] if {
	some c in docker.calls
	c.name == "rm"
	some word in docker.plain(c)
}

paths(target, source) := {target, concat("/", [trim_right(target, "/"), regex.replace(source, `^.*/`, "")])}
