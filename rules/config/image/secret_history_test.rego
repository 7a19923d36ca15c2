package sekisho.image.secret_history_test

import rego.v1

import data.sekisho.image.secret_history

test_good_1 if {
	r := secret_history.deny with input as {"config": {"Env": ["DB_PASSWORD=hunter22"]}, "history": [{"created_by": "ENV DB_PASSWORD=hunter22", "raw": "ENV DB_PASSWORD=hunter22"}]}
	count(r) == 0
}

test_good_2 if {
	r := secret_history.deny with input as {"config": {"Env": []}, "history": [{"created_by": "RUN make", "raw": "|1 VERSION=1.2 /bin/sh -c make TOKEN=$TOKEN"}]}
	count(r) == 0
}

test_bad_1 if {
	r := secret_history.deny with input as {"config": {"Env": []}, "history": [{"created_by": "RUN npm ci", "raw": "|1 NPM_TOKEN=npm_abcdef /bin/sh -c npm ci"}]}
	count(r) == 1
}

test_bad_2 if {
	r := secret_history.deny with input as {"config": {"Env": ["DB_PASSWORD="]}, "history": [{"created_by": "ENV DB_PASSWORD=hunter22", "raw": "/bin/sh -c #(nop)  ENV DB_PASSWORD=hunter22"}]}
	count(r) == 1
}
