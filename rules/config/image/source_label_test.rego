package sekisho.image.source_label_test

import rego.v1

import data.sekisho.image.source_label

test_good_1 if {
	r := source_label.deny with input as {"config": {"Labels": {"org.opencontainers.image.source": "https://git.example/x", "org.opencontainers.image.revision": "0123456"}}}
	count(r) == 0
}

test_good_2 if {
	r := source_label.deny with input as {"config": {"Labels": {"org.label-schema.vcs-url": "https://git.example/x", "org.label-schema.vcs-ref": "0123456"}}}
	count(r) == 0
}

test_bad_1 if {
	r := source_label.deny with input as {"config": {"Labels": {}}}
	count(r) == 1
}

test_bad_2 if {
	r := source_label.deny with input as {"config": {"Labels": {"org.opencontainers.image.source": "https://git.example/x", "org.opencontainers.image.revision": ""}}}
	count(r) == 1
}
