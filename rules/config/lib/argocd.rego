# What the rules for Argo CD share.
package lib.argocd

import rego.v1

ours if startswith(input.apiVersion, "argoproj.io/")

project if {
	input.kind == "AppProject"
	ours
}

set if {
	input.kind == "ApplicationSet"
	ours
}

# Specifications of applications: of one, or of those that a set makes.
default app_specs := []

app_specs := [input.spec] if {
	input.kind == "Application"
	ours
	is_object(input.spec)
}

app_specs := [input.spec.template.spec] if set

sources := array.concat(
	[s | some spec in app_specs; s := spec.source],
	[s | some spec in app_specs; some s in spec.sources],
)

# Generators, also those within matrix and merge.
generators := [g |
	walk(input.spec.generators, [_, list])
	is_array(list)
	some g in list
	is_object(g)
]
