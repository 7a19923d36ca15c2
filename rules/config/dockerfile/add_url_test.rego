package sekisho.dockerfile.add_url_test

import rego.v1

import data.sekisho.dockerfile.add_url

test_good_1 if {
	r := add_url.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "add", "Value": ["a.tar", "/"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) == 0
}

test_good_2 if {
	r := add_url.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "add", "Value": ["https://x/a", "/"], "Flags": ["--checksum=sha256:0"], "StartLine": 1, "EndLine": 1}]}]}
	count(r) == 0
}

test_bad_3 if {
	r := add_url.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "add", "Value": ["https://x/a", "/"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) > 0
}

test_bad_4 if {
	r := add_url.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "add", "Value": ["http://x/a", "/"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) > 0
}
