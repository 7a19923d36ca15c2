# METADATA
# title: A mounted secret may be read by every process of the step
# description: mode=0444 and wider open the secret to every user, so that a step as an ordinary user gives it away, too.
# custom:
#   id: SKD057
#   severity: LOW
#   attack: A package script that runs as another user reads it.
#   principle: least privilege
#   controls: [cis-docker-4.10]
#   recommended_action: Leave mode out (it is 0400) and set uid= for the user of the step.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.secret_mode

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.run
	some flag in cmd.Flags
	regex.match(`^--mount=(.*,)?type=(secret|ssh)(,|$)`, flag)
	mode := regex.find_all_string_submatch_n(`,mode=(0?[0-7]{3})(?:,|$)`, flag, 1)[0][1]
	regex.match(`[4567]$`, mode)
	res := docker.replaced(result.new(sprintf("the secret has mode %s", [mode]), cmd), cmd, sprintf(",mode=%s", [mode]), "")
}
