# METADATA
# title: The image of the machine moves or is out of use
# description: machine true, default, current and the images of old Ubuntu versions change, or are gone, without notice.
# custom:
#   id: SKI004
#   severity: LOW
#   attack: Known holes of an old machine stay open.
#   principle: current software
#   controls: [owasp-cicd-7]
#   recommended_action: Name an image of a month (ubuntu-2404:2024.11.1).
#   input:
#     selector:
#       - type: circleci
package sekisho.circleci.machine_image

import rego.v1

import data.lib.circleci

deny contains res if {
	some e in circleci.executors
	e.machine == true
	res := result.new("machine: true is the oldest image", e.machine)
}

deny contains res if {
	some e in circleci.executors
	image := e.machine.image
	regex.match(`^(default|ubuntu-(1[0-9]|20)04:.*|ubuntu-[0-9]+:(current|edge|default)|circleci/classic.*)$`, image)
	res := result.new(sprintf("machine image %s", [image]), image)
}
