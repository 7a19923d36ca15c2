package sekisho.dockerfile.user_test

import rego.v1

import data.sekisho.dockerfile.user

test_good_1 if {
	r := user.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "user", "Value": ["app"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) == 0
}

test_good_2 if {
	r := user.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "user", "Value": ["root"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "user", "Value": ["app"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) == 0
}

test_bad_3 if {
	r := user.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) > 0
}

test_bad_4 if {
	r := user.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "user", "Value": ["app"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "user", "Value": ["0:0"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) > 0
}
