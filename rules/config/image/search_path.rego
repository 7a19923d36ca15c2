# METADATA
# title: Programs are looked for where anyone may write
# description: A PATH with a dot, an empty part, or a folder that everyone may write runs what somebody put there.
# custom:
#   id: SKM026
#   severity: MEDIUM
#   attack: Whoever can write one file there has it run in the place of a program or a library.
#   principle: least privilege
#   controls: []
#   recommended_action: Name folders of root only.
#   input:
#     selector:
#       - type: image
package sekisho.image.search_path

import rego.v1

import data.lib.image

parts := [p | some pair in image.env; pair[0] in {"PATH", "LD_LIBRARY_PATH", "LD_PRELOAD", "PYTHONPATH"}; pair[1] != ""; some p in split(trim_suffix(pair[1], ":"), ":")]

writable := {trim_suffix(f.path, "/") | some f in image.top("world_writable"); f.type == "dir"}

open(part) if regex.match(`^(\.|/tmp|/var/tmp|/dev/shm)(/|$)`, part)

open(part) if trim_suffix(part, "/") in writable

open("") := true

deny contains res if {
	some part in parts
	open(part)
	res := result.new(sprintf("in a search path: %q", [part]), input.config)
}
