# METADATA
# title: Files of the build are in the image
# description: A Dockerfile or its like in the image is a sign that the whole build context was copied.
# custom:
#   id: SKM015
#   severity: NEGLIGIBLE
#   attack: How the image is built, and from where, is read out of it.
#   principle: nothing superfluous
#   controls: [cis-docker-4.10]
#   recommended_action: Keep a .dockerignore and copy what is needed.
#   input:
#     selector:
#       - type: image
package sekisho.image.build_file

import rego.v1

import data.lib.image

found := [f | some f in image.top("build_file"); not f.base; not regex.match(`/(node_modules|site-packages|dist-packages|gems|vendor|go/pkg/mod|usr/share|usr/local/lib)/`, f.path)]

deny contains res if {
	count(found) > 0
	res := result.new(image.names([f.path | some f in found]), found[0])
}
