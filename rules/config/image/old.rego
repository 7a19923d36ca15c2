# METADATA
# title: The image was built more than a year ago
# description: Fixes of the base image and of packages since then are not in it.
# custom:
#   id: SKM029
#   severity: LOW
#   attack: Known holes of old packages work.
#   principle: current software
#   controls: [cis-docker-4.4]
#   recommended_action: Build the image anew regularly, on the current base image.
#   input:
#     selector:
#       - type: image
package sekisho.image.old

import rego.v1

deny contains res if {
	created := time.parse_rfc3339_ns(input.created)
	created > 946684800000000000 # builds that are made to be the same say 1970 or 1980
	days := (time.now_ns() - created) / 86400000000000
	days > 365
	res := result.new(sprintf("built on %s", [substring(input.created, 0, 10)]), input.config)
}
