package sekisho.github.pull_request_target_test

import rego.v1

import data.sekisho.github.pull_request_target

test_good_1 if {
	r := pull_request_target.deny with input as {"on": "pull_request", "jobs": {"a": {"steps": [{"uses": "actions/checkout@v4", "with": {"ref": "${{ github.head_ref }}"}}]}}}
	count(r) == 0
}

test_good_2 if {
	r := pull_request_target.deny with input as {"on": "pull_request_target", "jobs": {"a": {"steps": [{"uses": "actions/checkout@v4"}]}}}
	count(r) == 0
}

test_bad_3 if {
	r := pull_request_target.deny with input as {"on": "pull_request_target", "jobs": {"a": {"steps": [{"uses": "actions/checkout@v4", "with": {"ref": "${{ github.event.pull_request.head.sha }}"}}]}}}
	count(r) > 0
}

test_bad_4 if {
	r := pull_request_target.deny with input as {"on": {"pull_request_target": {"types": ["opened"]}}, "jobs": {"a": {"steps": [{"uses": "actions/checkout@v4", "with": {"ref": "${{ github.head_ref }}"}}]}}}
	count(r) > 0
}
