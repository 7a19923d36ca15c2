package sekisho.image.healthcheck_test

import rego.v1

import data.sekisho.image.healthcheck

test_good_1 if {
	r := healthcheck.deny with input as {"config": {"Healthcheck": {"Test": ["CMD", "true"]}, "Cmd": ["a"]}}
	count(r) == 0
}

test_good_2 if {
	r := healthcheck.deny with input as {"config": {"Healthcheck": {"Test": ["NONE"]}, "Entrypoint": ["a"], "Cmd": null}}
	count(r) == 0
}

test_bad_1 if {
	r := healthcheck.deny with input as {"config": {"Healthcheck": null, "Cmd": ["a"], "Entrypoint": null}}
	count(r) == 1
}

test_bad_2 if {
	r := healthcheck.deny with input as {"config": {"Entrypoint": ["/app"], "Cmd": null}}
	count(r) == 1
}
