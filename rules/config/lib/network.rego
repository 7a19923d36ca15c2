# What the rules for Services, Ingresses and network policies share.
package lib.network

import rego.v1

import data.lib.kubernetes as k8s

marks_of_internal := {
	"service.beta.kubernetes.io/aws-load-balancer-scheme": {"internal"},
	"service.beta.kubernetes.io/aws-load-balancer-internal": {"true", true, "0.0.0.0/0"},
	"networking.gke.io/load-balancer-type": {"Internal"},
	"cloud.google.com/load-balancer-type": {"Internal"},
	"service.beta.kubernetes.io/azure-load-balancer-internal": {"true", true},
}

is_internal if {
	some key, values in marks_of_internal
	k8s.annotations[key] in values
}

limited if {
	count(input.spec.loadBalancerSourceRanges) > 0
	not "0.0.0.0/0" in input.spec.loadBalancerSourceRanges
	not "::/0" in input.spec.loadBalancerSourceRanges
}

limited if k8s.annotations["service.beta.kubernetes.io/load-balancer-source-ranges"]

public if {
	input.kind == "Service"
	input.spec.type == "LoadBalancer"
	not is_internal
	not limited
}

# Databases, caches, brokers, and what administers machines.
administration := {
	22, 23, 111, 389, 445, 1433, 1521, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 4194, 5432, 5601, 5672, 5900, 5984, 6379, 6443,
	7000, 7001, 8086, 8500, 9042, 9090, 9092, 9093, 9200, 9300, 10250, 10255, 11211, 15672, 26257, 27017, 28015,
}

admin_ports contains p if {
	some p in input.spec.ports
	administration[p.port]
}

admin_ports contains p if {
	some p in input.spec.ports
	administration[p.targetPort]
}

admin_port if count(admin_ports) > 0

ingress if {
	input.kind == "Ingress"
	k8s.has_key(input, "spec")
}

# TLS that the spec does not show: AWS load balancers, a proxy in front that the class names.
tls_elsewhere if {
	some key in ["alb.ingress.kubernetes.io/certificate-arn", "ingress.gcp.kubernetes.io/pre-shared-cert", "networking.gke.io/managed-certificates"]
	k8s.annotations[key]
}

tls_elsewhere if contains(k8s.annotations["alb.ingress.kubernetes.io/listen-ports"], "HTTPS")

tls_elsewhere if k8s.annotations["traefik.ingress.kubernetes.io/router.tls"] == "true"

# Its hosts and certificate come from elsewhere: a load balancer within the network of the company.
tls_elsewhere if input.spec.ingressClassName == "tailscale"

policy if {
	input.kind == "NetworkPolicy"
	startswith(input.apiVersion, "networking.k8s.io/")
}

policy_pods := object.union(object.get(input.spec.podSelector, "matchLabels", {}), {e.key: e | some e in input.spec.podSelector.matchExpressions})

everyone(rule, field) if count(object.get(rule, field, [])) == 0

everyone(rule, field) if {
	some peer in rule[field]
	peer.ipBlock.cidr in {"0.0.0.0/0", "::/0"}
}
