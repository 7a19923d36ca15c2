# Versions of kinds that Kubernetes no longer serves.
# https://kubernetes.io/docs/reference/using-api/deprecation-guide/
package lib.removed

import rego.v1

apps := {"since": "1.16", "use": "apps/v1"}

apis := {
	"extensions/v1beta1": {
		"Deployment": apps, "DaemonSet": apps, "ReplicaSet": apps,
		"NetworkPolicy": {"since": "1.16", "use": "networking.k8s.io/v1"},
		"PodSecurityPolicy": {"since": "1.16", "use": "Pod Security admission"},
		"Ingress": {"since": "1.22", "use": "networking.k8s.io/v1"},
	},
	"apps/v1beta1": {"Deployment": apps, "StatefulSet": apps, "ReplicaSet": apps},
	"apps/v1beta2": {"Deployment": apps, "StatefulSet": apps, "DaemonSet": apps, "ReplicaSet": apps},
	"networking.k8s.io/v1beta1": {
		"Ingress": {"since": "1.22", "use": "networking.k8s.io/v1"},
		"IngressClass": {"since": "1.22", "use": "networking.k8s.io/v1"},
	},
	"admissionregistration.k8s.io/v1beta1": {
		"MutatingWebhookConfiguration": {"since": "1.22", "use": "admissionregistration.k8s.io/v1"},
		"ValidatingWebhookConfiguration": {"since": "1.22", "use": "admissionregistration.k8s.io/v1"},
	},
	"apiextensions.k8s.io/v1beta1": {"CustomResourceDefinition": {"since": "1.22", "use": "apiextensions.k8s.io/v1"}},
	"apiregistration.k8s.io/v1beta1": {"APIService": {"since": "1.22", "use": "apiregistration.k8s.io/v1"}},
	"certificates.k8s.io/v1beta1": {"CertificateSigningRequest": {"since": "1.22", "use": "certificates.k8s.io/v1"}},
	"coordination.k8s.io/v1beta1": {"Lease": {"since": "1.22", "use": "coordination.k8s.io/v1"}},
	"rbac.authorization.k8s.io/v1beta1": {kind: {"since": "1.22", "use": "rbac.authorization.k8s.io/v1"} | some kind in ["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"]},
	"scheduling.k8s.io/v1beta1": {"PriorityClass": {"since": "1.22", "use": "scheduling.k8s.io/v1"}},
	"storage.k8s.io/v1beta1": {
		"CSIDriver": {"since": "1.22", "use": "storage.k8s.io/v1"}, "CSINode": {"since": "1.22", "use": "storage.k8s.io/v1"},
		"StorageClass": {"since": "1.22", "use": "storage.k8s.io/v1"}, "VolumeAttachment": {"since": "1.22", "use": "storage.k8s.io/v1"},
		"CSIStorageCapacity": {"since": "1.27", "use": "storage.k8s.io/v1"},
	},
	"batch/v1beta1": {"CronJob": {"since": "1.25", "use": "batch/v1"}},
	"discovery.k8s.io/v1beta1": {"EndpointSlice": {"since": "1.25", "use": "discovery.k8s.io/v1"}},
	"events.k8s.io/v1beta1": {"Event": {"since": "1.25", "use": "events.k8s.io/v1"}},
	"autoscaling/v2beta1": {"HorizontalPodAutoscaler": {"since": "1.25", "use": "autoscaling/v2"}},
	"autoscaling/v2beta2": {"HorizontalPodAutoscaler": {"since": "1.26", "use": "autoscaling/v2"}},
	"policy/v1beta1": {
		"PodDisruptionBudget": {"since": "1.25", "use": "policy/v1"},
		"PodSecurityPolicy": {"since": "1.25", "use": "Pod Security admission"},
	},
	"node.k8s.io/v1beta1": {"RuntimeClass": {"since": "1.25", "use": "node.k8s.io/v1"}},
	"flowcontrol.apiserver.k8s.io/v1beta1": {kind: {"since": "1.26", "use": "flowcontrol.apiserver.k8s.io/v1"} | some kind in ["FlowSchema", "PriorityLevelConfiguration"]},
	"flowcontrol.apiserver.k8s.io/v1beta2": {kind: {"since": "1.29", "use": "flowcontrol.apiserver.k8s.io/v1"} | some kind in ["FlowSchema", "PriorityLevelConfiguration"]},
	"flowcontrol.apiserver.k8s.io/v1beta3": {kind: {"since": "1.32", "use": "flowcontrol.apiserver.k8s.io/v1"} | some kind in ["FlowSchema", "PriorityLevelConfiguration"]},
}
