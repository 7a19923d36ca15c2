# METADATA
# title: Credentials were deleted and are still in a layer
# description: Deleting a file in a later layer hides it from the container only; the layer below has it.
# custom:
#   id: SKM010
#   severity: HIGH
#   attack: Whoever can pull the image takes the file out of its layer.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: Mount the file in the build (RUN --mount=type=secret), build anew, and take the credentials out of use.
#   input:
#     selector:
#       - type: image
package sekisho.image.deleted_secret

import rego.v1

import data.lib.image

deny contains res if {
	some f in input.files
	f.deleted_in
	some kind in f.kinds
	kind in {"credential", "private_key"}
	not image.for_tests(f.path)
	object.get(f, "what", "") != "encrypted"
	not still_there(f.path)
	res := result.new(sprintf("%s, deleted in layer %d", [f.path, f.deleted_in]), f)
}

# Replaced, not deleted: reported as it is at the top.
still_there(path) if {
	some f in input.files
	f.path == path
	not f.deleted_in
}
