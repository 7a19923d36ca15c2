# METADATA
# title: Compilers and headers are in the final image
# description: They are needed in the build only; a stage of their own keeps them out.
# custom:
#   id: SKD059
#   severity: LOW
#   attack: Whoever gets in finds the tools to build an exploit, and every tool has holes of its own.
#   principle: smallest attack surface
#   controls: [cis-docker-4.3]
#   recommended_action: Build in a stage of its own and COPY --from it, or remove the tools in the same RUN.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.build_tools

import rego.v1

import data.lib.docker

tools := `^(gcc|g\+\+|clang|cc|make|cmake|build-essential|build-base|alpine-sdk|linux-headers|musl-dev|autoconf|automake|gcc-c\+\+|devscripts|.*-(dev|devel))([=~].*)?$`

deny contains res if {
	some i in docker.installs
	docker.in_image(i.at)
	names := [n | some n in i.names; regex.match(tools, n)]
	count(names) > 0
	not regex.match(`\b(purge|autoremove|apk\s+del|yum\s+remove|dnf\s+remove|remove\s+-y)\b`, docker.text(i.at))
	res := result.new(sprintf("in the final image: %s", [concat(" ", names)]), i.at)
}
