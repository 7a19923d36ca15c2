# METADATA
# title: The history of a repository is in the image
# description: .git holds every version of every file, also what was removed for good reasons.
# custom:
#   id: SKM012
#   severity: MEDIUM
#   attack: Secrets of old commits, addresses and names are read out of the image.
#   principle: nothing superfluous
#   controls: [cis-docker-4.10]
#   recommended_action: Leave .git out (.dockerignore).
#   input:
#     selector:
#       - type: image
package sekisho.image.vcs

import rego.v1

deny contains res if {
	some f in input.files
	"vcs" in f.kinds
	res := result.new(sprintf("%s: %d files", [f.path, f.files]), f)
}
