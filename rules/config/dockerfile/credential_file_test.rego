package sekisho.dockerfile.credential_file_test

import rego.v1

import data.sekisho.dockerfile.credential_file

test_good_1 if {
	r := credential_file.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "copy", "Value": ["src", "/app"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) == 0
}

test_good_2 if {
	r := credential_file.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "copy", "Value": [".env.example", "/app"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) == 0
}

test_bad_3 if {
	r := credential_file.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "copy", "Value": [".env", "/app"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) > 0
}

test_bad_4 if {
	r := credential_file.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "add", "Value": ["keys/id_rsa", "/root/.ssh/"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) > 0
}
