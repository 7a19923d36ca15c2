package sekisho.kubernetes.eks_ssh_test

import rego.v1

import data.sekisho.kubernetes.eks_ssh

test_good_1 if {
	r := eks_ssh.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
nodeGroups: [{name: a, ssh: {allow: false}}]
`)
	count(r) == 0
}

test_good_2 if {
	r := eks_ssh.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
nodeGroups: [{name: a, ssh: {allow: true, sourceSecurityGroupIds: [sg-1]}}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := eks_ssh.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
nodeGroups: [{name: a, ssh: {allow: true}}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := eks_ssh.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
managedNodeGroups:
  - name: a
    ssh:
      allow: true
      publicKeyName: ops
`)
	count(r) == 1
}
