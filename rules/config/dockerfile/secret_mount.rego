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
	docker.has_flag(cmd, "--mount=type=secret")
	some c in cmd.Script
	writes(c)
	not regex.match(`\brm\s`, docker.text(cmd))
	res := result.new("a mounted secret goes into a file of the layer", cmd)
}

writes(c) if regex.match(`^(cp|mv|install)\s.*/run/secrets/|^tee\b`, concat(" ", c.Words))

writes(c) if {
	regex.match(`^(cat|echo|printf|envsubst|sed|base64)\b.*/run/secrets/`, concat(" ", c.Words))
	some r in c.Redirects
	startswith(r.Op, ">")
	not regex.match(`^["']?(/(dev|tmp|run)/|&)`, r.Target)
}
