package sekisho.kubernetes.kubelet_read_only_port_test

import rego.v1

import data.sekisho.kubernetes.kubelet_read_only_port

test_good_1 if {
	r := kubelet_read_only_port.deny with input as sekisho.input("x.yaml", `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
readOnlyPort: 0
`)
	count(r) == 0
}

test_good_2 if {
	r := kubelet_read_only_port.deny with input as sekisho.input("x.yaml", `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
`)
	count(r) == 0
}

test_bad_1 if {
	r := kubelet_read_only_port.deny with input as sekisho.input("x.yaml", `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
readOnlyPort: 10255
`)
	count(r) == 1
}

test_bad_2 if {
	r := kubelet_read_only_port.deny with input as sekisho.input("x.yaml", `{"apiVersion": "kubelet.config.k8s.io/v1beta1", "kind": "KubeletConfiguration", "readOnlyPort": 10255}
`)
	count(r) == 1
}
