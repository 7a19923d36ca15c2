# METADATA
# title: Package lists are read by an instruction of their own
# description: The layer with the lists is taken from the cache for weeks; what is installed later is then as old as they are, or cannot be had.
# custom:
#   id: SKD030
#   severity: MEDIUM
#   attack: Known holes of old packages stay in new builds.
#   principle: current software
#   controls: [cis-docker-4.7]
#   recommended_action: Put the update and the installation into one RUN.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.update_alone

import rego.v1

import data.lib.docker

deny contains res if {
	some c in docker.calls
	c.name in {"apt-get", "apt", "apk", "aptitude"}
	docker.plain(c)[0] == "update"
	not regex.match(`\b(apt-get|apt|apk|aptitude)\s+(-\S+\s+)*(install|add|upgrade|dist-upgrade|full-upgrade|build-dep|source|download)\b|\.(sh|py|deb)\b|\bmk-build-deps\b|\btasksel\b|\bplaywright\b`, docker.text(c.at))
	max(installs[c.at.Stage]) > c.at.StartLine
	res := result.new(sprintf("%s update without an installation in the same RUN", [c.name]), c.at)
}

# That count on an update before them.
installs[i.at.Stage] contains i.at.StartLine if {
	some i in docker.installs
	not regex.match(`\b(apt-get|apt|apk|aptitude)\s+(-\S+\s+)*update\b|--no-cache|--update`, docker.text(i.at))
}
