# METADATA
# title: The image runs as root
# description: Without USER, or with root as the last one, the process of the container has the number 0, also on the node.
# custom:
#   id: SKD001
#   severity: HIGH
#   attack: Code that runs in the process, through a hole of the application, is root in the container and only one kernel or runtime flaw away from root on the node.
#   principle: least privilege
#   controls: [cis-docker-4.1]
#   recommended_action: Create a user and end the last stage with USER and its number or name.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.user

import rego.v1

import data.lib.docker

users := [cmd | some cmd in docker.instruction; cmd.Cmd == "user"; docker.in_image(cmd)]

is_root(name) if regex.match(`^["']?(root|0)(:.*)?["']?$`, name)

deny contains res if {
	not docker.built
	count(users) == 0
	not base_has_user
	res := result.new("the last stage has no USER: the container runs as root", docker.final.Commands[0])
}

# Images that say it in their name, or of publishers whose images all have one; Windows knows no root.
base_has_user if {
	some i in docker.kept
	regex.match(`(?i)nonroot|rootless|unprivileged|^cgr\.dev/chainguard/|^(docker\.io/)?bitnami/|nanoserver|servercore|/windows(/|:|$)`, docker.base(input.Stages[i]))
}

deny contains res if {
	last := users[count(users) - 1]
	is_root(last.Value[0])
	res := result.new(sprintf("the last USER is %s", [last.Value[0]]), last)
}
