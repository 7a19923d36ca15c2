# METADATA
# title: Packages of the distribution without a version
# description: Some packages are pinned here and others are not; the image still depends on the day of the build. With data.params.pin_packages true every package without a version is reported.
# custom:
#   id: SKD039
#   severity: NEGLIGIBLE
#   attack: Nobody can say which versions an image has, so nobody sees the one that was not fixed.
#   principle: reproducible builds
#   controls: []
#   recommended_action: Write name=version for all, or for none and pin the base image by its digest.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.package_version

import rego.v1

import data.lib.docker

pinned(name) if regex.match(`[=~<>]|\.(deb|apk|rpm)$|^\./|://|^\.`, name)

wanted if data.params.pin_packages == true

wanted if {
	some i in docker.installs
	some name in i.names
	regex.match(`=`, name)
}

deny contains res if {
	wanted
	some i in docker.installs
	i.tool in {"apt", "apk"}
	names := [n | some n in i.names; regex.match(`^[a-z0-9]`, n); not pinned(n)]
	count(names) > 0
	res := result.new(sprintf("without a version: %s", [concat(" ", names)]), i.at)
}
