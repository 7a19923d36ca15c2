# METADATA
# title: A private key stands in the Dockerfile
# description: The key is in the repository, in the history of the image and in its layer.
# custom:
#   id: SKD018
#   severity: HIGH
#   attack: Anyone who can pull the image or read the repository is the owner of the key.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: Take the key out of use, make a new one, and mount it (--mount=type=secret or type=ssh).
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.private_key

import rego.v1

import data.lib.docker
import data.lib.secrets

deny contains res if {
	some cmd in docker.instruction
	secrets.private_key(cmd.Original)
	res := result.new("a private key stands here", cmd)
}
