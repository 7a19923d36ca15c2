# METADATA
# title: Files that everyone may write
# description: Any process in the container can change such a file or folder, a program for example, for all others.
# custom:
#   id: SKM006
#   severity: MEDIUM
#   attack: Code that runs as an ordinary user replaces a program or a script that root runs later.
#   principle: least privilege
#   controls: [cis-docker-4.8]
#   recommended_action: Give files to the user that needs them, with 755 or 644; folders that all must write get the sticky bit (1777).
#   input:
#     selector:
#       - type: image
package sekisho.image.world_writable

import rego.v1

import data.lib.image

files := [f | some f in image.top("world_writable"); not regex.match(`^/?(tmp|var/tmp|var/lock|run/lock)(/|$)`, f.path)]

# One result for each layer.
deny contains res if {
	some layer in {f.layer | some f in files}
	here := [f | some f in files; f.layer == layer]
	res := result.new(sprintf("everyone may write %s", [image.names([f.path | some f in here])]), here[0])
}
