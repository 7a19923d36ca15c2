package sekisho.github.self_hosted_test

import rego.v1

import data.sekisho.github.self_hosted

test_good_1 if {
	r := self_hosted.deny with input as {"on": "push", "jobs": {"a": {"runs-on": "self-hosted"}}}
	count(r) == 0
}

test_good_2 if {
	r := self_hosted.deny with input as {"on": "pull_request", "jobs": {"a": {"runs-on": "ubuntu-24.04"}}}
	count(r) == 0
}

test_bad_3 if {
	r := self_hosted.deny with input as {"on": "pull_request", "jobs": {"a": {"runs-on": "self-hosted"}}}
	count(r) > 0
}

test_bad_4 if {
	r := self_hosted.deny with input as {"on": ["push", "pull_request"], "jobs": {"a": {"runs-on": ["self-hosted", "linux"]}}}
	count(r) > 0
}
