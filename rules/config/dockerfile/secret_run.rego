# METADATA
# title: A password on a command line of the build
# description: The command is in the history of the image, with the password.
# custom:
#   id: SKD017
#   severity: HIGH
#   attack: Anyone who can pull the image reads it with docker history.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: "Mount it: RUN --mount=type=secret,id=x and read /run/secrets/x."
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.secret_run

import rego.v1

import data.lib.docker

patterns := [
	`--?(password|passwd|token|api-?key|secret(-key)?|access-token)[= ]["']?([^\s"'$<{-][^\s"'$]{3,})`,
	`(?i)authorization:\s*(bearer|basic|token)\s+([A-Za-z0-9+/_.=-]{6,})`,
	`\b(curl|wget)(\s[^|;&\n]*)?\s(-u|--user)[ =]?["']?[^\s:"'$]+:([^\s"'$]{3,})`,
	`(?i)\b(?:export\s+)?[A-Z0-9_]*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY)=["']?([A-Za-z0-9+/_.!@#%^*-]{4,})`,
	`_auth(Token|_token)?=["']?([A-Za-z0-9+/_.=-]{6,})`,
]

harmless := `(?i)(changeme|example|placeholder|dummy)|_(FILE|PATH|URL)=|=(true|false|none|null)\b|/run/secrets/`

deny contains res if {
	some cmd in docker.run
	some pattern in patterns
	some found in regex.find_n(pattern, docker.text(cmd), -1)
	not regex.match(harmless, found)
	res := result.new("a command holds a password or a token", cmd)
}
