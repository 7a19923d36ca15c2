package sekisho.image.latest_test

import rego.v1

import data.sekisho.image.latest

test_good_1 if {
	r := latest.deny with input as {"ref": "registry.example:5000/shop/front:1.2", "config": {}}
	count(r) == 0
}

test_good_2 if {
	r := latest.deny with input as {"ref": "app.tar", "config": {}}
	count(r) == 0
}

test_bad_1 if {
	r := latest.deny with input as {"ref": "shop/front:latest", "config": {}}
	count(r) == 1
}

test_bad_2 if {
	r := latest.deny with input as {"ref": "registry.example:5000/front:latest", "config": {}}
	count(r) == 1
}
