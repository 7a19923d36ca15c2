# METADATA
# title: Files with secrets are stored
# description: Artifacts, workspaces and caches can be read by everyone who may see the project, or by later jobs.
# custom:
#   id: SKI010
#   severity: HIGH
#   attack: Whoever may download artifacts has the credentials.
#   principle: secrets outside of artifacts
#   controls: [owasp-cicd-6]
#   recommended_action: Store the folder with the results only.
#   input:
#     selector:
#       - type: circleci
package sekisho.circleci.secret_stored

import rego.v1

import data.lib.circleci
import data.lib.secrets

stored := array.concat(
	array.concat(
		[{"path": p, "at": s} | some s in circleci.step; p := s.store_artifacts.path],
		[{"path": p, "at": s} | some s in circleci.step; some p in s.save_cache.paths],
	),
	[{"path": p, "at": s} | some s in circleci.step; some p in listed(s.persist_to_workspace.paths)],
)

listed(p) := p if is_array(p)

listed(p) := [p] if is_string(p)

deny contains res if {
	some s in stored
	holds(s.path)
	res := result.new(sprintf("%s is stored", [s.path]), s.at)
}

holds(path) if secrets.file(path)

holds(path) if regex.match(`^(~|/root|/home/circleci|\$HOME|/)/?$`, path)
