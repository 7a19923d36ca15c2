package sekisho.github.secrets_inherit_test

import rego.v1

import data.sekisho.github.secrets_inherit

test_good_1 if {
	r := secrets_inherit.deny with input as {"jobs": {"a": {"uses": "./x.yml", "secrets": {"A": "b"}}}}
	count(r) == 0
}

test_good_2 if {
	r := secrets_inherit.deny with input as {"jobs": {"a": {"uses": "./x.yml"}}}
	count(r) == 0
}

test_bad_3 if {
	r := secrets_inherit.deny with input as {"jobs": {"a": {"uses": "./x.yml", "secrets": "inherit"}}}
	count(r) > 0
}

test_bad_4 if {
	r := secrets_inherit.deny with input as {"jobs": {"a": {}, "b": {"uses": "o/r/.github/workflows/x.yml@v1", "secrets": "inherit"}}}
	count(r) > 0
}
