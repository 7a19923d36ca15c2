# METADATA
# title: The files of accounts are replaced
# description: Copies of passwd, shadow or sudoers bring users, passwords and rights along that nobody sees in the Dockerfile.
# custom:
#   id: SKD088
#   severity: MEDIUM
#   attack: A user with a known password, or with the rights of root, is in every container.
#   principle: least privilege
#   controls: [cis-docker-4.1]
#   recommended_action: Create users with useradd in a RUN.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.copy_accounts

import rego.v1

import data.lib.docker
import data.lib.secrets

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"copy", "add"}
	not docker.has_flag(cmd, "--from=")
	docker.in_image(cmd)
	target := cmd.Value[count(cmd.Value) - 1]
	regex.match(`^/etc/(shadow|gshadow|sudoers|sudoers\.d/.*|pam\.d/.*|ssh/sshd_config)$|^/root/\.ssh/|authorized_keys$`, target)
	not secrets.file(cmd.Value[0])
	res := result.new(sprintf("%s comes from the build context", [target]), cmd)
}
