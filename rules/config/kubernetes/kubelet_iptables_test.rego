package sekisho.kubernetes.kubelet_iptables_test

import rego.v1

import data.sekisho.kubernetes.kubelet_iptables

test_good_1 if {
	r := kubelet_iptables.deny with input as sekisho.input("x.yaml", `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
makeIPTablesUtilChains: true
`)
	count(r) == 0
}

test_good_2 if {
	r := kubelet_iptables.deny with input as sekisho.input("x.yaml", `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
`)
	count(r) == 0
}

test_bad_1 if {
	r := kubelet_iptables.deny with input as sekisho.input("x.yaml", `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
makeIPTablesUtilChains: false
`)
	count(r) == 1
}

test_bad_2 if {
	r := kubelet_iptables.deny with input as sekisho.input("x.yaml", `{"apiVersion": "kubelet.config.k8s.io/v1beta1", "kind": "KubeletConfiguration", "makeIPTablesUtilChains": false}
`)
	count(r) == 1
}
