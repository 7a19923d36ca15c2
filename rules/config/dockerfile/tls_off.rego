# METADATA
# title: Certificates are not checked
# description: Downloads of the build, or what the program fetches later, may come from anyone on the way.
# custom:
#   id: SKD012
#   severity: HIGH
#   attack: Whoever sits between the build and the server answers in its place.
#   principle: verified sources
#   controls: [cis-docker-4.11]
#   recommended_action: Leave the option out; add the certificate that is missing to the trust store.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.tls_off

import rego.v1

import data.lib.docker

options := `--no-check-certificate\b|--trusted-host\b|\btrusted-host\s*=|PIP_TRUSTED_HOST\b|strict-ssl[ =]+"?false|NODE_TLS_REJECT_UNAUTHORIZED[= ]["']?0|PYTHONHTTPSVERIFY[= ]["']?0|GIT_SSL_NO_VERIFY[= ]["']?(1|true)|http\.sslVerify[ =]+["']?(false|0)|sslverify\s*=\s*(0|false)|Verify-Peer["'= ]+false|--no-verify-ssl\b|ssl_verify[ :=]+false|NPM_CONFIG_STRICT_SSL[= ]["']?false|verify\s*=\s*False|\bcurl\s+([^\s|;&]+\s+)*(--insecure|-[a-zA-Z]*k[a-zA-Z]*)(\s|$)`

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"run", "env"}
	found := regex.find_n(options, docker.text(cmd), 1)[0]
	res := result.new(sprintf("%s: certificates are not checked", [found]), cmd)
}
