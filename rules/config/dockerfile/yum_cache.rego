# METADATA
# title: The cache of yum, dnf or zypper stays in the layer
# description: It costs space in every pull.
# custom:
#   id: SKD032
#   severity: LOW
#   attack: Everything that is not needed makes the image larger and updates slower.
#   principle: nothing superfluous
#   controls: [cis-docker-4.3]
#   recommended_action: End the same RUN with yum clean all (dnf clean all, zypper clean --all), or use --mount=type=cache.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.yum_cache

import rego.v1

import data.lib.docker

tools := {"yum": "yum clean all", "dnf": "dnf clean all", "microdnf": "microdnf clean all", "zypper": "zypper clean --all"}

deny contains res if {
	not docker.built
	some c in docker.calls
	command := tools[c.name]
	docker.in_image(c.at)
	some w in c.args
	w in {"install", "in", "update", "upgrade", "groupinstall"}
	not regex.match(`(yum|dnf|zypper)\s+(-\S+\s+)*clean|/var/cache/(yum|dnf|libdnf|zypp)`, docker.text(c.at))
	not docker.has_flag(c.at, "--mount=type=cache")
	res := docker.appended(result.new(sprintf("%s without cleaning its cache", [c.name]), c.at), c.at, command)
}
