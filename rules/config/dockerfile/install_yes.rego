# METADATA
# title: The installation waits for an answer
# description: Nobody answers the question of the package manager in a build; it fails or installs nothing.
# custom:
#   id: SKD028
#   severity: LOW
#   attack: The build is repaired by hand, with steps that are nowhere written down.
#   principle: reproducible builds
#   controls: []
#   recommended_action: "Write -y (zypper: -n)."
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.install_yes

import rego.v1

import data.lib.docker

tools := {"apt-get": "-y", "apt": "-y", "aptitude": "-y", "yum": "-y", "dnf": "-y", "microdnf": "-y", "zypper": "-n"}

answered(c) if {
	some w in c.args
	regex.match(`^(-[a-zA-Z]*[yn][a-zA-Z]*|-[a-zA-Z]*q[a-zA-Z]*q|-qq.*|-q=2|--yes|--assume-?yes|--non-interactive|--no-confirm|--force-yes|--help|-[a-zA-Z]*s)$`, w)
}

deny contains res if {
	some c in docker.calls
	option := tools[c.name]
	words := docker.plain(c)
	words[0] in {"install", "in", "upgrade", "update", "dist-upgrade", "full-upgrade", "groupinstall", "remove", "purge", "autoremove"}
	not harmless(c.name, words[0])
	not answered(c)
	not regex.match(`\byes\b[^|]*\|`, docker.text(c.at))
	not configured
	res := fixed(result.new(sprintf("%s %s without %s", [c.name, words[0], option]), c.at), c, words[0], option)
}

fixed(res, c, word, option) := docker.replaced(res, c.at, concat(" ", [c.name, word]), concat(" ", [c.name, word, option])) if c.name != "zypper"

fixed(res, c, word, option) := docker.replaced(res, c.at, concat(" ", [c.name, word]), concat(" ", [c.name, option, word])) if c.name == "zypper"

# These read the lists only; microdnf asks nothing.
harmless(name, "update") if name in {"apt-get", "apt", "aptitude"}

harmless("microdnf", _) := true

configured if {
	some cmd in docker.instruction
	regex.match(`(?i)assume-yes|assumeyes`, docker.text(cmd))
}
