# METADATA
# title: A condition that is always true
# description: Text around an expression in braces makes the condition a text that is not empty, which is true.
# custom:
#   id: SKG021
#   severity: MEDIUM
#   attack: A job that was meant for one branch or for members runs for everyone.
#   principle: explicit conditions
#   controls: [owasp-cicd-1]
#   recommended_action: Put the whole condition into one pair of braces, or write it without them.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.always_true

import rego.v1

import data.lib.github

deny contains res if {
	some c in github.conditions
	contains(c, "${{")
	not regex.match(`^\$\{\{[^}]*\}\}$`, c)
	not regex.match(`^\s*\$\{\{([^}]|\}[^}])*\}\}$`, c)
	res := result.new(sprintf("%s is always true", [trim_space(c)]), c)
}
