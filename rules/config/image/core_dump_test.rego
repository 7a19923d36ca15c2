package sekisho.image.core_dump_test

import rego.v1

import data.sekisho.image.core_dump

test_good_1 if {
	r := core_dump.deny with input as {"files": [{"path": "/app/core", "kinds": ["log"]}]}
	count(r) == 0
}

test_good_2 if {
	r := core_dump.deny with input as {"files": []}
	count(r) == 0
}

test_bad_1 if {
	r := core_dump.deny with input as {"files": [{"path": "/app/core.123", "kinds": ["core_dump"]}]}
	count(r) == 1
}

test_bad_2 if {
	r := core_dump.deny with input as {"files": [{"path": "/core", "kinds": ["core_dump"], "deleted_in": 5}]}
	count(r) == 1
}
