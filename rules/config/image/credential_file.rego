# METADATA
# title: A file with credentials is in the image
# description: Whoever can pull the image has the file.
# custom:
#   id: SKM007
#   severity: HIGH
#   attack: The password or key in it opens the registry, the cloud or the database for everyone with a copy of the image.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: Keep it out by .dockerignore, mount it in the build (RUN --mount=type=secret), and take the credentials out of use.
#   input:
#     selector:
#       - type: image
package sekisho.image.credential_file

import rego.v1

import data.lib.image

deny contains res if {
	some f in image.top("credential")
	not "private_key" in f.kinds
	not image.for_tests(f.path)
	f["package"] == ""
	res := result.new(sprintf("%s%s", [f.path, what(f)]), f)
}

what(f) := sprintf(" (%s)", [f.what]) if f.what != ""

what(f) := "" if f.what == ""
