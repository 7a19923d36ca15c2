# METADATA
# title: A secret stands in an application
# description: Parameters and values of an application are in the repository, in the object and on the page of Argo CD.
# custom:
#   id: SKA012
#   severity: HIGH
#   attack: Everyone who may look at the application reads the password.
#   principle: secrets apart from code
#   recommended_action: Let the chart take an existing Secret (existingSecret) that an external store fills; change the secret.
#   kinds: [Application]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.secret_in_application

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	some s in argocd.sources
	some p in array.concat([p | some p in s.helm.parameters], [p | some p in s.plugin.env])
	k8s.secret_name(p.name)
	is_string(p.value)
	not k8s.placeholder(p.value)
	res := result.new(sprintf("%s: %s has its value in the application", [k8s.who, p.name]), p)
}

deny contains res if {
	some s in argocd.sources
	text := s.helm.values
	some line in regex.find_n(`(?im)^\s*[a-z0-9_.-]*(password|passwd|secret|token|apikey|api_key|secretkey|accesskey)\s*:\s*["']?[^\s"'{}<$#|>&*][^\s"']+`, text, -1)
	value := trim(regex.replace(line, `^[^:]*:\s*`, ""), "\"' ")
	not k8s.placeholder(value)
	res := result.new(sprintf("%s: %s has its value in the application", [k8s.who, trim_space(split(line, ":")[0])]), text)
}

deny contains res if {
	some s in argocd.sources
	walk(s.helm.valuesObject, [path, value])
	is_string(value)
	key := path[count(path) - 1]
	is_string(key)
	k8s.secret_name(key)
	not k8s.placeholder(value)
	not key in {"existingSecret"}
	res := result.new(sprintf("%s: %s has its value in the application", [k8s.who, key]), value)
}
