module sekisho.example/oracle

go 1.24

require (
	github.com/moby/buildkit v0.34.2
	github.com/tmccombs/hcl2json v0.6.9
	sigs.k8s.io/yaml v1.6.0
)
