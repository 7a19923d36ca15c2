# METADATA
# title: ADD where COPY would do
# description: ADD also fetches URLs and unpacks archives; COPY does what the reader expects.
# custom:
#   id: SKD015
#   severity: LOW
#   attack: A file that turns out to be an archive is unpacked, over files of the image.
#   principle: least surprise
#   controls: [cis-docker-4.9]
#   recommended_action: Write COPY for files and folders of the build context.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.add_local

import rego.v1

import data.lib.docker

special(source) if regex.match(`://|^git@|\.(tar|tgz|tbz2?|txz|tar\.[a-z0-9]+|gz|bz2|xz|zst)["']?$|[$*<]`, source)

deny contains res if {
	some cmd in docker.of("add")
	sources := array.slice(cmd.Value, 0, count(cmd.Value) - 1)
	count([s | some s in sources; special(s)]) == 0
	not docker.has_flag(cmd, "--checksum")
	not docker.has_flag(cmd, "--keep-git-dir")
	not docker.has_flag(cmd, "--unpack")
	word := split(trim_space(cmd.Original), " ")[0]
	res := docker.replaced(result.new(sprintf("ADD of %s", [concat(", ", sources)]), cmd), cmd, concat("", [word, " "]), "COPY ")
}
