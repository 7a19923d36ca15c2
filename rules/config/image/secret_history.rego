# METADATA
# title: A secret is in the history of the image
# description: Build arguments, and variables that a later instruction set anew, stay in the history of the image.
# custom:
#   id: SKM003
#   severity: HIGH
#   attack: Anyone who can pull the image reads them with docker history.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: Use RUN --mount=type=secret; take the secret out of use.
#   input:
#     selector:
#       - type: image
package sekisho.image.secret_history

import rego.v1

import data.lib.image
import data.lib.secrets

deny contains res if {
	some h in input.history
	some found in regex.find_all_string_submatch_n(`(?:\s|^)([A-Za-z_][A-Za-z0-9_]*)=("[^"]*"|'[^']*'|\S+)`, head(h), -1)
	secrets.named(found[1])
	secrets.literal(found[2])
	not in_config(found[1], found[2])
	res := result.new(sprintf("%s has a value in the history", [found[1]]), h)
}

# The build arguments of RUN stand in front of it: "|2 A=1 B=2 /bin/sh -c ...". ENV and ARG as a whole.
head(h) := regex.find_n(`^(RUN )?\|[0-9]+ .*?( /bin/sh -c | /bin/bash |$)`, h.raw, 1)[0] if regex.match(`^(RUN )?\|[0-9]`, h.raw)

head(h) := h.created_by if regex.match(`^(ENV|ARG)\s`, h.created_by)

in_config(name, value) if {
	some pair in image.env
	pair[0] == name
	pair[1] == trim(value, `"'`)
}
