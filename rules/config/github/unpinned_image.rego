# METADATA
# title: An image of the workflow has no version
# description: A job, a service or a step runs in whatever image the tag leads to today.
# custom:
#   id: SKG016
#   severity: MEDIUM
#   attack: Whoever can push to the repository of the image runs code with the secrets of the workflow.
#   principle: reproducible builds
#   controls: [owasp-cicd-3]
#   recommended_action: Name a version, best with its digest.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.unpinned_image

import rego.v1

import data.lib.docker
import data.lib.github

images contains image if some image in [i | some j in input.jobs; i := j.container]

images contains image if some image in [i | some j in input.jobs; i := j.container.image]

images contains image if some image in [i | some j in input.jobs; some s in j.services; i := s.image]

images contains image if some image in [i | some s in github.step; startswith(s.uses, "docker://"); i := s.uses]

images contains image if {
	image := input.runs.image
	startswith(image, "docker://")
}

deny contains res if {
	some image in images
	is_string(image)
	ref := trim_prefix(image, "docker://")
	not contains(ref, "$")
	docker.floating(ref)
	res := result.new(sprintf("%s has no version", [ref]), image)
}
