# METADATA
# title: The health check of the image is switched off
# description: Docker cannot see that the program hangs, and services that depend on it start too early.
# custom:
#   id: SKC021
#   severity: LOW
#   attack: A program that was brought to hang stays in service.
#   principle: fail loudly
#   controls: [cis-docker-5.27]
#   recommended_action: Leave disable out, or give a test that works.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.no_healthcheck

import rego.v1

import data.lib.compose
import data.lib.edit

deny contains res if {
	some name, s in compose.service
	off(s.healthcheck)
	res := edit.remove(result.new(sprintf("service %s has no health check", [name]), s.healthcheck), s, ["healthcheck"])
}

off(h) if h.disable == true

off(h) if h.test in [["NONE"], "NONE"]
