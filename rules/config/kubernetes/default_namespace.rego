# METADATA
# title: The default namespace is used
# description: Everything that does not say where it belongs lands there; rights, quotas and network policies cannot tell it apart.
# custom:
#   id: SKK063
#   severity: LOW
#   attack: A right that was given for one program in default holds for all of them.
#   principle: separation
#   controls: [cis-kubernetes-5.6.4, cis-kubernetes-5.6.1, cis-eks-4.5.1, cis-eks-4.5.2, nsa-3.2]
#   recommended_action: Give each program or team a namespace of its own.
#   kinds: [ConfigMap, Pod, Service, ServiceAccount]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.default_namespace

import rego.v1

import data.lib.kubernetes as k8s

kinds := {"Role", "RoleBinding", "ServiceAccount", "Service", "Ingress", "ConfigMap", "Secret", "PersistentVolumeClaim"}

deny contains res if {
	input.metadata.namespace == "default"
	counts
	not kubernetes_own
	res := result.new(sprintf("%s is in the namespace default", [k8s.who]), input.metadata.namespace)
}

counts if count(k8s.pods) > 0

counts if kinds[input.kind]

kubernetes_own if {
	input.kind == "Service"
	input.metadata.name == "kubernetes"
}

kubernetes_own if {
	input.kind == "ServiceAccount"
	input.metadata.name == "default"
}

kubernetes_own if {
	input.kind == "ConfigMap"
	input.metadata.name == "kube-root-ca.crt"
}
