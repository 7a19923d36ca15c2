# What the rules for Compose files share.
package lib.compose

import rego.v1

service[name] := s if some name, s in input.services

# Said as a whole here, not in another file that this one adds to.
whole[name] := s if {
	some name, s in input.services
	described(s)
	not s.extends
}

described(s) if s.image

described(s) if s.build

# Volumes of the host, short or long: {"node", "source", "target", "read_only"}.
binds(s) := [b |
	some v in s.volumes
	b := bind(v)
	regex.match(`^([/.~$]|[A-Za-z]:\\)`, b.source)
]

bind(v) := {"node": v, "source": p[0], "target": p[1], "read_only": regex.match(`:([a-z,]*,)?ro(,|$)`, v)} if {
	is_string(v)
	p := split(v, ":")
	count(p) > 1
}

bind(v) := {"node": v, "source": v.source, "target": object.get(v, "target", ""), "read_only": object.get(v, "read_only", false)} if is_object(v)

# Environment or build arguments, as an object or a list: [name, value, node].
pairs(e) := [[k, sprintf("%v", [v]), v] | some k, v in e; v != null] if is_object(e)

pairs(e) := [[split(w, "=")[0], substring(w, indexof(w, "=") + 1, -1), w] | some w in e; contains(w, "=")] if is_array(e)
