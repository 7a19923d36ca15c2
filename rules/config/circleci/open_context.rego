# METADATA
# title: A context is open to every branch
# description: A job with a context runs for all branches; whoever may push one changes the script and has the secrets of the context.
# custom:
#   id: SKI011
#   severity: LOW
#   attack: Someone pushes a branch with a changed script, which sends the secrets away.
#   principle: least privilege
#   controls: [owasp-cicd-5]
#   recommended_action: Filter the job by branches or tags, or ask for an approval before it; restrict the context in its settings, too.
#   input:
#     selector:
#       - type: circleci
package sekisho.circleci.open_context

import rego.v1

deny contains res if {
	some name, w in input.workflows
	some entry in w.jobs
	some job, o in entry
	_ = o.context
	regex.match(`(?i)deploy|prod|release|publish`, sprintf("%v", [o.context]))
	not filtered(o)
	not approved(w, o)
	res := result.new(sprintf("job %s of workflow %s has the context %v in every branch", [job, name, o.context]), o)
}

filtered(o) if _ = o.filters

approved(w, o) if {
	some needed in o.requires
	some other in w.jobs
	some job, p in other
	p.type == "approval"
	needed in {job, object.get(p, "name", job)}
}
