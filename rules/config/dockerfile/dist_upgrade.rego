# METADATA
# title: The whole distribution is upgraded in the build
# description: What the image holds then depends on the day of the build, and a change of the release may come with it.
# custom:
#   id: SKD026
#   severity: LOW
#   attack: Nobody can say which versions an image has, so nobody sees the one that was not fixed.
#   principle: reproducible builds
#   controls: [cis-docker-4.4]
#   recommended_action: Take a newer base image; build it anew regularly.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.dist_upgrade

import rego.v1

import data.lib.docker

deny contains res if {
	some c in docker.calls
	[c.name, docker.plain(c)[0]] in [["apt-get", "dist-upgrade"], ["apt", "dist-upgrade"], ["apt", "full-upgrade"], ["apt-get", "full-upgrade"], ["aptitude", "dist-upgrade"], ["zypper", "dup"], ["zypper", "dist-upgrade"], ["dnf", "distro-sync"], ["dnf", "system-upgrade"]]
	res := result.new(sprintf("%s %s", [c.name, docker.plain(c)[0]]), c.at)
}
