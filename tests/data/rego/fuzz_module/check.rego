# METADATA
# title: Rule 1
# description: A check about containers, number 1.
# custom:
#   id: SK-0001
#   severity: MEDIUM
#   input:
#     selector:
#     - type: kubernetes
package shop.check1

import data.lib.k8s
import rego.v1

default limit := 1

bad_names := {"root", "admin", "name1"}

has_setting(container) if {
	container.securityContext.setting1 == true
}

has_setting(container) if {
	container.securityContext.override == "yes"
	not container.legacy
}

too_many(container) := n if {
	n := count([p | some p in container.ports; p.port > limit])
	n > 1
}

deny contains res if {
	some container in k8s.containers
	not has_setting(container)
	msg := sprintf("Container '%s' of %s '%s' should set 'setting1'", [k8s.name(container), input.kind, input.metadata.name])
	res := k8s.format(msg, container)
}

deny contains res if {
	some container in k8s.containers
	n := too_many(container)
	container.name in bad_names
	res := k8s.format(sprintf("%s has %d ports", [container.name, n]), container)
}

deny contains res if {
	some container in k8s.containers
	some env in container.env
	startswith(env.name, "SECRET_1")
	regex.match(`^[A-Za-z0-9]{8,}$`, env.value)
	res := k8s.format("secret in the environment", container)
}
