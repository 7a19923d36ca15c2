package sekisho.argocd.floating_revision_test

import rego.v1

import data.sekisho.argocd.floating_revision

test_good_1 if {
	r := floating_revision.deny with input as {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": "x"}, "spec": {"source": {"repoURL": "a", "targetRevision": "v1.2.3"}}}
	count(r) == 0
}

test_good_2 if {
	r := floating_revision.deny with input as {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": "x"}, "spec": {"sources": [{"targetRevision": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]}}
	count(r) == 0
}

test_bad_3 if {
	r := floating_revision.deny with input as {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": "x"}, "spec": {"source": {"repoURL": "a"}}}
	count(r) > 0
}

test_bad_4 if {
	r := floating_revision.deny with input as {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": "x"}, "spec": {"source": {"targetRevision": "HEAD"}}}
	count(r) > 0
}
