# METADATA
# title: A release is built from a cache
# description: Caches are shared by the runs of a branch; what another workflow wrote there becomes part of the release.
# custom:
#   id: SKG015
#   severity: MEDIUM
#   attack: A step of a less guarded workflow leaves a changed dependency in the cache, and the release ships it.
#   principle: verified sources
#   controls: [owasp-cicd-9]
#   recommended_action: Build releases without a cache.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.cache_poisoning

import rego.v1

import data.lib.github

releasing if "release" in github.triggers

releasing if {
	input.on.push.tags
	not input.on.push.branches
	not "pull_request" in github.triggers
}

deny contains res if {
	releasing
	some s in github.step
	what := cached(s)
	res := result.new(sprintf("%s takes from a cache in a release", [what]), s)
}

cached(s) := s.uses if {
	regex.match(`^(actions/cache(/restore)?|Swatinem/rust-cache|mozilla-actions/sccache-action)@`, s.uses)
}

cached(s) := s.uses if {
	regex.match(`^actions/setup-(node|python|java|dotnet|go|ruby)@|^ruby/setup-ruby@`, s.uses)
	some name, value in s["with"]
	name in {"cache", "bundler-cache"}
	not value in {false, "false", ""}
}

cached(s) := s.uses if {
	startswith(s.uses, "docker/build-push-action@")
	contains(s["with"]["cache-from"], "type=gha")
}
