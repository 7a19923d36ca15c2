package sekisho.github.script_injection_test

import rego.v1

import data.sekisho.github.script_injection

test_good_1 if {
	r := script_injection.deny with input as {"on": "push", "jobs": {"a": {"runs-on": "ubuntu-24.04", "steps": [{"run": "echo ${{ github.sha }}"}]}}}
	count(r) == 0
}

test_good_2 if {
	r := script_injection.deny with input as {"on": "push", "jobs": {"a": {"runs-on": "ubuntu-24.04", "steps": [{"run": "echo \"$TITLE\"", "env": {"TITLE": "${{ github.event.issue.title }}"}}]}}}
	count(r) == 0
}

test_bad_3 if {
	r := script_injection.deny with input as {"on": "push", "jobs": {"a": {"runs-on": "ubuntu-24.04", "steps": [{"run": "echo \"${{ github.event.issue.title }}\""}]}}}
	count(r) > 0
}

test_bad_4 if {
	r := script_injection.deny with input as {"on": "push", "jobs": {"a": {"runs-on": "ubuntu-24.04", "steps": [{"run": "git checkout ${{ github.head_ref }}"}]}}}
	count(r) > 0
}
