package sekisho.image.old_test

import rego.v1

import data.sekisho.image.old

test_good_1 if {
	r := old.deny with input as {"created": "2999-01-02T03:04:05Z", "config": {}}
	count(r) == 0
}

test_good_2 if {
	r := old.deny with input as {"created": "1970-01-01T00:00:00Z", "config": {}}
	count(r) == 0
}

test_bad_1 if {
	r := old.deny with input as {"created": "2020-01-02T03:04:05Z", "config": {}}
	count(r) == 1
}

test_bad_2 if {
	r := old.deny with input as {"created": "2021-06-02T03:04:05.123456789Z", "config": {}}
	count(r) == 1
}
