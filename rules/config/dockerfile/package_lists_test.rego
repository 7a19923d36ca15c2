package sekisho.dockerfile.package_lists_test

import rego.v1

import data.sekisho.dockerfile.package_lists

test_good_1 if {
	r := package_lists.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "run", "Value": ["apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) == 0
}

test_good_2 if {
	r := package_lists.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "run", "Value": ["apk add --no-cache x"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) == 0
}

test_bad_3 if {
	r := package_lists.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "run", "Value": ["apt-get update && apt-get install -y x"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) > 0
}

test_bad_4 if {
	r := package_lists.deny with input as {"Stages": [{"Name": "debian:12", "Commands": [{"Cmd": "from", "Value": ["debian:12.8"], "Flags": [], "StartLine": 1, "EndLine": 1}, {"Cmd": "run", "Value": ["apk add x"], "Flags": [], "StartLine": 1, "EndLine": 1}]}]}
	count(r) > 0
}
