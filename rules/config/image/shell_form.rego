# METADATA
# title: The program is started by a shell
# description: The shell is process 1 and passes no signals on; the program is killed in the middle of its work at every stop.
# custom:
#   id: SKM027
#   severity: LOW
#   attack: A shell stands between the orchestrator and the program, and is at hand for whoever gets in.
#   principle: least surprise
#   controls: []
#   recommended_action: Write ENTRYPOINT or CMD in the exec form, or begin the script with exec.
#   input:
#     selector:
#       - type: image
package sekisho.image.shell_form

import rego.v1

import data.lib.image

deny contains res if {
	regex.match(`^(/bin/)?(ba|da|a)?sh$`, image.start[0])
	image.start[1] == "-c"
	not regex.match(`^\s*exec\s|;|&&|\n`, image.start[2])
	res := result.new(sprintf("%s -c %q", [image.start[0], substring(image.start[2], 0, 60)]), input.config)
}
