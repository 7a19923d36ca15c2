# METADATA
# title: The image runs as root
# description: "The configuration names no user, or root: the process of the container has the number 0, also on the node."
# custom:
#   id: SKM001
#   severity: HIGH
#   attack: Code that runs in the process, through a hole of the application, is root in the container and only one kernel or runtime flaw away from root on the node.
#   principle: least privilege
#   controls: [cis-docker-4.1]
#   recommended_action: Create a user and end the Dockerfile with USER and its number or name.
#   input:
#     selector:
#       - type: image
package sekisho.image.user

import rego.v1

deny contains res if {
	object.get(input, "os", "linux") != "windows"
	regex.match(`^((root|0)(:.*)?)?$`, input.config.User)
	res := result.new(sprintf("the user of the image is %s", [who]), input.config)
}

who := "not set, which is root" if input.config.User == ""

who := input.config.User if input.config.User != ""
