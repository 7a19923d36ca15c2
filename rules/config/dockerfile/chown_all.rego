# METADATA
# title: Files are copied and then given to another user
# description: chown writes every file a second time, into another layer.
# custom:
#   id: SKD024
#   severity: NEGLIGIBLE
#   attack: Everything that is not needed makes the image larger and updates slower.
#   principle: nothing superfluous
#   controls: []
#   recommended_action: Write COPY --chown=user:group.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.chown_all

import rego.v1

import data.lib.docker

deny contains res if {
	some c in docker.calls
	docker.in_image(c.at)
	c.name == "chown"
	some flag in c.args
	regex.match(`^(-[a-zA-Z]*R[a-zA-Z]*|--recursive)$`, flag)
	some w in docker.plain(c)
	some [stage, line] in copied[trim_right(w, "/")]
	stage == c.at.Stage
	line < c.at.StartLine
	res := result.new(sprintf("chown -R of %s, that line %d copied", [w, line]), c.at)
}

copied[target] contains [copy.Stage, copy.StartLine] if {
	some copy in docker.of("copy")
	not docker.has_flag(copy, "--chown")
	target := trim_right(copy.Value[count(copy.Value) - 1], "/")
	startswith(target, "/")
}
