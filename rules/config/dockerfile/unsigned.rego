# METADATA
# title: Signatures or certificates are not checked
# description: Packages or downloads that nobody verified may come from anyone on the way.
# custom:
#   id: SKD007
#   severity: HIGH
#   recommended_action: Leave the option out; add the key or the certificate that is missing.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.unsigned

import rego.v1

import data.lib.docker

options := `(--allow-unauthenticated|--force-yes|--nogpgcheck|--no-gpg-checks|--allow-untrusted|--no-check-certificate|--trusted-host|strict-ssl\s+false|NODE_TLS_REJECT_UNAUTHORIZED=0|curl\s+(\S+\s+)*(-k|--insecure)\b|curl\s+(\S+\s+)*-[a-zA-Z]*k[a-zA-Z]*\s)`

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"run", "env"}
	regex.match(options, docker.text(cmd))
	res := result.new("a check of signatures or certificates is switched off", cmd)
}
