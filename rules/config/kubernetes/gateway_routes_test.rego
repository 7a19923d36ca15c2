package sekisho.kubernetes.gateway_routes_test

import rego.v1

import data.sekisho.kubernetes.gateway_routes

test_good_1 if {
	r := gateway_routes.deny with input as sekisho.input("x.yaml", `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g}
spec: {listeners: [{name: https, port: 443, protocol: HTTPS, allowedRoutes: {namespaces: {from: Same}}}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := gateway_routes.deny with input as sekisho.input("x.yaml", `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: g}
spec: {servers: []}
`)
	count(r) == 0
}

test_bad_1 if {
	r := gateway_routes.deny with input as sekisho.input("x.yaml", `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g}
spec: {listeners: [{name: https, port: 443, protocol: HTTPS, allowedRoutes: {namespaces: {from: All}}}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := gateway_routes.deny with input as sekisho.input("x.yaml", `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g}
spec:
  listeners:
    - name: https
      hostname: "*.example.com"
      port: 443
      protocol: HTTPS
      allowedRoutes: {namespaces: {from: All}}
`)
	count(r) == 1
}
