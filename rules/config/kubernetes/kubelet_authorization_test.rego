package sekisho.kubernetes.kubelet_authorization_test

import rego.v1

import data.sekisho.kubernetes.kubelet_authorization

test_good_1 if {
	r := kubelet_authorization.deny with input as sekisho.input("x.yaml", `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authorization: {mode: Webhook}
`)
	count(r) == 0
}

test_good_2 if {
	r := kubelet_authorization.deny with input as sekisho.input("x.yaml", `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
`)
	count(r) == 0
}

test_bad_1 if {
	r := kubelet_authorization.deny with input as sekisho.input("x.yaml", `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authorization: {mode: AlwaysAllow}
`)
	count(r) == 1
}

test_bad_2 if {
	r := kubelet_authorization.deny with input as sekisho.input("x.yaml", `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authorization:
  mode: AlwaysAllow # TODO
`)
	count(r) == 1
}
