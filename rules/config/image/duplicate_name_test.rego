package sekisho.image.duplicate_name_test

import rego.v1

import data.sekisho.image.duplicate_name

test_good_1 if {
	r := duplicate_name.deny with input as {"users": [{"name": "a", "uid": 1, "path": "/etc/passwd"}], "groups": [{"name": "a", "gid": 1, "path": "/etc/group"}]}
	count(r) == 0
}

test_good_2 if {
	r := duplicate_name.deny with input as {"users": [], "groups": [{"name": "a", "gid": 1}, {"name": "b", "gid": 2}]}
	count(r) == 0
}

test_bad_1 if {
	r := duplicate_name.deny with input as {"users": [{"name": "a", "uid": 1, "path": "/etc/passwd"}, {"name": "a", "uid": 2, "path": "/etc/passwd"}], "groups": []}
	count(r) == 1
}

test_bad_2 if {
	r := duplicate_name.deny with input as {"users": [], "groups": [{"name": "a", "gid": 7, "path": "/etc/group"}, {"name": "b", "gid": 7, "path": "/etc/group"}]}
	count(r) == 1
}
