module sekisho.example/oracle

go 1.24

require github.com/moby/buildkit v0.34.2
