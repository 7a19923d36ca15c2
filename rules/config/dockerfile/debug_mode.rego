# METADATA
# title: The program starts in debug mode
# description: Debug modes answer with code, variables and settings, some with a console; debuggers listen without a password.
# custom:
#   id: SKD080
#   severity: MEDIUM
#   attack: Whoever reaches the port reads secrets from error pages or runs code through the debugger.
#   principle: smallest attack surface
#   controls: []
#   recommended_action: Leave it out of the image; set it where you develop.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.debug_mode

import rego.v1

import data.lib.docker

patterns := [
	`(^|\s)(FLASK_DEBUG|DJANGO_DEBUG|APP_DEBUG|WERKZEUG_DEBUG\w*|SYMFONY_DEBUG)=["']?(1|[Tt]rue|on)\b`,
	`(^|\s)(FLASK_ENV|RAILS_ENV|RACK_ENV|APP_ENV|ASPNETCORE_ENVIRONMENT)=["']?[Dd]evelopment\b`,
	`--inspect(-brk)?=(0\.0\.0\.0|\[?::)`,
	`agentlib:jdwp=\S*address=(\*|0\.0\.0\.0|:)`,
	`-m\s+debugpy\s+.*--listen\s+0\.0\.0\.0`,
	`flask\s+run\s(.*\s)?--debug\b|--debugger\b`,
]

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"env", "cmd", "entrypoint"}
	docker.in_image(cmd)
	some pattern in patterns
	found := regex.find_n(pattern, docker.text(cmd), 1)[0]
	res := result.new(sprintf("debug mode: %s", [trim_space(found)]), cmd)
}
