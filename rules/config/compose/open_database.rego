# METADATA
# title: A database without a password
# description: A setting lets everyone in who reaches the port.
# custom:
#   id: SKC008
#   severity: HIGH
#   attack: Whoever reaches the port, from another container too, reads and changes everything.
#   principle: authentication
#   controls: []
#   recommended_action: Set a password by a secret (POSTGRES_PASSWORD_FILE and the like).
#   input:
#     selector:
#       - type: compose
package sekisho.compose.open_database

import rego.v1

import data.lib.compose

open_settings := {
	"POSTGRES_HOST_AUTH_METHOD": `^trust$`,
	"MYSQL_ALLOW_EMPTY_PASSWORD": `(?i)^(1|yes|true)$`,
	"MARIADB_ALLOW_EMPTY_ROOT_PASSWORD": `(?i)^(1|yes|true)$`,
	"ALLOW_EMPTY_PASSWORD": `(?i)^(1|yes|true)$`,
	"ALLOW_ANONYMOUS_LOGIN": `(?i)^(1|yes|true)$`,
	"ALLOW_PLAINTEXT_LISTENER": `(?i)^(1|yes|true)$`,
	"xpack.security.enabled": `(?i)^false$`,
	"NEO4J_AUTH": `^none$`,
	"discovery.security": `^off$`,
}

deny contains res if {
	some name, s in compose.service
	some p in compose.pairs(s.environment)
	regex.match(open_settings[p[0]], p[1])
	res := result.new(sprintf("service %s: %s=%s", [name, p[0], p[1]]), s.environment)
}
