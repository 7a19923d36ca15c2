package sekisho.image.debug_mode_test

import rego.v1

import data.sekisho.image.debug_mode

test_good_1 if {
	r := debug_mode.deny with input as {"config": {"Env": ["FLASK_DEBUG=0", "NODE_ENV=production"], "Cmd": ["node", "--inspect=127.0.0.1:9229", "x.js"]}}
	count(r) == 0
}

test_good_2 if {
	r := debug_mode.deny with input as {"config": {"Env": [], "Entrypoint": ["/app"]}}
	count(r) == 0
}

test_bad_1 if {
	r := debug_mode.deny with input as {"config": {"Env": ["FLASK_DEBUG=1"], "Cmd": ["flask", "run"]}}
	count(r) == 1
}

test_bad_2 if {
	r := debug_mode.deny with input as {"config": {"Env": [], "Entrypoint": ["node"], "Cmd": ["--inspect=0.0.0.0:9229", "x.js"]}}
	count(r) == 1
}
