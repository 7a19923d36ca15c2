package sekisho.image.onbuild_test

import rego.v1

import data.sekisho.image.onbuild

test_good_1 if {
	r := onbuild.deny with input as {"config": {"OnBuild": null}}
	count(r) == 0
}

test_good_2 if {
	r := onbuild.deny with input as {"config": {"OnBuild": []}}
	count(r) == 0
}

test_bad_1 if {
	r := onbuild.deny with input as {"config": {"OnBuild": ["RUN make"]}}
	count(r) == 1
}

test_bad_2 if {
	r := onbuild.deny with input as {"config": {"OnBuild": ["COPY . /app", "RUN npm ci"]}}
	count(r) == 1
}
