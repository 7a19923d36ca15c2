# METADATA
# title: Files are taken from an image without a version
# description: Every build may take other files, and nobody can say which ones.
# custom:
#   id: SKD050
#   severity: MEDIUM
#   attack: Whoever can push to the repository of that image, or takes it over, is in the next build.
#   principle: reproducible builds
#   controls: [cis-docker-4.2]
#   recommended_action: Name a version, best with its digest.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.copy_from_tag

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.instruction
	some flag in cmd.Flags
	ref := regex.find_all_string_submatch_n(`^(?:--from=|--mount=(?:.*,)?from=)([^,]+)`, flag, 1)[0][1]
	regex.match(`[/:.]`, ref)
	not contains(ref, "$")
	not docker.stage_name[lower(ref)]
	docker.floating(ref)
	res := result.new(sprintf("%s has no version", [ref]), cmd)
}
