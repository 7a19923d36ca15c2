package sekisho.dockerfile.base_tag_test

import rego.v1

import data.sekisho.dockerfile.base_tag

test_good_1 if {
	r := base_tag.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "user", "Value": ["app"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) == 0
}

test_good_2 if {
	r := base_tag.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["reg:5000/a:1"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) == 0
}

test_good_3 if {
	r := base_tag.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["a@sha256:00"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) == 0
}

test_bad_4 if {
	r := base_tag.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) > 0
}

test_bad_5 if {
	r := base_tag.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["reg:5000/debian"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) > 0
}

test_bad_6 if {
	r := base_tag.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:latest"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) > 0
}
