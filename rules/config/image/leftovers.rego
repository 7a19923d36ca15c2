# METADATA
# title: Logs and temporary files of the build are in the image
# description: They cost space, and may tell about the machine that built it.
# custom:
#   id: SKM013
#   severity: NEGLIGIBLE
#   attack: Names, addresses and settings of the build are read out of the image.
#   principle: nothing superfluous
#   controls: [cis-docker-4.3]
#   recommended_action: Remove them in the RUN that makes them.
#   input:
#     selector:
#       - type: image
package sekisho.image.leftovers

import rego.v1

import data.lib.image

found := [f | some kind in ["log", "tmp"]; some f in image.top(kind); not f.base]

deny contains res if {
	count(found) > 0
	sum([f.size | some f in found]) > 10000
	res := result.new(image.names([f.path | some f in found]), found[0])
}
