package sekisho.compose.host_namespace_test

import rego.v1

import data.sekisho.compose.host_namespace

test_good_1 if {
	r := host_namespace.deny with input as {"services": {"a": {"image": "a:1"}}}
	count(r) == 0
}

test_good_2 if {
	r := host_namespace.deny with input as {"services": {"a": {"image": "a:1", "network_mode": "bridge"}}}
	count(r) == 0
}

test_bad_3 if {
	r := host_namespace.deny with input as {"services": {"a": {"image": "a:1", "network_mode": "host"}}}
	count(r) > 0
}

test_bad_4 if {
	r := host_namespace.deny with input as {"services": {"a": {"image": "a:1", "pid": "host"}}}
	count(r) > 0
}
