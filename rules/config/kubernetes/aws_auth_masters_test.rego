package sekisho.kubernetes.aws_auth_masters_test

import rego.v1

import data.sekisho.kubernetes.aws_auth_masters

test_good_1 if {
	r := aws_auth_masters.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: kube-system}
data:
  mapRoles: |
    - rolearn: arn:aws:iam::111122223333:role/nodes
      groups: [system:bootstrappers, system:nodes]
`)
	count(r) == 0
}

test_good_2 if {
	r := aws_auth_masters.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: other}
data: {mapRoles: "- groups: [system:masters]"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := aws_auth_masters.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: kube-system}
data:
  mapRoles: |
    - rolearn: arn:aws:iam::111122223333:role/ops
      username: ops
      groups:
        - system:masters
`)
	count(r) == 1
}

test_bad_2 if {
	r := aws_auth_masters.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: kube-system}
data:
  mapUsers: |
    - userarn: arn:aws:iam::111122223333:user/me
      groups: ["system:masters"]
`)
	count(r) == 1
}
