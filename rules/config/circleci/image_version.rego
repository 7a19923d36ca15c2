# METADATA
# title: An image of the pipeline has no version
# description: A job runs in whatever image the tag leads to today.
# custom:
#   id: SKI003
#   severity: MEDIUM
#   attack: Whoever can push to the repository of the image runs code with the secrets of the pipeline.
#   principle: reproducible builds
#   controls: [owasp-cicd-3]
#   recommended_action: Name a version, best with its digest.
#   input:
#     selector:
#       - type: circleci
package sekisho.circleci.image_version

import rego.v1

import data.lib.circleci
import data.lib.docker

deny contains res if {
	some image in circleci.image
	not regex.match(`<<|\$`, image)
	moving(image)
	res := result.new(sprintf("%s has no version", [image]), image)
}

moving(image) if docker.floating(image)

moving(image) if regex.match(`^cimg/[^:@]+:(current|stable|lts|edge)$`, image)
