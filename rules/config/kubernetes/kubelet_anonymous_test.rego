package sekisho.kubernetes.kubelet_anonymous_test

import rego.v1

import data.sekisho.kubernetes.kubelet_anonymous

test_good_1 if {
	r := kubelet_anonymous.deny with input as sekisho.input("x.yaml", `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}}
`)
	count(r) == 0
}

test_good_2 if {
	r := kubelet_anonymous.deny with input as sekisho.input("x.yaml", `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
`)
	count(r) == 0
}

test_bad_1 if {
	r := kubelet_anonymous.deny with input as sekisho.input("x.yaml", `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous:
    enabled: true
`)
	count(r) == 1
}

test_bad_2 if {
	r := kubelet_anonymous.deny with input as sekisho.input("x.yaml", `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: true}, webhook: {enabled: true}}
`)
	count(r) == 1
}
