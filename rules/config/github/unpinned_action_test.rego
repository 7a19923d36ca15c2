package sekisho.github.unpinned_action_test

import rego.v1

import data.sekisho.github.unpinned_action

test_good_1 if {
	r := unpinned_action.deny with input as {"on": "push", "jobs": {"a": {"runs-on": "ubuntu-24.04", "steps": [{"uses": "x/y@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]}}}
	count(r) == 0
}

test_good_2 if {
	r := unpinned_action.deny with input as {"on": "push", "jobs": {"a": {"runs-on": "ubuntu-24.04", "steps": [{"uses": "./local"}]}}}
	count(r) == 0
}

test_bad_3 if {
	r := unpinned_action.deny with input as {"on": "push", "jobs": {"a": {"runs-on": "ubuntu-24.04", "steps": [{"uses": "x/y@v4"}]}}}
	count(r) > 0
}

test_bad_4 if {
	r := unpinned_action.deny with input as {"on": "push", "jobs": {"a": {"runs-on": "ubuntu-24.04", "steps": [{"uses": "x/y@main"}]}}}
	count(r) > 0
}
