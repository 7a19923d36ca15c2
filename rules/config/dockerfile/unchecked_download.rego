# METADATA
# title: A downloaded program is not checked
# description: Nothing compares what was fetched with what was fetched when it was tested.
# custom:
#   id: SKD067
#   severity: LOW
#   attack: Whoever takes over the server, or its release, is in the next build.
#   principle: verified sources
#   controls: [cis-docker-4.11]
#   recommended_action: Compare a digest (sha256sum -c) or check a signature in the same RUN, or use ADD --checksum.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.unchecked_download

import rego.v1

import data.lib.docker

checked := `sha(1|224|256|384|512)(sum)?\b|shasum|md5sum|b2sum|gpgv?\s|cosign|minisign|slsa-verifier|apt-key|signed-by|rpm\s+--import|openssl\s+dgst|keyrings`

deny contains res if {
	some cmd in docker.own_run
	text := docker.text(cmd)
	regex.match(`\b(curl|wget)\s[^|;&\n]*https?://[^\s|;&]*`, text)
	regex.match(`\btar\s[^;&\n]*x|\bdpkg\s+(-i|--install)|\brpm\s+-[a-zA-Z]*[iU]|\bunzip\s|chmod\s+(-\S+\s+)*(\+x|a\+x|u\+x|0?[157][0-7]{2})\s|\b(apt-get|apt|yum|dnf)\s+(-\S+\s+)*install\s[^;&|\n]*(\./|/tmp/|https?://)`, text)
	not regex.match(checked, text)
	not regex.match(`\|\s*(sudo\s+)?(\S*/)?(ba|z|da|a|k)?sh\b|\b(curl|wget)\s[^|;&\n]*http://`, text)
	not later(cmd)
	res := result.new("a download is unpacked or run without a check", cmd)
}

later(cmd) if max(checks[cmd.Stage]) > cmd.StartLine

checks[cmd.Stage] contains cmd.StartLine if {
	some cmd in docker.own_run
	regex.match(checked, docker.text(cmd))
}
