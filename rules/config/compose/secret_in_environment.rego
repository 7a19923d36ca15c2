# METADATA
# title: A secret stands in the file
# description: Whoever can read the repository can read it.
# custom:
#   id: SKC006
#   severity: HIGH
#   recommended_action: Use secrets, or a variable that is set outside (PASSWORD=${PASSWORD}).
#   input:
#     selector:
#       - type: compose
package sekisho.compose.secret_in_environment

import rego.v1

name_of_secret := `(?i)(^|_)(password|passwd|secret|token|api_?key|access_?key|private_?key)$`

pairs(s) := [[k, v] | some k, v in s.environment] if is_object(s.environment)

pairs(s) := [split(e, "=") | some e in s.environment; contains(e, "=")] if is_array(s.environment)

deny contains res if {
	some service, s in input.services
	some p in pairs(s)
	regex.match(name_of_secret, p[0])
	value := sprintf("%v", [p[1]])
	value != ""
	value != "null"
	not contains(value, "$")
	res := result.new(sprintf("service %s: %s has its value in the file", [service, p[0]]), s)
}
