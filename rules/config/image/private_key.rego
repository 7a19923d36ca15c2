# METADATA
# title: A private key is in the image
# description: Whoever can pull the image has the key.
# custom:
#   id: SKM008
#   severity: HIGH
#   attack: With the key somebody poses as the server or the person that it belongs to.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: Take the key out of use, make a new one, and mount it at run time.
#   input:
#     selector:
#       - type: image
package sekisho.image.private_key

import rego.v1

import data.lib.image

deny contains res if {
	some f in image.top("private_key")
	not image.for_tests(f.path)
	not regex.match(`etc/ssh/ssh_host_`, f.path)
	f.what != "encrypted"
	res := result.new(f.path, f)
}
