package sekisho.kubernetes.host_path_test

import rego.v1

import data.sekisho.kubernetes.host_path

test_good_1 if {
	r := host_path.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1"}]}}
	count(r) == 0
}

test_good_2 if {
	r := host_path.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"volumes": [{"name": "v", "emptyDir": {}}], "containers": [{"name": "a", "image": "a:1"}]}}
	count(r) == 0
}

test_bad_3 if {
	r := host_path.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"volumes": [{"name": "v", "hostPath": {"path": "/"}}], "containers": [{"name": "a", "image": "a:1"}]}}
	count(r) > 0
}

test_bad_4 if {
	r := host_path.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"volumes": [{"name": "v", "hostPath": {"path": "/var/run/docker.sock"}}], "containers": [{"name": "a", "image": "a:1"}]}}
	count(r) > 0
}
