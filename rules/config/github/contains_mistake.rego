# METADATA
# title: A condition looks for a part of a text where it means equal
# description: 'contains() on a text is true for every part of it: a branch named "main refs" or "ma" passes, too.'
# custom:
#   id: SKG020
#   severity: MEDIUM
#   attack: Someone names a branch or a user so that it is part of the text, and the job runs.
#   principle: explicit conditions
#   controls: [owasp-cicd-1]
#   recommended_action: Compare with ==, or use contains(fromJSON('["a", "b"]'), x).
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.contains_mistake

import rego.v1

import data.lib.github

deny contains res if {
	some c in github.conditions
	found := regex.find_n(`contains\(\s*'[^']*'\s*,\s*(github\.(ref|ref_name|head_ref|base_ref|actor|triggering_actor|repository|repository_owner|event_name|event\.[a-z_.]+)|env\.[A-Za-z_]+)\s*\)`, c, 1)[0]
	res := result.new(sprintf("%s is true for every part of the text", [found]), c)
}
