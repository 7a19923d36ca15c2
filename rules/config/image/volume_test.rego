package sekisho.image.volume_test

import rego.v1

import data.sekisho.image.volume

test_good_1 if {
	r := volume.deny with input as {"config": {"Volumes": {"/var/lib/postgresql/data": {}}}}
	count(r) == 0
}

test_good_2 if {
	r := volume.deny with input as {"config": {"Volumes": {}}}
	count(r) == 0
}

test_bad_1 if {
	r := volume.deny with input as {"config": {"Volumes": {"/etc": {}}}}
	count(r) == 1
}

test_bad_2 if {
	r := volume.deny with input as {"config": {"Volumes": {"/data": {}, "/usr/": {}}}}
	count(r) == 1
}
