package sekisho.compose.capabilities_test

import rego.v1

import data.sekisho.compose.capabilities

test_good_1 if {
	r := capabilities.deny with input as {"services": {"a": {"image": "a:1", "cap_add": ["NET_BIND_SERVICE"]}}}
	count(r) == 0
}

test_good_2 if {
	r := capabilities.deny with input as {"services": {"a": {"image": "a:1"}}}
	count(r) == 0
}

test_bad_3 if {
	r := capabilities.deny with input as {"services": {"a": {"image": "a:1", "cap_add": ["SYS_ADMIN"]}}}
	count(r) > 0
}

test_bad_4 if {
	r := capabilities.deny with input as {"services": {"a": {"image": "a:1", "cap_add": ["all"]}}}
	count(r) > 0
}
