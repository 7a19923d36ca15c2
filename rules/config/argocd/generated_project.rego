# METADATA
# title: The project of generated applications comes from outside
# description: An ApplicationSet that takes the project from what a repository, a pull request or a list of repositories says lets their authors choose it.
# custom:
#   id: SKA009
#   severity: HIGH
#   attack: Who may create a repository or a branch puts their application into the project with the most rights.
#   principle: least privilege
#   recommended_action: Write the project into the template as it is.
#   kinds: [ApplicationSet]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.generated_project

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	argocd.set
	project := input.spec.template.spec.project
	contains(project, "{{")
	some g in argocd.generators
	some kind in ["scmProvider", "pullRequest", "git", "plugin"]
	k8s.has_key(g, kind)
	res := result.new(sprintf("%s takes the project from %s", [k8s.who, kind]), project)
}
