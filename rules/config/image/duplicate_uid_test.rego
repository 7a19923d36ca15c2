package sekisho.image.duplicate_uid_test

import rego.v1

import data.sekisho.image.duplicate_uid

test_good_1 if {
	r := duplicate_uid.deny with input as {"users": [{"name": "root", "uid": 0}, {"name": "toor", "uid": 0}]}
	count(r) == 0
}

test_good_2 if {
	r := duplicate_uid.deny with input as {"users": [{"name": "a", "uid": 1000}, {"name": "b", "uid": 1001}]}
	count(r) == 0
}

test_bad_1 if {
	r := duplicate_uid.deny with input as {"users": [{"name": "a", "uid": 1000}, {"name": "b", "uid": 1000}]}
	count(r) == 1
}

test_bad_2 if {
	r := duplicate_uid.deny with input as {"users": [{"name": "root", "uid": 0}, {"name": "www-data", "uid": 33}, {"name": "web", "uid": 33}]}
	count(r) == 1
}
