# METADATA
# title: Caches of package managers are in the image
# description: They cost space in every pull; lists of packages are out of date the day after.
# custom:
#   id: SKM011
#   severity: LOW
#   attack: Everything that is not needed makes the image larger and updates slower.
#   principle: nothing superfluous
#   controls: [cis-docker-4.3]
#   recommended_action: Remove them in the RUN that makes them, or use --mount=type=cache.
#   input:
#     selector:
#       - type: image
package sekisho.image.package_cache

import rego.v1

deny contains res if {
	some f in input.files
	"package_cache" in f.kinds
	not f.base
	f.size > 1000000
	res := result.new(sprintf("%s: %d MB in %s", [f.what, round(f.size / 1000000), f.path]), f)
}
