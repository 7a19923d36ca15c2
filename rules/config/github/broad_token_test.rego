package sekisho.github.broad_token_test

import rego.v1

import data.sekisho.github.broad_token

test_good_1 if {
	r := broad_token.deny with input as {"permissions": {"contents": "read"}, "jobs": {}}
	count(r) == 0
}

test_good_2 if {
	r := broad_token.deny with input as {"jobs": {"a": {"permissions": {"packages": "write"}}}}
	count(r) == 0
}

test_bad_3 if {
	r := broad_token.deny with input as {"permissions": "write-all", "jobs": {}}
	count(r) > 0
}

test_bad_4 if {
	r := broad_token.deny with input as {"jobs": {"a": {"permissions": "write-all"}}}
	count(r) > 0
}
