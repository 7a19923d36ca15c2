package sekisho.github.pipe_shell_test

import rego.v1

import data.sekisho.github.pipe_shell

test_good_1 if {
	r := pipe_shell.deny with input as {"on": "push", "jobs": {"a": {"runs-on": "ubuntu-24.04", "steps": [{"run": "curl -o a https://b"}]}}}
	count(r) == 0
}

test_good_2 if {
	r := pipe_shell.deny with input as {"on": "push", "jobs": {"a": {"runs-on": "ubuntu-24.04", "steps": [{"run": "make | tee log"}]}}}
	count(r) == 0
}

test_bad_3 if {
	r := pipe_shell.deny with input as {"on": "push", "jobs": {"a": {"runs-on": "ubuntu-24.04", "steps": [{"run": "curl -sSL https://b | bash"}]}}}
	count(r) > 0
}

test_bad_4 if {
	r := pipe_shell.deny with input as {"on": "push", "jobs": {"a": {"runs-on": "ubuntu-24.04", "steps": [{"run": "set -e\nwget -qO- https://b | sudo sh"}]}}}
	count(r) > 0
}
