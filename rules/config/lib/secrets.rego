# Names and values that look like secrets, for all kinds of documents.
package lib.secrets

import rego.v1

named(name) if regex.match(`(?i)(^|[_.-])(pass(word|wd|phrase)|secret|(secret|api|access|private|signing|encryption|auth|account)_?key|secret_?key_?base|(auth|access|bearer|api|bot|deploy|npm|github|gh|gitlab|slack)?_?token|credentials?)$`, name)

# A value that stands there, not a reference, a path, or a word that holds its place.
literal(value) if {
	v := trim(value, `"' `)
	v != ""
	not regex.match(`^(\$|/|\{\{|<|arn:|vault:|op://|ref\+|env:|file:)|\$\{|^(?i)(change-?_?me|x+|\*+|\.+|example|placeholder|dummy|none|null|true|false|yes|no|on|off|todo|secret|password|[0-9])$`, v)
}

# A name and a password in an address.
url(text) if regex.match(`[a-z][a-z0-9+.-]*://[^/\s:@"'$<{]*:[^/\s@"'$<{}*]{3,}@[a-zA-Z0-9\[]`, text)

private_key(text) if regex.match(`-----BEGIN ([A-Z]+ )*PRIVATE KEY( BLOCK)?-----`, text)

# Files that hold credentials, by their path.
file(path) if regex.match(`(^|/)(\.env(\.(local|production|prod|staging|development|dev))?|\.netrc|_netrc|\.pgpass|\.my\.cnf|\.git-credentials|\.npmrc|\.pypirc|\.aws(/credentials)?|\.ssh|\.gnupg|\.kube(/config)?|kubeconfig|\.docker/config\.json|\.dockercfg|\.terraformrc|\.vault-token|\.htpasswd|id_(rsa|dsa|ecdsa|ed25519)|credentials\.json|service-account[^/]*\.json|terraform\.tfstate|[^/]*\.(p12|pfx|jks|keystore|kdbx|ppk)|[^/]*(key|private|server|client)[^/]*\.pem|[^/]*\.key)/?$`, path)
