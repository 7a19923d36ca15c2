# Names of images: [host/]path[:tag][@digest].
package lib.images

import rego.v1

last(image) := parts[count(parts) - 1] if parts := split(image, "/")

digest(image) if contains(image, "@sha256:")

floating(image) if {
	image != ""
	not digest(image)
	not contains(last(image), ":")
}

floating(image) if {
	not digest(image)
	endswith(image, ":latest")
}

# The first part is a host when it has a dot or a port, or is localhost.
host(image) if {
	contains(image, "/")
	regex.match(`^(localhost|[^/]*[.:][^/]*)$`, split(image, "/")[0])
}
