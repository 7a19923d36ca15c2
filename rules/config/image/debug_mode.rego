# METADATA
# title: The program starts in debug mode
# description: Debug modes answer with code, variables and settings, some with a console; debuggers listen without a password.
# custom:
#   id: SKM025
#   severity: MEDIUM
#   attack: Whoever reaches the port reads secrets from error pages or runs code through the debugger.
#   principle: smallest attack surface
#   controls: []
#   recommended_action: Leave it out of the image; set it where you develop.
#   input:
#     selector:
#       - type: image
package sekisho.image.debug_mode

import rego.v1

import data.lib.image
import data.lib.shell

deny contains res if {
	some text in array.concat([concat(" ", image.start)], [e | some e in input.config.Env])
	found := regex.find_n(shell.debug_mode, text, 1)[0]
	res := result.new(sprintf("debug mode: %s", [trim_space(found)]), input.config)
}
