package sekisho.image.shell_form_test

import rego.v1

import data.sekisho.image.shell_form

test_good_1 if {
	r := shell_form.deny with input as {"config": {"Entrypoint": ["/app"], "Cmd": ["--help"]}}
	count(r) == 0
}

test_good_2 if {
	r := shell_form.deny with input as {"config": {"Entrypoint": null, "Cmd": ["/bin/sh", "-c", "exec /app --port $PORT"]}}
	count(r) == 0
}

test_bad_1 if {
	r := shell_form.deny with input as {"config": {"Entrypoint": null, "Cmd": ["/bin/sh", "-c", "node server.js"]}}
	count(r) == 1
}

test_bad_2 if {
	r := shell_form.deny with input as {"config": {"Entrypoint": ["/bin/sh", "-c", "/app"], "Cmd": null}}
	count(r) == 1
}
